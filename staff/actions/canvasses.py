"""Canvass 摸底普查: opened for some units, gone round by two, closed when everybody was seen."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from staff.duties import bond_of
from staff.models import Canvass, CanvassFinding, CanvassUnit, HardshipFile, Seen, Station, Worker
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User

SURVEYORS = 2


@transaction.atomic
def open_canvass(
    name: str, *, stations: Sequence[Station], due_on: dt.date, on: dt.date, by: User
) -> Canvass:
    """发起普查 for the units picked. Raises Refused without units or with a day gone by."""
    if not name.strip():
        raise Refused("给普查起个名称。")
    if not stations:
        raise Refused("至少选一个车站。")
    if due_on < on:
        raise Refused("完成的日子不能早于今天。")
    canvass = Canvass.objects.create(name=name.strip(), opened_on=on, due_on=due_on, opened_by=by)
    CanvassUnit.objects.bulk_create(
        CanvassUnit(canvass=canvass, station=station) for station in stations
    )
    audit.record("canvass.opened", canvass, by=by, stations=len(stations))
    return canvass


@transaction.atomic
def assign_canvass(unit: CanvassUnit, *, people: Sequence[User], by: User) -> CanvassUnit:
    """指派这个车站的调查人, two at least. Raises Refused for fewer or without the permission."""
    canvass = Canvass.objects.select_for_update().get(pk=unit.canvass_id)
    if canvass.closed_on:
        raise Refused("这次普查已经完成。")
    if len({person.pk for person in people}) < SURVEYORS:
        raise Refused(f"每个车站至少要 {SURVEYORS} 个不同的人。")
    for person in people:
        if not person.may_use("survey_hardship"):
            raise Refused(f"{person.name}没有入户调查的权限，换一个人。")
    unit.surveyors.set(people)
    names = [person.name for person in people]
    audit.record("canvass.assigned", canvass, by=by, station=unit.station.name, people=names)
    return unit


def _refuse_wrong_round(canvass: Canvass, worker: Worker, by: User) -> None:
    unit = CanvassUnit.objects.filter(canvass=canvass, station=worker.station_id).first()
    if canvass.closed_on:
        raise Refused("这次普查已经完成。")
    if unit is None:
        raise Refused(f"{worker.name} 的车站不在这次普查里。")
    if not unit.surveyors.filter(pk=by.pk).exists():
        raise Refused("这个车站没有指派您去。")
    if CanvassFinding.objects.filter(canvass=canvass, worker=worker).exists():
        raise Refused(f"{worker.name} 这次普查已经走过了。")


def _refuse_hands(worker: Worker, by: User, went_with: User | None, companion: str) -> None:
    """Two people go, neither of them the worker's kin; who has a login is picked, not typed."""
    if went_with is None and not companion:
        raise Refused("两个人一起去，选同去的人；是外单位的，写单位和姓名。")
    if went_with is not None and companion:
        raise Refused("同去的人选了一位，就不写外单位的人；两样只填一样。")
    if went_with == by or companion == by.name:
        raise Refused("两个人一起去，同去的不能是自己。")
    if went_with is not None and not went_with.may_use("survey_hardship"):
        raise Refused(f"{went_with.name}没有入户调查的权限，换一个人。")
    for person in (by, went_with):
        if person is not None and (bond := bond_of(person, worker)):
            told = bond.replace("申请人", worker.name)
            raise Refused(f"{person.name}是{told}，要由别人去。")


@transaction.atomic
def record_finding(
    canvass: Canvass,
    worker: Worker,
    *,
    seen_on: dt.date,
    result: Seen,
    words: str,
    went_with: User | None = None,
    companion: str = "",
    on: dt.date,
    by: User,
) -> CanvassFinding:
    """记一户, seen by two: `went_with`, or an outsider in words, `companion`. One file stands for the
    whole household.

    Raises Refused for anyone not asked, kin of the worker, a day outside, or a worker seen before.
    """
    canvass = Canvass.objects.select_for_update().get(pk=canvass.pk)
    _refuse_wrong_round(canvass, worker, by)
    if not canvass.opened_on <= seen_on <= on:
        raise Refused("上门日期在普查开始和今天之间。")
    _refuse_hands(worker, by, went_with, companion.strip())
    file = HardshipFile.objects.in_force().of_family(worker).first()
    if (result == Seen.IN_CARE) != (file is not None):
        told = f"这一户已在档（{file.number}）" if file else "这一户还没有建档"
        raise Refused(f"{worker.name} {told}，结果对一下。")
    if result == Seen.TROUBLE and not words.strip():
        raise Refused("有困难，写一写是什么困难。")
    finding = CanvassFinding.objects.create(
        canvass=canvass, worker=worker, seen_on=seen_on, result=result, words=words.strip(),
        went_with=went_with, companion=companion.strip(), recorded_by=by, recorded_at=clock.now(),
    )  # fmt: skip
    audit.record("canvass.found", canvass, by=by, worker=worker.pk, result=result)
    return finding


@transaction.atomic
def close_canvass(canvass: Canvass, *, on: dt.date, by: User) -> Canvass:
    """完成: only when everybody of the units was seen. Raises Refused with how many are left."""
    canvass = Canvass.objects.select_for_update().get(pk=canvass.pk)
    if canvass.closed_on:
        raise Refused("这次普查已经完成。")
    left = canvass.left(on=on).count()
    if left:
        raise Refused(f"还有 {left} 人没有走到，走完才能完成。")
    canvass.closed_on = on
    canvass.save(update_fields=["closed_on"])
    audit.record("canvass.closed", canvass, by=by)
    return canvass
