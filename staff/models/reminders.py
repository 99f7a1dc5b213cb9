"""Reminder 提醒: who was told of what by when, once a day for each thing. Never deleted."""

import uuid
from typing import ClassVar, Self

from django.db import models

from welfare.crypto import EncryptedField
from welfare.models import User


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Questions to the sent log."""

    def visible_to(self, user: User) -> Self:
        """Those who send see all; anyone what he was told himself."""
        return self if user.may_use("send_reminders") else self.filter(person=user)

    def unmailed(self) -> Self:
        """Those whose mail did not leave: still to be tried, or given up."""
        return self.exclude(mail_error="").filter(mailed_at=None)


class Reminder(models.Model):
    """One thing one person was reminded of (提醒)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField("事项", max_length=30, db_collation="C")
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提醒谁")
    words = EncryptedField("说了什么")
    due_on = models.DateField("最晚哪天")
    on = models.DateField("提醒日期")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="谁提醒的")
    mail_to = EncryptedField("邮箱")
    mailed_at = models.DateTimeField("邮件发出时间", null=True)
    mail_error = models.CharField("邮件没发出的原因", max_length=200, blank=True)
    mail_tries = models.PositiveSmallIntegerField("试了几次", default=0, db_default=0)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "提醒"
        ordering = ("-at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "person", "on"],
                name="reminder_once_a_day",
                violation_error_message="今天已经提醒过",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.key} {self.on}"
