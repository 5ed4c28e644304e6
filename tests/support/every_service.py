"""One office and one centre for every service: taken at the window and by ``daftar accept``, decided, shown.

All services go through each stage together, so that they wait for the national systems once. What fails for
one service is kept with it and does not stop the others.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import msgspec
from PySide6.QtCore import QSettings
from support.centre import Postgres, RunningCentre
from support.centre_checks import paths_in
from support.cli_pc import PASSPHRASE, PASSWORD, QuickPc
from support.page_device import PageDevice
from support.page_device import uuid7 as new_id
from support.simfa import Lane, Partner, new_key
from support.spoilt import typed_of
from support.window_rig import settle, wait_until

import central.upstreams
from app.domain.application import AcceptRequest
from app.domain.business_day import business_day
from app.domain.catalogue import Service, VehicleCheck
from app.domain.entry import Kind, decode
from app.domain.rules import check_values
from app.domain.vehicle import vehicle_of
from app.local_db import journal
from app.local_db.keys import load_keys
from app.local_db.place import Place
from app.office.counter import Counter
from app.office.sign_in import keep_sign_in
from app.sync.sign_in import sign_in
from app.sync.sync_once import Outcome, sync_once
from app.sync.vehicle import ask_vehicle
from app.ui.bridge import Bridge
from app.ui.models.queue_model import Column
from app.ui.pages.application import ApplicationPage
from app.ui.pages.application.identity_card import Standing
from app.ui.pages.application.payment_card import Way
from app.ui.pages.queue import QueuePage
from app.ui.workplace import Workplace
from central.operations.publish import Definitions, publish
from central.upstreams import PROFILES, Profile, ordinary, simulated

OFFICE, STAFF = "0412", "1001"
WINDOW, COMMAND = "window", "command"
"""The two ways in which each service is taken."""
SPEED = 20.0
"""How many times faster the national systems work than they usually do."""
DECIDED_WITHIN_S = 60.0


def calm_profile(name: str) -> Profile:
    """A system that issues whatever it is asked for, without mishaps."""
    profile = PROFILES.get(name) or ordinary(name)
    return replace(profile, share_rejected=0.0, share_needs_correction=0.0, share_refused=0.0, mishaps=())


@dataclass
class Story:
    """What became of one service: samples and receipts by the way they were taken, and what failed."""

    service: Service
    samples: dict[str, AcceptRequest]
    receipts: dict[str, str] = field(default_factory=dict)
    failed: str = ""


class EveryService:
    """``stories`` by code; ``shown`` is the clerk's screen in the end: words of the state by receipt."""

    def __init__(self, postgres: Postgres, folder: Path, services: Sequence[Service]) -> None:
        self.folder = folder
        self.centre = RunningCentre(postgres, parts=True)
        self.shown: dict[str, tuple[str, str]] = {}
        self.stories: dict[str, Story] = {}
        given = tuple((service.code, msgspec.structs.replace(service, enabled=True)) for service in services)
        self.centre.run(lambda database: publish(database, Definitions(given, ())))
        self.centre.add_office(OFFICE)
        self.centre.add_staff(OFFICE, STAFF, password=PASSWORD)
        self.pc = QuickPc(folder / "pc")
        self.pc.enrol(self.centre, office=OFFICE)
        self.pc.run("sync", "--once", "--json")
        not_enrolled = QuickPc(folder / "bare")
        for _, service in given:
            made = not_enrolled.run("sample", "--service", service.code, "--count", "4", "--seed", "every")
            some = [msgspec.convert(one, AcceptRequest) for one in made]
            paid = [one for one in some if one.payments] or some  # one sample in twenty is unpaid
            self.stories[service.code] = Story(service, {WINDOW: paid[0], COMMAND: paid[1]})

    def live(self) -> None:
        """All of it, from the first form to the clerk's screen."""
        counter = self._counter()
        try:
            self._inspect_vehicles(counter)
            self._take_at_the_window(counter)
        finally:
            counter.close()
        self._take_by_command()
        self._wait_for_decisions()
        counter = self._counter()
        try:
            self._look(counter)
        finally:
            counter.close()

    def close(self) -> None:
        """End the centre."""
        self.centre.close()

    # Stages --------------------------------------------------------------------------------------------

    def _counter(self) -> Counter:
        place = Place(self.pc.data_dir)
        return Counter.open(place, load_keys(place, PASSPHRASE), write=True)

    def _workplace(self, counter: Counter) -> Workplace:
        settings = QSettings(str(self.folder / "window.ini"), QSettings.Format.IniFormat)
        workplace = Workplace(counter, Bridge(counter.store, None), settings)
        answer = sign_in(counter.identity, counter.signer, counter.clock, STAFF, PASSWORD)
        workplace.session = keep_sign_in(counter, answer)
        return workplace

    def _inspect_vehicles(self, counter: Counter) -> None:
        """Every vehicle that is named has passed its inspection, and the office has asked about it."""
        lane, passed = Lane(), []
        for story in self.stories.values():
            for sample in story.samples.values():
                named = vehicle_of(story.service, sample.fields)
                if named is not None and story.service.vehicle_check is not VehicleCheck.NONE:
                    passed.append(lane.inspection(named.plate, vin=named.vin))
        with httpx.Client(base_url=self.centre.base_url, timeout=40) as http:
            Partner(http, new_key(self.centre)).send(*passed)
        for one in passed:
            ask_vehicle(counter.identity, counter.signer, counter.clock, one["plate"], one["vin"])
        assert sync_once(counter.store, counter.signer, counter.clock).outcome is Outcome.LEVEL

    def _take_at_the_window(self, counter: Counter) -> None:
        page = ApplicationPage(self._workplace(counter))
        page.receipt.folder = self.folder / "papers"
        page.resize(1170, 700)
        page.show()
        for number, story in enumerate(self.stories.values(), start=1):
            try:
                story.receipts[WINDOW] = take_at_the_window(page, story.samples[WINDOW], number)
            except AssertionError as error:
                story.failed = f"at the window: {error}"
                page.clear()
        page.close()
        page.deleteLater()
        settle()

    def _take_by_command(self) -> None:
        samples = {code: story.samples[COMMAND] for code, story in self.stories.items()}
        lines = "".join(msgspec.json.encode(one).decode() + "\n" for one in samples.values())
        asked = ("accept", "-", "--as", STAFF, "--password-file", str(self.pc.password_file))
        said = self.pc.say(*asked, stdin=lines)
        answers = {answer["id"]: answer["receipt"] for answer in said.lines}
        for code, story in self.stories.items():
            if samples[code].id in answers:
                story.receipts[COMMAND] = answers[samples[code].id]
            else:
                story.failed = story.failed or f"daftar accept: {said.err}"

    def _wait_for_decisions(self) -> None:
        """Sync over loopback until every application is decided, here and at the centre."""
        wanted = sum(len(story.receipts) for story in self.stories.values())
        end = time.monotonic() + DECIDED_WITHIN_S
        self.pc.run("sync", "--once", "--json")
        while time.monotonic() < end:
            ((decided,),) = self.centre.query(
                "SELECT count(*) FROM relay_jobs"
                " WHERE decision IN ('issued', 'posted', 'delivered') AND purpose = 'application'"
            )
            if decided >= wanted:
                break
            time.sleep(0.2)
        self.pc.run("sync", "--once", "--json")

    def _look(self, counter: Counter) -> None:
        page = QueuePage(self._workplace(counter))
        page.resize(1170, 700)
        page.show()
        page.came_up()
        wait_until(lambda: page.model.rowCount() > 0 and not page.reader.is_reading)
        for row in range(page.model.rowCount()):
            cells = [str(page.model.index(row, column).data()) for column in Column]
            receipt = page.model.item(row).receipt
            self.shown[receipt] = (cells[Column.STATE], cells[Column.SERVICE])
        page.close()
        page.deleteLater()
        settle()


def identify(page: ApplicationPage) -> None:
    """Where the service asks for it: say what was looked at, and ask the register."""
    card = page.identity
    if card.seen is None:
        return
    card.seen.set_value(card.seen.field.choices[0].value)
    page.sheet.identity_step.ask()
    wait_until(lambda: card.standing() is not Standing.ASKING)
    assert card.standing() is Standing.MATCHES, card.standing()


def take_at_the_window(page: ApplicationPage, sample: AcceptRequest, number: int) -> str:
    """Fill a service's form through its fields, take the money by card, accept; the receipt's number."""
    page.open_service(sample.service)
    form = page.form
    assert form is not None
    form.fill(typed_of(sample))
    form.changed.emit()  # as the last key does: the price may hang on it
    assert form.check_all(), [(one.path, one.shown_message()) for one in form.faulty()]
    kept = check_values(form.service, form.applicant(), dict(form.fields()), business_day(datetime.now(UTC)))
    assert (kept.applicant, kept.fields) == (sample.applicant, sample.fields), (kept, sample)
    identify(page)
    page.side.payment.choose(Way.CARD)
    page.side.payment.rrn.set_value(f"{number:012d}")
    page.side.payment.terminal.set_value("99000001")
    page.accept()
    wait_until(lambda: page.stack.currentWidget() is page.receipt or bool(page.notice.text()))
    view = page.receipt.view()
    assert page.stack.currentWidget() is page.receipt, page.notice.text()
    assert view is not None
    page.next_citizen()
    return view.number


# What the centre finds -----------------------------------------------------------------------------------


class Forger:
    """A device of nothing but the protocol: it sends applications that no office would have taken."""

    def __init__(self, every: EveryService) -> None:
        self.centre = every.centre
        self._http = httpx.Client(base_url=every.centre.base_url, timeout=40)
        self.device = PageDevice(self._http, OFFICE, every.centre.activation(OFFICE))
        counter = every._counter()
        with counter.store.read() as conn:
            lines = journal.lines_after(conn, 0, 10_000, 1 << 30)
        counter.close()
        entries = [decode(line) for line in lines]
        self._models = {e.data["service"]: e.data for e in entries if e.kind == Kind.APPLICATION_ACCEPTED}

    def write(self, service: str, applicant: dict[str, Any], fields: dict[str, Any]) -> int:
        """Put an application with these values into the journal; its place there."""
        values = {"application": new_id(), "request": new_id(), "applicant": applicant, "fields": fields}
        payments = [{**one, "payment": new_id()} for one in self._models[service]["payments"]]
        data = {**self._models[service], **values, "payments": payments}
        self.device.write(self.device.line(Kind.APPLICATION_ACCEPTED, data))
        return len(self.device.lines)

    def found(self) -> dict[int, set[str]]:
        """Send all of it; the paths that the centre found invalid, by place in the journal."""
        assert self.device.push(self.device.batch()).status_code == 200
        self._http.close()
        wanted = len(self.device.lines)
        wait_until(lambda: self._read() >= wanted, seconds=30.0)
        rows = self.centre.query(
            "SELECT seq, note FROM findings WHERE device = %s AND type = 'fields-invalid'", self.device.id
        )
        return {seq: paths_in(note["en"]) for seq, note in rows}

    def _read(self) -> int:
        rows = self.centre.query("SELECT seq FROM projector_cursors WHERE device = %s", self.device.id)
        return int(rows[0][0]) if rows else 0


def fast_systems(patch: Any) -> None:
    """Make the centre's national systems quick and calm."""
    patch.setattr(central.upstreams, "get_profile", calm_profile)
    patch.setattr(central.upstreams, "simulated", partial(simulated, speed=SPEED))
