"""An enrolled office on disk, keys sealed with a passphrase, for tests that start the whole window on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from support.office_kit import CATALOGUE, CENTRE, TARIFF, Feed, keep_lease

from app.domain.catalogue import Catalogue
from app.domain.signatures import Signer
from app.domain.tariff import Tariff
from app.local_db.identity import Identity
from app.local_db.keys import create_keys
from app.local_db.place import Place
from app.local_db.store import create_store
from app.office.clock import Clock
from app.office.counter import Counter

PASSPHRASE = "seven small words"
NOWHERE = "http://127.0.0.1:9"
"""A centre that refuses every connection."""


def enrolled(
    directory: Path,
    *,
    centre_url: str = NOWHERE,
    publications: tuple[Catalogue, Tariff] = (CATALOGUE, TARIFF),
    furnish: Callable[[Feed], None] | None = None,
) -> Place:
    """A closed store with services, a tariff and a clerk (1001) who has signed in before.

    ``furnish`` puts more into it by its counter and its feed.
    """
    place = Place(directory)
    place.make()
    keys = create_keys(place, PASSPHRASE)
    identity = Identity(
        device="device-1",
        office="0412",
        office_name="رشت، گلسار",
        counter=2,
        centre_url=centre_url,
        audience="daftar",
        trust={"keys": [CENTRE.public_jwk()]},
    )
    store = create_store(place, keys, identity)
    counter = Counter(store, Signer(keys.device_key, "device-1"), Clock(0))
    feed = Feed(counter)
    for publication in publications:
        feed.publish(publication)
    feed.staff("1001")
    keep_lease(counter)
    if furnish is not None:
        furnish(feed)
    counter.close()
    return place
