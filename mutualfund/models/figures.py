"""StatedFigure 文件所载数: what a paper says came in, held against the books until it is explained."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from welfare.models import User


class Measure(models.TextChoices):
    """What of the books a stated figure is held against."""

    RAISED = "raised", "收进总额"
    DUES = "dues", "会费"
    DONATIONS = "donations", "捐款"
    GRANTS = "grants", "单位拨款"
    INTEREST = "interest", "利息"


class StatedFigure(models.Model):
    """A figure of a document (文件所载数), e.g. 报告写的 75,000 元; never posted, only compared."""

    document = models.CharField("文件", max_length=80)
    words = models.CharField("原文", max_length=120)
    measure = models.CharField("对哪个数", max_length=9, choices=Measure.choices)
    amount = models.DecimalField("文件上的数（元）", max_digits=12, decimal_places=2)
    as_of = models.DateField("截止日")
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "文件所载数"
        ordering = ("-as_of", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(measure__in=Measure.values), name="figure_measure_known"
            ),
            models.UniqueConstraint(
                fields=["document", "measure", "as_of"],
                name="figure_once_per_document",
                violation_error_message="这份文件的这个数已经登记过了",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.get_measure_display()}"


class ExplanationQuerySet(models.QuerySet["Explanation"]):
    """Questions to the explanations."""

    def agreed(self) -> Self:
        """Those a second person looked at."""
        return self.filter(agreement__isnull=False)


class Explanation(models.Model):
    """A receipt or paper that explains part of a difference (差额说明), once another has seen it."""

    figure = models.ForeignKey(StatedFigure, models.PROTECT, related_name="explanations")
    amount = models.DecimalField("说明的金额（元）", max_digits=12, decimal_places=2)
    paper = models.CharField("凭什么", max_length=80)
    words = models.CharField("怎么回事", max_length=200)
    entered_on = models.DateField("日期")
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "差额说明"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(amount=0), name="explanation_of_something"),
            models.CheckConstraint(condition=~Q(paper=""), name="explanation_has_a_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.amount}"


class Agreement(models.Model):
    """Another person looked at the paper of an explanation (复核差额说明): only then it counts."""

    explanation = models.OneToOneField(Explanation, models.PROTECT, related_name="agreement")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="复核人")
    on = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "差额说明复核"

    def __str__(self) -> str:
        return f"{self.explanation} {self.by.name}"
