"""Installs the hub alone and proves that it works without the window, paper and the offices' store.

Usage:  .venv/bin/python tools/try_hub.py

Makes a fresh environment in a folder named in Khmer with a space, installs the extra `hub` with pip, and
takes the steps of docs/hub.md with it: certificates, an invitation, serving under TLS, taking old letters
away. The last line says how many packages there are.
"""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES, FOLDERS = ("pyproject.toml", "README.md"), ("desktop", "assets", "translations")
NOT_NEEDED = {
    "pyside6",
    "pyside6-essentials",
    "sqlcipher3",
    "reportlab",
    "requests",
    "xlsxwriter",
    "openpyxl",
}
NOT_NEEDED |= {"highspy", "pillow", "icu4py", "uharfbuzz", "pypdf"}
SECONDS = 30


def main() -> int:
    """Install and take every step; the exit code is 0 when all of them worked."""
    with tempfile.TemporaryDirectory(prefix="tumpeang ប្រអប់ ") as name:
        folder = Path(name)
        program = _install(folder)
        packages = _packages(folder)
        if found := NOT_NEEDED & packages:
            print(f"FAILED: installed without need: {', '.join(sorted(found))}")
            return 1
        worked = _take_steps(program, folder)
    print(f"{len(packages)} packages, {'every step worked' if worked else 'FAILED'}")
    return 0 if worked else 1


def _install(folder: Path) -> Path:
    """The command of a fresh environment; installed from a copy, so that nothing is built into the tree."""
    source = folder / "source"
    source.mkdir()
    for name in FILES:
        shutil.copy(ROOT / name, source)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, source / name)
    venv.create(folder / "venv", with_pip=True)
    python = _inside(folder, "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", f"{source}[hub]"], check=True)
    return _inside(folder, "tumpeang")


def _inside(folder: Path, name: str) -> Path:
    place = "Scripts" if os.name == "nt" else "bin"
    return folder / "venv" / place / (f"{name}.exe" if os.name == "nt" else name)


def _packages(folder: Path) -> set[str]:
    command = [_inside(folder, "python"), "-m", "pip", "list", "--format", "freeze"]
    listed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    names = {line.partition("==")[0].lower() for line in listed.splitlines()}
    return {name for name in names if name not in ("pip", "setuptools")}


def _take_steps(program: Path, folder: Path) -> bool:
    hub = [str(program), "--language", "en", "hub"]
    port = _free_port()
    database = ["--database", f"sqlite:///{folder / 'hub.db'}"]
    keys, invitation = folder / "certificates", folder / "kandal.tumpeang-hub"
    steps = [
        ["certificate", str(keys), "--host", "127.0.0.1"],
        ["invite", "kh.08", "--url", f"https://127.0.0.1:{port}", *database, "--out", str(invitation)],
        ["prune", *database],
    ]
    if not all([_works([*hub, *step], folder) for step in steps]) or not invitation.is_file():
        return False
    files = ["--certificate", keys / "hub.pem", "--key", keys / "hub.key"]
    serve = [*hub, "--listen", f"127.0.0.1:{port}", *database, *files, "--authority", keys / "authority.pem"]
    with subprocess.Popen(serve, cwd=folder, stderr=subprocess.DEVNULL) as running:
        try:
            return _answers(f"https://127.0.0.1:{port}/v1/health", keys / "authority.pem")
        finally:
            running.terminate()


def _works(command: list[str], folder: Path) -> bool:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} tumpeang {' '.join(command[3:5])}", flush=True)
    if done.returncode:
        print((done.stdout + done.stderr).decode(errors="replace"))
    return done.returncode == 0


def _answers(url: str, authority: Path) -> bool:
    """Whether the hub answers under TLS, with a certificate of its own authority."""
    trusted = urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=authority))
    ask = urllib.request.build_opener(urllib.request.ProxyHandler({}), trusted)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        try:
            with ask.open(url, timeout=5) as answer:
                print(f"ok     {url}: {answer.read().decode()}")
                return True
        except OSError:
            time.sleep(0.1)
    print(f"FAILED {url} does not answer")
    return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as there:
        port: int = there.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())
