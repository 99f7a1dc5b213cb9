"""Whether a visit counts: VisitDoubt 走访核实 after a worker's no, VisitAvowal 代录确认, CodeTry."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from staff.models.visits import Visit
from welfare.crypto import EncryptedField
from welfare.models import User


class Found(models.TextChoices):
    """What the office found out about a visit the worker knows nothing of."""

    OPEN = "open", "待核实"
    STANDS = "stands", "核实来过"
    VOID = "void", "核实没来"


class VisitDoubtQuerySet(models.QuerySet["VisitDoubt"]):
    """Questions to the doubts."""

    def open(self) -> Self:
        """Not yet looked into."""
        return self.filter(found=Found.OPEN)


class VisitDoubt(models.Model):
    """The worker said 没来过: until the office has looked into it the visit does not count."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="doubts", verbose_name="走访")
    raised_on = models.DateField("提出日期")
    owner = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="核实人"
    )
    due_on = models.DateField("核实时限")
    found = models.CharField("结果", max_length=6, choices=Found.choices, default=Found.OPEN)
    words = EncryptedField("查到什么")
    closed_on = models.DateField("核实日期", null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="谁核实的"
    )

    objects = VisitDoubtQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "走访核实"
        ordering = ("due_on", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(found="open", closed_on=None, closed_by=None)
                | Q(found__in=["stands", "void"], closed_on__isnull=False, closed_by__isnull=False),
                name="doubt_closed_by_someone",
                violation_error_message="核实要有人、有日期",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("raised_on")), name="doubt_due_after_it_was_raised"
            ),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(found="open"), name="doubt_one_open_per_visit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit} {self.get_found_display()}"

    def is_overdue(self, *, on: dt.date) -> bool:
        """Still open past its day."""
        return self.found == Found.OPEN and self.due_on < on


class SignedBy(models.TextChoices):
    """How the cadre said that a visit entered by another is his."""

    OWN = "own", "本人登录确认"
    PAPER = "paper", "本人签字的走访单"


class VisitAvowal(models.Model):
    """代录: the cadre says whether he made the visit another entered for him. Said once."""

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="avowal", verbose_name="走访")
    made = models.BooleanField("是本人走访的")
    way = models.CharField("怎么确认的", max_length=5, choices=SignedBy.choices)
    paper = models.CharField("走访单编号", max_length=60, blank=True)
    at = models.DateTimeField("确认时间")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="记下的人")

    class Meta:
        verbose_name = verbose_name_plural = "代录确认"
        ordering = ("-at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(way="own", paper="") | (Q(way="paper") & ~Q(paper="")),
                name="avowal_by_login_or_paper",
                violation_error_message="没有账号的，要写签字走访单的编号",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit} {self.get_way_display()}"


class CodeTry(models.Model):
    """A wrong try of a 确认码: after some the code is locked. Only added to."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="tries", verbose_name="走访")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "确认码试错"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.visit} {self.at:%Y-%m-%d %H:%M}"
