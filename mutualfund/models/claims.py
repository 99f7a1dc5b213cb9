"""Claim 申请, its Evidence 证明材料 and Investigation 调查, with the life of a claim."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse

from mutualfund.models.charter import Charter, ClaimKind
from mutualfund.models.members import Member
from staff.models import LeaveReason, Relation
from welfare.crypto import EncryptedField
from welfare.models import User
from welfare.names import masked
from welfare.roles import Role
from welfare.uploads import FileType, path_of

EVIDENCE = "evidence"  # the folder of the kept files


class ClaimStatus(models.TextChoices):
    """Life of a claim (domain.md 8.6)."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    ACCEPTED = "accepted", "已受理"
    SUPPLEMENT = "supplement", "补正"
    INVESTIGATING = "investigating", "调查核实"
    DELIBERATING = "deliberating", "集体研究"
    APPROVED = "approved", "同意"
    REJECTED = "rejected", "不同意"
    PUBLICITY = "publicity", "公示"
    PAYABLE = "payable", "待付款"
    PAID = "paid", "已付款"
    RECEIPT_SIGNED = "receipt_signed", "已签领"
    CLOSED = "closed", "结案"
    WITHDRAWN = "withdrawn", "撤回"


NEXT: dict[str, set[ClaimStatus]] = {
    ClaimStatus.DRAFT: {ClaimStatus.SUBMITTED, ClaimStatus.WITHDRAWN},
    ClaimStatus.SUBMITTED: {ClaimStatus.ACCEPTED, ClaimStatus.WITHDRAWN},
    ClaimStatus.ACCEPTED: {
        ClaimStatus.SUPPLEMENT, ClaimStatus.INVESTIGATING, ClaimStatus.WITHDRAWN,
    },
    ClaimStatus.SUPPLEMENT: {
        ClaimStatus.ACCEPTED, ClaimStatus.INVESTIGATING, ClaimStatus.WITHDRAWN,
    },
    ClaimStatus.INVESTIGATING: {
        ClaimStatus.DELIBERATING, ClaimStatus.SUPPLEMENT, ClaimStatus.WITHDRAWN,
    },
    ClaimStatus.DELIBERATING: {
        ClaimStatus.APPROVED, ClaimStatus.REJECTED, ClaimStatus.WITHDRAWN,
    },
    ClaimStatus.APPROVED: {ClaimStatus.PUBLICITY, ClaimStatus.WITHDRAWN},
    ClaimStatus.PUBLICITY: {ClaimStatus.PAYABLE, ClaimStatus.WITHDRAWN},
    ClaimStatus.PAYABLE: {ClaimStatus.PAID},
    ClaimStatus.PAID: {ClaimStatus.RECEIPT_SIGNED},
    ClaimStatus.RECEIPT_SIGNED: {ClaimStatus.CLOSED},
}  # fmt: skip

ENDED_WITHOUT_MONEY = (ClaimStatus.REJECTED, ClaimStatus.WITHDRAWN)
COMMITTED = (ClaimStatus.APPROVED, ClaimStatus.PUBLICITY, ClaimStatus.PAYABLE)
PAID_OUT = (ClaimStatus.PAID, ClaimStatus.RECEIPT_SIGNED, ClaimStatus.CLOSED)

# how a state is painted; what is missing is a draft
PAINT = {
    ClaimStatus.SUPPLEMENT: "wait", ClaimStatus.ACCEPTED: "info",
    ClaimStatus.INVESTIGATING: "info", ClaimStatus.DELIBERATING: "info",
    ClaimStatus.APPROVED: "ok", ClaimStatus.PUBLICITY: "wait", ClaimStatus.PAYABLE: "wait",
    ClaimStatus.REJECTED: "over", ClaimStatus.PAID: "done", ClaimStatus.RECEIPT_SIGNED: "done",
    ClaimStatus.CLOSED: "done",
}  # fmt: skip


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Questions to the claims."""

    def visible_to(self, user: User) -> Self:
        """Those who handle claims see all; an investigator his own cases; a worker his own."""
        if user.may_use("view_claims"):
            return self
        assigned = Investigation.objects.filter(investigator=user).values("claim")
        return self.filter(Q(pk__in=assigned) | Q(member__worker__user=user))

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
        return over.filter(held_reason="")

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
    asked_amount = models.DecimalField("应补（元）", max_digits=12, decimal_places=2)
    approved_amount = models.DecimalField(
        "核定（元）", max_digits=12, decimal_places=2, null=True, blank=True
    )
    status = models.CharField("状态", max_length=14, choices=ClaimStatus.choices)
    applied_on = models.DateField("申请日期")
    signed_on = models.DateField("本人签名日期")
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="受理人")
    supplement_words = models.CharField("要补的材料", max_length=200, blank=True)
    publicity_from = models.DateField("公示开始", null=True, blank=True)
    publicity_until = models.DateField("公示结束", null=True, blank=True)
    held_reason = models.CharField("暂缓原因", max_length=200, blank=True)

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
    def may_return(self) -> bool:
        """退回补正 is a step from here."""
        return self.can_become(ClaimStatus.SUPPLEMENT)

    @property
    def may_withdraw(self) -> bool:
        """撤回 is a step from here."""
        return self.can_become(ClaimStatus.WITHDRAWN)

    @property
    def may_be_held(self) -> bool:
        """暂缓 is possible: announced, not yet paid, not held."""
        return self.status in {ClaimStatus.PUBLICITY, ClaimStatus.PAYABLE} and not self.held_reason

    @property
    def state_kind(self) -> str:
        """Which colour and icon the state gets on a page."""
        return PAINT.get(ClaimStatus(self.status), "draft")

    @property
    def amount(self) -> Decimal:
        """What counts now: the approved amount, before the decision the asked one. Unit: yuan."""
        return self.asked_amount if self.approved_amount is None else self.approved_amount

    @property
    def investigators_wanted(self) -> int:
        """How many look into it: the charter's number, above an amount that of its band."""
        band = self.charter.band_of(self.asked_amount)
        return band.investigators if band else self.charter.investigators

    @property
    def self_paid(self) -> Decimal:
        """What is left to the family. Unit: yuan."""
        return self.total_cost - self.other_aid

    @property
    def public_name(self) -> str:
        """The applicant as the public sees him."""
        return masked(self.member.worker.name)

    def notice_is_over(self, *, on: dt.date) -> bool:
        """公示期满 and nothing holds it."""
        until = self.publicity_until
        return (
            self.status == ClaimStatus.PUBLICITY
            and until is not None
            and until < on
            and not self.held_reason
        )


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Questions to the evidence."""

    def visible_to(self, user: User) -> Self:
        """The papers of a case: its handlers, voters and auditors; the applicant his own."""
        if user.has_role(Role.OFFICER, Role.COMMITTEE, Role.CHAIR, Role.AUDITOR):
            return self
        assigned = Investigation.objects.filter(investigator=user).values("claim")
        return self.filter(Q(claim__in=assigned) | Q(claim__member__worker__user=user))


class Evidence(models.Model):
    """A paper that proves the event (证明材料), kept as a cleaned file of a random name."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence", verbose_name="申请")
    paper = models.CharField("材料", max_length=60)
    receipt_no = models.CharField("票号", max_length=40, blank=True, db_collation="C")
    uid = models.UUIDField("文件号", unique=True, editable=False)
    file_type = models.CharField("类型", max_length=3, choices=FileType.choices)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("原文件指纹", max_length=64, db_collation="C")
    stored_sha256 = models.CharField("存档指纹", max_length=64, db_collation="C")
    original_seen_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="原件核对人"
    )
    original_seen_at = models.DateTimeField("原件核对时间", null=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")
    is_released = models.BooleanField("可再用", default=False, help_text="申请撤回或不同意以后")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "证明材料"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=Q(is_released=False),
                name="evidence_one_use_per_file",
                violation_error_message="这张票据已经用过了",
            ),
            models.UniqueConstraint(
                fields=["receipt_no"],
                condition=Q(is_released=False) & ~Q(receipt_no=""),
                name="evidence_one_use_per_receipt",
                violation_error_message="这个票号已经用过了",
            ),
            models.CheckConstraint(
                condition=Q(file_type__in=FileType.values),
                name="evidence_file_type_known",
            ),
            models.CheckConstraint(
                condition=Q(original_seen_by__isnull=True, original_seen_at__isnull=True)
                | Q(original_seen_by__isnull=False, original_seen_at__isnull=False),
                name="evidence_seen_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}（{self.get_file_type_display()}）"

    @property
    def path(self) -> str:
        """Where the file lies under the media root."""
        return path_of(self.uid, self.file_type, folder=EVIDENCE)

    @property
    def download_name(self) -> str:
        """The name a download gets."""
        return f"{self.claim.number}-{self.paper}.{self.file_type}"


class Conclusion(models.TextChoices):
    """调查结论."""

    TRUE = "true", "情况属实"
    PARTLY = "partly", "部分属实"
    UNTRUE = "untrue", "情况不实"


class InvestigationQuerySet(models.QuerySet["Investigation"]):
    """Questions to the investigations."""

    def waiting_for(self, user: User) -> Self:
        """Findings this person still owes."""
        waiting = self.filter(investigator=user, signed_at__isnull=True)
        return waiting.filter(claim__status=ClaimStatus.INVESTIGATING)


class Investigation(models.Model):
    """One investigator's finding on a claim (调查), signed with his own login, then frozen."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(
        Claim, models.PROTECT, related_name="investigations", verbose_name="申请"
    )
    investigator = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="调查人")
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="指派人")
    assigned_at = models.DateTimeField("指派时间")
    visited_on = models.DateField("上门日期", null=True, blank=True)
    finding = EncryptedField("调查情况")
    conclusion = models.CharField("结论", max_length=6, choices=Conclusion.choices, blank=True)
    signed_at = models.DateTimeField("签字时间", null=True)

    objects = InvestigationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "调查"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim", "investigator"],
                name="investigation_one_per_person",
                violation_error_message="这位调查人已经指派过了",
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, conclusion="")
                | Q(signed_at__isnull=False, conclusion__in=Conclusion.values),
                name="investigation_signed_with_conclusion",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim.number} {self.investigator}"


def last_number(prefix: str, rows: "models.QuerySet[Any]") -> int:
    """The highest serial behind a prefix (HZ-2026-), 0 for none. The caller holds the fund's lock."""
    last = (
        rows.filter(number__startswith=prefix).order_by("-number").values_list("number", flat=True)
    )
    return int(last[0].rsplit("-", 1)[1]) if last else 0
