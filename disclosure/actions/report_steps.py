"""What the handlers 受理人 do with a report: only those who hold its key, each step written down."""

import datetime as dt

from django.db import connection, transaction

from disclosure.actions.handler_keys import key_in_use
from disclosure.actions.reports import handler_keys, say, share, step
from disclosure.models.reports import (
    NEXT,
    HandlerKey,
    Outcome,
    Report,
    ReportShare,
    ReportStatus,
    ReportStep,
    Secrecy,
    Side,
    StepKind,
)
from disclosure.report_case import Case, barred_from
from disclosure.report_clock import REOPEN_DAYS, answer_by, erase_on
from disclosure.report_keys import open_with
from disclosure.report_telling import CHOSEN, Chosen
from welfare.errors import Refused
from welfare.models import User

K = StepKind
ASKS = {
    K.DECLINED: "写明为什么不受理，举报人会看到。",
    K.GRADED: "写明为什么要从严保密。",
    K.NOTED: "写明查了什么、问了谁。",
    K.EXTENDED: "写明为什么要延期。",
    K.DECIDED: "写明查明的事实和依据。",
    K.ANSWERED: "写明给举报人的答复，他凭回执码看。",
}
NO_PAPER = "这件是从严保密的，不打印，只在这里看。"
TOLD = {  # what the reporter reads by his code
    K.REGISTERED: "已由监督小组两人登记。",
    K.ACCEPTED: "已受理，正在调查。",
    K.EXTENDED: "调查还没有完，答复时间延长一次。",
}


def _locked(report: Report, by: User) -> Report:
    """The row, held. Raises Refused for somebody who may not see it."""
    held = (
        Report.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=report.pk).first()
    )
    if held is None or not by.may_use("handle_reports"):
        raise Refused("这件举报不由您办。")
    return held


def case_for(report: Report, user: User, private: bytes) -> Case:
    """Open a report with the handler's own private half. Raises Refused when it is sealed to an old key."""
    one = ReportShare.objects.filter(report=report, handler=user, until__isnull=True).first()
    key = key_in_use(user)
    if one is None or key is None or one.key_id != key.pk:
        raise Refused("这件是封给您以前的受理密码的，请另一位受理人再加您一次。")
    return Case(report, open_with(private, one.sealed, bound_to=f"{report.place}:{one.key_id}"))


def steps_open(report: Report) -> list[StepKind]:
    """The steps that may come next."""
    return [kind for kind in CHOSEN if report.status in NEXT[kind][0]]


def others_on(report: Report, user: User) -> bool:
    """Whether anybody else handles it: then two are asked for where two belong."""
    rows = ReportShare.objects.filter(report=report, until__isnull=True)
    return rows.exclude(handler=user).exists()


def may_take(report: Report, kind: StepKind, user: User) -> str:
    """Why this person may not take the step now; empty when he may."""
    if report.status not in NEXT[kind][0]:
        return f"现在是「{report.get_status_display()}」，还不到这一步。"
    taken = report.steps.filter(by=user)
    if kind == K.REGISTERED and taken.filter(kind__in=(K.SENT, K.SEEN)).exists():
        return "您已经登记，要另一位受理人也看过。" if others_on(report, user) else ""
    last = report.steps.filter(kind__in=(K.DECIDED, K.DECLINED)).order_by("-turn").first()
    if (
        kind == K.ARCHIVED
        and last is not None
        and last.by_id == user.pk
        and others_on(report, user)
    ):
        return "结论是您写的，归档由另一位受理人办。"
    if kind == K.EXTENDED and report.steps.filter(kind=kind).exists():
        return "已经延期过一次，不能再延。"
    if kind == K.GRADED and report.secrecy == Secrecy.STRICT:
        return "已经是从严保密，不再往下降。"
    return ""


@transaction.atomic
def take_step(report: Report, chosen: Chosen, *, on: dt.date, by: User) -> ReportStep:
    """登记、受理、调查、结论、答复、归档. Raises Refused out of turn, for one where two belong,
    or without the words and the outcome a step asks for.
    """
    report, kind = _locked(report, by), chosen.kind
    if reason := may_take(report, kind, by):
        raise Refused(reason)
    if kind in ASKS and not chosen.words.strip():
        raise Refused(ASKS[kind])
    if kind == K.DECIDED and chosen.outcome not in Outcome.values:
        raise Refused("选一个结论：属实、部分属实、不属实，还是查不清。")
    if kind == K.ARCHIVED and report.answered_on is not None:
        _refuse_early(report.answered_on, on)
    if kind == K.REGISTERED and _is_first(report) and others_on(report, by):
        kind = K.SEEN
    return _taken(report, kind, chosen, on=on, by=by)


def _is_first(report: Report) -> bool:
    seen = report.steps.filter(kind__in=(K.SENT, K.SEEN), by__isnull=False)
    return not seen.exists()


def _refuse_early(answered_on: dt.date, on: dt.date) -> None:
    ends = answered_on + dt.timedelta(days=REOPEN_DAYS)
    if on <= ends:
        raise Refused(f"举报人到 {ends:%Y-%m-%d} 还可以要求复查，过了这天再归档。")


def _taken(report: Report, kind: StepKind, chosen: Chosen, *, on: dt.date, by: User) -> ReportStep:
    one = step(report, kind, chosen.words, on=on, by=by)
    if kind == K.DECIDED:
        report.outcome = chosen.outcome
    if kind in (K.ANSWERED, K.DECLINED):
        report.answered_on = on
    if kind == K.EXTENDED:
        report.answer_by = answer_by(report.answer_by)
    if kind == K.GRADED:
        report.secrecy = Secrecy.STRICT
    if kind == K.ARCHIVED:
        report.erase_on = erase_on(on)
    changed = ["status", "outcome", "answered_on", "answer_by", "erase_on", "secrecy"]
    report.save(update_fields=changed)
    told = chosen.words if kind in (K.ANSWERED, K.DECLINED) else TOLD.get(kind, "")
    if told:
        say(report, told, side=Side.HANDLER, on=on, by=by)
    return one


@transaction.atomic
def reply(report: Report, words: str, *, on: dt.date, by: User) -> None:
    """问举报人, read by the code alone. Raises Refused without words or when it is archived."""
    report = _locked(report, by)
    if not words.strip():
        raise Refused("写一句再发。")
    if report.status == ReportStatus.ARCHIVED:
        raise Refused("这件已经归档。")
    say(report, words, side=Side.HANDLER, on=on, by=by)


@transaction.atomic
def note_printing(report: Report, *, on: dt.date, by: User) -> ReportStep:
    """打印登记表 stands among the steps. Raises Refused for somebody who may not see the report, and
    for one that is kept strictly.
    """
    report = _locked(report, by)
    if report.secrecy == Secrecy.STRICT:
        raise Refused(NO_PAPER)
    return step(report, K.PRINTED, "", on=on, by=by)


def waiting_for(user: User, *, on: dt.date) -> tuple[int, int]:
    """How many of his own reports wait for an answer, and how many of them are late. Two queries."""
    mine = Report.objects.visible_to(user)
    return mine.open().count(), mine.overdue(on=on).count()


def addable(case: Case) -> list[HandlerKey]:
    """Handlers who could be let in: not named, not of the line, who did not step back, not there
    already; whoever lost his passphrase may be let in anew.
    """
    barred = barred_from(case)
    current = ReportShare.objects.filter(report=case.report, until__isnull=True)
    has = set(current.values_list("handler", "key"))
    return [
        key
        for key in handler_keys()
        if key.user_id not in barred and (key.user_id, key.pk) not in has
    ]


@transaction.atomic
def let_in(case: Case, key: HandlerKey, *, on: dt.date, by: User) -> ReportShare:
    """加人办理. Raises Refused for somebody named, of the line, or who stepped back, and for
    anybody new in one that is kept strictly.
    """
    report = _locked(case.report, by)
    if (
        report.secrecy == Secrecy.STRICT
        and not report.shares.filter(handler=key.user, until__isnull=True).exists()
    ):
        raise Refused("这件是从严保密的，不再加人。")
    if key.pk not in {one.pk for one in addable(case)}:
        raise Refused(f"{key.user}不能办这件：涉及本人、亲属或单位，或者已经回避、已经在办。")
    step(report, K.SHARED, f"加{key.user}办理", on=on, by=by)
    ReportShare.objects.filter(report=report, handler=key.user, until__isnull=True).update(until=on)
    return share(report, key, case.private, on=on)


@transaction.atomic
def step_back(report: Report, reason: str, *, on: dt.date, by: User) -> None:
    """回避: from now on he sees nothing of it. Raises Refused without why, or for the last one."""
    report = _locked(report, by)
    if not reason.strip():
        raise Refused("写明为什么回避。")
    if not others_on(report, by):
        raise Refused("只剩您一位受理人，先加一位再回避。")
    step(report, K.LEFT, reason, on=on, by=by)
    ReportShare.objects.filter(report=report, handler=by, until__isnull=True).update(until=on)


def erase_due(*, on: dt.date) -> int:
    """Delete what was archived long enough; a trace of each stays, without its content."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT disclosure_erase_reports(%s)", [on])
        erased: int = cursor.fetchone()[0]
    shuffle_rows()
    return erased


def shuffle_rows() -> None:
    """Lay the rows on the disk in the order of their random keys, for a dump tells how they lie."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT disclosure_shuffle_reports()")
