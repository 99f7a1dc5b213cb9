"""The list of workers 职工档案 as its page shows it: filters, counts that open their list, rows."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    BooleanField,
    Count,
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
    Branch,
    Code,
    CodeList,
    DutyStatus,
    Household,
    Pairing,
    Post,
    SavedFilter,
    Sex,
    Station,
    Tier,
    Visit,
    VisitDuty,
    Worker,
)
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
TIERS = {"any": ["extreme", "severe", "general"], "both": ["extreme", "severe"]}
TIER_WORDS = {"any": "困难职工", "both": "特重困"}
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
STILL_DUE = (DutyStatus.PENDING, DutyStatus.MISSED)


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
    told["tier"] = told["tier"] if told["tier"] in {*TIERS, *TIERS["any"]} else ""
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
        tier_key=F("file__tier__key"),
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
        found = found.filter(tier_key__in=TIERS.get(tier, [tier]))
    if "disabled" in told:
        found = found.filter(is_disabled=True)
    if "double" in told:
        found = found.filter(household__in=_doubles())
    if "due" in told:
        found = found.filter(is_due=True)
    if PICKED in told:
        found = found.filter(pk__in=told[PICKED].split(","))
    return _sorted(found, told.get("sort", "tier"))


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


def _doubles() -> "QuerySet[Household, Any]":
    return Household.objects.double().values("pk")


@dataclass(frozen=True)
class Saved:
    """A filter with a name and its count: the count opens its list."""

    label: str
    count: int
    unit: str
    url: str
    is_on: bool
    is_hot: bool


@dataclass(frozen=True)
class Counts:
    """What the registry holds for this reader: posts, tiers, and the rest by name."""

    total: int
    posts: list[tuple[Post, int]]
    saved: list[Saved]


def counts_of(
    workers: "QuerySet[Worker]", leavers: "QuerySet[Worker]", asked: Asked, *, care: bool
) -> Counts:
    """Count everything the head of the page shows. Two queries; takes workers `with_care`."""
    tiers = {key: Count("pk", filter=Q(tier_key__in=TIERS.get(key, [key]))) for key in _TIER_KEYS}
    found = workers.aggregate(
        total=Count("pk"),
        disabled=Count("pk", filter=Q(is_disabled=True)),
        due=Count("pk", filter=Q(is_due=True)),
        double=Count("household", distinct=True, filter=Q(household__in=_doubles())),
        **{post.value: Count("pk", filter=Q(post=post)) for post in Post},
        **tiers,
    )
    posts = [(post, found[post.value]) for post in Post]
    saved = [Saved("全部", found["total"], "", "?", not asked.values, False)]
    for key, label in _SAVED if care else _SAVED_WITHOUT_CARE:
        values = {key: "1"} if key in SWITCHES else {"tier": key}
        is_on = asked.values == values
        unit = "户" if key == "double" else ""
        url = Asked(values).url()
        saved.append(Saved(label, found[key], unit, url, is_on, key == "due" and found[key] > 0))
    gone = {"who": "left"}
    url = Asked(gone).url()
    saved.append(Saved("离册", leavers.count(), "", url, asked.values == gone, False))
    return Counts(found["total"], posts, saved)


def own_filters(user: User, asked: Asked, *, on: dt.date) -> list[Saved]:
    """A person's saved filters with their counts. Two queries, however many."""
    kept = list(SavedFilter.objects.visible_to(user))
    care = sees_care(user)
    told = [asked_of(one.query).without("sort") for one in kept]
    told = told if care else [one.without(*CARE_KEYS) for one in told]
    counts = {
        f"n{place}": Count(
            "pk",
            filter=Q(
                pk__in=narrowed(with_care(user, on=on, who=one.values.get("who", "")), one)
                .order_by()
                .values("pk")
            ),
        )
        for place, one in enumerate(told)
    }
    found = Worker.objects.visible_to(user).order_by().aggregate(**counts) if kept else {}
    return [
        Saved(
            one.name,
            found[f"n{place}"],
            "",
            asked_of(one.query).url(),
            asked.without("sort").values == told[place].values,
            False,
        )
        for place, one in enumerate(kept)
    ]


_TIER_KEYS = (*TIERS, *TIERS["any"])
_SAVED = (
    ("any", "困难职工"), ("extreme", "特困"), ("both", "特重困"), ("double", "双集体户"),
    ("disabled", "残疾"), ("due", "本季没走访"),
)  # fmt: skip
_SAVED_WITHOUT_CARE = (("double", "双集体户"), ("disabled", "残疾"))


@dataclass(frozen=True)
class Option:
    """A choice of a filter."""

    value: str
    words: str
    is_on: bool


@dataclass(frozen=True)
class Select:
    """A filter as a select box; the first option takes it out."""

    name: str
    label: str
    options: list[Option]

    @property
    def is_on(self) -> bool:
        """Whether the list is narrowed by it."""
        return any(option.is_on for option in self.options)


def selects_of(
    workers: "QuerySet[Worker]", counts: Counts, asked: Asked, *, care: bool
) -> list[Select]:
    """The filters with the counts of their choices. Four queries."""
    placed = dict(workers.order_by().values_list("station").annotate(Count("pk")))
    stations = list(Station.objects.select_related("branch"))
    branches: dict[str, tuple[str, int]] = {}
    for station in stations:
        key, name = str(station.branch_id), station.branch.name
        so_far = branches.get(key, (name, 0))[1]
        branches[key] = (name, so_far + placed.get(station.pk, 0))
    tiers = [*TIER_WORDS.items(), *Tier.objects.values_list("key", "name")]
    words: dict[str, list[str]] = {kind.value: [] for kind in CodeList}
    for kind_key, name in Code.objects.filter(is_used=True).values_list("list", "name"):
        words[kind_key].append(name)
    choices: dict[str, tuple[str, list[tuple[str, str]]]] = {
        "branch": ("分公司", [(k, f"{name} {n}") for k, (name, n) in branches.items()]),
        "station": ("车站", [(str(s.pk), f"{s.name} {placed.get(s.pk, 0)}") for s in stations]),
        "post": ("岗位", [(post.value, f"{post.label} {n}") for post, n in counts.posts]),
        "tier": ("等级", list(tiers)),
        "sex": ("性别", list(Sex.choices)),
        **{
            key: (kind.label, [(name, name) for name in words[kind]]) for key, kind in CODED.items()
        },
        "who": ("在册", list(WHO.items())),
        **{key: (label, [("1", "是")]) for key, label in SWITCHES.items()},
    }
    return [
        Select(name, label, [Option(v, words, asked.values.get(name) == v) for v, words in told])
        for name, (label, told) in choices.items()
        if care or name not in CARE_KEYS
    ]


def words_of(asked: Asked) -> list[str]:
    """The filters in words without counts, for who approves an export. Three queries at most."""
    told = asked.values
    words = [f"「{told['q']}」"] if "q" in told else []
    for key, rows in (("branch", Branch.objects), ("station", Station.objects)):
        if key in told:
            words.append(str(rows.filter(pk=int(told[key])).first() or f"没有这个{key}"))
    if "tier" in told:
        tiers = TIER_WORDS | dict(Tier.objects.values_list("key", "name"))
        words.append(tiers.get(told["tier"], told["tier"]))
    labels: dict[str, dict[str, str]] = {
        "post": dict(Post.choices), "sex": dict(Sex.choices), "who": WHO,
    }  # fmt: skip
    words += [label[told[key]] for key, label in labels.items() if key in told]
    words += [told[key] for key in CODED if key in told]
    return words + [label for key, label in SWITCHES.items() if key in told]


def tags_of(selects: Iterable[Select], asked: Asked) -> list[tuple[str, str]]:
    """Filters in use: words, and the address without them."""
    tags = []
    if "q" in asked.values:
        tags.append((f"「{asked.values['q']}」", asked.url(q="")))
    if PICKED in asked.values:
        many = len(asked.values[PICKED].split(","))
        tags.append((f"选中的 {many} 人", asked.url(**{PICKED: ""})))
    for select in selects:
        for option in select.options:
            if option.is_on:
                words = select.label if select.name in SWITCHES else option.words.split()[0]
                tags.append((words, asked.url(**{select.name: ""})))
    return tags


@dataclass
class Row:
    """A worker with what is said beside the name."""

    worker: Worker
    age: int | None
    cadre: str = ""
    last_visit: dt.date | None = None
    spouses: list[Worker] = field(default_factory=list)


def rows_of(page: Iterable[Worker], *, on: dt.date) -> list[Row]:
    """The rows of one page. Three queries, however many workers."""
    rows = [Row(worker, worker.age(on=on)) for worker in page]
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
