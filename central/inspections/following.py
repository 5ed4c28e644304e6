"""Which office is told of which vehicle, and telling it.

An office follows a vehicle from the moment that an application of its own names it, until that application
is decided and ``APPLICATION_DAYS`` have gone by; one that it only asked about, for ``ASKED_DAYS``. That
bounds what a feed carries, and what an office may know, by the office's own work: told to a whole province,
some twenty million inspections a year would be written once for each of its offices, to people who have
nothing to do with those vehicles.

Telling is driven by a mark and not by an event: whoever may have made something new (an application that
names the vehicle, an inspection taken in) sets ``untold``; the teller looks at what is known by then, tells
what the office has not heard, and takes the mark away. Killed anywhere, the mark is still there.

Locks are taken in one order everywhere: the office's feed counter, then followed vehicles by their keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from app.domain.application import State
from app.domain.feed import FeedKind
from app.domain.vehicle import Inspection
from central import feed
from central.database import Connection, Database
from central.inspections.newest import COLUMNS, ORDER, SQL_SAME_VEHICLE, inspection_of

APPLICATION_DAYS = 90
"""So long after its last application here a vehicle is still told of, however that ended."""
ASKED_DAYS = 7
SAID_AGAIN_AFTER = timedelta(minutes=10)
"""An office that asks is told what it heard before once more, so that its age is that of the question."""
TOLD_AT_ONCE_MAX = 200
BY = "upstream:simfa"
FINISHED = (State.REJECTED.value, State.DELIVERED.value, State.VOIDED.value)
"""States of an application after which nothing more comes. ``issued`` may still go to the post."""

SQL_FOLLOW = """
INSERT INTO followed_vehicles AS f (office, plate, vin, application, followed_until)
VALUES (%(office)s, %(plate)s, %(vin)s, %(application)s, %(until)s)
ON CONFLICT (office, plate, vin) DO UPDATE SET
    application = coalesce(excluded.application, f.application),
    followed_until = greatest(f.followed_until, excluded.followed_until), untold = true
"""
SQL_IS_FOLLOWED = """
(f.followed_until > now()
 OR EXISTS (SELECT 1 FROM applications a
            WHERE a.application = f.application AND a.state <> ALL(%(finished)s)))
"""
SQL_CONCERNED = f"""
SELECT DISTINCT f.office, f.plate, f.vin FROM followed_vehicles f
JOIN unnest(%(plates)s::text[], %(vins)s::text[]) AS seen (plate, vin)
  ON (f.vin = seen.vin AND seen.vin <> '') OR (f.plate = seen.plate AND (f.vin = '' OR seen.vin = ''))
WHERE {SQL_IS_FOLLOWED}
"""  # noqa: S608 - no value is put into the text
SQL_LOCK = """
SELECT 1 FROM followed_vehicles f
JOIN unnest(%(offices)s::text[], %(plates)s::text[], %(vins)s::text[]) AS wanted (office, plate, vin)
  USING (office, plate, vin)
ORDER BY f.office, f.plate, f.vin FOR UPDATE OF f
"""
SQL_MARK = """
UPDATE followed_vehicles f SET untold = true
FROM unnest(%(offices)s::text[], %(plates)s::text[], %(vins)s::text[]) AS wanted (office, plate, vin)
WHERE f.office = wanted.office AND f.plate = wanted.plate AND f.vin = wanted.vin
"""
SQL_OFFICE = """
SELECT f.office FROM (SELECT DISTINCT office FROM followed_vehicles WHERE untold) f ORDER BY random() LIMIT 1
"""
SQL_COUNTER = "INSERT INTO feed_counters (office) VALUES (%s) ON CONFLICT DO NOTHING"
SQL_LOCK_COUNTER = "SELECT seq FROM feed_counters WHERE office = %s FOR UPDATE"
SQL_UNTOLD = f"""
SELECT plate, vin FROM followed_vehicles WHERE office = %s AND untold
ORDER BY plate, vin LIMIT {TOLD_AT_ONCE_MAX} FOR UPDATE
"""  # noqa: S608 - no value is put into the text
SQL_NEWS = f"""
SELECT f.plate, f.vin, f.told, f.told_at, {COLUMNS} FROM followed_vehicles f
JOIN unnest(%(plates)s::text[], %(vins)s::text[]) AS wanted (plate, vin) USING (plate, vin)
LEFT JOIN LATERAL (
    SELECT i.* FROM inspections i
    WHERE {SQL_SAME_VEHICLE.format(vin="f.vin", plate="f.plate")}
    ORDER BY {ORDER} LIMIT 1
) i ON true
WHERE f.office = %(office)s ORDER BY f.plate, f.vin
"""  # noqa: S608 - names of our own
SQL_TOLD = """
UPDATE followed_vehicles SET told = %(told)s, told_at = now()
WHERE office = %(office)s AND plate = %(plate)s AND vin = %(vin)s
"""
SQL_UNMARK = """
UPDATE followed_vehicles f SET untold = false
FROM unnest(%(plates)s::text[], %(vins)s::text[]) AS looked_at (plate, vin)
WHERE f.office = %(office)s AND f.plate = looked_at.plate AND f.vin = looked_at.vin
"""
SQL_FORGET = f"""
DELETE FROM followed_vehicles f WHERE f.followed_until < now() AND NOT f.untold AND NOT {SQL_IS_FOLLOWED}
"""  # noqa: S608 - no value is put into the text


@dataclass(frozen=True, slots=True)
class Follow:
    """A vehicle that an office is told of from now on, because of an ``application`` or a question."""

    plate: str
    vin: str
    application: str | None
    until: datetime


@dataclass(frozen=True, slots=True)
class _News:
    """What is known of a followed vehicle, and what its office heard of it last and when."""

    plate: str
    vin: str
    told: str | None
    told_at: datetime | None
    newest: Inspection | None

    @property
    def word(self) -> str:
        """What is written down as told."""
        return self.newest.inspection if self.newest is not None else ""

    def decision(self) -> feed.Decision:
        newest = None if self.newest is None else msgspec.to_builtins(self.newest)
        said = {"plate": self.plate, "vin": self.vin, "inspection": newest}
        return feed.Decision(FeedKind.VEHICLE_INSPECTED, said, BY)


async def follow(conn: Connection, office: str, follows: Iterable[Follow]) -> None:
    """Let an office follow vehicles. Its feed counter must be locked."""
    rows = [
        {
            "office": office,
            "plate": one.plate,
            "vin": one.vin,
            "application": one.application,
            "until": one.until,
        }
        for one in sorted(follows, key=lambda one: (one.plate, one.vin))
    ]
    if rows:
        async with conn.cursor() as cursor:
            await cursor.executemany(SQL_FOLLOW, rows)


async def mark_untold(conn: Connection, vehicles: Sequence[tuple[str, str]]) -> None:
    """Something is new about vehicles (plate, VIN): the offices that follow them are to be told."""
    seen: dict[str, Any] = {"plates": [plate for plate, _ in vehicles], "vins": [vin for _, vin in vehicles]}
    rows = await (await conn.execute(SQL_CONCERNED, seen | {"finished": list(FINISHED)})).fetchall()
    if not rows:
        return
    offices, plates, vins = zip(*sorted((str(o), str(p), str(v)) for o, p, v in rows), strict=True)
    values = {"offices": list(offices), "plates": list(plates), "vins": list(vins)}
    await conn.execute(SQL_LOCK, values)
    await conn.execute(SQL_MARK, values)


async def tell_office(database: Database) -> int:
    """Tell one office of the vehicles that are marked for it; how many marks were looked at."""
    async with database.transaction() as conn:
        found = await (await conn.execute(SQL_OFFICE)).fetchone()
        if found is None:
            return 0
        office = str(found[0])
        await _lock_counter(conn, office)
        marked = await (await conn.execute(SQL_UNTOLD, (office,))).fetchall()
        names = {"plates": [str(row[0]) for row in marked], "vins": [str(row[1]) for row in marked]}
        news = await _news(conn, office, names)
        await _tell(conn, office, [one for one in news if one.told != one.word])
        await conn.execute(SQL_UNMARK, {"office": office, **names})
        return len(marked)


async def answer_office(
    conn: Connection, office: str, plate: str, vin: str, now: datetime
) -> Inspection | None:
    """What is known of a vehicle that an office asks about; the office is told in its feed as well.

    It follows the vehicle from now on. The mark stays set: an inspection that is being taken in at this
    moment does not see this transaction, so the teller looks once more.
    """
    await _lock_counter(conn, office)
    await follow(conn, office, [Follow(plate, vin, None, now + timedelta(days=ASKED_DAYS))])
    (news,) = await _news(conn, office, {"plates": [plate], "vins": [vin]})
    if news.told != news.word or news.told_at is None or news.told_at < now - SAID_AGAIN_AFTER:
        await _tell(conn, office, [news])
    return news.newest


async def forget_followed(conn: Connection) -> None:
    """Forget the vehicles that no office is told of any more; called now and then."""
    await conn.execute(SQL_FORGET, {"finished": list(FINISHED)})


async def _lock_counter(conn: Connection, office: str) -> None:
    await conn.execute(SQL_COUNTER, (office,))
    await conn.execute(SQL_LOCK_COUNTER, (office,))


async def _news(conn: Connection, office: str, names: dict[str, list[str]]) -> list[_News]:
    rows = await (await conn.execute(SQL_NEWS, {"office": office, **names})).fetchall()
    return [
        _News(
            str(plate), str(vin), told, told_at, inspection_of(tuple(rest)) if rest[0] is not None else None
        )
        for plate, vin, told, told_at, *rest in rows
    ]


async def _tell(conn: Connection, office: str, news: Sequence[_News]) -> None:
    if not news:
        return
    rows = [{"office": office, "plate": one.plate, "vin": one.vin, "told": one.word} for one in news]
    async with conn.cursor() as cursor:
        await cursor.executemany(SQL_TOLD, rows)
    await feed.append(conn, office, [one.decision() for one in news])
