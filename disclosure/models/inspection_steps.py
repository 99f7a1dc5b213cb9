"""经过 of an inspection 监督检查 and of an order 整改通知, with the papers that prove it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from disclosure.models.inspections import Inspection, InspectionStatus, Rectification
from disclosure.models.inspections import RectificationStatus as Status
from disclosure.models.papers import KeptPaper
from welfare.models import User


class InspectionAct(models.TextChoices):
    """What was done."""

    OPENED = "opened", "开始检查"
    SIGNED = "signed", "检查人都签字"
    CLOSED = "closed", "归档"


class InspectionStep(models.Model):
    """One step of an inspection. Never changed."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="steps")
    kind = models.CharField("做了什么", max_length=6, choices=InspectionAct.choices)
    status = models.CharField("之后的状态", max_length=6, choices=InspectionStatus.choices)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "监督检查的经过"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.inspection} {self.get_kind_display()}"


class OrderAct(models.TextChoices):
    """What was done."""

    ISSUED = "issued", "下达"
    DONE = "done", "报改好"
    RETURNED = "returned", "没改好，退回"
    CLOSED = "closed", "复查通过"


class RectificationStep(models.Model):
    """One step of an order. Never changed."""

    order = models.ForeignKey(Rectification, models.PROTECT, related_name="steps")
    kind = models.CharField("做了什么", max_length=8, choices=OrderAct.choices)
    status = models.CharField("之后的状态", max_length=6, choices=Status.choices)
    words = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "整改的经过"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=OrderAct.values, status__in=Status.values),
                name="rectification_step_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.get_kind_display()}"


class RectificationPaper(KeptPaper):
    """整改前 (of the order being issued) and 整改后 (of its being done). Never changed."""

    FOLDER = "rectifications"

    step = models.ForeignKey(RectificationStep, models.PROTECT, related_name="papers")

    class Meta:
        verbose_name = verbose_name_plural = "整改照片"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.step} 照片"
