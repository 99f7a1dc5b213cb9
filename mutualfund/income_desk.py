"""The desk of money that came in 收款办理: vouchers that wait for the reviewer or the cashier."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import CharField, Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat

from mutualfund.actions.income import ROWS
from mutualfund.models import (
    Collection,
    CollectionStatus,
    DraftStatus,
    DraftVoucher,
    DuesPayment,
    IncomeVoid,
    Side,
)
from mutualfund.models.vouchers import DraftQuerySet
from welfare.models import User

PURPOSE = "receive"
STATES = [
    (DraftStatus.DRAFT, "等审核"),
    (DraftStatus.REVIEWED, "等出纳确认"),
    (DraftStatus.DROPPED, "退回的"),
]


def income_drafts() -> DraftQuerySet:
    """Drafts of dues, donations, grants and interest."""
    kinds = Q()
    for kind in ROWS:
        kinds |= Q(source__startswith=f"{kind}:")
    return DraftVoucher.objects.filter(kinds, purpose=PURPOSE)


def sent_back() -> DraftQuerySet:
    """退回的, as long as nobody made them anew."""
    anew = income_drafts().exclude(status=DraftStatus.DROPPED).values("source")
    return income_drafts().filter(status=DraftStatus.DROPPED).exclude(source__in=anew)


def waiting_in(state: str) -> DraftQuerySet:
    """The drafts of one state of the desk."""
    if state == DraftStatus.DROPPED:
        return sent_back()
    return income_drafts().filter(status=state)


def chosen(rows: DraftQuerySet, keys: Iterable[str]) -> DraftQuerySet:
    """The ticked ones; what is no number is left out."""
    return rows.filter(pk__in=[int(key) for key in keys if key.isdecimal() and len(key) < 12])


def of_collection(rows: DraftQuerySet, collection: Collection | int) -> DraftQuerySet:
    """Those of the dues of one file."""
    dues = DuesPayment.objects.filter(collection=collection).order_by()
    return rows.filter(source__in=dues.values_list(_source("pk")))


def _source(key: str) -> Concat:
    return Concat(Value("dues:"), Cast(key, CharField()))


@dataclass(frozen=True)
class VoidTold:
    """A row of money that is void, or is to be, with the voucher that tells of it."""

    asked: IncomeVoid
    draft: DraftVoucher | None


def voids_told(voids: Iterable[IncomeVoid]) -> list[VoidTold]:
    """Each with the last voucher of its row. Two queries."""
    asked = list(voids)
    rows = income_drafts().filter(source__in={one.source for one in asked}).with_total()
    known = {draft.source: draft for draft in rows.order_by("pk")}
    return [VoidTold(one, known.get(one.source)) for one in asked]


@dataclass(frozen=True)
class Standing:
    """How many vouchers of a file stand in one state, and their sum in yuan."""

    state: str
    words: str
    count: int
    total: Decimal


def standing_of(collection: Collection) -> list[Standing]:
    """How far the vouchers of a file are, in the order of their life. One query."""
    anew = Q(status=DraftStatus.DROPPED) & ~Q(pk__in=sent_back().values("pk"))
    rows = of_collection(income_drafts(), collection).exclude(anew)
    found = {
        state: (count, total)
        for state, count, total in rows.order_by()
        .values("status")
        .annotate(
            count=Count("pk", distinct=True),
            total=Sum("lines__amount", filter=Q(lines__side=Side.DEBIT)),
        )
        .values_list("status", "count", "total")
    }
    return [
        Standing(state, words, *found.get(state, (0, Decimal(0))))
        for state, words in (*STATES[:2], (DraftStatus.POSTED, "已记账"), *STATES[2:])
    ]


def waiting_files(state: str) -> "QuerySet[Collection]":
    """Written files with vouchers in a state of the desk, the oldest first."""
    sources = income_drafts().filter(status=state).values("source")
    dues = DuesPayment.objects.annotate(source=_source("pk")).filter(source__in=sources)
    rows = Collection.objects.filter(status=CollectionStatus.WRITTEN)
    return rows.filter(pk__in=dues.order_by().values("collection")).defer("rows").order_by("pk")


def may_review_file(user: User, collection: Collection) -> str:
    """Why someone may not review a file of dues as a whole; empty when he may (R13)."""
    rows = of_collection(waiting_in(DraftStatus.DRAFT), collection)
    if not rows.exists():
        return "这一批没有等审核的凭证。"
    if rows.filter(maker=user).exists():
        return "这一批是您制的单，要由别人审核。"
    return ""


def may_post_file(user: User, collection: Collection) -> str:
    """Why a cashier may not post a file of dues as a whole; empty when he may (R13)."""
    unread = of_collection(waiting_in(DraftStatus.DRAFT), collection).count()
    if unread:
        return f"还有 {unread} 张没有审核，审核完再整批记账。"
    rows = of_collection(waiting_in(DraftStatus.REVIEWED), collection)
    if not rows.exists():
        return "这一批没有等出纳确认的凭证。"
    if rows.filter(Q(maker=user) | Q(reviewer=user)).exists():
        return "这一批有您制单或审核的凭证，要由另一位出纳确认。"
    return ""
