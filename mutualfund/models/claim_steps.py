"""ClaimStep 办理经过: who did what to a claim, when and why. Only added to; the state follows it."""

import uuid
from typing import ClassVar

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from mutualfund.models.claim_life import (
    STANDING_ACTS,
    ClaimAct,
    ClaimStatus,
    RefusalCode,
)
from mutualfund.models.claims import Claim
from welfare.crypto import EncryptedField
from welfare.models import User

REFUSING = (ClaimAct.DECLINED, ClaimAct.REFUSED)
WITH_WORDS = (
    ClaimAct.RETURNED, *REFUSING, ClaimAct.WITHDRAWN, ClaimAct.HELD, ClaimAct.RELEASED,
    ClaimAct.TAKEN_BACK, ClaimAct.REPLACED, ClaimAct.BOUNCED,
)  # fmt: skip


class ClaimStep(models.Model):
    """One step in the life of a claim (办理经过): from where to where, by whom, and why."""

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="steps", verbose_name="申请")
    act = models.CharField("做了什么", max_length=12, choices=ClaimAct.choices)
    was = models.CharField("从", max_length=14, choices=ClaimStatus.choices, blank=True)
    now = models.CharField("到", max_length=14, choices=ClaimStatus.choices)
    code = models.CharField("原因", max_length=12, choices=RefusalCode.choices, blank=True)
    words = EncryptedField("说明")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, verbose_name="经办人")
    on = models.DateField("日期")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "申请办理经过"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(act__in=ClaimAct.values), name="claimstep_act_known"
            ),
            models.CheckConstraint(
                condition=Q(act__in=REFUSING, code__in=RefusalCode.values)
                | (~Q(act__in=REFUSING) & Q(code="")),
                name="claimstep_refusal_has_code",
                violation_error_message="不同意要选原因",
            ),
            models.CheckConstraint(
                condition=~Q(act__in=WITH_WORDS) | Q(words__isnull=False),
                name="claimstep_says_why",
                violation_error_message="写一句原因",
            ),
            models.CheckConstraint(
                condition=Q(act__in=STANDING_ACTS, was=F("now"))
                | (~Q(act__in=STANDING_ACTS) & ~Q(was=F("now"))),
                name="claimstep_moves_or_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim.number} {self.get_act_display()}"

    @property
    def reason(self) -> str:
        """The coded reason with its sentence, as the worker reads it."""
        return f"{self.get_code_display()}：{self.words!s}" if self.code else str(self.words)
