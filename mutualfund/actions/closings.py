"""结账 and 反结账: asked for by one, confirmed by another; the database moves the wall."""

import datetime as dt

from django.db import DatabaseError, connection, transaction

from mutualfund.models import (
    Account,
    Closing,
    DraftVoucher,
    Fund,
    PeriodStep,
    Series,
    StepKind,
    Voucher,
)
from mutualfund.reconciliation import reconcile, why_unreconciled
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.one_line import one_line
from welfare.roles import Role

ONE = dt.timedelta(days=1)
# sqlstate of mutualfund_move_wall -> what to say
WORDS = {
    "GU002": "这个月已经结过账，刷新一下再看。",
    "GU003": "这件申请已经办过了。",
    "GU004": "这个月还有凭证没有记账，先办完再结账。",
    "GU005": "下一个月已经记了账，不能反结账；记错的用红字冲销更正。",
    "GU007": "银行对账没有做完，也没有写原因。先对账，或写明原因重新提出。",
    "GU006": "前一年还没有结完账，先结前一年。",
    "42501": "结账由会计提出、审核确认；反结账由主任委员和经审委员各办一步。",
}


def waiting_step(fund: Fund) -> PeriodStep | None:
    """The step that waits for its second person."""
    steps = PeriodStep.objects.filter(fund=fund, confirmed_by=None, is_dropped=False)
    return steps.select_related("asked_by").first()


def may_close(fund: Fund, *, through: dt.date, on: dt.date) -> str:
    """Why the books cannot be closed up to a day; empty when they can."""
    if through >= on:
        return f"{through:%Y 年 %m 月}还没有过完，下个月再结。"
    if (through + ONE).day != 1:
        return "结账结到一个月的最后一天。"
    series = Series.objects.filter(fund=fund, year=through.year).first()
    if series is None:
        return f"{through:%Y} 年还没有凭证，没有要结的账。"
    if through <= series.closed_through:
        return f"{through:%Y 年 %m 月}已经结过账。"
    if (open_year := _open_year_before(fund, through.year)) is not None:
        return f"{open_year} 年还没有结完账，先结到 {open_year} 年 12 月。"
    if waiting := DraftVoucher.objects.waiting().filter(fund=fund, date__lte=through).count():
        return f"{through:%Y 年 %m 月}还有 {waiting} 张凭证没有记账，先办完再结账。"
    return _already_waiting(fund)


def unreconciled(fund: Fund, *, through: dt.date) -> str:
    """What is still open between the bank and the books of a fund up to a day, or nothing."""
    return why_unreconciled(reconcile(Account.objects.of("bank", fund.key), on=through))


def _open_year_before(fund: Fund, year: int) -> int | None:
    """An earlier year with an open month; None when all are closed."""
    for series in Series.objects.filter(fund=fund, year__lt=year).order_by("year"):
        if series.closed_through < dt.date(series.year, 12, 31):
            return series.year
    return None


def _already_waiting(fund: Fund) -> str:
    if (step := waiting_step(fund)) is not None:
        return f"{step.get_kind_display()}已经提出，等第二个人确认。"
    return ""


def last_wall(fund: Fund) -> Series | None:
    """The newest year of which a month is closed."""
    for series in Series.objects.filter(fund=fund).order_by("-year"):
        if series.closed_through.year == series.year:
            return series
    return None


def may_reopen(fund: Fund) -> str:
    """Why the last closed month cannot be opened again; empty when it can (domain.md 9.7)."""
    series = last_wall(fund)
    if series is None:
        return "没有结过账的月份。"
    if Voucher.objects.filter(fund=fund, date__gt=series.closed_through).exists():
        return WORDS["GU005"]
    return _already_waiting(fund)


@transaction.atomic
def ask_closing(
    fund: Fund, *, through: dt.date, on: dt.date, by: User, reason: str = ""
) -> PeriodStep:
    """提出结账 up to the end of a month; what the bank left open needs a reason, signed with it.

    Raises Refused while drafts of it wait, when closed, or unreconciled without a reason.
    """
    fund = Fund.objects.locked(fund.key)
    if words := may_close(fund, through=through, on=on):
        raise Refused(words)
    reason = one_line(reason, "原因")[:200]
    if not reason and (open_still := unreconciled(fund, through=through)):
        raise Refused(
            f"{open_still}。先做完银行对账再结账；不等对账就结的，写明原因，审核人确认时一起签字。"
        )
    return _ask(fund, StepKind.CLOSE, through.year, through, reason, by)


@transaction.atomic
def ask_reopening(fund: Fund, *, reason: str, by: User) -> PeriodStep:
    """提出反结账 of the last closed month. Raises Refused without a reason or past an entry."""
    fund = Fund.objects.locked(fund.key)
    if not reason.strip():
        raise Refused("反结账要写原因。")
    if words := may_reopen(fund):
        raise Refused(words)
    series = last_wall(fund)
    assert series is not None  # noqa: S101 - may_reopen has looked
    through = series.closed_through.replace(day=1) - ONE
    return _ask(fund, StepKind.REOPEN, series.year, through, reason.strip()[:200], by)


def _ask(
    fund: Fund, kind: StepKind, year: int, through: dt.date, reason: str, by: User
) -> PeriodStep:
    step = PeriodStep.objects.create(
        fund=fund,
        kind=kind,
        year=year,
        through=through,
        reason=reason,
        asked_by=by,
        asked_at=clock.now(),
    )
    audit.record(f"books.{kind}_asked", fund, by=by, through=through, reason=reason)
    return step


def may_confirm(user: User, step: PeriodStep) -> str:
    """Why this person may not confirm the step; empty when he may."""
    if step.asked_by_id == user.pk:
        return "这一步是您提出的，要由另一个人确认。"
    if not step.is_waiting:
        return WORDS["GU003"]
    if step.kind == StepKind.CLOSE:
        return "" if user.has_role(Role.REVIEWER) else "结账由审核确认。"
    wanted = Role.AUDITOR if step.asked_by.has_role(Role.CHAIR) else Role.CHAIR
    return "" if user.has_role(wanted) else f"反结账还要{wanted.label}确认。"


@transaction.atomic
def confirm_step(step: PeriodStep, *, by: User) -> PeriodStep:
    """The second person confirms, the wall moves. Raises Refused for anyone else or too late."""
    step = PeriodStep.objects.select_related("asked_by", "fund").get(pk=step.pk)
    if words := may_confirm(by, step):
        raise Refused(words)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT mutualfund_move_wall(%s::bigint, %s::bigint, %s::timestamptz)",
                [step.pk, by.pk, clock.now()],
            )
    except DatabaseError as error:
        code = getattr(error.__cause__, "sqlstate", "")
        if code in WORDS:
            raise Refused(WORDS[code]) from error
        raise
    action = "books.closed" if step.kind == StepKind.CLOSE else "books.reopened"
    audit.record(action, step.fund, by=by, through=step.through, asked_by=step.asked_by.name)
    step.refresh_from_db()
    return step


@transaction.atomic
def drop_step(step: PeriodStep, *, by: User) -> None:
    """不办了. Raises Refused once it is confirmed or dropped."""
    found = PeriodStep.objects.filter(pk=step.pk, confirmed_by=None, is_dropped=False)
    if not found.update(is_dropped=True):
        raise Refused(WORDS["GU003"])
    audit.record("books.step_dropped", step.fund, by=by, kind=step.kind, through=step.through)


def history(fund: Fund) -> "list[Closing]":
    """The last moves of the wall, newest first."""
    rows = Closing.objects.filter(fund=fund).select_related("asked_by", "by")
    return list(rows.order_by("-pk")[:12])
