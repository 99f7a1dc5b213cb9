"""Full exports 完整导出: asked with a reason, decided by another person, taken once, in time."""

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

from django.db import transaction

from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import ExportRequest, ExportStatus, User

OPEN_HOURS = 24  # a parameter shipped as 示例
MASKED, ASKED, DECIDED, TAKEN = "list.exported", "export.asked", "export.decided", "export.taken"


def digest_of(content: bytes) -> str:
    """The fingerprint by which a copy is known again."""
    return hashlib.sha256(content).hexdigest()


@transaction.atomic
def record_masked(*, by: User, **facts: Any) -> None:
    """Write down who took which masked list out."""
    audit.record(MASKED, by, by=by, full=False, **facts)


@transaction.atomic
def ask_export(
    *,
    shape: str,
    title: str,
    query: dict[str, str],
    filter_words: str,
    form: str,
    row_ids: list[int],
    reason: str,
    by: User,
) -> ExportRequest:
    """申请完整导出 of these rows. Raises Refused without a reason, without rows, or when the same
    one waits.
    """
    if not reason.strip():
        raise Refused("写明用途：为什么要完整号码。")
    if not row_ids:
        raise Refused("这个筛选下一行也没有，不用导出。")
    User.objects.select_for_update().get(pk=by.pk)
    same = ExportRequest.objects.waiting().filter(asked_by=by, shape=shape, query=query, form=form)
    if same.exists():
        raise Refused("同样的申请已经在等批准，不用再交一次。")
    request = ExportRequest.objects.create(
        shape=shape, title=title, query=query, filter_words=filter_words[:300], form=form,
        rows=len(row_ids), row_ids=row_ids, reason=reason.strip(),
        status=ExportStatus.ASKED, asked_by=by, asked_at=clock.now(),
    )  # fmt: skip
    audit.record(
        ASKED, request, by=by, shape=shape, query=query, form=form, rows=request.rows, reason=reason
    )
    return request


def may_decide(user: User, request: ExportRequest) -> str:
    """Why this user may not decide it, or ""."""
    if request.status != ExportStatus.ASKED:
        return f"这份申请{request.get_status_display()}，不用再批。"
    if request.asked_by_id == user.pk:
        return "自己的申请要由另一个人批。"
    return "" if user.may_use("approve_export") else "要有「批准导出完整号码」的权限。"


@transaction.atomic
def decide_export(
    request: ExportRequest, *, approve: bool, words: str = "", by: User
) -> ExportRequest:
    """批准 or 不批. Raises Refused for the asker himself, a second time, or a bare refusal."""
    request = ExportRequest.objects.select_for_update().get(pk=request.pk)
    if reason := may_decide(by, request):
        raise Refused(reason)
    if not approve and not words.strip():
        raise Refused("不批要写一句为什么，申请人看得到。")
    request.status = ExportStatus.APPROVED if approve else ExportStatus.REFUSED
    request.decided_by, request.decided_at, request.words = by, clock.now(), words.strip()
    if approve:
        request.expires_at = request.decided_at + dt.timedelta(hours=OPEN_HOURS)
    request.save()
    audit.record(DECIDED, request, by=by, approved=approve, words=request.words)
    return request


def may_take(user: User, request: ExportRequest, *, at: dt.datetime) -> str:
    """Why this user may not take it at a moment, or ""."""
    if request.asked_by_id != user.pk:
        return "只有申请人自己能取。"
    if request.status == ExportStatus.TAKEN:
        return "已经取走过一次，要再取请重新申请。"
    if request.status != ExportStatus.APPROVED:
        return f"这份申请{request.get_status_display()}，还不能取。"
    return "" if request.is_open(at=at) else f"批准已过 {OPEN_HOURS} 小时，要取请重新申请。"


@transaction.atomic
def take_export(
    request: ExportRequest, make: Callable[[list[int]], tuple[bytes, int]], *, by: User
) -> bytes:
    """The file, once. `make` is told which rows were asked for, and says how many it wrote.

    Raises Refused before approval, a second time, after its hours, or when none of its rows is
    on the list any more.
    """
    request = ExportRequest.objects.select_for_update().get(pk=request.pk)
    at = clock.now()
    if reason := may_take(by, request, at=at):
        raise Refused(reason)
    content, rows = make(request.row_ids)
    if not rows:
        raise Refused("申请时的那些行，现在一行也不在这份名单里了，请重新申请。")
    request.status, request.taken_at = ExportStatus.TAKEN, at
    request.digest = digest_of(content)
    request.save()
    audit.record(
        TAKEN, request, by=by, full=True, shape=request.shape, query=request.query,
        rows=rows, reason=request.reason, digest=request.digest,
    )  # fmt: skip
    return content
