"""To do 今天要办: what workers said. Of the reports 举报 a handler is told those he holds the key of
and of no other; suggestions 合理化建议 and orders 整改通知 stand where their next step waits.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from django.db.models import QuerySet
from django.urls import reverse

from disclosure.actions.box_openings import waiting_boxes
from disclosure.actions.hotline import logs_due
from disclosure.actions.report_steps import waiting_for
from disclosure.models import (
    BenefitState,
    Inspection,
    Rectification,
    RectificationStatus,
    Suggestion,
    SuggestionBenefit,
    SuggestionStatus,
)
from welfare.models import User
from welfare.workbench_tasks import Task


def _reports(user: User, on: dt.date) -> list[Task]:
    """One line for all, without a word of any. Two queries."""
    many, late = waiting_for(user, on=on)
    if not many:
        return []
    told = f"过了时限 {late} 件" if late else "先写受理密码再打开"
    return [
        Task(
            "shield-exclamation", "举报受理", reverse("report-desk"), told,
            kind="over" if late else "wait", state=f"{many} 件没答复", weight=many,
        )
    ]  # fmt: skip


def _boxes(user: User, on: dt.date) -> list[Task]:
    """Boxes past their day, and openings that wait for his own word, telephone logs he owes. Four queries."""
    asked, due = waiting_boxes(user, on=on)
    url, found = reverse("box-openings"), []
    if asked:
        found.append(
            Task(
                "box-seam", "确认开箱", url, "您也在场的", state=f"{asked} 次等您确认", weight=asked
            )
        )
    if due:
        found.append(
            Task("box-seam", "举报箱该开了", url, "两位受理人一起开", kind="over",
                 state=f"{due} 个过了日子", weight=due)
        )  # fmt: skip
    if logs := logs_due(user, on=on):
        url = reverse("hotline-duties")
        found.append(
            Task("telephone", "写值班记录", url, "您值过班的日子", kind="over", state=f"{logs} 天没写",
                 weight=logs)
        )  # fmt: skip
    return found


def _ideas(rows: "QuerySet[Suggestion]", title: str, query: str, state: str) -> list[Task]:
    """One line for all that wait for the same step. One query."""
    many = rows.count()
    if not many:
        return []
    url = f"{reverse('suggestion-list')}?{query}"
    return [Task("lightbulb", title, url, state=state.format(many), weight=many)]


def _to_handle(user: User, on: dt.date) -> list[Task]:
    """New ones and those whose day is over. Two queries."""
    counted = Suggestion.objects.of_year(on.year).counted()
    late = counted.filter(status=SuggestionStatus.IMPLEMENTING, due_on__lt=on)
    new = counted.filter(status=SuggestionStatus.SUBMITTED)
    return _ideas(new, "新提的建议，看有没有相近的", "show=doing", "{} 条等初审") + _ideas(
        late, "采纳的建议过了计划日期", "show=doing", "{} 条没办完"
    )


def _to_score(user: User, on: dt.date) -> list[Task]:
    """In review, not scored by him and not his own. One query."""
    rows = Suggestion.objects.of_year(on.year).filter(status=SuggestionStatus.IN_REVIEW)
    rows = rows.exclude(scores__by=user).exclude(proposers__user=user)
    return _ideas(rows, "合理化建议评分", "show=review", "{} 条等您评分")


def _to_accept(user: User, on: dt.date) -> list[Task]:
    """Reported done by another. One query."""
    rows = Suggestion.objects.filter(status=SuggestionStatus.REPORTED_DONE)
    rows = rows.exclude(reported_by=user)
    return _ideas(rows, "建议报完成，去验收", "show=doing", "{} 条等验收")


def _to_confirm(user: User, on: dt.date) -> list[Task]:
    """Benefits another claimed. One query."""
    claimed = SuggestionBenefit.objects.filter(state=BenefitState.CLAIMED).exclude(claimed_by=user)
    rows = Suggestion.objects.filter(pk__in=claimed.values("suggestion"))
    year = Suggestion.objects.judged_year(on=on)
    return _ideas(rows, "建议的效益等核定", f"year={year}&show=claimed", "{} 条等核定")


def _orders(rows: "QuerySet[Rectification]", title: str, show: str, state: str) -> list[Task]:
    many = rows.count()
    if not many:
        return []
    url = f"{reverse('rectification-list')}?show={show}"
    return [Task("clipboard2-check", title, url, state=state.format(many), weight=many)]


def _to_put_right(user: User, on: dt.date) -> list[Task]:
    """Orders he owes. One query, and one more when there are any."""
    owed = Rectification.objects.filter(owner=user, status=RectificationStatus.ISSUED)
    found = _orders(owed, "整改通知", "mine", "{} 张等您整改")
    if found and owed.filter(due_on__lt=on).exists():
        return [replace(found[0], kind="over")]
    return found


def _to_recheck(user: User, on: dt.date) -> list[Task]:
    """Orders of his inspections that were reported done, and sheets he has not signed. Two queries."""
    done = Rectification.objects.filter(
        status=RectificationStatus.DONE, finding__inspection__team__user=user
    ).exclude(owner=user)
    unsigned = Inspection.objects.filter(team__user=user, team__signed_at=None).count()
    found = _orders(done, "整改报改好，去复查", "open", "{} 张等复查")
    if unsigned:
        url, told = reverse("inspection-list"), f"{unsigned} 次没签字"
        found.append(Task("clipboard2-check", "监督检查", url, state=told, weight=unsigned))
    return found


VOICES: list[tuple[str, Callable[[User, dt.date], list[Task]]]] = [
    ("handle_reports", _reports),
    ("handle_reports", _boxes),
    ("handle_suggestions", _to_handle),
    ("score_suggestion", _to_score),
    ("accept_suggestion", _to_accept),
    ("confirm_benefit", _to_confirm),
    ("inspect", _to_recheck),
    ("use_office", _to_put_right),
]
