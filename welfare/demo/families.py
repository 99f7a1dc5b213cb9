"""Families and insurances in the demo world: members with schooling, 三金 and who is behind."""

import datetime as dt
import random
from decimal import Decimal
from typing import Any

from staff.actions.departures import leave_roster, undo_departure
from staff.actions.households import add_member, make_household
from staff.actions.insurances import record_insurances
from staff.actions.kinships import declare_kinship
from staff.actions.workers import correct_worker
from staff.models import (
    Cadre,
    Cause,
    HardshipFile,
    Health,
    InsuranceKind,
    KinRelation,
    LeaveReason,
    MedicalInsurance,
    MemberIdentity,
    Relation,
    Schooling,
    Worker,
)
from welfare.demo.cast import Cast

GIVEN = ("小雨", "晓晨", "思远", "佳怡", "子涵", "文博", "雨桐", "浩然")
# stage, school, years of study, age at entry
SCHOOLS = (
    (Schooling.PRIMARY, "青石镇中心小学", 6, 6),
    (Schooling.JUNIOR, "东岭市第三中学", 3, 12),
    (Schooling.SENIOR, "东岭市第一中学", 3, 15),
    (Schooling.BACHELOR, "省城师范学院", 4, 18),
)
WITH_INSURANCES = 60
BEHIND = (0, 0, 0, 0, 1, 0, 0, 3, 0, 6)  # months, in turn


def settle_families(cast: Cast, on: dt.date) -> None:
    """Members of every hardship household, insurances of some workers, one relative declared."""
    dice = random.Random(24)  # noqa: S311 - an invented world, the same every time
    files = HardshipFile.objects.in_force().select_related("worker__station").order_by("number")
    for file in files:
        _family(cast, file, on, dice)
    _child_for_school(cast, files.first(), on)
    _insurances(cast, on)
    _take_back_a_mistake(cast, on)
    last = files.last()
    cadre = Cadre.objects.exclude(pairings__file=last).order_by("number").first()
    if last is not None and cadre is not None:
        declare_kinship(
            last.worker, cadre, relation=KinRelation.IN_LAW, source="本人申报（示例）", on=on,
            by=cast["zhengmin"],
        )  # fmt: skip


def _child_for_school(cast: Cast, file: HardshipFile | None, on: dt.date) -> None:
    """One child who turned six before September and is not at school yet."""
    if file is None:
        return
    home = Worker.objects.select_related("household").get(pk=file.worker_id).household
    if home is None:
        return
    facts = {
        "name": f"{file.worker.name[:1]}安安",
        "relation": Relation.CHILD,
        "birth": dt.date(on.year - 6, 5, 20),
        "identity": MemberIdentity.PUPIL,
        "schooling": Schooling.NURSERY,
        "workplace": "青石镇幼儿园",
    }
    add_member(home, facts=facts, by=cast["zhengmin"])


def _family(cast: Cast, file: HardshipFile, on: dt.date, dice: random.Random) -> None:
    worker, by = file.worker, cast["zhengmin"]
    home = worker.household or make_household(worker, by=by)
    facts = {
        "address": f"东岭市{worker.station.name.removesuffix('站')}镇解放路 {file.pk} 号（示例）"
    }
    correct_worker(worker, facts=facts, reason="入户核对，补上住址", by=by)
    surname = worker.name[:1]
    stage, school, years, age = SCHOOLS[dice.randrange(len(SCHOOLS))]
    grade = dice.randrange(years)
    entered = on.year - grade
    child = {
        "name": surname + dice.choice(GIVEN),
        "relation": Relation.CHILD,
        "birth": dt.date(entered - age, dice.randint(1, 8), dice.randint(1, 28)),
        "identity": MemberIdentity.PUPIL,
        "workplace": school,
        "schooling": stage,
        "entered_year": entered,
        "school_years": years,
        "health": Health.GOOD,
        "medical_insurance": MedicalInsurance.RESIDENT,
        "income": Decimal(0),
    }
    add_member(home, facts=child, by=by)
    if file.cause == Cause.FAMILY_ILLNESS or dice.random() < 0.3:
        add_member(home, facts=_parent(surname, dice), by=by)


def _parent(surname: str, dice: random.Random) -> dict[str, Any]:
    return {
        "name": f"{surname}德福",
        "relation": Relation.PARENT,
        "birth": dt.date(dice.randint(1942, 1955), dice.randint(1, 12), 15),
        "identity": MemberIdentity.FARMER,
        "health": Health.CHRONIC,
        "illness": "高血压（示例）",
        "medical_insurance": MedicalInsurance.RESIDENT,
        "income": Decimal(180),
        "remark": "同住，要人照看",
    }


def _insurances(cast: Cast, on: dt.date) -> None:
    kinds = list(InsuranceKind.objects.filter(is_active=True))
    workers = Worker.objects.on_roster(on=on).order_by("number")[:WITH_INSURANCES]
    for place, worker in enumerate(workers):
        paid = {
            kind: _month(kind.due_month(on=on), BEHIND[(place + rank) % len(BEHIND)])
            for rank, kind in enumerate(kinds)
        }
        record_insurances(worker, paid_to=paid, note="示例", on=on, by=cast["zhouhai"])


def _month(due: dt.date, behind: int) -> dt.date:
    months = due.year * 12 + due.month - 1 - behind
    return dt.date(months // 12, months % 12 + 1, 1)


def _take_back_a_mistake(cast: Cast, on: dt.date) -> None:
    """Someone was taken for transferred; it was another of his name. The count stays 579."""
    worker = Worker.objects.on_roster(on=on).filter(hardship_files=None).order_by("number").last()
    if worker is None:
        return
    departure = leave_roster(
        worker, left_on=on, reason=LeaveReason.TRANSFERRED, document="调令示例 7 号", on=on,
        by=cast["zhouhai"],
    )  # fmt: skip
    undo_departure(departure, reason="同名，不是这位职工", on=on, by=cast["zhouhai"])
