@echo off
rem Starts Tumpeang: run [sub-command ...]. "run bench ..." runs the benchmarks.
rem The first start makes .venv; every later one only compares the lock file with the one that was installed.
setlocal
set "ROOT=%~dp0"
set "VENV=%ROOT%.venv"
set "LOCK=requirements.lock"
if /i "%~1"=="bench" set "LOCK=requirements-dev.lock"

set "READY=yes"
if not exist "%VENV%\Scripts\python.exe" set "READY="
if not exist "%VENV%\system-ready" set "READY="
if exist "%VENV%\half-made" set "READY="
fc /b "%ROOT%%LOCK%" "%VENV%\%LOCK%" >nul 2>&1 || set "READY="

set "PYTHON="
if not defined READY for %%p in ("py -3.13" "py -3.12" "py -3.11" "py -3.14" "python" "python3") do (
    if not defined PYTHON %%~p -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))" >nul 2>&1 && set "PYTHON=%%~p"
)
if not defined READY if not defined PYTHON (
    echo Tumpeang needs Python 3.11, 3.12, 3.13 or 3.14, and found none on this computer. 1>&2
    echo Install it from python.org, and start again. 1>&2
    exit /b 1
)
if not defined READY %PYTHON% "%ROOT%tools\prepare.py" "%LOCK%" || exit /b 1

if defined PYTHONPATH set "PYTHONPATH=;%PYTHONPATH%"
set "PYTHONPATH=%ROOT%%PYTHONPATH%"
rem -P keeps a folder named "desktop" in the person's own folder from being taken for the program.
if /i "%~1"=="bench" goto bench
"%VENV%\Scripts\python.exe" -P -m desktop %*
exit /b %ERRORLEVEL%
:bench
for /f "tokens=1*" %%a in ("%*") do "%VENV%\Scripts\python.exe" -P -m benchmarks %%b
