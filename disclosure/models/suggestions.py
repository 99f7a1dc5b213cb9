"""Suggestion 合理化建议, and each Step 经过 it took. Steps are never changed or deleted."""

import datetime as dt
from typing import ClassVar, Self

from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import Greatest
from django.urls import reverse

from staff.models import Heard, Rating, Worker
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
    IN_REVIEW = "in_review", "评审中"
    MERGED = "merged", "合并"
    DECLINED = "declined", "不采纳"
    DEFERRED = "deferred", "存档备用"
    IMPLEMENTING = "implementing", "正在办"
    REPORTED_DONE = "reported_done", "等验收"
    ACCEPTED = "accepted", "等职工评价"
    IMPLEMENTED = "implemented", "已落实"


S = SuggestionStatus


class SuggestionSource(models.TextChoices):
    """How it came."""

    PAPER = "paper", "纸质"
    ONLINE = "online", "本人网上提"


class SuggestionAct(models.TextChoices):
    """What was done with it."""

    COLLECTED = "collected", "收到"
    TAKEN_OVER = "taken_over", "由纸质台账接收"
    SCREENED = "screened", "送评审"
    MERGED = "merged", "并入别的建议"
    JOINED = "joined", "相近的并进来"
    ANSWERED = "answered", "答复"
    PUBLISHED = "published", "集中公布"
    PROGRESS = "progress", "进展"
    REPORTED = "reported", "报完成"
    ACCEPTED = "accepted", "验收通过"
    SENT_BACK = "sent_back", "退回接着办"
    RATED = "rated", "职工评价"
    COMMENDED = "commended", "评为优秀"


A = SuggestionAct
# what may be done in which state; the database keeps the same order (sql/suggestions.sql)
WHEN: dict[SuggestionAct, set[SuggestionStatus]] = {
    A.SCREENED: {S.SUBMITTED},
    A.MERGED: {S.SUBMITTED, S.IN_REVIEW},
    A.JOINED: set(S) - {S.MERGED},
    A.ANSWERED: {S.IN_REVIEW, S.DEFERRED},
    A.PUBLISHED: set(S) - {S.SUBMITTED, S.IN_REVIEW, S.MERGED},
    A.PROGRESS: {S.IMPLEMENTING},
    A.REPORTED: {S.IMPLEMENTING},
    A.ACCEPTED: {S.REPORTED_DONE},
    A.SENT_BACK: {S.REPORTED_DONE},
    A.RATED: {S.ACCEPTED},
    A.COMMENDED: {S.IMPLEMENTED},
}
PAINT = {
    S.SUBMITTED: "draft", S.IN_REVIEW: "info", S.MERGED: "done", S.DECLINED: "done",
    S.DEFERRED: "wait", S.IMPLEMENTING: "info", S.REPORTED_DONE: "wait", S.ACCEPTED: "wait",
    S.IMPLEMENTED: "ok",
}  # fmt: skip
NOT_DONE = (S.DECLINED, S.DEFERRED)
UNANSWERED = (S.SUBMITTED, S.IN_REVIEW)
UNDER_WAY = (*UNANSWERED, S.IMPLEMENTING, S.REPORTED_DONE, S.ACCEPTED)
LIKE = 0.2  # so near two titles or measures are offered as similar


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Questions to the suggestions."""

    def counted(self) -> Self:
        """All but those merged into another: the denominator of every rate."""
        return self.exclude(status=SuggestionStatus.MERGED)

    def of_year(self, year: int) -> Self:
        """Suggestions made in a calendar year."""
        return self.filter(made_on__year=year)

    def judged_year(self, *, on: dt.date) -> int:
        """The latest year that is over with a suggestion; the running one has hardly any done."""
        over = self.filter(made_on__year__lt=on.year).order_by("-made_on")
        made = over.values_list("made_on", flat=True).first()
        return made.year if made else on.year

    def of_proposer(self, worker: Worker) -> Self:
        """What a worker proposed, the merged ones in the one they went into."""
        return self.counted().filter(proposers=worker)

    def unpublished(self) -> Self:
        """Answered, and the answer not yet public."""
        return self.counted().filter(published_on=None).exclude(status__in=UNANSWERED)

    def like(self, title: str, measure: str) -> Self:
        """Those with similar words (pg_trgm), the nearest first. One query."""
        near = Greatest(
            TrigramSimilarity("title", title), TrigramSimilarity("measure", measure or title)
        )
        return self.counted().annotate(near=near).filter(near__gte=LIKE).order_by("-near", "-pk")

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
    source = models.CharField(
        "怎样提的", max_length=6, choices=SuggestionSource.choices, default=SuggestionSource.PAPER
    )
    status = models.CharField("状态", max_length=13, choices=SuggestionStatus.choices)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="merged", null=True, blank=True, verbose_name="并入"
    )
    published_on = models.DateField("公布日期", null=True, blank=True)
    reply = models.CharField("答复", max_length=300, blank=True)
    owner = models.CharField("负责人", max_length=40, blank=True)
    due_on = models.DateField("计划完成", null=True, blank=True)
    evidence = models.CharField("落实凭据", max_length=300, blank=True)
    done_on = models.DateField("落实日期", null=True, blank=True)
    reported_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="报完成人"
    )
    accepted_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="验收人"
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
                condition=~Q(status__in=["accepted", "implemented"])
                | Q(done_on__isnull=False) & ~Q(evidence=""),
                name="suggestion_done_with_evidence",
                violation_error_message="落实要有凭据和日期",
            ),
            models.CheckConstraint(
                condition=~Q(accepted_by=F("reported_by")),
                name="suggestion_accepted_by_another",
                violation_error_message="验收人不能是报完成的人",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["declined", "deferred"]) | ~Q(reply=""),
                name="suggestion_refused_with_reason",
                violation_error_message="不采纳要写明原因",
            ),
            models.CheckConstraint(
                condition=Q(status="merged", merged_into__isnull=False)
                | ~Q(status="merged") & Q(merged_into__isnull=True),
                name="suggestion_merged_into_another",
                violation_error_message="合并要写并入哪一条",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")), name="suggestion_not_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(source__in=SuggestionSource.values), name="suggestion_source_known"
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

    def is_open_to(self, act: SuggestionAct) -> bool:
        """Whether this may be done with it now."""
        return self.status in WHEN.get(act, set())

    @property
    def paint(self) -> str:
        """How its state is painted."""
        return PAINT[SuggestionStatus(self.status)]


class SuggestionStep(models.Model):
    """One step of a suggestion (经过): who took it, when, with what words. Never changed."""

    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="steps", verbose_name="建议"
    )
    at = models.DateTimeField("时间")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")
    kind = models.CharField("做了什么", max_length=10, choices=SuggestionAct.choices)
    status = models.CharField("之后的状态", max_length=13, choices=SuggestionStatus.choices)
    rating = models.CharField("满意度", max_length=11, choices=Rating.choices, blank=True)
    heard = models.CharField("怎样听到的", max_length=6, choices=Heard.choices, blank=True)
    words = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "建议的经过"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=SuggestionAct.values, status__in=SuggestionStatus.values),
                name="suggestion_step_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="rated", rating__in=Rating.values, heard__in=Heard.values)
                | (~Q(kind="rated") & Q(rating="", heard="")),
                name="suggestion_step_rated_by_the_proposer",
                violation_error_message="提建议的人的评价要写满意度和怎样听到的",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion} {self.get_kind_display()}"
