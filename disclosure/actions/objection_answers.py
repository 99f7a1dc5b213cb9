"""答复异议: one looks into it and writes the answer, another confirms it; only then it is given."""

import datetime as dt

from django.db import transaction

from disclosure.actions.objections import may_hear, may_read
from disclosure.models import NoticeObjection, ObjectionAnswer, ObjectionPaper
from mutualfund.actions.claim_holds import lift_for_answer
from staff.models import Result
from welfare import audit
from welfare.crypto import unseal_bytes
from welfare.errors import Refused
from welfare.models import User


def waiting_answer(objection: NoticeObjection) -> ObjectionAnswer | None:
    """The answer that waits for another hand."""
    rows = objection.answers.filter(judged_on__isnull=True)
    return rows.select_related("by").first()


def may_judge(user: User, answer: ObjectionAnswer) -> str:
    """Why this person may not confirm the answer; empty when he may."""
    if user.pk == answer.by_id:
        return "答复是您写的，由另一位没办过这件事的人确认。"
    return may_hear(user, answer.objection)


def _locked(objection: NoticeObjection) -> NoticeObjection:
    """The row, held. Raises Refused when it is answered, or heard in a hardship file."""
    rows = NoticeObjection.objects.select_for_update(of=("self",)).select_related("notice")
    objection = rows.get(pk=objection.pk)
    if objection.file_objection_id:
        raise Refused("这条异议在困难档案里核查，由指派的两个人在那里答复。")
    if objection.result:
        raise Refused("这条异议已经答复过。")
    return objection


@transaction.atomic
def propose_answer(
    objection: NoticeObjection, *, result: Result, answer: str, on: dt.date, by: User
) -> ObjectionAnswer:
    """核查答复, which waits for another to confirm it. Raises Refused when it is answered, while one
    waits, for a hand of the case, without an answer, and for one heard in a hardship file.
    """
    objection = _locked(objection)
    if reason := may_hear(by, objection):
        raise Refused(reason)
    if waiting_answer(objection):
        raise Refused("已有一份答复等另一个人确认。")
    if not answer.strip():
        raise Refused("写给提异议的人的答复。")
    told = ObjectionAnswer(objection=objection, result=result, by=by, on=on)
    told.answer = answer.strip()
    told.save(force_insert=True)
    audit.record("notice.objection_looked_into", objection.notice, by=by, result=result, on=on)
    return told


@transaction.atomic
def judge_answer(
    answer: ObjectionAnswer, *, agreed: bool, words: str, on: dt.date, by: User
) -> NoticeObjection:
    """确认, and the payment goes on, or, when it was founded, waits until the office has put it right;
    退回, and somebody looks again. Raises Refused for who wrote it, for a hand of the case, twice, and
    for sending it back without why.
    """
    objection = _locked(answer.objection)
    answer = objection.answers.select_for_update().get(pk=answer.pk)
    if answer.judged_on is not None:
        raise Refused("这份答复已经有人看过。")
    if reason := may_judge(by, answer):
        raise Refused(reason)
    if not agreed and not words.strip():
        raise Refused("退回要写原因：哪里还没查清。")
    answer.judged_by, answer.judged_on, answer.agreed = by, on, agreed
    answer.words = "" if agreed else words.strip()
    answer.save(update_fields=["judged_by", "judged_on", "agreed", "words"])
    if not agreed:
        audit.record("notice.objection_returned", objection.notice, by=by, on=on)
        return objection
    objection.result, objection.answer = answer.result, str(answer.answer)
    objection.answered_on, objection.answered_by = on, answer.by
    objection.save(update_fields=["result", "answer", "answered_on", "answered_by"])
    founded = answer.result == Result.FOUNDED
    lift_for_answer(objection.uid, founded=founded, on=on, by=by)
    audit.record("notice.objection_answered", objection.notice, by=by, result=answer.result, on=on)
    return objection


@transaction.atomic
def open_objection_paper(paper: ObjectionPaper, *, by: User) -> bytes:
    """The bytes of one, looked at on the record. Raises Refused for who may not read the case."""
    if reason := may_read(by, paper.objection):
        raise Refused(reason)
    audit.record("notice.objection_paper_opened", paper.objection.notice, by=by)
    return unseal_bytes(bytes(paper.content), bound_to=paper.sealed_at)
