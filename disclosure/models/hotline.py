"""Duty at the report telephone 举报电话值班 (domain.md 12.2): who answers when, and his log of that day."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from welfare.crypto import EncryptedField
from welfare.models import User


class HotlineDuty(models.Model):
    """The duty of one day. How many called, and what about, is read by whoever had the duty alone:
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
                condition=Q(kept_on__isnull=True, calls__isnull=True, words__isnull=True)
                | Q(kept_on__gte=F("day"), calls__isnull=False, words__isnull=False),
                name="hotline_duty_logged_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} 举报电话值班"

    @property
    def hours(self) -> str:
        """09:00–11:00."""
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"
