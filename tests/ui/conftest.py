"""What tests of the window share: Persian, the light palette, an office of invented services."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.office_kit import CLERK, Office
from support.programs import leave_out
from support.window_rig import bring_up, compiled_translation, settle, wait_until

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.bridge import Bridge
from app.ui.fonts import install_fonts
from app.ui.language import Language, speak
from app.ui.shell.page_list import page_specs
from app.ui.shell.work_area import WorkArea
from app.ui.workplace import Workplace


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["daftar-tests"]


@pytest.fixture(autouse=True)
def no_window_is_left(qapp: QApplication) -> Iterator[None]:
    """Delete what a test left open: every later change of style, font or language would go through it."""
    known = set(qapp.topLevelWidgets())
    yield
    for window in set(qapp.topLevelWidgets()) - known:
        window.deleteLater()
    settle()


@pytest.fixture
def persian(qapp: QApplication) -> Iterator[QApplication]:
    """The application as a clerk meets it."""
    compiled_translation()
    install_fonts(qapp)
    speak(qapp, Language.FA)
    theme.apply(qapp, theme.Scheme.LIGHT)
    yield qapp
    settle()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "office")
    yield made
    settle()
    made.counter.close()


@pytest.fixture
def workplace(persian: QApplication, office: Office, tmp_path: Path) -> Workplace:
    """A workplace on the office's real store, with nobody syncing; a clerk is signed in."""
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = Workplace(office.counter, Bridge(office.counter.store, None), settings)
    made.session = CLERK
    return made


@pytest.fixture
def work(workplace: Workplace) -> Iterator[WorkArea]:
    """Every page of the window, shown at the size of an office's screen."""
    made = WorkArea(workplace, page_specs())
    bring_up(made, 1366, 768)
    yield made
    made.close()
    made.deleteLater()
    settle()


@pytest.fixture
def until() -> Callable[[Callable[[], bool]], None]:
    """Let the window live until something holds (at most ten seconds)."""
    return wait_until


@pytest.fixture
def pdftotext() -> str:
    """The program that reads a PDF's text; its tests are left out where it is missing."""
    return shutil.which("pdftotext") or ""


@pytest.fixture
def zbarimg() -> str:
    """The program that reads a QR in a picture; its tests are left out where it is missing."""
    return shutil.which("zbarimg") or ""


@pytest.fixture
def scanimage() -> str:
    """The program that scans with SANE; its tests are left out where it is missing."""
    return shutil.which("scanimage") or ""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a program that is not here, and say so."""
    leave_out(config, items)
