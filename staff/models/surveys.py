"""Survey 入户调查, the grounds against filing, PeerReview 民主评议 and Objection 不同意见."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from staff.models.certifications import Certification
from staff.models.tiers import Tier
from welfare.crypto import EncryptedField
from welfare.models import User
from welfare.uploads import FileType, path_of

PHOTOS = "surveys"  # the folder of the photographs


class Clear(models.TextChoices):
    """六清: what must be clear before a survey is signed."""

    MEMBERS = "members", "人口清楚"
    ADDRESS = "address", "住址清楚"
    INCOME = "income", "收入清楚"
    ILLNESS = "illness", "病情清楚"
    WORK = "work", "就业清楚"
    SCHOOL = "school", "就学清楚"


class Finding(models.TextChoices):
    """调查结论."""

    FITS = "fits", "符合"
    UNFIT = "unfit", "不符合"
    REFUSED = "refused", "家里不让调查"


class Survey(models.Model):
    """Two people called at home (入户调查表, domain.md 5.4); frozen by the first signature."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certification = models.ForeignKey(
        Certification, models.PROTECT, related_name="surveys", verbose_name="认定"
    )
    round = models.PositiveSmallIntegerField("第几轮")
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="指派人")
    assigned_at = models.DateTimeField("指派时间")
    surveyed_at = models.DateTimeField("调查时间", null=True)
    respondent = models.CharField("被调查人", max_length=60, blank=True)
    relation = models.CharField("与职工关系", max_length=20, blank=True)
    family = EncryptedField("家庭成员及健康")
    home = EncryptedField("住房产权、面积、实况")
    assets = EncryptedField("车辆、经商、房产核查和大额用品")
    verifier = models.CharField("邻里或单位核实人", max_length=60, blank=True)
    verified = EncryptedField("核实人的意见")
    story = EncryptedField("看到和核对的情况")
    needs = EncryptedField("帮扶需求")
    clear = ArrayField(
        models.CharField(max_length=7, choices=Clear.choices),
        verbose_name="六清",
        default=list,
        blank=True,
    )
    finding = models.CharField("结论", max_length=7, choices=Finding.choices, blank=True)
    suggested_tier = models.ForeignKey(
        Tier, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="建议等级"
    )
    worker_signed_on = models.DateField("本人签字日期", null=True, blank=True)
    filled_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="填表人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "入户调查"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["certification", "round"], name="survey_one_per_round"
            ),
            models.CheckConstraint(
                condition=Q(finding="", surveyed_at__isnull=True)
                | Q(finding__in=["fits", "unfit"], surveyed_at__isnull=False,
                    worker_signed_on__isnull=False)
                | Q(finding="refused", surveyed_at__isnull=False, story__isnull=False,
                    worker_signed_on__isnull=True, suggested_tier__isnull=True),
                name="survey_whole_or_empty",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.certification.number} 入户调查"


class SurveyPhoto(models.Model):
    """A photograph of the home survey (入户照片), cleaned. Only added to, and before anybody signs."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="photos", verbose_name="调查")
    uid = models.UUIDField("文件号", unique=True, editable=False)
    file_type = models.CharField("类型", max_length=3, choices=FileType.choices)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("原文件指纹", max_length=64, unique=True, db_collation="C")
    stored_sha256 = models.CharField("存档指纹", max_length=64, db_collation="C")
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "入户照片"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file_type__in=FileType.values), name="survey_photo_type_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey} 照片"

    @property
    def path(self) -> str:
        """Where the file lies under the media root."""
        return path_of(self.uid, self.file_type, folder=PHOTOS)


class SurveySignature(models.Model):
    """A surveyor asked to go, and his own signature with his own login."""

    survey = models.ForeignKey(
        Survey, models.PROTECT, related_name="signatures", verbose_name="调查"
    )
    surveyor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="调查人")
    signed_at = models.DateTimeField("签字时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "调查人签字"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["survey", "surveyor"], name="survey_signature_one_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.surveyor}"


class Ground(models.TextChoices):
    """Grounds against filing 不能建档的情形 (domain.md 5.1)."""

    HOMES = "homes", "两套以上住房"
    BUSINESS = "business", "开店或雇人"
    SCHOOL = "school", "高收费私立学校或自费留学"
    CAR = "car", "经常使用小汽车（残疾人专用车除外）"
    SHARES = "shares", "控股股东"
    REFUSES = "refuses", "不配合核查"
    FALSE = "false", "虚报或隐瞒收入"
    IDLE = "idle", "能劳动而无故不就业"


# how a ground that was not found is said; no sentence denies twice
CLEARED = {
    Ground.HOMES: "没有两套以上住房", Ground.BUSINESS: "没有开店、雇人",
    Ground.SCHOOL: "没有高收费私立学校或自费留学", Ground.CAR: "没有经常使用小汽车",
    Ground.SHARES: "不是控股股东", Ground.REFUSES: "配合核查", Ground.FALSE: "没有隐瞒收入",
    Ground.IDLE: "没有无故不就业",
}  # fmt: skip


class GroundFinding(models.Model):
    """Whether a ground was found, how it was checked, and why filing goes on all the same."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="grounds", verbose_name="调查")
    ground = models.CharField("情形", max_length=8, choices=Ground.choices)
    is_found = models.BooleanField("有", default=False)
    checked = EncryptedField("怎么核对的")
    override = EncryptedField("为什么仍然建档")

    class Meta:
        verbose_name = verbose_name_plural = "不能建档的情形"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "ground"], name="ground_once_per_survey"),
            models.CheckConstraint(condition=Q(ground__in=Ground.values), name="ground_known"),
            models.CheckConstraint(
                condition=Q(is_found=False) | Q(override__isnull=False),
                name="ground_found_has_override",
                violation_error_message="有这种情形，要写明为什么仍然建档",
            ),
        ]

    def __str__(self) -> str:
        return self.get_ground_display()

    @property
    def sentence(self) -> str:
        """The ground that was found, or that it was not: 配合核查."""
        return self.get_ground_display() if self.is_found else CLEARED[Ground(self.ground)]


class PeerReview(models.Model):
    """民主评议 of the branch union: counted, or left out with a reason."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certification = models.ForeignKey(
        Certification, models.PROTECT, related_name="peer_reviews", verbose_name="认定"
    )
    round = models.PositiveSmallIntegerField("第几轮")
    held_on = models.DateField("评议日期")
    is_skipped = models.BooleanField("没有开评议会", default=False)
    # what was voted on; None in those recorded before it was kept
    tier = models.ForeignKey(
        Tier, models.PROTECT, related_name="+", null=True, verbose_name="评议的等级"
    )
    present = models.PositiveSmallIntegerField("到会人数", default=0)
    agreed = models.PositiveSmallIntegerField("同意人数", default=0)
    minutes = EncryptedField("评议记录")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="记录人")
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "民主评议"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["certification", "round"], name="peer_review_one_per_round"
            ),
            models.CheckConstraint(
                condition=Q(agreed__lte=models.F("present")),
                name="peer_review_agreed_within_present",
                violation_error_message="同意人数不能多于到会人数",
            ),
            models.CheckConstraint(
                condition=Q(is_skipped=True) | Q(present__gt=0), name="peer_review_counted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certification} 民主评议"

    @property
    def is_passed(self) -> bool:
        """More than half agreed, or none was held, for the reason written."""
        return self.is_skipped or self.agreed * 2 > self.present


class Source(models.TextChoices):
    """How an objection came."""

    LETTER = "letter", "书面"
    PHONE = "phone", "电话"
    VISIT = "visit", "来访"
    BOX = "box", "举报箱"
    BOARD = "board", "公开栏"
    ONLINE = "online", "网上公示"


class Result(models.TextChoices):
    """What the check of an objection found."""

    UNFOUNDED = "unfounded", "不属实"
    FOUNDED = "founded", "属实，重新调查"


class Objection(models.Model):
    """不同意见 to a proposed file, looked into by others than those who worked on it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    certification = models.ForeignKey(
        Certification, models.PROTECT, related_name="objections", verbose_name="认定"
    )
    words = EncryptedField("意见")
    source = models.CharField("来源", max_length=6, choices=Source.choices)
    who = EncryptedField("提出人")
    raised_on = models.DateField("收到日期")
    due_on = models.DateField("答复期限")
    # nobody when it came from the public page of the notice
    entered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="登记人"
    )
    handlers = models.ManyToManyField(User, related_name="+", verbose_name="核查人")
    result = models.CharField("核查结果", max_length=9, choices=Result.choices, blank=True)
    answer = EncryptedField("答复")
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="答复人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "不同意见"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(source__in=Source.values), name="objection_source_known"
            ),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=False) | Q(source=Source.ONLINE),
                name="objection_entered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(result="", answered_on__isnull=True, answered_by__isnull=True)
                | Q(result__in=Result.values, answered_on__isnull=False,
                    answered_by__isnull=False, answer__isnull=False),
                name="objection_answered_whole",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.certification.number} {self.raised_on} 的不同意见"

    @property
    def unsigned(self) -> list[User]:
        """Who was asked and has not signed. Two queries, none when prefetched."""
        signed = {one.handler_id for one in self.signatures.all()}
        return [person for person in self.handlers.all() if person.pk not in signed]


class ObjectionSignature(models.Model):
    """What one of those asked found, with his own login. An objection is answered when all signed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    objection = models.ForeignKey(
        Objection, models.PROTECT, related_name="signatures", verbose_name="不同意见"
    )
    handler = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="核查人")
    result = models.CharField("核查结果", max_length=9, choices=Result.choices)
    answer = EncryptedField("答复")
    signed_at = models.DateTimeField("签字时间")

    class Meta:
        verbose_name = verbose_name_plural = "核查人签字"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["objection", "handler"], name="objection_signature_one_per_person"
            ),
            models.CheckConstraint(
                condition=Q(result__in=Result.values, answer__isnull=False),
                name="objection_signature_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objection} {self.handler}"
