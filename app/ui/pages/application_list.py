"""The list of applications that the queue and the page that finds share: model and table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from app.local_db.queries.queue_row import QueueRow
from app.ui.models.queue_item import Told
from app.ui.models.queue_model import UNSORTED, Column, QueueModel
from app.ui.widgets.row_painter import Kind
from app.ui.widgets.row_table import RowTable
from app.ui.workplace import Workplace

_KINDS = tuple(
    {Column.STATE: Kind.CHIP, Column.AMOUNT: Kind.FIGURES}.get(column, Kind.TEXT) for column in Column
)


class ApplicationList(RowTable):
    """``applications`` is its model."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(_KINDS, parent)
        self.applications = QueueModel(workplace.service_name, workplace.counter.now, self)
        self.setModel(self.applications)
        self.sortByColumn(UNSORTED, Qt.SortOrder.AscendingOrder)

    def current_item(self) -> QueueRow | None:
        """The application under the cursor."""
        index = self.currentIndex()
        return self.applications.item(index.row()) if index.isValid() else None

    def fit(self) -> None:
        """Give each column the room of its contents, and the reasons what is left."""
        self.fit_columns(Column.WHY)
        self.horizontalHeader().setSectionResizeMode(Column.WHY, QHeaderView.ResizeMode.Stretch)

    def words(self, row: int) -> tuple[str, ...]:
        """What stands in a row."""
        return self.applications.texts(row)

    def chip(self, row: int) -> Told:
        """The state of a row."""
        return self.applications.told(row)
