"""The purse 账面、待发、可用: what the fund holds, has promised, and may still spend this year."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from mutualfund.advances import advanced_of_committed
from mutualfund.models import AccountKind, Charter, Claim, Entry, FundKey, balance_where
from welfare.money import cents

OF_FUND = {"account__fund__key": FundKey.MUTUAL_AID}


@dataclass(frozen=True)
class Purse:
    """The mutual-aid fund on a day; amounts in yuan."""

    balance: Decimal  # 账面: bank and cash
    committed: Decimal  # 待发: approved and not yet paid, less what was advanced on it
    year_base: Decimal  # opening balance of the year and its income
    spent: Decimal  # aid paid this year
    guard: Decimal  # the share of the base that may be spent in the year

    @property
    def available(self) -> Decimal:
        """可用: what nobody was promised."""
        return self.balance - self.committed

    @property
    def limit(self) -> Decimal:
        """年度支出上限."""
        return cents(self.year_base * self.guard)

    @property
    def room(self) -> Decimal:
        """What the year's limit leaves after payments and promises."""
        return self.limit - self.spent - self.committed


def purse_on(on: dt.date, charter: Charter) -> Purse:
    """The purse on a day, under the charter in force. Four queries."""
    money = Q(account__key__in=("bank", "cash"))
    year = Q(date__gte=on.replace(month=1, day=1))
    lines = Entry.objects.filter(**OF_FUND).up_to(on).business()
    found = lines.aggregate(
        balance=balance_where(money),
        opening=balance_where(money, ~year),
        income=balance_where(year, Q(account__kind=AccountKind.INCOME)),
        spent=balance_where(year, Q(account__key__startswith="aid_")),
    )
    return Purse(
        balance=found["balance"],
        committed=Claim.objects.committed().amount() - advanced_of_committed(),
        year_base=found["opening"] - found["income"],
        spent=found["spent"],
        guard=charter.payout_guard,
    )


def purse_today(on: dt.date) -> Purse | None:
    """The purse on a day under the charter of that day; None while there is no charter."""
    charter = Charter.objects.adopted().filter(valid_from__lte=on).order_by("-valid_from").first()
    return purse_on(on, charter) if charter else None
