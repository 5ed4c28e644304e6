"""What applications say of vehicles: base data, which office follows which, and what contradicts SIMFA."""

from __future__ import annotations

from datetime import timedelta

from app.domain.catalogue import VehicleCheck
from app.domain.feed import FeedKind
from app.domain.tariff import Words
from app.domain.vehicle import InspectionState, state_of
from central import feed
from central.database import Connection
from central.findings import Finding, FindingType, finding
from central.inspections.following import APPLICATION_DAYS, Follow, follow
from central.inspections.newest import COLUMNS, ORDER, SQL_SAME_VEHICLE, inspection_of
from central.projector.changes import Changes, NewApplication
from central.vehicles import put_vehicles

SQL_NEWEST_OF = f"""
SELECT w.application, {COLUMNS}
FROM unnest(%(applications)s::uuid[], %(plates)s::text[], %(vins)s::text[], %(ats)s::timestamptz[])
     AS w (application, plate, vin, at)
CROSS JOIN LATERAL (
    SELECT i.* FROM inspections i
    WHERE {SQL_SAME_VEHICLE.format(vin="w.vin", plate="w.plate")} AND i.at <= w.at
    ORDER BY {ORDER} LIMIT 1
) i
"""  # noqa: S608 - names of our own

STATES = {
    InspectionState.VALID: Words("معتبر", "valid"),
    InspectionState.EXPIRED: Words("پایان‌یافته", "expired"),
    InspectionState.FAILED: Words("مردود", "failed"),
    InspectionState.UNKNOWN: Words("بی‌معاینه", "none known"),
    InspectionState.UNHEARD: Words("بی‌خبر", "nothing heard"),
}


async def contradictions(conn: Connection, changes: Changes) -> None:
    """Add a finding for each application that was taken as if the vehicle's inspection were valid.

    What counts is what is known here now of inspections made by the time of the application.
    """
    strict = [
        (one, one.item.vehicle)
        for one in changes.applications
        if one.item.vehicle is not None
        and one.item.vehicle.check in (VehicleCheck.WARNED, VehicleCheck.REFUSED)
    ]
    if not strict:
        return
    wanted = {
        "applications": [one.application for one, _ in strict],
        "plates": [named.base.plate for _, named in strict],
        "vins": [named.base.vin for _, named in strict],
        "ats": [one.item.said.at for one, _ in strict],
    }
    rows = await (await conn.execute(SQL_NEWEST_OF, wanted)).fetchall()
    newest = {str(application): inspection_of(tuple(rest)) for application, *rest in rows}
    for one, named in strict:
        due = state_of(newest.get(one.application), one.data.day)
        found = _contradiction(one, named.check, due)
        if found is not None:
            changes.findings.append(found)
            changes.decisions.append(feed.Decision(FeedKind.FINDING_RAISED, found.feed_data()))


async def keep(conn: Connection, office: str, changes: Changes) -> None:
    """Keep the vehicles' base data, and let the office follow those whose inspection its services show.

    A correction may name another vehicle than the application did.
    """
    said = [(one.application, one.item) for one in changes.applications]
    said += [(one.data.application, one.item) for one in changes.corrections]
    named = [(application, item, item.vehicle) for application, item in said if item.vehicle is not None]
    await put_vehicles(conn, [vehicle.base for *_, vehicle in named])
    follows = [
        Follow(
            vehicle.base.plate,
            vehicle.base.vin,
            application,
            item.said.at + timedelta(days=APPLICATION_DAYS),
        )
        for application, item, vehicle in named
        if vehicle.check is not VehicleCheck.NONE
    ]
    await follow(conn, office, follows)


def _contradiction(one: NewApplication, check: VehicleCheck, due: InspectionState) -> Finding | None:
    seen = _seen(one.data.inspection)
    if due is InspectionState.VALID or (check is VehicleCheck.WARNED and seen is not InspectionState.VALID):
        return None
    words = STATES[seen] if seen is not None else Words("نامعلوم", "not recorded")
    return finding(FindingType.INSPECTION_DIFFERS, one.item.place, seen=words, due=STATES[due])


def _seen(said: object) -> InspectionState | None:
    """What the office saw, as the entry tells; None when it tells nothing that can be read."""
    try:
        return InspectionState(said["state"]) if isinstance(said, dict) else None
    except (KeyError, ValueError, TypeError):
        return None
