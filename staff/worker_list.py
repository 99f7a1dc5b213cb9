"""The list of workers 职工档案 as its page shows it: what is asked for, and its rows."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.expressions import OrderBy
from django.http import QueryDict

from staff.models import (
    IN_FORCE,
    CodeList,
    DutyStatus,
    Household,
    Pairing,
    Post,
    Sex,
    Tier,
    Visit,
    VisitDuty,
    Worker,
)
from staff.tier_words import HEAVY, known_tier
from welfare.days import Quarter
from welfare.models import User
from welfare.roles import Role

SORTS = {
    "tier": "等级高的在前",
    "name": "按姓名",
    "number": "按工号",
    "station": "按车站",
    "age": "年纪大的在前",
    "visit": "最久没走访",
}
ORDERS = {
    "name": ("pinyin", "pk"),
    "number": ("number", "pk"),
    "station": ("station", "pinyin", "pk"),
    "age": ("birth", "pinyin", "pk"),
}
ANY_TIER = {"any": "困难职工"}
SWITCHES = {"disabled": "残疾", "double": "双集体户", "due": "本季没走访"}
WHO = {"left": "离册", "all": "在册和离册"}
CODED = {
    "ethnicity": CodeList.ETHNICITY,
    "political_status": CodeList.POLITICAL_STATUS,
    "education": CodeList.EDUCATION,
}
KEYS = (
    *("q", "branch", "station", "post", "tier", *SWITCHES),
    *("sex", *CODED, "who", "sort"),
)
PICKED = "pick"  # workers ticked row by row: their keys, joined by commas
MOST_PICKED = 200
STILL_DUE = (DutyStatus.PENDING, DutyStatus.DOUBTED, DutyStatus.MISSED)


@dataclass(frozen=True)
class Asked:
    """What the address asks for; unknown values are dropped."""

    values: dict[str, str]

    def url(self, **changes: str) -> str:
        """The query of this list with some filters changed; an empty value takes one out."""
        kept = {key: value for key, value in (self.values | changes).items() if value}
        return "?" + urlencode(kept)

    def without(self, *keys: str) -> "Asked":
        """The same without some filters."""
        return Asked({key: value for key, value in self.values.items() if key not in keys})


def sees_care(user: User) -> bool:
    """Whether the list may tell tiers and visits: not to a registrar (security.md 4.2)."""
    return user.may_use("view_pairings") or user.has_role(Role.AUDITOR)


CARE_KEYS = ("tier", "due")
CARE_SORTS = ("tier", "visit")


def asked_of(query: Mapping[str, str]) -> Asked:
    """Read the filters of a query string or a form."""
    told = {key: str(query.get(key, "")).strip()[:60] for key in KEYS}
    for key in ("branch", "station"):
        told[key] = told[key] if told[key].isdecimal() and len(told[key]) < 10 else ""
    told["post"] = told["post"] if told["post"] in Post.values else ""
    told["tier"] = told["tier"] if told["tier"] in ANY_TIER else known_tier(told["tier"])
    told["sex"] = told["sex"] if told["sex"] in Sex.values else ""
    told["who"] = told["who"] if told["who"] in WHO else ""
    for key in SWITCHES:
        told[key] = "1" if told[key] == "1" else ""
    told["sort"] = told["sort"] if told["sort"] in SORTS and told["sort"] != "tier" else ""
    told[PICKED] = _picked(query)
    return Asked({key: value for key, value in told.items() if value})


def _picked(query: Mapping[str, str]) -> str:
    """The workers ticked; none when all of the list is meant (?every=1)."""
    if query.get("every") == "1":
        return ""
    ticked = query.getlist(PICKED) if isinstance(query, QueryDict) else [query.get(PICKED, "")]
    keys = [key for key in ",".join(ticked).split(",") if key.isdecimal() and len(key) < 10]
    return ",".join(list(dict.fromkeys(keys))[:MOST_PICKED])


def with_care(user: User, *, on: dt.date, who: str = "") -> "QuerySet[Worker]":
    """The workers a reader may see, each with the tier of his file in force and whether a visit
    is due this quarter, as far as the reader may know that. Those on the roster unless `who`
    says the leavers 离册, or both.
    """
    workers = Worker.objects.visible_to(user)
    here = workers.on_roster(on=on)
    if who == "left":
        workers = workers.exclude(pk__in=here.order_by().values("pk"))
    elif not who:
        workers = here
    duties = VisitDuty.objects.visible_to(user).of_quarter(Quarter.of(on))
    due = duties.filter(
        pairing__file__worker=OuterRef("pk"), pairing__until__isnull=True, status__in=STILL_DUE
    )
    standing = Q(hardship_files__status__in=IN_FORCE)
    if not sees_care(user):
        standing &= Q(hardship_files__number="")  # no file has that number
    return workers.annotate(
        file=FilteredRelation("hardship_files", condition=standing),
        file_id=F("file__pk"),
        tier_pk=F("file__tier"),
        tier_key=F("file__tier__key"),
        tier_name=F("file__tier__name"),
        tier_rank=F("file__tier__rank"),
        is_due=Exists(due),
    )


def narrowed(workers: "QuerySet[Worker]", asked: Asked) -> "QuerySet[Worker]":
    """The workers asked for, in the order asked for; they carry what `with_care` adds."""
    told = asked.values
    plain = {"branch": "station__branch", "station": "station", "post": "post", "sex": "sex"}
    plain |= {key: key for key in CODED}
    found = workers.matching(told.get("q", "")).filter(  # type: ignore[attr-defined]  # a WorkerQuerySet
        **{path: told[key] for key, path in plain.items() if key in told}
    )
    if tier := told.get("tier"):
        found = found.filter(of_tier(tier))
    if "disabled" in told:
        found = found.filter(is_disabled=True)
    if "double" in told:
        found = found.filter(household__in=doubles())
    if "due" in told:
        found = found.filter(is_due=True)
    if PICKED in told:
        found = found.filter(pk__in=told[PICKED].split(","))
    return _sorted(found, told.get("sort", "tier"))


def of_tier(asked: str) -> Q:
    """Whose file in force holds the tier asked for: any, the heavier ones, or one by its key."""
    if asked in ANY_TIER:
        return Q(tier_pk__isnull=False)
    heavy = Q(tier_pk__in=Tier.objects.heavy().order_by().values("pk"))
    return heavy if asked == HEAVY else Q(tier_key=asked)


def chosen_workers(query: Mapping[str, str], user: User, *, on: dt.date) -> "QuerySet[Worker]":
    """The workers a query of this list asks for, as far as the reader may see them."""
    asked = asked_of(query)
    asked = asked if sees_care(user) else asked.without(*CARE_KEYS)
    return narrowed(with_care(user, on=on, who=asked.values.get("who", "")), asked)


def _sorted(workers: "QuerySet[Worker]", sort: str) -> "QuerySet[Worker]":
    if sort in ORDERS:
        return workers.order_by(*ORDERS[sort])
    if sort == "visit":
        visits = Visit.objects.filter(pairing__file=OuterRef("file_id")).order_by("-visited_on")
        last = Subquery(visits.values("visited_on")[:1])
        known = workers.annotate(last_visit=last)
        in_care = Q(file_id__isnull=False)
        return known.order_by(
            OrderBy(ExpressionWrapper(in_care, BooleanField()), descending=True),
            F("last_visit").asc(nulls_first=True),
            "pinyin",
            "pk",
        )
    return workers.order_by(F("tier_rank").desc(nulls_last=True), "pinyin", "pk")


def doubles() -> "QuerySet[Household, Any]":
    """The households of two collective workers, by key."""
    return Household.objects.double().values("pk")


@dataclass
class Row:
    """A worker with what is said beside the name."""

    worker: Worker
    age: int | None
    tier: Tier | None = None
    cadre: str = ""
    last_visit: dt.date | None = None
    spouses: list[Worker] = field(default_factory=list)


def _held(worker: Worker) -> Tier | None:
    """The tier of his file in force, from what `with_care` adds."""
    told: Any = worker
    return Tier(rank=told.tier_rank, name=told.tier_name) if told.tier_pk else None


def rows_of(page: Iterable[Worker], *, on: dt.date) -> list[Row]:
    """The rows of one page. Three queries, however many workers."""
    rows = [Row(worker, worker.age(on=on), _held(worker)) for worker in page]
    files = [row.worker.file_id for row in rows if row.worker.file_id]  # type: ignore[attr-defined]  # see with_care
    leads = Pairing.objects.open().filter(file__in=files)
    cadres = dict(leads.order_by().values_list("file", "cadre__name"))
    visits = Visit.objects.filter(pairing__file__in=files).order_by()
    last = dict(visits.values_list("pairing__file").annotate(Max("visited_on")))
    homes = {row.worker.household_id for row in rows if row.worker.household_id}
    family: dict[int | None, list[Worker]] = {}
    for worker in Worker.objects.filter(household__in=homes).select_related("station"):
        family.setdefault(worker.household_id, []).append(worker)
    for row in rows:
        file = row.worker.file_id  # type: ignore[attr-defined]  # as above
        row.cadre, row.last_visit = cadres.get(file, ""), last.get(file)
        kin = family.get(row.worker.household_id, []) if row.worker.household_id else []
        row.spouses = [other for other in kin if other.pk != row.worker.pk]
    return rows
