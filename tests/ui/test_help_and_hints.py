"""Proves that F1 tells about the very screen that is up, in both languages, with its keys; and that a hint
is given once to each person for each page, covers nothing, and goes by Esc or a click.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.office_kit import CLERK
from support.window_rig import bring_up, press, settle, texts_on, wait_until

from app.office.sign_in import Session
from app.ui.language import Language, speak
from app.ui.shell.guides import guide_of, hint_of, topics
from app.ui.shell.help_panel import window_keys
from app.ui.shell.main_window import MainWindow
from app.ui.shell.page_list import page_specs
from app.ui.shell.work_area import WorkArea
from app.ui.workplace import Workplace

LINES = range(3, 7)


@pytest.fixture
def hinted(workplace: Workplace) -> Iterator[Callable[[Session], WorkArea]]:
    """Opens a window that gives hints, for a person."""
    made: list[WorkArea] = []

    def _open(who: Session) -> WorkArea:
        workplace.session = who
        area = WorkArea(workplace, page_specs(), hints=True)
        bring_up(area, 1366, 768)
        area.go("queue")
        made.append(area)
        return area

    yield _open
    for area in made:
        area.close()
        area.deleteLater()
    settle()


@pytest.mark.parametrize("language", list(Language))
def test_every_screen_has_a_guide_of_a_few_sentences_and_every_page_a_hint(
    persian: QApplication, language: Language
) -> None:
    speak(persian, language)
    for topic in topics():
        assert len(guide_of(topic)) in LINES, topic
        assert all(sentence.endswith((".", "؟")) for sentence in guide_of(topic)), topic
    names = {spec.stop.name for spec in page_specs()}
    assert {topic.partition(".")[0] for topic in topics()} - {"sign-in"} == names
    assert all(hint_of(name) for name in names)
    speak(persian, Language.FA)


def test_f1_tells_about_the_screen_that_is_up(work: WorkArea) -> None:
    told = {}
    work.go("application").choose_service()
    for key, topic in (
        (None, "application.services"),
        (Qt.Key.Key_Return, "application.form"),
        (Qt.Key.Key_F3, "find"),
        (Qt.Key.Key_F4, "queue"),
    ):
        if key is not None:
            press(key)
        wait_until(lambda topic=topic: work.topic() == topic)
        press(Qt.Key.Key_F1)
        assert work.help.isVisible()
        shown = texts_on(work.help)
        assert set(guide_of(topic)) <= set(shown)
        assert {key for key, _ in window_keys()} <= set(shown)
        told[topic] = shown
        assert work.stack.rect().contains(work.help.geometry()), "it fits the page"
        press(Qt.Key.Key_F1)
        assert not work.help.isVisible()
    assert len({tuple(shown) for shown in told.values()}) == len(told)


def test_the_help_gives_each_line_its_room(work: WorkArea) -> None:
    work.go("application")
    press(Qt.Key.Key_F1)
    for label in work.help.findChildren(type(work.help.title)):
        if label.isVisible():
            assert label.height() >= label.fontMetrics().height(), label.text()


def test_the_entrance_has_a_guide_too(persian: QApplication, workplace: Workplace) -> None:
    assert workplace._settings is not None
    window = MainWindow(workplace._settings)
    window.bind_keys()
    bring_up(window)
    window.show_sign_in()
    press(Qt.Key.Key_F1)
    assert set(guide_of("sign-in")) <= set(texts_on(window.sign_in))
    press(Qt.Key.Key_Escape)
    assert not set(guide_of("sign-in")) & set(texts_on(window.sign_in))
    window.close_for_good()
    window.deleteLater()


def test_a_hint_is_given_once_to_each_person(hinted: Callable[[Session], WorkArea]) -> None:
    area = hinted(CLERK)
    assert area.hint.isVisible()
    assert hint_of("queue") in texts_on(area.hint)
    assert area.hint.geometry().bottom() < area.stack.geometry().top(), "it covers nothing"
    press(Qt.Key.Key_Escape)
    assert not area.hint.isVisible()
    assert area.current_name() == "queue", "that Esc did nothing else"
    press(Qt.Key.Key_F3)
    assert hint_of("find") in texts_on(area.hint)
    QTest.mouseClick(area.hint, Qt.MouseButton.LeftButton)
    assert not area.hint.isVisible()
    press(Qt.Key.Key_F4)
    assert not area.hint.isVisible(), "not a second time"
    again = hinted(CLERK)
    assert not again.hint.isVisible(), "nor in another window"
    other = hinted(Session(staff="2002", name="دیگری", roles=CLERK.roles, offline=False))
    assert other.hint.isVisible(), "but to somebody else"
    other.hint.close_button.setFocus()
    press(Qt.Key.Key_Space)
    assert not other.hint.isVisible()


def test_hints_are_off_where_nobody_asked_for_them(work: WorkArea) -> None:
    work.go("queue")
    assert not work.hint.isVisible()
