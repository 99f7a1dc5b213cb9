"""Households 家庭户: couples become one 双集体户; members are kept with schooling and income."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from staff.actions.kin_leads import led_by_kin, refuse_kin_led
from staff.couples import joinable
from staff.models import HardshipFile, Household, HouseholdExit, HouseholdMember, Worker
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User

NUMBER_LOCK = 77313  # advisory: household numbers are given one after the other
WORDS = 100  # characters of why somebody left
SEALED = ("income", "id_number", "illness", "remark")  # named in the audit trail, never quoted


def _next_serial() -> int:
    """The next number, until the end of the transaction nobody else's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBER_LOCK])
    given = Household.objects.filter(number__regex=r"^H-\d{1,9}$").order_by()
    last = given.aggregate(last=Max(Cast(Substr("number", 3), IntegerField())))["last"]
    return (last or 0) + 1


@transaction.atomic
def join_couples(pairs: Iterable[tuple[Worker, Worker]]) -> int:
    """Put each couple into one household; couples already there stay. Returns how many are new.

    A couple stays apart while their one household would hold two hardship files, of whomever, or
    while one of a family leads another of it. Six queries, however many couples.
    """
    apart = _joinable(pairs)
    before = {worker: worker.household_id for pair in apart for worker in pair}
    homeless = [pair for pair in apart if not any(worker.household_id for worker in pair)]
    serial = _next_serial()
    made = Household.objects.bulk_create(
        Household(number=f"H-{serial + step:04d}") for step in range(len(homeless))
    )
    for (one, other), home in zip(homeless, made, strict=True):
        one.household = other.household = home
    for one, other in apart:
        one.household = other.household = one.household or other.household
    _move_in(before)
    return len(apart) - _take_apart_kin_led(apart, before)


def _joinable(pairs: Iterable[tuple[Worker, Worker]]) -> list[tuple[Worker, Worker]]:
    """Couples not yet in one household whose one household would hold one open file at most."""
    pairs = list(pairs)
    homes = {worker.pk: worker.household_id for pair in pairs for worker in pair}
    kept = set(joinable([(one.pk, other.pk) for one, other in pairs], homes))
    return [(one, other) for one, other in pairs if (one.pk, other.pk) in kept]


def _take_apart_kin_led(
    joined: list[tuple[Worker, Worker]], before: Mapping[Worker, int | None]
) -> int:
    """Couples by whom somebody came to lead his own family stay as they were; returns how many."""
    kin_led = led_by_kin(list(before)).without_handover()
    homes = set(kin_led.values_list("file__worker__household", flat=True))
    stuck = [(one, other) for one, other in joined if one.household_id in homes]
    made = {one.household_id for one, _ in stuck} - set(before.values())
    back = [worker for pair in stuck for worker in pair]
    for worker in back:
        worker.household_id = before[worker]
    _move_in(back)
    Household.objects.filter(pk__in=[home for home in made if home]).delete()
    return len(stuck)


@transaction.atomic
def make_household(worker: Worker, *, by: User) -> Household:
    """建户 of a worker who has none. Raises Refused when he has one."""
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if worker.household_id is not None:
        raise Refused(f"{worker.name} 已有家庭户。")
    home = Household.objects.create(number=f"H-{_next_serial():04d}")
    worker.household = home
    worker.save(update_fields=["household"])
    audit.record("household.made", home, by=by, worker=worker.number)
    return home


@transaction.atomic
def join_household(worker: Worker, home: Household, *, by: User) -> Worker:
    """Put a worker into a household. Raises Refused when he is in one, both have an open file, or
    one of them leads the other.
    """
    home = Household.objects.select_for_update().get(pk=home.pk)
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if worker.household_id is not None:
        raise Refused(f"{worker.name} 已在另一户里，先从那一户移出。")
    _refuse_second_file(worker, home)
    worker.household = home
    worker.save(update_fields=["household"])
    refuse_kin_led(led_by_kin([worker]))
    audit.record("household.joined", home, by=by, worker=worker.number)
    return worker


def _refuse_second_file(worker: Worker, home: Household) -> None:
    own = HardshipFile.objects.open().filter(worker=worker).first()
    theirs = HardshipFile.objects.open().filter(worker__household=home).first()
    if own and theirs:
        raise Refused(f"{own.number} 和 {theirs.number} 会落在同一户。一户一档，先把其中一份退档。")


@transaction.atomic
def leave_household(worker: Worker, *, reason: str, by: User) -> Worker:
    """Take a worker out of his household (divorce, a mistake). Raises Refused without a reason."""
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if not reason.strip():
        raise Refused("移出本户要写原因。")
    home = worker.household
    if home is None:
        raise Refused(f"{worker.name} 不在任何一户里。")
    worker.household = None
    worker.save(update_fields=["household"])
    HouseholdExit.objects.create(
        household=home, worker=worker, reason=reason.strip()[:WORDS], at=clock.now(), by=by
    )
    audit.record("household.left", home, by=by, worker=worker.number)  # why stands sealed
    return worker


@transaction.atomic
def add_member(home: Household, *, facts: Mapping[str, Any], by: User) -> HouseholdMember:
    """Enter a family member who is not a worker of the depot."""
    member = HouseholdMember.objects.create(household=home, **facts)
    audit.record("household.member_added", home, by=by, member=member.pk)
    return member


@transaction.atomic
def change_member(
    member: HouseholdMember, *, facts: Mapping[str, Any], by: User
) -> HouseholdMember:
    """Correct a family member; the trail keeps old and new, sealed facts by their name alone.

    Raises Refused for one who is no longer a member, or when nothing changes.
    """
    member = HouseholdMember.objects.select_for_update().get(pk=member.pk)
    if member.ended_on is not None:
        raise Refused(f"{member.name} 已不是这一户的成员，不能再改。")
    changed: dict[str, Any] = {}
    for name, new in facts.items():
        old = getattr(member, name)
        if (old or None) != (new or None):
            changed[name] = "改过" if name in SEALED else [old, new]
            setattr(member, name, new)
    if not changed:
        raise Refused("没有改动，不用保存。")
    member.save(update_fields=list(changed))
    home = member.household
    audit.record("household.member_changed", home, by=by, member=member.pk, changed=changed)
    return member


@transaction.atomic
def end_member(member: HouseholdMember, *, reason: str, on: dt.date, by: User) -> HouseholdMember:
    """不再是家庭成员: the row stays with its reason. Raises Refused without one, or twice."""
    member = HouseholdMember.objects.select_for_update().get(pk=member.pk)
    if not reason.strip():
        raise Refused("写明为什么不再是家庭成员。")
    if member.ended_on is not None:
        raise Refused(f"{member.name} 已经移出。")
    member.ended_on, member.end_reason = on, reason.strip()[:WORDS]
    member.save(update_fields=["ended_on", "end_reason"])
    audit.record("household.member_ended", member.household, by=by, member=member.pk)
    return member


def _move_in(workers: Iterable[Worker]) -> None:
    """Write their households. One statement, however many."""
    homes = {worker.pk: worker.household_id for worker in workers}
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE staff_worker SET household_id = moved.home"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS moved (worker, home)"
            " WHERE staff_worker.id = moved.worker",
            [list(homes), list(homes.values())],
        )
