"""Claim 申请: a member asks for help after an event the charter covers."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse

from mutualfund.models.charter import Charter, ClaimKind, label_of
from mutualfund.models.claim_life import (
    APPLICANT_WITHDRAWS,
    BEFORE_RECEIPT,
    COMMITTED,
    ENDED_WITHOUT_MONEY,
    HOLDABLE,
    NEXT,
    PAID_OUT,
    PAINT,
    ClaimStatus,
    SignedWay,
)
from mutualfund.models.members import Member
from staff.models import LeaveReason, Relation
from welfare.crypto import EncryptedField
from welfare.models import User
from welfare.names import masked


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Questions to the claims."""

    def visible_to(self, user: User) -> Self:
        """Those who handle claims see all; an investigator his own cases; a worker his own."""
        if user.may_use("view_claims"):
            return self
        assigned = Claim.objects.filter(investigations__investigator=user).values("pk")
        return self.filter(Q(pk__in=assigned) | Q(member__worker__user=user))

    def own(self, user: User) -> Self:
        """What a worker applied for himself, or what was filled in for him."""
        return self.filter(member__worker__user=user)

    def standing(self) -> Self:
        """Claims that were neither refused nor withdrawn."""
        return self.exclude(status__in=ENDED_WITHOUT_MONEY)

    def committed(self) -> Self:
        """Approved and not yet paid: money that is promised."""
        return self.filter(status__in=COMMITTED)

    def stopped_by_death(self) -> Self:
        """Promised money whose applicant died, while nobody is entered who may take it."""
        died = self.committed().filter(member__worker__leave_reason=LeaveReason.DIED)
        return died.filter(payee__isnull=True)

    def paid(self) -> Self:
        """Claims whose money has left the fund."""
        return self.filter(status__in=PAID_OUT)

    def of_year(self, year: int) -> Self:
        """Claims applied for in a calendar year."""
        return self.filter(applied_on__year=year)

    def notice_over(self, *, on: dt.date) -> Self:
        """公示期满: the notice has ended before the day and nothing holds the claim."""
        over = self.filter(status=ClaimStatus.PUBLICITY, publicity_until__lt=on)
        opposed = self.model.objects.filter(
            notice_holds__isnull=False, notice_holds__lifted_on__isnull=True
        )
        return over.filter(held_reason=None).exclude(pk__in=opposed.values("pk"))

    def amount(self) -> Decimal:
        """Sum of the approved amounts. Unit: yuan."""
        return self.aggregate(sum=Sum("approved_amount"))["sum"] or Decimal(0)


class Claim(models.Model):
    """A member asks for help after an event the charter covers (互助金申请)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("申请编号", max_length=20, unique=True, db_collation="C")
    member = models.ForeignKey(Member, models.PROTECT, related_name="claims", verbose_name="社员")
    charter = models.ForeignKey(Charter, models.PROTECT, related_name="+", verbose_name="章程")
    kind = models.CharField("类别", max_length=15, choices=ClaimKind.choices)
    subtype = models.CharField("子类", max_length=20, blank=True, default="")
    relation = models.CharField("受益人是", max_length=6, choices=Relation.choices)
    beneficiary = EncryptedField("受益人")
    event_key = models.BinaryField("事项指纹", max_length=16, editable=False)
    event_date = models.DateField("发生日期")
    event = EncryptedField("事由")
    total_cost = models.DecimalField("费用总额（元）", max_digits=12, decimal_places=2)
    other_aid = models.DecimalField("医保和别处已报（元）", max_digits=12, decimal_places=2)
    article = models.CharField("条款", max_length=20)
    arithmetic = models.JSONField("算式")
    checks = models.JSONField("受理时的核对", default=list)
    # four amounts are kept: what the applicant asks for, what the charter comes to, what the
    # committee approved, and (Payment.amount) what was paid
    requested_amount = models.DecimalField(
        "申请金额（元）", max_digits=12, decimal_places=2, null=True, blank=True
    )
    asked_amount = models.DecimalField("应补（元）", max_digits=12, decimal_places=2)
    approved_amount = models.DecimalField(
        "核定（元）", max_digits=12, decimal_places=2, null=True, blank=True
    )
    status = models.CharField("状态", max_length=14, choices=ClaimStatus.choices)
    applied_on = models.DateField("申请日期")
    signed_on = models.DateField("本人签名日期", null=True, blank=True)
    signed_way = models.CharField(
        "本人确认方式", max_length=5, choices=SignedWay.choices, blank=True, default=SignedWay.PAPER
    )
    code = models.CharField("确认码", max_length=6, blank=True, editable=False)
    filled_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="代填人"
    )
    received_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="受理人"
    )
    appeal_of = models.OneToOneField(
        "self", models.PROTECT, related_name="appeal", null=True, blank=True,
        verbose_name="复核的是",
    )  # fmt: skip
    appeal_words = EncryptedField("不服的理由")
    supplement_words = EncryptedField("要补的材料")
    publicity_from = models.DateField("公示开始", null=True, blank=True)
    publicity_until = models.DateField("公示结束", null=True, blank=True)
    held_reason = EncryptedField("暂缓原因")
    held_until = models.DateField("暂缓到", null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "互助金申请"
        ordering = ("-number",)
        indexes: ClassVar = [
            models.Index(fields=["status", "-number"], name="claim_status"),
            models.Index(fields=["kind", "-number"], name="claim_kind"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event_key"],
                condition=~Q(status__in=[s.value for s in ENDED_WITHOUT_MONEY]),
                name="claim_one_per_event",
                violation_error_message="这位受益人的这件事已经申请过了",
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="claim_one_per_code"
            ),
            models.CheckConstraint(
                condition=Q(status__in=ClaimStatus.values), name="claim_status_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=ClaimKind.values), name="claim_kind_known"),
            models.CheckConstraint(
                condition=Q(relation__in=Relation.values), name="claim_relation_known"
            ),
            models.CheckConstraint(
                condition=Q(total_cost__gte=0, other_aid__gte=0, asked_amount__gt=0),
                name="claim_figures_in_range",
            ),
            models.CheckConstraint(
                condition=Q(approved_amount__isnull=True) | Q(approved_amount__gt=0),
                name="claim_approved_amount_positive",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[s.value for s in (*COMMITTED, *PAID_OUT)])
                | Q(approved_amount__isnull=False),
                name="claim_approved_has_amount",
            ),
            models.CheckConstraint(
                condition=Q(publicity_from__isnull=True, publicity_until__isnull=True)
                | Q(publicity_until__gte=F("publicity_from")),
                name="claim_publicity_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[ClaimStatus.PUBLICITY, ClaimStatus.PAYABLE, *PAID_OUT])
                | Q(publicity_until__isnull=False),
                name="claim_public_before_paid",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[*BEFORE_RECEIPT, ClaimStatus.SUPPLEMENT, *ENDED_WITHOUT_MONEY]
                )
                | Q(received_by__isnull=False),
                name="claim_received_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[ClaimStatus.DRAFT, ClaimStatus.WITHDRAWN])
                | (Q(signed_on__isnull=False) & ~Q(signed_way="")),
                name="claim_signed_by_the_applicant",
                violation_error_message="要本人确认以后才能往下办",
            ),
            models.CheckConstraint(
                condition=Q(requested_amount__isnull=True) | Q(requested_amount__gt=0),
                name="claim_requested_amount_positive",
            ),
            models.CheckConstraint(
                condition=Q(held_reason__isnull=False) | Q(held_until__isnull=True),
                name="claim_held_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.member.worker.name}"

    def get_absolute_url(self) -> str:
        """The page of the claim."""
        return reverse("claim-detail", args=[self.pk])

    def can_become(self, to: ClaimStatus) -> bool:
        """Whether the life of a claim has this step."""
        return to in NEXT.get(self.status, set())

    @property
    def kind_words(self) -> str:
        """Kind with its sub-type."""
        return label_of(self.kind, self.subtype)

    @property
    def may_return(self) -> bool:
        """退回补正 is a step from here."""
        return self.can_become(ClaimStatus.SUPPLEMENT)

    @property
    def may_withdraw(self) -> bool:
        """撤回 is a step from here."""
        return self.can_become(ClaimStatus.WITHDRAWN)

    @property
    def may_be_held(self) -> bool:
        """暂缓 is possible: received, not yet paid, not held."""
        return self.status in HOLDABLE and not self.held_reason

    @property
    def hold_words(self) -> str:
        """暂缓付款 once it was announced, before that 暂缓办理."""
        announced = self.status in {ClaimStatus.PUBLICITY, ClaimStatus.PAYABLE}
        return "暂缓付款" if announced else "暂缓办理"

    @property
    def may_be_taken_back(self) -> bool:
        """撤销决定 is possible: decided and not yet paid."""
        return self.status in COMMITTED

    @property
    def applicant_may_withdraw(self) -> bool:
        """The applicant may step back himself: nothing is decided yet."""
        return self.status in APPLICANT_WITHDRAWS

    @property
    def state_kind(self) -> str:
        """Which colour and icon the state gets on a page."""
        return PAINT.get(ClaimStatus(self.status), "draft")

    @property
    def amount(self) -> Decimal:
        """What counts now: the approved amount, before the decision the asked one. Unit: yuan."""
        return self.asked_amount if self.approved_amount is None else self.approved_amount

    @property
    def advanced(self) -> Decimal:
        """What was paid on it before the committee decided (紧急垫付). Unit: yuan."""
        paid = [one.amount for one in self.advances.all() if one.status == "paid"]
        return sum(paid, Decimal(0))

    @property
    def investigators_wanted(self) -> int:
        """How many look into it: the charter's number, above an amount that of its band."""
        band = self.charter.band_of(self.asked_amount)
        return band.investigators if band else self.charter.investigators

    @property
    def is_over(self) -> bool:
        """Nothing more happens to it: refused, withdrawn or paid."""
        return self.status in {*ENDED_WITHOUT_MONEY, *PAID_OUT}

    @property
    def self_paid(self) -> Decimal:
        """What is left to the family. Unit: yuan."""
        return self.total_cost - self.other_aid

    @property
    def public_name(self) -> str:
        """The applicant as the public sees him."""
        return masked(self.member.worker.name)

    @property
    def is_opposed(self) -> bool:
        """An objection to its notice waits for the answer. One query."""
        return any(hold.lifted_on is None for hold in self.notice_holds.all())

    def notice_is_over(self, *, on: dt.date) -> bool:
        """公示期满 and nothing holds it."""
        until = self.publicity_until
        return (
            self.status == ClaimStatus.PUBLICITY
            and until is not None
            and until < on
            and not self.held_reason
            and not self.is_opposed
        )
