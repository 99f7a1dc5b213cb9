"""Duty at the report telephone 举报电话值班 (domain.md 12.2): who answers when, and his log of that day."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from welfare.crypto import EncryptedField
from welfare.models import User


class HotlineDutyQuerySet(models.QuerySet["HotlineDuty"]):
    """Questions to the duties."""

    def to_log(self, user: User, *, on: dt.date) -> Self:
        """Those up to a day whose log this person writes: his own, and those over of whoever cannot
        any more, because his account is closed or he receives no reports now.
        """
        can = User.objects.filter(
            pk=OuterRef("person"), is_active=True,
            groups__permissions__codename="handle_reports",
        )  # fmt: skip
        left = Q(day__lt=on) & ~Exists(can)
        return self.filter(Q(person=user) | left, kept_on__isnull=True, day__lte=on).order_by("day")


class HotlineDuty(models.Model):
    """The duty of one day. How many called, and what about, is read by whoever wrote the log alone:
    a handler complained of would count what he may not see.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    day = models.DateField("值班日期", unique=True)
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="值班人")
    begins = models.TimeField("从几点")
    ends = models.TimeField("到几点")
    calls = models.PositiveSmallIntegerField("接了几个电话", null=True)
    words = EncryptedField("值班记录")
    kept_on = models.DateField("记录日期", null=True)
    kept_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="记录人"
    )

    objects = HotlineDutyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "举报电话值班"
        ordering = ("-day",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")),
                name="hotline_duty_ends_after_it_begins",
                violation_error_message="「到几点」要晚于「从几点」",
            ),
            models.CheckConstraint(
                condition=Q(
                    kept_on__isnull=True,
                    kept_by__isnull=True,
                    calls__isnull=True,
                    words__isnull=True,
                )
                | Q(
                    kept_on__gte=F("day"),
                    kept_by__isnull=False,
                    calls__isnull=False,
                    words__isnull=False,
                ),
                name="hotline_duty_logged_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} 举报电话值班"

    @property
    def is_for_another(self) -> bool:
        """代写: whoever had the duty could not write its log any more."""
        return self.kept_by_id not in (None, self.person_id)

    @property
    def hours(self) -> str:
        """09:00–11:00."""
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"
