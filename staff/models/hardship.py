"""HardshipFile 困难档案 and the tier scheme 困难等级, which is data with dates."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from staff.models.households import Household
from staff.models.reading import read_by
from staff.models.workers import Worker
from welfare.models import User
from welfare.roles import Role


class TierScheme(models.Model):
    """A dated set of tiers (等级方案)."""

    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    basis = models.CharField("依据文号", max_length=80, blank=True)
    valid_from = models.DateField("启用")
    valid_to = models.DateField("停用", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "等级方案"

    def __str__(self) -> str:
        return self.name


class Tier(models.Model):
    """A hardship tier: extreme 特困, severe 重困, general 一般困难 in the scheme shipped."""

    scheme = models.ForeignKey(
        TierScheme, models.PROTECT, related_name="tiers", verbose_name="方案"
    )
    key = models.CharField("键", max_length=20)
    name = models.CharField("等级", max_length=20)
    rank = models.PositiveSmallIntegerField("轻重", help_text="3 最重")
    line_multiple = models.DecimalField(
        "低保线倍数（示例）",
        max_digits=4,
        decimal_places=2,
        help_text="家庭人均月纯收入不超过低保线的多少倍",
    )

    class Meta:
        verbose_name = verbose_name_plural = "困难等级"
        ordering = ("-rank",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "key"], name="tier_one_key_per_scheme"),
        ]

    def __str__(self) -> str:
        return self.name


class Cause(models.TextChoices):
    """主要致困原因, as the depot's roster words them."""

    SINGLE_PARENT = "single_parent", "单亲"
    LOW_INCOME = "low_income", "收入低"
    DISASTER = "disaster", "意外灾害"
    OWN_ILLNESS = "own_illness", "本人大病"
    FAMILY_ILLNESS = "family_illness", "家属大病"
    SCHOOLING = "schooling", "子女上学"
    OTHER = "other", "其他"


class FileStatus(models.TextChoices):
    """Life of a hardship file (domain.md 5.5)."""

    DRAFT = "draft", "草稿"
    APPLIED = "applied", "已申请"
    DOCUMENT_REVIEW = "document_review", "材料初审"
    RETURNED = "returned", "退回补正"
    HOME_SURVEY = "home_survey", "入户调查"
    PEER_REVIEW = "peer_review", "民主评议"
    PUBLICITY = "publicity", "公示中"
    OBJECTION = "objection", "异议核查"
    UNION_REVIEW = "union_review", "段工会审核"
    ACTIVE = "active", "在档"
    RECHECK_DUE = "recheck_due", "待复核"
    EXIT_PROPOSED = "exit_proposed", "拟退档"
    EXITED = "exited", "已退档"
    REJECTED = "rejected", "不予认定"
    WITHDRAWN = "withdrawn", "撤回"


ENDED = (FileStatus.EXITED, FileStatus.REJECTED, FileStatus.WITHDRAWN)
IN_FORCE = (FileStatus.ACTIVE, FileStatus.RECHECK_DUE, FileStatus.EXIT_PROPOSED)


class HardshipQuerySet(models.QuerySet["HardshipFile"]):
    """Questions to the hardship files."""

    def visible_to(self, user: User) -> Self:
        """The office, the chair and auditors see all; a cadre the files of his pairings."""
        if user.has_role(Role.OFFICER, Role.CHAIR, Role.AUDITOR, Role.SUPERVISOR):
            return self
        return self.filter(read_by(user, "pairings__")).distinct()

    def in_force(self) -> Self:
        """Files that give a tier today."""
        return self.filter(status__in=IN_FORCE)

    def open(self) -> Self:
        """Files that are not ended: on their way or in force."""
        return self.exclude(status__in=ENDED)

    def in_force_on(self, day: dt.date) -> Self:
        """Files opened by a day and not yet closed on it."""
        opened = self.filter(opened_on__lte=day)
        return opened.filter(Q(exited_on__isnull=True) | Q(exited_on__gt=day))


class HardshipFile(models.Model):
    """The file of a worker in hardship (困难职工档案): one household, one file."""

    number = models.CharField("档案号", max_length=20, unique=True, db_collation="C")
    worker = models.ForeignKey(
        Worker, models.PROTECT, related_name="hardship_files", verbose_name="职工"
    )
    # The worker's household, kept by the database: an index over it makes one household one file.
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="files", null=True, editable=False
    )
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+", verbose_name="困难等级")
    cause = models.CharField("主要致困原因", max_length=14, choices=Cause.choices)
    status = models.CharField("状态", max_length=15, choices=FileStatus.choices)
    basis = models.CharField("认定依据", max_length=120)
    opened_on = models.DateField("建档日期", null=True, blank=True)
    recheck_on = models.DateField("复核日期", null=True, blank=True)
    exited_on = models.DateField("退档日期", null=True, blank=True)

    objects = HardshipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "困难档案"
        ordering = ("-tier__rank", "worker__pinyin", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(status__in=[s.value for s in IN_FORCE]),
                name="hardship_one_file_in_force_per_worker",
                violation_error_message="该职工已有在档的困难档案",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=~Q(status__in=[s.value for s in ENDED]),
                name="hardship_one_open_file_per_household",
                violation_error_message="这一户已有一份困难档案。一户一档",
            ),
            models.CheckConstraint(
                condition=Q(status__in=FileStatus.values), name="hardship_status_known"
            ),
            models.CheckConstraint(
                condition=Q(cause__in=Cause.values), name="hardship_cause_known"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[s.value for s in IN_FORCE]) | Q(opened_on__isnull=False),
                name="hardship_in_force_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.worker.name}"

    def get_absolute_url(self) -> str:
        """The page of the file."""
        return reverse("hardship-detail", args=[self.pk])


class TierChange(models.Model):
    """One step in a file's tier history (等级变化): opened, raised, lowered, closed."""

    file = models.ForeignKey(
        HardshipFile, models.PROTECT, related_name="changes", verbose_name="档案"
    )
    on = models.DateField("日期")
    was = models.ForeignKey(
        Tier, models.PROTECT, related_name="+", null=True, verbose_name="原等级"
    )
    now = models.ForeignKey(
        Tier, models.PROTECT, related_name="+", null=True, verbose_name="新等级"
    )
    reason = models.CharField("原因", max_length=200)
    basis = models.CharField("批准", max_length=120)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")

    class Meta:
        verbose_name = verbose_name_plural = "等级变化"
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.file} {self.on}"
