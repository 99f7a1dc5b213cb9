"""GiftProxy 代领人, who signs for others in a campaign, and how the office explains many 代领说明."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from staff.models.campaigns import Campaign
from staff.models.workers import Worker
from welfare.crypto import BlindIndexField, EncryptedField
from welfare.models import User

PROXY_LIMIT = 2  # one proxy for more families than this is an alarm


class GiftProxyQuerySet(models.QuerySet["GiftProxy"]):
    """Questions to the proxies."""

    def with_families(self) -> "models.QuerySet[Any]":
        """Each with `families`, those he signed for, and `explained`, up to how many it is told."""
        told = ProxyExplanation.objects.filter(proxy=OuterRef("pk")).order_by("-families")
        return self.annotate(
            families=Count("gifts"),
            explained=Coalesce(Subquery(told.values("families")[:1]), 0),
        )

    def unexplained(self) -> "models.QuerySet[Any]":
        """Those who signed for more families than one may, and nobody has written why."""
        many = self.with_families().filter(families__gt=PROXY_LIMIT)
        return many.filter(explained__lt=F("families"))


class GiftProxy(models.Model):
    """Who signs for others in one campaign (代领人): known by his ID number, or as a worker."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="proxies", verbose_name="活动"
    )
    name = models.CharField("代领人", max_length=60)
    worker = models.ForeignKey(
        Worker, models.PROTECT, related_name="+", null=True, verbose_name="本段职工"
    )
    id_number = EncryptedField("身份证号")
    id_number_index = BlindIndexField("id_number")

    objects = GiftProxyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代领人"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "id_number_index"], name="proxy_id_once_per_campaign"
            ),
            models.UniqueConstraint(
                fields=["campaign", "worker"], name="proxy_worker_once_per_campaign"
            ),
            models.CheckConstraint(
                condition=Q(worker__isnull=False) | Q(id_number_index__isnull=False),
                name="proxy_is_known",
                violation_error_message="代领人要有身份证号，或者是本段职工",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.name}"

    @property
    def known_by(self) -> str:
        """By what he is the same person again: his number as a worker, or how his ID number ends."""
        if self.worker is not None:
            return f"本段职工，工号 {self.worker.number}"
        return f"身份证尾号 {str(self.id_number)[-4:]}"


class ProxyExplanation(models.Model):
    """Why one proxy signed for so many (代领说明), by the office. Only ever added to."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    proxy = models.ForeignKey(
        GiftProxy, models.PROTECT, related_name="explanations", verbose_name="代领人"
    )
    families = models.PositiveSmallIntegerField("那时代领几户")
    words = EncryptedField("说明")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="谁写的")

    class Meta:
        verbose_name = verbose_name_plural = "代领说明"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(families__gt=PROXY_LIMIT), name="explanation_of_too_many"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proxy} {self.families} 户"
