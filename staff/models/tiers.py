"""The tier scheme 困难等级, which is data with dates."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, OuterRef, Q

MOST_BARS = 3
# from the first day up to, not on, the last; without a last one for ever
DAYS = models.Func("valid_from", "valid_to", function="DATERANGE", output_field=DateRangeField())


def _of(noun: str) -> Any:
    """The rows of a noun that is judged by tiers and stands above them."""
    return apps.get_model("staff", noun)._default_manager


class SchemeQuerySet(models.QuerySet["TierScheme"]):
    """Questions to the schemes."""

    def unused(self) -> Self:
        """Those no file and no application was ever judged by: they may still be written."""
        files = Exists(_of("HardshipFile").filter(tier=OuterRef("pk")))
        runs = _of("Certification")
        asked = Exists(runs.filter(asked_tier=OuterRef("pk")))
        proposed = Exists(runs.filter(proposed_tier=OuterRef("pk")))
        used = Tier.objects.filter(files | asked | proposed)
        return self.exclude(pk__in=used.order_by().values("scheme"))


class TierScheme(models.Model):
    """A dated set of tiers (等级方案). Once files were judged by it, its tiers and days stand."""

    code = models.CharField("代码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    basis = models.CharField("依据文号", max_length=80, blank=True)
    valid_from = models.DateField("启用")
    valid_to = models.DateField("停用", null=True, blank=True)
    heavy_name = models.CharField(
        "重的几级合称",
        max_length=20,
        blank=True,
        help_text="最轻一级以外的几级合起来叫什么，比如特重困；空着就不单列",
    )

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "等级方案"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=models.F("valid_from")),
                name="scheme_ends_after_it_begins",
                violation_error_message="停用日期要晚于启用日期",
            ),
            ExclusionConstraint(
                name="scheme_one_at_a_time",
                expressions=[(DAYS, RangeOperators.OVERLAPS)],
                violation_error_message="这段日期已有别的等级方案。先停用那一个，再从停用那天启用这一个",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def covers(self, day: dt.date) -> bool:
        """It is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def is_used(self) -> bool:
        """Whether a file or an application was judged by it. One query."""
        return not TierScheme.objects.unused().filter(pk=self.pk).exists()


class National(models.TextChoices):
    """The national categories of today, into which every tier is mapped (domain.md 5.1)."""

    DEEP = "deep", "深度困难"
    RELATIVE = "relative", "相对困难"
    ACCIDENT = "accident", "意外致困"


class TierQuerySet(models.QuerySet["Tier"]):
    """Questions to the tiers."""

    def in_use(self, *, on: dt.date) -> Self:
        """The tiers of the one scheme in force on a day, heaviest first."""
        running = Q(scheme__valid_to__isnull=True) | Q(scheme__valid_to__gt=on)
        return self.filter(running, scheme__valid_from__lte=on)

    def given(self, *, on: dt.date) -> Self:
        """The tiers in use on a day, and those of an ended scheme that files in force still hold."""
        held = _of("HardshipFile").in_force().order_by().values("tier")
        return self.filter(Q(pk__in=self.model.objects.in_use(on=on)) | Q(pk__in=held))

    def hardest(self) -> Self:
        """The heaviest of each scheme: led by the section's leaders first (domain.md 6.1)."""
        return self.exclude(Exists(self._others(rank__gt=OuterRef("rank"))))

    def heavy(self) -> Self:
        """All but the lightest of each scheme; in the scheme shipped 特重困."""
        return self.filter(Exists(self._others(rank__lt=OuterRef("rank"))))

    def _others(self, **than: Any) -> "models.QuerySet[Tier]":
        return self.model.objects.order_by().filter(scheme=OuterRef("scheme"), **than)


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
    national = models.CharField(
        "对应类别", max_length=8, choices=National.choices, default=National.RELATIVE
    )

    objects = TierQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "困难等级"
        ordering = ("-rank",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "key"], name="tier_one_key_per_scheme"),
            models.CheckConstraint(
                condition=Q(national__in=National.values), name="tier_national_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def bars(self) -> int:
        """How many of three bars it is drawn with; a scheme of more tiers still draws three."""
        return max(1, min(self.rank, MOST_BARS))

    @property
    def short(self) -> str:
        """For a narrow column: 一般困难 is 一般, 特困 stays."""
        stem = self.name.removesuffix("困难")
        return stem if len(stem) > 1 else self.name

    @property
    def is_hardest(self) -> bool:
        """Whether no tier of its scheme is heavier. One query."""
        return Tier.objects.hardest().filter(pk=self.pk).exists()
