"""Drives the real window against a real centre through an outage: online sign-in, amber, green, the queue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.centre import RunningCentre, centre, postgres  # noqa: F401 - fixtures
from support.window_rig import bring_up, settle, wait_until

from app.domain.business_day import business_day
from app.local_db.place import Place
from app.office import enrol
from app.office.accept import accept
from app.office.sample import samples
from app.sync import enrolment
from app.sync.timing import Timing
from app.ui.models.situation import Link
from app.ui.pages.queue import QueuePage
from app.ui.start import Launch
from app.ui.theme import Scheme, Tone
from app.ui.workplace import Workplace

PASSPHRASE = "seven small words"
PASSWORD = "a-good-password"
QUICK = Timing(
    amber_after_s=0.3, probe_up_s=0.3, probe_failing_s=0.1, backoff_first_s=0.05, backoff_longest_s=0.2
)


@pytest.fixture
def launch(persian: QApplication, centre: RunningCentre, tmp_path: Path) -> Iterator[Launch]:  # noqa: F811
    """A window on an office that was just enrolled at a running centre."""
    centre.add_office()
    centre.add_staff()
    place = Place(tmp_path / "office")
    place.make()
    prepared = enrol.prepare(place, PASSPHRASE)
    answer = enrolment.request(centre.base_url, "0412", centre.activation(), "PC", prepared.public_key())
    enrol.keep(prepared, answer, centre.base_url).close()
    made = Launch(persian, place, PASSPHRASE, scheme=Scheme.LIGHT, timing=QUICK)
    bring_up(made.window)
    yield made
    made.window.close()
    wait_until(lambda: not made.is_open)
    settle()


def _take(workplace: Workplace, seed: str) -> str:
    counter = workplace.counter
    today = business_day(counter.now())
    request = next(iter(samples(counter.catalogue(), counter.tariff(), today=today, count=1, seed=seed)))
    return accept(counter, workplace.signed_in(), request).receipt


def test_an_outage_is_seen_worked_through_and_gone(
    launch: Launch,
    centre: RunningCentre,  # noqa: F811
) -> None:
    page = launch.window.sign_in
    QTest.keyClicks(page.staff.line, "1001")
    QTest.keyClick(page.staff.line, Qt.Key.Key_Return)
    QTest.keyClicks(page.password.line, PASSWORD)
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)
    wait_until(lambda: launch.window.stack.currentWidget() is launch.window.work, 20)
    workplace, work = launch.workplace, launch.window.work
    assert workplace is not None
    assert work is not None
    assert not workplace.signed_in().offline
    assert not work.rail.offline.isVisible()
    wait_until(lambda: workplace.service_name("passport.renewal") == "تمدید گذرنامه", 20)
    _take(workplace, "first")
    queue = work.go("queue")
    assert isinstance(queue, QueuePage)
    wait_until(lambda: queue.tiles[2].figure.text() == "۱", 20)
    wait_until(lambda: work.watch.banner().tone is Tone.OK)

    centre.stop()
    wait_until(lambda: work.watch.situation().link != Link.UP, 20)
    assert work.watch.banner().tone is Tone.WAIT
    receipt = _take(workplace, "second")
    wait_until(lambda: receipt in [queue.model.item(r).receipt for r in range(queue.model.rowCount())])
    row = [queue.model.item(r).receipt for r in range(queue.model.rowCount())].index(receipt)
    assert queue.model.told(row).tone in (Tone.WAIT, Tone.INFO), "it waits; nothing is called failed"
    wait_until(lambda: "۱ مورد اینجا ذخیره شده" in work.watch.banner().aside)

    centre.start()
    wait_until(lambda: work.watch.situation().link == Link.UP, 20)
    wait_until(lambda: queue.tiles[2].figure.text() == "۲", 20)
    wait_until(lambda: work.watch.banner().tone is Tone.OK)


def test_the_centre_refuses_a_wrong_password_and_says_so_under_the_field(launch: Launch) -> None:
    page = launch.window.sign_in
    QTest.keyClicks(page.staff.line, "1001")
    QTest.keyClick(page.staff.line, Qt.Key.Key_Return)
    QTest.keyClicks(page.password.line, "not this one")
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)
    wait_until(lambda: "مرکز این کد کارمندی و گذرواژه را نپذیرفت" in page.password.below.text(), 20)
