"""去世以后发的钱: help that went out on or after the day its worker died, to be asked after."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mutualfund.models import Payment, Relief
from staff.models import Gift, Worker
from welfare.access import UserRequest, requires
from welfare.models import User
from welfare.paging import page_of
from welfare.roles import Role
from welfare.workbench_tasks import Task

LISTS = {"fund": "互助金补助", "gift": "送温暖", "relief": "困难救助"}


@dataclass(frozen=True)
class Late:
    """Money or goods that went out after a death, yuan."""

    worker: Worker
    on: dt.date
    words: str
    told: str
    amount: Decimal
    number: str
    url: str

    @property
    def died_on(self) -> dt.date | None:
        """The day of death."""
        return self.worker.died_on

    @property
    def days(self) -> int:
        """How long after the death; 0 on the day itself."""
        return (self.on - self.died_on).days if self.died_on else 0


def _keys(rows: "QuerySet[Any]", source: str, day: str) -> "QuerySet[Any, Any]":
    named = rows.order_by().annotate(source=Value(source, CharField()), day=F(day))
    found: QuerySet[Any, Any] = named.values_list("source", "pk", "day")
    return found


def _sets() -> dict[str, "QuerySet[Any]"]:
    """What went out after a death, by the keys of LISTS."""
    return {
        "fund": Payment.objects.after_death(),
        "gift": Gift.objects.after_death(),
        "relief": Relief.objects.after_death(),
    }


def keys_of(source: str = "") -> "QuerySet[Any, Any]":
    """(source, pk, day) of every kind, or of one; latest first."""
    days = {"gift": "received_on"}
    named = [
        _keys(rows, key, days.get(key, "paid_on"))
        for key, rows in _sets().items()
        if source in ("", key)
    ]
    return (
        named[0].union(*named[1:], all=True).order_by("-day", "pk")
        if named[1:]
        else (named[0].order_by("-day", "pk"))
    )


def rows_of(keys: Iterable[tuple[str, int, dt.date]]) -> list[Late]:
    """The rows of a page, in its order. Three queries."""
    asked = list(keys)
    rows: dict[str, QuerySet[Any]] = {
        "fund": Payment.objects.select_related("claim__member__worker__station", "cashier"),
        "gift": Gift.objects.select_related("campaign", "file__worker__station"),
        "relief": Relief.objects.select_related("worker__station", "cashier"),
    }
    found = {
        key: all_.in_bulk([pk for one, pk, _ in asked if one == key]) for key, all_ in rows.items()
    }
    return [TOLD[source](found[source][pk], day) for source, pk, day in asked]


def _way(paid: Payment | Relief) -> str:
    way, cashier = paid.get_method_display(), paid.cashier.name if paid.cashier else ""
    told = f"{way}尾号 {paid.card_last4}" if paid.card_last4 else way
    return f"{told}，出纳 {cashier}"


def _relieved(relief: Relief, day: dt.date) -> Late:
    return Late(
        relief.worker, day, relief.get_kind_display(), _way(relief), relief.amount, relief.number,
        relief.get_absolute_url(),
    )  # fmt: skip


def _paid(payment: Payment, day: dt.date) -> Late:
    claim = payment.claim
    return Late(
        claim.member.worker, day, f"{claim.get_kind_display()}补助", _way(payment), payment.amount, claim.number,
        claim.get_absolute_url(),
    )  # fmt: skip


def _given(gift: Gift, day: dt.date) -> Late:
    proxy = f"{gift.proxy_name}（{gift.proxy_relation}）代领" if gift.proxy_name else "写着本人签领"
    campaign = gift.campaign
    return Late(
        gift.file.worker, day, f"{campaign}", proxy, gift.value, campaign.number,
        campaign.get_absolute_url(),
    )  # fmt: skip


TOLD: dict[str, Callable[[Any, dt.date], Late]] = {
    "fund": _paid, "gift": _given, "relief": _relieved,
}  # fmt: skip


def list_asked(query: Mapping[str, str]) -> str:
    """The list of ?show=; all together for anything else."""
    return query["show"] if query.get("show") in LISTS else ""


def late_tasks(user: User, on: dt.date) -> list[Task]:
    """One line on the workbench of who has to ask after it. Three queries."""
    if not user.has_role(Role.OFFICER, Role.AUDITOR):
        return []
    many = sum(rows.count() for rows in _sets().values())
    if not many:
        return []
    told = "死亡日期登记得晚，或者钱发得晚。请核对日期，该退的请家属退回"
    url = reverse("after-death-list")
    state = f"{many} 笔"
    return [
        Task("slash-circle", "去世以后发的钱", url, told, kind="over", state=state, weight=many)
    ]


@never_cache
@require_GET
@requires("view_help")
def after_death_list(request: UserRequest) -> HttpResponse:
    """The list, every kind together or one of them."""
    chosen = list_asked(request.GET)
    page = page_of(request, keys_of(chosen))
    counts = {key: rows.count() for key, rows in _sets().items()}
    tabs = [("", "全部", sum(counts.values()))]
    context = {
        "page": page,
        "rows": rows_of(page),
        "lists": tabs + [(key, words, counts[key]) for key, words in LISTS.items()],
        "chosen": chosen,
        "active": "help-balance",
    }
    return render(request, "welfare/help/after_death.html", context)
