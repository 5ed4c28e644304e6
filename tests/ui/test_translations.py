"""Proves that every text of the window has a Persian translation, with the same parameters, without Latin
digits, and that the collected file is up to the sources. Also part of ``make lint``.
"""

from __future__ import annotations

import importlib.util
import re
import string
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "resources" / "translations"
KEYS = re.compile(r"\bF\d{1,2}\b")


def _updater() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations_update", TRANSLATIONS / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _messages() -> list[tuple[str, str, str]]:
    """(context, source, translation) of every message."""
    found = []
    for context in ET.parse(TRANSLATIONS / "daftar_fa.ts").getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            text = "" if translation.get("type") == "unfinished" else (translation.text or "")
            found.append((name, message.findtext("source", ""), text))
    return found


def test_every_text_has_a_persian_translation() -> None:
    missing = [f"{context}: {source}" for context, source, text in _messages() if not text.strip()]
    assert not missing


def test_no_translation_holds_a_latin_digit() -> None:
    wrong = [
        f"{context}: {text}"
        for context, _, text in _messages()
        if re.search(r"[0-9]", KEYS.sub("", re.sub(r"\{[^}]*\}", "", text)))
    ]
    assert not wrong


def test_a_translation_takes_the_parameters_of_its_source() -> None:
    def names(template: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}

    wrong = [
        f"{context}: {source}"
        for context, source, text in _messages()
        if text and names(source) != names(text)
    ]
    assert not wrong


def test_persian_is_written_with_persian_letters() -> None:
    wrong = [f"{context}: {text}" for context, _, text in _messages() if re.search("[يكىة٠-٩]", text)]
    assert not wrong


def test_nothing_in_the_sources_is_missing_from_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    updater = _updater()
    copy = tmp_path / "daftar_fa.ts"
    copy.write_bytes((TRANSLATIONS / "daftar_fa.ts").read_bytes())
    monkeypatch.setattr(updater, "TS", copy)
    before = {(context, source) for context, source, _ in _messages()}
    assert updater.collect()
    after = {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ET.parse(copy).getroot().iter("context")
        for message in context.iter("message")
    }
    assert after == before, "run `make translations`"
