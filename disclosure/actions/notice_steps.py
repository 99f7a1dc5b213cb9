"""After the notice 反馈, 整改, 监督, 归档: each step with its signer, the last closes the case."""

import datetime as dt

from django.db import transaction

from disclosure.actions.notice_walk import walk
from disclosure.actions.notices import draw, next_notice_number
from disclosure.masking import topic_of
from disclosure.models import Notice, NoticeAct, NoticeStatus, NoticeStep, StepPaper
from disclosure.models.notices import SHOWN
from disclosure.notice_steps import Telling, may_take
from disclosure.scan import refuse_leaks
from disclosure.sources import CERTIFICATION, TOPIC_OF, table_of
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.uploads import clean, keep


@transaction.atomic
def take_notice_step(
    notice: Notice, act: NoticeAct, told: Telling, *, on: dt.date, by: User
) -> Notice:
    """办一步 after the release, as FOLLOWS has them.

    Raises Refused for the wrong hand or out of turn, without words, for a rectification without
    owner and day, or done without its proof, and for numbers of persons in words or file names.
    """
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if reason := may_take(by, notice, act, on=on):
        raise Refused(reason)
    _refuse_untold(act, told, on=on)
    step = walk(notice, act, words=told.words, owner=told.owner, due_on=told.due_on, on=on, by=by)
    _keep_papers(step, told)
    if act == NoticeAct.ARCHIVED:
        _archive(notice, on=on)
    audit.record(f"notice.{act.value}", notice, by=by, on=on)
    return notice


def _refuse_untold(act: NoticeAct, told: Telling, *, on: dt.date) -> None:
    if not told.words.strip():
        raise Refused("写一句这一步办了什么、结果怎样。")
    names = {f"附件名「{name}」": name for name, _ in told.papers}
    refuse_leaks({"说明": told.words, "责任人": told.owner} | names)
    if act == NoticeAct.ORDERED and (not told.owner.strip() or told.due_on is None):
        raise Refused("整改要写责任人和期限。")
    if told.due_on is not None and told.due_on < on:
        raise Refused("整改期限要在今天以后。")
    if act == NoticeAct.RECTIFIED and not told.papers:
        raise Refused("整改完成要传凭据：照片或 PDF。")


def _keep_papers(step: NoticeStep, told: Telling) -> None:
    for name, content in told.papers:
        file = clean(content, name=name)
        if StepPaper.objects.filter(sha256=file.sha256).exists():
            raise Refused(f"「{name}」已经传过，不能再当一次凭据。")
        StepPaper.objects.create(
            step=step, uid=keep(file, folder=StepPaper.folder), file_type=file.file_type,
            size=len(file.content), sha256=file.sha256, stored_sha256=file.stored_sha256,
            at=clock.now(),
        )  # fmt: skip


def _archive(notice: Notice, *, on: dt.date) -> None:
    """归档: the number, and how long it is kept by the catalogue."""
    years = topic_of(TOPIC_OF[notice.source.partition(":")[0]]).retention_years
    notice.archive_no = next_notice_number(f"GD-{on.year}-", "archive_no")
    notice.kept_until = dt.date(on.year + years, 12, 31)
    notice.status = NoticeStatus.ARCHIVED
    notice.save(update_fields=["archive_no", "kept_until", "status"])


def may_correct(notice: Notice) -> str:
    """Why no correction is drafted; empty when one may be."""
    if notice.status not in SHOWN:
        return "还没有公开，退回拟稿人改就行，不用更正。"
    if notice.status == NoticeStatus.ARCHIVED:
        return "已经归档，不再更正。"
    if notice.source.startswith(f"{CERTIFICATION}:"):
        return "困难认定的公示不更正：提不同意见，核查成立就撤下，重新调查以后再公示。"
    if Notice.objects.filter(replaces=notice).exists():
        return "这一版已经有人拟了更正。"
    return ""


@transaction.atomic
def draft_correction(notice: Notice, *, reason: str, on: dt.date, by: User) -> Notice:
    """更正: the next version, drawn anew; the old one stays and says what it was replaced by.

    Raises Refused without a reason, for what is not public, and for a version already corrected.
    """
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if words := may_correct(notice):
        raise Refused(words)
    if not reason.strip():
        raise Refused("更正要写原因，公示页上看得到。")
    refuse_leaks({"更正原因": reason})
    newer = Notice(
        number=next_notice_number(f"GS-{on.year}-"), source=notice.source, editor=by, drafted_on=on,
        version=notice.version + 1, replaces=notice, correction=reason.strip(), note=notice.note,
    )  # fmt: skip
    draw(newer, table_of(notice.source))
    newer.save()
    walk(newer, NoticeAct.DRAFTED, words=f"更正 {notice.number}：{reason}", on=on, by=by)
    audit.record("notice.correction_drafted", newer, by=by, of=notice.number)
    return newer
