"""HelpMeasure 帮扶尺度, CareMeasure 包保走访尺度, DepotFacts 单位情况: dated parameters."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class HelpMeasureQuerySet(models.QuerySet["HelpMeasure"]):
    """Questions to the measures."""

    def of(self, day: dt.date) -> "HelpMeasure | None":
        """The measure in force on a day."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


class HelpMeasure(models.Model):
    """When a family counts as helped too little or too much (帮得少、帮得多); amounts in yuan."""

    valid_from = models.DateField("启用", unique=True)
    document_no = models.CharField("依据文号", max_length=80)
    is_sample = models.BooleanField("示例", default=True)
    months = models.PositiveSmallIntegerField("看最近几个月", default=12)
    few_times = models.PositiveSmallIntegerField("在档户少于几次算帮得少", default=2)
    few_yuan = models.DecimalField(
        "在档户合计少于几元算帮得少", max_digits=12, decimal_places=2, default=300
    )
    often_times = models.PositiveSmallIntegerField("多于几次算帮得多", default=4)
    much_yuan = models.DecimalField(
        "合计多于几元算帮得多", max_digits=12, decimal_places=2, default=3000
    )

    objects = HelpMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "帮扶尺度"
        ordering = ("-valid_from",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(often_times__gte=F("few_times"), much_yuan__gte=F("few_yuan")),
                name="help_measure_in_order",
                violation_error_message="帮得多的线不能低于帮得少的线",
            ),
            models.CheckConstraint(condition=Q(months__gt=0), name="help_measure_has_months"),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from} 起，{self.document_no}"


def seed_measure(model: type[models.Model] = HelpMeasure) -> None:
    """The measure shipped as 示例, yuan; what is there stays. Takes a historical model too."""
    model._default_manager.get_or_create(
        valid_from=dt.date(2000, 1, 1),
        defaults={
            "document_no": "示例，由段工会定",
            "is_sample": True,
            "few_times": 1,
            "few_yuan": 350,
        },
    )


class CareMeasureQuerySet(models.QuerySet["CareMeasure"]):
    """Questions to the measures of care."""

    def of(self, day: dt.date) -> "CareMeasure":
        """The measure in force on a day; without a row, the defaults of domain.md 15."""
        found = self.filter(valid_from__lte=day).order_by("-valid_from").first()
        return found or CareMeasure(valid_from=day)


class CareMeasure(models.Model):
    """How many workers a cadre may answer for, and what share of visits is called back."""

    valid_from = models.DateField("启用", unique=True)
    document_no = models.CharField("依据文号", max_length=80)
    is_sample = models.BooleanField("示例", default=True)
    load_limit = models.PositiveSmallIntegerField("一人最多包保几户", default=5)
    callback_percent = models.PositiveSmallIntegerField("回访抽样百分比", default=10)

    objects = CareMeasureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "包保走访尺度"
        ordering = ("-valid_from",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(load_limit__gte=1),
                name="care_measure_has_load",
                violation_error_message="一人至少能包保一户",
            ),
            models.CheckConstraint(
                condition=Q(callback_percent__range=(5, 100)),
                name="care_measure_percent_in_range",
                violation_error_message="回访抽样在 5% 到 100% 之间",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from} 起，{self.document_no}"


class DepotFactsQuerySet(models.QuerySet["DepotFacts"]):
    """Questions to what the depot says of itself."""

    def of(self, day: dt.date) -> "DepotFacts":
        """What holds on a day; nothing told without a row."""
        found = self.filter(valid_from__lte=day).order_by("-valid_from").first()
        return found or DepotFacts(valid_from=day)


class DepotFacts(models.Model):
    """What the national form wants to know of the employer, the same for everybody (单位情况)."""

    valid_from = models.DateField("启用", unique=True)
    industry = models.CharField("所属行业", max_length=40)
    nature = models.CharField("单位性质", max_length=40)
    condition = models.CharField("企业状况", max_length=40)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    is_sample = models.BooleanField("示例", default=True)

    objects = DepotFactsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位情况"
        ordering = ("-valid_from",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(postcode="") | Q(postcode__regex=r"^[0-9]{6}$"),
                name="depot_postcode_of_six_digits",
                violation_error_message="邮政编码是 6 位数字",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from} 起，{self.industry}"
