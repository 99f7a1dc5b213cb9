"""Member 社员: who joined is insured (入社入保). State is computed from dues, never typed."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from staff.models import Worker
from welfare.models import User
from welfare.roles import Role


class MemberQuerySet(models.QuerySet["Member"]):
    """Questions to the membership."""

    def visible_to(self, user: User) -> Self:
        """Those who work with the fund see all; a worker himself."""
        if user.may_use("view_fund") or user.has_role(Role.REGISTRAR):
            return self
        return self.filter(worker__user=user)

    def open_on(self, day: dt.date) -> Self:
        """Joined by a day and not yet left on it."""
        return self.filter(joined_on__lte=day).filter(Q(left_on__isnull=True) | Q(left_on__gt=day))


class Member(models.Model):
    """A membership of the co-operative (社员), opened by the first due."""

    number = models.CharField("社员编号", max_length=20, unique=True, db_collation="C")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", verbose_name="职工")
    joined_on = models.DateField("入社日期")
    left_on = models.DateField("退社日期", null=True, blank=True)
    leave_reason = models.CharField("退社原因", max_length=40, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "社员"
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(left_on__isnull=True),
                name="member_one_open_per_worker",
                violation_error_message="该职工已是在社社员",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="member_leaves_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.worker.name}"
