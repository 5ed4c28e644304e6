"""Proves what the connection banner says in each situation, and that it changes at the first proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.local_db.errors import NotSaved
from app.ui.models.situation import DownSystem, Link, Situation
from app.ui.shell.banner import Banner
from app.ui.shell.banner_state import Alarms, Sending, banner_state
from app.ui.theme import Tone

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
"""12:00 in Tehran."""
LEVEL = Situation(last_exchange_at=NOW - timedelta(minutes=1), entries=221)

pytestmark = pytest.mark.usefixtures("persian")


def _down(link: str) -> Situation:
    return Situation(
        pending=40,
        stored=37,
        link=link,
        link_since=NOW - timedelta(minutes=78),
        oldest_pending_at=NOW - timedelta(minutes=75),
    )


def test_level_with_the_centre_is_green_and_says_when_it_was_last_heard() -> None:
    shown = banner_state(NOW, LEVEL)
    assert shown.tone is Tone.OK
    assert shown.head == "همگام با مرکز"
    assert "۱۱:۵۹" in shown.story


@pytest.mark.parametrize(
    ("link", "head"),
    [
        (Link.NO_NETWORK, "شبکه وصل نیست"),
        (Link.CENTRE_DOWN, "مرکز پاسخ نمی‌دهد"),
        (Link.NOT_AUTHORISED, "مرکز این باجه را نمی‌پذیرد"),
    ],
)
def test_an_outage_names_its_cause_since_when_and_what_goes_on(link: str, head: str) -> None:
    shown = banner_state(NOW, _down(link))
    assert shown.tone is Tone.WAIT
    assert shown.head == head
    assert "۱۰:۴۲" in shown.story
    assert "۱ ساعت و ۱۸ دقیقه" in shown.story
    assert "چیزی از دست نمی‌رود" in shown.story
    assert shown.aside == "۳۷ مورد اینجا ذخیره شده · کهن‌ترین ۱ ساعت و ۱۵ دقیقه"
    assert shown.detail


def test_one_system_down_is_named_while_the_centre_answers() -> None:
    down = Situation(last_exchange_at=NOW, down=(DownSystem("traffic", NOW - timedelta(minutes=20)),))
    shown = banner_state(NOW, down)
    assert shown.tone is Tone.WAIT
    assert shown.head == "سامانهٔ راهور پاسخ نمی‌دهد"
    assert "۱۱:۴۰" in shown.story


def test_sending_shows_how_many_how_fast_and_what_is_left() -> None:
    shown = banner_state(NOW, LEVEL, Sending(1204, 10_000, 345.2, 25.4))
    assert shown.tone is Tone.INFO
    assert "۱٬۲۰۴ از ۱۰٬۰۰۰" in shown.story
    assert shown.aside == "۳۴۵ در ثانیه · ۲۵ ثانیه مانده"
    assert shown.share == pytest.approx(0.1204)


def test_while_sending_the_details_name_the_oldest_the_last_exchange_and_systems_that_are_down() -> None:
    busy = replace(
        LEVEL,
        stored=3,
        pending=3,
        oldest_pending_at=NOW - timedelta(hours=2),
        down=(DownSystem("traffic", NOW),),
    )
    shown = banner_state(NOW, busy, Sending(1, 4, 2.0, 2.0))
    assert "کهن‌ترین ۲ ساعت" in shown.detail
    assert "آخرین تبادل" in shown.detail
    assert "راهور پاسخ نمی‌دهد" in shown.detail


def test_an_outage_tells_in_its_details_when_the_centre_was_last_heard_of() -> None:
    known = replace(_down(Link.CENTRE_DOWN), last_exchange_at=NOW - timedelta(hours=1))
    assert "آخرین تبادل" in banner_state(NOW, known).detail


def test_a_finished_drain_says_nothing_more_of_sending() -> None:
    assert banner_state(NOW, LEVEL, Sending(10, 10, 5.0, 0.0)).tone is Tone.OK


@pytest.mark.parametrize("alarm", [Alarms.NO_ATTEMPT, Alarms.SENDING_REFUSED, Alarms.STORE])
def test_what_a_person_must_act_on_is_red_and_says_what_to_do(alarm: str) -> None:
    shown = banner_state(NOW, _down(Link.CENTRE_DOWN), alarm=alarm)
    assert shown.tone is Tone.BAD
    assert shown.detail


def test_a_fork_is_red_and_comes_before_the_link() -> None:
    forked = Situation(forked_at_seq=57, link=Link.CENTRE_DOWN, link_since=NOW)
    shown = banner_state(NOW, forked)
    assert shown.tone is Tone.BAD
    assert "۵۷" in shown.aside


def test_not_saved_comes_before_everything_else() -> None:
    shown = banner_state(NOW, _down(Link.CENTRE_DOWN), trouble=NotSaved(reason="disk full"))
    assert shown.tone is Tone.BAD
    assert "ذخیره نشد" in shown.head
    assert "رسید ندهید" in shown.detail


def test_nothing_tried_yet_is_no_outage() -> None:
    shown = banner_state(NOW, Situation())
    assert shown.tone is Tone.INFO
    assert "پذیرش" in shown.story


def test_details_unfold_below_the_line_and_fold_when_there_are_none(persian: object) -> None:
    banner = Banner()
    banner.show_state(banner_state(NOW, _down(Link.CENTRE_DOWN)))
    banner.show()
    assert not banner._below.isVisible()
    banner._more.click()
    assert banner._below.isVisible()
    banner.show_state(banner_state(NOW, LEVEL))
    assert not banner._below.isVisible()
    assert "همگام با مرکز" in banner.accessibleName()
    banner.close()


def test_entries_that_came_back_are_told_while_the_link_is_up() -> None:
    shown = banner_state(NOW, LEVEL, restored=12)
    assert shown.tone is Tone.INFO
    assert "۱۲ سند" in shown.story


def test_a_refusal_stays_red_over_a_restart() -> None:
    shown = banner_state(NOW, Situation(refused="entry-unreadable"))
    assert shown.tone is Tone.BAD
    assert shown.detail
