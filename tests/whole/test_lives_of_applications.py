"""Proves by search that office and centre agree on every application, however its life goes.

A real counter and a real centre's database, with the exchange between them in the test's hands: entries
arrive late, twice or carried by another device, the centre's words wait, national systems answer or do not.
At rest both sides know the same money and the same state, and the one state machine finds that every word
could follow the one before it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.centre import Postgres
from support.held_journal import CentreBase, HeldJournal
from support.office_kit import CATALOGUE, CLERK, PASSPORT_RIALS, TARIFF, Office, card, cash, passport_request
from support.scripted_upstream import Scripted, answer

from app.domain.application import State
from app.domain.errors import DaftarError
from app.local_db import journal
from app.local_db.queries import applications
from app.local_db.queries.applications import ApplicationRow
from app.local_db.verify import verify
from app.office.accept import accept
from app.office.correct import correct
from app.office.day import view_day
from app.office.pay import take_payment
from app.office.refund import refund
from app.office.sign_in import Session
from app.office.story import story
from app.office.void import void
from central import projector
from central.database import Database
from central.operations.totals import totals
from central.publications import publish
from central.relay.run import Worker
from central.upstreams.adapter import UpstreamUnavailable

MANAGER = Session("1002", "نمونه", frozenset({"manager"}), offline=True)
BEYOND_THE_TABLE = {State.SENT: State.ACCEPTED, State.POSTED: State.ISSUED}
"""What the story can tell apart and the read tables do not."""
EXPECTED_FINDINGS = {"void-refused", "correction-late"}
STEPS_MAX = 16
ROUNDS = 4
"""The relay calls for one application first, then for twice as many each time."""
WORDS = ["nothing", "forwarded", "needs-correction", "needs-correction", "rejected", "issued"]
steps = st.one_of(
    st.tuples(
        st.sampled_from(["pay", "void", "void", "refund", "refund", "correct", "correct"]), st.just("")
    ),
    st.tuples(st.sampled_from(["send", "carry", "project", "hear", "meet"]), st.just("")),
    st.tuples(st.just("relay"), st.sampled_from(WORDS)),
)


class Sides:
    """One counter, one centre, and what is between them."""

    def __init__(self, base: CentreBase, office: Office) -> None:
        self.base, self.office = base, office
        self.held, self.heard, self.requests, self.carried = 0, 0, 0, 0
        device = office.counter.identity.device
        self.link = HeldJournal(base.url, "0412", 2, device=device).enrol()
        self.carrier = HeldJournal(base.url, "0412", 3).enrol()

    def citizen(self, *, paid: bool) -> str:
        """A new application; its receipt."""
        self.requests += 1
        slip = card(PASSPORT_RIALS, rrn=f"{self.requests:012d}")
        wanted = passport_request(f"r-{self.requests}", payments=[slip] if paid else [])
        return accept(self.office.counter, CLERK, wanted).receipt

    def act(self, what: str, number: str) -> bool:
        """Somebody at the counter does it, if it may be done."""
        counter = self.office.counter
        row = self.row(number)
        acts = {
            "pay": lambda: take_payment(counter, CLERK, number, [cash(row.amount_rials)]),
            "void": lambda: void(counter, MANAGER, number, "نمونه"),
            "refund": lambda: refund(counter, CLERK, number),
            "correct": lambda: correct(counter, CLERK, number, *self._values(row)),
        }
        before = self._own_lines(0)
        try:
            acts[what]()
        except DaftarError:
            assert self._own_lines(0) == before
            return False
        return True

    def _values(self, row: ApplicationRow) -> tuple[dict[str, Any], dict[str, Any]]:
        return passport_request().applicant, {"old_number": f"Z1234567{row.version % 10}"}

    def send(self) -> None:
        """What the counter has written arrives."""
        self.link.lines = self._own_lines(0)
        self.link.hold()

    def carry(self) -> None:
        """Another device brings the newest entries, whether they have arrived or not."""
        self.link.lines = self._own_lines(0)
        newest = range(max(1, len(self.link.lines) - 2), len(self.link.lines) + 1)
        self.carrier.carry(self.link, list(newest))
        self.carrier.hold()

    def project(self) -> None:
        """The centre's projector has its turn."""
        self.base.run(projector.drain)

    def relay(self, word: str) -> None:
        """The national system is called for everything that is due, and says this word."""

        async def script(_: str, application: str) -> Sequence[bytes]:
            if word == "nothing":
                raise UpstreamUnavailable("reset")
            return [answer(application, word, f"R-{application}")]

        async def turn(database: Database) -> None:
            async with database.autocommit() as conn:
                await conn.execute("UPDATE relay_jobs SET not_before = now() WHERE not_before <> 'infinity'")
            worker = Worker(Scripted(script), database)
            for _ in range(ROUNDS):
                await worker.round()

        self.base.run(turn)

    def hear(self) -> None:
        """The counter applies what the centre said."""
        said = self.base.feed()[self.heard :]
        for item in said:
            if item["kind"].endswith(".published"):
                continue  # the office has the same ones
            self.office.feed.give(item["kind"], {k: v for k, v in item.items() if k != "kind"})
        self.heard += len(said)

    def meet(self) -> None:
        """A whole exchange."""
        for step in (self.send, self.project, self.hear):
            step()

    def row(self, number: str) -> ApplicationRow:
        with self.office.counter.store.read() as conn:
            found = applications.find_by_receipt(conn, number)
        assert found is not None
        return found

    def agree(self, number: str) -> None:
        """Both sides, and the state machine, say the same of an application."""
        row = self.row(number)
        ((state, paid, refunded, version),) = self.base.rows(
            "SELECT state, paid_rials, refunded_rials, version FROM applications WHERE receipt = %s", number
        )
        here = State.RECORDED if row.state == State.ACCEPTED else row.state
        assert (here, row.paid_rials, row.refunded_rials) == (state, paid, refunded)
        assert refunded in (0, paid)
        assert version <= row.version
        told = story(self.office.counter, number)
        assert BEYOND_THE_TABLE.get(told.state, told.state) == row.state
        assert all(line.fits for line in told.lines), [(line.kind, line.fits) for line in told.lines]
        payments = self.base.rows("SELECT count(*) FROM payments WHERE receipt = %s", number)
        assert payments == [(1 if paid else 0,)]

    def _own_lines(self, after: int) -> list[bytes]:
        with self.office.counter.store.read() as conn:
            return journal.lines_after(conn, after, 1_000_000, 1 << 40)


@pytest.fixture(scope="module")
def sides(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sides]:
    base = CentreBase(postgres.fresh())

    async def fill(database: Database) -> None:
        async with database.transaction() as conn:
            await publish(conn, CATALOGUE)
            await publish(conn, TARIFF)
            await conn.execute("UPDATE publications SET published_at = '2021-01-01T00:00:00Z'")

    base.run(fill)
    office = Office(tmp_path_factory.mktemp("lives") / "office", device=str(uuid.uuid4()))
    yield Sides(base, office)
    office.counter.close()
    postgres.drop(base.url)


@settings(max_examples=12, suppress_health_check=list(HealthCheck), derandomize=True)
@given(paid=st.booleans(), life=st.lists(steps, min_size=4, max_size=STEPS_MAX))
def test_both_sides_agree_on_every_life(sides: Sides, paid: bool, life: list[tuple[str, str]]) -> None:
    number = sides.citizen(paid=paid)
    for step, word in life:
        if step == "relay":
            sides.relay(word)
        elif step in ("pay", "void", "refund", "correct"):
            sides.act(step, number)
        else:
            getattr(sides, step)()
    sides.meet()
    sides.agree(number)


@pytest.mark.parametrize(
    ("life", "state"),
    [
        ("void meet refund meet", "refunded"),
        ("send project void relay:issued meet refund meet", "issued"),
        ("meet relay:needs-correction hear correct meet relay:issued hear", "issued"),
        (
            "meet relay:needs-correction hear correct meet relay:needs-correction hear correct carry meet "
            "relay:forwarded relay:rejected hear",
            "rejected",
        ),
        ("meet relay:needs-correction hear correct relay:issued meet", "issued"),
        ("void carry meet refund carry meet", "refunded"),
    ],
)
def test_a_life_comes_to_its_end(sides: Sides, life: str, state: str) -> None:
    number = sides.citizen(paid=True)
    for step in life.split():
        name, _, word = step.partition(":")
        if word:
            sides.relay(word)
        elif name in ("void", "refund", "correct"):
            sides.act(name, number)
        else:
            getattr(sides, name)()
    sides.agree(number)
    assert sides.row(number).state == state


def test_after_all_lives_the_books_are_equal_and_the_store_is_sound(sides: Sides) -> None:
    sides.meet()
    assert verify(sides.office.counter.store).ok
    assert {row[0] for row in sides.base.findings()} <= EXPECTED_FINDINGS
    day = "1405-09-03"
    here = view_day(sides.office.counter, day)
    there = sides.base.run(lambda database: totals(database, "0412", day))
    for side in (here, there):
        assert side.total_rials > side.refunded.total_rials > 0
    assert (here.receipts, here.total_rials, here.by_payment, here.by_payee, here.by_service) == (
        *(there.receipts, there.total_rials, there.by_payment, there.by_payee, there.by_service),
    )
    assert (here.refunded.by_payment, here.refunded.by_payee, here.refunded.by_service) == (
        *(there.refunded.by_payment, there.refunded.by_payee, there.refunded.by_service),
    )
