"""Corrections 更正申请: a worker asks for one in his own file, the office answers it once."""

import datetime as dt

from django.db import transaction

from staff.actions.matters import answer_day
from staff.models import Correction, CorrectionStatus, DataItem, Worker
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


@transaction.atomic
def ask_correction(
    worker: Worker, *, item: DataItem, wanted: str, on: dt.date, by: User
) -> Correction:
    """申请更正: what stands wrongly and what it should be, by the worker himself.

    Raises Refused for another's file, without words, or while the same item waits for an answer.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if worker.user_id != by.pk:
        raise Refused("只能申请更正自己的资料。")
    if not wanted.strip():
        raise Refused("写明应该是什么，工会才好核对。")
    if Correction.objects.open().filter(worker=worker, item=item).exists():
        raise Refused(f"「{item.label}」已经申请更正，等工会答复，不用再交。")
    asked = Correction.objects.create(
        worker=worker, item=item, wanted=wanted.strip(), asked_on=on, due_on=answer_day(on)
    )
    audit.record("correction.asked", asked, by=by, item=item.value, due_on=asked.due_on)
    return asked


@transaction.atomic
def answer_correction(
    correction: Correction, *, is_corrected: bool, answer: str, on: dt.date, by: User
) -> Correction:
    """答复: put right, or why not; the worker reads the words. Once.

    Raises Refused without words, for one's own file, or when it was answered before.
    """
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    if correction.worker.user_id == by.pk:
        raise Refused("自己的资料要由别人核对、答复。")
    if correction.status != CorrectionStatus.ASKED:
        raise Refused(f"这件已经答复过：{correction.get_status_display()}。")
    if not answer.strip():
        raise Refused("写一句答复，职工会看到。")
    status = CorrectionStatus.CORRECTED if is_corrected else CorrectionStatus.DECLINED
    correction.status, correction.answer = status, answer.strip()
    correction.answered_on, correction.answered_by = on, by
    correction.save(update_fields=["status", "answer", "answered_on", "answered_by"])
    audit.record("correction.answered", correction, by=by, status=status.value)
    return correction
