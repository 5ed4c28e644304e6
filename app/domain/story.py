"""The story of one application: what its office and the centre said, woven into one line of states.

Each side's words stand in that side's own order. Between the two the order is the one in which this counter
learnt of them; where that cannot have been (its own entries were fetched back after a restore, behind the
centre's answers to them), the words are put in an order that can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.life import Event, Life, follow, may_follow

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Said(Generic[S]):
    """One word of one side. ``place`` is where this counter learnt of it, comparable between the sides."""

    place: int
    event: Event
    source: S


@dataclass(frozen=True, slots=True)
class Step(Generic[S]):
    """A word and the life after it; ``fits`` is false for one that may not follow, and changed nothing."""

    source: S
    event: Event
    life: Life
    fits: bool


def weave(own: Sequence[Said[S]], centre: Sequence[Said[S]]) -> list[Step[S]]:
    """One line of steps out of the two sides' words; at equal places the office's come first.

    If no order is possible at all, each next word is the nearest one that fits, and one that fits nowhere is
    marked.
    """
    order = _possible_order(own, centre)
    if order is None:
        return _marked(own, centre)
    life, steps = Life(), []
    for said in order:
        life = follow(life, said.event)
        steps.append(Step(said.source, said.event, life, True))
    return steps


def _marked(own: Sequence[Said[S]], centre: Sequence[Said[S]]) -> list[Step[S]]:
    """The words in an order of which as much fits as comes out word by word."""
    left, right = list(own), list(centre)
    life, steps = Life(), list[Step[S]]()
    while left or right:
        own_first = not right or (bool(left) and left[0].place <= right[0].place)
        sides = (left, right) if own_first else (right, left)
        side = next((one for one in sides if one and may_follow(life, one[0].event)), None)
        said = (sides[0] if side is None else side).pop(0)
        if side is not None:
            life = follow(life, said.event)
        steps.append(Step(said.source, said.event, life, side is not None))
    return steps


def _possible_order(own: Sequence[Said[S]], centre: Sequence[Said[S]]) -> list[Said[S]] | None:
    """The order nearest to that of the places in which every word may follow, or None."""
    hopeless: set[tuple[int, int]] = set()  # how many of each side lead nowhere, in whatever order
    path: list[tuple[int, int, Life]] = [(0, 0, Life())]
    order: list[Said[S]] = []
    while path:
        i, j, life = path[-1]
        if i == len(own) and j == len(centre):
            return order
        own_first = j == len(centre) or (i < len(own) and own[i].place <= centre[j].place)
        for is_own in (own_first, not own_first):
            next_i, next_j = (i + 1, j) if is_own else (i, j + 1)
            if next_i > len(own) or next_j > len(centre) or (next_i, next_j) in hopeless:
                continue
            said = own[i] if is_own else centre[j]
            if may_follow(life, said.event):
                path.append((next_i, next_j, follow(life, said.event)))
                order.append(said)
                break
        else:
            hopeless.add((i, j))
            path.pop()
            if order:
                order.pop()
    return None
