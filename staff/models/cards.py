"""Card changes 换卡: a bank card is changed by two people, and its first 72 hours are waited out."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from staff.models.workers import Worker
from welfare.crypto import EncryptedField
from welfare.models import User


class CardOrigin(models.TextChoices):
    """How the change came."""

    HAND = "hand", "换卡"
    ROSTER = "roster", "花名册或更正"


class CardChangeQuerySet(models.QuerySet["CardChange"]):
    """Questions to the changes."""

    def visible_to(self, user: User) -> Self:
        """Changes of the workers the user may see."""
        return self.filter(worker__in=Worker.objects.visible_to(user))

    def unanswered(self) -> Self:
        """They wait for the second person."""
        return self.filter(confirmed_by=None, dropped_by=None)


class CardChange(models.Model):
    """A worker's bank card became another one (换卡). The moments are the database's own.

    One asks, another confirms, and only then the card is written. A card that a roster or a
    correction wrote is known here by its index alone, until a second person has confirmed it. A
    worker's first card is no change.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    worker = models.ForeignKey(
        Worker, models.PROTECT, related_name="card_changes", verbose_name="职工"
    )
    origin = models.CharField("来自", max_length=6, choices=CardOrigin.choices)
    card = EncryptedField("新卡号")
    card_index = models.BinaryField(null=True, editable=False, max_length=16)
    bank_name = models.CharField("开户银行", max_length=40, blank=True)
    bank_branch = models.CharField("支行名称", max_length=60, blank=True)
    document = models.CharField("凭什么", max_length=120, blank=True)
    asked_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="经办人"
    )
    asked_at = models.DateTimeField("经办时间", db_default=Now())
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True)
    changed_at = models.DateTimeField("换卡时间", null=True)
    dropped_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="作废人"
    )
    drop_reason = models.CharField("作废的原因", max_length=100, blank=True)

    objects = CardChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "换卡"
        ordering = ("-asked_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(origin__in=CardOrigin.values), name="card_change_origin_known"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (Q(asked_by__isnull=False) & ~Q(confirmed_by=F("asked_by"))),
                name="card_change_by_two",
                violation_error_message="换卡要两个人，经办人自己不能确认",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(dropped_by__isnull=True),
                name="card_change_answered_once",
            ),
            models.CheckConstraint(
                condition=Q(dropped_by__isnull=True, drop_reason="")
                | (Q(dropped_by__isnull=False) & ~Q(drop_reason="")),
                name="card_change_drop_says_why",
            ),
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(origin=CardOrigin.HAND, confirmed_by=None, dropped_by=None),
                name="card_change_one_open",
                violation_error_message="这个人已经有一张新卡在等确认",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} {self.get_origin_display()}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for the second person."""
        return self.confirmed_by_id is None and self.dropped_by_id is None
