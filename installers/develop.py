#!/usr/bin/env python3
"""Prepare a checkout and run its two great jobs, with nothing but Python 3.11 and pip.

    python3 installers/develop.py setup   make .venv/ with the locked requirements
    python3 installers/develop.py demo    setup, then the demo
    python3 installers/develop.py test    setup with the tests' tools, then the tests

`make` calls this on Linux; on Windows it is the one-line command of the README. Only the standard
library is used here, because it runs before anything is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
PYTHON_AT_LEAST = (3, 11)

# What Qt's own wheels expect of the system, and what only some tests use.
QT_PACKAGES = [
    "libegl1",
    "libgl1",
    "libxkbcommon0",
    "libfontconfig1",
    "libdbus-1-3",
    "libglib2.0-0",
    "libcups2",  # without it Qt knows no printer
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxcb-xinerama0",
    "libxcb-image0",
    "libxcb-render-util0",
]
TEST_PACKAGES = ["gnome-keyring", "dbus", "xvfb", "xauth", "poppler-utils", "zbar-tools", "sane-utils"]

SPREAD = ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]
"""Three processes keep two cores busy, as tests wait for servers and other programs half of their time. A
file's tests stay in one process, which makes its office and its centre once.
"""


def main() -> int:
    """Run the command line; the exit code is the job's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("job", choices=["setup", "demo", "test"])
    parser.add_argument("--tools", action="store_true", help="setup: also the tests' and checkers' tools")
    given, rest = parser.parse_known_args()  # the rest is for the demo or pytest
    if sys.version_info < PYTHON_AT_LEAST:
        print(f"Daftar needs Python 3.11 or later; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    with_tools = given.tools or given.job == "test"
    install_debian_packages(QT_PACKAGES + (TEST_PACKAGES if given.job == "test" else []))
    make_environment(with_tools)
    if given.job == "demo":
        return subprocess.call([PYTHON, "-m", "app", "demo", *rest], cwd=ROOT, env=environment())
    if given.job == "test":
        return subprocess.call([PYTHON, "-m", "pytest", *SPREAD, *rest], cwd=ROOT, env=environment())
    return 0


def environment() -> dict[str, str]:
    """Let each module be compiled once and kept: demo and tests start some hundred programs."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def make_environment(with_tools: bool) -> None:
    """Create .venv/ and install the locked requirements into it, unless that was done already."""
    lock = ROOT / "requirements" / ("dev.txt" if with_tools else "run.txt")
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / f".installed-{lock.stem}"
    if not (PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted):
        if not PYTHON.exists():
            create_venv()
        print(f"Installing {lock.relative_to(ROOT)} into .venv/ …", flush=True)
        # Hashes are checked; without this a stray user setting could install into the home directory.
        pip("install", "--quiet", "--require-hashes", "--requirement", str(lock))
        pip("install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        stamp.write_text(wanted)
    compile_translations()
    compile_modules()


def create_venv() -> None:
    """Make the environment; a Debian without python3-venv still has pip, which can fill it from outside."""
    print("Making .venv/ …", flush=True)
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)], stdout=subprocess.DEVNULL) != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        subprocess.check_call([sys.executable, "-m", "venv", "--without-pip", str(VENV)])


def pip(*arguments: str) -> None:
    """Run pip for .venv/, from inside when it is there, else the system's own with ``--python``."""
    has_pip = (
        subprocess.call(
            [PYTHON, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        == 0
    )
    command = [PYTHON, "-m", "pip"] if has_pip else [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    done = subprocess.run([*command, *arguments], env=environment)
    if done.returncode:
        sys.exit(f"pip could not finish (exit {done.returncode}); nothing outside .venv/ was changed.")


def compile_translations() -> None:
    """Compile each .ts that is newer than its .qm, with the lrelease that comes with PySide6."""
    tool = PYTHON.parent / ("pyside6-lrelease.exe" if WINDOWS else "pyside6-lrelease")
    for source in (ROOT / "resources" / "translations").glob("*.ts"):
        target = source.with_suffix(".qm")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            subprocess.check_call([tool, "-silent", source, "-qm", target])


def compile_modules() -> None:
    """Compile our modules once: where Python may not keep them itself, every command would do it anew."""
    subprocess.call([PYTHON, "-m", "compileall", "-q", "app", "central"], cwd=ROOT)


def install_debian_packages(wanted: list[str]) -> None:
    """Install missing Debian packages when that is allowed; otherwise name them."""
    if WINDOWS or shutil.which("dpkg-query") is None:
        return
    missing = [name for name in wanted if not is_installed(name)]
    if not missing:
        return
    prefix = privilege()
    if prefix is None or shutil.which("apt-get") is None:
        print(f"Not installed (no root, no sudo): {' '.join(missing)}", file=sys.stderr)
        return
    print(f"Installing Debian packages: {' '.join(missing)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": environment, "stdout": subprocess.DEVNULL}
    subprocess.call([*prefix, "apt-get", "update", "-qq"], **quiet)  # type: ignore[call-overload]
    install = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    if subprocess.call([*install, *missing], **quiet) != 0:  # type: ignore[call-overload]
        for name in missing:  # one name that this release does not know must not cost the others
            if subprocess.call([*install, name], **quiet) != 0:  # type: ignore[call-overload]
                print(f"Could not install {name}.", file=sys.stderr)


def is_installed(package: str) -> bool:
    """Whether dpkg has the package (or its 64-bit-time successor) installed."""
    for name in (package, f"{package}t64"):
        found = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Status}", name], capture_output=True, text=True, check=False
        )
        if found.stdout.endswith("install ok installed"):
            return True
    return False


def privilege() -> list[str] | None:
    """What to put before a command that needs root: nothing, sudo without a question, or None."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        return ["sudo", "-n"]
    return None


if __name__ == "__main__":
    sys.exit(main())
