"""What ``daftar doctor`` looks at of the card terminal: whether it answers, and money in no application."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.cli.diagnosis import Diagnosis, Health, explained
from app.domain.errors import DaftarError

if TYPE_CHECKING:
    from app.local_db.place import Place
    from app.office.counter import Counter

ADVICE = "See `daftar terminal charges --ask`; use or settle them at the next payment in the window."


def look_at_terminal(place: Place) -> Iterator[Diagnosis]:
    """The terminal that is set, asked whether it could take money; nothing without one. It takes nothing."""
    from app.office.terminals import NotTaken, find_terminal
    from app.office.terminals.errors import in_words

    try:
        terminal = find_terminal(place)
    except DaftarError as error:
        yield explained("card terminal", error, Health.WARN)
        return
    if terminal is None:
        return
    found = terminal.check()
    if isinstance(found, NotTaken):
        yield explained("card terminal", in_words(found), Health.WARN)
    else:
        yield Diagnosis("card terminal", Health.OK, f"terminal {found} is ready ({terminal.title})")


def look_at_charges(counter: Counter) -> Iterator[Diagnosis]:
    """Charges that somebody has to look after."""
    from app.office.charge import open_charges

    found = open_charges(counter)
    if found.loose or found.unknown:
        note = f"{len(found.loose)} card payments are in no application, {len(found.unknown)} are unknown"
        yield Diagnosis("charges", Health.WARN, note, ADVICE)
