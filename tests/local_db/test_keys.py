"""Proves that the keys are kept by a keyring that protects them or under a passphrase, never in plain text,
and that losing neither happens in silence.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from argon2.profiles import RFC_9106_LOW_MEMORY
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.errors import KeyringLocked
from support.cheap_hashing import SHIPPED_PASSWORDS, SHIPPED_VAULT

from app.local_db import passphrase_vault
from app.local_db.errors import KeysExist, KeysMissing, NoKeyring, PassphraseNeeded, WrongPassphrase
from app.local_db.keys import create_keys, load_keys
from app.local_db.place import Place

PASSPHRASE = "گذرواژهٔ دفتر ۰۴۱۲"


class MemoryKeyring(KeyringBackend):
    """Stands in for an unlocked keyring of the system; the real one has a test of its own."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class LockedKeyring(MemoryKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("the user dismissed the prompt")


class ForgetfulKeyring(MemoryKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        return


PlaintextKeyring = type("PlaintextKeyring", (MemoryKeyring,), {"__module__": "keyrings.alt.file"})


@pytest.fixture
def use() -> Iterator[object]:
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def cheap_sealing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase_vault, "MEMORY_KIB", 64)
    monkeypatch.setattr(passphrase_vault, "PASSES", 1)


def test_a_keyring_keeps_the_keys_and_the_file_says_only_where(tmp_path: Path, use: object) -> None:
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    place = Place(tmp_path / "place")
    keys = create_keys(place, None)
    assert load_keys(place, None) == keys
    [(service, store)] = backend.kept
    described = json.loads(place.keys_file.read_text())
    assert described == {"format": 1, "store": store, "kept_in": "keyring"}
    assert service == "daftar"
    assert stat.S_IMODE(place.keys_file.stat().st_mode) == 0o600
    assert keys.store_key.hex() not in repr(keys)


def test_without_a_fit_keyring_nothing_is_kept(tmp_path: Path, use: object) -> None:
    for backend in (FailKeyring(), NullKeyring(), PlaintextKeyring(), LockedKeyring(), ForgetfulKeyring()):
        keyring.set_keyring(backend)
        place = Place(tmp_path / type(backend).__name__ / type(backend).__module__)
        with pytest.raises(NoKeyring, match="passphrase"):
            create_keys(place, None)
        assert not place.keys_file.exists()
        assert getattr(backend, "kept", {}) == {}


def test_a_passphrase_seals_the_keys(tmp_path: Path) -> None:
    place = Place(tmp_path)
    keys = create_keys(place, PASSPHRASE)
    assert load_keys(place, PASSPHRASE) == keys
    with pytest.raises(PassphraseNeeded):
        load_keys(place, None)
    for wrong in ("", "wrong", PASSPHRASE + " "):
        with pytest.raises(WrongPassphrase):
            load_keys(place, wrong)
    described = json.loads(place.keys_file.read_text())
    assert described["kept_in"] == "passphrase"
    assert described["sealed"]["kdf"] == "argon2id"
    raw = place.keys_file.read_bytes()
    assert keys.store_key not in raw
    assert keys.device_key.hex().encode() not in raw


def test_what_is_shipped_costs_a_guesser_what_rfc_9106_asks() -> None:
    asked = RFC_9106_LOW_MEMORY
    assert (asked.time_cost, asked.memory_cost, asked.parallelism) == SHIPPED_VAULT
    passes, memory_kib, _ = SHIPPED_PASSWORDS
    assert (passes, memory_kib) == (asked.time_cost, asked.memory_cost)


def test_the_same_letters_typed_in_another_form_open_too(tmp_path: Path) -> None:
    create_keys(Place(tmp_path), "caf\u00e9")
    load_keys(Place(tmp_path), "cafe\u0301")


def test_an_empty_passphrase_seals_nothing(tmp_path: Path) -> None:
    with pytest.raises(PassphraseNeeded):
        create_keys(Place(tmp_path), "")
    assert not Place(tmp_path).keys_file.exists()


def test_keys_are_never_made_over_others(tmp_path: Path) -> None:
    place = Place(tmp_path)
    create_keys(place, PASSPHRASE)
    before = place.keys_file.read_bytes()
    with pytest.raises(KeysExist):
        create_keys(place, PASSPHRASE)
    assert place.keys_file.read_bytes() == before


def test_missing_and_damaged_keys_are_told_apart_from_a_wrong_passphrase(tmp_path: Path, use: object) -> None:
    place = Place(tmp_path)
    with pytest.raises(KeysMissing, match=r"no keys\.json"):
        load_keys(place, None)
    create_keys(place, PASSPHRASE)
    good = json.loads(place.keys_file.read_text())
    bad = [
        "{",
        "[]",
        json.dumps(good | {"format": 2}),
        json.dumps(good | {"kept_in": "drawer"}),
        json.dumps({k: v for k, v in good.items() if k != "sealed"}),
        json.dumps(good | {"sealed": good["sealed"] | {"memory_kib": 2**40}}),
        json.dumps(good | {"sealed": good["sealed"] | {"salt": "!"}}),
        json.dumps(good | {"sealed": good["sealed"] | {"nonce": "AAAA"}}),
    ]
    for text in bad:
        place.keys_file.write_text(text)
        with pytest.raises(KeysMissing):
            load_keys(place, PASSPHRASE)
    place.keys_file.write_text(json.dumps(good | {"store": "another"}))
    with pytest.raises(WrongPassphrase):
        load_keys(place, PASSPHRASE)
    keyring.set_keyring(MemoryKeyring())
    place.keys_file.write_text(json.dumps({"format": 1, "store": "gone", "kept_in": "keyring"}))
    with pytest.raises(KeysMissing, match="no keys for this store"):
        load_keys(place, None)
