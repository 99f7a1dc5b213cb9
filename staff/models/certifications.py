"""Certification 困难认定: one run from the application to the union's decision, and its rules."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from staff.models.hardship import (
    ENDED,
    NEXT,
    PAINT,
    Cause,
    FileStatus,
    HardshipFile,
)
from staff.models.tiers import Tier
from welfare.crypto import EncryptedDecimalField, EncryptedField
from welfare.models import User

MOST_OTHER_CAUSES = 3
LEAST_PUBLICITY_DAYS = 5  # working days, whatever a rule says (domain.md 5.5)
OVER = (*ENDED, FileStatus.ACTIVE)  # how a run ends


class RuleQuerySet(models.QuerySet["CertificationRule"]):
    """Questions to the rules."""

    def in_force(self, *, on: dt.date) -> "CertificationRule":
        """The rule of a day. Raises DoesNotExist before the first one."""
        return self.filter(valid_from__lte=on).order_by("-valid_from")[:1].get()


class CertificationRule(models.Model):
    """The clocks of the certification 认定期限, dated; shipped as 示例 (domain.md 15)."""

    valid_from = models.DateField("启用", unique=True)
    basis = models.CharField("依据文号", max_length=80)
    document_days = models.PositiveSmallIntegerField("材料初审（工作日）", default=5)
    survey_days = models.PositiveSmallIntegerField("入户调查（工作日）", default=10)
    publicity_days = models.PositiveSmallIntegerField("公示（工作日）", default=5)
    objection_days = models.PositiveSmallIntegerField("异议核查（工作日）", default=20)
    review_days = models.PositiveSmallIntegerField("段工会审核（工作日）", default=10)
    returned_days = models.PositiveSmallIntegerField("本人补材料（工作日）", default=20)
    peer_days = models.PositiveSmallIntegerField("民主评议（工作日）", default=10)
    exit_days = models.PositiveSmallIntegerField("退档审批（工作日）", default=10)
    recheck_months = models.PositiveSmallIntegerField("复核（月）", default=12)
    surveyors = models.PositiveSmallIntegerField("调查人数", default=2)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "认定期限"
        ordering = ("-valid_from",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(publicity_days__range=(LEAST_PUBLICITY_DAYS, 10)),
                name="rule_publicity_at_least_five_days",
                violation_error_message="公示至少 5 个工作日，最多 10 个",
            ),
            models.CheckConstraint(
                condition=Q(recheck_months__in=(6, 12)),
                name="rule_recheck_half_yearly_or_yearly",
                violation_error_message="复核周期是 6 个月或 12 个月",
            ),
            models.CheckConstraint(
                condition=Q(surveyors__range=(2, 3)),
                name="rule_two_or_three_surveyors",
                violation_error_message="入户调查由 2 到 3 人办",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.basis}（{self.valid_from} 起）"


class RunKind(models.TextChoices):
    """What a run is about."""

    FIRST = "first", "首次认定"
    REENTRY = "reentry", "重新认定"
    CHANGE = "change", "等级调整"


class Nature(models.TextChoices):
    """成因性质: the line the depot draws."""

    PERSONAL = "personal", "个人原因"
    POLICY = "policy", "政策原因"


class Housing(models.TextChoices):
    """住房类型."""

    PUBLIC = "public", "承租公房"
    LOW_RENT = "low_rent", "廉租房"
    BOUGHT = "bought", "自购房"
    RENTED = "rented", "租房"
    BUILT = "built", "自建房"
    NONE = "none", "无房"
    OTHER = "other", "其他"


class FilePaper(models.TextChoices):
    """What lies in the file's bag 档案袋 (domain.md 5.3)."""

    APPLICATION = "application", "申请书"
    AUTHORISATION = "authorisation", "家庭经济状况核对授权书"
    IDENTITY = "identity", "全家身份证复印件"
    BOOKLET = "booklet", "户口本"
    INCOME = "income", "收入证明"
    CAUSE = "cause", "致困原因证明"
    CARD = "card", "本人银行卡复印件"


class Certification(models.Model):
    """One run of certifying a hardship (困难认定): every step with its signer, clock and reason."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("申请编号", max_length=20, unique=True, db_collation="C")
    file = models.ForeignKey(
        HardshipFile, models.PROTECT, related_name="certifications", verbose_name="档案"
    )
    kind = models.CharField("类别", max_length=7, choices=RunKind.choices)
    status = models.CharField("状态", max_length=15, choices=FileStatus.choices)
    round = models.PositiveSmallIntegerField("第几轮", default=1)
    due_on = models.DateField("这一步的期限", null=True, blank=True)
    filled_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="填表人")
    is_on_behalf = models.BooleanField("代填", default=False)
    applied_on = models.DateField("申请日期")
    signed_on = models.DateField("本人签字日期", null=True, blank=True)
    reviewer = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="初审人"
    )

    # what the worker says
    asked_tier = models.ForeignKey(Tier, models.PROTECT, related_name="+", verbose_name="申请等级")
    cause = models.CharField("主要致困原因", max_length=14, choices=Cause.choices)
    other_causes = ArrayField(
        models.CharField(max_length=14, choices=Cause.choices),
        verbose_name="次要致困原因",
        default=list,
        blank=True,
    )
    nature = models.CharField("成因性质", max_length=8, choices=Nature.choices)
    is_sudden = models.BooleanField("意外致困", default=False)
    is_staff_relative = models.BooleanField("经办人员近亲属", default=False)
    story = EncryptedField("困难情况")
    health = EncryptedField("健康状况")
    contact = EncryptedField("其他联系方式")
    housing = models.CharField("住房类型", max_length=8, choices=Housing.choices, blank=True)
    floor_area = models.DecimalField(
        "建筑面积（平方米）", max_digits=6, decimal_places=1, null=True, blank=True
    )
    is_single_parent = models.BooleanField("单亲", default=False)
    is_zero_employment = models.BooleanField("零就业家庭", default=False)
    can_self_help = models.BooleanField("有自救能力", default=False)
    insurance = models.CharField("医保状况", max_length=40, blank=True)
    own_income = EncryptedDecimalField("本人月平均收入")
    papers = ArrayField(
        models.CharField(max_length=13, choices=FilePaper.choices),
        verbose_name="已收材料",
        default=list,
        blank=True,
    )
    missing = models.CharField("要补的材料", max_length=200, blank=True)

    # what the union finds
    proposed_tier = models.ForeignKey(
        Tier, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="拟定等级"
    )
    raise_reason = EncryptedField("提高一级的理由")
    publicity_from = models.DateField("公示起", null=True, blank=True)
    publicity_until = models.DateField("公示止", null=True, blank=True)
    notice_number = models.CharField("公示编号", max_length=20, blank=True)
    decision_no = models.CharField("批准文号", max_length=80, blank=True)
    decided_on = models.DateField("审批日期", null=True, blank=True)
    senior_opinion = models.CharField("上级工会意见", max_length=100, blank=True, db_default="")

    class Meta:
        verbose_name = verbose_name_plural = "困难认定"
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file"],
                condition=~Q(status__in=[s.value for s in OVER]),
                name="certification_one_open_per_file",
                violation_error_message="这份档案已有一次认定正在办",
            ),
            models.CheckConstraint(
                condition=Q(status__in=FileStatus.values), name="certification_status_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RunKind.values), name="certification_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(cause__in=Cause.values, nature__in=Nature.values),
                name="certification_cause_known",
            ),
            models.CheckConstraint(
                condition=Q(other_causes__len__lte=MOST_OTHER_CAUSES),
                name="certification_three_other_causes_at_most",
                violation_error_message="次要致困原因最多三项",
            ),
            models.CheckConstraint(
                condition=Q(publicity_from__isnull=True, publicity_until__isnull=True)
                | Q(publicity_until__gte=F("publicity_from")),
                name="certification_publicity_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[FileStatus.UNION_REVIEW, FileStatus.ACTIVE])
                | Q(publicity_until__isnull=False, proposed_tier__isnull=False),
                name="certification_public_before_decided",
            ),
            models.CheckConstraint(
                condition=Q(status=FileStatus.DRAFT)
                | Q(status=FileStatus.WITHDRAWN)
                | Q(kind=RunKind.CHANGE)  # the union's own proposal: nobody signs for the worker
                | Q(signed_on__isnull=False),
                name="certification_signed_by_worker",
                violation_error_message="申请要本人签字",
            ),
            models.CheckConstraint(
                condition=~(Q(status=FileStatus.DRAFT) | Q(kind=RunKind.CHANGE))
                | Q(signed_on__isnull=True),
                name="certification_unsigned_while_written",
                violation_error_message="内容还能改的申请，本人还没有签字",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"

    def can_become(self, to: FileStatus) -> bool:
        """Whether the life of a run has this step."""
        return to in NEXT.get(self.status, set())

    @property
    def is_over(self) -> bool:
        """Decided, refused or withdrawn."""
        return self.status in OVER

    @property
    def state_kind(self) -> str:
        """Which colour and icon the state gets on a page."""
        return PAINT.get(FileStatus(self.status), "info")

    @property
    def other_cause_words(self) -> str:
        """子女上学、家属大病."""
        return "、".join(Cause(key).label for key in self.other_causes)

    def is_late(self, *, on: dt.date) -> bool:
        """Whether the step's clock has run out."""
        return self.due_on is not None and self.due_on < on and not self.is_over


class Duty(models.TextChoices):
    """The steps that must be taken by different people."""

    APPLY = "apply", "代填"
    HANDLE = "handle", "经办"  # names surveyors and hearers, sends on
    REVIEW = "review", "初审"
    SURVEY = "survey", "调查"
    PROPOSE = "propose", "拟定等级"
    HEAR = "hear", "核查"
    DECIDE = "decide", "审批"
    PROPOSE_EXIT = "propose_exit", "提出退档"
    EXIT = "exit", "批准退档"


# Whoever took one step is kept from the other, in either order.
APART = frozenset(
    frozenset(pair)
    for pair in (
        (Duty.APPLY, Duty.REVIEW),
        (Duty.APPLY, Duty.SURVEY),
        (Duty.APPLY, Duty.HEAR),
        (Duty.APPLY, Duty.DECIDE),
        (Duty.REVIEW, Duty.SURVEY),
        (Duty.REVIEW, Duty.HEAR),
        (Duty.REVIEW, Duty.DECIDE),
        (Duty.SURVEY, Duty.HEAR),
        (Duty.SURVEY, Duty.DECIDE),
        (Duty.HEAR, Duty.DECIDE),
        (Duty.APPLY, Duty.PROPOSE),
        (Duty.SURVEY, Duty.PROPOSE),
        (Duty.HEAR, Duty.PROPOSE),
        (Duty.PROPOSE, Duty.DECIDE),
        (Duty.HANDLE, Duty.SURVEY),
        (Duty.HANDLE, Duty.HEAR),
        (Duty.HANDLE, Duty.DECIDE),
        (Duty.PROPOSE_EXIT, Duty.EXIT),
    )
)


class Act(models.TextChoices):
    """What was done in a step."""

    TAKEN_OVER = "taken_over", "转入纸质档案"
    FILLED = "filled", "填写申请"
    CORRECTED = "corrected", "更改申请内容"
    SIGNED = "signed", "本人签字申请"
    RECEIVED = "received", "收件初审"
    RETURNED = "returned", "退回补正"
    SUPPLEMENTED = "supplemented", "材料补齐"
    PAPERS_PASSED = "papers_passed", "初审通过"
    ASSIGNED = "assigned", "指派调查人"
    REPLACED = "replaced", "换人"
    SURVEYED = "surveyed", "调查签字"
    PEER_REVIEWED = "peer_reviewed", "民主评议"
    ANNOUNCED = "announced", "公示开始"
    OBJECTED = "objected", "收到不同意见"
    HEARD = "heard", "答复不同意见"
    NOTICE_OVER = "notice_over", "公示期满"
    APPROVED = "approved", "批准"
    REJECTED = "rejected", "不予认定"
    WITHDRAWN = "withdrawn", "撤回"
    RECHECK_DUE = "recheck_due", "到了复核的日子"
    RECHECKED = "rechecked", "复核，等级不变"
    CHANGE_STARTED = "change_started", "提出等级调整"
    CHANGE_ENDED = "change_ended", "等级调整办结"
    EXIT_PROPOSED = "exit_proposed", "提出退档"
    EXIT_REFUSED = "exit_refused", "不同意退档"
    EXITED = "exited", "退档"
    LEFT = "left", "职工离册，随之退档"
    REOPENED = "reopened", "撤销离册，恢复档案"
    FOLLOWED_UP = "followed_up", "退档回访"


class StepQuerySet(models.QuerySet["FileStep"]):
    """Questions to the steps."""

    def of_file(self, file: HardshipFile) -> Self:
        """Everything that happened to a file, latest first."""
        return self.filter(file=file).select_related("by").order_by("-pk")


class FileStep(models.Model):
    """One step in the life of a file: who, in which duty, from where to where. Only added to."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.ForeignKey(
        HardshipFile, models.PROTECT, related_name="steps", verbose_name="档案"
    )
    certification = models.ForeignKey(
        Certification, models.PROTECT, related_name="steps", null=True, verbose_name="认定"
    )
    act = models.CharField("做了什么", max_length=14, choices=Act.choices)
    duty = models.CharField("职责", max_length=12, choices=Duty.choices, blank=True)
    was = models.CharField("从", max_length=15, choices=FileStatus.choices, blank=True)
    now = models.CharField("到", max_length=15, choices=FileStatus.choices)
    words = EncryptedField("说明")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, verbose_name="经办人")
    on = models.DateField("日期")
    at = models.DateTimeField("时间")

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理经过"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(act__in=Act.values), name="step_act_known"),
            models.CheckConstraint(
                condition=Q(duty="") | Q(duty__in=Duty.values), name="step_duty_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file} {self.get_act_display()}"
