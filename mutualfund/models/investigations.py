"""Investigation 调查: one person's signed finding on a claim."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from mutualfund.models.claim_life import ClaimStatus
from mutualfund.models.claims import Claim
from welfare.crypto import EncryptedField
from welfare.models import User


class Conclusion(models.TextChoices):
    """调查结论."""

    TRUE = "true", "情况属实"
    PARTLY = "partly", "部分属实"
    UNTRUE = "untrue", "情况不实"


class InvestigationQuerySet(models.QuerySet["Investigation"]):
    """Questions to the investigations."""

    def waiting_for(self, user: User) -> Self:
        """Findings this person still owes."""
        waiting = self.filter(investigator=user, signed_at__isnull=True)
        return waiting.filter(claim__status=ClaimStatus.INVESTIGATING)


class Investigation(models.Model):
    """One investigator's finding on a claim (调查), signed with his own login, then frozen."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(
        Claim, models.PROTECT, related_name="investigations", verbose_name="申请"
    )
    investigator = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="调查人")
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="指派人")
    assigned_at = models.DateTimeField("指派时间")
    visited_on = models.DateField("上门日期", null=True, blank=True)
    finding = EncryptedField("调查情况")
    conclusion = models.CharField("结论", max_length=6, choices=Conclusion.choices, blank=True)
    signed_at = models.DateTimeField("签字时间", null=True)

    objects = InvestigationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "调查"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim", "investigator"],
                name="investigation_one_per_person",
                violation_error_message="这位调查人已经指派过了",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, conclusion="")
                | Q(signed_at__isnull=False, conclusion__in=Conclusion.values),
                name="investigation_signed_with_conclusion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim.number} {self.investigator}"
