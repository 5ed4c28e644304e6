"""Make this PC a counter of an office: keys first, then the centre's answer, then the store.

The order matters. An activation code works once, so everything that can fail on this PC is tried before
it is spent; and the keys of an enrolment that was cut off are used again, so that the centre meets the
same device.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from app.domain.errors import DaftarError
from app.domain.signatures import Signer
from app.local_db.identity import Identity
from app.local_db.keys import Keys, create_keys, load_keys
from app.local_db.place import Place
from app.local_db.store import Store, create_store

_UNNAMED = "new"


class Office(Protocol):
    """The office in the centre's answer."""

    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102


class Enrolment(Protocol):
    """The centre's answer to an enrolment, as ``app.sync.protocol`` defines it."""

    @property
    def device(self) -> str: ...  # noqa: D102
    @property
    def counter(self) -> int: ...  # noqa: D102
    @property
    def office(self) -> Office: ...  # noqa: D102
    @property
    def audience(self) -> str: ...  # noqa: D102
    @property
    def trust(self) -> dict[str, Any]: ...  # noqa: D102
    @property
    def epoch(self) -> str: ...  # noqa: D102


class AlreadyEnrolled(DaftarError):
    """There is a store in this place."""

    what = "There is already an office's store in {directory}."
    safe = "Nothing was changed, and the activation code was not used."
    todo = "Choose another folder with --data-dir, or go on with the store that is there."


@dataclass(frozen=True, slots=True)
class Prepared:
    """Keys made for a device that the centre does not know yet."""

    place: Place
    keys: Keys

    def public_key(self) -> dict[str, Any]:
        """The device's public key as a JWK, without a name: the centre gives the device its id."""
        jwk = Signer(self.keys.device_key, _UNNAMED).public_jwk()
        return {name: value for name, value in jwk.items() if name in {"kty", "crv", "x"}}

    def signer(self, device: str) -> Signer:
        """The device's signer, once the centre has given it its id."""
        return Signer(self.keys.device_key, device)


def prepare(place: Place, passphrase: str | None) -> Prepared:
    """Make the keys, or find those of an enrolment that did not finish.

    Raises :class:`AlreadyEnrolled`, and what ``create_keys`` and ``load_keys`` raise.
    """
    if place.store_file.exists():
        raise AlreadyEnrolled(directory=place.directory)
    if place.keys_file.exists():
        return Prepared(place, load_keys(place, passphrase))
    return Prepared(place, create_keys(place, passphrase))


def keep(prepared: Prepared, enrolment: Enrolment, centre_url: str) -> Store:
    """Create the store of the device that the centre has just enrolled; open for writing."""
    identity = Identity(
        device=enrolment.device,
        office=enrolment.office.code,
        office_name=enrolment.office.name,
        counter=enrolment.counter,
        centre_url=centre_url,
        audience=enrolment.audience,
        trust=enrolment.trust,
    )
    return create_store(prepared.place, prepared.keys, identity)
