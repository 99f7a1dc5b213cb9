"""How a paid claim ends 签领、回访、结案: the payee's word, the drawn sample, what was said."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from mutualfund.models.claims import Claim
from mutualfund.models.payments import Payment
from welfare.crypto import EncryptedField
from welfare.days import Quarter
from welfare.models import User
from welfare.uploads import FileType, path_of

SIGNED_SHEETS = "signed_sheets"  # the folder of the scans


class SignedSheet(models.Model):
    """A scan of the paper on which payees signed that the money came 签领单. Only ever added to."""

    uid = models.UUIDField("文件号", unique=True, editable=False)
    file_type = models.CharField("类型", max_length=3, choices=FileType.choices)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("原文件指纹", max_length=64, unique=True, db_collation="C")
    stored_sha256 = models.CharField("存档指纹", max_length=64, db_collation="C")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "签领单"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file_type__in=FileType.values), name="signed_sheet_type_known"
            ),
        ]

    def __str__(self) -> str:
        return f"签领单 {self.pk}"

    @property
    def path(self) -> str:
        """Where the file lies under the media root."""
        return path_of(self.uid, self.file_type, folder=SIGNED_SHEETS)


class SignedHow(models.TextChoices):
    """How the payee said that the money came."""

    OWN = "own", "本人登录确认"
    PAPER = "paper", "签字的纸，扫描留存"
    BATCH = "batch", "现金批次的签领表"


class Acknowledgement(models.Model):
    """The payee's word that the money came 签领: one for a payment, never changed."""

    payment = models.OneToOneField(
        Payment, models.PROTECT, related_name="acknowledgement", verbose_name="付款"
    )
    how = models.CharField("怎么签领的", max_length=5, choices=SignedHow.choices)
    sheet = models.ForeignKey(
        SignedSheet, models.PROTECT, related_name="rows", null=True, verbose_name="签领单"
    )
    signed_on = models.DateField("签领日期")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "签领"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(how=SignedHow.PAPER, sheet__isnull=False)
                | Q(how__in=[SignedHow.OWN, SignedHow.BATCH], sheet__isnull=True),
                name="acknowledgement_paper_has_its_scan",
                violation_error_message="纸上签领的要有扫描件",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment} {self.get_how_display()}"


class ClaimSample(models.Model):
    """The payments of a quarter that are asked about 补助回访抽样.

    Drawn once, by the database; `mutualfund.actions.claim_calls.drawn` draws the same again.
    """

    year = models.PositiveSmallIntegerField("年")
    quarter = models.PositiveSmallIntegerField("季度")
    percent = models.PositiveSmallIntegerField("百分比")
    seed = models.CharField("种子", max_length=32)
    last_key = models.PositiveBigIntegerField("抽到第几号为止")
    population = models.PositiveIntegerField("从多少里抽")
    drawn_at = models.DateTimeField("抽取时间")
    drawn_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="抽取人")

    class Meta:
        verbose_name = verbose_name_plural = "补助回访抽样"
        ordering = ("-year", "-quarter")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["year", "quarter"],
                name="claim_sample_once_a_quarter",
                violation_error_message="这个季度已经抽过，不能重抽",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年{self.period.words}补助回访抽样"

    @property
    def period(self) -> Quarter:
        """The quarter whose payments it asks about."""
        return Quarter(self.year, self.quarter)


class CallAnswer(models.TextChoices):
    """What the payee said when he was asked."""

    WAITING = "waiting", "还没打"
    GOT = "got", "收到了，数对"
    NOT_GOT = "not_got", "没收到或数不对"
    UNREACHED = "unreached", "打不通"


FINAL = (CallAnswer.GOT, CallAnswer.NOT_GOT)


class ClaimCallQuerySet(models.QuerySet["ClaimCall"]):
    """Questions to the call-backs about claims."""

    def waiting(self) -> Self:
        """Not answered, about a payment that stands."""
        return self.exclude(answer__in=FINAL).filter(payment__claim__isnull=False)

    def free_for(self, user: User) -> Self:
        """Those this person may make: he had no part in the claim. The database knows."""
        part = Func(
            Value(user.pk), F("payment"),
            function="mutualfund_had_part", output_field=models.BooleanField(),
        )  # fmt: skip
        return self.alias(had_part=part).filter(had_part=False)

    def of_quarter(self, quarter: Quarter) -> Self:
        """Those drawn from the payments of a quarter."""
        return self.filter(sample__year=quarter.year, sample__quarter=quarter.number)

    def about(self) -> Self:
        """With what the page of a call shows."""
        return self.select_related(
            "sample", "called_by", "payment__voucher", "payment__acknowledgement",
            "payment__claim__member__worker__station",
            "payment__bounced_claim__member__worker__station",
        )  # fmt: skip


class ClaimCall(models.Model):
    """One drawn payment and what the payee said 补助回访. An answer stands."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sample = models.ForeignKey(
        ClaimSample, models.PROTECT, related_name="calls", verbose_name="抽样"
    )
    payment = models.OneToOneField(
        Payment, models.PROTECT, related_name="call", verbose_name="付款"
    )
    answer = models.CharField(
        "结果", max_length=9, choices=CallAnswer.choices, default=CallAnswer.WAITING
    )
    note = EncryptedField("职工怎么说")
    called_at = models.DateTimeField("回访时间", null=True, blank=True)
    called_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="回访人"
    )

    objects = ClaimCallQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "补助回访"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer=CallAnswer.WAITING, called_at=None, called_by=None)
                | (
                    Q(answer__in=CallAnswer.values)
                    & ~Q(answer=CallAnswer.WAITING)
                    & Q(called_at__isnull=False, called_by__isnull=False)
                ),
                name="claim_call_answered_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(answer=CallAnswer.NOT_GOT) | Q(note__isnull=False),
                name="claim_call_no_has_words",
                violation_error_message="没收到的，写下他怎么说",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment} {self.get_answer_display()}"

    @property
    def claim(self) -> Claim:
        """The claim that was paid."""
        paid = self.payment
        return paid.claim if paid.claim_id else paid.bounced_claim  # type: ignore[return-value]  # one of them

    def get_absolute_url(self) -> str:
        """The page of the call."""
        return reverse("claim-call", args=[self.pk])
