"""The list of hardship files 困难档案 as its page shows it: filters and counts that open the list."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, DateField, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from staff.models import Cause, Certification, FileStatus, HardshipFile, Station, Tier
from staff.models.certifications import OVER
from staff.models.hardship import HardshipQuerySet
from staff.tier_words import HEAVY, known_tier, tier_words, told_tier
from staff.visit_list import day_of, quarter_of
from welfare.days import Quarter

GROUPS = {"force": "在档的全部", "way": "正在办", "late": "超过期限"}
TURNS = {"office": "等工会干事办", "chair": "等工会主席批"}  # asked for by the workbench, no tabs
KEYS = ("state", "tier", "cause", "group", "station", "quarter", "on")
NO_QUARTER = Quarter(1, 1)


@dataclass(frozen=True)
class Tab:
    """A way to look at the list, with its count."""

    key: str
    value: str
    words: str
    count: int


def asked_of(query: Mapping[str, str]) -> dict[str, str]:
    """The filters of an address; unknown values narrow nothing. One query where a tier is asked for."""
    known = {
        "state": FileStatus.values,
        "cause": Cause.values,
        "group": GROUPS | TURNS,
    }
    told = {key: str(query.get(key, "")) for key in known}
    asked = {key: value for key, value in told.items() if value in known[key]}
    if tier := known_tier(str(query.get("tier", ""))):
        asked["tier"] = tier
    station = str(query.get("station", ""))
    if station.isdecimal() and len(station) < 10:
        asked["station"] = station
    if quarter_of(str(query.get("quarter", "")), NO_QUARTER) != NO_QUARTER:
        asked["quarter"] = str(query["quarter"])
    if day_of(str(query.get("on", ""))):
        asked["on"] = str(query["on"])
    return asked


def words_of(query: Mapping[str, str]) -> str:
    """The filters in words, for who approves an export."""
    asked = asked_of(query)
    labels: dict[str, dict[str, str]] = {
        "state": dict(FileStatus.choices),
        "cause": dict(Cause.choices),
        "group": GROUPS | TURNS,
    }
    words = [labels[key][asked[key]] for key in labels if key in asked]
    if "tier" in asked:
        words.append(told_tier(asked["tier"]))
    if "station" in asked:
        found = Station.objects.filter(pk=int(asked["station"])).first()
        words.append(found.name if found else "没有这个车站")
    if "quarter" in asked:
        quarter = quarter_of(asked["quarter"], NO_QUARTER)
        words.append(f"{quarter.year} 年{quarter.words}在档")
    if "on" in asked:
        words.append(f"{asked['on']} 在档")
    return "、".join(words)


def kept_in(files: "QuerySet[HardshipFile]", quarter: Quarter) -> "QuerySet[HardshipFile]":
    """Files that were in force on some day of a quarter."""
    opened = files.filter(opened_on__lte=quarter.last)
    return opened.filter(Q(exited_on__isnull=True) | Q(exited_on__gt=quarter.first))


def narrowed(files: HardshipQuerySet, asked: Mapping[str, str], *, on: dt.date) -> HardshipQuerySet:
    """The files asked for."""
    if state := asked.get("state"):
        files = files.filter(status=state)
    if tier := asked.get("tier"):
        heavy = Q(tier__in=Tier.objects.heavy())
        files = files.filter(heavy if tier == HEAVY else Q(tier__key=tier))
    if cause := asked.get("cause"):
        files = files.filter(cause=cause)
    if station := asked.get("station"):
        files = files.filter(worker__station=int(station))
    if quarter := asked.get("quarter"):
        kept = kept_in(HardshipFile.objects.ever_in_force(), quarter_of(quarter, NO_QUARTER))
        files = files.filter(pk__in=kept.order_by().values("pk"))
    if day := day_of(asked.get("on", "")):
        kept = HardshipFile.objects.ever_in_force().in_force_on(day)
        files = files.filter(pk__in=kept.order_by().values("pk"))
    return _grouped(files, asked.get("group", ""), on)


def _grouped(files: HardshipQuerySet, group: str, on: dt.date) -> HardshipQuerySet:
    found = HardshipFile.objects.order_by()
    open_runs = Certification.objects.exclude(status__in=OVER).order_by()
    if group == "force":
        return files & HardshipFile.objects.in_force()
    if group == "way":
        return files.filter(pk__in=open_runs.values("file"))
    if group == "late":
        exits = Q(status=FileStatus.EXIT_PROPOSED, exit_due_on__lt=on)
        stale = Q(status=FileStatus.RECHECK_DUE, recheck_on__lt=on)
        runs = open_runs.filter(due_on__lt=on).values("file")
        return files.filter(exits | stale | Q(pk__in=runs))
    if group in TURNS:
        waiting = {"office": found.waiting_for_office, "chair": found.waiting_for_chair}[group]()
        return files.filter(pk__in=waiting.values("pk"))
    return files


def tabs_of(files: HardshipQuerySet, *, on: dt.date) -> list[Tab]:
    """The groups, then the tiers of the files in force. Five queries."""
    plain = files.order_by()
    groups = [
        Tab("group", key, words, _grouped(plain, key, on).count()) for key, words in GROUPS.items()
    ]
    force, words = _grouped(plain, "force", on), tier_words(on=on)
    by_tier = dict(force.values_list("tier__key").annotate(n=Count("pk", distinct=True)))
    tiers = [Tab("tier", key, name, by_tier.get(key, 0)) for key, name in words.names.items()]
    group = [
        Tab("tier", key, name, narrowed(force, {"tier": key}, on=on).count())
        for key, name in words.heavy.items()
    ]
    return [*groups, *group, *tiers]


def states_of(files: "QuerySet[HardshipFile]") -> list[Tab]:
    """Every state somebody is in, in the order of the life. One query."""
    counted = dict(files.order_by().values_list("status").annotate(n=Count("pk", distinct=True)))
    return [
        Tab("state", state.value, state.label, counted[state])
        for state in FileStatus
        if state in counted
    ]


def rows_of(files: "QuerySet[HardshipFile]") -> "QuerySet[HardshipFile]":
    """The rows with the clock of the running certification, if one runs."""
    run = Max("certifications__due_on", filter=~Q(certifications__status__in=OVER))
    due = Coalesce(run, "exit_due_on", output_field=DateField())
    rows = files.select_related("worker__station", "tier").annotate(due_on=due)
    return rows.order_by("-tier__rank", "worker__pinyin", "pk")


def stations() -> "QuerySet[Station]":
    """The stations for the filter."""
    return Station.objects.order_by("pk")
