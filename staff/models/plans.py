"""ReliefPlan 帮扶方案: one per file, its measures 措施, and what came of them."""

import uuid
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from staff.models.hardship import IN_FORCE, HardshipFile
from staff.models.pairings import Pairing
from welfare.crypto import EncryptedField
from welfare.models import User


class Goal(models.TextChoices):
    """Which of the four never-lets a measure guards."""

    LIVING = "living", "过得下去"
    SCHOOLING = "schooling", "上得起学"
    MEDICAL = "medical", "看得起病"
    BELONGING = "belonging", "有人管"


class MeasureKind(models.TextChoices):
    """措施. What helps people earn stands first: it is worth as much as cash."""

    JOB = "job", "就业推荐"
    TRAINING = "training", "技能培训"
    LOAN = "loan", "小额贷款"
    LIVING = "living", "生活救助"
    SCHOOLING = "schooling", "助学"
    MEDICINE = "medicine", "助医"
    INSURANCE = "insurance", "社保接续"
    LEGAL = "legal", "法律援助"
    COUNSELLING = "counselling", "心理疏导"


EARNING = frozenset({MeasureKind.JOB, MeasureKind.TRAINING, MeasureKind.LOAN})


class Progress(models.TextChoices):
    """进展."""

    PLANNED = "planned", "还没到"
    APPLIED = "applied", "等审批"
    RUNNING = "running", "正在办"
    DONE = "done", "已办"
    DROPPED = "dropped", "不办了"


NEXT: dict[str, set[Progress]] = {
    Progress.PLANNED: {Progress.APPLIED, Progress.RUNNING, Progress.DONE, Progress.DROPPED},
    Progress.APPLIED: {Progress.RUNNING, Progress.DONE, Progress.DROPPED},
    Progress.RUNNING: {Progress.DONE, Progress.DROPPED},
}
PAINT = {
    Progress.PLANNED: "draft", Progress.APPLIED: "wait", Progress.RUNNING: "info",
    Progress.DONE: "ok", Progress.DROPPED: "done",
}  # fmt: skip


class ReliefPlan(models.Model):
    """What a family needs so that it comes through (帮扶方案); what it says stands in its versions."""

    file = models.OneToOneField(
        HardshipFile, models.PROTECT, related_name="plan", verbose_name="档案"
    )
    made_on = models.DateField("制定日期")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="制定人")

    class Meta:
        verbose_name = verbose_name_plural = "帮扶方案"

    def __str__(self) -> str:
        return f"{self.file} 帮扶方案"

    @cached_property
    def now(self) -> "PlanVersion":
        """What it says today: its latest version. One query."""
        return self.versions.select_related("made_by").latest("number")


class PlanVersion(models.Model):
    """What a plan said from a day on (帮扶方案一版). Only added to: a change is the next version."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(
        ReliefPlan, models.PROTECT, related_name="versions", verbose_name="方案"
    )
    number = models.PositiveSmallIntegerField("第几版")
    goals = ArrayField(models.CharField(max_length=9, choices=Goal.choices), verbose_name="目标")
    aim = EncryptedField("要达到什么")
    made_on = models.DateField("制定日期")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="制定人")

    class Meta:
        verbose_name = verbose_name_plural = "帮扶方案一版"
        ordering = ("plan", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.CheckConstraint(
                condition=Q(goals__len__gte=1),
                name="plan_has_a_goal",
                violation_error_message="至少选一项目标",
            ),
            models.CheckConstraint(condition=Q(aim__isnull=False), name="plan_has_an_aim"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} 第 {self.number} 版"

    @property
    def goal_words(self) -> str:
        """看得起病、上得起学."""
        return "、".join(Goal(key).label for key in self.goals)


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Questions to the measures."""

    def open(self) -> Self:
        """What is still to be done."""
        return self.exclude(progress__in=(Progress.DONE, Progress.DROPPED))

    def carried_by(self, user: User) -> Self:
        """Those he may note on, of files in force: the office all, else his own and his families'."""
        led = Pairing.objects.open().filter(cadre__user=user).values("file")
        own = self.filter(Q(owner=user) | Q(plan__file__in=led))
        mine = self if user.may_use("manage_hardship") else own
        return mine.filter(plan__file__status__in=IN_FORCE)


class Measure(models.Model):
    """One thing to be done for a family: who, until when, from which purse (措施)."""

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    plan = models.ForeignKey(
        ReliefPlan, models.PROTECT, related_name="measures", verbose_name="方案"
    )
    kind = models.CharField("措施", max_length=11, choices=MeasureKind.choices)
    goal = models.CharField("守住哪一条", max_length=9, choices=Goal.choices)
    owner = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="责任人"
    )
    outsider = EncryptedField("责任人（外单位）")
    due_on = models.DateField("什么时候")
    source = models.CharField("资金来源", max_length=60, blank=True)
    amount = models.DecimalField(
        "预计（元）", max_digits=12, decimal_places=2, null=True, blank=True
    )
    progress = models.CharField(
        "进展", max_length=7, choices=Progress.choices, default=Progress.PLANNED
    )

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "帮扶措施"
        ordering = ("due_on", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=MeasureKind.values, goal__in=Goal.values),
                name="measure_kind_and_goal_known",
            ),
            models.CheckConstraint(
                condition=Q(progress__in=Progress.values), name="measure_progress_known"
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=True) ^ Q(outsider__isnull=True),
                name="measure_has_one_owner",
                violation_error_message="责任人选一位；外单位的人写单位和姓名，两样只填一样",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0, source__gt=""),
                name="measure_money_has_a_source",
                violation_error_message="写了金额，就要写资金来源",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{self.person}）"

    @property
    def person(self) -> str:
        """谁办: the name of who has a login, an outsider's with the word that he is one."""
        return self.owner.name if self.owner else f"{self.outsider!s}（外单位）"

    def can_become(self, to: Progress) -> bool:
        """Whether the life of a measure has this step."""
        return to in NEXT.get(self.progress, set())

    @property
    def helps_earn(self) -> bool:
        """助富: a job, a skill or a loan."""
        return self.kind in EARNING

    @property
    def state_kind(self) -> str:
        """Which colour and icon the progress gets on a page."""
        return PAINT[Progress(self.progress)]


class MeasureNote(models.Model):
    """What was done on a measure, and what came of it (进展和效果). Only added to."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="notes", verbose_name="措施")
    progress = models.CharField("进展", max_length=7, choices=Progress.choices)
    words = EncryptedField("做了什么")
    effect = EncryptedField("效果")
    earned = models.DecimalField(
        "每月增收（元）", max_digits=10, decimal_places=2, null=True, blank=True
    )
    on = models.DateField("日期")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="记录人")

    class Meta:
        verbose_name = verbose_name_plural = "措施进展"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(progress=Progress.DONE) | Q(effect__isnull=False),
                name="measure_done_has_effect",
                violation_error_message="办完了要写效果",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.on}"
