"""The list of delegates 代表名单 of a meeting: who was entitled to come, and whether he came."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from disclosure.models.congresses import Congress
from staff.models import Station, Worker


class Attendance(models.TextChoices):
    """到会."""

    PRESENT = "present", "到会"
    EXCUSED = "excused", "请假"
    MISSING = "missing", "缺席"


class DelegateQuerySet(models.QuerySet["Delegate"]):
    """Questions to the lists."""

    def narrowed(self, shown: str) -> Self:
        """Those ?show= asks for: present or absent; all for anything else."""
        here = Q(attendance=Attendance.PRESENT)
        return {"present": self.filter(here), "absent": self.exclude(here)}.get(shown, self)


class Delegate(models.Model):
    """One delegate of one meeting, with the station he stood for on its day. Never changed."""

    congress = models.ForeignKey(
        Congress, models.PROTECT, related_name="delegates", verbose_name="会议"
    )
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", verbose_name="代表")
    station = models.ForeignKey(Station, models.PROTECT, related_name="+", verbose_name="车站")
    attendance = models.CharField("到会", max_length=7, choices=Attendance.choices)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表名单"
        ordering = ("congress", "station", "worker")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["congress", "worker"],
                name="delegate_once",
                violation_error_message="名单里有人写了两次",
            ),
            models.CheckConstraint(
                condition=Q(attendance__in=Attendance.values), name="delegate_attendance_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.congress.number} {self.worker}"

    @property
    def is_present(self) -> bool:
        """Whether he came."""
        return self.attendance == Attendance.PRESENT
