"""The head of the list of workers 职工档案: counts that open their list, select boxes, filters in words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from staff.models import (
    Branch,
    Code,
    CodeList,
    Post,
    SavedFilter,
    Sex,
    Station,
    Worker,
)
from staff.tier_words import TierWords, tier_words, told_tier
from staff.worker_list import (
    ANY_TIER,
    CARE_KEYS,
    CODED,
    PICKED,
    SWITCHES,
    WHO,
    Asked,
    asked_of,
    doubles,
    narrowed,
    of_tier,
    sees_care,
    with_care,
)
from welfare.models import User


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
    tiers: TierWords


def counts_of(
    workers: "QuerySet[Worker]",
    leavers: "QuerySet[Worker]",
    asked: Asked,
    *,
    care: bool,
    on: dt.date,
) -> Counts:
    """Count everything the head of the page shows. Three queries; takes workers `with_care`."""
    words = tier_words(on=on)
    offered = _offered(words, care=care)
    found = workers.aggregate(
        total=Count("pk"),
        disabled=Count("pk", filter=Q(is_disabled=True)),
        due=Count("pk", filter=Q(is_due=True)),
        double=Count("household", distinct=True, filter=Q(household__in=doubles())),
        **{post.value: Count("pk", filter=Q(post=post)) for post in Post},
        **{f"tier_{key}": Count("pk", filter=of_tier(key)) for key, _ in offered.tiers},
    )
    posts = [(post, found[post.value]) for post in Post]
    saved = [Saved("全部", found["total"], "", "?", not asked.values, False)]
    for key, label in offered.tiers:
        saved.append(_saved(label, found[f"tier_{key}"], {"tier": key}, asked))
    for key, label in offered.switches:
        saved.append(_saved(label, found[key], {key: "1"}, asked))
    gone = {"who": "left"}
    url = Asked(gone).url()
    saved.append(Saved("离册", leavers.count(), "", url, asked.values == gone, False))
    return Counts(found["total"], posts, saved, words)


@dataclass(frozen=True)
class _Offer:
    """The filters with a name of their own."""

    tiers: list[tuple[str, str]]
    switches: list[tuple[str, str]]


def _offered(words: TierWords, *, care: bool) -> _Offer:
    if not care:
        return _Offer([], [("double", "双集体户"), ("disabled", "残疾")])
    hardest = [(words.hardest.key, words.hardest.name)] if words.hardest else []
    tiers = [*ANY_TIER.items(), *hardest, *words.heavy.items()]
    return _Offer(tiers, [("double", "双集体户"), ("disabled", "残疾"), ("due", "本季没走访")])


def _saved(label: str, count: int, values: dict[str, str], asked: Asked) -> Saved:
    unit = "户" if "double" in values else ""
    is_hot = "due" in values and count > 0
    return Saved(label, count, unit, Asked(values).url(), asked.values == values, is_hot)


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
    """The filters with the counts of their choices. Three queries."""
    placed = dict(workers.order_by().values_list("station").annotate(Count("pk")))
    stations = list(Station.objects.select_related("branch"))
    branches: dict[str, tuple[str, int]] = {}
    for station in stations:
        key, name = str(station.branch_id), station.branch.name
        so_far = branches.get(key, (name, 0))[1]
        branches[key] = (name, so_far + placed.get(station.pk, 0))
    tiers = ANY_TIER | counts.tiers.heavy | counts.tiers.names
    words: dict[str, list[str]] = {kind.value: [] for kind in CodeList}
    for kind_key, name in Code.objects.filter(is_used=True).values_list("list", "name"):
        words[kind_key].append(name)
    choices: dict[str, tuple[str, list[tuple[str, str]]]] = {
        "branch": ("分公司", [(k, f"{name} {n}") for k, (name, n) in branches.items()]),
        "station": ("车站", [(str(s.pk), f"{s.name} {placed.get(s.pk, 0)}") for s in stations]),
        "post": ("岗位", [(post.value, f"{post.label} {n}") for post, n in counts.posts]),
        "tier": ("等级", list(tiers.items())),
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
        words.append(ANY_TIER.get(told["tier"]) or told_tier(told["tier"]))
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
