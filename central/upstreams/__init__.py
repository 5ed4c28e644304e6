"""The national systems behind the centre: one file each, all of one interface, simulated here."""

from __future__ import annotations

import random

from app.domain.tariff import Words
from central.database import Database
from central.upstreams import criminal_record, passport, traffic
from central.upstreams.adapter import Upstream
from central.upstreams.simulated import Profile, SimulatedSystem

PROFILES = {p.PROFILE.name: p.PROFILE for p in (passport, criminal_record, traffic)}


def get_upstream(name: str, database: Database) -> Upstream:
    """The system of that name; one without a file of its own is simulated by ordinary habits."""
    return SimulatedSystem(PROFILES.get(name) or _ordinary(name), database)


def _ordinary(name: str) -> Profile:
    return Profile(name=name, answer_s=0.02, decides_s=(1.0, 3.0), result=_done)


def _done(dice: random.Random, service: str) -> Words:  # noqa: ARG001 - the shape that profiles ask for
    return Words("درخواست انجام شد (نمونه).", "Done (sample).")
