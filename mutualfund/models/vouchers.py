"""The books 账本: drafts that may change, and Voucher 凭证 with its Entry 分录 that may not.

A draft is made by one and reviewed by another; posting copies it into the frozen tables through
the SQL function `mutualfund_post_draft`, which gives the number, the chain hash and the period
balances in one step (migrations 0002 and 0003). A mistake is answered by a red reversal.
"""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce, Round
from django.urls import reverse

from mutualfund.models.accounts import Account
from mutualfund.models.fund import Fund
from welfare.models import User

ZERO = Decimal("0.00")


def short(digest: bytes | memoryview) -> str:
    """The beginning of a hash in three groups of four: enough to notice a change."""
    text = bytes(digest).hex().upper()
    return "-".join(text[i : i + 4] for i in (0, 4, 8))


def voucher_name(date: dt.date, month_number: int) -> str:
    """What people call a voucher: 2026-10 记-001."""
    return f"{date:%Y-%m} 记-{month_number:03d}"


class Side(models.IntegerChoices):
    """借贷方向; in sums debit counts plus, credit minus."""

    DEBIT = 1, "借"
    CREDIT = -1, "贷"


class VoucherKind(models.TextChoices):
    """凭证种类."""

    NORMAL = "normal", "记账"
    REVERSAL = "reversal", "红字冲销"
    CLOSING = "closing", "结转"
    OPENING = "opening", "期初"


class DraftStatus(models.TextChoices):
    """Life of a draft: posted means it has its voucher."""

    DRAFT = "draft", "待审核"
    REVIEWED = "reviewed", "已审核"
    POSTED = "posted", "已记账"
    DROPPED = "dropped", "作废"


NEXT = {
    DraftStatus.DRAFT: {DraftStatus.REVIEWED, DraftStatus.DROPPED},
    DraftStatus.REVIEWED: {DraftStatus.POSTED, DraftStatus.DRAFT, DraftStatus.DROPPED},
}


# Posted rows name fund, people and accounts without a constraint and an index each: the trigger on
# the lines asks for them once a statement (sql/ledger.sql), and what they name cannot be deleted.
NAMED: dict[str, Any] = {"on_delete": models.PROTECT, "db_constraint": False, "db_index": False}


class Voucher(models.Model):
    """A posted voucher (记账凭证): numbered without gaps, chained, frozen."""

    fund = models.ForeignKey(Fund, related_name="vouchers", verbose_name="基金", **NAMED)
    year = models.PositiveSmallIntegerField("年")
    number = models.PositiveIntegerField("年内号")
    month_number = models.PositiveIntegerField("月内号")
    date = models.DateField("日期")
    kind = models.CharField("种类", max_length=8, choices=VoucherKind.choices)
    summary = models.CharField("摘要", max_length=200)
    source = models.CharField("来源", max_length=60, db_collation="C")
    purpose = models.CharField("用途", max_length=30, db_collation="C")
    key = models.UUIDField("幂等键", unique=True)
    content_hash = models.BinaryField("内容散列", max_length=32)
    maker = models.ForeignKey(User, related_name="+", verbose_name="制单", **NAMED)
    reviewer = models.ForeignKey(User, related_name="+", verbose_name="审核", **NAMED)
    poster = models.ForeignKey(User, related_name="+", verbose_name="记账", **NAMED)
    cashier = models.ForeignKey(User, related_name="+", null=True, verbose_name="出纳", **NAMED)
    attachments = models.PositiveSmallIntegerField("附单据（张）")
    reverses = models.OneToOneField(
        "self", models.PROTECT, related_name="reversed_by", null=True, verbose_name="冲销"
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, related_name="corrected_by", null=True, db_index=False,
        verbose_name="订正",
    )  # fmt: skip
    posted_at = models.DateTimeField("记账时间")
    line_count = models.PositiveIntegerField("分录数")
    total = models.DecimalField("借方合计（元）", max_digits=14, decimal_places=2)
    hash = models.BinaryField("链散列", max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = "凭证"
        ordering = ("fund", "year", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fund", "year", "number"], name="voucher_number_once"),
            models.UniqueConstraint(
                fields=["source", "purpose"],
                condition=Q(kind="normal"),
                name="voucher_one_per_source_and_purpose",
                violation_error_message="这件事已经记过账了",
            ),
            models.CheckConstraint(
                condition=~Q(maker=F("reviewer")), name="voucher_reviewed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(cashier__isnull=True)
                | (~Q(cashier=F("maker")) & ~Q(cashier=F("reviewer"))),
                name="voucher_cashier_apart",
            ),
            models.CheckConstraint(condition=Q(year=F("date__year")), name="voucher_year_of_date"),
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False)
                | (~Q(kind="reversal") & Q(reverses__isnull=True)),
                name="voucher_reversal_names_its_twin",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=VoucherKind.values), name="voucher_kind_known"
            ),
            models.CheckConstraint(condition=Q(line_count__gte=2), name="voucher_two_lines"),
            models.CheckConstraint(
                condition=~Q(summary__regex=r"[[:cntrl:]]"), name="voucher_summary_is_plain"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["fund", "date", "number"], name="voucher_fund_date"),
            models.Index(
                fields=["corrects"], condition=Q(corrects__isnull=False), name="voucher_corrects"
            ),
        ]

    def __str__(self) -> str:
        return voucher_name(self.date, self.month_number)

    def get_absolute_url(self) -> str:
        """The voucher's page."""
        return reverse("voucher-detail", args=[self.pk])

    @property
    def short_hash(self) -> str:
        """The chain's hash up to this voucher, for comparing with paper."""
        return short(self.hash)


def balance_where(*conditions: Q) -> Round:
    """Debits less credits of the lines that meet every condition, yuan with two places."""
    when = Q(*conditions) if conditions else None
    return Round(Coalesce(Sum(F("side") * F("amount"), filter=when), ZERO), precision=2)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions to the posted lines."""

    def of(self, account: Account) -> Self:
        """Lines of one account."""
        return self.filter(account=account)

    def with_account(self) -> Self:
        """Each with its account and fund."""
        return self.select_related("account__fund")

    def business(self) -> Self:
        """Without the carry-over of a year's end, which moves income and expenses to 结余."""
        return self.exclude(voucher__kind=VoucherKind.CLOSING)

    def up_to(self, day: dt.date) -> Self:
        """Lines dated up to a day, that day included."""
        return self.filter(date__lte=day)

    def balance(self) -> Decimal:
        """Debits less credits, yuan."""
        found: Decimal = self.aggregate(balance=balance_where())["balance"]
        return found


class Entry(models.Model):
    """A line of a posted voucher (分录)."""

    balance: Decimal  # running, set by StatementRows

    pk = models.CompositePrimaryKey("voucher_id", "line")
    voucher = models.ForeignKey(Voucher, related_name="entries", verbose_name="凭证", **NAMED)
    line = models.PositiveIntegerField("行")
    account = models.ForeignKey(Account, related_name="+", verbose_name="科目", **NAMED)
    party = models.CharField("往来", max_length=60, blank=True, db_collation="C")
    date = models.DateField("日期")
    side = models.SmallIntegerField("方向", choices=Side.choices)
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "分录"
        ordering = ("voucher", "line")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(side__in=(1, -1)), name="entry_side_known"),
            models.CheckConstraint(condition=~Q(amount=0), name="entry_amount_not_zero"),
            models.CheckConstraint(
                condition=Q(party__regex=r"^[a-z_]*(:[0-9]+)?$"), name="entry_party_is_a_key"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["account", "date", "voucher", "line"],
                include=["side", "amount"],
                name="entry_account_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voucher} {self.get_side_display()} {self.account} {self.amount}"


class Series(models.Model):
    """The counter of one fund and year: last numbers, head of the chain, what is closed."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年")
    last_number = models.PositiveIntegerField("末号", default=0)
    month_numbers = ArrayField(
        models.PositiveIntegerField(), size=12, db_default=[0] * 12, verbose_name="各月末号"
    )
    last_hash = models.BinaryField("链头", max_length=32)
    begun_after = models.PositiveIntegerField(
        "接上年第几号", null=True, help_text="链从上一年这一号的散列接起；基金的第一年为空"
    )
    closed_through = models.DateField("已结账至")

    class Meta:
        verbose_name = verbose_name_plural = "凭证序列"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fund", "year"], name="series_one_per_fund_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.fund} {self.year}"

    @property
    def short_hash(self) -> str:
        """The head of the chain, for printing and comparing."""
        return short(self.last_hash)


class PeriodBalance(models.Model):
    """Debits and credits of one account in one month, kept by the posting function."""

    pk = models.CompositePrimaryKey("account_id", "month")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="科目")
    month = models.DateField("月", help_text="当月一日")
    debit = models.DecimalField("借方（元）", max_digits=14, decimal_places=2)
    credit = models.DecimalField("贷方（元）", max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = verbose_name_plural = "期间余额"

    def __str__(self) -> str:
        return f"{self.account} {self.month:%Y-%m}"


class DraftQuerySet(models.QuerySet["DraftVoucher"]):
    """Questions to the drafts."""

    def waiting(self) -> Self:
        """Not posted and not dropped."""
        return self.filter(status__in=(DraftStatus.DRAFT, DraftStatus.REVIEWED))

    def with_total(self) -> Self:
        """With `total`, the debits in yuan; negative in a reversal."""
        return self.annotate(total=Sum("lines__amount", filter=Q(lines__side=Side.DEBIT)))


class DraftVoucher(models.Model):
    """A voucher on its way (凭证草稿): made by one, reviewed by another, then posted."""

    fund = models.ForeignKey(
        Fund, models.PROTECT, related_name="+", db_index=False, verbose_name="基金"
    )
    date = models.DateField("日期")
    kind = models.CharField(
        "种类", max_length=8, choices=VoucherKind.choices, default=VoucherKind.NORMAL
    )
    summary = models.CharField("摘要", max_length=200)
    source = models.CharField("来源", max_length=60, db_collation="C")
    purpose = models.CharField("用途", max_length=30, db_collation="C")
    key = models.UUIDField("幂等键", unique=True, default=uuid.uuid4, editable=False)
    attachments = models.PositiveSmallIntegerField("附单据（张）")
    status = models.CharField(
        "状态", max_length=8, choices=DraftStatus.choices, default=DraftStatus.DRAFT
    )
    maker = models.ForeignKey(
        User, models.PROTECT, related_name="+", db_index=False, verbose_name="制单"
    )
    reviewer = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, db_index=False, verbose_name="审核"
    )
    reverses = models.ForeignKey(
        Voucher, models.PROTECT, related_name="+", null=True, db_index=False
    )
    corrects = models.ForeignKey(
        Voucher, models.PROTECT, related_name="+", null=True, db_index=False
    )
    voucher = models.OneToOneField(Voucher, models.PROTECT, related_name="+", null=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "凭证草稿"
        ordering = ("date", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "purpose"],
                condition=~Q(status="dropped"),
                name="draft_one_per_source_and_purpose",
                violation_error_message="这件事已经制过单了",
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(maker=F("reviewer")),
                name="draft_reviewed_by_another",
                violation_error_message="制单人不能审核自己的凭证",
            ),
            models.CheckConstraint(
                condition=Q(status__in=DraftStatus.values), name="draft_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(summary__regex=r"[[:cntrl:]]"), name="draft_summary_is_plain"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["reverses"], condition=Q(reverses__isnull=False), name="draft_reverses"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.summary}"

    def get_absolute_url(self) -> str:
        """The draft's page."""
        return reverse("draft-detail", args=[self.pk])

    def can_become(self, status: DraftStatus) -> bool:
        """Whether the life of the draft goes on to the status."""
        return status in NEXT.get(DraftStatus(self.status), set())


class DraftLine(models.Model):
    """A line of a draft."""

    draft = models.ForeignKey(DraftVoucher, models.CASCADE, related_name="lines", db_index=False)
    line = models.PositiveIntegerField("行")
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="+", db_index=False, verbose_name="科目"
    )
    party = models.CharField("往来", max_length=60, blank=True)
    side = models.SmallIntegerField("方向", choices=Side.choices)
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)

    class Meta:
        ordering = ("draft", "line")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "line"], name="draft_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.line}"
