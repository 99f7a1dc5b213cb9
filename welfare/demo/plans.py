"""Relief plans 帮扶方案 of the demo world: one for every family, by what it came into hardship for."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from staff.actions.handovers import propose_handover
from staff.actions.plans import add_measure, make_plan, note_measure
from staff.models import Cause, Goal, HardshipFile, MeasureKind, Pairing, Progress, ReliefPlan
from welfare.demo.cast import Cast

ONE = dt.timedelta(days=1)
M = MeasureKind
# kind, goal, source and amount in yuan: what the three families of WHOLE get, one after the other
MEASURES = [
    (M.JOB, Goal.LIVING, "", None), (M.TRAINING, Goal.LIVING, "", None),
    (M.MEDICINE, Goal.MEDICAL, "送温暖资金（示例）", Decimal(1500)),
    (M.INSURANCE, Goal.MEDICAL, "", None),
]  # fmt: skip
WHOLE = slice(8, 11)
ILL = ([Goal.MEDICAL, Goal.LIVING], "药费不拖，病能看下去", [M.MEDICINE, M.INSURANCE])
EARN = ([Goal.LIVING], "家里多一个人挣钱", [M.TRAINING, M.JOB])
BY_CAUSE = {
    Cause.OWN_ILLNESS: ILL, Cause.FAMILY_ILLNESS: ILL,
    Cause.SCHOOLING: ([Goal.SCHOOLING], "学费按时交上，孩子不停学", [M.SCHOOLING]),
    Cause.SINGLE_PARENT: ([Goal.BELONGING, Goal.LIVING], "有人常去看，手头不断", [M.COUNSELLING, M.JOB]),
    Cause.DISASTER: ([Goal.LIVING], "房子修好，日子接上", [M.LIVING, M.LOAN]),
    Cause.LOW_INCOME: EARN, Cause.LAID_OFF: EARN,
}  # fmt: skip
GOAL_OF = {M.MEDICINE: Goal.MEDICAL, M.INSURANCE: Goal.MEDICAL, M.SCHOOLING: Goal.SCHOOLING,
           M.COUNSELLING: Goal.BELONGING}  # fmt: skip


def plan_families(cast: Cast, files: list[HardshipFile], last: dt.date) -> None:
    """Three with every kind of measure, where a training was worth its money; the rest by cause."""
    _whole(cast, files[WHOLE], last)
    planned = set(ReliefPlan.objects.values_list("file", flat=True))
    leads = Pairing.objects.open().select_related("cadre__user", "file")
    for number, pairing in enumerate(leads.exclude(file__in=planned).order_by("file__number")):
        goals, aim, kinds = BY_CAUSE.get(Cause(pairing.file.cause), EARN)
        made = last - (40 + number) * ONE
        plan = make_plan(pairing.file, goals=goals, aim=aim, on=made, by=cast["zhengmin"])
        for kind in kinds:
            add_measure(
                plan, kind=kind, goal=GOAL_OF.get(kind, Goal.LIVING), **_who(pairing),
                due_on=last + (45 + number) * ONE, source="", amount=None, on=made,
                by=cast["zhengmin"],
            )  # fmt: skip


def _who(pairing: Pairing) -> dict[str, Any]:
    """The lead himself when he has a login, else his name."""
    cadre = pairing.cadre
    return {"owner": cadre.user} if cadre.user else {"outsider": cadre.name}


def _whole(cast: Cast, files: Iterable[HardshipFile], last: dt.date) -> None:
    officer, on = cast["zhengmin"], last - 60 * ONE
    for file in files:
        goals = [Goal.LIVING, Goal.MEDICAL]
        plan = make_plan(file, goals=goals, aim="药费不拖，家里有人挣钱", on=on, by=officer)
        for number, (kind, goal, source, amount) in enumerate(MEASURES):
            measure = add_measure(
                plan, kind=kind, goal=goal, owner=officer, due_on=last + number * 15 * ONE,
                source=source, amount=amount, on=on, by=officer,
            )  # fmt: skip
            if kind == M.TRAINING:
                note_measure(
                    measure, progress=Progress.DONE, words="送去学了电工", effect="考到证，上岗了",
                    earned=Decimal(1200), on=last - 20 * ONE, by=officer,
                )  # fmt: skip


def offer_handover(cast: Cast, last: dt.date) -> None:
    """One cadre is about to leave: whom he answers for waits for the successor to accept."""
    leads = Pairing.objects.open().filter(file__tier__key="general").select_related("cadre")
    giving, taking = leads.order_by("-cadre__number")[:2]
    note = "家里老人腿脚不便，药费单子在她手里；孙子九月上小学，学费已经交了"
    propose_handover(giving, taking.cadre, note=note, on=last, by=cast["zhengmin"])
