"""A real centre and a real enrolled office for the benchmarks, made through the commands people use."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from app.cli.demo.centre import Centre
from app.cli.demo.office import Office
from app.domain.application import AcceptRequest
from app.domain.catalogue import IdentityCheck
from app.local_db.place import Place
from app.office.counter import Counter, open_counter
from app.office.packaged import packaged_catalogue, packaged_tariffs
from app.office.sample import samples
from app.office.sign_in import Session, sign_in_offline

STAFF, PASSWORD, PASSPHRASE = "1001", "bench-password-1", "bench-passphrase-1"  # invented
COUNTER_OFFICE = "0412"


class BenchOffice:
    """Centre and office under ``directory``; ``counter`` is open for writing, ``session`` signed in."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True)
        passphrase, password = directory / "passphrase", directory / "password"
        passphrase.write_text(PASSPHRASE, encoding="utf-8")
        password.write_text(PASSWORD, encoding="utf-8")
        self.centre = Centre(directory / "centre")
        self.centre.start()
        self._passphrase_file, self._password_file = passphrase, password
        self.add_office(int(COUNTER_OFFICE))
        office = self.enrol(directory / "office")
        self._sign_in_online(office, directory, password)
        self.place = Place(directory / "office")
        self.counter: Counter = open_counter(self.place, PASSPHRASE, write=True)
        self.session: Session = sign_in_offline(self.counter, STAFF, PASSWORD)

    def add_office(self, number: int) -> str:
        """Register an office with one clerk; its code."""
        code = f"{number:04d}"
        self.centre.ask("office", "add", "--code", code, "--name", "دفتر نمونه")
        self.centre.ask(
            "staff", "add", "--office", code, "--code", STAFF, "--name", "کارمند نمونه",
            "--role", "clerk", "--password-file", str(self._password_file),
        )  # fmt: skip
        return code

    def enrol(self, directory: Path, code: str = COUNTER_OFFICE) -> Office:
        """Enrol a further counter of an office, with a store in ``directory``."""
        activation = self.centre.ask("activate", "--office", code)[0]["code"]
        office = Office(directory, self._passphrase_file)
        office.ask("enrol", "--centre", self.centre.address, "--office", code, "--code", activation)
        return office

    def requests(self, count: int, prefix: str) -> list[AcceptRequest]:
        """Valid invented applications, all paid, with ids of their own.

        Of every service but those that wait for the civil registry's answer: what is measured is the office.
        """
        made: list[AcceptRequest] = []
        tariff, given = packaged_tariffs()[-1], packaged_catalogue()
        here = tuple(one for one in given.services if one.identity is not IdentityCheck.NOW)
        catalogue = msgspec.structs.replace(given, services=here)
        today = self.counter.day(self.counter.now())[0]  # some services want a day that is still to come
        for request in samples(catalogue, tariff, today=today, count=2 * count, seed=prefix):
            if request.payments and len(made) < count:
                made.append(request)
        return made

    def close(self) -> None:
        """Close the store, stop the centre and its server."""
        self.counter.close()
        self.centre.stop()

    @staticmethod
    def _sign_in_online(office: Office, directory: Path, password: Path) -> None:
        """One application by command line: it signs in at the centre, which leaves a lease here."""
        first = directory / "first.jsonl"
        sample = office.ask("sample", "--count", "1", "--seed", "1")[0]
        first.write_text(json.dumps(sample, ensure_ascii=False) + "\n", encoding="utf-8")
        office.ask("accept", str(first), "--as", STAFF, "--password-file", str(password))
