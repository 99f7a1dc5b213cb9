"""Prompt 系统提示: a fact already known that should start something, without an application."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from staff.models.matters import Matter
from staff.models.workers import Worker
from welfare.crypto import EncryptedField
from welfare.models import User
from welfare.roles import Role


class PromptKind(models.TextChoices):
    """What kind of fact."""

    SCHOOL_AGE = "school_age", "孩子到了上学年龄"
    HOSPITAL = "hospital", "走访记了住院"
    DEATH = "death", "有人去世"
    MARRIAGE = "marriage", "结婚"
    UNTOUCHED = "untouched", "档案一年没动"
    NEVER_HELPED = "never_helped", "建档后没有帮过"


class PromptStatus(models.TextChoices):
    """Whether something came of it."""

    OPEN = "open", "待办"
    TAKEN = "taken", "已立事项"
    DISMISSED = "dismissed", "不用办"


class PromptQuerySet(models.QuerySet["Prompt"]):
    """Questions to the prompts."""

    def visible_to(self, user: User) -> Self:
        """Those who handle hardship."""
        return self if user.has_role(Role.OFFICER) else self.none()

    def open(self) -> Self:
        """Neither taken up nor dismissed."""
        return self.filter(status=PromptStatus.OPEN)


class Prompt(models.Model):
    """A fact the daily run found (系统提示): taken up as a matter, or dismissed with a reason.

    `fact` names what it rests on; the same fact has the same `key` and never prompts twice.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("种类", max_length=12, choices=PromptKind.choices)
    key = models.CharField("依据的事实", max_length=80, unique=True, db_collation="C")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", verbose_name="职工")
    fact = EncryptedField("依据")
    # what the draft it starts is about; empty where it starts none
    happened_on = models.DateField("发生日期", null=True)
    relation = models.CharField("与职工关系", max_length=6, blank=True)
    who = EncryptedField("谁的事")
    event = EncryptedField("什么事")
    found_on = models.DateField("发现日期")
    status = models.CharField(
        "状态", max_length=9, choices=PromptStatus.choices, default=PromptStatus.OPEN
    )
    matter = models.OneToOneField(
        Matter, models.PROTECT, related_name="prompt", null=True, verbose_name="转办事项"
    )
    closed_on = models.DateField("处理日期", null=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="处理人"
    )
    reason = models.CharField("不用办的原因", max_length=200, blank=True)

    objects = PromptQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "系统提示"
        ordering = ("-found_on", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=PromptKind.values), name="prompt_kind_known"),
            models.CheckConstraint(
                condition=Q(status="open", matter=None, closed_on=None, closed_by=None, reason="")
                | Q(status="taken", matter__isnull=False, closed_on__isnull=False,
                    closed_by__isnull=False, reason="")
                | (Q(status="dismissed", matter=None, closed_on__isnull=False,
                     closed_by__isnull=False) & ~Q(reason="")),
                name="prompt_taken_or_dismissed_with_reason",
                violation_error_message="不用办要写原因",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.worker.name}"

    def days(self, *, on: dt.date) -> int:
        """How long it has stood."""
        return (on - self.found_on).days
