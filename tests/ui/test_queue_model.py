"""Proves the queue's model under Qt's own model tester: whatever comes, goes, changes and is sorted, the rows
are those of the last reading in the order that was chosen, and the cursor stays on its application.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from support.queue_rows import queue_row

from app.domain.sync_status import QueueState, Why
from app.local_db.queries.queue_row import QueueRow
from app.ui.models.queue_model import UNSORTED, Column, QueueModel

NOW = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
SEEDS = range(6)
STEPS = 25


@pytest.fixture
def model(persian: QApplication) -> QueueModel:
    assert persian
    return QueueModel(lambda code: code, lambda: NOW)


def _shown(model: QueueModel) -> list[int]:
    return [model.item(row).seq for row in range(model.rowCount())]


def _reading(chance: random.Random) -> list[QueueRow]:
    numbers = sorted(chance.sample(range(1, 16), chance.randrange(0, 12)), reverse=True)
    sending = {"state": QueueState.SENDING, "why": Why.ON_ITS_WAY}
    return [
        queue_row(n, amount_rials=1000 * (n * 7 % 5), **(sending if chance.random() < 0.3 else {}))
        for n in numbers
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_follow_every_reading_in_the_chosen_order(model: QueueModel, seed: int, qtlog: Any) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    chance = random.Random(seed)
    for _ in range(STEPS):
        cursor, under = QPersistentModelIndex(), 0
        if model.rowCount():
            row = chance.randrange(model.rowCount())
            cursor, under = QPersistentModelIndex(model.index(row, 0)), model.item(row).seq
        step = chance.choice(("replace", "replace", "show", "sort"))
        reading = model.items()
        if step == "sort":
            model.sort(chance.choice((UNSORTED, Column.RECEIPT, Column.AMOUNT)), chance.choice((UP, DOWN)))
        else:
            reading = _reading(chance)
            getattr(model, step)(reading)
        assert sorted(_shown(model)) == sorted(one.seq for one in reading)
        held = {one.application: one for one in reading}
        assert all(model.item(row) == held[model.item(row).application] for row in range(model.rowCount()))
        _assert_in_order(model)
        if step != "show" and under in _shown(model):
            assert model.item(cursor.row()).seq == under
    assert not qtlog.records


def _assert_in_order(model: QueueModel) -> None:
    column, order = model.order()
    shown = [model.item(row) for row in range(model.rowCount())]
    if column == UNSORTED:
        assert shown == model.items()
        return
    keys = [one.amount_rials if column == Column.AMOUNT else one.receipt for one in shown]
    assert keys == sorted(keys, reverse=order is DOWN)


def test_what_stayed_stays_where_it_is_and_what_came_stands_where_it_came(model: QueueModel) -> None:
    model.replace([queue_row(n) for n in (5, 3, 1)])
    model.replace([queue_row(n) for n in (1, 6, 5, 4, 3)])
    assert _shown(model) == [5, 6, 3, 4, 1], "1 came to the top of the reading and was left where it stood"
