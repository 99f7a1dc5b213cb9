"""The papers of a meeting 会议文书: its minutes 纪要, letters 通知书 and payment list 付款单.

All are written when the meeting closes and only added to: a late correction is a new version.
"""

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mutualfund.models.claims import Claim
from mutualfund.models.meetings import Decision, Meeting
from welfare.crypto import EncryptedField
from welfare.models import User
from welfare.uploads import FileType, path_of

FOLDER = "minutes"  # of the signed copies


class MinutesVersion(models.Model):
    """A version of a meeting's minutes (纪要), sealed, kept by its digest; version 1 at the close."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="minutes", verbose_name="会议"
    )
    version = models.PositiveSmallIntegerField("版次")
    text = EncryptedField("全文")  # JSON of mutualfund.minutes.Minutes
    digest = models.CharField("指纹", max_length=64, db_collation="C")
    before = models.CharField("上一版指纹", max_length=64, blank=True, db_collation="C")
    correction = EncryptedField("更正")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="写定人")
    written_at = models.DateTimeField("写定时间")

    class Meta:
        verbose_name = verbose_name_plural = "会议纪要"
        ordering = ("meeting", "-version")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "version"], name="minutes_one_per_version"),
            models.CheckConstraint(
                condition=Q(version=1, before="", correction__isnull=True)
                | (Q(version__gt=1, correction__isnull=False) & ~Q(before="")),
                name="minutes_corrected_after_the_first",
                violation_error_message="更正要写明更正什么",
            ),
            models.CheckConstraint(condition=~Q(digest=""), name="minutes_have_a_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting.number} 纪要第 {self.version} 版"

    @property
    def short_digest(self) -> str:
        """The beginning of the digest in three groups of four, for comparing with paper."""
        text = self.digest.upper()
        return "-".join(text[i : i + 4] for i in (0, 4, 8))


class SignedCopy(models.Model):
    """A photograph or scan of the minutes as they were signed (签字件)."""

    minutes = models.ForeignKey(
        MinutesVersion, models.PROTECT, related_name="copies", verbose_name="纪要"
    )
    uid = models.UUIDField("文件号", unique=True, editable=False)
    file_type = models.CharField("类型", max_length=3, choices=FileType.choices)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("原文件指纹", max_length=64, db_collation="C")
    stored_sha256 = models.CharField("存档指纹", max_length=64, db_collation="C")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "纪要签字件"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "sha256"], name="signed_copy_once"),
            models.CheckConstraint(
                condition=Q(file_type__in=FileType.values), name="signed_copy_type_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes}签字件"

    @property
    def path(self) -> str:
        """Where the file lies under the media root."""
        return path_of(self.uid, self.file_type, folder=FOLDER)


class Letter(models.Model):
    """What the applicant is told of a decision (通知书): agreed to, or refused with the way to appeal."""

    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="letter", verbose_name="决定"
    )
    issued_on = models.DateField("日期")
    appeal_until = models.DateField("复核期限", null=True)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="签发人")

    class Meta:
        verbose_name = verbose_name_plural = "通知书"
        ordering = ("number",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(appeal_until__isnull=True) | Q(appeal_until__gte=F("issued_on")),
                name="letter_appeal_after_issue",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def read_at(self) -> dt.datetime | None:
        """When the applicant first opened it; nothing as long as he has not."""
        reading = getattr(self, "reading", None)
        return reading.read_at if reading else None


class LetterReading(models.Model):
    """When the applicant first opened his letter on his own page (本人看过); written once."""

    letter = models.OneToOneField(
        Letter, models.PROTECT, related_name="reading", verbose_name="通知书"
    )
    read_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="谁看的")
    read_at = models.DateTimeField("看的时间")

    class Meta:
        verbose_name = verbose_name_plural = "通知书的阅读"

    def __str__(self) -> str:
        return f"{self.letter} 看过"


class PayList(models.Model):
    """What a meeting agreed to, as a list for the accountant (付款单)."""

    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, related_name="pay_list", verbose_name="会议"
    )
    cases = models.PositiveSmallIntegerField("件数")
    total = models.DecimalField("合计（元）", max_digits=12, decimal_places=2)
    made_on = models.DateField("日期")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="开单人")

    class Meta:
        verbose_name = verbose_name_plural = "付款单"
        ordering = ("-number",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cases__gt=0, total__gt=0), name="pay_list_not_empty")
        ]

    def __str__(self) -> str:
        return self.number


def letter_of(claim: Claim) -> Letter | None:
    """The letter on the decision in force. One query."""
    rows = Letter.objects.filter(decision__item__claim=claim, decision__item__is_revoked=False)
    return rows.select_related("decision__item__meeting", "issued_by").first()
