"""HelpMeasure 帮扶尺度, CareMeasure 包保走访尺度, DepotFacts 单位情况: dated parameters."""

import datetime as dt
from collections.abc import Callable
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
        return self.timeline()(day)

    def timeline(self) -> "Callable[[dt.date], CareMeasure]":
        """The measure of any day, for many days at once. One query."""
        rows = list(self.order_by("-valid_from"))

        def of(day: dt.date) -> "CareMeasure":
            found = (row for row in rows if row.valid_from <= day)
            return next(found, None) or CareMeasure(valid_from=day)

        return of


class CareMeasure(models.Model):
    """How much a cadre carries, how often he calls, how long things may wait. Only added to.

    What began under one measure is judged by it: a duty by that of its quarter's first day, a
    visit by that of its entry, a claim by that of its application.
    """

    valid_from = models.DateField("启用", unique=True)
    document_no = models.CharField("依据文号", max_length=80)
    is_sample = models.BooleanField("示例", default=True)
    load_limit = models.PositiveSmallIntegerField("一人最多包保几户", default=5)
    callback_percent = models.PositiveSmallIntegerField("回访抽样百分比", default=10)
    visits_per_quarter = models.PositiveSmallIntegerField("一季度至少当面走访几次", default=1)
    first_visit_days = models.PositiveSmallIntegerField("结对后几天内首次走访", default=30)
    late_entry_days = models.PositiveSmallIntegerField("走访过几天才录入算补记", default=7)
    answer_days = models.PositiveSmallIntegerField("转办事项几天内答复", default=15)
    again_days = models.PositiveSmallIntegerField("职工不满意，几天内再答复", default=7)
    soon_days = models.PositiveSmallIntegerField("到期前几天提醒", default=14)
    claim_days = models.PositiveSmallIntegerField("上学、看病的补助几天内到手", default=30)

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
            models.CheckConstraint(
                condition=Q(visits_per_quarter__range=(1, 3)),
                name="care_measure_visits_in_range",
                violation_error_message="一季度走访 1 到 3 次",
            ),
            models.CheckConstraint(
                condition=Q(late_entry_days__range=(1, 15)),
                name="care_measure_late_entry_in_range",
                violation_error_message="过 1 到 15 天算补记",
            ),
            models.CheckConstraint(
                condition=Q(first_visit_days__range=(1, 90), answer_days__range=(1, 90))
                & Q(
                    again_days__range=(1, 90), soon_days__range=(1, 90), claim_days__range=(1, 180)
                ),
                name="care_measure_days_in_range",
                violation_error_message="天数在 1 到 90 之间，补助到手最多 180 天",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from} 起，{self.document_no}"

    @property
    def calls(self) -> str:
        """一次, 两次 or 三次 a quarter, in words."""
        return {1: "一次", 2: "两次", 3: "三次"}[self.visits_per_quarter]


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
