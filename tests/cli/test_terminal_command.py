"""`daftar terminal` and `daftar pay --by-terminal`: a terminal is set, asked, and played; a program that is
killed between the charge and the terminal's answer loses no money and takes none twice.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from support.cli_desk import Desk
from support.office_kit import PASSPORT_RIALS, card, cash, passport_request

from app.office.terminals.simulator import TERMINAL, Simulator

AS = ("--as", "1001", "--password-file")


@pytest.fixture
def simulator(desk: Desk, tmp_path: Path) -> Iterator[Simulator]:
    """A terminal that is set up for this PC by its command."""
    made = Simulator(memory=tmp_path / "taken").start()
    assert desk.run("terminal", "set", "simulated", "--port", str(made.port)).code == 0
    yield made
    made.stop()


def unpaid(desk: Desk) -> str:
    receipt: str = desk.accept(passport_request(payments=[])).json["receipt"]
    return receipt


def test_a_terminal_is_set_checked_and_forgotten(desk: Desk, simulator: Simulator) -> None:
    assert desk.run("terminal", "check", "--json").json["terminal"] == TERMINAL
    simulator.behave("paper")
    refused = desk.run("terminal", "check")
    assert refused.code == 75
    assert "no paper" in refused.err
    assert desk.run("terminal", "none").code == 0
    assert "daftar terminal set" in desk.run("terminal", "check").err
    assert desk.run("terminal", "set", "cheque-reader").code == 2


def test_a_capture_is_paid_in_cash_and_the_rest_by_the_terminal(desk: Desk, simulator: Simulator) -> None:
    receipt = unpaid(desk)
    simulator.behave("decline:51", "approve")
    refused = desk.run("pay", receipt, "--cash", "51430", "--by-terminal", *AS, desk.password_file)
    assert (refused.code, simulator.memory.taken()) == (75, [])
    assert "No money was taken" in refused.err
    paid = desk.run("pay", receipt, "--cash", "51430", "--by-terminal", "--json", *AS, desk.password_file)
    assert paid.json["total_rials"] == PASSPORT_RIALS
    assert [one.amount_rials for one in simulator.memory.taken()] == [PASSPORT_RIALS - 51_430]
    assert "No charge is open" in desk.run("terminal", "charges").out
    twice = desk.run(
        "pay", receipt, "--card", "5", "--rrn", "123456789012", "--by-terminal", *AS, desk.password_file
    )
    assert twice.code == 2


def test_a_program_killed_between_charge_and_answer_loses_no_money_and_takes_none_twice(
    desk: Desk, simulator: Simulator
) -> None:
    receipt = unpaid(desk)
    simulator.behave("mute", "approve")
    command = [sys.executable, "-m", "app.cli", "pay", receipt, "--by-terminal", *AS]
    with subprocess.Popen([*command, str(desk.password_file)]) as paying:
        end = time.monotonic() + 60
        while not simulator.memory.taken():
            assert time.monotonic() < end
            assert paying.poll() is None
            time.sleep(0.01)
        paying.kill()
    (asked,) = desk.run("terminal", "charges", "--json").lines
    assert (asked["state"], asked["about"], asked["rrn"]) == ("asked", receipt, "")
    (taken,) = desk.run("terminal", "charges", "--ask", "--json").lines
    assert (taken["state"], taken["charged_rials"]) == ("taken", PASSPORT_RIALS)
    assert desk.run("pay", receipt, "--by-terminal", *AS, desk.password_file).code == 0
    assert len(simulator.memory.taken()) == 1
    assert desk.run("terminal", "charges", "--json").lines == []
    assert desk.run("verify").code == 0


def test_a_person_says_what_became_of_a_charge_that_pays_for_nothing(
    desk: Desk, simulator: Simulator
) -> None:
    receipt = unpaid(desk)
    simulator.behave("other-amount")
    assert desk.run("pay", receipt, "--by-terminal", *AS, desk.password_file).code == 75
    (taken,) = desk.run("terminal", "charges", "--json").lines
    told = {one["check"]: one["state"] for one in desk.run("doctor", "--json").lines}
    assert (told["charges"], told["card terminal"]) == ("warn", "ok")
    assert taken["charged_rials"] != taken["amount_rials"]
    for code in (0, 1):
        settled = desk.run("terminal", "settle", taken["charge"], "--given-back", *AS, desk.password_file)
        assert settled.code == code
    assert desk.run("terminal", "settle", taken["charge"], *AS, desk.password_file).code == 2


def test_a_terminal_is_played_by_a_command_of_its_own(bare_desk: Desk) -> None:
    command = [sys.executable, "-m", "app.cli", "terminal", "simulate", "--port", "0", "--json"]
    with subprocess.Popen([*command, "--pin-s", "0"], stdout=subprocess.PIPE) as playing:
        assert playing.stdout is not None
        port = msgspec.json.decode(playing.stdout.readline())["port"]
        bare_desk.run("terminal", "set", "simulated", "--port", str(port))
        assert bare_desk.run("terminal", "check").code == 0
        playing.kill()
    assert bare_desk.run("terminal", "simulate", "--behave", "dance").code == 2


def test_a_fee_in_parts_is_accepted_and_paid_by_command_too(desk: Desk) -> None:
    parts = [cash(51_430), card(PASSPORT_RIALS - 51_430)]
    assert desk.accept(passport_request(payments=parts)).json["state"] == "accepted"
    wrong = desk.accept(passport_request("r-2", payments=[cash(51_430), card(1, rrn="123456789013")]))
    assert (wrong.code, "the fee is 6451430 rials" in wrong.err) == (1, True)
    receipt = desk.accept(passport_request("r-3", payments=[])).json["receipt"]
    rest = ("--card", str(PASSPORT_RIALS - 51_430), "--rrn", "123456789014")
    paid = desk.run("pay", receipt, "--cash", "51430", *rest, *AS, desk.password_file)
    assert paid.code == 0
