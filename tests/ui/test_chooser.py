"""Proves that a service is found by what a clerk would type, and that those given last stand first: for each
person, under a heading that no key and no click can pick.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from support.real_services import shipped_services
from support.window_rig import bring_up, type_text

from app.office.sign_in import Session
from app.ui.language import Language, speak
from app.ui.pages.application.chooser import Chooser, Offer
from app.ui.pages.application.recent import RECENT_MAX, RecentServices
from app.ui.workplace import Workplace

OFFERS = [Offer(service, None) for service in shipped_services() if service.enabled]
CODES = [offer.service.code for offer in OFFERS]
GIVEN_LAST = "به‌تازگی ارائه‌شده"


@pytest.fixture
def chooser(workplace: Workplace) -> Iterator[Chooser]:
    made = Chooser(lambda: OFFERS, RecentServices(workplace))
    bring_up(made, 900, 600)
    made.come_up()
    yield made
    made.deleteLater()


def pick(chooser: Chooser, words: str) -> str:
    picked: list[str] = []
    chooser.chosen.connect(picked.append)
    chooser.line.clear()
    type_text(chooser.line, words)
    QTest.keyClick(chooser.line, Qt.Key.Key_Return)
    chooser.chosen.disconnect(picked.append)
    assert len(picked) == 1
    return picked[0]


def test_before_anything_was_given_all_services_stand_by_family(chooser: Chooser) -> None:
    families = list(dict.fromkeys(offer.service.family.fa for offer in OFFERS))
    assert chooser.headings() == families
    assert sorted(chooser.codes()) == sorted(CODES)
    of_family = {code: offer.service.family.fa for code, offer in zip(CODES, OFFERS, strict=True)}
    runs = list(dict.fromkeys(of_family[code] for code in chooser.codes()))
    assert [of_family[code] for code in chooser.codes()] == [
        family for family in runs for code in CODES if of_family[code] == family
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("صدور گذر", "passport.issue"),
        ("ssport is", "passport.issue"),
        ("fuel.dup", "fuel.duplicate"),
        ("یارانه", "subsidy.household"),
        ("كارت سوخت", "fuel.issue"),  # the letters of an Arabic keyboard
    ],
)
def test_a_service_is_found_by_name_in_either_language_by_code_and_by_family(
    chooser: Chooser, words: str, code: str
) -> None:
    type_text(chooser.line, words)
    assert code in chooser.codes()
    assert len(chooser.codes()) <= 6
    assert chooser.headings() == []


def test_every_family_finds_its_services(chooser: Chooser) -> None:
    for offer in OFFERS:
        for family in (offer.service.family.fa, offer.service.family.en):
            chooser.line.setText(family)
            assert offer.service.code in chooser.codes()


def test_the_services_given_last_stand_first_newest_before_all(chooser: Chooser) -> None:
    for code in ("fuel.issue", "passport.lost", "fuel.issue"):
        assert pick(chooser, code) == code
    chooser.come_up()
    assert chooser.headings()[0] == GIVEN_LAST
    assert chooser.codes()[:2] == ["fuel.issue", "passport.lost"]
    assert sorted(chooser.codes()) == sorted(CODES)  # none stands there twice
    QTest.keyClick(chooser.line, Qt.Key.Key_Return)
    assert chooser.list.currentItem() is not None


def test_no_more_than_a_handful_are_remembered(chooser: Chooser) -> None:
    given = CODES[: RECENT_MAX + 2]
    for code in given:
        pick(chooser, code)
    chooser.come_up()
    assert chooser.codes()[:RECENT_MAX] == given[::-1][:RECENT_MAX]
    assert len(chooser.codes()) == len(CODES)


def test_each_person_has_their_own(chooser: Chooser, workplace: Workplace) -> None:
    pick(chooser, "fuel.issue")
    first = workplace.session
    workplace.session = Session("1002", "دیگری", frozenset({"clerk"}), offline=True)
    chooser.come_up()
    assert GIVEN_LAST not in chooser.headings()
    workplace.session = first
    chooser.come_up()
    assert chooser.codes()[0] == "fuel.issue"


def test_typing_filters_what_was_given_last_too_and_keeps_it_before_its_equals(chooser: Chooser) -> None:
    pick(chooser, "passport.renewal")
    chooser.come_up()
    type_text(chooser.line, "گذرنامه")
    assert chooser.codes()[0] == "passport.renewal"
    assert "fuel.issue" not in chooser.codes()
    assert chooser.headings() == []


def test_the_arrows_step_over_the_headings_and_stop_at_both_ends(chooser: Chooser) -> None:
    seen = []
    for _ in range(len(CODES) + 2):
        seen.append(chooser.list.currentItem().data(Qt.ItemDataRole.UserRole).service.code)
        QTest.keyClick(chooser.line, Qt.Key.Key_Down)
    assert seen == [*chooser.codes(), chooser.codes()[-1], chooser.codes()[-1]]
    for _ in range(len(CODES) + 2):
        QTest.keyClick(chooser.line, Qt.Key.Key_Up)
    assert chooser.list.currentItem().data(Qt.ItemDataRole.UserRole).service.code == chooser.codes()[0]


def test_a_click_on_a_heading_picks_nothing(chooser: Chooser) -> None:
    picked: list[str] = []
    chooser.chosen.connect(picked.append)
    heading = chooser.list.visualItemRect(chooser.list.item(0)).center()
    QTest.mouseClick(chooser.list.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert picked == []
    service = chooser.list.visualItemRect(chooser.list.item(1)).center()
    QTest.mouseClick(chooser.list.viewport(), Qt.MouseButton.LeftButton, pos=service)
    assert picked == [chooser.codes()[0]]


def test_the_headings_speak_the_windows_language(chooser: Chooser, persian: object) -> None:
    pick(chooser, "fuel.issue")
    speak(persian, Language.EN)  # type: ignore[arg-type]
    chooser.come_up()
    assert chooser.headings()[:2] == ["Given last", OFFERS[0].service.family.en]
