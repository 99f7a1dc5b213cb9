"""What a reporter does 举报: sends, reads by his code, adds, asks again. Nothing is kept of who he is.

No line of the audit trail is written here: its times would tell when a report came. The steps of
the report are its own trail, by days.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max

from disclosure.models.box_openings import BoxOpening, OpeningStatus
from disclosure.models.reports import (
    NEXT,
    Channel,
    HandlerKey,
    Report,
    ReportFile,
    ReportMessage,
    ReportShare,
    ReportStatus,
    ReportStep,
    Secrecy,
    Side,
    StepKind,
)
from disclosure.report_case import Case, barred_from
from disclosure.report_clock import REOPEN_DAYS, answer_by, register_by
from disclosure.report_keys import (
    Pair,
    Slow,
    lock,
    new_code,
    new_pair,
    plain_code,
    seal_to,
    slow,
    unlock,
)
from disclosure.report_line import line_of
from disclosure.report_telling import MOST_FILES, Telling
from welfare.crypto import Damaged
from welfare.errors import Refused
from welfare.models import User
from welfare.serials import take_turn
from welfare.uploads import clean_all

NO_HANDLER = (
    "您反映的事涉及能受理的每一个人，这里没有别人能看。请向上级纪检部门反映，什么都没有存下。"
)
NO_OTHER = (
    "您现在写到的人，就是正在办这件的人，没有别人能接着办。请向上级纪检部门反映，这一段没有存下。"
)
NO_NEWCOMER = (
    "您现在写到的人，就是正在办这件的人；这件从严保密，不再给别的受理人看。"
    "请向上级纪检部门反映，这一段没有存下。"
)
NOT_OPEN = "网上举报还没有开通。请打举报电话，或者把信投进举报箱。"


def handler_keys() -> list[HandlerKey]:
    """The keys of those who may receive reports today."""
    rows = HandlerKey.objects.filter(ended_on__isnull=True, user__is_active=True)
    return [key for key in rows.select_related("user") if key.user.may_use("handle_reports")]


def _receivers(telling: Telling) -> list[HandlerKey]:
    """Everyone who handles and is not barred. Raises Refused when nobody is left."""
    keys = handler_keys()
    if not keys:
        raise Refused(NOT_OPEN)
    barred = line_of(telling.subjects, telling.words, telling.branch)
    free = [key for key in keys if key.user_id not in barred]
    if not free:
        raise Refused(NO_HANDLER)
    return free


@transaction.atomic
def send_report(
    telling: Telling,
    *,
    channel: Channel = Channel.ONLINE,
    opening: BoxOpening | None = None,
    on: dt.date,
    by: User | None = None,
) -> tuple[Report, str]:
    """收下一件举报, online by nobody, from the box or the telephone by a handler; returns the code.
    The same form sent twice 连按两下 is one report with one code.

    Raises Refused without words, without anybody who may read it, for a paper that is not clean,
    for a handler who enters what is about himself, for a paper of a box without an opening both
    confirmed that has one left, and for who did not open it while one who did may enter it.
    """
    if not telling.words.strip():
        raise Refused("写明什么事、什么时候、在哪里，能写多少写多少。")
    code = telling.code()
    known = slow(code)
    take_turn(f"report:{known.index.hex()}")  # whoever watches the database reads what is locked
    if telling.token and (case := _case_at(known)) is not None:
        return case.report, code
    keys = _receivers(telling)
    free = {key.user_id for key in keys}
    if by is not None and by.pk not in free:
        raise Refused("这件事涉及您本人、亲属或者您的单位，请交给监督小组别的人登记。")
    opening = _opened(opening, free, by) if channel == Channel.BOX else None
    pair = new_pair()
    report, code = _with_code(_draft(telling, channel, opening, pair, on), pair, code, known)
    for key in keys:
        share(report, key, pair.private, on=on)
    say(report, telling.words, side=Side.REPORTER, files=telling.files, on=on)
    step(report, StepKind.SENT, "", on=on, by=by)
    return report, code


def _opened(opening: BoxOpening | None, free: set[int], by: User | None) -> BoxOpening:
    """The opening a paper lay in, held. Raises Refused without one, unconfirmed or all entered, and for
    who did not open it while one of the two is free to enter it: all else would tell him how many are left.
    """
    if opening is None:
        raise Refused("举报箱里的信先登记开箱，再选「哪次开箱」。")
    held = BoxOpening.objects.select_for_update(of=("self",)).select_related("board")
    opening = held.get(pk=opening.pk)
    openers = {opening.opened_by_id, opening.opened_with_id}
    if opening.status != OpeningStatus.CONFIRMED:
        raise Refused("这次开箱还没有两个人都确认，先请一起开箱的那一位确认。")
    is_opener = by is not None and by.pk in openers
    if not is_opener and (openers & free or not opening.left):
        raise Refused("这次开箱的信由开箱的两位登记，请交给他们当中信里没写到的一位。")
    if not opening.left:
        raise Refused("这次开箱清点的信都登记完了。份数不对的，两个人一起再查。")
    return opening


def _draft(
    telling: Telling, channel: Channel, opening: BoxOpening | None, pair: Pair, on: dt.date
) -> Report:
    came = opening.opened_on if opening else on  # the clocks run from the day the box was opened
    report = Report(
        channel=channel,
        category=telling.category,
        is_named=bool(telling.name.strip()),
        board=opening.board if opening else None,
        opening=opening,
        received_on=came,
        register_by=register_by(came),
        answer_by=answer_by(came),
        status=ReportStatus.RECEIVED,
        public=pair.public,
    )
    report.told = seal_to(pair.public, telling.inside(), bound_to=report.place)
    return report


def _with_code(report: Report, pair: Pair, code: str, known: Slow) -> tuple[Report, str]:
    """Save it under a code nobody has: two of 10^16 are hardly ever the same, then another is drawn."""
    while True:
        report.receipt = known.index
        report.by_receipt = lock(known.key, pair.private, bound_to=report.place)
        try:
            with transaction.atomic():
                report.save(force_insert=True)
        except IntegrityError:
            code = new_code()
            known = slow(code)
            continue
        return report, code


def share(report: Report, key: HandlerKey, private: bytes, *, on: dt.date) -> ReportShare:
    """Give a handler the report's private half, sealed to his key."""
    sealed = seal_to(bytes(key.public), private, bound_to=f"{report.place}:{key.pk}")
    return ReportShare.objects.create(
        report=report, handler=key.user, key=key, sealed=sealed, since=on
    )


def say(
    report: Report,
    words: str,
    *,
    side: Side,
    files: Sequence[tuple[str, bytes]] = (),
    on: dt.date,
    by: User | None = None,
) -> ReportMessage:
    """Add a turn to the talk. Raises Refused for papers that are too many or not clean."""
    if len(files) > MOST_FILES:
        raise Refused(f"一次最多 {MOST_FILES} 个附件，别的下次再补。")
    cleaned = clean_all([(f"第 {n} 个附件", content) for n, (_, content) in enumerate(files, 1)])
    last = report.messages.aggregate(last=Max("turn"))["last"] or 0
    message = ReportMessage(report=report, turn=last + 1, side=side, by=by, on=on)
    message.words = seal_to(
        bytes(report.public), words.strip().encode(), bound_to=f"{report.place}:{message.pk}"
    )
    message.save(force_insert=True)
    for place, paper in enumerate(cleaned, start=1):
        kept = ReportFile(message=message, place=place, file_type=paper.file_type)
        kept.content = seal_to(
            bytes(report.public), paper.content, bound_to=f"{report.place}:{kept.pk}"
        )
        kept.save(force_insert=True)
    return message


def step(report: Report, kind: StepKind, words: str, *, on: dt.date, by: User | None) -> ReportStep:
    """Write the step and move the report where it leads; the database compares the two.

    Raises Refused when it is not its turn.
    """
    allowed, to = NEXT.get(kind, (set(ReportStatus), None))
    if kind != StepKind.SENT and report.status not in allowed:
        raise Refused(f"{report.number} 是「{report.get_status_display()}」，这一步现在不能办。")
    report.status = to or report.status
    last = report.steps.aggregate(last=Max("turn"))["last"] or 0
    one = ReportStep(report=report, turn=last + 1, kind=kind, status=report.status, by=by, on=on)
    if words.strip():
        one.words = seal_to(
            bytes(report.public), words.strip().encode(), bound_to=f"{report.place}:{one.pk}"
        )
    one.save(force_insert=True)
    return one


def case_of(code: str) -> Case | None:
    """The case a receipt code opens; None for any other words. One slow hash, one query."""
    return _case_at(slow(plain_code(code) or "0"))


def _case_at(known: Slow) -> Case | None:
    report = Report.objects.filter(receipt=known.index).first()
    if report is None:
        return None
    try:
        private = unlock(known.key, report.by_receipt, bound_to=report.place)
    except Damaged:
        return None
    return Case(report, private)


def _shut_out(case: Case, words: str, *, on: dt.date) -> None:
    """Whoever the new words name, or belongs to his line, holds the report no longer; when that is
    everybody, it goes to those who are free. Each is a step, which he who is out does not see.

    Raises Refused when there is nobody, or nobody but newcomers to one that is kept strictly.
    """
    report, barred = case.report, barred_from(case, words)
    held = ReportShare.objects.filter(report=report, until__isnull=True).select_related("handler")
    out = [one for one in held if one.handler_id in barred]
    if len(out) == len(held):
        _pass_on(case, barred, on=on)
    if out:
        step(report, StepKind.SHUT, _named(one.handler for one in out), on=on, by=None)
        held.filter(handler__in=barred).update(until=on)


def _pass_on(case: Case, barred: set[int], *, on: dt.date) -> None:
    """Give it to everyone who is free. Raises Refused for nobody, and for one kept strictly."""
    free = [key for key in handler_keys() if key.user_id not in barred]
    if not free:
        raise Refused(NO_OTHER)
    if case.report.secrecy == Secrecy.STRICT:
        raise Refused(NO_NEWCOMER)
    step(case.report, StepKind.PASSED, _named(key.user for key in free), on=on, by=None)
    for key in free:
        share(case.report, key, case.private, on=on)


def _named(people: Iterable[User]) -> str:
    return "、".join(user.name for user in people)


@transaction.atomic
def add_words(
    case: Case, words: str, *, files: Sequence[tuple[str, bytes]] = (), on: dt.date
) -> ReportMessage:
    """补充, by the code alone; whoever is named now sees nothing of it.

    Raises Refused without words and papers, when it is archived, or when nobody else could read it.
    """
    report = Report.objects.select_for_update().get(pk=case.report.pk)
    if report.status == ReportStatus.ARCHIVED:
        raise Refused("这件已经归档，不能再补。有新的情况请另外举报。")
    if not words.strip() and not files:
        raise Refused("写一句，或者选一个附件。")
    _shut_out(Case(report, case.private), words, on=on)
    return say(report, words, side=Side.REPORTER, files=files, on=on)


@transaction.atomic
def rate_report(report: Report, *, satisfied: bool, on: dt.date) -> Report:
    """满意 or 不满意 with the answer, by the code alone. Raises Refused before it and the second time."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.satisfied is not None:
        raise Refused("这次答复您已经评价过。")
    step(report, StepKind.RATED, "", on=on, by=None)
    report.satisfied = satisfied
    report.save(update_fields=["satisfied"])
    return report


@transaction.atomic
def reopen_report(case: Case, words: str, *, on: dt.date) -> Report:
    """要求复查; whoever is named now sees nothing of it.

    Raises Refused without why, out of turn, too long after the answer, or when nobody else could.
    """
    report = Report.objects.select_for_update().get(pk=case.report.pk)
    if not words.strip():
        raise Refused("写明哪里没查清，才好复查。")
    last = report.answered_on
    if last is not None and on > last + dt.timedelta(days=REOPEN_DAYS):
        raise Refused(f"答复已经过了 {REOPEN_DAYS} 天，不能再要求复查。有新的情况请另外举报。")
    _shut_out(Case(report, case.private), words, on=on)
    step(report, StepKind.REOPENED, "", on=on, by=None)
    say(report, words, side=Side.REPORTER, on=on)
    report.answer_by, report.satisfied = answer_by(on), None  # the next answer is rated anew
    report.save(update_fields=["status", "answer_by", "satisfied"])
    return report
