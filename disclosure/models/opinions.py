"""职工怎么看 (domain.md 12.1): an anonymous poll of a unit under inspection, by slips nobody is named on."""

import uuid
from dataclasses import dataclass

from django.db import models

from disclosure.models.inspections import Inspection

FEW = 5  # fewer answers are not told: one could guess whose they are


class OpinionSlip(models.Model):
    """A slip 意见条 handed out at random: its code as a digest, and whether it was used. Not who has it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="slips")
    digest = models.BinaryField("码的摘要", unique=True)
    is_used = models.BooleanField("用过", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "意见条"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.inspection} 意见条"


class Opinion(models.Model):
    """One answer, without an hour and without the slip it came by. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="opinions")
    is_clear = models.BooleanField("看得到、看得懂")

    class Meta:
        verbose_name = verbose_name_plural = "职工意见"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.inspection} 意见"


@dataclass(frozen=True)
class Tally:
    """How many of those who answered see and understand what is public; told from five on."""

    clear: int
    answered: int

    @property
    def is_told(self) -> bool:
        """Whether there are enough."""
        return self.answered >= FEW

    @property
    def words(self) -> str:
        """In words."""
        if not self.answered:
            return "没有收到意见条"
        if not self.is_told:
            return f"收到的不足 {FEW} 份，不显示，免得猜出是谁"
        return f"{self.clear} / {self.answered} 人说看得到、看得懂"
