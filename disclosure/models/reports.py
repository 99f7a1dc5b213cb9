"""Report 举报 (domain.md 12.2, security.md J): who wrote it is nowhere, what it says is sealed.

Days instead of times, random keys instead of counted ones: nothing here tells which of two reports
of a day came first. Touched only by the code of the reports (pyproject.toml, import-linter).
"""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from disclosure.models.boards import Board
from disclosure.models.box_openings import BoxOpening
from welfare.models import User


class Channel(models.TextChoices):
    """渠道."""

    ONLINE = "online", "网上"
    BOX = "box", "举报箱"
    HOTLINE = "hotline", "举报电话"
    VISIT = "visit", "来访"
    ABOVE = "above", "上级转"


class Category(models.TextChoices):
    """事项类别."""

    LATE = "late", "公开不及时"
    UNTRUE = "untrue", "内容不实"
    FAVOUR = "favour", "人情帮扶"
    FRAUD = "fraud", "冒领"
    VISITS = "visits", "漏访假访"
    MONEY = "money", "经费"
    LEAK = "leak", "信息泄露"
    OTHER = "other", "其他"


class ReportStatus(models.TextChoices):
    """Life of a report."""

    RECEIVED = "received", "已收，等两人登记"
    REGISTERED = "registered", "已登记"
    ACCEPTED = "accepted", "调查中"
    NOT_ACCEPTED = "not_accepted", "不受理"
    DECIDED = "decided", "有结论"
    ANSWERED = "answered", "已答复"
    ARCHIVED = "archived", "归档"


class Outcome(models.TextChoices):
    """调查结论."""

    FOUNDED = "founded", "属实"
    PARTLY = "partly", "部分属实"
    UNFOUNDED = "unfounded", "不属实"
    UNCLEAR = "unclear", "查不清"


class Secrecy(models.TextChoices):
    """密级: a strict one is never printed, and nobody more is let in."""

    INNER = "inner", "内部"
    STRICT = "strict", "从严保密"


class StepKind(models.TextChoices):
    """What was done with it."""

    SENT = "sent", "收到"
    SEEN = "seen", "第一人登记"
    REGISTERED = "registered", "两人登记完"
    ACCEPTED = "accepted", "受理"
    DECLINED = "declined", "不受理"
    GRADED = "graded", "定为从严保密"
    NOTED = "noted", "调查记录"
    EXTENDED = "extended", "延期一次"
    DECIDED = "decided", "结论"
    ANSWERED = "answered", "答复举报人"
    RATED = "rated", "举报人评价"
    REOPENED = "reopened", "举报人要求复查"
    SHARED = "shared", "加人办理"
    LEFT = "left", "回避"
    SHUT = "shut", "受理人被写到，退出"
    PASSED = "passed", "转给没有被写到的受理人"
    PRINTED = "printed", "打印登记表"
    ARCHIVED = "archived", "归档"


S, K = ReportStatus, StepKind
# what may be done in which state, and the state afterwards (None: as it was)
NEXT: dict[StepKind, tuple[set[ReportStatus], ReportStatus | None]] = {
    K.SEEN: ({S.RECEIVED}, None),
    K.REGISTERED: ({S.RECEIVED}, S.REGISTERED),
    K.ACCEPTED: ({S.REGISTERED}, S.ACCEPTED),
    K.DECLINED: ({S.REGISTERED}, S.NOT_ACCEPTED),
    K.GRADED: (set(S) - {S.ARCHIVED}, None),
    K.NOTED: ({S.ACCEPTED}, None),
    K.EXTENDED: ({S.ACCEPTED}, None),
    K.DECIDED: ({S.ACCEPTED}, S.DECIDED),
    K.ANSWERED: ({S.DECIDED}, S.ANSWERED),
    K.RATED: ({S.ANSWERED, S.NOT_ACCEPTED}, None),
    K.REOPENED: ({S.ANSWERED, S.NOT_ACCEPTED}, S.ACCEPTED),
    K.SHARED: (set(S) - {S.ARCHIVED}, None),
    K.LEFT: (set(S) - {S.ARCHIVED}, None),
    K.SHUT: (set(S) - {S.ARCHIVED}, None),
    K.PASSED: (set(S) - {S.ARCHIVED}, None),
    K.PRINTED: (set(S), None),
    K.ARCHIVED: ({S.ANSWERED, S.NOT_ACCEPTED}, S.ARCHIVED),
}
PAINT = {
    S.RECEIVED: "draft", S.REGISTERED: "info", S.ACCEPTED: "info", S.NOT_ACCEPTED: "done",
    S.DECIDED: "wait", S.ANSWERED: "ok", S.ARCHIVED: "done",
}  # fmt: skip
UNANSWERED = (S.RECEIVED, S.REGISTERED, S.ACCEPTED, S.DECIDED)


class HandlerKey(models.Model):
    """A handler's 受理人 own pair of keys: the private half is locked by his passphrase."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="受理人")
    public = models.BinaryField("公钥", max_length=32)
    locked = models.BinaryField("锁着的私钥", max_length=80)
    salt = models.BinaryField("盐", max_length=16)
    made_on = models.DateField("启用日期")
    ended_on = models.DateField("停用日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "受理密码"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_on__isnull=True),
                name="handler_key_one_in_use",
                violation_error_message="这位受理人已经有受理密码",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.made_on}"

    @property
    def place(self) -> str:
        """What its private half is bound to."""
        return f"report.key:{self.id}"


class ReportQuerySet(models.QuerySet["Report"]):
    """Questions to the reports."""

    def visible_to(self, user: User) -> Self:
        """Those whose key was given to this person and not taken back: no role sees more."""
        mine = ReportShare.objects.filter(report=OuterRef("pk"), handler=user, until__isnull=True)
        return self.filter(Exists(mine))

    def open(self) -> Self:
        """Not yet answered."""
        return self.filter(status__in=UNANSWERED)

    def overdue(self, *, on: dt.date) -> Self:
        """Past the day of the next thing owed to the reporter."""
        late = Q(status=S.RECEIVED, register_by__lt=on)
        return self.filter(late | Q(status__in=UNANSWERED, answer_by__lt=on))


class Report(models.Model):
    """What somebody told (举报登记表); nothing says who, unless he said so himself inside."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField("渠道", max_length=7, choices=Channel.choices)
    category = models.CharField("类别", max_length=7, choices=Category.choices)
    secrecy = models.CharField("密级", max_length=6, choices=Secrecy.choices, default=Secrecy.INNER)
    is_named = models.BooleanField("实名", default=False)
    board = models.ForeignKey(
        Board, models.PROTECT, related_name="+", null=True, verbose_name="举报箱"
    )
    opening = models.ForeignKey(
        BoxOpening, models.PROTECT, related_name="+", null=True, verbose_name="哪次开箱"
    )
    received_on = models.DateField("收到日期")
    register_by = models.DateField("登记时限")
    answer_by = models.DateField("答复时限")
    answered_on = models.DateField("答复日期", null=True)
    status = models.CharField("状态", max_length=12, choices=ReportStatus.choices)
    outcome = models.CharField("结论", max_length=9, choices=Outcome.choices, blank=True)
    # what the reporter says of the last answer, by his code
    satisfied = models.BooleanField("举报人是否满意", null=True)
    erase_on = models.DateField("删除日期", null=True)
    public = models.BinaryField("公钥", max_length=32)
    receipt = models.BinaryField("回执码摘要", max_length=16, unique=True)
    by_receipt = models.BinaryField("回执码锁着的私钥", max_length=80)
    told = models.BinaryField("被反映人和举报人")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "举报"
        ordering = ("-received_on", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    status__in=ReportStatus.values,
                    channel__in=Channel.values,
                    category__in=Category.values,
                    secrecy__in=Secrecy.values,
                ),
                name="report_words_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["decided", "answered"]) | ~Q(outcome=""),
                name="report_decided_with_outcome",
                violation_error_message="有结论要写明结论",
            ),
            models.CheckConstraint(
                condition=~Q(status="archived") | Q(erase_on__isnull=False),
                name="report_archived_until",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """编号, which counts nothing: JB-7F3A91."""
        return f"JB-{self.id.hex[:6].upper()}"

    @property
    def place(self) -> str:
        """What its keys and texts are bound to."""
        return f"report:{self.id}"

    @property
    def paint(self) -> str:
        """How its state is painted."""
        return PAINT[ReportStatus(self.status)]

    @property
    def is_answered(self) -> bool:
        """Whether the answer the reporter waits for was given; one asked for again was not."""
        return self.status not in UNANSWERED

    def get_absolute_url(self) -> str:
        """Its page for the handlers."""
        return reverse("report-detail", args=[self.pk])

    def is_overdue(self, *, on: dt.date) -> bool:
        """Past the day of the next thing owed to the reporter."""
        if self.status == ReportStatus.RECEIVED and self.register_by < on:
            return True
        return self.status in UNANSWERED and self.answer_by < on


class ReportShare(models.Model):
    """A handler who may open a report: its private half sealed to his key. Ended, never taken up again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="shares")
    handler = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="受理人")
    key = models.ForeignKey(HandlerKey, models.PROTECT, related_name="+")
    sealed = models.BinaryField("封给受理人的私钥")
    since = models.DateField("起")
    until = models.DateField("止", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "举报受理人"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "handler"],
                condition=Q(until__isnull=True),
                name="report_share_one_per_handler",
                violation_error_message="这位受理人已经在办这件举报",
            )
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.handler}"


class Side(models.TextChoices):
    """Who speaks."""

    REPORTER = "reporter", "举报人"
    HANDLER = "handler", "监督小组"


class ReportMessage(models.Model):
    """One turn of the talk between reporter and handlers, sealed. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="messages")
    turn = models.PositiveSmallIntegerField("次序")
    side = models.CharField("谁说的", max_length=8, choices=Side.choices)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    on = models.DateField("日期")
    words = models.BinaryField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "举报往来"
        ordering = ("turn",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "turn"], name="report_message_turn"),
            models.CheckConstraint(
                condition=Q(side="reporter", by__isnull=True) | Q(side="handler", by__isnull=False),
                name="report_message_reporter_is_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.turn}"


class ReportFile(models.Model):
    """A paper of a message, cleaned and sealed; it has no name, for a name may tell who."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message = models.ForeignKey(ReportMessage, models.CASCADE, related_name="files")
    place = models.PositiveSmallIntegerField("第几份")
    file_type = models.CharField("类型", max_length=3)
    content = models.BinaryField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "举报附件"
        ordering = ("place",)

    def __str__(self) -> str:
        return f"附件 {self.place}.{self.file_type}"


class ReportStep(models.Model):
    """One step of a report (经过), its words sealed. Never changed; `by` is empty for the reporter and
    for what his words brought about.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="steps")
    turn = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("做了什么", max_length=10, choices=StepKind.choices)
    status = models.CharField("之后的状态", max_length=12, choices=ReportStatus.choices)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    on = models.DateField("日期")
    words = models.BinaryField("说明", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "举报的经过"
        ordering = ("turn",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "turn"], name="report_step_turn"),
            models.CheckConstraint(
                condition=Q(kind__in=StepKind.values, status__in=ReportStatus.values),
                name="report_step_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.get_kind_display()}"

    @property
    def who(self) -> str:
        """Who took it, as the papers of the handlers say."""
        if self.by:
            return self.by.name
        return "系统" if self.kind in (StepKind.SHUT, StepKind.PASSED) else "举报人"


class ErasedReport(models.Model):
    """That a report was deleted when its time was over, and nothing of what it said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    received_year = models.PositiveSmallIntegerField("收到年度")
    received_quarter = models.PositiveSmallIntegerField("收到季度")
    channel = models.CharField("渠道", max_length=7, choices=Channel.choices)
    days_taken = models.PositiveSmallIntegerField("办理天数", null=True)
    erased_on = models.DateField("删除日期")

    class Meta:
        verbose_name = verbose_name_plural = "到期删除的举报"
        ordering = ("-erased_on", "pk")

    def __str__(self) -> str:
        return f"{self.received_year} 年 {self.get_channel_display()}"
