"""The former counters of this PC, whose stores lie in ``archive/``: from there nobody sends any more.

When the centre is restored from a backup to before one of them was replaced, what it then lacks is in that
old store alone, and the present counter has to take it along.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import DaftarError

if TYPE_CHECKING:
    from app.local_db.place import Place
    from app.local_db.store import Store
    from app.sync.ports import Clock
    from app.sync.transport import Centre


class ArchiveUnread(DaftarError):
    """A former counter's store cannot be opened, most often because its passphrase is another one."""

    what = "The former counter in {place} could not be looked at: {reason}"
    safe = "It is kept as it is."
    todo = "If its passphrase is another one, run `daftar carry archive --old-passphrase-file FILE`."


@dataclass(frozen=True, slots=True)
class Former:
    """What became of one archived store: entries ``carried`` from it, or why it could not be looked at."""

    place: Place
    carried: int = 0
    error: ArchiveUnread | None = None


@contextmanager
def centre_of(store: Store, clock: Clock) -> Iterator[Centre]:
    """The centre as the device of an open store sees it."""
    from app.domain.signatures import Signer
    from app.sync.transport import Centre

    centre = Centre(store.identity, Signer(store.keys.device_key, store.identity.device), clock)
    try:
        yield centre
    finally:
        centre.close()


def carry_archived(
    place: Place, passphrase: str | None, new: Store, centre: Centre, clock: Clock
) -> Iterator[Former]:
    """Carry into ``new`` what the centre lacks of each store archived in ``place``.

    One that cannot be opened, or is of another office, holds up no other. Raises ``CentreError``.
    """
    from app.local_db.keys import load_keys
    from app.local_db.store import open_store
    from app.office.replace import archived
    from app.sync.errors import CentreError
    from app.sync.moving import carry_missing

    for each in archived(place):
        try:
            with open_store(each, load_keys(each, passphrase), write=False) as old:
                yield Former(each, carry_missing(old, new, centre, clock))
        except CentreError:
            raise
        except DaftarError as error:
            reason = error.what.format(**error.params)
            yield Former(each, error=ArchiveUnread(place=each.directory, reason=reason))
