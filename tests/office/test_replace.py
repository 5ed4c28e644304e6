"""Replacing a counter is cut off at every single step: the old or the new one serves, and both are whole.

Real stores and real files. What cuts is an exception out of the file operation that was next.
"""

from __future__ import annotations

import copy
import shutil
import sys
from pathlib import Path

import pytest
from support.office_kit import CLERK, Office, passport_request

from app.domain.chain import genesis
from app.local_db import journal
from app.local_db.errors import StoreLocked
from app.local_db.place import Place
from app.local_db.verify import verify
from app.office.accept import accept
from app.office.counter import open_counter
from app.office.enrol import keep, prepare
from app.office.replace import OtherOffice, carried_here, finish_replacement, replacing
from app.sync.moving import carry_over
from app.sync.protocol import Enrolment, OfficeProfile

PASSPHRASE = "a long passphrase"
ANSWER = Enrolment(
    device="device-9",
    counter=9,
    office=OfficeProfile(code="0412", name="دفتر نمونه"),
    audience="daftar",
    trust={"keys": []},
    epoch="e1",
    time="2026-11-24T08:30:00.000Z",
)
STEPS = frozenset({"os.rename", "os.link", "os.remove", "os.mkdir", "shutil.rmtree"})


class CutOff(BaseException):
    """The program ended here."""


class Cutter:
    """Ends the program at the n-th file operation in a folder. One audit hook, as none can be removed."""

    def __init__(self) -> None:
        self.folder, self.left = "", -1
        sys.addaudithook(self._watch)

    def _watch(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.left >= 0 and event in STEPS and self.folder in str(arguments[0]):
            self.left -= 1
            if self.left < 0:
                raise CutOff


@pytest.fixture(scope="module")
def cutter() -> Cutter:
    return Cutter()


@pytest.fixture
def old(tmp_path: Path) -> Office:
    office = Office(tmp_path / "office", passphrase=PASSPHRASE)
    accept(office.counter, CLERK, passport_request("one"))
    accept(office.counter, CLERK, passport_request("two"))
    office.counter.close()
    return office


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A closed counter with one application, to be copied."""
    office = Office(tmp_path_factory.mktemp("template") / "office", passphrase=PASSPHRASE)
    accept(office.counter, CLERK, passport_request("one"))
    office.counter.close()
    return office


def copied(template: Office, directory: Path) -> Office:
    """The same counter in a folder of its own."""
    shutil.copytree(template.place.directory, directory)
    office = copy.copy(template)
    office.place = Place(directory)
    return office


def replace(office: Office) -> Place:
    """What the command does, with the centre's answer at hand."""
    done = finish_replacement(office.place)
    if done is not None:
        return done
    with replacing(office.place, office.keys) as replacement:
        replacement.check_office("0412")
        new = replacement.staged(PASSPHRASE)
        if new is None:
            new = keep(prepare(replacement.staging, PASSPHRASE), ANSWER, "http://127.0.0.1:9")
        with new:
            carry_over(replacement.old, new, office.hands.clock(), genesis(replacement.old.identity.device))
        return replacement.put_in_place()


def seq(place: Place) -> int:
    counter = open_counter(place, PASSPHRASE, write=False)
    with counter.store.read() as conn:
        found = journal.head(conn).seq
    assert verify(counter.store).ok
    counter.close()
    return found


def test_the_new_counter_has_the_unsent_entries_and_the_old_store_is_kept(old: Office) -> None:
    before = seq(old.place)
    (old.place.backups / "a backup").touch()
    archived = replace(old)
    assert archived.directory == old.place.directory / "archive" / "device-1"
    assert seq(archived) == before
    assert (archived.backups / "a backup").exists()
    counter = open_counter(old.place, PASSPHRASE, write=True)
    assert (counter.identity.device, counter.identity.counter) == ("device-9", 9)
    assert carried_here(counter.store) == before
    counter.close()
    assert not (old.place.directory / "replacing").exists()
    assert finish_replacement(old.place) is None


@pytest.mark.parametrize("block", range(4))
def test_wherever_it_is_cut_off_one_of_the_two_serves_and_it_can_be_done_again(
    tmp_path: Path, template: Office, cutter: Cutter, block: int
) -> None:
    cut_offs, before = 0, seq(template.place)
    for step in range(block, 400, 4):
        office = copied(template, tmp_path / f"office-{step}")
        cutter.folder, cutter.left = str(office.place.directory), step
        try:
            replace(office)
        except CutOff:
            cut_offs += 1
        else:
            cutter.left = -1
            break
        counter = open_counter(office.place, PASSPHRASE, write=True)
        is_new = counter.identity.device == "device-9"
        assert counter.store.fault is None
        counter.close()
        if not is_new:
            assert seq(office.place) == before
            replace(office)
        counter = open_counter(office.place, PASSPHRASE, write=False)
        assert (counter.identity.device, carried_here(counter.store)) == ("device-9", before)
        assert verify(counter.store).ok
        counter.close()
        archived = Place(office.place.directory / "archive" / "device-1")
        assert seq(archived) == before
    assert cut_offs >= 5


def test_a_half_made_store_whose_passphrase_is_another_is_made_anew(old: Office) -> None:
    with replacing(old.place, old.keys) as replacement:
        keep(prepare(replacement.staging, "quite another one"), ANSWER, "http://127.0.0.1:9").close()
        assert replacement.staged(PASSPHRASE) is None
    assert seq(replace(old)) > 0


def test_a_store_whose_name_is_taken_in_the_archive_gets_another(old: Office) -> None:
    (old.place.directory / "archive" / "device-1").mkdir(parents=True)
    assert replace(old).directory.name == "device-1-2"


def test_another_office_and_an_open_window_stop_it(old: Office) -> None:
    with replacing(old.place, old.keys) as replacement, pytest.raises(OtherOffice):
        replacement.check_office("0999")
    window = open_counter(old.place, PASSPHRASE, write=True)
    with pytest.raises(StoreLocked):
        replace(old)
    window.close()
