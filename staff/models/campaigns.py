"""Campaign 送温暖活动, its standards per tier, and each Gift 发放."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from staff.models.hardship import HardshipFile, Tier


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
    DISTRIBUTING = "distributing", "发放中"
    SIGNED = "signed", "签领完成"
    RECONCILED = "reconciled", "核销"
    ARCHIVED = "archived", "归档"
    CANCELLED = "cancelled", "取消"


NEXT = {
    CampaignStatus.DRAFT: {CampaignStatus.APPROVED, CampaignStatus.CANCELLED},
    CampaignStatus.APPROVED: {CampaignStatus.LIST_LOCKED, CampaignStatus.CANCELLED},
    CampaignStatus.LIST_LOCKED: {CampaignStatus.DISTRIBUTING, CampaignStatus.CANCELLED},
    CampaignStatus.DISTRIBUTING: {CampaignStatus.SIGNED},
    CampaignStatus.SIGNED: {CampaignStatus.RECONCILED},
    CampaignStatus.RECONCILED: {CampaignStatus.ARCHIVED},
}


class Campaign(models.Model):
    """A festival campaign 送温暖: one plan, one standard, one window for everyone."""

    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    festival = models.CharField("节日", max_length=10, choices=Festival.choices)
    year = models.PositiveSmallIntegerField("年度")
    document_no = models.CharField("方案文号", max_length=80)
    window_from = models.DateField("发放起")
    window_until = models.DateField("发放止")
    status = models.CharField(
        "状态", max_length=12, choices=CampaignStatus.choices, default=CampaignStatus.DRAFT
    )

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


class Standard(models.Model):
    """What one tier is given 慰问标准, beside what state-employed workers get (全民工对照)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="standards")
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+", verbose_name="等级")
    cash = models.DecimalField("慰问金（元）", max_digits=12, decimal_places=2)
    goods = models.CharField("慰问品", max_length=100, blank=True)
    goods_value = models.DecimalField("折合（元）", max_digits=12, decimal_places=2, default=0)
    state_cash = models.DecimalField("全民工慰问金（元）", max_digits=12, decimal_places=2)
    state_goods_value = models.DecimalField(
        "全民工慰问品折合（元）", max_digits=12, decimal_places=2, default=0
    )

    class Meta:
        verbose_name = verbose_name_plural = "慰问标准"
        ordering = ("-tier__rank",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "tier"], name="standard_one_per_campaign_and_tier"
            ),
            models.CheckConstraint(
                condition=Q(cash__gte=0, goods_value__gte=0), name="standard_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.tier}"

    @property
    def value(self) -> Decimal:
        """Cash and goods together, yuan."""
        return self.cash + self.goods_value

    @property
    def is_equal(self) -> bool:
        """统一标准: the same as for state-employed workers."""
        return (self.cash, self.goods_value) == (self.state_cash, self.state_goods_value)


class Gift(models.Model):
    """One family's line of a campaign (发放): drawn from its live file, signed for once."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="gifts", verbose_name="活动"
    )
    file = models.ForeignKey(
        HardshipFile, models.PROTECT, related_name="gifts", verbose_name="困难档案"
    )
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+", verbose_name="等级")
    cash = models.DecimalField("慰问金（元）", max_digits=12, decimal_places=2)
    goods = models.CharField("慰问品", max_length=100, blank=True)
    goods_value = models.DecimalField("折合（元）", max_digits=12, decimal_places=2, default=0)
    received_on = models.DateField("领取日期", null=True, blank=True)
    proxy_name = models.CharField("代领人", max_length=60, blank=True)
    proxy_relation = models.CharField("代领人与职工关系", max_length=20, blank=True)
    stopped_on = models.DateField("停发日期", null=True, blank=True)
    stop_reason = models.CharField("停发原因", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "发放"
        ordering = ("file__worker__station", "file__worker__pinyin", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "file"],
                name="gift_one_per_campaign_and_file",
                violation_error_message="这户在本次活动里已有一行",
            ),
            models.CheckConstraint(
                condition=Q(cash__gte=0, goods_value__gte=0), name="gift_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True, stop_reason="")
                | (Q(stopped_on__isnull=False, received_on__isnull=True) & ~Q(stop_reason="")),
                name="gift_stopped_is_not_received",
                violation_error_message="停发的一行不能签领",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.file.worker.name}"
