"""Interleaved rounds of ours and of the limit, and the ratio of each round's pair.

Interleaving makes both meet the same disk and the same neighbours; only ratios within one run carry
over to another machine.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """One benchmark. ``ours`` and ``limit`` are medians in ``unit``; ratios are per round."""

    name: str
    ours: float
    limit: float
    ratio: float
    ratio_min: float
    ratio_max: float
    unit: str
    runs: int

    def as_json(self) -> dict[str, Any]:
        """The members of ``build/bench.json``, rounded to what a measurement can bear."""
        return {k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(self).items()}


def interleave(
    name: str, unit: str, ours: Callable[[], float], limit: Callable[[], float], *, runs: int, warm: int = 1
) -> Result:
    """Run both ``runs`` times in alternating order, after ``warm`` rounds that do not count."""
    pairs: list[tuple[float, float]] = []
    for round_number in range(warm + runs):
        if round_number % 2:
            bare = limit()
            mine = ours()
        else:
            mine = ours()
            bare = limit()
        if round_number >= warm:
            pairs.append((mine, bare))
    ratios = sorted(mine / bare for mine, bare in pairs)
    return Result(
        name=name,
        ours=statistics.median(mine for mine, _ in pairs),
        limit=statistics.median(bare for _, bare in pairs),
        ratio=statistics.median(ratios),
        ratio_min=ratios[0],
        ratio_max=ratios[-1],
        unit=unit,
        runs=runs,
    )


def worst_of_hundred(name: str, unit: str, taken: Sequence[float], limit: float) -> Result:
    """The 99th percentile of many against a limit that is fixed; the range: the median and the worst."""
    ordered = sorted(taken)
    ours = ordered[int(len(ordered) * 0.99)]
    return Result(
        name=name,
        ours=ours,
        limit=limit,
        ratio=ours / limit,
        ratio_min=statistics.median(ordered) / limit,
        ratio_max=ordered[-1] / limit,
        unit=unit,
        runs=len(ordered),
    )
