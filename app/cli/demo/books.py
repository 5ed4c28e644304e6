"""Both sides' books at the end of the demo, compared receipt by receipt.

Nothing here trusts a counter kept along the way: what was printed is compared with what the store and the
centre hold, each asked through its own command line.
"""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.cli.demo.centre import Centre
from app.cli.demo.inspection import Looks
from app.cli.demo.midnight import Change, Midnight
from app.cli.demo.office import Office
from app.office.packaged import packaged_catalogue

DECIDED = frozenset({"issued", "posted", "rejected", "delivered", "needs-correction"})


@dataclass(frozen=True, slots=True)
class Books:
    """What both sides hold, and how it differs; ``faults`` is empty when all is as it must be."""

    accepted: int
    printed: int
    pdfs: int
    total_rials: int
    centre_total_rials: int
    entries: int
    sent: int
    decided: int
    duplicates: int
    lost: int
    head: str
    hours_down: dict[str, float]
    by_service: dict[str, int]
    families: int
    midnight: Change
    vehicle: Looks
    faults: list[str] = field(default_factory=list)


def compare(
    office: Office,
    centre: Centre,
    printed: list[str],
    out: Path,
    served_offline: int,
    midnight: Midnight,
    vehicle: Looks,
) -> Books:
    """Ask both sides and compare."""
    said = _ask_both(office, centre, out)
    own, held, status, day = said.own, said.held, said.status, said.day
    verified, totals = said.verified, said.totals
    own_count = Counter(row["receipt"] for row in own)
    centre_count = Counter(row["receipt"] for row in held)
    lost = (set(printed) - set(own_count)) | (set(own_count) - set(centre_count))
    doubled = [n for count in (own_count, centre_count) for n, times in count.items() if times > 1]
    pdfs = {file.stem for file in (out / "receipts").glob("*.pdf")}
    hours_down = _hours_down(said.outages)
    families = {s.family.en for s in packaged_catalogue().services if s.enabled}
    untaken = families - _families(own)
    change = midnight.both_sides(own)
    decided = sum(1 for row in own if row["state"] in DECIDED)
    faults = [
        reason
        for is_wrong, reason in (
            (bool(lost), f"lost: {sorted(lost)}"),
            (bool(doubled), f"twice: {sorted(doubled)}"),
            (bool(set(centre_count) - set(own_count)), "the centre holds receipts that the office does not"),
            (bool(set(printed) - pdfs), "a receipt was shown without its PDF"),
            (_sums(own) != _sums(held), "an amount differs between office and centre"),
            (day["total_rials"] != totals["total_rials"], "the day's sums differ"),
            (day["refunded"] != totals["refunded"], "what was given back differs"),
            (status["head"] != status["acknowledged"], "entries wait that the centre has not confirmed"),
            (status["head"] != said.centre_head, "the heads differ"),
            (verified["chain"] != "ok", "the chain is broken"),
            (verified["tables"] != "ok", "the read tables differ from a rebuild"),
            (verified["centre"] != "equal", f"the centre is {verified['centre']}"),
            (served_offline < OFFLINE_AT_LEAST, f"only {served_offline} were served during the outage"),
            (decided == 0, "no decision came back"),
            (bool(untaken), f"nobody came for {', '.join(sorted(untaken))}"),
            (not {"centre", "upstream:traffic"} <= set(hours_down), "an outage was not recorded"),
        )
        if is_wrong
    ]
    return Books(
        accepted=len(own),
        printed=len(set(printed)),
        pdfs=len(pdfs & set(printed)),
        total_rials=day["total_rials"],
        centre_total_rials=totals["total_rials"],
        entries=status["head"]["seq"],
        sent=status["acknowledged"]["seq"],
        decided=decided,
        duplicates=len(doubled),
        lost=len(lost),
        head=status["head"]["hash"],
        hours_down=hours_down,
        by_service=dict(sorted(Counter(row["service"] for row in own).items())),
        families=len(families - untaken),
        midnight=change,
        vehicle=vehicle,
        faults=[*faults, *change.faults, *vehicle.faults],
    )


OFFLINE_AT_LEAST = 50


@dataclass(frozen=True, slots=True)
class _Said:
    """What the commands of both sides answered."""

    own: list[dict[str, Any]]
    verified: dict[str, Any]
    day: dict[str, Any]
    outages: list[dict[str, Any]]
    status: dict[str, Any]
    centre_head: dict[str, Any]
    totals: dict[str, Any]
    held: list[dict[str, Any]]


def _ask_both(office: Office, centre: Centre, out: Path) -> _Said:
    """Ask several questions at a time: each is a process of its own."""
    with ThreadPoolExecutor() as asking:
        receipts = asking.submit(_receipts, office, out)
        verification = asking.submit(office.ask, "verify", "--against-centre")
        days, outages = asking.submit(office.ask, "day"), asking.submit(office.ask, "outages")
        status = office.ask("status", "--no-probe")[0]
        of_office = ("--office", status["office"])
        heads = asking.submit(centre.ask, "head", "--device", status["device"])
        sums = asking.submit(centre.ask, "totals", *of_office, "--date", status["day"])
        held = centre.ask("receipts", *of_office)
    return _Said(
        own=receipts.result(),
        verified=verification.result()[0],
        day=days.result()[0],
        outages=outages.result(),
        status=status,
        centre_head=heads.result()[0],
        totals=sums.result()[0],
        held=held,
    )


def _receipts(office: Office, out: Path) -> list[dict[str, Any]]:
    file = out / "receipts.json"
    office.ask("export", "receipts", "--to", str(file), "--force")
    rows: list[dict[str, Any]] = json.loads(file.read_bytes())
    return rows


def _families(rows: list[dict[str, Any]]) -> set[str]:
    catalogue = packaged_catalogue()
    found = (catalogue.find_service(row["service"]) for row in rows)
    return {service.family.en for service in found if service is not None}


def _sums(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {row["receipt"]: row["amount_rials"] for row in rows}


def _hours_down(rows: list[dict[str, Any]]) -> dict[str, float]:
    hours: dict[str, float] = {}
    for row in rows:
        if row["to"]:
            lasted = datetime.fromisoformat(row["to"]) - datetime.fromisoformat(row["from"])
            hours[row["system"]] = hours.get(row["system"], 0.0) + lasted.total_seconds() / 3600
    return hours
