"""``daftar application``: the story of a receipt for a program and for a person, in either language."""

from __future__ import annotations

from support.cli_desk import Desk
from support.office_kit import passport_request


def test_the_story_of_a_receipt_is_printed_for_programs_and_for_people(desk: Desk) -> None:
    number = desk.accept(passport_request("r-1"), more=("--json",)).json["receipt"]
    found = desk.run("application", number, "--json").json
    assert (found["receipt"], found["state"], found["post"]) == (number, "accepted", None)
    assert found["state_words"] == {"fa": "پذیرفته‌شده در دفتر", "en": "accepted at the office"}
    (line,) = found["history"]
    assert (line["kind"], line["counter"], line["seq"] > 0) == ("application.accepted", 2, True)
    assert line["who"] == {"side": "staff", "code": "1001", "name": "نمونه", "roles": ["clerk"]}
    assert set(line["says"]) == {"fa", "en"}
    assert sum(one["amount_rials"] for one in found["fee"]["lines"]) == found["paid_rials"]

    shown = desk.run("application", number.replace("-", ""))
    assert shown.code == 0
    assert "accepted at the office" in shown.out
    assert "نمونه (1001, clerk)" in shown.out
    assert "درخواست پذیرفته و رسید داده شد." in desk.run("application", number, "--language", "fa").out


def test_a_number_that_is_not_known_here_is_said_in_one_sentence(desk: Desk) -> None:
    ran = desk.run("application", "0412-02-05-000099-1")
    assert (ran.code, ran.out) == (1, "")
    assert "0412-02-05-000099-1" in ran.err
