"""Departure 离册: who left, when, why, by which paper; come back, or taken back as a mistake."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from staff.models.workers import LeaveReason, Worker
from welfare.models import User


class DepartureQuerySet(models.QuerySet["Departure"]):
    """Questions to the departures."""

    def visible_to(self, user: User) -> Self:
        """Those of workers one may see."""
        return self.filter(worker__in=Worker.objects.visible_to(user).order_by().values("pk"))

    def standing(self) -> Self:
        """Those that were not taken back as a mistake."""
        return self.filter(undone_at__isnull=True)

    def open(self) -> Self:
        """Those whose worker is still away."""
        return self.standing().filter(returned_on__isnull=True)


class Departure(models.Model):
    """A worker left the roster (离册). Never changed but to be answered: by a return, or undone."""

    worker = models.ForeignKey(
        Worker, models.PROTECT, related_name="departures", verbose_name="职工"
    )
    left_on = models.DateField("离册日期", help_text="从这一天起不算人数")
    reason = models.CharField("离册原因", max_length=11, choices=LeaveReason.choices)
    document = models.CharField("证明或文号", max_length=120)
    note = models.CharField("说明", max_length=200, blank=True)
    stopped = models.JSONField("随之停下的", default=dict)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    returned_on = models.DateField("重新入册日期", null=True, blank=True)
    return_document = models.CharField("重新入册文号", max_length=120, blank=True)
    returned_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="重新入册登记人"
    )
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="撤销人"
    )
    undo_reason = models.CharField("撤销原因", max_length=200, blank=True)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "离册"
        ordering = ("-left_on", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(undone_at__isnull=True, returned_on__isnull=True),
                name="departure_one_open_per_worker",
                violation_error_message="这位职工已经离册",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=LeaveReason.values), name="departure_reason_known"
            ),
            models.CheckConstraint(
                condition=~Q(document=""),
                name="departure_has_document",
                violation_error_message="离册要写证明或文号",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undo_reason="")
                | (Q(undone_at__isnull=False) & ~Q(undo_reason="")),
                name="departure_undone_with_reason",
                violation_error_message="撤销离册要写原因",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("left_on")),
                name="departure_returned_after_leaving",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(undone_at__isnull=True),
                name="departure_answered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} {self.left_on} {self.get_reason_display()}"
