"""去世以后发的钱: help that went out on or after the day its worker died, to be asked after."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mutualfund.models import Payment
from staff.models import Gift, Worker
from welfare.access import UserRequest, requires
from welfare.models import User
from welfare.paging import page_of
from welfare.roles import Role
from welfare.workbench_tasks import Task

LISTS = {"fund": "互助金补助", "gift": "送温暖"}


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


def keys_of(source: str = "") -> "QuerySet[Any, Any]":
    """(source, pk, day) of both kinds, or of one; latest first."""
    payments = _keys(Payment.objects.after_death(), "fund", "paid_on")
    gifts = _keys(Gift.objects.after_death(), "gift", "received_on")
    if source == "fund":
        return payments.order_by("-day", "pk")
    if source == "gift":
        return gifts.order_by("-day", "pk")
    return payments.union(gifts, all=True).order_by("-day", "pk")


def rows_of(keys: Iterable[tuple[str, int, dt.date]]) -> list[Late]:
    """The rows of a page, in its order. Two queries."""
    asked = list(keys)
    payments = Payment.objects.select_related("claim__member__worker__station", "cashier")
    gifts = Gift.objects.select_related("campaign", "file__worker__station")
    paid = payments.in_bulk([pk for source, pk, _ in asked if source == "fund"])
    given = gifts.in_bulk([pk for source, pk, _ in asked if source == "gift"])
    return [
        _paid(paid[pk]) if source == "fund" else _given(given[pk], day) for source, pk, day in asked
    ]


def _paid(payment: Payment) -> Late:
    claim = payment.claim
    way = payment.get_method_display()
    told = f"{way}尾号 {payment.card_last4}" if payment.card_last4 else way
    return Late(
        claim.member.worker, payment.paid_on, f"{claim.get_kind_display()}补助",
        f"{told}，出纳 {payment.cashier.name}", payment.amount, claim.number,
        claim.get_absolute_url(),
    )  # fmt: skip


def _given(gift: Gift, day: dt.date) -> Late:
    proxy = f"{gift.proxy_name}（{gift.proxy_relation}）代领" if gift.proxy_name else "写着本人签领"
    campaign = gift.campaign
    return Late(
        gift.file.worker, day, f"{campaign}", proxy, gift.value, campaign.number,
        campaign.get_absolute_url(),
    )  # fmt: skip


def list_asked(query: Mapping[str, str]) -> str:
    """The list of ?show=; both together for anything else."""
    return query["show"] if query.get("show") in LISTS else ""


def late_tasks(user: User, on: dt.date) -> list[Task]:
    """One line on the workbench of who has to ask after it. Two queries."""
    if not user.has_role(Role.OFFICER, Role.AUDITOR):
        return []
    many = Payment.objects.after_death().count() + Gift.objects.after_death().count()
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
    """The list, both kinds together or one of them."""
    chosen = list_asked(request.GET)
    page = page_of(request, keys_of(chosen))
    counts = {
        "fund": Payment.objects.after_death().count(),
        "gift": Gift.objects.after_death().count(),
    }
    tabs = [("", "全部", sum(counts.values()))]
    context = {
        "page": page,
        "rows": rows_of(page),
        "lists": tabs + [(key, words, counts[key]) for key, words in LISTS.items()],
        "chosen": chosen,
        "active": "help-balance",
    }
    return render(request, "welfare/help/after_death.html", context)
