"""Collections 收款批次: files of dues looked at and written, and posting what the cashier received."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from mutualfund.actions.batches import post_batch
from mutualfund.actions.dues import Due, receive_dues
from mutualfund.actions.income import tie_rows
from mutualfund.actions.vouchers import may_review
from mutualfund.dues_sheet import read_dues_file
from mutualfund.income_desk import may_post_file, may_review_file, of_collection, waiting_in
from mutualfund.models import (
    Collection,
    CollectionKind,
    CollectionStatus,
    DraftStatus,
    DraftVoucher,
    DueKind,
    DuePayer,
    ReceiptMethod,
    Voucher,
)
from mutualfund.voucher_papers import without_paper
from staff.models import Worker
from welfare import audit, clock
from welfare.errors import Refused, RefusedAt
from welfare.models import User
from welfare.money import yuan
from welfare.serials import take_turn


@transaction.atomic
def post_income(
    drafts: Iterable[DraftVoucher], *, on: dt.date, cashier: User, by: User | None = None
) -> list[Voucher]:
    """Post reviewed drafts of money that came in, and tie each row to its voucher.

    The cashier says that the money is there; `by` stands as 记账, without it the maker of each.
    All or nothing. Raises Refused as post_voucher does.
    """
    drafts = list(drafts)
    vouchers = post_batch(drafts, on=on, by=by, cashier=cashier, clicked_by=by or cashier)
    for kind in {draft.source.split(":")[0] for draft in drafts}:
        tie_rows(kind, [draft.pk for draft in drafts])
    return vouchers


@transaction.atomic
def review_income(drafts: Iterable[DraftVoucher], *, on: dt.date, by: User) -> None:
    """审核 many vouchers of money that came in. All or nothing; raises Refused as review_voucher does."""
    rows = DraftVoucher.objects.select_for_update().filter(pk__in=[draft.pk for draft in drafts])
    waiting = list(rows.order_by("pk"))
    for draft in waiting:
        if reason := may_review(by, draft):
            raise Refused(f"「{draft.summary}」：{reason}一张也没有审核。")
    missing = without_paper(waiting)
    for draft in waiting:
        if draft.pk in missing:
            raise Refused(f"「{draft.summary}」：{missing[draft.pk]}一张也没有审核。")
    rows.update(reviewer=by, status=DraftStatus.REVIEWED)
    audit.record_many("voucher.reviewed", ((draft, {"on": on}) for draft in waiting), by=by)


def _written(collection: Collection) -> Collection:
    """The file, locked, so that two hands on its button come one after the other."""
    return Collection.objects.select_for_update().get(pk=collection.pk)


@transaction.atomic
def review_collection(collection: Collection, *, on: dt.date, by: User) -> int:
    """审核 every voucher of a file that waits, all or none; how many. Raises Refused for the maker."""
    kept = _written(collection)
    if reason := may_review_file(by, kept):
        raise Refused(reason)
    rows = list(of_collection(waiting_in(DraftStatus.DRAFT), kept))
    review_income(rows, on=on, by=by)
    audit.record("collection.reviewed", kept, by=by, vouchers=len(rows))
    return len(rows)


@transaction.atomic
def post_collection(collection: Collection, *, on: dt.date, cashier: User) -> list[Voucher]:
    """确认到账 of a whole file: every reviewed voucher is posted, all or none.

    Raises Refused while one waits for its reviewer, for who made or reviewed one, or as post_batch.
    """
    kept = _written(collection)
    if reason := may_post_file(cashier, kept):
        raise Refused(reason)
    rows = of_collection(waiting_in(DraftStatus.REVIEWED), kept).order_by("date", "pk")
    vouchers = post_income(rows, on=on, cashier=cashier)
    audit.record("collection.posted", kept, by=cashier, vouchers=len(vouchers))
    return vouchers


@transaction.atomic
def receive_file(
    source: UploadedFile, *, kind: CollectionKind, unit: str, on: dt.date, by: User
) -> Collection:
    """Read a file of dues and keep what it says for the preview; nothing of it is written yet.

    A file that waits already is found again. Raises Refused for one that was written before, or
    that cannot be read.
    """
    digest = hashlib.sha256(b"".join(source.chunks())).hexdigest()
    source.seek(0)
    take_turn(f"collection.{digest}")
    same = Collection.objects.filter(digest=digest)
    if written := same.filter(status=CollectionStatus.WRITTEN).first():
        raise Refused(
            f"这个文件 {written.written_on:%Y-%m-%d} 已经收过（{written}，{len(written.rows)} 笔），"
            "不用再传。"
        )
    same.filter(status=CollectionStatus.PREVIEW).update(status=CollectionStatus.DROPPED)
    plan = read_dues_file(source, kind, on=on)
    collection = Collection.objects.create(
        kind=kind,
        unit=unit.strip(),
        filename=str(source.name)[:200],
        digest=digest,
        status=CollectionStatus.PREVIEW,
        rows=plan.rows,
        problems=plan.problems,
        claimed_total=plan.claimed_total,
        uploaded_at=clock.now(),
        uploaded_by=by,
    )
    audit.record("collection.received", collection, by=by, rows=len(plan.rows))
    return collection


def _locked(collection: Collection) -> Collection:
    kept = Collection.objects.select_for_update().get(pk=collection.pk)
    if not kept.is_open:
        raise Refused(f"这一批{kept.get_status_display()}，不能再办。")
    return kept


@transaction.atomic
def write_collection(collection: Collection, *, on: dt.date, by: User) -> Collection:
    """写入 what the preview showed: every due with its receipt and draft voucher, or none.

    Raises Refused while cells are to be mended, when the file's own total differs from its rows,
    or with the row that no longer fits.
    """
    kept = _locked(collection)
    if kept.problems:
        raise Refused(f"还有 {len(kept.problems)} 处要改。改好文件重新上传，这一批一行也没有写入。")
    if kept.difference:
        raise Refused(f"表上合计和各行相加差 {yuan(kept.difference)} 元，对一下再传。")
    workers = Worker.objects.in_bulk([row["worker"] for row in kept.rows])
    kept.status, kept.written_on = CollectionStatus.WRITTEN, on
    kept.save(update_fields=["status", "written_on"])
    try:
        receive_dues(
            [_due_of(row, workers[row["worker"]]) for row in kept.rows], by=by, collection=kept
        )
    except RefusedAt as refusal:
        row = kept.rows[refusal.place]
        raise Refused(f"第 {row['row']} 行：{refusal} 一行也没有写入。") from refusal
    audit.record("collection.written", kept, by=by, rows=len(kept.rows), total=kept.total)
    return kept


def _due_of(row: dict[str, Any], worker: Worker) -> Due:
    return Due(
        worker=worker,
        kind=DueKind(row["kind"]),
        year=row["year"],
        amount=Decimal(row["amount"]),
        on=dt.date.fromisoformat(row["paid_on"]),
        receipt_no=row["receipt_no"],
        payer=DuePayer(row["payer"]),
        method=ReceiptMethod(row["method"]),
    )


@transaction.atomic
def drop_collection(collection: Collection, *, by: User) -> Collection:
    """不收了: the preview is put aside, nothing of it was written. Raises Refused once it is ended."""
    kept = _locked(collection)
    kept.status = CollectionStatus.DROPPED
    kept.save(update_fields=["status"])
    audit.record("collection.dropped", kept, by=by)
    return kept
