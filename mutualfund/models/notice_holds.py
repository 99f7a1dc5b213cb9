"""Hold by an objection 公示异议: while one is open, the claim it is about is not paid."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from mutualfund.models.claims import Claim


class NoticeHoldQuerySet(models.QuerySet["NoticeHold"]):
    """Questions to the holds."""

    def open(self) -> Self:
        """Not yet lifted: the objection waits for its answer."""
        return self.filter(lifted_on__isnull=True)


class NoticeHold(models.Model):
    """One objection stops one claim; lifted once, with the answer. `key` is the objection's."""

    claim = models.ForeignKey(
        Claim, models.PROTECT, related_name="notice_holds", verbose_name="申请"
    )
    key = models.UUIDField("异议", default=uuid.uuid4)
    opened_on = models.DateField("暂缓日期")
    lifted_on = models.DateField("解除日期", null=True, blank=True)

    objects = NoticeHoldQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公示异议暂缓"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "key"], name="notice_hold_once"),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | Q(lifted_on__gte=F("opened_on")),
                name="notice_hold_lifted_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim.number} {self.opened_on}"
