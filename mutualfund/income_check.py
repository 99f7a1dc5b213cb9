"""What should have come in against what did 应收与实收: every difference named, none plugged."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, F, Q, Sum

from mutualfund.models import (
    AccountKind,
    Charter,
    DueKind,
    DuesPayment,
    Entry,
    Explanation,
    FundKey,
    Grant,
    Measure,
    Member,
    MemberState,
    StatedFigure,
)
from mutualfund.rules import paid_until
from welfare.money import cents

ZERO = Decimal("0.00")
ONE_DAY = dt.timedelta(days=1)
OWING = (MemberState.WAITING, MemberState.IN_FORCE, MemberState.GRACE)
# measure -> what the keys of its income accounts begin with
KEYS = {
    Measure.RAISED: "",
    Measure.DUES: "dues_",
    Measure.DONATIONS: "donations",
    Measure.GRANTS: "grant_",
    Measure.INTEREST: "interest",
}


def booked(measure: str, *, on: dt.date) -> Decimal:
    """What the mutual-aid fund's books hold of an income up to a day, yuan. One query."""
    lines = Entry.objects.filter(
        account__fund__key=FundKey.MUTUAL_AID,
        account__kind=AccountKind.INCOME,
        account__key__startswith=KEYS[Measure(measure)],
    )
    return cents(-lines.up_to(on).balance())


@dataclass(frozen=True)
class Difference:
    """A stated figure against the books, and how much of it is explained. Amounts in yuan."""

    figure: StatedFigure
    booked: Decimal
    explained: Decimal

    @property
    def amount(self) -> Decimal:
        """What the paper says beyond the books; negative when it says less."""
        return self.figure.amount - self.booked

    @property
    def left(self) -> Decimal:
        """What nobody has explained yet."""
        return self.amount - self.explained

    @property
    def is_open(self) -> bool:
        """Still on show."""
        return self.left != 0


def difference_of(figure: StatedFigure) -> Difference:
    """One stated figure against the books of its day. Two queries."""
    explained = figure.explanations.agreed().aggregate(sum=Sum("amount"))["sum"] or ZERO
    return Difference(figure, booked(figure.measure, on=figure.as_of), explained)


def differences(figures: Sequence[StatedFigure]) -> list[Difference]:
    """Many stated figures, each against the books of its own day. Two queries."""
    if not figures:
        return []
    sums = Entry.objects.filter(
        account__fund__key=FundKey.MUTUAL_AID, account__kind=AccountKind.INCOME
    ).aggregate(
        **{
            f"figure_{figure.pk}": Sum(
                F("side") * F("amount") * -1,
                filter=Q(account__key__startswith=KEYS[Measure(figure.measure)])
                & Q(date__lte=figure.as_of),
                output_field=DecimalField(max_digits=14, decimal_places=2),
            )
            for figure in figures
        }
    )
    told = Explanation.objects.agreed().filter(figure__in=figures).values("figure").order_by()
    explained = dict(told.annotate(sum=Sum("amount")).values_list("figure", "sum"))
    return [
        Difference(
            figure,
            cents(sums[f"figure_{figure.pk}"] or 0),
            explained.get(figure.pk, ZERO),
        )
        for figure in figures
    ]


@dataclass(frozen=True)
class DuesExpected:
    """Dues that should have come in up to a day against those that did. Amounts in yuan."""

    members: int
    expected_first: Decimal
    renewals_due: int
    expected_renewals: Decimal
    received: Decimal
    ahead: int
    ahead_amount: Decimal
    owed: int
    owed_amount: Decimal

    @property
    def expected(self) -> Decimal:
        """First dues of all who joined, and the renewals that fell due."""
        return self.expected_first + self.expected_renewals

    @property
    def difference(self) -> Decimal:
        """Received beyond what was expected."""
        return self.received - self.expected

    @property
    def unexplained(self) -> Decimal:
        """What neither renewals paid ahead nor dues still owed account for."""
        return self.difference - self.ahead_amount + self.owed_amount


def _charter_on(charters: list[Charter], day: dt.date) -> Charter:
    """The version in force on a day out of those read; the earliest before any was."""
    started = [charter for charter in charters if charter.valid_from <= day]
    return started[-1] if started else charters[0]


@dataclass(frozen=True)
class _Account:
    """One member's dues: what was wanted, and which renewals came early or are missing."""

    first: Decimal
    wanted: list[Decimal]  # the renewals that fell due, each with its charter's amount
    received: Decimal
    ahead: list[Decimal]
    renewals: int

    @property
    def owed(self) -> list[Decimal]:
        """Renewals that fell due and did not come."""
        return self.wanted[self.renewals :]


def _account_of(
    member: Member, rows: list[DuesPayment], charters: list[Charter], on: dt.date
) -> _Account:
    owes_on = member.state in OWING
    end = on if owes_on else min(on, member.until - ONE_DAY)  # type: ignore[attr-defined]  # annotated
    wanted: list[Decimal] = []
    while (day := paid_until(member.joined_on, len(wanted) + 1)) <= end:
        wanted.append(_charter_on(charters, day).renewal_due)
    given = [row.amount for row in rows if row.kind == DueKind.RENEWAL]
    return _Account(
        first=_charter_on(charters, member.joined_on).first_due,
        wanted=wanted,
        received=sum((row.amount for row in rows), ZERO),
        ahead=given[len(wanted) :],
        renewals=len(given),
    )


def dues_expected(*, on: dt.date) -> DuesExpected | None:
    """Hold every member's dues against the charter of the day each fell due. Three queries.

    None while there is no charter. A membership that lapsed or ended owes nothing more.
    """
    charters = list(Charter.objects.adopted().order_by("valid_from"))
    if not charters:
        return None
    members = Member.objects.filter(joined_on__lte=on)
    paid: dict[int, list[DuesPayment]] = defaultdict(list)
    for due in DuesPayment.objects.standing().filter(paid_on__lte=on).order_by("year"):
        paid[due.member_id].append(due)
    found = [
        _account_of(member, paid[member.pk], charters, on)
        for member in members.with_state(_charter_on(charters, on), on=on)
    ]
    wanted = [amount for account in found for amount in account.wanted]
    ahead = [amount for account in found for amount in account.ahead]
    owed = [amount for account in found for amount in account.owed]
    return DuesExpected(
        members=len(found),
        expected_first=sum((account.first for account in found), ZERO),
        renewals_due=len(wanted),
        expected_renewals=sum(wanted, ZERO),
        received=sum((account.received for account in found), ZERO),
        ahead=len(ahead),
        ahead_amount=sum(ahead, ZERO),
        owed=len(owed),
        owed_amount=sum(owed, ZERO),
    )


@dataclass(frozen=True)
class Match:
    """Grants by one document against its base and ratio 配比. Amounts in yuan."""

    document_no: str
    base: Decimal
    ratio: Decimal
    received: Decimal
    payers: tuple[str, ...]

    @property
    def expected(self) -> Decimal:
        """Base times ratio."""
        return cents(self.base * self.ratio)

    @property
    def difference(self) -> Decimal:
        """Received beyond it."""
        return self.received - self.expected


def matches(*, on: dt.date) -> list[Match]:
    """The grants that came by base and ratio, one line for each document. One query."""
    found: dict[tuple[str, Decimal, Decimal], list[Grant]] = defaultdict(list)
    for grant in Grant.objects.kept().filter(received_on__lte=on, match_base__isnull=False):
        if grant.match_base is not None and grant.match_ratio is not None:
            found[grant.document_no, grant.match_base, grant.match_ratio].append(grant)
    return [
        Match(
            document,
            base,
            ratio,
            sum((grant.amount for grant in grants), ZERO),
            tuple(grant.get_payer_display() for grant in grants),
        )
        for (document, base, ratio), grants in found.items()
    ]
