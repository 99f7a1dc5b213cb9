"""HardshipFile 困难档案: its life, its causes, the history of its tier."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.urls import reverse

from staff.models.households import Household
from staff.models.reading import read_by
from staff.models.tiers import Tier
from staff.models.workers import Worker
from welfare.models import User
from welfare.roles import Role


class Cause(models.TextChoices):
    """致困原因: as the depot's roster words them, then the rest of the official list (5.2)."""

    SINGLE_PARENT = "single_parent", "单亲"
    LOW_INCOME = "low_income", "收入低"
    DISASTER = "disaster", "意外灾害"
    OWN_ILLNESS = "own_illness", "本人大病"
    FAMILY_ILLNESS = "family_illness", "家属大病"
    SCHOOLING = "schooling", "子女上学"
    OTHER = "other", "其他"
    NO_ABILITY = "no_ability", "无劳动能力"
    NO_JOB = "no_job", "有劳动能力未就业"
    LAID_OFF = "laid_off", "下岗失业"
    UNINSURED = "uninsured", "未参加社会保险"
    UNDERINSURED = "underinsured", "社保待遇落实不到位"
    ACCIDENT = "accident", "意外事故"


class FileStatus(models.TextChoices):
    """Life of a hardship file (domain.md 5.5)."""

    DRAFT = "draft", "草稿"
    APPLIED = "applied", "已申请"
    DOCUMENT_REVIEW = "document_review", "材料初审"
    RETURNED = "returned", "退回补正"
    HOME_SURVEY = "home_survey", "入户调查"
    PEER_REVIEW = "peer_review", "民主评议"
    PUBLICITY = "publicity", "公示中"
    OBJECTION = "objection", "异议核查"
    UNION_REVIEW = "union_review", "段工会审核"
    ACTIVE = "active", "在档"
    RECHECK_DUE = "recheck_due", "待复核"
    TIER_CHANGE = "tier_change", "等级调整"
    EXIT_PROPOSED = "exit_proposed", "拟退档"
    EXITED = "exited", "已退档"
    REJECTED = "rejected", "不予认定"
    WITHDRAWN = "withdrawn", "撤回"


S = FileStatus
# The life of a file and of each run of its certification; a tier change runs beside the file,
# which keeps its tier and stands at TIER_CHANGE meanwhile.
NEXT: dict[str, set[FileStatus]] = {
    S.DRAFT: {S.APPLIED, S.WITHDRAWN},
    S.APPLIED: {S.DOCUMENT_REVIEW, S.WITHDRAWN},
    S.DOCUMENT_REVIEW: {S.RETURNED, S.HOME_SURVEY, S.WITHDRAWN},
    S.RETURNED: {S.DOCUMENT_REVIEW, S.DRAFT, S.WITHDRAWN},  # DRAFT: rewritten, to be signed again
    S.HOME_SURVEY: {S.PEER_REVIEW, S.WITHDRAWN},
    S.PEER_REVIEW: {S.PUBLICITY, S.REJECTED, S.WITHDRAWN},
    S.PUBLICITY: {S.OBJECTION, S.UNION_REVIEW, S.WITHDRAWN},
    S.OBJECTION: {S.PUBLICITY, S.HOME_SURVEY, S.WITHDRAWN},
    S.UNION_REVIEW: {S.ACTIVE, S.REJECTED, S.WITHDRAWN},
    # EXITED at once only with its worker, who left the roster; back only when that was a mistake
    S.ACTIVE: {S.RECHECK_DUE, S.TIER_CHANGE, S.EXIT_PROPOSED, S.EXITED},
    S.RECHECK_DUE: {S.ACTIVE, S.TIER_CHANGE, S.EXIT_PROPOSED, S.EXITED},
    S.TIER_CHANGE: {S.ACTIVE},
    S.EXIT_PROPOSED: {S.ACTIVE, S.EXITED},
    S.EXITED: {S.ACTIVE, S.RECHECK_DUE, S.EXIT_PROPOSED},
}
IN_FORCE = (S.ACTIVE, S.RECHECK_DUE, S.TIER_CHANGE, S.EXIT_PROPOSED)
OFFICE_TURN = (S.APPLIED, S.DOCUMENT_REVIEW, S.PEER_REVIEW, S.RECHECK_DUE)
ENDED = (S.EXITED, S.REJECTED, S.WITHDRAWN)

# how a state is painted; what is missing is info
PAINT = {
    S.DRAFT: "draft", S.RETURNED: "wait", S.PUBLICITY: "wait", S.OBJECTION: "over",
    S.ACTIVE: "ok", S.RECHECK_DUE: "wait", S.TIER_CHANGE: "wait", S.EXIT_PROPOSED: "wait",
    S.EXITED: "done", S.REJECTED: "over", S.WITHDRAWN: "done",
}  # fmt: skip


class ExitReason(models.TextChoices):
    """退档原因 (domain.md 5.5)."""

    LIFTED = "lifted", "脱困"
    RETIRED = "retired", "退休"
    TRANSFERRED = "transferred", "调离"
    DIED = "died", "死亡"
    DISMISSED = "dismissed", "解除关系"
    NO_LONGER = "no_longer", "不再符合"
    FRAUD = "fraud", "弄虚作假"
    REFUSED = "refused", "拒绝复核"
    DUPLICATE = "duplicate", "重复建档"


class HardshipQuerySet(models.QuerySet["HardshipFile"]):
    """Questions to the hardship files."""

    def visible_to(self, user: User) -> Self:
        """The office, the chair and auditors see all; a cadre the files of his pairings, for thirty
        days also of one he handed over, those he was asked to survey or to look into, and those in
        force with a measure that is his.
        """
        if user.has_role(Role.OFFICER, Role.CHAIR, Role.AUDITOR, Role.SUPERVISOR):
            return self
        surveys = Q(certifications__surveys__signatures__surveyor=user) & (
            Q(certifications__surveys__signatures__signed_at__isnull=False)
            | Q(certifications__surveys__round=models.F("certifications__round"))
        )  # who was replaced before he signed reads it no more
        hears = Q(certifications__objections__handlers=user)
        carries = Q(plan__measures__owner=user, status__in=IN_FORCE)
        asked = self.model.objects.filter(surveys | hears | carries | read_by(user, "pairings__"))
        return self.filter(pk__in=asked.order_by().values("pk"))

    def in_force(self) -> Self:
        """Files that give a tier today."""
        return self.filter(status__in=IN_FORCE)

    def ever_in_force(self) -> Self:
        """Files that give a tier today, and those that did until they were closed."""
        return self.filter(opened_on__isnull=False, status__in=(*IN_FORCE, FileStatus.EXITED))

    def open(self) -> Self:
        """Files neither closed nor refused nor withdrawn: in force or on their way."""
        return self.exclude(status__in=ENDED)

    def of_family(self, worker: Worker) -> Self:
        """Those of a worker and of whoever lives with him: one file stands for the household."""
        own = Q(worker=worker)
        if worker.household_id is not None:
            own |= Q(household=worker.household_id)
        return self.filter(own)

    def waiting_for_office(self) -> Self:
        """Files whose next step is the office's own, not the chair's."""
        chair = HardshipFile.objects.waiting_for_chair().order_by().values("pk")
        return self.filter(status__in=OFFICE_TURN).exclude(pk__in=chair)

    def waiting_for_chair(self) -> Self:
        """Files that wait for a decision: to be certified, changed, refused, or closed.

        A family that does not fit, let nobody in or was voted down waits to be refused.
        """
        run = Q(certifications__status=FileStatus.UNION_REVIEW)
        unfit = Q(
            certifications__status=FileStatus.PEER_REVIEW,
            certifications__surveys__finding__in=("unfit", "refused"),
            certifications__surveys__round=models.F("certifications__round"),
        )
        voted_down = Q(
            certifications__status=FileStatus.PEER_REVIEW,
            certifications__peer_reviews__round=models.F("certifications__round"),
            certifications__peer_reviews__is_skipped=False,
            certifications__peer_reviews__agreed__lte=(
                models.F("certifications__peer_reviews__present") / 2
            ),
        )
        waits = run | unfit | voted_down | Q(status=FileStatus.EXIT_PROPOSED)
        return self.filter(waits).distinct()

    def waiting_for_surveyor(self, user: User) -> Self:
        """Files a person was asked to survey, or to look into, and has not yet signed."""
        survey = Q(
            certifications__surveys__signatures__surveyor=user,
            certifications__surveys__signatures__signed_at__isnull=True,
            certifications__surveys__round=models.F("certifications__round"),
            certifications__status=FileStatus.HOME_SURVEY,
        )
        return self.filter(survey | Q(pk__in=self._to_hear(user))).distinct()

    def _to_hear(self, user: User) -> "models.QuerySet[Any, Any]":
        objections = apps.get_model("staff", "Objection")._default_manager
        mine = objections.filter(handlers=user, result="").exclude(signatures__handler=user)
        return mine.values("certification__file")

    def in_force_on(self, day: dt.date) -> Self:
        """Files opened by a day and not yet closed on it."""
        opened = self.filter(opened_on__lte=day)
        return opened.filter(Q(exited_on__isnull=True) | Q(exited_on__gt=day))


class HardshipFile(models.Model):
    """The file of a worker in hardship (困难职工档案): one household, one file."""

    number = models.CharField("档案号", max_length=20, unique=True, db_collation="C")
    worker = models.ForeignKey(
        Worker, models.PROTECT, related_name="hardship_files", verbose_name="职工"
    )
    # The worker's household, kept by the database: an index over it makes one household one file.
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="files", null=True, editable=False
    )
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+", verbose_name="困难等级")
    cause = models.CharField("主要致困原因", max_length=14, choices=Cause.choices)
    status = models.CharField("状态", max_length=15, choices=FileStatus.choices)
    basis = models.CharField("认定依据", max_length=120)
    opened_on = models.DateField("建档日期", null=True, blank=True)
    recheck_on = models.DateField("复核日期", null=True, blank=True)
    exit_due_on = models.DateField("退档审批期限", null=True, blank=True)  # while one is proposed
    exited_on = models.DateField("退档日期", null=True, blank=True)
    exit_reason = models.CharField(
        "退档原因", max_length=11, choices=ExitReason.choices, blank=True
    )
    follows = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, blank=True, verbose_name="前一份档案"
    )

    objects = HardshipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "困难档案"
        ordering = ("-tier__rank", "worker__pinyin", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=~Q(status__in=[s.value for s in ENDED]),
                name="hardship_one_open_file_per_worker",
                violation_error_message="该职工已有困难档案或正在办的申请",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=~Q(status__in=[s.value for s in ENDED]),
                name="hardship_one_open_file_per_household",
                violation_error_message="这一户已有一份困难档案。一户一档",
            ),
            models.CheckConstraint(
                condition=Q(status__in=FileStatus.values), name="hardship_status_known"
            ),
            models.CheckConstraint(
                condition=Q(cause__in=Cause.values), name="hardship_cause_known"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[s.value for s in IN_FORCE]) | Q(opened_on__isnull=False),
                name="hardship_in_force_has_day",
            ),
            models.CheckConstraint(
                condition=Q(exit_reason="", exited_on__isnull=True)
                | Q(exit_reason__in=ExitReason.values),
                name="hardship_exit_with_reason",
                violation_error_message="退档要写原因",
            ),
            models.CheckConstraint(
                condition=~Q(status=FileStatus.EXITED) | Q(exited_on__isnull=False),
                name="hardship_exited_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.worker.name}"

    def get_absolute_url(self) -> str:
        """The page of the file."""
        return reverse("hardship-detail", args=[self.pk])

    def can_become(self, to: FileStatus) -> bool:
        """Whether the life of a file has this step."""
        return to in NEXT.get(self.status, set())

    @property
    def is_in_force(self) -> bool:
        """在档: gives a tier, also while it is being rechecked, changed or closed."""
        return self.status in IN_FORCE

    @property
    def is_over(self) -> bool:
        """Closed, refused or withdrawn."""
        return self.status in ENDED

    @property
    def state_kind(self) -> str:
        """Which colour and icon the state gets on a page."""
        return PAINT.get(FileStatus(self.status), "info")


class TierChange(models.Model):
    """One step in a file's tier history (等级变化): opened, raised, lowered, closed."""

    file = models.ForeignKey(
        HardshipFile, models.PROTECT, related_name="changes", verbose_name="档案"
    )
    on = models.DateField("日期")
    was = models.ForeignKey(
        Tier, models.PROTECT, related_name="+", null=True, verbose_name="原等级"
    )
    now = models.ForeignKey(
        Tier, models.PROTECT, related_name="+", null=True, verbose_name="新等级"
    )
    reason = models.CharField("原因", max_length=200)
    basis = models.CharField("批准", max_length=120)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办人")

    class Meta:
        verbose_name = verbose_name_plural = "等级变化"
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.file} {self.on}"
