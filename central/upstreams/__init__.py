"""The national systems behind the centre: one file each, all of one interface, simulated here."""

from __future__ import annotations

from central.database import Database
from central.upstreams import (
    business_premises,
    civil_registry,
    conscription,
    criminal_record,
    fuel,
    passport,
    simfa,
    subsidy,
    traffic,
)
from central.upstreams.adapter import Upstream
from central.upstreams.ordinary import ordinary
from central.upstreams.simulated import Profile, simulated

_MODULES = (
    business_premises,
    civil_registry,
    conscription,
    criminal_record,
    fuel,
    passport,
    simfa,
    subsidy,
    traffic,
)
PROFILES: dict[str, Profile] = {module.PROFILE.name: module.PROFILE for module in _MODULES}


def get_profile(name: str) -> Profile:
    """What the simulated system of that name is like; one without a file of its own is an ordinary one."""
    return PROFILES.get(name) or ordinary(name)


def get_upstream(name: str, database: Database) -> Upstream:
    """The system of that name, simulated. A true one is ``AdaptedSystem`` on its own contract and wire."""
    return simulated(get_profile(name), database)
