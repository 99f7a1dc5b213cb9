"""Care in the demo world: files and pairings from the workbook, visits."""

import datetime as dt
import random
import uuid
from functools import partial
from typing import Any

from staff.actions.callbacks import draw_sample, record_callback
from staff.actions.pairings import register_cadre
from staff.actions.paper_files import decide_paper, enter_paper
from staff.actions.visits import (
    close_duties,
    open_duties,
    record_visit,
)
from staff.hardship_facts import Paper
from staff.models import (
    Cadre,
    CadreKind,
    CallbackResult,
    Cause,
    Level,
    Mode,
    Need,
    Pairing,
    Tier,
    Worker,
)
from staff.pairing_sheet import read_cadres, read_pairings
from staff.roster_sheet.reading import read_roster
from welfare.days import Quarter
from welfare.demo import matters
from welfare.demo.calendar import Calendar
from welfare.demo.cast import Cast
from welfare.demo.events import WORKBOOKS, Event
from welfare.roles import Role

BOOK, ROSTER = WORKBOOKS / "cadres_pairings.xlsx", WORKBOOKS / "roster_579.xlsx"
EARLY = dt.time(0, 5)
FIRST_VISIT = dt.timedelta(days=30)  # as the measure shipped says
LATE_ENTRY = dt.timedelta(days=8)  # the days for late entry are over
VISITED_IN_LAST_QUARTER = 13
MISSED_IN_QUARTER_BEFORE = 2
NOTES = [
    "家里都好，老人身体稳定",
    "聊了近况，情绪不错",
    "孩子上学的事已经有着落",
    "药费有点吃紧，叮嘱按时复查",
    "岗位上顺手，收入比上季度多一点",
    "屋顶漏雨已经修好",
]
ASKED = {
    Need.MEDICAL: "药费自己负担的多，单子还没算清", Need.SCHOOLING: "孩子学费一次交有困难",
    Need.LIVING: "这个月钱不够用，米和油要帮一把", Need.HOUSING: "屋顶漏雨，想请人来看看",
    Need.JOB: "想让家里人找份活干", Need.INSURANCE: "社保断了几个月，不知道怎么补",
    Need.OTHER: "有件家事想请工会给拿个主意",
}  # fmt: skip
# 示例: the scheme gives each of 35 cadres one family, so six leaders lead six of fourteen
NEAR_BY = "35 位干部一人一户，6 位段领导都已各带一户特困，这一户就近安排"
SOMETIMES = 12  # one visit in so many tells of a hospital stay
STAY = "老伴上周住院，昨天刚出院，自付的钱还没算清"


def events(cast: Cast, calendar: Calendar) -> list[Event]:
    """Everything of care, with its days."""
    table = read_pairings(BOOK)
    table.refuse_problems()
    told = {
        row.values.id_number: row.values.cause
        for row in read_roster(ROSTER, None).rows
        if row.values
    }
    paired_on = calendar.moved(table.rows[0].values["since"])
    found = [Event(paired_on, partial(_register_cadres, cast))]
    told_pairs = _leaders_first([dict(row.values) for row in table.rows])
    for value in told_pairs:
        cause = told[value["id_number"]]
        found.append(Event(paired_on, partial(_pair, cast, value, cause, paired_on)))
    first, last = Quarter.of(paired_on), Quarter.of(calendar.last_day)
    found += [
        Event(max(quarter.first, paired_on), partial(open_duties, quarter), EARLY)
        for quarter in first.until(last)
    ]
    over = [quarter.first + LATE_ENTRY for quarter in first.until(last)]
    found += [Event(day, partial(close_duties, on=day), EARLY) for day in over if day > paired_on]
    pairs = [(value["cadre"], value["id_number"]) for value in told_pairs]
    found += _visits(cast, pairs, paired_on, last, calendar.last_day)
    found.append(Event(calendar.last_day, partial(_call_back, cast, last.shifted(-1), calendar)))
    found += matters.events(cast, first, calendar.last_day)
    return found


def _leaders_first(pairs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The pairs with the section's leaders exchanged to 特困, as the union asks."""
    leaders = {
        row.values["number"] for row in read_cadres(BOOK).rows
        if row.values["kind"] == CadreKind.LEADERSHIP
    }  # fmt: skip
    unled = [one for one in pairs if one["tier"] == "extreme" and one["cadre"] not in leaders]
    free = [one for one in pairs if one["tier"] != "extreme" and one["cadre"] in leaders]
    for heavy, light in zip(unled, free, strict=False):
        heavy["cadre"], light["cadre"] = light["cadre"], heavy["cadre"]
    return pairs


def _call_back(cast: Cast, quarter: Quarter, calendar: Calendar) -> None:
    """The sample of the last whole quarter is drawn, and the first two are called."""
    sample = draw_sample(quarter, on=calendar.last_day, by=cast["zhengmin"])
    for call in sample.calls.all()[:2]:
        record_callback(
            call,
            result=CallbackResult.CAME,
            note="来过，坐了半个钟头",
            on=calendar.last_day,
            by=cast["hewei"],
        )


def _register_cadres(cast: Cast) -> None:
    table = read_cadres(BOOK)
    table.refuse_problems()
    for row in table.rows:
        value = row.values
        register_cadre(
            value["number"],
            name=value["name"],
            kind=CadreKind(value["kind"]),
            title=value["title"],
            phone=value["phone"],
            user=cast.hire(value["number"].lower(), value["name"], Role.CADRE),
            by=cast["zhengmin"],
        )


def _pair(cast: Cast, value: dict[str, Any], cause: str, on: dt.date) -> None:
    causes = dict(zip(Cause.labels, Cause.values, strict=True))
    tier, lead = Tier.objects.get(key=value["tier"]), Cadre.objects.get(number=value["cadre"])
    passed_over = lead.kind != CadreKind.LEADERSHIP and tier.is_hardest
    told = Paper("段工会〔示例〕困难职工认定", on, tier, Cause(causes[cause]))
    paper = enter_paper(
        Worker.objects.with_id_number(value["id_number"]).get(), told, lead=lead, on=on,
        by=cast["liangyan"], no_leader=NEAR_BY if passed_over else "",
    )  # fmt: skip
    decide_paper(paper, agree=True, on=on, by=cast["zhengmin"])


def _visits(
    cast: Cast, pairs: list[tuple[str, str]], paired_on: dt.date, last: Quarter, until: dt.date
) -> list[Event]:
    """Every pairing each quarter, two missed in the last whole one, some in the running one."""
    dice, found = random.Random(579), []  # noqa: S311 - an invented world, the same every time
    first = Quarter.of(paired_on)
    for quarter in first.until(last):
        going = pairs
        if quarter == last:
            going = pairs[:VISITED_IN_LAST_QUARTER]
        elif quarter == last.shifted(-1):
            going = pairs[MISSED_IN_QUARTER_BEFORE:]
        begin = max(quarter.first, until.replace(year=first.year, month=1, day=15))
        end = min(quarter.last, until - dt.timedelta(days=1))
        if quarter == first:  # the first visit of a pairing within thirty days
            end = min(end, paired_on + FIRST_VISIT)
        reach = (end - begin).days
        for cadre, id_number in going:
            day = begin + dt.timedelta(days=dice.randint(0, reach))
            act = partial(_visit, cast, cadre, id_number, day, dice.randrange(10_000))
            found.append(Event(day, act, dt.time(dice.randint(9, 17), dice.randint(0, 59))))
    return found


def _visit(cast: Cast, cadre: str, id_number: str, day: dt.date, luck: int) -> None:
    dice = random.Random(luck)  # noqa: S311 - as above
    worker = Worker.objects.with_id_number(id_number).get()
    pairing = Pairing.objects.open().get(file__worker=worker, cadre__number=cadre)
    levels = dict.fromkeys(("living", "schooling", "medical", "belonging"), Level.FINE)
    if dice.random() < 0.25:
        levels[dice.choice(["living", "schooling", "medical"])] = Level.WATCH
    needs = [dice.choice(list(Need))] if dice.random() < 0.3 else []
    note = dice.choice(NOTES) if luck % SOMETIMES else STAY
    if needs:  # what is asked for is what was said
        note = ASKED[needs[0]]
    record_visit(
        pairing,
        visited_on=day,
        mode=dice.choice([Mode.HOME, Mode.HOME, Mode.WORKPLACE]),
        levels=levels,
        needs=needs,
        note=note,
        key=uuid.uuid4(),
        on=day,
        by=cast[cadre.lower()],
    )
