"""Matter 转办事项: what a worker asked for, until he says it was answered (domain.md 6.4)."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from staff.models.pairings import Pairing
from staff.models.visits import Need, Visit
from staff.models.workers import Worker
from welfare.crypto import EncryptedField
from welfare.models import User
from welfare.roles import Role


class MatterSource(models.TextChoices):
    """来源."""

    VISIT = "visit", "走访"
    COUNTER = "counter", "来访来电"
    PROMPT = "prompt", "系统提示"
    OWN = "own", "本人网上提"


PRESS_AFTER = dt.timedelta(days=10)  # so long past its day an answer is the chair's business, 示例
BAD_WORDS = 2  # and so often 不满意


class MatterStatus(models.TextChoices):
    """Life of a matter. Only the worker's word closes it."""

    RAISED = "raised", "待指派"
    DOING = "doing", "正在办"
    ANSWERED = "answered", "等职工评价"
    CLOSED = "closed", "办结"


NEXT: dict[str, set[MatterStatus]] = {
    MatterStatus.RAISED: {MatterStatus.DOING},
    MatterStatus.DOING: {MatterStatus.DOING, MatterStatus.ANSWERED},
    MatterStatus.ANSWERED: {MatterStatus.CLOSED, MatterStatus.DOING},
}
PAINT = {
    MatterStatus.RAISED: "draft", MatterStatus.DOING: "info", MatterStatus.ANSWERED: "wait",
    MatterStatus.CLOSED: "ok",
}  # fmt: skip


class StepKind(models.TextChoices):
    """What was done."""

    RAISED = "raised", "提出"
    ASKED = "asked", "又提了一次"
    ASSIGNED = "assigned", "指派"
    PRESSED = "pressed", "督办"
    ANSWERED = "answered", "答复"
    RATED = "rated", "职工评价"


class Rating(models.TextChoices):
    """职工满意度. The last one reopens the matter."""

    SATISFIED = "satisfied", "满意"
    FAIR = "fair", "基本满意"
    UNSATISFIED = "unsatisfied", "不满意"


class Heard(models.TextChoices):
    """How the worker's word came."""

    SIGNED = "signed", "职工签字"
    FACE = "face", "当面问的"
    PHONE = "phone", "电话回访"
    OWN = "own", "本人登录评价"


class MatterQuerySet(models.QuerySet["Matter"]):
    """Questions to the matters."""

    def visible_to(self, user: User) -> Self:
        """The office sees all; a cadre those of his paired workers and those he answers for."""
        if user.has_role(Role.OFFICER, Role.CHAIR, Role.AUDITOR):
            return self
        paired = Pairing.objects.open().filter(cadre__user=user).values("file__worker")
        return self.filter(Q(owner=user) | Q(worker__in=paired))

    def open(self) -> Self:
        """Not yet closed by the worker's word."""
        return self.exclude(status=MatterStatus.CLOSED)

    def to_do(self) -> Self:
        """Waiting for an answer."""
        return self.filter(status__in=(MatterStatus.RAISED, MatterStatus.DOING))

    def overdue(self, *, on: dt.date) -> Self:
        """Unanswered past the first day that was promised."""
        return self.to_do().filter(first_due_on__lt=on)


def spoken_badly(times: int) -> Q:
    """Matters whose worker said 不满意 so many times."""
    bad = MatterStep.objects.filter(rating=Rating.UNSATISFIED).order_by().values("matter")
    return Q(pk__in=bad.annotate(times=Count("pk")).filter(times__gte=times).values("matter"))


def to_press(on: dt.date) -> Q:
    """要督办的: long past the day, or twice not good enough. Computed from the days, never stored."""
    waits = Q(status__in=(MatterStatus.RAISED, MatterStatus.DOING))
    return waits & (Q(first_due_on__lt=on - PRESS_AFTER) | spoken_badly(BAD_WORDS))


class Matter(models.Model):
    """What a worker asked for (转办单): an owner, a day, an answer, the worker's word on it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="matters", verbose_name="职工")
    source = models.CharField("来源", max_length=7, choices=MatterSource.choices)
    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="matters", null=True, blank=True, verbose_name="走访"
    )
    need = models.CharField("诉求", max_length=9, choices=Need.choices)
    content = EncryptedField("内容")
    raised_on = models.DateField("提出日期")
    status = models.CharField("状态", max_length=8, choices=MatterStatus.choices)
    owner = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="承办人"
    )
    due_on = models.DateField("时限")
    # what lateness is counted from: putting a day off with a reason does not make a matter less late
    first_due_on = models.DateField("最初时限")

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "转办事项"
        ordering = ("due_on", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=MatterStatus.values), name="matter_status_known"
            ),
            models.CheckConstraint(condition=Q(need__in=Need.values), name="matter_need_known"),
            models.CheckConstraint(
                condition=Q(source__in=MatterSource.values), name="matter_source_known"
            ),
            models.CheckConstraint(
                condition=Q(status="raised") | Q(owner__isnull=False),
                name="matter_has_owner",
                violation_error_message="转办事项要有承办人",
            ),
            models.UniqueConstraint(
                fields=["worker", "need"],
                condition=~Q(status="closed") & Q(source="visit"),
                name="matter_one_open_per_need",
                violation_error_message="这位职工的这件事已经在办",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "due_on"], name="matter_status_due")]

    def __str__(self) -> str:
        return f"{self.number} {self.get_need_display()}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("matter-detail", args=[self.pk])

    def can_become(self, status: MatterStatus) -> bool:
        """Whether its life goes on to the status."""
        return status in NEXT.get(self.status, set())

    def is_overdue(self, *, on: dt.date) -> bool:
        """Unanswered past the first day that was promised."""
        waits = self.status in (MatterStatus.RAISED, MatterStatus.DOING)
        return waits and self.first_due_on < on

    @property
    def was_put_off(self) -> bool:
        """Whether its day was moved."""
        return self.due_on > self.first_due_on

    @property
    def paint(self) -> str:
        """How its state is painted."""
        return PAINT[MatterStatus(self.status)]


class MatterStep(models.Model):
    """One step of a matter (经过). Never changed or deleted."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="steps", verbose_name="事项")
    kind = models.CharField("做了什么", max_length=8, choices=StepKind.choices)
    status = models.CharField("之后的状态", max_length=8, choices=MatterStatus.choices)
    owner = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="之后的承办人"
    )
    due_on = models.DateField("之后的时限")
    rating = models.CharField("满意度", max_length=11, choices=Rating.choices, blank=True)
    heard = models.CharField("怎样听到的", max_length=6, choices=Heard.choices, blank=True)
    words = EncryptedField("说明")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")

    class Meta:
        verbose_name = verbose_name_plural = "转办事项的经过"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=StepKind.values, status__in=MatterStatus.values),
                name="matter_step_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="rated", rating__in=Rating.values, heard__in=Heard.values)
                | (~Q(kind="rated") & Q(rating="", heard="")),
                name="matter_step_rated_by_the_worker",
                violation_error_message="职工评价要写满意度和怎样听到的",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(rating__in=["satisfied", "fair"]),
                name="matter_closed_by_a_good_word",
                violation_error_message="职工不满意，不能办结",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.get_kind_display()}"
