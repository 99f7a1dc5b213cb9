"""Canvass 摸底普查: every worker of the units picked is seen once, until the depot is finished."""

import datetime as dt
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse

from staff.models.places import Station
from staff.models.workers import Worker
from welfare.crypto import EncryptedField
from welfare.models import User
from welfare.roles import Role


class CanvassQuerySet(models.QuerySet["Canvass"]):
    """Questions to the canvasses."""

    def visible_to(self, user: User) -> Self:
        """The office and the chair see all; a surveyor those he was asked to go round for."""
        if user.has_role(Role.OFFICER, Role.CHAIR, Role.AUDITOR, Role.SUPERVISOR):
            return self
        return self.filter(units__surveyors=user).distinct()


class Canvass(models.Model):
    """A campaign that looks into every home (摸底普查)."""

    name = models.CharField("名称", max_length=60)
    opened_on = models.DateField("开始")
    due_on = models.DateField("要在哪天前完成")
    closed_on = models.DateField("完成", null=True, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发起人")

    objects = CanvassQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "摸底普查"
        ordering = ("-opened_on", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("opened_on")), name="canvass_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the canvass."""
        return reverse("canvass-detail", args=[self.pk])

    def workers(self, *, on: dt.date) -> "models.QuerySet[Worker]":
        """Everyone who is to be seen, each with `is_seen`."""
        seen = CanvassFinding.objects.filter(canvass=self, worker=OuterRef("pk"))
        everyone = Worker.objects.on_roster(on=self.closed_on or on)
        asked = everyone.filter(station__canvass_units__canvass=self)
        return asked.annotate(is_seen=Exists(seen))

    def left(self, *, on: dt.date) -> "models.QuerySet[Worker]":
        """Who has not been seen yet."""
        seen = CanvassFinding.objects.filter(canvass=self).values("worker")
        return self.workers(on=on).exclude(pk__in=seen)


class CanvassUnitQuerySet(models.QuerySet["CanvassUnit"]):
    """Questions to the stations of canvasses."""

    def going(self, *, on: dt.date) -> "models.QuerySet[Any]":
        """Of canvasses still open, each with `left`: how many of its people nobody has seen. One query."""
        seen = CanvassFinding.objects.filter(
            canvass=OuterRef(OuterRef("canvass")), worker=OuterRef("pk")
        )
        people = Worker.objects.on_roster(on=on).filter(~Exists(seen), station=OuterRef("station"))
        many = people.order_by().values("station").annotate(n=Count("pk")).values("n")
        units = self.filter(canvass__closed_on=None).select_related("canvass", "station__branch")
        return units.annotate(left=Subquery(many)).filter(left__gt=0)


class CanvassUnit(models.Model):
    """A station of a canvass, and who goes round it."""

    canvass = models.ForeignKey(Canvass, models.PROTECT, related_name="units", verbose_name="普查")
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="canvass_units", verbose_name="车站"
    )
    surveyors = models.ManyToManyField(User, related_name="+", verbose_name="调查人")

    objects = CanvassUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "普查单位"
        ordering = ("station", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["canvass", "station"],
                name="canvass_station_once",
                violation_error_message="这个车站已经在这次普查里",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.canvass} {self.station}"


class Seen(models.TextChoices):
    """What a call of the canvass found."""

    WELL = "well", "不困难"
    TROUBLE = "trouble", "有困难，要建档"
    IN_CARE = "in_care", "已在档"


class FindingQuerySet(models.QuerySet["CanvassFinding"]):
    """Questions to the findings."""

    def by_result(self) -> dict[str, int]:
        """How many of each result. One query."""
        return dict(self.order_by().values_list("result").annotate(n=Count("pk")))


class CanvassFinding(models.Model):
    """One worker was seen by two people (普查结果). Only added to."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    canvass = models.ForeignKey(
        Canvass, models.PROTECT, related_name="findings", verbose_name="普查"
    )
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", verbose_name="职工")
    seen_on = models.DateField("上门日期")
    result = models.CharField("结果", max_length=7, choices=Seen.choices)
    words = EncryptedField("情况")
    went_with = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="同去的人"
    )
    companion = models.CharField("同去的外单位的人", max_length=60, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="调查人")
    recorded_at = models.DateTimeField("录入时间")

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "普查结果"
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["canvass", "worker"],
                name="canvass_worker_once",
                violation_error_message="这位职工这次普查已经走过了",
            ),
            models.CheckConstraint(
                condition=Q(result__in=Seen.values), name="canvass_result_known"
            ),
            models.CheckConstraint(
                condition=Q(went_with__isnull=False, companion="")
                | (Q(went_with__isnull=True) & ~Q(companion="")),
                name="canvass_seen_by_two",
                violation_error_message="同去的人选一位；外单位的人写单位和姓名，两样只填一样",
            ),
            models.CheckConstraint(
                condition=Q(went_with__isnull=True) | ~Q(went_with=models.F("recorded_by")),
                name="canvass_two_are_different",
                violation_error_message="两个人一起去，同去的不能是自己",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} {self.get_result_display()}"
