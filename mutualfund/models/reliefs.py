"""Relief 困难救助: money of the 送温暖(帮困) fund for one worker, outside a campaign (domain.md 7.2).

Proposed by the office with its paper, approved by the chair, paid by three more people, and asked
about afterwards: whether the money arrived is somebody else's question.
"""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse

from mutualfund.models.payments import PayMethod
from mutualfund.models.vouchers import Voucher
from staff.models import HardshipFile, LeaveReason, Measure, Worker
from welfare.crypto import EncryptedField
from welfare.models import User
from welfare.money import in_words

AID = "aid"  # what its sources begin with
RELIEF = "relief"  # purpose of its voucher


class ReliefKind(models.TextChoices):
    """救助类别: what one works section really gives (domain.md 7.2)."""

    TEMPORARY = "temporary", "临时困难"
    ILLNESS = "illness", "大病救助"
    SCHOOLING = "schooling", "金秋助学"
    EXAM = "exam", "高考助学"
    BEREAVEMENT = "bereavement", "直系亲属去世慰问"
    HOSPITAL = "hospital", "住院慰问"
    FESTIVAL = "festival", "两节走访"


# 先建档，后帮扶: only what befalls anybody is given without a file
WITHOUT_FILE = frozenset({ReliefKind.TEMPORARY, ReliefKind.BEREAVEMENT, ReliefKind.HOSPITAL})


class ReliefStatus(models.TextChoices):
    """Life of a relief until the money is gone."""

    PROPOSED = "proposed", "等批准"
    APPROVED = "approved", "已批准，等付款"
    DECLINED = "declined", "没有批准"
    WITHDRAWN = "withdrawn", "已撤回"
    PAID = "paid", "已发放"


PAINT = {"proposed": "wait", "approved": "wait", "declined": "draft", "withdrawn": "draft", "paid": "ok"}  # fmt: skip
GIVEN_UP = (ReliefStatus.DECLINED, ReliefStatus.WITHDRAWN)


class ReliefQuerySet(models.QuerySet["Relief"]):
    """Questions to the reliefs."""

    def paid(self) -> Self:
        """Those whose money is gone."""
        return self.filter(status=ReliefStatus.PAID)

    def standing(self) -> Self:
        """Paid, and no red reversal took it back: only they are help."""
        return self.paid().filter(voucher__reversed_by__isnull=True)

    def after_death(self) -> Self:
        """Standing ones paid on or after the day the worker died."""
        died = Q(worker__leave_reason=LeaveReason.DIED, worker__left_on__lte=F("paid_on"))
        return self.standing().filter(died)

    def promised(self) -> Self:
        """Approved, and the money is still there."""
        return self.filter(status=ReliefStatus.APPROVED)

    def with_last_call(self) -> Self:
        """`arrived`: what the last call heard, None while nobody has called; `is_reversed`: the money
        was taken back by a red reversal."""
        calls = ReliefCall.objects.filter(relief=OuterRef("pk")).order_by("-pk")
        red = Voucher.objects.filter(reverses=OuterRef("voucher"))
        return self.annotate(arrived=Subquery(calls.values("arrived")[:1]), is_reversed=Exists(red))

    def calls_missing(self, *, until: dt.date) -> tuple[int, int]:
        """Paid until a day and not asked about; paid and said not to have arrived. One query."""
        told = self.standing().with_last_call().order_by().aggregate(
            late=Count("pk", filter=Q(arrived=None, paid_on__lte=until)),
            lost=Count("pk", filter=Q(arrived=False)),
        )  # fmt: skip
        return told["late"], told["lost"]


class Relief(models.Model):
    """救助: proposed by one, approved by another, paid once with its voucher."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="reliefs", verbose_name="职工")
    file = models.ForeignKey(
        HardshipFile, models.PROTECT, related_name="reliefs", null=True, verbose_name="困难档案"
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="reliefs", null=True, verbose_name="帮扶措施"
    )
    kind = models.CharField("类别", max_length=11, choices=ReliefKind.choices)
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2)
    document_no = models.CharField("依据文件", max_length=60)
    reason = EncryptedField("为什么救助")
    status = models.CharField("状态", max_length=9, choices=ReliefStatus.choices)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_on = models.DateField("提出日期")
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="批准人"
    )
    decided_on = models.DateField("批准日期", null=True)
    answer = EncryptedField("没有批准的原因")
    voucher = models.OneToOneField(
        Voucher, models.PROTECT, related_name="+", null=True, verbose_name="凭证"
    )
    paid_on = models.DateField("发放日期", null=True)
    cashier = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="出纳"
    )
    witness = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="经办二人"
    )
    method = models.CharField("方式", max_length=4, choices=PayMethod.choices, blank=True)
    card_last4 = models.CharField("卡尾号", max_length=4, blank=True)
    taken_by = EncryptedField("代领人、关系和原因")

    objects = ReliefQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "困难救助"
        ordering = ("-proposed_on", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["worker", "kind", "proposed_on"],
                condition=~Q(status__in=["declined", "withdrawn"]),
                name="relief_once_a_day",
                violation_error_message="今天已经给这位职工提过一样的救助",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="relief_amount_positive"),
            models.CheckConstraint(
                condition=Q(status__in=ReliefStatus.values, kind__in=ReliefKind.values),
                name="relief_known",
            ),
            models.CheckConstraint(condition=~Q(document_no=""), name="relief_has_its_paper"),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(kind__in=sorted(WITHOUT_FILE)),
                name="relief_file_first",
                violation_error_message="先建档，后帮扶",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="relief_approved_by_another",
                violation_error_message="自己提出的救助要由别人批准",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "withdrawn"], decided_by__isnull=True)
                | Q(
                    status__in=["approved", "declined", "paid"], decided_by__isnull=False,
                    decided_on__isnull=False,
                ),
                name="relief_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=(
                    ~Q(status="paid")
                    & Q(voucher__isnull=True, paid_on__isnull=True, cashier__isnull=True, method="")
                )
                | Q(
                    status="paid", voucher__isnull=False, paid_on__isnull=False,
                    cashier__isnull=False, method="bank", witness__isnull=True, taken_by__isnull=True,
                )
                | Q(
                    status="paid", voucher__isnull=False, paid_on__isnull=False,
                    cashier__isnull=False, method="cash", witness__isnull=False,
                ),
                name="relief_paid_with_its_voucher",
            ),
            models.CheckConstraint(
                condition=Q(witness__isnull=True) | ~Q(witness=F("cashier")),
                name="relief_cash_by_two",
                violation_error_message="现金要两个人一起发",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["status", "proposed_on"], name="relief_status")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("relief-detail", args=[self.pk])

    @property
    def source(self) -> str:
        """The source key of its voucher."""
        return f"{AID}:{self.pk}"

    @property
    def paint(self) -> str:
        """How its state is painted."""
        return PAINT[self.status]

    @property
    def in_words(self) -> str:
        """金额大写."""
        return in_words(self.amount)


class ReliefCall(models.Model):
    """回访: whether the money arrived, heard by somebody who did not hand it out. Never changed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    relief = models.ForeignKey(Relief, models.PROTECT, related_name="calls", verbose_name="救助")
    arrived = models.BooleanField("钱到了")
    words = EncryptedField("怎么说的")
    called_on = models.DateField("回访日期")
    called_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="回访人")

    class Meta:
        verbose_name = verbose_name_plural = "救助回访"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.relief} {self.called_on}"
