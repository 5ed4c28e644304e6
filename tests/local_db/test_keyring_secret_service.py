"""Proves that keys live through a real Secret Service: Debian's gnome-keyring, unlocked inside a session bus
of its own, and that a locked one keeps nothing. Needs gnome-keyring and dbus.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.keyring

KEEP_AND_LOAD = """
import sys
from pathlib import Path
import keyring
from app.local_db.keys import create_keys, load_keys
from app.local_db.keyring_vault import find_backend
from app.local_db.place import Place
place = Place(Path(sys.argv[1]))
keys = create_keys(place, None)
print(type(find_backend()).__module__)
assert load_keys(place, None) == keys
assert keys.store_key.hex() not in place.keys_file.read_text()
"""

LOAD_AGAIN = """
import sys
from pathlib import Path
from app.local_db.keys import load_keys
from app.local_db.place import Place
print(len(load_keys(Place(Path(sys.argv[1])), None).store_key))
"""

REFUSED = """
import sys
from pathlib import Path
from app.local_db.errors import NoKeyring
from app.local_db.keys import create_keys
from app.local_db.place import Place
try:
    create_keys(Place(Path(sys.argv[1])), None)
except NoKeyring as error:
    print("refused")
"""


def in_session(home: Path, script: str, *, start_keyring: bool) -> subprocess.CompletedProcess[str]:
    """Run ``script`` in a session bus of its own, with the keyring's daemon unlocked by a password."""
    unlock = "printf 'office' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "
    command = f'{unlock if start_keyring else ""}exec {sys.executable} -c "$SCRIPT" {home}/place'
    runtime = home / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_RUNTIME_DIR": str(runtime),
        "SCRIPT": script,
    }
    environment.pop("PYTHON_KEYRING_BACKEND", None)
    return subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_keys_are_kept_by_the_secret_service_and_found_by_the_next_start(tmp_path: Path) -> None:
    first = in_session(tmp_path, KEEP_AND_LOAD, start_keyring=True)
    assert first.returncode == 0, first.stderr
    assert first.stdout.split() == ["keyring.backends.SecretService"]
    second = in_session(tmp_path, LOAD_AGAIN, start_keyring=True)
    assert second.stdout.split() == ["32"], second.stderr


def test_without_a_secret_service_there_is_no_silent_fallback(tmp_path: Path) -> None:
    run = in_session(tmp_path, REFUSED, start_keyring=False)
    assert run.stdout.split() == ["refused"], run.stderr
    assert not (tmp_path / "place" / "keys.json").exists()
