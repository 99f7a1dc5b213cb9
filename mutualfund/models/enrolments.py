"""Enrolment 入社登记: a worker asks to join; the first due makes a member of him."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mutualfund.models.members import Member
from staff.models import Worker
from welfare.models import User
from welfare.uploads import FileType, path_of

SCANS = "enrolments"  # the folder of the scans


def sees_scans(user: User) -> bool:
    """Who enters registrations, and who approves them: he has to see what he approves."""
    return user.may_use("manage_members") or user.may_use("finalise_claim")


class EnrolmentScanQuerySet(models.QuerySet["EnrolmentScan"]):
    """Questions to the scans."""

    def visible_to(self, user: User) -> Self:
        """Those of who may see them; nobody else's."""
        return self if sees_scans(user) else self.none()


class EnrolmentScan(models.Model):
    """The scan of signed paper registrations 登记表扫描件, entered by workbook. Only ever added to."""

    uid = models.UUIDField("文件号", unique=True, editable=False)
    file_type = models.CharField("类型", max_length=3, choices=FileType.choices)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("原文件指纹", max_length=64, unique=True, db_collation="C")
    stored_sha256 = models.CharField("存档指纹", max_length=64, db_collation="C")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间")

    objects = EnrolmentScanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登记表扫描件"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file_type__in=FileType.values), name="enrolment_scan_type_known"
            ),
        ]

    def __str__(self) -> str:
        return f"登记表扫描件 {self.pk}"

    @property
    def path(self) -> str:
        """Where the file lies under the media root."""
        return path_of(self.uid, self.file_type, folder=SCANS)


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Questions to the registrations."""

    def visible_to(self, user: User) -> Self:
        """Those who work with the fund see all; a worker his own."""
        return self if user.may_use("view_fund") else self.filter(worker__user=user)

    def open(self) -> Self:
        """Neither a member yet nor withdrawn."""
        return self.filter(member__isnull=True, withdrawn_on__isnull=True)

    def to_approve(self) -> Self:
        """Signed, waiting for the committee."""
        return self.open().filter(signed_on__isnull=False, approved_on__isnull=True)

    def to_announce(self) -> Self:
        """Approved, not yet on the board."""
        return self.filter(
            approved_on__isnull=False, announced_on__isnull=True, withdrawn_on__isnull=True
        )


class Enrolment(models.Model):
    """A registration to join (入社登记表), printed, signed by the worker, ended by the first due."""

    number = models.CharField("登记号", max_length=20, unique=True, db_collation="C")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", verbose_name="职工")
    applied_on = models.DateField("申请日期")
    opinion = models.CharField("单位工会意见", max_length=100)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办")
    signed_on = models.DateField("本人签名日期", null=True, blank=True)
    scan = models.ForeignKey(
        EnrolmentScan, models.PROTECT, related_name="rows", null=True, verbose_name="扫描件"
    )
    approved_on = models.DateField("互助委批准日期", null=True, blank=True)
    approved_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="批准登记人"
    )
    approval_no = models.CharField("批准的会议或文号", max_length=80, blank=True)
    announced_on = models.DateField("公布日期", null=True, blank=True)
    announced_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="公布登记人"
    )
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
                condition=Q(member__isnull=True) | Q(approved_on__isnull=False),
                name="enrolment_approved_before_member",
                violation_error_message="互助委批准以后才能入社",
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True, approved_by__isnull=True, approval_no="")
                | (
                    # a comparison with nothing is no refusal to the database: each part is asked for
                    Q(
                        signed_on__isnull=False,
                        approved_on__isnull=False,
                        approved_on__gte=F("signed_on"),
                        approved_by__isnull=False,
                    )
                    & ~Q(approval_no="")
                ),
                name="enrolment_approval_is_whole",
                violation_error_message="批准要在签名以后，写明会议或文号",
            ),
            models.CheckConstraint(
                condition=Q(announced_on__isnull=True, announced_by__isnull=True)
                | Q(
                    approved_on__isnull=False,
                    announced_on__isnull=False,
                    announced_on__gte=F("approved_on"),
                    announced_by__isnull=False,
                ),
                name="enrolment_announced_after_approval",
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
        if self.approved_on:
            return "info", "待缴"
        return ("wait", "待批准") if self.signed_on else ("wait", "待签名")
