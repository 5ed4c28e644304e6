"""`daftar pay`, `void`, `refund` and `correct`: one receipt, one person, one answer a program can read.

Runs the commands in this process against a real encrypted store; the centre's words are put into its feed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from support.cli_desk import PASSPHRASE, Desk, Ran
from support.office_kit import PASSPORT_RIALS, Office, card, keep_lease, passport_request

SLIP = ("--card", str(PASSPORT_RIALS), "--rrn", "123456789012", "--terminal", "99000001")


class LivingDesk:
    """A PC with a clerk and a manager; ``tell`` gives it the centre's words while no command runs."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.office = Office(desk.data_dir, passphrase=PASSPHRASE, at=datetime.now(UTC))
        self.office.feed.staff("1002", role="manager")
        keep_lease(self.office.counter, "1002", roles=("manager",))
        self.office.counter.close()

    def tell(self, kind: str, **data: Any) -> None:
        self.office.reopen()
        self.office.feed.give(kind, data)
        self.office.counter.close()

    def act(self, *arguments: str | Path, staff: str = "1001") -> Ran:
        who = ("--as", staff, "--password-file", self.desk.password_file)
        return self.desk.run(*arguments, *who, "--json")

    def accept(self, **changes: Any) -> dict[str, Any]:
        (answer,) = self.desk.accept(msgspec.json.encode(passport_request(**changes))).lines
        return dict(answer)


@pytest.fixture
def living(bare_desk: Desk) -> LivingDesk:
    return LivingDesk(bare_desk)


def test_a_capture_is_paid_and_its_slip_pays_for_nothing_else(living: LivingDesk) -> None:
    first, second = living.accept(payments=[]), living.accept(request="r-2", payments=[])
    paid = living.act("pay", first["receipt"], *SLIP)
    assert paid.code == 0
    assert (paid.json["receipt"], paid.json["state"], paid.json["total_rials"]) == (
        first["receipt"],
        "accepted",
        PASSPORT_RIALS,
    )
    again = living.act("pay", second["receipt"], *SLIP)
    assert (again.code, again.out) == (1, "")
    (problem,) = msgspec.json.decode(again.err)["problems"]
    assert (problem["path"], problem["code"]) == ("payments.0.rrn", "payment-twice")
    with_receipt = living.desk.accept(
        msgspec.json.encode(passport_request("r-3", payments=[card(PASSPORT_RIALS, terminal="")]))
    )
    assert (with_receipt.code, first["receipt"] in with_receipt.err) == (1, True)
    assert living.act("pay", first["receipt"], "--cash", str(PASSPORT_RIALS)).code == 1
    assert living.act("pay", second["receipt"]).code == 1
    assert living.act("pay", second["receipt"], "--rrn", "123456789012").code == 2


def test_a_void_needs_a_manager_and_its_refund_the_centre(living: LivingDesk) -> None:
    taken = living.accept()
    refused = living.act("void", taken["receipt"], "--reason", "x")
    assert (refused.code, "manager" in refused.err) == (1, True)
    voided = living.act("void", taken["receipt"], "--reason", "منصرف شد", staff="1002")
    assert (voided.code, voided.json["state"], voided.json["paid_rials"]) == (0, "voided", PASSPORT_RIALS)
    assert living.act("refund", taken["receipt"]).code == 75
    living.tell("void.recorded", application=taken["application"], receipt=taken["receipt"])
    refunded = living.act("refund", taken["receipt"])
    assert (refunded.code, refunded.json["state"], refunded.json["total_rials"]) == (
        0,
        "refunded",
        PASSPORT_RIALS,
    )
    assert [(r["method"], r["amount_rials"]) for r in refunded.json["refunds"]] == [("cash", PASSPORT_RIALS)]
    assert living.act("refund", taken["receipt"]).code == 1
    day = living.desk.run("day", "--json").json
    assert (day["total_rials"], day["refunded"]["by_payment"]) == (PASSPORT_RIALS, {"cash": PASSPORT_RIALS})
    assert living.desk.run("verify", "--json").json["tables"] == "ok"


def test_a_correction_is_given_in_a_file(living: LivingDesk, tmp_path: Path) -> None:
    taken, file = living.accept(), tmp_path / "values.json"
    file.write_text('{"fields": {"old_number": "Z87654321"}}')
    assert living.act("correct", taken["receipt"], "--fields", file).code == 1
    living.tell(
        "application.decided",
        application=taken["application"],
        decision="needs-correction",
        upstream="passport",
        reference="R-1",
    )
    file.write_text('{"fields": {"old_number": "?"}}')
    refused = living.act("correct", taken["receipt"], "--fields", file)
    assert (refused.code, msgspec.json.decode(refused.err)["problems"][0]["path"]) == (1, "fields.old_number")
    for broken in ("", "[]", "{}", '{"payments": []}', "{" * 200):
        file.write_text(broken)
        unreadable = living.act("correct", taken["receipt"], "--fields", file)
        assert (unreadable.code, "holds no values" in unreadable.err) == (1, True)
    file.write_text('{"fields": {"old_number": "Z87654321"}}')
    corrected = living.act("correct", taken["receipt"], "--fields", file)
    assert (corrected.code, corrected.json["state"], corrected.json["version"]) == (0, "corrected", 2)
    assert living.act("correct", taken["receipt"], "--fields", tmp_path / "no-file").code == 1
