"""Account 科目: the chart of accounts is data; codes are what the union's accountant uses."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mutualfund.models.fund import Fund, FundKey


class AccountKind(models.TextChoices):
    """科目类别."""

    ASSET = "asset", "资产"
    LIABILITY = "liability", "负债"
    NET = "net", "净资产"
    INCOME = "income", "收入"
    EXPENSE = "expense", "支出"


class AccountQuerySet(models.QuerySet["Account"]):
    """Questions to the chart."""

    def of(self, key: str, fund: str = FundKey.MUTUAL_AID) -> "Account":
        """The account the product posts one kind of event to, by its key."""
        return self.select_related("fund").get(fund__key=fund, key=key)

    def open_on(self, on: dt.date) -> "AccountQuerySet":
        """Accounts that may be posted to on a day."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on), opened_on__lte=on)

    def by_hand(self) -> "AccountQuerySet":
        """Accounts a voucher written by hand may post to: no event of the product has them alone."""
        ours = Q(fund__key=FundKey.MUTUAL_AID, key__in=EVENTS_ONLY)
        return self.exclude(ours | Q(key__in=EVENTS_OF_BOTH))

    def money(self) -> "AccountQuerySet":
        """Bank and cash: what the fund has in hand."""
        return self.filter(key__in=("bank", "cash"))


class Account(models.Model):
    """An account of one fund's books (科目)."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="accounts", verbose_name="基金")
    code = models.CharField("编码", max_length=12, db_collation="C")
    key = models.CharField("用途键", max_length=30)
    name = models.CharField("科目", max_length=40)
    kind = models.CharField("类别", max_length=9, choices=AccountKind.choices)
    opened_on = models.DateField("启用")
    closed_on = models.DateField("停用", null=True, blank=True)

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "科目"
        ordering = ("fund", "code")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fund", "code"], name="account_one_code_per_fund"),
            models.UniqueConstraint(fields=["fund", "key"], name="account_one_key_per_fund"),
            models.CheckConstraint(
                condition=Q(kind__in=AccountKind.values), name="account_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        """The account's statement."""
        return reverse("ledger-account-statement", args=[self.pk])

    def is_open(self, *, on: dt.date) -> bool:
        """Whether the account may be posted to on a day."""
        return self.opened_on <= on and (self.closed_on is None or self.closed_on > on)

    @property
    def is_for_events(self) -> bool:
        """Whether only events post to it (claims, dues, gifts), no voucher by hand."""
        is_ours = self.fund.key == FundKey.MUTUAL_AID
        return self.key in EVENTS_OF_BOTH or (is_ours and self.key in EVENTS_ONLY)

    @property
    def normal_side(self) -> int:
        """1 where debits add to it (assets, expenses), -1 where credits do."""
        return 1 if self.kind in (AccountKind.ASSET, AccountKind.EXPENSE) else -1


# (code, key, name, kind): what both funds begin with; domain.md 9.3
CHART = [
    ("101", "cash", "库存现金", AccountKind.ASSET),
    ("102", "bank", "银行存款", AccountKind.ASSET),
    ("121", "advances", "紧急垫付", AccountKind.ASSET),
    ("201", "unexplained", "待查款项", AccountKind.LIABILITY),
    ("301", "net", "结余", AccountKind.NET),
    ("401.01", "dues_first", "会费收入-首次", AccountKind.INCOME),
    ("401.02", "dues_renewal", "会费收入-续缴", AccountKind.INCOME),
    ("402", "donations", "捐款收入", AccountKind.INCOME),
    ("403.01", "grant_depot", "拨款收入-车务段", AccountKind.INCOME),
    ("403.02", "grant_labour_service_company", "拨款收入-劳动服务公司", AccountKind.INCOME),
    ("403.03", "grant_upper_union", "拨款收入-上级工会", AccountKind.INCOME),
    ("404", "interest", "利息收入", AccountKind.INCOME),
    ("409", "other_income", "其他收入", AccountKind.INCOME),
    ("501.01", "aid_education", "补助支出-子女入学", AccountKind.EXPENSE),
    ("501.02", "aid_medical", "补助支出-疾病医疗", AccountKind.EXPENSE),
    ("501.03", "aid_wedding_funeral", "补助支出-婚丧嫁娶", AccountKind.EXPENSE),
    ("501.04", "aid_other", "补助支出-其他特殊情况", AccountKind.EXPENSE),
    ("502", "fees", "手续费", AccountKind.EXPENSE),
    ("503", "relief", "慰问支出", AccountKind.EXPENSE),
]
CHART_OPENS = dt.date(2000, 1, 1)
# What only an event with its own approval may post to; the database has it too (sql/drafts.sql). The
# other fund has no members, so its gifts and grants come in by hand.
EVENTS_OF_BOTH = frozenset({"advances", "relief"})
EVENTS_ONLY = EVENTS_OF_BOTH | {
    key for _, key, _, _ in CHART if key.startswith(("dues_", "donations", "grant_", "aid_"))
}
BUILT_IN = frozenset(key for _, key, _, _ in CHART)  # the product itself posts to these


def seed_chart(
    fund_model: type[models.Model] = Fund, account_model: type[models.Model] = Account
) -> None:
    """Make both funds and their accounts; what is there stays. Takes historical models too."""
    for key, name in FundKey.choices:
        fund, _ = fund_model._default_manager.get_or_create(key=key, defaults={"name": name})
        for code, use, words, kind in CHART:
            facts = {"code": code, "name": words, "kind": kind.value, "opened_on": CHART_OPENS}
            account_model._default_manager.get_or_create(fund=fund, key=use, defaults=facts)
