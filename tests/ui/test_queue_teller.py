"""Proves that words of a list are kept only as long as they are true."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from support.queue_rows import queue_row

from app.domain.sync_status import QueueState, Why
from app.ui.models.queue_teller import QueueTeller

NOW = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
ROW = queue_row()


@pytest.fixture
def spoken(persian: QApplication) -> dict[str, str]:
    """Names of services as the catalogue has them."""
    assert persian
    return {"passport.issue": "صدور گذرنامه"}


def test_words_are_put_once_and_anew_when_the_application_changes(spoken: dict[str, str]) -> None:
    teller = QueueTeller(spoken.__getitem__, lambda: NOW)
    first = teller.texts(ROW)
    assert teller.texts(msgspec.structs.replace(ROW)) is first
    assert not teller.read_anew()
    assert teller.texts(ROW) is first
    sent = msgspec.structs.replace(ROW, state=QueueState.SENDING, why=Why.ON_ITS_WAY)
    assert teller.told(sent).word == "در حال ارسال"
    assert teller.texts(sent)[0] == "در حال ارسال"


def test_on_another_day_the_time_is_told_with_its_day(spoken: dict[str, str]) -> None:
    clock = [NOW]
    teller = QueueTeller(spoken.__getitem__, lambda: clock[0])
    assert "۱۰:۳۰" in teller.texts(ROW)
    clock[0] = NOW + timedelta(days=1)
    assert teller.read_anew()
    assert "۱۴۰۵/۰۹/۰۳،\u00a0۱۰:۳۰" in teller.texts(ROW)


def test_a_service_that_the_centre_renames_is_told_by_its_new_name(spoken: dict[str, str]) -> None:
    teller = QueueTeller(spoken.__getitem__, lambda: NOW)
    assert "صدور گذرنامه" in teller.texts(ROW)
    spoken["passport.issue"] = "صدور گذرنامهٔ تازه"
    assert teller.read_anew()
    assert "صدور گذرنامهٔ تازه" in teller.texts(ROW)
