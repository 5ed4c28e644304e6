"""Forms that are not at work: put away with what was typed, or empty and at hand for the next citizen."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalogue import Service
from app.ui.pages.application.form import Form
from app.ui.pages.application.inspection_line import InspectionLine

SPARE_MAX = 3
"""So many empty forms are kept: a counter goes back and forth between a few services."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A form with all that was typed into it, put away while another application is at work."""

    form: Form
    inspection: InspectionLine | None


class SpareForms:
    """Empty forms of the services given last: to bring one back takes a fraction of making it."""

    def __init__(self) -> None:
        self._forms: list[Shelved] = []

    def has(self, service: Service) -> bool:
        """Whether there is one by this very definition."""
        return any(one.form.service == service for one in self._forms)

    def take(self, service: Service) -> Shelved | None:
        """The form of a service, no longer spare; None when there is none."""
        found = next((one for one in self._forms if one.form.service == service), None)
        if found is not None:
            self._forms.remove(found)
        return found

    def put(self, spare: Shelved) -> None:
        """Empty a form and keep it; the one that was put here longest ago goes."""
        spare.form.hide()
        spare.form.clear()
        others = [one for one in self._forms if one.form.service.code != spare.form.service.code]
        before, self._forms = self._forms, [*others, spare][-SPARE_MAX:]
        for old in before:
            if old not in self._forms:
                old.form.deleteLater()
