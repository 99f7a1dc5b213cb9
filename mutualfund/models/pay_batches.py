"""PayBatch 付款批次: reviewed payments that go out together, frozen when it is made.

By bank it is the file the bank takes; in cash it is the sheet 现金签领表 people sign. What came of
each line is entered once: paid, or failed with the reason.
"""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mutualfund.models.claims import Claim
from mutualfund.models.payments import Payment, PayMethod
from welfare.crypto import EncryptedField
from welfare.models import User
from welfare.uploads import FileType, path_of

CASH_SHEETS = "cash_sheets"  # the folder of the photographs


class FailCode(models.TextChoices):
    """Why a payment did not arrive (付款失败)."""

    CARD = "card", "户名或账号不符"
    CLOSED = "closed", "账户销户、冻结或挂失"
    BANK = "bank", "银行原因退回"
    ABSENT = "absent", "本人没有来领"
    UNSENT = "unsent", "这一笔没有送出"


NEEDS_CARD = (FailCode.CARD, FailCode.CLOSED)  # paid again to another card only
BY_BANK = (FailCode.CARD, FailCode.CLOSED, FailCode.BANK, FailCode.UNSENT)
BY_HAND = (FailCode.ABSENT, FailCode.UNSENT)


class LineResult(models.TextChoices):
    """What came of a line."""

    PENDING = "pending", "等结果"
    PAID = "paid", "已付"
    FAILED = "failed", "失败"


class PayBatch(models.Model):
    """A batch of payments (付款批次). Total and digest are of the lines as they were frozen."""

    number = models.CharField("批次号", max_length=20, unique=True, db_collation="C")
    method = models.CharField("方式", max_length=4, choices=PayMethod.choices)
    made_on = models.DateField("日期")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="出纳")
    many = models.PositiveSmallIntegerField("笔数")
    total = models.DecimalField("合计（元）", max_digits=12, decimal_places=2)
    digest = models.CharField("指纹", max_length=64, db_collation="C")

    class Meta:
        verbose_name = verbose_name_plural = "付款批次"
        ordering = ("-number",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(method__in=PayMethod.values), name="pay_batch_method_known"
            ),
            models.CheckConstraint(
                condition=Q(many__gt=0, total__gt=0) & ~Q(digest=""), name="pay_batch_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The page of the batch."""
        return reverse("pay-batch", args=[self.pk])

    @property
    def is_cash(self) -> bool:
        """Whether people sign for it instead of the bank."""
        return self.method == PayMethod.CASH

    @property
    def short_digest(self) -> str:
        """The beginning of the digest in three groups of four, for comparing with paper."""
        text = self.digest.upper()
        return "-".join(text[i : i + 4] for i in (0, 4, 8))


class PayLineQuerySet(models.QuerySet["PayLine"]):
    """Questions to the lines."""

    def pending(self) -> Self:
        """Sent, and no result yet."""
        return self.filter(result=LineResult.PENDING)

    def pending_on(self, source: str) -> Self:
        """The pending line of what a payment's voucher is made from, e.g. claim:12."""
        return self.pending().filter(claim_id=int(source.partition(":")[2]))


class PayLine(models.Model):
    """One payment of a batch: to whom, to which account, how much, and what came of it, once."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(PayBatch, models.PROTECT, related_name="lines", verbose_name="批次")
    number = models.PositiveSmallIntegerField("序号")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="pay_lines", verbose_name="申请")
    name = EncryptedField("户名")
    card = EncryptedField("账号")
    card_index = models.BinaryField(null=True, editable=False, max_length=16)
    card_last4 = models.CharField("卡尾号", max_length=4, blank=True)
    bank = models.CharField("开户行", max_length=101, blank=True)
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)
    purpose = models.CharField("用途", max_length=60)
    result = models.CharField(
        "结果", max_length=7, choices=LineResult.choices, default=LineResult.PENDING
    )
    fail_code = models.CharField("失败原因", max_length=6, choices=FailCode.choices, blank=True)
    fail_words = models.CharField("银行的说法", max_length=120, blank=True)
    result_on = models.DateField("结果日期", null=True)
    result_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="登记人"
    )
    payment = models.OneToOneField(
        Payment, models.PROTECT, related_name="line", null=True, verbose_name="付款"
    )

    objects = PayLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批次里的付款"
        ordering = ("batch", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="pay_line_number_once"),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(result=LineResult.PENDING),
                name="pay_line_one_live_per_claim",
                violation_error_message="这件已经在一个批次里",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="pay_line_amount_positive"),
            models.CheckConstraint(
                condition=Q(
                    result=LineResult.PENDING, fail_code="", result_on=None, result_by=None,
                    payment=None,
                )
                | Q(
                    result=LineResult.PAID, fail_code="", result_on__isnull=False,
                    result_by__isnull=False, payment__isnull=False,
                )
                | (
                    Q(
                        result=LineResult.FAILED, result_on__isnull=False,
                        result_by__isnull=False, payment=None,
                    )
                    & Q(fail_code__in=FailCode.values)
                ),
                name="pay_line_result_is_whole",
                violation_error_message="结果要么已付，要么失败并写原因",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.batch} 第 {self.number} 笔"

    @property
    def why_failed(self) -> str:
        """The reason in words."""
        told = self.get_fail_code_display() if self.fail_code else ""
        return f"{told}（{self.fail_words}）" if self.fail_words else told


class Receiver(models.TextChoices):
    """Who took the cash."""

    SELF = "self", "本人"
    PROXY = "proxy", "代领人"


class CashReceipt(models.Model):
    """Who signed for a payment in cash (签领): the beneficiary, or a proxy with the reason."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    payment = models.OneToOneField(
        Payment, models.PROTECT, related_name="receipt", verbose_name="付款"
    )
    receiver = models.CharField("谁领的", max_length=5, choices=Receiver.choices)
    name = EncryptedField("代领人")
    relation = models.CharField("和本人的关系", max_length=20, blank=True)
    reason = EncryptedField("代领的原因")
    signed_on = models.DateField("签领日期")

    class Meta:
        verbose_name = verbose_name_plural = "现金签领"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(receiver=Receiver.SELF, name=None, relation="", reason=None)
                | (
                    Q(receiver=Receiver.PROXY, name__isnull=False, reason__isnull=False)
                    & ~Q(relation="")
                ),
                name="cash_receipt_proxy_is_told",
                violation_error_message="代领要写代领人、关系和原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment} {self.get_receiver_display()}"


class CashPhoto(models.Model):
    """A photograph of the signed cash sheet (签好的现金签领表), cleaned. Only ever added to."""

    batch = models.ForeignKey(PayBatch, models.PROTECT, related_name="photos")
    uid = models.UUIDField("文件号", unique=True, editable=False)
    file_type = models.CharField("类型", max_length=3, choices=FileType.choices)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("原文件指纹", max_length=64, unique=True, db_collation="C")
    stored_sha256 = models.CharField("存档指纹", max_length=64, db_collation="C")
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "现金签领表照片"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file_type__in=FileType.values), name="cash_photo_type_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} 照片"

    @property
    def path(self) -> str:
        """Where the file lies under the media root."""
        return path_of(self.uid, self.file_type, folder=CASH_SHEETS)
