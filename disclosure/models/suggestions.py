"""Suggestion 合理化建议, and each Step 经过 it took. Steps are never changed or deleted."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from staff.models import Worker
from welfare.models import User


class SuggestionField(models.TextChoices):
    """类别 (the four fields of the source report, and the rest)."""

    SAFETY = "safety", "安全生产"
    MANAGEMENT = "management", "经营管理"
    SERVICE = "service", "优质服务"
    STABILITY = "stability", "保持稳定"
    OTHER = "other", "其他"


class SuggestionStatus(models.TextChoices):
    """Life of a suggestion (domain.md 11)."""

    SUBMITTED = "submitted", "已提交"
    MERGED = "merged", "合并"
    DECLINED = "declined", "不采纳"
    DEFERRED = "deferred", "存档备用"
    IMPLEMENTING = "implementing", "正在办"
    REPORTED_DONE = "reported_done", "等验收"
    IMPLEMENTED = "implemented", "已落实"


NEXT: dict[str, set[SuggestionStatus]] = {
    SuggestionStatus.SUBMITTED: {
        SuggestionStatus.IMPLEMENTING, SuggestionStatus.DECLINED, SuggestionStatus.DEFERRED,
        SuggestionStatus.MERGED,
    },
    SuggestionStatus.DEFERRED: {SuggestionStatus.IMPLEMENTING, SuggestionStatus.DECLINED},
    SuggestionStatus.IMPLEMENTING: {SuggestionStatus.REPORTED_DONE},
    SuggestionStatus.REPORTED_DONE: {SuggestionStatus.IMPLEMENTED, SuggestionStatus.IMPLEMENTING},
}  # fmt: skip

PAINT = {
    SuggestionStatus.SUBMITTED: "draft", SuggestionStatus.DECLINED: "done",
    SuggestionStatus.DEFERRED: "wait", SuggestionStatus.IMPLEMENTING: "info",
    SuggestionStatus.REPORTED_DONE: "wait", SuggestionStatus.IMPLEMENTED: "ok",
    SuggestionStatus.MERGED: "done",
}  # fmt: skip
NOT_DONE = (SuggestionStatus.DECLINED, SuggestionStatus.DEFERRED)
UNDER_WAY = (
    SuggestionStatus.SUBMITTED, SuggestionStatus.IMPLEMENTING, SuggestionStatus.REPORTED_DONE,
)  # fmt: skip


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Questions to the suggestions."""

    def counted(self) -> Self:
        """All but those merged into another: the denominator of every rate."""
        return self.exclude(status=SuggestionStatus.MERGED)

    def of_year(self, year: int) -> Self:
        """Suggestions made in a calendar year."""
        return self.filter(made_on__year=year)

    def latest_year(self) -> int | None:
        """The year of the latest suggestion."""
        made = self.order_by("-made_on").values_list("made_on", flat=True).first()
        return made.year if made else None

    def tally(self) -> dict[str, int]:
        """`total`, `implemented`, `excellent`, `under_way`, `not_done`. One query."""
        return self.counted().aggregate(
            total=Count("pk"),
            implemented=Count("pk", filter=Q(status=SuggestionStatus.IMPLEMENTED)),
            excellent=Count("pk", filter=Q(excellent_year__isnull=False)),
            under_way=Count("pk", filter=Q(status__in=UNDER_WAY)),
            not_done=Count("pk", filter=Q(status__in=NOT_DONE)),
        )


class Suggestion(models.Model):
    """A worker's proposal (合理化建议表): what is, what should be done, what came of it."""

    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    field = models.CharField("类别", max_length=10, choices=SuggestionField.choices)
    title = models.CharField("建议名称", max_length=80)
    present = models.TextField("现状分析", max_length=500, blank=True)
    measure = models.TextField("改进措施", max_length=500)
    proposers = models.ManyToManyField(Worker, related_name="+", verbose_name="建议人")
    made_on = models.DateField("提出日期")
    status = models.CharField("状态", max_length=13, choices=SuggestionStatus.choices)
    reply = models.CharField("答复", max_length=300, blank=True)
    owner = models.CharField("负责人", max_length=40, blank=True)
    due_on = models.DateField("计划完成", null=True, blank=True)
    evidence = models.CharField("落实凭据", max_length=300, blank=True)
    done_on = models.DateField("落实日期", null=True, blank=True)
    reported_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="报完成人"
    )
    accepted_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="验收人"
    )
    excellent_year = models.PositiveSmallIntegerField("优秀年度", null=True, blank=True)
    circular_no = models.CharField("通报文号", max_length=80, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "合理化建议"
        ordering = ("-number",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=SuggestionStatus.values), name="suggestion_status_known"
            ),
            models.CheckConstraint(
                condition=Q(field__in=SuggestionField.values), name="suggestion_field_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="implemented") | Q(done_on__isnull=False) & ~Q(evidence=""),
                name="suggestion_done_with_evidence",
                violation_error_message="落实要有凭据和日期",
            ),
            models.CheckConstraint(
                condition=~Q(accepted_by=models.F("reported_by")),
                name="suggestion_accepted_by_another",
                violation_error_message="验收人不能是报完成的人",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["declined", "deferred"]) | ~Q(reply=""),
                name="suggestion_refused_with_reason",
                violation_error_message="不采纳要写明原因",
            ),
            models.CheckConstraint(
                condition=Q(excellent_year__isnull=True) | ~Q(circular_no=""),
                name="suggestion_excellent_by_circular",
                violation_error_message="优秀建议要写通报文号",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """Its page in the office."""
        return reverse("suggestion-detail", args=[self.pk])

    def can_become(self, status: SuggestionStatus) -> bool:
        """Whether its life goes on to the status."""
        return status in NEXT.get(self.status, set())

    @property
    def paint(self) -> str:
        """How its state is painted."""
        return PAINT[SuggestionStatus(self.status)]


class SuggestionStep(models.Model):
    """One step of a suggestion (经过): who took it, when, with what words."""

    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="steps", verbose_name="建议"
    )
    at = models.DateTimeField("时间")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")
    status = models.CharField("状态", max_length=13, choices=SuggestionStatus.choices)
    words = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "建议的经过"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.suggestion} {self.get_status_display()}"
