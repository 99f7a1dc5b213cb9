"""Advances read 紧急垫付: what became of each, what is overdue, what was recovered."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Max

from mutualfund.models import (
    Account,
    Advance,
    AdvanceState,
    AdvanceStatus,
    Claim,
    DraftStatus,
    DraftVoucher,
    Entry,
    Meeting,
    MeetingStatus,
    Side,
    Voucher,
    VoucherKind,
)
from mutualfund.models.advances import ACCOUNT, ADVANCE
from mutualfund.models.claim_life import COMMITTED, ENDED_WITHOUT_MONEY, PAID_OUT

ZERO = Decimal("0.00")
OVERDUE = "overdue"


@dataclass(frozen=True)
class Told:
    """An advance with what became of it. Amounts in yuan."""

    advance: Advance
    recovered: Decimal
    due_on: dt.date | None
    is_overdue: bool
    came_back: bool = False  # its voucher was reversed, and nobody put that down yet

    @property
    def state(self) -> AdvanceState | None:
        """What became of the money; None before it was paid."""
        if self.advance.status != AdvanceStatus.PAID:
            return None
        if self.came_back:
            return AdvanceState.CAME_BACK
        status = self.advance.claim.status
        if status in (*COMMITTED, *PAID_OUT):
            return AdvanceState.RATIFIED
        if status not in ENDED_WITHOUT_MONEY:
            return AdvanceState.WAITING
        return AdvanceState.RECOVERED if self.left <= 0 else AdvanceState.RECOVERING

    @property
    def left(self) -> Decimal:
        """What is still to come back, if it is to come back. Unit: yuan."""
        return self.advance.amount - self.recovered

    @property
    def words(self) -> str:
        """The state as it is shown."""
        if self.is_overdue:
            return "超期没有追认"
        return str(self.state.label) if self.state else self.advance.get_status_display()

    @property
    def paint(self) -> str:
        """How the state is painted."""
        if self.is_overdue or self.state in (AdvanceState.RECOVERING, AdvanceState.CAME_BACK):
            return "over"
        return "ok" if self.state in (AdvanceState.RATIFIED, AdvanceState.RECOVERED) else "wait"


def recovered_by(advances: Iterable[Advance]) -> dict[int, Decimal]:
    """What was paid back, by advance: credits of its recovery vouchers that stand. One query."""
    keys = {f"member:{one.claim.member_id}": one.pk for one in advances}
    found: dict[int, Decimal] = defaultdict(Decimal)
    rows = Entry.objects.filter(
        account__key=ACCOUNT, voucher__source__startswith=f"{ADVANCE}:", side=Side.CREDIT,
        voucher__reversed_by__isnull=True,
    )  # fmt: skip
    for source, amount in rows.filter(party__in=keys).values_list("voucher__source", "amount"):
        found[int(source.split(":")[1])] += amount
    return found


def told(advances: Iterable[Advance], *, on: dt.date) -> list[Told]:
    """The advances with what became of them. Three queries; the rows come with claim and charter."""
    rows = list(advances)
    recovered = recovered_by(rows)
    reds = Voucher.objects.filter(reverses__in=[one.voucher_id for one in rows if one.voucher_id])
    undone = set(reds.values_list("reverses", flat=True))
    last = Meeting.objects.filter(status=MeetingStatus.CLOSED).aggregate(day=Max("held_on"))["day"]
    return [
        _told(
            Told(one, recovered.get(one.pk, ZERO), None, False, one.voucher_id in undone), last, on
        )
        for one in rows
    ]


def _told(read: Told, last: dt.date | None, on: dt.date) -> Told:
    paid_on = read.advance.paid_on
    if paid_on is None:
        return read
    due = paid_on + dt.timedelta(days=read.advance.claim.charter.ratify_days)
    missed = last is not None and last > paid_on
    late = read.state == AdvanceState.WAITING and (on > due or missed)
    return replace(read, due_on=due, is_overdue=late)


def with_claims() -> "list[Advance]":
    """Every advance with what its state is read from."""
    return list(
        Advance.objects.select_related(
            "claim__member__worker__station", "claim__charter", "voucher"
        )
    )


def narrowed(rows: list[Told], query: Mapping[str, str]) -> list[Told]:
    """The rows narrowed by ?state=; unknown values narrow nothing."""
    asked = query.get("state", "")
    if asked == OVERDUE:
        return [row for row in rows if row.is_overdue]
    if asked in AdvanceState.values:
        return [row for row in rows if row.state == asked]
    if asked in AdvanceStatus.values:
        return [row for row in rows if row.advance.status == asked]
    return rows


@dataclass(frozen=True)
class Tally:
    """The advances counted, for the workbench and the public page."""

    paid: int
    amount: Decimal
    waiting: int
    overdue: int
    recovering: int
    outstanding: Decimal


def tally(*, on: dt.date) -> Tally:
    """How many advances were paid, wait, are overdue or come back. Three queries."""
    rows = told(Advance.objects.paid().select_related("claim__charter", "claim__member"), on=on)
    states = [row.state for row in rows]
    return Tally(
        paid=len(rows),
        amount=sum((row.advance.amount for row in rows), ZERO),
        waiting=states.count(AdvanceState.WAITING),
        overdue=sum(row.is_overdue for row in rows),
        recovering=states.count(AdvanceState.RECOVERING),
        outstanding=Advance.objects.outstanding(),
    )


def advanced_on(claim: Claim) -> Decimal:
    """What was paid on the claim before its decision. Unit: yuan. One query."""
    paid = Advance.objects.paid().filter(claim=claim).values_list("amount", flat=True).first()
    return paid or ZERO


def advanced_of_committed() -> Decimal:
    """What of the promised money is out already. Unit: yuan. One query."""
    rows = Advance.objects.paid().filter(claim__status__in=COMMITTED)
    return sum(rows.values_list("amount", flat=True), ZERO)


def draft_of(advance: Advance) -> DraftVoucher | None:
    """The voucher on its way that pays the advance."""
    drafts = DraftVoucher.objects.filter(source=advance.source, purpose=ADVANCE)
    return drafts.exclude(status=DraftStatus.DROPPED).select_related("maker", "reviewer").first()


def recovery_of(advance: Advance) -> str:
    """What of it was recovered or is being recovered, in words; empty when nothing is."""
    source = f"{advance.source}:"
    waiting = DraftVoucher.objects.waiting().filter(source__startswith=source)
    if waiting.exists():
        return f"紧急垫付 {advance} 收回的凭证还没有记账，先请审核人退回那张凭证。"
    entered = Voucher.objects.filter(
        source__startswith=source, kind=VoucherKind.NORMAL, reversed_by__isnull=True
    )
    if found := entered.first():
        return f"紧急垫付 {advance} 已经收回过，先冲销收回的凭证 {found}。"
    return ""


def why_not_undone(voucher: Voucher) -> str:
    """Why the voucher of an advance is not reversed: its money is asked back; or nothing."""
    advance = Advance.objects.paid().filter(voucher=voucher).first()
    return recovery_of(advance) if advance is not None else ""


def account() -> Account:
    """紧急垫付 in the chart of accounts."""
    return Account.objects.of(ACCOUNT)
