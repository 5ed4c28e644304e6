"""A window in a process of its own, into which somebody types until the process is killed.

``python typing_hand.py DIRECTORY``: the page of a new application on that store. Each key is told on stdout
after it was pressed: how many letters stand in the field, and when (``time.monotonic``, which is one clock
for all processes of a PC).
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

LETTERS = "ابپتثجچحخد"
PATH = "applicant.name.given"
BETWEEN_KEYS_S = 0.03


def typed(count: int) -> str:
    """What stands in the field after so many keys."""
    return (LETTERS * (count // len(LETTERS) + 1))[:count]


def main() -> None:
    """Sign in, open a form, type without end."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QCoreApplication
    from support.office_kit import CLERK
    from support.window_office import PASSPHRASE
    from support.window_rig import settle, type_text

    from app.local_db.place import Place
    from app.office.counter import open_counter
    from app.ui.bridge import Bridge
    from app.ui.pages.application import ApplicationPage
    from app.ui.start import application
    from app.ui.workplace import Workplace

    app = application()
    counter = open_counter(Place(Path(sys.argv[1])), PASSPHRASE, write=True)
    workplace = Workplace(counter, Bridge(counter.store, None))
    workplace.session = CLERK
    page = ApplicationPage(workplace)
    page.show()
    settle()
    page.open_service("passport.renewal")
    assert page.form is not None
    line = page.form.widgets[PATH].inputs()[0]
    line.setFocus()
    for count in range(1, 190):
        type_text(line, typed(count)[-1])
        os.write(1, f"{count} {time.monotonic()}\n".encode())
        until = time.monotonic() + BETWEEN_KEYS_S
        while time.monotonic() < until:
            QCoreApplication.processEvents()
            time.sleep(0.002)
    app.exec()


if __name__ == "__main__":
    main()
