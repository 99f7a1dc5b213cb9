"""三金: which insurances there are (data), and the month each worker's are paid to."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from staff.models.workers import Worker
from welfare.models import User

# The source names the three funds without defining them; these are the usual ones (domain.md 3.1).
KINDS = (("pension", "养老保险"), ("unemployment", "失业保险"), ("medical", "医疗保险"))


class InsuranceKind(models.Model):
    """An insurance the depot pays for its workers (险种): editable as data."""

    key = models.SlugField("键", max_length=20, unique=True)
    name = models.CharField("险种", max_length=20, unique=True)
    grace_months = models.PositiveSmallIntegerField(
        "宽限月数（示例）", default=1, help_text="本月该缴到几个月以前：1 就是缴到上个月不算欠"
    )
    rank = models.PositiveSmallIntegerField("次序", default=0)
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "险种"
        ordering = ("rank", "pk")

    def __str__(self) -> str:
        return self.name

    def due_month(self, *, on: dt.date) -> dt.date:
        """The first day of the month that must be paid by a day."""
        months = on.year * 12 + on.month - 1 - self.grace_months
        return dt.date(months // 12, months % 12 + 1, 1)


def seed_insurances(model: Any) -> None:
    """Make the three kinds; what is there stays. Takes a migration's historical model too."""
    for rank, (key, name) in enumerate(KINDS, start=1):
        model.objects.get_or_create(key=key, defaults={"name": name, "rank": rank})


class InsuranceQuerySet(models.QuerySet["InsuranceEntry"]):
    """Questions to the entries."""

    def current(self, *, on: dt.date) -> Self:
        """What was known on a day: the last entry of each worker and kind."""
        known = self.model.objects.filter(recorded_on__lte=on)
        last = known.order_by("worker_id", "kind_id", "-recorded_on", "-pk")
        return self.filter(pk__in=last.distinct("worker_id", "kind_id").values("pk"))

    def in_arrears(self, *, on: dt.date) -> Self:
        """欠缴: current entries of those on the roster whose paid month is before the due one."""
        late = Q(pk__in=[])
        for kind in InsuranceKind.objects.filter(is_active=True):
            late |= Q(kind=kind, paid_to__lt=kind.due_month(on=on))
        people = Worker.objects.on_roster(on=on).order_by().values("pk")
        return self.current(on=on).filter(late, worker__in=people)


class InsuranceEntry(models.Model):
    """From a day on it was known to which month an insurance is paid (缴纳登记). Only added to."""

    worker = models.ForeignKey(
        Worker, models.PROTECT, related_name="insurance_entries", verbose_name="职工"
    )
    kind = models.ForeignKey(InsuranceKind, models.PROTECT, related_name="+", verbose_name="险种")
    paid_to = models.DateField("缴到", help_text="那个月的 1 号")
    note = models.CharField("说明", max_length=100, blank=True)
    recorded_on = models.DateField("登记日期")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")

    objects = InsuranceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "三金缴纳"
        ordering = ("-recorded_on", "-pk")
        indexes: ClassVar = [
            models.Index(
                fields=["worker", "kind", "-recorded_on", "-id"], name="insurance_current"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(paid_to__day=1), name="insurance_month_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.worker} {self.kind} {self.paid_to:%Y-%m}"

    def months_owed(self, *, on: dt.date) -> int:
        """How many months are not paid on a day; 0 when none."""
        due = self.kind.due_month(on=on)
        owed = (due.year - self.paid_to.year) * 12 + due.month - self.paid_to.month
        return max(owed, 0)
