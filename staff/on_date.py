"""The roster on any day 某一天的在册人数: every number with the filter that opens its list."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from staff.models import Branch, Household, Identity, Post, Sex, Tenure, TierChange, Worker
from staff.tier_words import tier_words
from staff.worker_list import sees_care
from welfare.models import User

KEYS = ("branch", "station", "post", "sex", "identity", "tier", "double")
GROUPED = ("held__station__branch", "sex", "held__post", "held__identity", "tier_on")
COLUMNS = (
    *(("sex", sex.value, sex.label) for sex in Sex),
    *(("post", post.value, post.label) for post in Post),
)


@dataclass(frozen=True)
class Asked:
    """A day and the filters of the address; unknown values are dropped."""

    on: dt.date
    values: dict[str, str]

    def url(self, **changes: str) -> str:
        """The query of the page with some filters changed; an empty one takes it out."""
        kept = {key: value for key, value in (self.values | changes).items() if value}
        return "?" + urlencode({"on": self.on.isoformat(), **kept})


def asked_of(query: Mapping[str, str], *, today: dt.date) -> tuple[Asked, str]:
    """What the address asks for, and a sentence when its day is of no use."""
    words, on = "", today
    told_day = str(query.get("on", "")).strip()
    if told_day:
        try:
            on = dt.date.fromisoformat(told_day)
        except ValueError:
            words = f"「{told_day[:20]}」不是日期，写成 2025-12-31 这样。先给您看今天的。"
    if on > today:
        words, on = f"{on:%Y-%m-%d} 还没到，先给您看今天的。", today
    told = {key: str(query.get(key, "")).strip()[:20] for key in KEYS}
    known: dict[str, list[str]] = {
        "post": Post.values, "sex": Sex.values, "identity": Identity.values, "double": ["1"],
    }  # fmt: skip
    for key, values in known.items():
        told[key] = told[key] if told[key] in values else ""
    for key in ("branch", "station"):
        told[key] = told[key] if told[key].isdecimal() and len(told[key]) < 10 else ""
    return Asked(on, {key: value for key, value in told.items() if value}), words


def held_for(user: User, *, on: dt.date) -> "QuerySet[Worker]":
    """The workers a reader may see who were counted on a day, each with `tier_on` of that day."""
    workers = Worker.objects.visible_to(user).held_on(on=on)
    changes = TierChange.objects.filter(file__worker=OuterRef("pk"), on__lte=on)
    last = changes.order_by("-on", "-pk").values("now__key")[:1]
    return workers.annotate(tier_on=Coalesce(Subquery(last), Value("")))


def narrowed(workers: "QuerySet[Worker]", asked: Asked) -> "QuerySet[Worker]":
    """The workers asked for; they carry what `held_for` adds."""
    paths = {
        "branch": "held__station__branch", "station": "held__station", "post": "held__post",
        "sex": "sex", "identity": "held__identity", "tier": "tier_on",
    }  # fmt: skip
    found = workers.filter(
        **{path: asked.values[key] for key, path in paths.items() if key in asked.values}
    )
    if "double" in asked.values:
        homes = Household.objects.double_on(on=asked.on).values("pk")
        found = found.filter(household__in=homes)
    return found


@dataclass(frozen=True)
class Number:
    """A count, its words, and the address of its list."""

    label: str
    count: int
    url: str
    is_on: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Line:
    """A branch with its people by sex and post."""

    name: str
    total: Number
    cells: list[Number]


@dataclass(frozen=True)
class Partition:
    """The roster of a day in its parts; sexes, posts and branches each sum to the total."""

    total: Number
    chips: list[Number]
    lines: list[Line]
    foot: Line
    adds_up: bool
    first_day: dt.date | None


def partition_of(user: User, asked: Asked) -> Partition:
    """Count the roster of the day in every part. Five queries, however many workers."""
    care = sees_care(user)
    rows = held_for(user, on=asked.on).order_by().values_list(*GROUPED).annotate(people=Count("pk"))
    tally: Counter[tuple[str, Any]] = Counter()
    crossed: Counter[tuple[int, str, str]] = Counter()
    for branch, sex, post, identity, tier, people in rows:
        told = {"branch": branch, "sex": sex, "post": post, "identity": identity, "tier": tier}
        tally.update(dict.fromkeys(told.items(), people))
        tally["all", ""] += people
        crossed[branch, "sex", sex] += people
        crossed[branch, "post", post] += people
    total = tally["all", ""]
    lines = [
        _line(branch.name, asked, tally["branch", branch.pk], crossed, branch.pk)
        for branch in Branch.objects.all()
    ]
    foot = _foot(asked, tally)
    sums = {sum(tally[key, value] for value in kind.values) for key, kind in _PARTS.items()}
    first = Tenure.objects.order_by("since").values_list("since", flat=True).first()
    chips = _chips(user, asked, tally, care=care)
    adds_up = sums == {total} and sum(line.total.count for line in lines) == total
    return Partition(foot.total, chips, lines, foot, adds_up, first)


_PARTS: dict[str, Any] = {"sex": Sex, "post": Post}


def _line(
    name: str, asked: Asked, people: int, crossed: Counter[tuple[int, str, str]], branch: int
) -> Line:
    day = Asked(asked.on, {"branch": str(branch)})
    cells = [
        Number(label, crossed[branch, key, value], day.url(**{key: value}))
        for key, value, label in COLUMNS
    ]
    return Line(name, Number(name, people, day.url()), cells)


def _foot(asked: Asked, tally: Counter[tuple[str, Any]]) -> Line:
    day = Asked(asked.on, {})
    cells = [
        Number(label, tally[key, value], day.url(**{key: value})) for key, value, label in COLUMNS
    ]
    return Line("合计", Number("全部", tally["all", ""], day.url()), cells)


def _chips(
    user: User, asked: Asked, tally: Counter[tuple[str, Any]], *, care: bool
) -> list[Number]:
    told: list[tuple[str, str, str]] = [
        *COLUMNS,
        *(("identity", each.value, each.label) for each in Identity),
    ]
    if care:
        told += [("tier", key, name) for key, name in tier_words(on=asked.on).names.items()]
    day = Asked(asked.on, {})
    chips = [Number("全部", tally["all", ""], day.url(), is_on=not asked.values)]
    for key, value, label in told:
        is_on = asked.values.get(key) == value
        chips.append(Number(label, tally[key, value], day.url(**{key: value}), is_on))
    doubles = Household.objects.visible_to(user).double_on(on=asked.on).count()
    is_on = "double" in asked.values
    return [*chips, Number("双集体户", doubles, day.url(double="1"), is_on, "户")]
