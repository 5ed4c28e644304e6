"""The rules across fields at the window: which are broken, and which of it is told at which field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.catalogue import Service
from app.domain.problems import Problem, Severity
from app.domain.rules import check_values
from app.ui.fields.base import FieldWidget


def broken_rules(
    service: Service, applicant: Mapping[str, Any], fields: Mapping[str, Any], today: str
) -> dict[str, Problem]:
    """The problems of broken rules by path, as ``daftar accept`` and the centre find them.

    Of several at one path, the first that refuses, else the first warning.
    """
    found: dict[str, Problem] = {}
    if service.rules:
        for problem in check_values(service, dict(applicant), dict(fields), today).problems:
            before = found.get(problem.path)
            if is_of_rule(problem) and (before is None or _goes_before(problem, before)):
                found[problem.path] = problem
    return found


def is_of_rule(problem: Problem | None) -> bool:
    """Whether a problem is one of a rule across fields: those bring their own words."""
    return problem is not None and problem.message is not None


def say_rule(widget: FieldWidget, rule: Problem | None, *, tell: bool) -> None:
    """Show a broken rule at its field, or take away one that holds now.

    What is wrong with the value by itself stays before a rule; a doubt about it gives way to a rule that
    refuses. Without ``tell`` nothing new is said.
    """
    shown = widget.problem()
    if is_of_rule(shown):
        if rule is None or tell:
            widget.show_problem(rule)
    elif rule is not None and tell and not widget.has_error():
        widget.show_problem(rule if shown is None or rule.severity is Severity.ERROR else shown)


def _goes_before(problem: Problem, other: Problem) -> bool:
    return problem.severity is Severity.ERROR and other.severity is not Severity.ERROR
