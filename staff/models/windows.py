"""CampaignWindow 改期: new days for a campaign whose money did not come in time, signed by two."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from staff.models.campaigns import Campaign
from welfare.models import User


class CampaignWindow(models.Model):
    """New days of handing out 新的发放日期: proposed by one, decided by another, kept for ever."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="windows")
    first = models.DateField("发放起")
    last = models.DateField("发放止")
    was_first = models.DateField("原来的发放起")
    was_last = models.DateField("原来的发放止")
    reason = models.CharField("改期的原因", max_length=100)
    notice = models.CharField("怎样通知各站", max_length=100)
    proposed_on = models.DateField("报的日期")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="报的人")
    agreed = models.BooleanField("批准", null=True)
    words = models.CharField("批语", max_length=100, blank=True)
    decided_on = models.DateField("批的日期", null=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="批的人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "改期"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(agreed=None), name="window_one_open"
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="window_in_order"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(notice=""), name="window_says_why"),
            models.CheckConstraint(
                condition=Q(agreed=None, decided_on=None, decided_by=None)
                | Q(agreed__isnull=False, decided_on__isnull=False, decided_by__isnull=False)
                & ~Q(decided_by=F("proposed_by")),
                name="window_decided_by_another",
                violation_error_message="改期要由别人来批",
            ),
            models.CheckConstraint(
                condition=~Q(agreed=False) | ~Q(words=""), name="window_refused_with_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.first:%m-%d} 至 {self.last:%m-%d}"
