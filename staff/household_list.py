"""The list of households 家庭户 as its page shows it: filters, counts that open their list, rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from staff.models import HardshipFile, Household, HouseholdMember, Tier, Worker
from welfare.models import User

KINDS = {"double": "双集体户", "file": "有困难档案", "members": "登记了成员"}


@dataclass(frozen=True)
class Asked:
    """Which households, by kind and by name."""

    kind: str
    words: str

    def url(self, kind: str) -> str:
        """The address of a kind's list."""
        return "?" + urlencode({"kind": kind}) if kind else "?"


def asked_of(query: Mapping[str, str], *, care: bool) -> Asked:
    """Read the address; what is unknown, or not for these eyes, is dropped."""
    kind = str(query.get("kind", ""))
    known = kind in KINDS and (care or kind != "file")
    return Asked(kind if known else "", str(query.get("q", "")).strip()[:40])


def _of_kind(homes: "QuerySet[Household]", kind: str) -> "QuerySet[Household]":
    if kind == "double":
        return homes.filter(pk__in=Household.objects.double().order_by().values("pk"))
    if kind == "file":
        return homes.filter(pk__in=HardshipFile.objects.in_force().order_by().values("household"))
    if kind == "members":
        living = HouseholdMember.objects.filter(ended_on=None)
        return homes.filter(pk__in=living.order_by().values("household"))
    return homes


def narrowed(homes: "QuerySet[Household]", asked: Asked) -> "QuerySet[Household]":
    """The households asked for, by number."""
    found = _of_kind(homes, asked.kind)
    if asked.words:
        named = Worker.objects.matching(asked.words).filter(household__isnull=False).order_by()
        known = Q(pk__in=named.values("household")) | Q(number__iexact=asked.words)
        members = HouseholdMember.objects.filter(name__contains=asked.words).order_by()
        found = found.filter(known | Q(pk__in=members.values("household")))
    return found.order_by("number")


@dataclass(frozen=True)
class Number:
    """A count that opens its list."""

    label: str
    count: int
    url: str
    is_on: bool


def counts_of(homes: "QuerySet[Household]", asked: Asked, *, care: bool) -> list[Number]:
    """All households, and those of each kind. One query a kind."""
    kinds: dict[str, Any] = {"": "全部", **KINDS}
    if not care:
        del kinds["file"]
    return [
        Number(label, _of_kind(homes, kind).count(), asked.url(kind), asked.kind == kind)
        for kind, label in kinds.items()
    ]


@dataclass
class Row:
    """A household with its workers, how many members it has, and its tier."""

    home: Household
    workers: list[Worker] = field(default_factory=list)
    members: int = 0
    tier: Tier | None = None

    @property
    def is_double(self) -> bool:
        """双集体户."""
        return sum(worker.left_on is None for worker in self.workers) > 1


def page_rows(page: Iterable[Household], user: User) -> list[Row]:
    """The rows of one page. Three queries, however many households."""
    rows = {home.pk: Row(home) for home in page}
    for worker in Worker.objects.filter(household__in=rows).select_related("station"):
        rows[worker.household_id].workers.append(worker)  # type: ignore[index]  # the filter found it
    living = HouseholdMember.objects.filter(household__in=rows, ended_on=None).order_by()
    for home, members in living.values_list("household").annotate(Count("pk")):
        rows[home].members = members
    files = HardshipFile.objects.visible_to(user).in_force().filter(household__in=rows)
    for file in files.select_related("tier"):
        rows[file.household_id].tier = file.tier  # type: ignore[index]  # the filter found it
    return list(rows.values())
