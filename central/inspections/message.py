"""One inspection as SIMFA sends it (docs/simfa.md), read strictly."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec

from app.domain.business_day import business_day, parse_day
from app.domain.entry import instant, parse_instant
from app.domain.identifiers import plate, vin
from app.domain.vehicle import Result

CODE_CHARACTERS_MAX = 64
NUMBER_MAX = 2**53
AHEAD_MAX = timedelta(minutes=5)
"""How far an inspection's instant may lie after the centre's own clock."""
EARLIEST_YEAR = 2000
"""There were no such inspections before; and the calendar's table ends somewhere."""
_CODE = re.compile(rf"[0-9A-Za-z][0-9A-Za-z._-]{{0,{CODE_CHARACTERS_MAX - 1}}}", re.ASCII)


class InspectionMessage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``inspection`` is SIMFA's id, ``number`` the running number at ``centre``, from 1 without gaps.

    ``at`` is an RFC 3339 instant; ``valid_until`` the last Jalali day on which a passed inspection counts.
    """

    inspection: str
    centre: str
    number: int
    plate: str
    vin: str = ""
    result: str
    at: str
    valid_until: str = ""


class NotAnInspection(ValueError):
    """A message that cannot be taken; the text says why."""


@dataclass(frozen=True, slots=True)
class Received:
    """An inspection read: normalised, with a digest over all of it."""

    inspection: str
    centre: str
    number: int
    plate: str
    vin: str
    result: Result
    at: datetime
    valid_until: str

    @property
    def digest(self) -> bytes:
        """SHA-256 of what it says, however it was spelled."""
        said = [self.inspection, self.centre, self.number, self.plate, self.vin, self.result.value]
        return hashlib.sha256(msgspec.json.encode([*said, instant(self.at), self.valid_until])).digest()


def read_message(raw: bytes | msgspec.Raw) -> Received:
    """Read one message. Raises :class:`NotAnInspection`."""
    try:
        said = msgspec.json.decode(raw, type=InspectionMessage)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotAnInspection(str(error)) from error
    for name, code in (("inspection", said.inspection), ("centre", said.centre)):
        if _CODE.fullmatch(code) is None:
            raise NotAnInspection(f"`{name}` has 1 to {CODE_CHARACTERS_MAX} Latin letters and digits")
    if not 1 <= said.number <= NUMBER_MAX:
        raise NotAnInspection("`number` is a running number from 1")
    at = _instant(said.at)
    result = _result(said.result)
    return Received(
        inspection=said.inspection,
        centre=said.centre,
        number=said.number,
        plate=_plate(said.plate),
        vin=_vin(said.vin),
        result=result,
        at=at,
        valid_until=_valid_until(said.valid_until, result, at),
    )


def identity_of(raw: bytes | msgspec.Raw) -> tuple[str, str, int | None]:
    """Id, centre and number of a message that cannot be taken, as far as they can be read."""
    try:
        said = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "", "", None
    if not isinstance(said, dict):
        return "", "", None
    texts = [said.get(name) for name in ("inspection", "centre")]
    inspection, centre = (t if isinstance(t, str) and _CODE.fullmatch(t) else "" for t in texts)
    number = said.get("number")
    known = isinstance(number, int) and not isinstance(number, bool) and 1 <= number <= NUMBER_MAX
    return inspection, centre, number if known else None


def _plate(typed: str) -> str:
    stored = plate.normalise(typed)
    if plate.check(stored) is not None:
        raise NotAnInspection("`plate` is no plate")
    return stored


def _vin(typed: str) -> str:
    stored = vin.normalise(typed)
    if stored and vin.check(stored) is not None:
        raise NotAnInspection("`vin` is no VIN")
    return stored


def _result(word: str) -> Result:
    try:
        return Result(word)
    except ValueError:
        raise NotAnInspection("`result` is passed or failed") from None


def _instant(text: str) -> datetime:
    try:
        at = parse_instant(text)
    except (ValueError, OverflowError):
        raise NotAnInspection("`at` is an RFC 3339 instant with its zone") from None
    if at > datetime.now(UTC) + AHEAD_MAX:
        raise NotAnInspection("`at` is still to come")
    if at.year < EARLIEST_YEAR:
        raise NotAnInspection("`at` is before there were such inspections")
    return at.replace(microsecond=at.microsecond // 1_000 * 1_000)


def _valid_until(text: str, result: Result, at: datetime) -> str:
    if result is Result.FAILED:
        if text:
            raise NotAnInspection("a failed inspection has no `valid_until`")
        return ""
    try:
        day = parse_day(text)
    except ValueError:
        raise NotAnInspection("`valid_until` is a Jalali day of a passed inspection") from None
    if day < business_day(at):
        raise NotAnInspection("`valid_until` is before the inspection")
    return day
