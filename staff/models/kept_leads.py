"""KeptLead: why a file of the heaviest tier stays with a lead who is no leader, asked at every review."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from staff.models.pairings import Pairing
from welfare.crypto import EncryptedField
from welfare.models import User


class KeptLead(models.Model):
    """What was said at one decision or review (不换段领导的原因). Never changed or deleted.

    It answers for that day alone: the next review asks again while a leader has room.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="kept", verbose_name="结对")
    words = EncryptedField("为什么不由段领导包保")
    on = models.DateField("日期")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")

    class Meta:
        verbose_name = verbose_name_plural = "不换段领导的原因"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(words__isnull=False),
                name="kept_lead_says_why",
                violation_error_message="写明为什么不由段领导包保",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing} {self.on}"
