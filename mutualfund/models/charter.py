"""Charter 章程 with its dated parameters, and the Benefit 救助标准 of each kind of claim.

The source report gives no amounts: what ships is marked 示例 and is data, not code.
"""

import datetime as dt
from decimal import Decimal
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse

from mutualfund.rules import QuorumTerms
from welfare.errors import Refused
from welfare.models import User
from welfare.money import yuan

# what a new version copies of the one before, and what may be changed in a draft
TERMS = (
    *("first_due", "renewal_due", "founding_until", "waiting_days", "lapse_days"),
    *("claim_window_days", "claims_per_year", "publicity_days", "investigators", "payout_guard"),
    *("present_parts", "present_whole", "least_voters", "least_managers"),
    *("worker_parts", "worker_whole", "decide_days", "appeal_days"),
    *("advance_cap", "ratify_days"),
    *("same_event_days", "school_year_month", "both_may_claim"),
)
BENEFIT_TERMS = (
    *(
        "kind",
        "subtype",
        "article",
        "covered",
        "method",
        "amount",
        "deductible",
        "share",
        "cap_per_year",
    ),
    *("cap_per_event", "count_per_year", "waiting_days", "window_days", "papers", "may_advance"),
    "is_sample",
)


class ClaimKind(models.TextChoices):
    """类别: the four kinds of help of the co-operative."""

    EDUCATION = "education", "子女入学"
    MEDICAL = "medical", "疾病医疗"
    WEDDING_FUNERAL = "wedding_funeral", "婚丧嫁娶"
    OTHER = "other", "其他特殊情况"


def key_of(kind: str, subtype: str) -> str:
    """The key of a benefit within its charter: wedding_funeral, or wedding_funeral/本人结婚."""
    return f"{kind}/{subtype}" if subtype else kind


def label_of(kind: str, subtype: str) -> str:
    """The same in words."""
    label = str(ClaimKind(kind).label)
    return f"{label}：{subtype}" if subtype else label


class CharterQuerySet(models.QuerySet["Charter"]):
    """Questions to the charters."""

    def adopted(self) -> "CharterQuerySet":
        """Passed by the congress: drafts left out."""
        return self.filter(adopted_on__isnull=False)

    def covering(self, day: dt.date) -> "Charter | None":
        """The adopted version in force on a day, if there is one."""
        open_ = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
        return self.adopted().filter(open_, valid_from__lte=day).order_by("-valid_from").first()

    def in_force(self, *, on: dt.date) -> "Charter":
        """The version in force on a day. Raises Refused when there is none."""
        charter = self.covering(on)
        if charter is None:
            raise Refused(f"{on:%Y-%m-%d} 没有生效的章程，请先在「章程」页通过一版。")
        return charter


class Topic(models.TextChoices):
    """What an article of the charter rules; a refusal cites it."""

    MEMBERSHIP = "membership", "社员资格"
    DUES = "dues", "会费"
    WAITING = "waiting", "等待期"
    WINDOW = "window", "申请期限"
    ONCE = "once", "一事一补"
    COUNT = "count", "年度次数"
    CAP = "cap", "年度封顶"
    FUND = "fund", "量入为出"
    GUARD = "guard", "年度支出上限"
    PAPERS = "papers", "证明材料"
    QUORUM = "quorum", "会议人数"
    INVESTIGATORS = "inquiry", "调查核实"
    RECUSAL = "recusal", "回避"
    PUBLICITY = "publicity", "公示"
    APPEAL = "appeal", "复核"
    ADVANCE = "advance", "紧急垫付"


class Charter(models.Model):
    """A version of the co-operative's charter (章程) passed by the workers' congress."""

    version = models.CharField("版本", max_length=40, unique=True)
    resolution = models.CharField("决议文号", max_length=80)
    valid_from = models.DateField("施行")
    valid_to = models.DateField("废止", null=True, blank=True)
    is_sample = models.BooleanField("示例", default=True)
    first_due = models.DecimalField("首次会费（元）", max_digits=12, decimal_places=2, default=50)
    renewal_due = models.DecimalField("年度会费（元）", max_digits=12, decimal_places=2, default=20)
    founding_until = models.DateField("创社期止", help_text="此前入社的没有等待期")
    waiting_days = models.PositiveSmallIntegerField("等待期（天）", default=30)
    lapse_days = models.PositiveSmallIntegerField("欠费失效（天）", default=90)
    claim_window_days = models.PositiveSmallIntegerField("申请期限（天）", default=365)
    claims_per_year = models.PositiveSmallIntegerField("每人每年次数", default=2)
    publicity_days = models.PositiveSmallIntegerField("公示（工作日）", default=3)
    investigators = models.PositiveSmallIntegerField("调查人数", default=2)
    payout_guard = models.DecimalField(
        "年度支出上限比例", max_digits=3, decimal_places=2, default=Decimal("0.80")
    )
    # 会议人数: present_parts of present_whole must be there (2/3), worker_parts of worker_whole of
    # those present speak for the workers (1/3)
    present_parts = models.PositiveSmallIntegerField("到会比例的分子", default=2)
    present_whole = models.PositiveSmallIntegerField("到会比例的分母", default=3)
    least_voters = models.PositiveSmallIntegerField("最少到会和表决人数", default=3)
    least_managers = models.PositiveSmallIntegerField("最少管理人员", default=1)
    worker_parts = models.PositiveSmallIntegerField("职工代表比例的分子", default=1)
    worker_whole = models.PositiveSmallIntegerField("职工代表比例的分母", default=3)
    decide_days = models.PositiveSmallIntegerField("办结期限（工作日）", default=30)
    appeal_days = models.PositiveSmallIntegerField("申请复核期限（工作日）", default=15)

    advance_cap = models.DecimalField(
        "紧急垫付每件上限（元）", max_digits=12, decimal_places=2, default=300
    )
    ratify_days = models.PositiveSmallIntegerField("紧急垫付追认期限（天）", default=100)

    # 一事一补: what counts as one event for one person, whoever of the family applies
    same_event_days = models.PositiveSmallIntegerField("前后几天内算同一件事", default=3)
    school_year_month = models.PositiveSmallIntegerField("几月起算新学年", default=7)
    both_may_claim = models.BooleanField("夫妻双方可以各申请一次婚丧", default=False)

    drafted_from = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, verbose_name="改自"
    )
    adopted_on = models.DateField("通过日期", null=True, blank=True)
    adopted_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="公布人"
    )

    objects = CharterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "章程"
        ordering = ("-valid_from",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="charter_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(adopted_on__isnull=True) | ~Q(resolution=""),
                name="charter_adopted_by_resolution",
                violation_error_message="通过的章程要有决议文号",
            ),
            models.CheckConstraint(
                condition=Q(
                    present_parts__gte=1,
                    present_whole__gte=F("present_parts"),
                    least_voters__gte=3,
                    least_managers__gte=1,
                    worker_parts__gte=1,
                    worker_whole__gte=F("worker_parts"),
                ),
                name="charter_quorum_in_range",
                violation_error_message="会议人数的比例要在 0 和 1 之间，至少 3 人到会、1 名管理人员",
            ),
            models.CheckConstraint(
                condition=Q(investigators__range=(2, 9)), name="charter_two_investigators_or_more"
            ),
            models.CheckConstraint(
                condition=Q(school_year_month__range=(1, 12)),
                name="charter_school_year_begins_in_a_month",
                violation_error_message="学年从 1 到 12 月的一个月算起",
            ),
            models.CheckConstraint(
                condition=Q(advance_cap__gte=0), name="charter_advance_cap_not_negative"
            ),
            ExclusionConstraint(
                name="charter_one_in_force",
                expressions=[
                    (Func("valid_from", "valid_to", function="daterange"), RangeOperators.OVERLAPS)
                ],
                condition=Q(adopted_on__isnull=False),
                violation_error_message="这段时间已有一版章程生效",
            ),
        ]

    def __str__(self) -> str:
        return self.version

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("charter-detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """Not yet passed: may be changed, decides nothing."""
        return self.adopted_on is None

    def band_of(self, amount: Decimal) -> "AmountBand | None":
        """The band a claim of so many yuan falls into; None below the lowest."""
        below = [band for band in self.bands.all() if band.above < amount]
        return max(below, key=lambda band: band.above, default=None)

    @property
    def quorum_terms(self) -> QuorumTerms:
        """会议人数 as this version asks for it."""
        return QuorumTerms(
            self.present_parts, self.present_whole, self.least_voters,
            self.least_managers, self.worker_parts, self.worker_whole,
        )  # fmt: skip

    def numbers(self) -> dict[str, str]:
        """The article's number of each topic: {"waiting": "第六条"}. One query."""
        return dict(self.articles.values_list("topic", "number"))

    def benefit_of(self, kind: str, subtype: str = "") -> "Benefit":
        """The benefit of a kind and sub-type 子类; what is not listed by itself falls to the kind's own.

        Raises Refused when the charter grants none.
        """
        rows = {row.subtype: row for row in self.benefits.filter(kind=kind).order_by("pk")}
        found = rows.get(subtype) or rows.get("")
        if found is None and rows:
            words = "、".join(rows)
            raise Refused(f"章程把「{ClaimKind(kind).label}」分成{words}，选一个子类。")
        if found is None:
            raise Refused(f"章程（{self.version}）没有「{ClaimKind(kind).label}」这一类补助。")
        return found

    def subtypes_of(self, kind: str) -> list[str]:
        """The sub-types of a kind, in the order of the charter; [""] when it is not divided."""
        return list(
            self.benefits.filter(kind=kind).order_by("pk").values_list("subtype", flat=True)
        )


class Article(models.Model):
    """An article of the charter (条款) that a rule of the house rests on."""

    charter = models.ForeignKey(
        Charter, models.PROTECT, related_name="articles", verbose_name="章程"
    )
    topic = models.CharField("事项", max_length=10, choices=Topic.choices)
    number = models.CharField("条款", max_length=20)
    text = models.CharField("条文", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "章程条款"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["charter", "topic"], name="article_one_per_charter_and_topic"
            ),
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="article_topic_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_topic_display()}"


class Method(models.TextChoices):
    """How a benefit is computed."""

    FIXED = "fixed", "定额"
    SHARE = "share", "比例"


class Benefit(models.Model):
    """What the charter grants for one kind of event (救助标准), with its article."""

    charter = models.ForeignKey(
        Charter, models.PROTECT, related_name="benefits", verbose_name="章程"
    )
    kind = models.CharField("类别", max_length=15, choices=ClaimKind.choices)
    subtype = models.CharField("子类", max_length=20, blank=True, default="")
    article = models.CharField("条款", max_length=20)
    covered = models.CharField("出险范围", max_length=200)
    method = models.CharField("算法", max_length=5, choices=Method.choices)
    amount = models.DecimalField("定额（元）", max_digits=12, decimal_places=2, default=0)
    deductible = models.DecimalField("起付线（元）", max_digits=12, decimal_places=2, default=0)
    share = models.DecimalField("比例", max_digits=4, decimal_places=3, default=0)
    cap_per_year = models.DecimalField("每人每年封顶（元）", max_digits=12, decimal_places=2)
    cap_per_event = models.DecimalField(
        "每件封顶（元）", max_digits=12, decimal_places=2, null=True, blank=True
    )
    count_per_year = models.PositiveSmallIntegerField("每人每年次数", null=True, blank=True)
    waiting_days = models.PositiveSmallIntegerField("等待期（天）", null=True, blank=True)
    window_days = models.PositiveSmallIntegerField("申请期限（天）", null=True, blank=True)
    papers = models.CharField("所需材料", max_length=200, help_text="用顿号分开")
    may_advance = models.BooleanField("可以紧急垫付", default=False)
    is_sample = models.BooleanField("示例", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "救助标准"
        ordering = ("article",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["charter", "kind", "subtype"],
                name="benefit_one_per_kind_and_subtype",
                violation_error_message="这一类已有这个子类",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ClaimKind.values), name="benefit_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(method__in=Method.values), name="benefit_method_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    amount__gte=0,
                    deductible__gte=0,
                    share__range=(0, 1),
                    cap_per_year__gt=0,
                ),
                name="benefit_figures_in_range",
            ),
            models.CheckConstraint(
                condition=Q(cap_per_event__isnull=True) | Q(cap_per_event__gt=0),
                name="benefit_event_cap_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article} {self.label}"

    @property
    def key(self) -> str:
        """Which one of its charter: the kind, and the sub-type behind a stroke."""
        return key_of(self.kind, self.subtype)

    @property
    def label(self) -> str:
        """婚丧嫁娶, or 婚丧嫁娶：本人结婚."""
        return label_of(self.kind, self.subtype)

    @property
    def terms(self) -> list[str]:
        """What it grants and within which limits, in words; what the charter says for all is left out."""
        own = f"（自付 − 起付线 {yuan(self.deductible)}）× {self.share * 100:f}".rstrip("0").rstrip(
            "."
        )
        told: list[str | None] = [
            f"定额 {yuan(self.amount)} 元" if self.method == Method.FIXED else f"{own}%",
            f"每件封顶 {yuan(self.cap_per_event)} 元" if self.cap_per_event else None,
            f"每人每年封顶 {yuan(self.cap_per_year)} 元",
            f"每年最多 {self.count_per_year} 次" if self.count_per_year else None,
            None if self.waiting_days is None else f"等待期 {self.waiting_days} 天",
            None if self.window_days is None else f"{self.window_days} 天内申请",
            "可以紧急垫付" if self.may_advance else None,
        ]
        return [words for words in told if words]

    def paper_list(self) -> list[str]:
        """The papers asked for."""
        return [paper.strip() for paper in self.papers.split("、") if paper.strip()]


class AmountBand(models.Model):
    """A limit by amount (金额分档): above so many yuan the charter asks for more hands."""

    charter = models.ForeignKey(Charter, models.PROTECT, related_name="bands", verbose_name="章程")
    above = models.DecimalField("超过（元）", max_digits=12, decimal_places=2)
    investigators = models.PositiveSmallIntegerField("调查人数", default=2)
    agreeing = models.PositiveSmallIntegerField("至少同意票", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "金额分档"
        ordering = ("above",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["charter", "above"], name="band_one_per_amount"),
            models.CheckConstraint(condition=Q(above__gt=0), name="band_above_something"),
            models.CheckConstraint(
                condition=Q(investigators__range=(2, 9)), name="band_two_investigators_or_more"
            ),
        ]

    def __str__(self) -> str:
        return f"超过 {self.above} 元"
