"""Campaign 送温暖活动, its steps with their signers, and the stations' receipts 回执."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from staff.models.norms import Norm
from staff.models.places import Station
from welfare.models import User
from welfare.roles import Role


class Festival(models.TextChoices):
    """节日."""

    NEW_YEAR = "new_year", "元旦"
    SPRING = "spring", "春节"
    MID_AUTUMN = "mid_autumn", "中秋"
    OTHER = "other", "其他"


class CampaignStatus(models.TextChoices):
    """Life of a campaign (domain.md 7.3)."""

    DRAFT = "draft", "拟定"
    APPROVED = "approved", "已批准"
    LIST_LOCKED = "list_locked", "名单锁定"
    NOTIFIED = "notified", "已部署"
    DISTRIBUTING = "distributing", "发放中"
    SIGNED = "signed", "签领完成"
    RECONCILED = "reconciled", "核销"
    ARCHIVED = "archived", "归档"
    CANCELLED = "cancelled", "取消"


NEXT = {
    CampaignStatus.DRAFT: {CampaignStatus.APPROVED, CampaignStatus.CANCELLED},
    CampaignStatus.APPROVED: {CampaignStatus.LIST_LOCKED, CampaignStatus.CANCELLED},
    CampaignStatus.LIST_LOCKED: {CampaignStatus.NOTIFIED, CampaignStatus.CANCELLED},
    CampaignStatus.NOTIFIED: {CampaignStatus.DISTRIBUTING, CampaignStatus.CANCELLED},
    CampaignStatus.DISTRIBUTING: {CampaignStatus.SIGNED},
    CampaignStatus.SIGNED: {CampaignStatus.RECONCILED},
    CampaignStatus.RECONCILED: {CampaignStatus.ARCHIVED},
}
# every line is signed for, or says why not
HANDED_OUT = (CampaignStatus.SIGNED, CampaignStatus.RECONCILED, CampaignStatus.ARCHIVED)
# the list is drawn and not closed: whoever leaves now is struck from it
STOPPABLE = (CampaignStatus.LIST_LOCKED, CampaignStatus.NOTIFIED, CampaignStatus.DISTRIBUTING)
STATE_KINDS = {
    CampaignStatus.DRAFT: "draft",
    CampaignStatus.ARCHIVED: "done",
    CampaignStatus.RECONCILED: "ok",
    CampaignStatus.CANCELLED: "draft",
}
WATCHERS = (
    *(Role.OFFICER, Role.CHAIR, Role.ACCOUNTANT, Role.REVIEWER, Role.CASHIER),
    *(Role.SUPERVISOR, Role.AUDITOR),
)


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Questions to the campaigns."""

    def visible_to(self, user: User) -> Self:
        """The office, the three of the money, the supervision group and auditors; nobody else."""
        return self if user.has_role(*WATCHERS) else self.none()


class Campaign(models.Model):
    """A festival campaign 送温暖: one plan, one standard, one window for everyone."""

    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    festival = models.CharField("节日", max_length=10, choices=Festival.choices)
    year = models.PositiveSmallIntegerField("年度")
    document_no = models.CharField("方案文号", max_length=80)
    state_document_no = models.CharField("全民工标准的文号", max_length=80, blank=True)
    norm = models.ForeignKey(
        Norm, models.PROTECT, related_name="+", null=True, verbose_name="慰问标准"
    )
    money_from = models.CharField("资金来源", max_length=60, default="送温暖（帮困）资金")
    is_sample = models.BooleanField("标准和单价是示例", default=False)
    window_from = models.DateField("发放起")
    window_until = models.DateField("发放止")
    status = models.CharField(
        "状态", max_length=12, choices=CampaignStatus.choices, default=CampaignStatus.DRAFT
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "送温暖活动"
        ordering = ("-window_from",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["festival", "year"],
                condition=~Q(festival="other") & ~Q(status="cancelled"),
                name="campaign_one_per_festival_and_year",
                violation_error_message="这个节日今年已有一次活动",
            ),
            models.CheckConstraint(
                condition=Q(window_until__gte=F("window_from")), name="campaign_window_in_order"
            ),
            models.CheckConstraint(
                condition=Q(status__in=CampaignStatus.values), name="campaign_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年{self.get_festival_display()}送温暖"

    def get_absolute_url(self) -> str:
        """The page of the campaign."""
        return reverse("campaign-detail", args=[self.pk])

    def can_become(self, status: CampaignStatus) -> bool:
        """Whether the life of the campaign goes on to the status."""
        return status in NEXT.get(CampaignStatus(self.status), set())

    @property
    def state_kind(self) -> str:
        """The paint of the state."""
        return STATE_KINDS.get(CampaignStatus(self.status), "wait")


class CampaignStep(models.Model):
    """One step of a campaign 活动的一步: what it became, who signed, when. Only ever added to."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="steps")
    status = models.CharField("状态", max_length=12, choices=CampaignStatus.choices)
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="签字人")
    note = models.CharField("说明", max_length=200, blank=True)
    facts = models.JSONField("依据", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "活动的经过"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "status"], name="campaign_step_taken_once"),
            models.CheckConstraint(
                condition=Q(status__in=CampaignStatus.values), name="campaign_step_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.get_status_display()}"


class Receipt(models.Model):
    """A station said it knows its list and its days (回执, 统一部署). Only ever added to."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="receipts")
    station = models.ForeignKey(Station, models.PROTECT, related_name="+", verbose_name="车站")
    person = models.CharField("回执人", max_length=60)
    on = models.DateField("日期")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "回执"
        ordering = ("on", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "station"],
                name="receipt_one_per_campaign_and_station",
                violation_error_message="这个站已经回执",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.station}"
