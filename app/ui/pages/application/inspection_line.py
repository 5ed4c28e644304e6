"""The line over a vehicle's plate: how its technical inspection stands, and how old that word is.

It reads the store, where the centre's word comes by the feed; while the line to the centre is up it asks
once for each vehicle that is typed, off the UI thread and one at a time, so that saving never waits for it.
"""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.domain.business_day import business_day
from app.domain.catalogue import VehicleCheck
from app.domain.entry import parse_instant
from app.domain.errors import DaftarError
from app.domain.vehicle import PLATE_TYPE, InspectionState, Standing, Vehicle, vehicle_of
from app.office.vehicle import look
from app.sync.vehicle import ask_vehicle
from app.ui import operations, texts
from app.ui.pages.application.form import Form
from app.ui.texts import translate
from app.ui.theme import Tone
from app.ui.widgets.notice import Notice
from app.ui.workplace import Workplace

ASKED_AGAIN_AFTER_S = 60.0
SETTLED_MS = 300
"""A plate is asked about when nothing was typed for so long."""
AGED_MS = 20_000
"""The age that is shown is brought up to date this often."""


class InspectionLine(Notice):
    """Always there on the forms that have it, so that nothing jumps when the plate is whole."""

    def __init__(self, form: Form, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form, self._workplace = form, workplace
        self._counter = workplace.counter
        self._vehicle: Vehicle | None = None
        self._asking: Vehicle | None = None
        self._asked: dict[tuple[str, str], float] = {}
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._ask)
        self._aged = QTimer(self, interval=AGED_MS)
        self._aged.timeout.connect(self.refresh)
        self._aged.start()
        form.changed.connect(self.look_again)
        workplace.bridge.changed.connect(self._on_store_changed)

    @classmethod
    def beside(cls, form: Form, workplace: Workplace) -> InspectionLine | None:
        """The line, put into the card that asks for the plate; None where a service has nothing to show."""
        card = form.card_with(PLATE_TYPE)
        if card is None or form.service.vehicle_check is VehicleCheck.NONE:
            return None
        line = cls(form, workplace)
        card.body.insertWidget(0, line)  # seen while the plate is typed, however long the card is
        line.look_again()  # not before: what shows itself without a parent is a window
        return line

    def standing(self) -> Standing | None:
        """How the typed vehicle's inspection stands; None while no vehicle is typed."""
        return look(self._counter, self._vehicle) if self._vehicle is not None else None

    def refresh(self) -> None:
        """Say what is known now."""
        found = self.standing()
        if found is None:
            what = translate("inspection", "The technical inspection shows here when the plate is typed.")
            self.say(what, Tone.NEUTRAL)
            return
        if found.state is InspectionState.UNHEARD:
            self.say(self._of_unheard(), Tone.NEUTRAL if self._asking else Tone.WAIT)
            return
        self.say(self._of_heard(found), self._tone(found.state))

    def look_again(self) -> None:
        """See which vehicle is typed now."""
        vehicle = vehicle_of(self._form.service, self._form.normalised())
        if vehicle == self._vehicle and self.text():
            return
        self._vehicle = vehicle
        if vehicle is not None:
            self._settled.start()
        self.refresh()

    def _on_store_changed(self, topics: frozenset[str]) -> None:
        if not topics & {"vehicles", "link"}:
            return
        if "link" in topics and self._vehicle is not None:
            self._settled.start()
        self.refresh()

    # Asking --------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        vehicle = self._vehicle
        if vehicle is None or self._asking is not None or self._counter.is_offline(""):
            return
        name = (vehicle.plate, vehicle.vin)
        if time.monotonic() - self._asked.get(name, -ASKED_AGAIN_AFTER_S) < ASKED_AGAIN_AFTER_S:
            return
        self._asked[name] = time.monotonic()
        self._asking = vehicle
        counter = self._counter
        work = partial(ask_vehicle, counter.identity, counter.signer, counter.clock, *name)
        operations.run(self, work, self._on_answered, self._on_not_answered)
        self.refresh()

    def _on_answered(self, _: object) -> None:
        """The answer itself is on its way through the feed."""
        self._asking = None
        self.refresh()
        self._settled.start()

    def _on_not_answered(self, _: DaftarError) -> None:
        self._asking = None
        self.refresh()
        self._settled.start()

    # Words ---------------------------------------------------------------------------------------------

    def _of_unheard(self) -> str:
        if self._asking is not None:
            return translate("inspection", "The centre is being asked for the technical inspection…")
        if self._counter.is_offline(""):
            return self._with_rule(
                translate(
                    "inspection",
                    "Nothing is known here of this vehicle's technical inspection; the centre will be asked "
                    "when it answers again.",
                )
            )
        return self._with_rule(
            translate("inspection", "Nothing is known here of this vehicle's technical inspection yet.")
        )

    def _of_heard(self, found: Standing) -> str:
        heard = found.heard
        if heard is None:
            raise ValueError("nothing was heard")
        inspection = heard.inspection
        if inspection is None:
            what = translate("inspection", "The centre knows of no technical inspection of this vehicle")
        elif found.state is InspectionState.FAILED:
            made = texts.day(business_day(parse_instant(inspection.at)))
            what = translate("inspection", "Failed its last technical inspection, on {day}").format(day=made)
        elif found.state is InspectionState.EXPIRED:
            ended = texts.day(inspection.valid_until)
            what = translate("inspection", "Technical inspection ended on {day}").format(day=ended)
        else:
            until = texts.day(inspection.valid_until)
            what = translate("inspection", "Technical inspection valid until {day}").format(day=until)
        age = self._counter.now() - parse_instant(heard.at)
        said = translate("inspection", "{what} (last heard: {age} ago).").format(
            what=what, age=texts.age(max(age.total_seconds(), 0.0))
        )
        return said if found.state is InspectionState.VALID else self._with_rule(said)

    def _with_rule(self, what: str) -> str:
        """What follows from there being no valid inspection, after what is known."""
        check = self._form.service.vehicle_check
        if check is VehicleCheck.REFUSED:
            rule = translate("inspection", "Without a valid one this service cannot be taken.")
        elif check is VehicleCheck.WARNED:
            rule = translate("inspection", "Tell the citizen; the service can be taken all the same.")
        else:
            return what
        return f"{what} {rule}"

    def _tone(self, state: InspectionState) -> Tone:
        if state is InspectionState.VALID:
            return Tone.OK
        return Tone.BAD if self._form.service.vehicle_check is VehicleCheck.REFUSED else Tone.WAIT
