@echo off
rem Runs every check and every test; with arguments, only pytest with these arguments: test tests\unit -k period
setlocal
set "PYTHON="
for %%p in ("py -3.13" "py -3.12" "py -3.11" "py -3.14" "python" "python3") do (
    if not defined PYTHON %%~p -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))" >nul 2>&1 && set "PYTHON=%%~p"
)
if not defined PYTHON (
    echo The tests need Python 3.11, 3.12, 3.13 or 3.14, and found none on this computer. 1>&2
    echo Install it from python.org, and start again. 1>&2
    exit /b 1
)
%PYTHON% "%~dp0tools\prepare.py" test %*
