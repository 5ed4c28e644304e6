"""Proves of every scene of ``make screens`` what a reader needs: nothing cut off at the smallest screen, no
Latin digit or untranslated word in a Persian window (and no Persian one in an English), a name for each
control; and that Tab comes to every control, comes round, and shows where it is.

The Persian window is walked in every run, the English one in the long mode and by ``make screens``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from support.keyboard_walk import walk_round
from support.readable import lasting_faults
from support.screens import SCENES, Desk, play
from support.window_rig import bring_up

from app.ui.language import Language, speak
from app.ui.theme import Scheme

SMALLEST = (1280, 720)
LANGUAGES = list(Language) if os.environ.get("DAFTAR_LONG") else [Language.FA]
WALKED = (
    "01-sign-in",
    "03-services",
    "07-payment-in-parts",
    "07-terminal-offered",
    "07-person-known",
    "08-documents",
    "08-receipt",
    "08-receipt-printing",
    "09-queue",
    "10-payment",
    "12-story",
    "14-find",
)
"""Scenes that are walked round by Tab; after each the next scene makes its own beginning."""


@pytest.mark.timeout(240)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_can_be_read_heard_and_gone_round(
    persian: QApplication, tmp_path: Path, language: Language
) -> None:
    desk = Desk(persian, tmp_path / "office", language, Scheme.LIGHT)
    window = desk.launch.window
    bring_up(window, *SMALLEST)
    found: dict[str, list[str]] = {}
    for name, scene in SCENES.items():
        play(desk, scene)
        found[name] = lasting_faults(window, language.value)
        if name in WALKED:
            went = walk_round(window)
            found[name] += [f"Tab does not come to {one}" for one in went.missed]
            found[name] += [f"no focus is seen on {one}" for one in went.unseen]
            if not went.comes_round:
                found[name].append("Tab does not come round")
    desk.close()
    speak(persian, Language.FA)
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert set(WALKED) <= set(SCENES)
