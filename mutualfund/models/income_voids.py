"""作废 of a row of money that never came in, or was written wrong: asked by one, confirmed by another."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from welfare.models import User

Row = TypeVar("Row", bound=models.Model)


class IncomeQuerySet(models.QuerySet[Row]):
    """Questions to dues, donations, grants and interest."""

    def kept(self) -> Self:
        """Not void."""
        return self.filter(is_void=False)

    def standing(self) -> Self:
        """In the books: posted, not reversed, not void. Membership counts only these."""
        return self.kept().filter(voucher__isnull=False, voucher__reversed_by__isnull=True)


class VoidQuerySet(models.QuerySet["IncomeVoid"]):
    """Questions to what was asked to be void."""

    def waiting(self) -> Self:
        """Asked for, and neither confirmed nor dropped."""
        return self.filter(confirmed_by=None, is_dropped=False)

    def confirmed(self) -> Self:
        """Void."""
        return self.filter(confirmed_by__isnull=False)

    def dropped(self) -> Self:
        """Asked for, and taken back."""
        return self.filter(is_dropped=True)


class IncomeVoid(models.Model):
    """A row of money is void (收款作废): it stays, with its receipt, and counts nowhere."""

    source = models.CharField("来源", max_length=60, db_collation="C")
    reason = models.CharField("原因", max_length=100)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    asked_on = models.DateField("提出日期")
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="确认人"
    )
    confirmed_on = models.DateField("确认日期", null=True)
    is_dropped = models.BooleanField("不办了", default=False)

    objects = VoidQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "收款作废"
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(is_dropped=False),
                name="income_void_once",
                violation_error_message="这一笔已经提出作废",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="income_void_by_two",
                violation_error_message="提出和确认要两个人",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False, is_dropped=False),
                name="income_void_confirmed_on_a_day",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="income_void_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"作废 {self.source}"

    @property
    def state(self) -> str:
        """How far it is, in words."""
        if self.is_dropped:
            return "撤下，不作废了"
        return "等审核人确认" if self.is_waiting else "已作废"

    @property
    def is_waiting(self) -> bool:
        """Not confirmed and not dropped."""
        return self.confirmed_by_id is None and not self.is_dropped
