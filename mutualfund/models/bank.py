"""The bank's side 银行对账: statements taken in, matched to the books, with remembered rules."""

from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from mutualfund.models.accounts import Account
from mutualfund.models.vouchers import Voucher
from welfare.models import User

ZERO = Decimal("0.00")


class BankStatement(models.Model):
    """A file of the bank (银行对账单): the same file comes in once."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="科目")
    name = models.CharField("文件", max_length=120)
    sha256 = models.CharField("文件指纹", max_length=64, db_collation="C")
    first = models.DateField("起")
    last = models.DateField("止")
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="导入人")
    taken_at = models.DateTimeField("导入时间")

    class Meta:
        verbose_name = verbose_name_plural = "银行对账单"
        ordering = ("-last", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "sha256"],
                name="bank_statement_once",
                violation_error_message="这份对账单已经导入过",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first}—{self.last}"


class BankMatch(models.Model):
    """Some lines of the bank and some vouchers say the same (对上); their sums are equal."""

    matched_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="核对人")
    matched_at = models.DateTimeField("核对时间")

    class Meta:
        verbose_name = verbose_name_plural = "对账"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"对账 {self.pk}"


class BankLineQuerySet(models.QuerySet["BankLine"]):
    """Questions to the bank's lines."""

    def open(self) -> Self:
        """Not matched yet."""
        return self.filter(match__isnull=True)

    def total(self) -> Decimal:
        """Received less paid, yuan."""
        found: Decimal = self.aggregate(sum=Coalesce(Sum("amount"), ZERO))["sum"]
        return found.quantize(ZERO)


class BankLine(models.Model):
    """One line of a statement; amount in yuan, received plus, paid minus."""

    statement = models.ForeignKey(
        BankStatement, models.PROTECT, related_name="lines", verbose_name="对账单"
    )
    line = models.PositiveIntegerField("行")
    date = models.DateField("日期")
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)
    balance = models.DecimalField("余额（元）", max_digits=14, decimal_places=2)
    party = models.CharField("对方", max_length=80, blank=True)
    memo = models.CharField("摘要", max_length=120, blank=True)
    serial = models.CharField("流水号", max_length=60, blank=True, db_collation="C")
    match = models.ForeignKey(
        BankMatch, models.PROTECT, related_name="lines", null=True, verbose_name="对上"
    )

    objects = BankLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "银行流水"
        ordering = ("date", "statement", "line")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["statement", "line"], name="bank_line_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="bank_line_not_zero"),
        ]
        indexes: ClassVar = [models.Index(fields=["date"], name="bank_line_date")]

    def __str__(self) -> str:
        return f"{self.date} {self.amount}"


class MatchedVoucher(models.Model):
    """A voucher's movement on the bank account that a match explains, once."""

    match = models.ForeignKey(BankMatch, models.PROTECT, related_name="vouchers")
    voucher = models.OneToOneField(
        Voucher, models.PROTECT, related_name="bank_match", verbose_name="凭证"
    )

    class Meta:
        verbose_name = verbose_name_plural = "对上的凭证"

    def __str__(self) -> str:
        return str(self.voucher)


class BankRule(models.Model):
    """What a word on the bank's line means (对账规则): the account its voucher is written to."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="银行科目")
    word = models.CharField("对方或摘要里的字", max_length=40)
    counter = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="对方科目")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="记住的人")

    class Meta:
        verbose_name = verbose_name_plural = "对账规则"
        ordering = ("word",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "word"],
                name="bank_rule_once",
                violation_error_message="这个字已经有规则了",
            ),
        ]

    def __str__(self) -> str:
        return f"「{self.word}」记 {self.counter}"

    def fits(self, line: BankLine) -> bool:
        """Whether the word stands on the line."""
        return self.word in line.memo or self.word in line.party
