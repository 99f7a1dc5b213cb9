"""What became of the matters 转办事项 in the demo world: most closed, a few in each state."""

import datetime as dt
from functools import partial

from staff.actions.matters import answer_matter, assign_matter, rate_matter
from staff.models import Heard, Matter, MatterStatus, Need, Rating
from welfare.days import Quarter
from welfare.demo.cast import Cast
from welfare.demo.events import Event

EVENING = dt.time(19)
DAY = dt.timedelta(days=1)
LATELY = 30 * DAY  # what was asked for so shortly before the end is still under way
ANSWERS = {
    Need.MEDICAL: "陪着办了医疗补助申请，告诉他带哪些票据",
    Need.SCHOOLING: "和学校说好分两次交，入学补助已受理",
    Need.LIVING: "送去米和油，列入下次慰问",
    Need.HOUSING: "建筑段派人看过，屋顶补好",
    Need.JOB: "联系集经公司，报上了电工班",
    Need.INSURANCE: "和社保核对，补上欠缴的月份",
    Need.OTHER: "问清情况，当面答复",
}


def events(cast: Cast, first: Quarter, until: dt.date) -> list[Event]:
    """Old ones are closed at the end of their quarter; the latest stand in every state."""
    last = Quarter.of(until)
    found = [
        Event(quarter.last, partial(_close_old, cast, quarter.last), EVENING)
        for quarter in first.until(last.shifted(-1))
    ]
    return [*found, Event(until, partial(_leave_latest, cast, until), EVENING)]


def _close_old(cast: Cast, on: dt.date) -> None:
    rows = Matter.objects.to_do().filter(raised_on__lte=on - LATELY).order_by("pk")
    for number, matter in enumerate(rows.select_related("worker")):
        _answer(cast, matter, on)
        if number == 0:  # one in each quarter was not good enough at first
            words = "去了，事情还没办成"
            rate_matter(
                matter, rating=Rating.UNSATISFIED, heard=Heard.PHONE, words=words, on=on,
                by=cast["liangyan"],
            )  # fmt: skip
            answer_matter(matter, answer="又跑了一趟，这回办成了", by=cast["zhengmin"])
        rate_matter(
            matter, rating=Rating.SATISFIED, heard=Heard.PHONE, words="", on=on,
            by=cast["liangyan"],
        )  # fmt: skip


def _answer(cast: Cast, matter: Matter, on: dt.date) -> None:
    assign_matter(matter, cast["zhengmin"], due_on=on + 10 * DAY, on=on, by=cast["zhengmin"])
    answer_matter(matter, answer=ANSWERS[Need(matter.need)], by=cast["zhengmin"])


def _leave_latest(cast: Cast, on: dt.date) -> None:
    """Of those still open: two answered, one of them not well enough, two given away, the rest as they are."""
    rows = list(Matter.objects.filter(status=MatterStatus.RAISED).order_by("-pk")[:6])
    for matter in rows[:2]:
        _answer(cast, matter, on)
    for matter in rows[1:2]:
        rate_matter(
            matter, rating=Rating.UNSATISFIED, heard=Heard.PHONE, words="人来看过，东西还没送到",
            on=on, by=cast["liangyan"],
        )  # fmt: skip
    for matter in rows[2:4]:
        assign_matter(matter, cast["hewei"], due_on=on + 5 * DAY, on=on, by=cast["zhengmin"])
