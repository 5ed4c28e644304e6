"""Other people's programs are run against these members: each is there, and of its type.

One office's story with real commands of both programs; more members may be added, none renamed.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import msgspec
from click.testing import CliRunner
from support.centre import RunningCentre
from support.cli_pc import QuickPc as Pc

from central.cli import main

HEAD = {"seq": int, "hash": str}
SUMS = {"by_payment": dict, "by_service": dict, "by_payee": dict}
SHAPES: dict[str, dict[str, Any]] = {
    "enrol": {"device": str, "counter": int, "office": str},
    "accept": {"id": str, "receipt": str, "seq": int, "hash": str, "amount_rials": int, "state": str},
    "status": {
        "device": str,
        "office": str,
        "link": str,
        "since": str,
        "head": HEAD,
        "acknowledged": HEAD,
        "pending": int,
        "oldest_pending_at": (str, type(None)),
        "day": str,
        "feed": {"epoch": str, "seq": int},
        "upstreams": list,
    },
    "sync": {"sent": int, "received": int, "head": HEAD, "acknowledged": HEAD, "outcome": str},
    "verify": {
        "entries": int,
        "chain": str,
        "first_bad_seq": (int, type(None)),
        "tables": str,
        "documents": str,
        "centre": str,
    },
    "day": {
        "date": str,
        "receipts": int,
        "total_rials": int,
        **SUMS,
        "refunded": {"total_rials": int, **SUMS},
        "waiting": int,
        "closed": bool,
    },
    "catalogue": {
        "code": str,
        "name_fa": str,
        "name_en": str,
        "family": str,
        "enabled": bool,
        "offline": str,
        "upstream": str,
        "fee_rials": (int, type(None)),
    },
    "outages": {"system": str, "from": str, "to": (str, type(None)), "cause": str, "served": int},
    "activate": {"code": str, "expires": str},
    "head": HEAD,
    "receipts": {
        "receipt": str,
        "service": str,
        "amount_rials": int,
        "state": str,
        "device": str,
        "seq": int,
    },
    "totals": {
        "date": str,
        "receipts": int,
        "total_rials": int,
        **SUMS,
        "refunded": {"total_rials": int, **SUMS},
    },
}


def check(shape: Any, value: Any, where: str) -> None:
    if not isinstance(shape, dict):
        kinds = shape if isinstance(shape, tuple) else (shape,)
        assert type(value) in kinds, f"{where} is {value!r}"
        return
    assert set(value) >= set(shape), f"{where} lacks {set(shape) - set(value)}"
    for name, inner in shape.items():
        check(inner, value[name], f"{where}.{name}")


def check_all(name: str, lines: list[Any]) -> None:
    assert lines, f"{name} said nothing"
    for line in lines:
        check(SHAPES[name], line, name)


def central(served: RunningCentre, *arguments: str) -> list[Any]:
    """Call ``daftar-central`` with ``--json``."""
    done = CliRunner().invoke(main, [*arguments, "--database", served.database_url, "--json"])
    assert done.exit_code == 0, done.output
    return [msgspec.json.decode(line) for line in done.stdout.splitlines()]


def test_every_json_line_has_the_members_that_programs_rely_on(served: RunningCentre, tmp_path: Path) -> None:
    pc = Pc(tmp_path / "pc")
    (activation,) = central(served, "activate", "--office", "0412")
    check(SHAPES["activate"], activation, "activate")
    wanted = ("enrol", "--centre", served.base_url, "--office", "0412", "--code", activation["code"])
    (enrolled,) = pc.run(*wanted, "--json")
    check_all("enrol", [enrolled])
    assert pc.run("outages", "--json") == []
    check_all("accept", pc.accept(pc.sample(4, "a")))
    check_all("sync", pc.run("sync", "--once", "--json"))

    served.stop()
    pc.accept(pc.sample(4, "b"))
    check_all("sync", pc.run("sync", "--once", "--json", code=75))
    (status,) = pc.run("status", "--json")
    check_all("status", [status])
    assert (status["link"], type(status["oldest_pending_at"])) == ("centre-down", str)
    assert all(set(system) >= {"name", "state", "since"} for system in status["upstreams"])
    check_all("outages", pc.run("outages", "--json"))
    check_all("verify", pc.run("verify", "--against-centre", "--json", code=75))

    served.start()
    check_all("sync", pc.run("sync", "--json"))
    (status,) = pc.run("status", "--json")
    check_all("status", [status])
    assert (status["link"], status["pending"], status["oldest_pending_at"]) == ("up", 0, None)
    (verified,) = pc.run("verify", "--against-centre", "--json")
    check_all("verify", [verified])
    assert (verified["chain"], verified["tables"], verified["documents"], verified["centre"]) == (
        *("ok", "ok", "ok"),
        "equal",
    )
    (day,) = pc.run("day", "--json")
    check_all("day", [day])
    services = pc.run("catalogue", "--json")
    check_all("catalogue", services)
    assert {each["offline"] for each in services} <= {"accept", "defer", "online"}
    check_all("outages", pc.run("outages", "--json"))

    (head,) = central(served, "head", "--device", enrolled["device"])
    check_all("head", [head])
    assert head == status["head"]
    until = time.monotonic() + 30
    while len(served.query("SELECT 1 FROM applications")) < 8 and time.monotonic() < until:
        time.sleep(0.1)  # the projector reads what the gateway took
    receipts = central(served, "receipts", "--office", "0412")
    check_all("receipts", receipts)
    assert len(receipts) == 8
    (totals,) = central(served, "totals", "--office", "0412", "--date", day["date"])
    check_all("totals", [totals])
    assert {name: totals[name] for name in ("total_rials", *SUMS)} == {
        name: day[name] for name in ("total_rials", *SUMS)
    }
