"""Handover 交接: one cadre passes a hardship worker on to another, who accepts it."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from staff.models.pairings import Cadre, Pairing
from welfare.crypto import EncryptedField
from welfare.models import User
from welfare.roles import Role


class HandoverStatus(models.TextChoices):
    """How far a handover is."""

    PROPOSED = "proposed", "等接任人接收"
    ACCEPTED = "accepted", "已接收"
    DECLINED = "declined", "接任人没有接"
    WITHDRAWN = "withdrawn", "已收回"


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Questions to the handovers."""

    def open(self) -> Self:
        """Those nobody has answered."""
        return self.filter(status=HandoverStatus.PROPOSED)

    def visible_to(self, user: User) -> Self:
        """The office sees all; a cadre those he gives or takes."""
        if user.has_role(Role.OFFICER, Role.CHAIR, Role.SUPERVISOR, Role.AUDITOR):
            return self
        return self.filter(Q(pairing__cadre__user=user) | Q(to__user=user))


class Handover(models.Model):
    """A pairing is passed on (交接): until it is accepted the old cadre answers. Answered once."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pairing = models.ForeignKey(
        Pairing, models.PROTECT, related_name="handovers", verbose_name="原结对"
    )
    to = models.ForeignKey(Cadre, models.PROTECT, related_name="takeovers", verbose_name="接任人")
    note = EncryptedField("交接说明")
    over_limit = EncryptedField("超过上限的原因")
    no_leader = EncryptedField("为什么不由段领导包保")
    proposed_on = models.DateField("提出日期")
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    status = models.CharField("状态", max_length=9, choices=HandoverStatus.choices)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="答复人"
    )
    answer = EncryptedField("答复")
    successor = models.OneToOneField(
        Pairing, models.PROTECT, related_name="taken_over_by", null=True, verbose_name="新结对"
    )

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "交接"
        ordering = ("-proposed_on", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pairing"],
                condition=Q(status=HandoverStatus.PROPOSED),
                name="handover_one_open_per_pairing",
                violation_error_message="这位职工正在办交接，先等接任人答复",
            ),
            models.CheckConstraint(
                condition=Q(status__in=HandoverStatus.values), name="handover_status_known"
            ),
            models.CheckConstraint(
                condition=Q(note__isnull=False),
                name="handover_has_note",
                violation_error_message="交接要写说明",
            ),
            models.CheckConstraint(
                condition=Q(status=HandoverStatus.PROPOSED, answered_on=None, answered_by=None)
                | (
                    ~Q(status=HandoverStatus.PROPOSED)
                    & Q(answered_on__isnull=False, answered_by__isnull=False)
                ),
                name="handover_answered_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(status=HandoverStatus.ACCEPTED, successor__isnull=False)
                | (~Q(status=HandoverStatus.ACCEPTED) & Q(successor=None)),
                name="handover_accepted_has_successor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing} → {self.to.name}"
