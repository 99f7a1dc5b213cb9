"""A report 举报 with its private half at hand, and what that opens."""

import json
from dataclasses import dataclass

from disclosure.models.reports import Report, ReportStep, Side, StepKind
from disclosure.report_keys import Stored, open_with
from disclosure.report_line import line_of
from staff.models import Branch


@dataclass(frozen=True)
class Case:
    """A report with its private half: whoever has it may read and go on."""

    report: Report
    private: bytes


def told_of(case: Case) -> dict[str, str]:
    """被反映的人、单位、举报人 as they were told."""
    inside: dict[str, str] = json.loads(
        open_with(case.private, case.report.told, bound_to=case.report.place)
    )
    return inside


def words_of(case: Case, place: object, sealed: Stored) -> str:
    """The words of a message or a step."""
    return open_with(case.private, sealed, bound_to=f"{case.report.place}:{place}").decode()


def barred_from(case: Case, more: str = "") -> set[int]:
    """Keys of the logins that the reporter's words name, or that belong to the line, and of whoever
    stepped back; `more` is being said now. What a handler wrote bars nobody.
    """
    told = told_of(case)
    branch = Branch.objects.filter(pk=told["branch"]).first() if told["branch"] else None
    turns = case.report.messages.filter(side=Side.REPORTER)
    said = [words_of(case, one.pk, one.words) for one in turns]
    left = ReportStep.objects.filter(report=case.report, kind=StepKind.LEFT)
    return line_of(told["subjects"], " ".join([*said, more]), branch) | set(
        left.values_list("by", flat=True)
    )
