"""The window process of the demo: the real window, with a hand on its keyboard.

Reads tasks from standard input, one a line, and tells what happened on standard output, one JSON object a
line. Nothing in here reaches past the keyboard to change anything; the screen is only read.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.cli.demo.hand import Hand
from app.cli.secrets import read_secret
from app.local_db.place import Place
from app.ui.language import Language
from app.ui.start import Launch, application
from app.ui.theme import Scheme


def main() -> int:
    """Open the window and do what is asked until the window is closed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--passphrase-file", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    app = application()
    launch = Launch(
        app,
        Place(given.data_dir),
        read_secret(given.passphrase_file, "passphrase"),
        language=Language.FA,
        scheme=Scheme.LIGHT,
    )
    tasks = Tasks(Hand(launch, given.out, tell))
    ears = Ears()
    ears.heard.connect(tasks.take)
    launch.window.show()
    ears.open()
    app.exec()
    return launch.exit_code


def tell(event: str, **members: Any) -> None:
    """One JSON line on standard output, at once."""
    sys.stdout.write(json.dumps({"event": event, **members}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


class Ears(QObject):
    """``heard(line)`` in the UI thread for each line of standard input."""

    heard = Signal(str)

    def open(self) -> None:
        """Begin to listen."""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self.heard.emit(line.strip())


class Tasks(QObject):
    """One task after another: a task that came while another is being done waits for its end."""

    def __init__(self, hand: Hand) -> None:
        super().__init__()
        self._hand = hand
        self._waiting: list[str] = []
        self._is_busy = False

    def take(self, line: str) -> None:
        """Take a task."""
        self._waiting.append(line)
        if self._is_busy:
            return
        self._is_busy = True
        try:
            while self._waiting:
                self._do(self._waiting.pop(0))
        except Exception as error:  # noqa: BLE001 - told to the process that waits
            tell("failed", why=f"{type(error).__name__}: {error}")
        finally:
            self._is_busy = False

    def _do(self, line: str) -> None:
        word, *rest = line.split(" ")
        known: dict[str, Callable[..., None]] = {
            "sign-in": self._hand.sign_in,
            "accept": self._hand.accept,
            "picture-form": self._hand.picture_form,
            "look-at-vehicle": self._hand.look_at_vehicle,
            "queue": self._hand.show_queue,
            "await-banner": self._hand.await_banner,
            "await-outage": self._hand.await_outage,
            "await-tariff": self._hand.await_tariff,
            "level": self._hand.await_level,
            "decided": self._hand.await_decisions,
            "shot": self._hand.shot,
            "close": self._hand.close,
        }
        known[word](*rest)


if __name__ == "__main__":
    sys.exit(main())
