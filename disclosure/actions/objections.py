"""Objections 异议: anyone objects to a running notice, another than its hands answers in the same case."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from disclosure.models import Ground, Notice, NoticeObjection, ObjectionPaper
from disclosure.objection_saying import MOST_FILES, Saying
from disclosure.report_keys import new_code, plain_code
from disclosure.sources import CERTIFICATION
from mutualfund.actions.claim_holds import hold_for_objection
from mutualfund.duties import actors_of, ties_of
from mutualfund.models import Claim, NoticeHold
from staff.actions.objections import ask_handlers, receive_objection
from staff.models import Certification, Objection, Source
from welfare import audit
from welfare.crypto import keyed_digest, seal_bytes
from welfare.days import ONE, last_working_day
from welfare.errors import Refused
from welfare.models import User
from welfare.uploads import clean_all

ANSWER_DAYS = 10  # working days (domain.md 15)


def _digest(code: str) -> bytes:
    return keyed_digest("objection.receipt", code)


@transaction.atomic
def object_to_notice(notice: Notice, saying: Saying, *, on: dt.date) -> tuple[NoticeObjection, str]:
    """提异议: the payment it is about waits from now on. Returns it with the receipt code.

    The code is nowhere else. Raises Refused outside the period, without words, for a row that is
    not there, and for papers that are too many or not clean.
    """
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if not notice.shows_names(on=on):
        raise Refused("公示期已过。现在发现的问题，请用监督举报，一样会查。")
    if not saying.words.strip():
        raise Refused("写一两句您知道的情况。")
    if not 0 <= saying.row <= len(notice.rows):
        raise Refused("名单上没有这一行，从名单里重选。")
    code = new_code()
    objection = NoticeObjection(
        notice=notice, row=saying.row, grounds=[Ground(one).value for one in saying.grounds],
        words=saying.words.strip(), who=saying.who.strip(), contact=saying.contact.strip(),
        receipt=_digest(code), raised_on=on, due_on=last_working_day(on + ONE, ANSWER_DAYS),
    )  # fmt: skip
    if notice.source.startswith(f"{CERTIFICATION}:"):
        objection.file_objection = _into_file(notice, objection, on=on)
        objection.due_on = objection.file_objection.due_on
    objection.save()
    _keep_papers(objection, saying.files)
    for claim in claims_of(objection):
        hold_for_objection(claim, key=objection.uid, on=on)
    audit.record("notice.objected", notice, by=None, on=on)
    return objection, code


def _keep_papers(objection: NoticeObjection, files: Sequence[tuple[str, bytes]]) -> None:
    """What was sent along, without its name and what hides in it; sealed, never a file on the disk."""
    if len(files) > MOST_FILES:
        raise Refused(f"一次最多 {MOST_FILES} 个附件，挑要紧的传。")
    named = [(f"第 {n} 个附件", content) for n, (_, content) in enumerate(files, start=1)]
    for place, file in enumerate(clean_all(named), start=1):
        paper = ObjectionPaper(objection=objection, place=place, file_type=file.file_type)
        paper.content = seal_bytes(file.content, bound_to=paper.sealed_at)
        paper.save(force_insert=True)


def _into_file(notice: Notice, objection: NoticeObjection, *, on: dt.date) -> Objection:
    run = Certification.objects.get(pk=int(notice.source.split(":")[1]))
    told = "，".join(filter(None, (objection.grounds_words, str(objection.words))))
    who = "，".join(filter(None, (str(objection.who), str(objection.contact))))
    return receive_objection(run, words=told, source=Source.ONLINE, who=who, on=on, by=None)


def claims_of(objection: NoticeObjection) -> list[Claim]:
    """The claims whose payment it stops: that of its row, or all of the list."""
    keys = objection.notice.claims
    if objection.row and len(keys) == len(objection.notice.rows):
        keys = keys[objection.row - 1 : objection.row]
    return list(Claim.objects.filter(pk__in=keys).select_related("member").order_by("pk"))


def objection_of(typed: str) -> NoticeObjection | None:
    """The objection a receipt code opens."""
    code = plain_code(typed)
    rows = NoticeObjection.objects.select_related("notice", "file_objection")
    return rows.filter(receipt=_digest(code)).first() if code else None


def may_hear(user: User, objection: NoticeObjection) -> str:
    """Why this person may not look into the objection; empty when he may.

    Who drafted or released the notice does not, nor who received, investigated, voted on or signed
    a claim it is about, nor the applicant and his family.
    """
    notice = objection.notice
    if user.pk == notice.editor_id:
        return "这件公示是您拟的，异议要由别人核查。"
    if user.pk == notice.releaser_id:
        return "这件公示是您放行的，异议要由别人核查。"
    claims = claims_of(objection)
    ties, acted = ties_of([user.pk], claims), actors_of(claims)
    for claim in claims:
        if bond := ties.family(user.pk, claim):
            return f"您是{bond}，异议要由别人核查。"
        steps = [step.label for step, people in acted[claim.pk].items() if user.pk in people]
        if steps:
            return f"这一笔您办过{'、'.join(steps)}，异议要由别人核查。"
    return ""


def is_asked(user: User, objection: NoticeObjection) -> bool:
    """Whether he is one of the two who look into it in the hardship file."""
    heard = objection.file_objection
    return heard is not None and heard.handlers.filter(pk=user.pk).exists()


def may_read(user: User, objection: NoticeObjection) -> str:
    """Why this person may not read it and see its photographs; empty when he may."""
    if is_asked(user, objection):
        return ""
    if not user.may_use("hear_objections"):
        return "这条异议由核查它的人看。"
    return may_hear(user, objection)


@transaction.atomic
def ask_for_file(
    objection: NoticeObjection, *, handlers: Sequence[User], on: dt.date, by: User
) -> None:
    """请人核查 one against a hardship file. Raises Refused as the file does, and for any other."""
    if objection.file_objection is None:
        raise Refused("这条异议不是对困难档案的，直接核查答复。")
    ask_handlers(objection.file_objection, handlers=handlers, on=on, by=by)


def is_held(objection: NoticeObjection) -> bool:
    """Whether a payment waits for its answer."""
    return NoticeHold.objects.open().filter(key=objection.uid).exists()
