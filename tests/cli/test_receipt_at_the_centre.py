"""A citizen holds a phone over a receipt: the real page of the real centre answers for each state of it."""

from __future__ import annotations

import time
from pathlib import Path

import httpx
from support.centre import RunningCentre
from support.cli_pc import PASSPHRASE
from support.cli_pc import QuickPc as Pc

from app.local_db.place import Place
from app.office.counter import open_counter
from app.office.receipt_view import view_receipt

PROVISIONAL, GENUINE, FORGED = "هنوز به مرکز نرسیده است", "این رسید معتبر است", "این رسید معتبر نیست"


def page(address: str) -> str:
    return httpx.get(address, headers={"Accept": "text/html"}, trust_env=False).text


def test_a_receipt_is_provisional_until_it_was_sent_and_genuine_then(
    served: RunningCentre, tmp_path: Path
) -> None:
    pc = Pc(tmp_path / "pc")
    pc.enrol(served)
    (accepted,) = pc.accept(pc.sample(1, "a"))
    counter = open_counter(Place(pc.data_dir), PASSPHRASE, write=False)
    qr = view_receipt(counter, accepted["receipt"]).qr_text
    counter.close()
    assert qr.startswith(f"{served.base_url}/v1/receipts/{accepted['receipt']}?t=")
    assert PROVISIONAL in page(qr)
    number, _, signed = qr.partition("?t=")
    assert FORGED in page(f"{number}?t={signed[:-8]}AAAAAAAA")
    assert "ثبت نشده است" in page(number)
    (told,) = pc.run("verify-receipt", qr, "--json")
    assert (told["genuine"], told["receipt"]) == (True, accepted["receipt"])

    pc.run("sync", "--once", "--json")
    until = time.monotonic() + 30
    while GENUINE not in page(qr) and time.monotonic() < until:
        time.sleep(0.1)
    assert GENUINE in page(qr)
    assert GENUINE in page(number)
