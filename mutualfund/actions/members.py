"""Joining the co-operative 入社 and leaving it 退社: voluntary, open to every worker on the roster."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from mutualfund.actions.enrolments import keep_scan
from mutualfund.models import Charter, Enrolment, Member, MemberState
from staff.models import Worker
from welfare import audit
from welfare.errors import Refused, RefusedAt
from welfare.models import User
from welfare.serials import last_serial, next_number, take_turn


def _next_numbers(count: int) -> list[str]:
    """社员编号 in the order of joining: SY-0001."""
    take_turn("members")
    first = last_serial(Member.objects.all(), "SY-") + 1
    return [f"SY-{number:04d}" for number in range(first, first + count)]


def _why_outside(worker: Worker, *, on: dt.date, is_member: bool) -> str:
    """Why someone cannot join; empty when he can."""
    if worker.left_on and worker.left_on <= on:
        return f"{worker.name} 已于 {worker.left_on:%Y-%m-%d} 离册，不能入社。"
    return f"{worker.name} 已是社员，不用再入社。" if is_member else ""


def _refuse_outsider(worker: Worker, *, on: dt.date) -> None:
    """Who has lapsed may join again, with a registration of its own."""
    rows = Member.objects.filter(worker=worker, left_on__isnull=True)
    if (charter := Charter.objects.covering(on)) is not None:
        rows = rows.with_state(charter, on=on).filter(~Q(state=MemberState.LAPSED))
    is_member = rows.exists()
    if words := _why_outside(worker, on=on, is_member=is_member):
        raise Refused(words)


@transaction.atomic
def register_enrolment(worker: Worker, *, opinion: str, on: dt.date, by: User) -> Enrolment:
    """入社登记: open the registration whose printed form the worker signs.

    Raises Refused for a leaver, a member, or one whose registration is still open.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    _refuse_outsider(worker, on=on)
    if earlier := Enrolment.objects.open().filter(worker=worker).first():
        raise Refused(f"{worker.name} 已有入社登记 {earlier.number}，接着办那一份。")
    enrolment = Enrolment.objects.create(
        number=next_number(Enrolment.objects.all(), "RS-"),
        worker=worker,
        applied_on=on,
        opinion=opinion.strip() or "同意入社",
        entered_by=by,
    )
    audit.record("enrolment.registered", enrolment, by=by, on=on)
    return enrolment


def _open(enrolment: Enrolment) -> Enrolment:
    kept = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if kept.member_id or kept.withdrawn_on:
        raise Refused(f"登记 {kept.number} 已经办完，不能再改。")
    return kept


@transaction.atomic
def sign_enrolment(
    enrolment: Enrolment, *, on: dt.date, by: User, scan: bytes | None = None
) -> Enrolment:
    """收到签名: the printed form came back signed, with its scan when there is one.

    Raises Refused twice, and for a scan that is empty or was sent before.
    """
    kept = _open(enrolment)
    if kept.signed_on:
        raise Refused(f"登记 {kept.number} 已于 {kept.signed_on:%Y-%m-%d} 收到签名。")
    kept.signed_on = on
    kept.scan = keep_scan(scan, by=by) if scan is not None else None
    kept.save(update_fields=["signed_on", "scan"])
    audit.record("enrolment.signed", kept, by=by, on=on, scan=kept.scan_id)
    return kept


@transaction.atomic
def add_enrolment_scan(enrolment: Enrolment, scan: bytes, *, by: User) -> Enrolment:
    """补传签过字的表: the scan that came later than the signature, once, also when he has joined.

    Raises Refused before the signature, once withdrawn, for a second scan, and as keep_scan does.
    """
    kept = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    if kept.withdrawn_on:
        raise Refused(f"登记 {kept.number} 已经撤回，不用再传。")
    if kept.signed_on is None:
        raise Refused(f"登记 {kept.number} 还没有签名，收到签名时一起传。")
    if kept.scan_id:
        raise Refused(f"登记 {kept.number} 已经有签过字的表，不能换。")
    kept.scan = keep_scan(scan, by=by)
    kept.save(update_fields=["scan"])
    audit.record("enrolment.scan_added", kept, by=by, scan=kept.scan_id)
    return kept


@transaction.atomic
def withdraw_enrolment(enrolment: Enrolment, *, on: dt.date, by: User) -> Enrolment:
    """撤回 a registration before the first due. Raises Refused once it is ended."""
    kept = _open(enrolment)
    kept.withdrawn_on = on
    kept.save(update_fields=["withdrawn_on"])
    audit.record("enrolment.withdrawn", kept, by=by, on=on)
    return kept


def join_coop(worker: Worker, *, on: dt.date, by: User) -> Member:
    """Open a membership from a day. Raises Refused for a leaver, a member or an unsigned form."""
    return join_all([(worker, on)], by=by)[0]


@transaction.atomic
def join_all(joining: Sequence[tuple[Worker, dt.date]], *, by: User) -> list[Member]:
    """Open memberships from a day each, all or none, in the order given. A fixed number of statements.

    Charter: 职工自愿参加; one open membership per worker. Raises RefusedAt as join_coop refuses.
    """
    keys = [worker.pk for worker, _ in joining]
    workers = Worker.objects.select_for_update().filter(pk__in=keys).order_by("pk").in_bulk()
    members = Member.objects.filter(worker__in=keys, left_on__isnull=True)
    inside = set(members.values_list("worker", flat=True))
    registered = Enrolment.objects.open().filter(worker__in=keys).select_for_update()
    enrolments = {enrolment.worker_id: enrolment for enrolment in registered}
    for place, (worker, on) in enumerate(joining):
        kept, enrolment = workers[worker.pk], enrolments.get(worker.pk)
        words = _why_outside(kept, on=on, is_member=kept.pk in inside)
        words = words or why_unregistered(kept, enrolment, on=on)
        if words:
            raise RefusedAt(place, words)
        inside.add(kept.pk)
    joined = Member.objects.bulk_create(
        Member(number=number, worker=workers[worker.pk], joined_on=on)
        for number, (worker, on) in zip(_next_numbers(len(joining)), joining, strict=True)
    )
    _end_enrolments(joined, enrolments)
    told = ((member, {"joined_on": member.joined_on}) for member in joined)
    audit.record_many("member.joined", told, by=by)
    return joined


def why_unregistered(worker: Worker, enrolment: Enrolment | None, *, on: dt.date) -> str:
    """Why a first due of a day makes no member: no registration signed and approved by then."""
    if enrolment is None:
        return f"{worker.name} 没有入社登记。先登记签名、互助委批准；纸质登记表可以在「正在入社」批量补录。"
    if enrolment.signed_on is None:
        return f"{worker.name} 的入社登记表 {enrolment.number} 还没有签名，先请本人签名。"
    if enrolment.approved_on is None:
        return f"{worker.name} 的入社登记 {enrolment.number} 互助委还没有批准，批准以后再收会费。"
    if (ready := max(enrolment.signed_on, enrolment.approved_on)) > on:
        return (
            f"{worker.name} 的入社登记 {ready:%Y-%m-%d} 才签名批准齐，"
            f"缴费日期 {on:%Y-%m-%d} 早了。对一下日期。"
        )
    return ""


def _end_enrolments(joined: Iterable[Member], enrolments: dict[int, Enrolment]) -> None:
    ended = []
    for member in joined:
        if (enrolment := enrolments.get(member.worker_id)) is not None:
            enrolment.member = member
            ended.append(enrolment)
    Enrolment.objects.bulk_update(ended, ["member"])


@transaction.atomic
def leave_coop(member: Member, *, reason: str, on: dt.date, by: User) -> Member:
    """退社: dues are not refunded (domain.md 8.1). Raises Refused without a reason or a second time."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    if not reason.strip():
        raise Refused("退社要写原因。")
    if member.left_on:
        raise Refused(f"{member.number} 已于 {member.left_on:%Y-%m-%d} 退社。")
    if on < member.joined_on:
        raise Refused(f"退社不能早于 {member.joined_on:%Y-%m-%d} 入社。")
    member.left_on, member.leave_reason = on, reason.strip()[:40]
    member.save(update_fields=["left_on", "leave_reason"])
    audit.record("member.left", member, by=by, on=on, reason=member.leave_reason)
    return member
