"""Household 户: one family, one hardship file; two collective workers make it 双集体户."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, Q

from welfare.crypto import EncryptedDecimalField


class Relation(models.TextChoices):
    """Relation to the main worker 与户主关系."""

    SELF = "self", "本人"
    SPOUSE = "spouse", "配偶"
    CHILD = "child", "子女"
    PARENT = "parent", "父母"
    OTHER = "other", "其他"


class HouseholdQuerySet(models.QuerySet["Household"]):
    """Questions to the households."""

    def double(self) -> Self:
        """双集体户: two current collective workers in one household."""
        current = Count("workers", filter=Q(workers__left_on__isnull=True))
        return self.annotate(current_workers=current).filter(current_workers__gte=2)


class Household(models.Model):
    """A family 家庭户 with one or more workers of the depot."""

    number = models.CharField("户号", max_length=20, unique=True, db_collation="C")

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "家庭户"
        ordering = ("number",)

    def __str__(self) -> str:
        return self.number


class HouseholdMember(models.Model):
    """A person of a household who is not in the registry himself (家庭成员)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="members", verbose_name="家庭户"
    )
    name = models.CharField("姓名", max_length=60)
    relation = models.CharField("与职工关系", max_length=6, choices=Relation.choices)
    birth = models.DateField("出生日期", null=True, blank=True)
    income = EncryptedDecimalField("月收入")
    remark = models.CharField("情况", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "家庭成员"
        ordering = ("household", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(relation__in=Relation.values), name="household_member_relation_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_relation_display()}）"
