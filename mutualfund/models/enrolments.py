"""Enrolment 入社登记: a worker asks to join; the first due makes a member of him."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mutualfund.models.members import Member
from staff.models import Worker
from welfare.models import User


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Questions to the registrations."""

    def visible_to(self, user: User) -> Self:
        """Those who work with the fund see all; a worker his own."""
        return self if user.may_use("view_fund") else self.filter(worker__user=user)

    def open(self) -> Self:
        """Neither a member yet nor withdrawn."""
        return self.filter(member__isnull=True, withdrawn_on__isnull=True)


class Enrolment(models.Model):
    """A registration to join (入社登记表), printed, signed by the worker, ended by the first due."""

    number = models.CharField("登记号", max_length=20, unique=True, db_collation="C")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", verbose_name="职工")
    applied_on = models.DateField("申请日期")
    opinion = models.CharField("单位工会意见", max_length=100)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办")
    signed_on = models.DateField("本人签名日期", null=True, blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    member = models.OneToOneField(
        Member, models.PROTECT, related_name="enrolment", null=True, verbose_name="社员"
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "入社登记"
        ordering = ("-number",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(member__isnull=True, withdrawn_on__isnull=True),
                name="enrolment_one_open_per_worker",
                violation_error_message="该职工已有一份没办完的入社登记",
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=True) | Q(signed_on__isnull=False),
                name="enrolment_signed_before_member",
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=True) | Q(withdrawn_on__isnull=True),
                name="enrolment_one_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.worker.name}"

    def get_absolute_url(self) -> str:
        """Its printed form."""
        return reverse("enrolment-detail", args=[self.pk])

    @property
    def state(self) -> tuple[str, str]:
        """How far it is: paint and word."""
        if self.member_id:
            return "ok", "已入社"
        if self.withdrawn_on:
            return "done", "撤回"
        return ("info", "待缴") if self.signed_on else ("wait", "待签名")
