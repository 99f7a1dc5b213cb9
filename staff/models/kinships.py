"""Kinship 亲属关系 declared between a worker and another worker, a cadre or someone of the office."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from staff.models.pairings import Cadre
from staff.models.workers import Worker
from welfare.crypto import EncryptedField
from welfare.models import User


class KinRelation(models.TextChoices):
    """对方是职工的什么人."""

    SPOUSE = "spouse", "配偶"
    PARENT = "parent", "父母"
    CHILD = "child", "子女"
    SIBLING = "sibling", "兄弟姐妹"
    IN_LAW = "in_law", "姻亲"
    OTHER = "other", "其他近亲属"


class KinshipQuerySet(models.QuerySet["Kinship"]):
    """Questions to the declared kinships."""

    def open(self) -> Self:
        """Those in force."""
        return self.filter(ended_on__isnull=True)


class Kinship(models.Model):
    """A near relative outside the household (亲属申报): recusal on claims and pairings asks it.

    Who lives in one household is kin without a declaration. `staff_kin` in the database puts both
    together (staff/kinship.py).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="kinships", verbose_name="职工")
    relation = models.CharField("关系", max_length=7, choices=KinRelation.choices)
    relative = models.ForeignKey(
        Worker, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="职工亲属"
    )
    relative_cadre = models.ForeignKey(
        Cadre, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="干部亲属"
    )
    relative_user = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="经办亲属"
    )
    source = EncryptedField("谁申报、凭什么")
    declared_on = models.DateField("申报日期")
    declared_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    ended_on = models.DateField("终止日期", null=True, blank=True)
    end_reason = EncryptedField("终止原因")

    objects = KinshipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "亲属关系"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(relation__in=KinRelation.values), name="kinship_relation_known"
            ),
            models.CheckConstraint(
                condition=Q(relative__isnull=False, relative_cadre=None, relative_user=None)
                | Q(relative=None, relative_cadre__isnull=False, relative_user=None)
                | Q(relative=None, relative_cadre=None, relative_user__isnull=False),
                name="kinship_one_relative",
                violation_error_message="亲属只写一位：职工、干部或经办人员",
            ),
            models.CheckConstraint(
                condition=Q(relative__isnull=True) | ~Q(relative=models.F("worker")),
                name="kinship_not_oneself",
                violation_error_message="自己不能是自己的亲属",
            ),
            models.CheckConstraint(
                condition=Q(source__isnull=False),
                name="kinship_has_source",
                violation_error_message="写明是谁申报的、凭什么",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason__isnull=True)
                | Q(ended_on__isnull=False, end_reason__isnull=False),
                name="kinship_ends_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} {self.get_relation_display()} {self.who}"

    @property
    def who(self) -> str:
        """The relative in words."""
        return str(self.relative or self.relative_cadre or self.relative_user)
