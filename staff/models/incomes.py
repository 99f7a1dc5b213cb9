"""IncomeTest 收入核算 against the subsistence line 低保标准 of a place and day."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from staff.models.certifications import Certification
from staff.models.places import Branch
from welfare.crypto import EncryptedDecimalField, EncryptedField
from welfare.models import User


class LineQuerySet(models.QuerySet["SubsistenceLine"]):
    """Questions to the lines."""

    def for_branch(self, branch: Branch, *, on: dt.date) -> "SubsistenceLine | None":
        """The line of a branch's place on a day; without one of its own the depot's."""
        known = self.filter(Q(branch=branch) | Q(branch__isnull=True), since__lte=on)
        return known.order_by(F("branch").asc(nulls_last=True), "-since").first()


class SubsistenceLine(models.Model):
    """低保标准 of a place from a day on; yuan per head and month. Shipped as 示例."""

    branch = models.ForeignKey(
        Branch, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="分公司",
        help_text="留空是全段通用",
    )  # fmt: skip
    since = models.DateField("自")
    amount = models.DecimalField("低保线（元/人·月）", max_digits=8, decimal_places=2)
    basis = models.CharField("依据", max_length=120)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "低保标准"
        ordering = ("-since", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["branch", "since"], nulls_distinct=False, name="line_one_per_place_and_day"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="line_amount_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} 元（{self.since} 起，{self.basis}）"


class IncomeKind(models.TextChoices):
    """A line of the test: five incomes, then the rigid expenses 刚性支出 taken off."""

    WAGE = "wage", "工资"
    BUSINESS = "business", "经营"
    PROPERTY = "property", "财产"
    TRANSFER = "transfer", "转移性收入"
    OTHER_IN = "other_in", "其他收入"
    ILLNESS = "illness", "看病"
    DISABILITY = "disability", "残疾"
    SCHOOLING = "schooling", "上学"
    HOUSING = "housing", "住房"
    WORKING = "working", "必要的就业成本"
    OTHER_OUT = "other_out", "其他刚性支出"


COSTS = frozenset(
    {
        IncomeKind.ILLNESS, IncomeKind.DISABILITY, IncomeKind.SCHOOLING, IncomeKind.HOUSING,
        IncomeKind.WORKING, IncomeKind.OTHER_OUT,
    }
)  # fmt: skip


class IncomeTest(models.Model):
    """What a family had left per head, over twelve months; a new one replaces, none is changed."""

    certification = models.ForeignKey(
        Certification, models.PROTECT, related_name="incomes", verbose_name="认定"
    )
    first = models.DateField("起")
    last = models.DateField("止")
    people = models.PositiveSmallIntegerField("家庭人口")
    line = models.ForeignKey(
        SubsistenceLine, models.PROTECT, related_name="+", verbose_name="低保线"
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="核算人")
    made_at = models.DateTimeField("核算时间")

    class Meta:
        verbose_name = verbose_name_plural = "收入核算"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(people__range=(1, 20)), name="income_people_known"),
            models.CheckConstraint(condition=Q(last__gt=F("first")), name="income_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.certification} {self.first:%Y-%m} 至 {self.last:%Y-%m}"


class IncomeLine(models.Model):
    """One income or expense of the family over the twelve months, sealed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    test = models.ForeignKey(IncomeTest, models.PROTECT, related_name="lines", verbose_name="核算")
    kind = models.CharField("项目", max_length=10, choices=IncomeKind.choices)
    amount = EncryptedDecimalField("12 个月合计（元）")
    note = EncryptedField("谁的、怎么算")
    proof = models.CharField("凭据", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "收支项目"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=IncomeKind.values), name="income_line_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def yuan(self) -> Decimal:
        """The amount opened, yuan in twelve months."""
        return Decimal(str(self.amount))

    @property
    def is_cost(self) -> bool:
        """A rigid expense, taken off."""
        return self.kind in COSTS
