"""Whether the centre's state of each application is the one machine's, by its journals and its feed."""

from __future__ import annotations

from support.held_journal import CentreBase

from app.domain.entry import Entry, Kind, decode
from app.domain.life import event_of
from app.domain.story import Said, weave


def differing_lives(base: CentreBase) -> list[tuple[str, str, str]]:
    """(application, the centre's state, the machine's) of those that differ.

    A correction that the centre has not asked for, as far as it still knows, is left to its own tests: the
    office's log tells why it was written, the centre's after a restore does not.
    """
    held = base.rows("SELECT application, office, state FROM applications")
    return [one for one in (_compared(base, *row) for row in held) if one is not None]


def _compared(base: CentreBase, application: str, office: str, state: str) -> tuple[str, str, str] | None:
    own = [entry for entry in _entries(base, office) if entry.data.get("application") == application]
    told = [item for item in base.feed(office) if item.get("application") == application]
    steps = weave(
        [Said(0, event_of(entry.kind, entry.data), entry.kind) for entry in own],
        [Said(1, event_of(item["kind"], item), item["kind"]) for item in told],
    )
    if any(step.source == Kind.APPLICATION_CORRECTED and not step.fits for step in steps):
        return None
    found = steps[-1].life.state
    return None if found == state else (application, state, found.value)


def _entries(base: CentreBase, office: str) -> list[Entry]:
    """The entries of an office, the carried ones as they were, each once."""
    rows = base.rows(
        "SELECT line FROM journal JOIN devices USING (device) WHERE office = %s ORDER BY enrolled_at, seq",
        office,
    )
    found: dict[str, Entry] = {}
    for (line,) in rows:
        entry = decode(bytes(line))
        while entry.kind == Kind.ENTRY_CARRIED:
            entry = decode(entry.data["entry"].encode())
        found.setdefault(entry.id, entry)
    return list(found.values())
