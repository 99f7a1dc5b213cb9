"""入社登记 in bulk: paper registrations by workbook with their scan, approved by the committee, announced.

Nobody is a member without a registration he signed and the committee approved (domain.md 8.1).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q

from mutualfund.enrolment_sheet import read_enrolments
from mutualfund.models import Charter, Enrolment, EnrolmentScan, Member, MemberState
from mutualfund.models.enrolments import SCANS
from staff.kinship import kin_of_many
from staff.models import Worker
from welfare import audit, clock
from welfare.errors import Refused, RefusedAt
from welfare.models import User
from welfare.one_line import one_line
from welfare.serials import last_serial, take_turn
from welfare.uploads import clean, keep, read


@dataclass(frozen=True)
class Signed:
    """A paper registration: who, when he applied and signed, what his unit said."""

    worker: Worker
    applied_on: dt.date
    signed_on: dt.date
    opinion: str = ""


@transaction.atomic
def enter_enrolments(
    rows: Sequence[Signed], *, scan: bytes, on: dt.date, by: User
) -> list[Enrolment]:
    """补录 signed paper registrations with the scan of the papers, all or none.

    Raises Refused without rows or for a scan used before; RefusedAt for a day that has not come, a
    signature before the application, a leaver, a member, or one whose registration is open.
    """
    if not rows:
        raise Refused("表里一行也没有。")
    kept = keep_scan(scan, by=by)
    keys = [row.worker.pk for row in rows]
    workers = Worker.objects.select_for_update().filter(pk__in=keys).order_by("pk").in_bulk()
    members = Member.objects.filter(worker__in=keys, left_on__isnull=True)
    if (charter := Charter.objects.covering(on)) is not None:  # who has lapsed may join again
        members = members.with_state(charter, on=on).filter(~Q(state=MemberState.LAPSED))
    taken = {
        **dict.fromkeys(members.values_list("worker", flat=True), "已是社员，不用再登记"),
        **dict.fromkeys(
            Enrolment.objects.open().filter(worker__in=keys).values_list("worker", flat=True),
            "已有没办完的入社登记，接着办那一份",
        ),
    }
    for place, row in enumerate(rows):
        if words := _why_not(row, workers[row.worker.pk], taken, on=on):
            raise RefusedAt(place, words)
        taken[row.worker.pk] = "在表里有两行，删掉一行"
    take_turn("RS-")
    first = last_serial(Enrolment.objects.all(), "RS-") + 1
    made = Enrolment.objects.bulk_create(
        Enrolment(
            number=f"RS-{number:04d}", worker=row.worker, applied_on=row.applied_on,
            opinion=one_line(row.opinion, "单位工会意见")[:100] or "同意入社", entered_by=by,
            signed_on=row.signed_on, scan=kept,
        )
        for number, row in enumerate(rows, start=first)
    )  # fmt: skip
    told = ((one, {"signed_on": one.signed_on, "scan": kept.pk}) for one in made)
    audit.record_many("enrolment.entered", told, by=by)
    return made


def _why_not(row: Signed, worker: Worker, taken: dict[int, str], *, on: dt.date) -> str:
    if row.applied_on > on or row.signed_on > on:
        return f"{worker.name} 的申请日期和签名日期不能晚于今天。"
    if row.signed_on < row.applied_on:
        return f"{worker.name} 的签名日期早于申请日期，对一下。"
    if worker.left_on and worker.left_on <= row.signed_on:
        return f"{worker.name} 已于 {worker.left_on:%Y-%m-%d} 离册，不能入社。"
    words = taken.get(worker.pk)
    return f"{worker.name} {words}。" if words else ""


def keep_scan(scan: bytes, *, by: User) -> EnrolmentScan:
    """The scan of signed registrations, kept once. Raises Refused for what is no scan or was sent before."""
    file = clean(scan, name="登记表扫描件")
    if EnrolmentScan.objects.filter(sha256=file.sha256).exists():
        raise Refused("这份登记表扫描件已经传过，看看是不是补录过了。")
    return EnrolmentScan.objects.create(
        uid=keep(file, folder=SCANS), file_type=file.file_type, size=len(file.content),
        sha256=file.sha256, stored_sha256=file.stored_sha256, added_by=by, added_at=clock.now(),
    )  # fmt: skip


@transaction.atomic
def enter_enrolment_file(
    source: UploadedFile, *, scan: bytes, on: dt.date, by: User
) -> list[Enrolment]:
    """补录 by workbook. Raises Refused with every cell to be mended, or the row that does not fit."""
    table = read_enrolments(source)
    rows = [Signed(**row.values) for row in table]
    try:
        return enter_enrolments(rows, scan=scan, on=on, by=by)
    except RefusedAt as refusal:
        row = table[refusal.place].number
        raise Refused(f"第 {row} 行：{refusal} 一行也没有写入。") from refusal


@transaction.atomic
def open_scan(scan: EnrolmentScan, *, by: User) -> bytes:
    """The scan's bytes; the look is logged. Raises Refused when the file is gone or changed."""
    content = read(scan.path, sha256=scan.stored_sha256, name="登记表扫描件")
    audit.record("enrolment.scan_opened", scan, by=by)
    return content


def _locked(rows: Sequence[Enrolment]) -> list[Enrolment]:
    kept = Enrolment.objects.select_for_update(of=("self",)).select_related("worker")
    found = list(kept.filter(pk__in=[row.pk for row in rows]).order_by("pk"))
    if not found:
        raise Refused("一份都没有勾。先在左边勾选。")
    return found


@transaction.atomic
def approve_enrolments(
    rows: Sequence[Enrolment], *, document: str, approved_on: dt.date, on: dt.date, by: User
) -> int:
    """互助委批准 of signed registrations, all or none; the chair enters what the committee decided.

    Raises Refused without the document or for a day to come; for one that is not signed, is ended
    or approved, was signed later, that he entered himself, or is his own or a relative's.
    """
    document = one_line(document, "会议或文号")
    if not document:
        raise Refused("批准要写哪次会议或文号，例如「2026 年第 3 次会议」。")
    if approved_on > on:
        raise Refused("批准日期不能晚于今天。")
    kept = _locked(rows)
    kin = kin_of_many([row.worker_id for row in kept])
    for row in kept:
        if words := _why_unapproved(row, approved_on, kin[row.worker_id].users, by):
            raise Refused(f"{row.worker.name}的登记 {row.number}：{words}一份也没有批准。")
    for row in kept:
        row.approved_on, row.approved_by, row.approval_no = approved_on, by, document
    Enrolment.objects.bulk_update(kept, ["approved_on", "approved_by", "approval_no"])
    told = ((row, {"document": document, "on": approved_on}) for row in kept)
    audit.record_many("enrolment.approved", told, by=by)
    return len(kept)


def _why_unapproved(row: Enrolment, day: dt.date, kin: set[int], by: User) -> str:
    if row.member_id or row.withdrawn_on:
        return "已经办完。"
    if row.approved_on:
        return f"{row.approved_on:%Y-%m-%d} 已经批准过。"
    if row.signed_on is None:
        return "本人还没有签名。"
    if day < row.signed_on:
        return f"本人 {row.signed_on:%Y-%m-%d} 才签名，批准不能更早。"
    if row.entered_by_id == by.pk:
        return "是您登记的，要由别人批准。"
    if row.worker.user_id == by.pk or by.pk in kin:
        return "是您本人或亲属，要由别人批准。"
    return ""


@transaction.atomic
def announce_enrolments(rows: Sequence[Enrolment], *, on: dt.date, by: User) -> int:
    """登记公布 of approved registrations: the names hang on the board. All or none.

    Raises Refused for one that is not approved, was announced before or was withdrawn.
    """
    kept = _locked(rows)
    for row in kept:
        if row.withdrawn_on:
            day = f"{row.withdrawn_on:%Y-%m-%d}"
            raise Refused(f"{row.worker.name}的登记 {row.number} {day} 撤回了，去掉勾再公布别的。")
        if row.approved_on is None or row.announced_on is not None:
            done = "已经公布过" if row.announced_on else "还没有批准"
            raise Refused(f"{row.worker.name}的登记 {row.number} {done}，一份也没有记。")
        if on < row.approved_on:
            raise Refused(f"{row.number} {row.approved_on:%Y-%m-%d} 才批准，公布不能更早。")
        row.announced_on, row.announced_by = on, by
    Enrolment.objects.bulk_update(kept, ["announced_on", "announced_by"])
    audit.record_many("enrolment.announced", ((row, {"on": on}) for row in kept), by=by)
    return len(kept)
