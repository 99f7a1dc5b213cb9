"""VisitDuty 季度走访任务 and Visit 走访. A visit is never changed or deleted."""

import datetime as dt
import secrets
import uuid
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from staff.models import reading
from staff.models.pairings import Pairing
from welfare.crypto import BlindIndexField, EncryptedField
from welfare.days import Quarter
from welfare.models import User
from welfare.roles import Role

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read as something else


def new_code() -> str:
    """确认码 the worker is told, to say that someone came."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(6))


class DutyStatus(models.TextChoices):
    """State of a quarter's duty (domain.md 6.3). A missed quarter stays missed."""

    PENDING = "pending", "待走访"
    DONE = "done", "已走访"
    LATE_DONE = "late_done", "逾期补访"
    MISSED = "missed", "未走访"
    DOUBTED = "doubted", "待核实"
    WAIVED = "waived", "免走访"


NEXT = {
    DutyStatus.PENDING: {DutyStatus.DONE, DutyStatus.MISSED, DutyStatus.WAIVED},
    DutyStatus.MISSED: {DutyStatus.LATE_DONE},
    # a worker said that nobody came; what the office finds decides
    DutyStatus.DONE: {DutyStatus.DOUBTED},
    DutyStatus.DOUBTED: {DutyStatus.DONE, DutyStatus.PENDING, DutyStatus.MISSED},
    DutyStatus.LATE_DONE: {DutyStatus.MISSED},
    DutyStatus.WAIVED: {DutyStatus.PENDING},  # a departure that was a mistake is taken back
}


class DutyQuerySet(models.QuerySet["VisitDuty"]):
    """Questions to the duties."""

    def of_quarter(self, quarter: Quarter) -> Self:
        """Duties of one quarter."""
        return self.filter(year=quarter.year, quarter=quarter.number)

    def missed(self) -> Self:
        """Quarters nobody came in, whether made up for later or not."""
        return self.filter(status__in=(DutyStatus.MISSED, DutyStatus.LATE_DONE))

    def unattended(self) -> Self:
        """Missed quarters of running pairings after which nobody has come."""
        missed = self.filter(status=DutyStatus.MISSED, pairing__until__isnull=True)
        return missed.with_next_visit().filter(came_on__isnull=True)

    def with_next_visit(self) -> Self:
        """Each duty with `came_on`: the first call face to face after its last day, or None."""
        later = Visit.objects.counting().filter(
            pairing__file=OuterRef("pairing__file"), visited_on__gt=OuterRef("due_on")
        )
        first = later.order_by("visited_on").values("visited_on")[:1]
        return self.annotate(came_on=Subquery(first))

    def with_made_on(self) -> "models.QuerySet[Any]":
        """Each duty with `made_on`: the first counting visit made by its day, entered then or later."""
        made = Visit.objects.counting().filter(
            answers__duty=OuterRef("pk"), visited_on__lte=OuterRef("due_on")
        )
        first = made.order_by("visited_on").values("visited_on")[:1]
        return self.annotate(made_on=Subquery(first))

    def visible_to(self, user: User) -> Self:
        """The office sees all; a cadre his own."""
        if user.has_role(Role.OFFICER, Role.CHAIR, Role.SUPERVISOR, Role.AUDITOR):
            return self
        return self.filter(pairing__cadre__user=user)


class VisitDuty(models.Model):
    """One pairing must be visited face to face in one quarter (季度走访任务), as often as needed."""

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="duties", verbose_name="结对")
    year = models.PositiveSmallIntegerField("年")
    quarter = models.PositiveSmallIntegerField("季度")
    due_on = models.DateField("最晚走访日")
    needed = models.PositiveSmallIntegerField("要走访几次", default=1, db_default=1)
    status = models.CharField("状态", max_length=9, choices=DutyStatus.choices)
    waived_reason = EncryptedField("免走访原因")
    waived_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="批准人"
    )
    waived_on = models.DateField("批准日期", null=True, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "季度走访任务"
        ordering = ("year", "quarter", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["pairing", "year", "quarter"], name="duty_one_per_pairing_and_quarter"
            ),
            models.CheckConstraint(
                condition=Q(status__in=DutyStatus.values), name="duty_status_known"
            ),
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="duty_quarter_1_to_4"),
            models.CheckConstraint(
                condition=(
                    Q(status=DutyStatus.WAIVED, waived_by__isnull=False, waived_on__isnull=False)
                    & Q(waived_reason__isnull=False)
                )
                | (
                    ~Q(status=DutyStatus.WAIVED)
                    & Q(waived_by=None, waived_on=None, waived_reason=None)
                ),
                name="duty_waived_with_reason_and_approver",
                violation_error_message="免走访要写原因，并由别人批准",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing} {self.period.label}"

    @property
    def uid(self) -> int:
        """What its sealed reason is bound to; a million duties need no number of their own."""
        return self.pk

    @property
    def period(self) -> Quarter:
        """The quarter."""
        return Quarter(self.year, self.quarter)


class Mode(models.TextChoices):
    """方式. Only the first two, face to face, count for the quarter's duty."""

    HOME = "home", "入户"
    WORKPLACE = "workplace", "单位面谈"
    PHONE = "phone", "电话"
    VIDEO = "video", "视频"


FACE_TO_FACE = (Mode.HOME, Mode.WORKPLACE)
UNSETTLED = ("open", "void")  # what a doubt found: such a visit counts for nothing


class Level(models.IntegerChoices):
    """How one of the four never-lets stands."""

    FINE = 0, "放心"
    WATCH = 1, "要关注"
    RISK = 2, "有风险"


class Need(models.TextChoices):
    """反映的困难和诉求."""

    MEDICAL = "medical", "看病"
    SCHOOLING = "schooling", "子女上学"
    LIVING = "living", "生活"
    HOUSING = "housing", "住房"
    JOB = "job", "就业"
    INSURANCE = "insurance", "社保"
    OTHER = "other", "其他"


class VisitQuerySet(models.QuerySet["Visit"]):
    """Questions to the visits."""

    def visible_to(self, user: User) -> Self:
        """The office sees all; a cadre the visits to the workers he may read about.

        His own he reads for thirty days after his pairing ended, however it ended.
        """
        if user.has_role(Role.OFFICER, Role.CHAIR, Role.AUDITOR):
            return self
        files = Pairing.objects.read_by(user).order_by().values("file")
        return self.filter(reading.made_by(user, "pairing__") | Q(pairing__file__in=files))

    def of_quarter(self, quarter: Quarter) -> Self:
        """Visits made in one quarter."""
        return self.filter(visited_on__range=(quarter.first, quarter.last))

    def face_to_face(self) -> Self:
        """Those in which somebody stood before the worker."""
        return self.filter(mode__in=FACE_TO_FACE)

    def counting(self) -> Self:
        """Those that count for a duty: face to face, not doubted, the cadre's own or avowed, no kin's."""
        own = Q(pairing__cadre__user=F("recorded_by")) | Q(avowal__made=True)
        return self.face_to_face().filter(own, by_kin=False).exclude(doubts__found__in=UNSETTLED)

    def with_standing(self) -> "models.QuerySet[Any]":
        """Each with `counts`, for a duty, and `is_waiting`, for the office's or the cadre's word."""
        same = Q(pk=OuterRef("pk"))
        waits = Q(pk__in=Visit.objects.unsigned().values("pk")) | Q(doubts__found="open")
        return self.annotate(
            counts=Exists(Visit.objects.counting().filter(same)),
            is_waiting=Exists(Visit.objects.face_to_face().filter(same & waits)),
        )

    def unsigned(self) -> Self:
        """代录 the cadre has not said a word about."""
        return self.exclude(pairing__cadre__user=F("recorded_by")).filter(avowal=None)


class Visit(models.Model):
    """A cadre called on a hardship worker (走访). Signed by its recorder, never changed."""

    pairing = models.ForeignKey(Pairing, models.PROTECT, related_name="visits", verbose_name="结对")
    visited_on = models.DateField("走访日期")
    visited_time = models.TimeField("几点", null=True, blank=True)
    mode = models.CharField("方式", max_length=9, choices=Mode.choices)
    living = models.SmallIntegerField("生活", choices=Level.choices, default=Level.FINE)
    schooling = models.SmallIntegerField("上学", choices=Level.choices, default=Level.FINE)
    medical = models.SmallIntegerField("看病", choices=Level.choices, default=Level.FINE)
    belonging = models.SmallIntegerField("有人管", choices=Level.choices, default=Level.FINE)
    needs = ArrayField(
        models.CharField(max_length=9, choices=Need.choices),
        verbose_name="诉求",
        default=list,
        blank=True,
    )
    note = EncryptedField("情况")
    note_mark = BlindIndexField("note")  # finds the same words again
    note_length = models.PositiveSmallIntegerField("字数", default=0, editable=False)
    code = models.CharField("确认码", max_length=6, default=new_code, unique=True, editable=False)
    key = models.UUIDField("提交号", default=uuid.uuid4, unique=True, editable=False)
    recorded_at = models.DateTimeField("录入时间")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="录入人")
    # set by the database: he is a relative, and this was known on the day
    by_kin = models.BooleanField("亲属走访，不算", default=False, db_default=False, editable=False)
    # as the measure of the day of entry said, so that the label stands whatever comes later
    late_after = models.PositiveSmallIntegerField("过几天算补记", default=7, db_default=7)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "走访"
        ordering = ("-visited_on", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="visit_mode_known"),
            models.CheckConstraint(
                condition=Q(living__range=(0, 2), schooling__range=(0, 2))
                & Q(medical__range=(0, 2), belonging__range=(0, 2)),
                name="visit_levels_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pairing} {self.visited_on}"

    def get_absolute_url(self) -> str:
        """The page of the visit."""
        return reverse("visit-detail", args=[self.pk])

    @property
    def uid(self) -> uuid.UUID:
        """What its sealed words are bound to."""
        return self.key

    @property
    def lag_days(self) -> int:
        """Days between the visit and its entry."""
        return (self.recorded_on - self.visited_on).days

    @property
    def recorded_on(self) -> dt.date:
        """The local day of entry."""
        return timezone.localtime(self.recorded_at).date()

    @property
    def needs_words(self) -> str:
        """看病、住房."""
        return "、".join(Need(need).label for need in self.needs)

    @property
    def is_late_entry(self) -> bool:
        """补记."""
        return self.lag_days > self.late_after


class DutyAnswer(models.Model):
    """Which duty a visit answers: one visit, one duty. Only added to."""

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="answers", verbose_name="走访")
    duty = models.ForeignKey(
        VisitDuty, models.PROTECT, related_name="answered_by", verbose_name="走访任务"
    )

    class Meta:
        verbose_name = verbose_name_plural = "走访算哪一条任务"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.visit} → {self.duty.period.label}"
