"""Committee meetings: CommitteeMember 委员, Meeting 会议, AgendaItem 议题, Vote 表决, Decision 决定."""

import datetime as dt
import re
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from mutualfund.models.claim_life import RefusalCode
from mutualfund.models.claims import Claim
from welfare.models import User


class SeatKind(models.TextChoices):
    """Which side a committee member speaks for."""

    MANAGER = "manager", "管理人员"
    WORKER_REP = "worker_rep", "职工代表"


class CommitteeQuerySet(models.QuerySet["CommitteeMember"]):
    """Questions to the committee."""

    def in_office(self, *, on: dt.date) -> Self:
        """Members the chair confirmed whose term covers the day, alternates too."""
        held = self.filter(confirmed_on__isnull=False, since__lte=on)
        return held.filter(Q(until__isnull=True) | Q(until__gt=on))

    def regular(self) -> Self:
        """Without the alternates."""
        return self.filter(is_alternate=False)

    def to_confirm(self) -> Self:
        """Seats and ends of seats the chair has not confirmed."""
        ending = Q(leaves_on__isnull=False, until__isnull=True)
        return self.filter(Q(confirmed_on__isnull=True) | ending)


class CommitteeMember(models.Model):
    """A seat on the co-operative's committee (互助委员会委员), held by one login."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="账号")
    kind = models.CharField("代表", max_length=10, choices=SeatKind.choices)
    is_alternate = models.BooleanField("候补", default=False)
    since = models.DateField("任期自")
    until = models.DateField("任期至", null=True, blank=True, help_text="不含这一天")
    document = models.CharField("聘任文件", max_length=100, blank=True, default="")
    seated_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="登记人"
    )
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="确认人"
    )
    confirmed_on = models.DateField("确认日期", null=True)
    leaves_on = models.DateField("卸任日期", null=True)
    leave_document = models.CharField("卸任文件", max_length=100, blank=True, default="")
    ended_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="卸任登记人"
    )

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "委员"
        ordering = ("kind", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(until__isnull=True),
                name="committee_one_open_seat_per_user",
                violation_error_message="这个账号已经是委员",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=SeatKind.values), name="committee_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="committee_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("seated_by")),
                name="committee_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(leaves_on__isnull=True, leave_document="")
                | (Q(leaves_on__gt=F("since")) & ~Q(leave_document="")),
                name="committee_leaves_by_document",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.user.name}（{self.get_kind_display()}{'，候补' if self.is_alternate else ''}）"
        )

    @property
    def is_leaving(self) -> bool:
        """An end of the seat waits for the chair."""
        return self.leaves_on is not None and self.until is None


class MeetingStatus(models.TextChoices):
    """Life of a meeting."""

    PLANNED = "planned", "待开会"
    OPEN = "open", "正在开会"
    CLOSED = "closed", "已结束"
    DROPPED = "dropped", "已取消"


MEETING_NEXT: dict[str, set[MeetingStatus]] = {
    MeetingStatus.PLANNED: {MeetingStatus.OPEN, MeetingStatus.DROPPED},
    MeetingStatus.OPEN: {MeetingStatus.CLOSED},
}


class Meeting(models.Model):
    """A meeting of the committee (委员会会议): one meeting, many claims."""

    number = models.CharField("会议号", max_length=20, unique=True, db_collation="C")
    held_on = models.DateField("日期")
    starts_at = models.TimeField("时间", default=dt.time(14))
    place = models.CharField("地点", max_length=60)
    chair = models.ForeignKey(
        CommitteeMember, models.PROTECT, related_name="+", verbose_name="主持人"
    )
    recorder = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="记录人")
    status = models.CharField("状态", max_length=7, choices=MeetingStatus.choices)

    class Meta:
        verbose_name = verbose_name_plural = "委员会会议"
        ordering = ("-number",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=MeetingStatus.values),
                name="meeting_status_known",
            ),
        ]

    def __str__(self) -> str:
        return f"委员会第 {self.order} 次会议"

    def get_absolute_url(self) -> str:
        """The page of the meeting."""
        return reverse("meeting-detail", args=[self.pk])

    def can_become(self, to: MeetingStatus) -> bool:
        """Whether the life of a meeting has this step."""
        return to in MEETING_NEXT.get(self.status, set())

    @property
    def order(self) -> int:
        """Which meeting of the year it is."""
        found = re.search(r"(\d+)$", self.number)
        return int(found[1]) if found else 0


class Cancellation(models.Model):
    """Why a planned meeting was called off (取消会议) before it opened; its claims wait again."""

    meeting = models.OneToOneField(
        Meeting, models.PROTECT, related_name="cancellation", verbose_name="会议"
    )
    reason = models.CharField("取消的原因", max_length=200)
    cases = models.PositiveSmallIntegerField("退回的议题")
    cancelled_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="取消人")
    cancelled_at = models.DateTimeField("取消时间")

    class Meta:
        verbose_name = verbose_name_plural = "取消的会议"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="cancellation_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} 取消"


class Presence(models.TextChoices):
    """到会情况."""

    PRESENT = "present", "到会"
    LEAVE = "leave", "请假"
    ABSENT = "absent", "缺席"


class Attendance(models.Model):
    """Whether a committee member is at a meeting (到会). Every member in office has a row."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="attendance", verbose_name="会议"
    )
    member = models.ForeignKey(
        CommitteeMember, models.PROTECT, related_name="+", verbose_name="委员"
    )
    presence = models.CharField("到会情况", max_length=7, choices=Presence.choices)

    class Meta:
        verbose_name = verbose_name_plural = "到会"
        ordering = ("member__kind", "member")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_one_per_member"),
            models.CheckConstraint(
                condition=Q(presence__in=Presence.values),
                name="attendance_presence_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting.number} {self.member.user.name} {self.get_presence_display()}"

    @property
    def is_present(self) -> bool:
        """到会."""
        return self.presence == Presence.PRESENT


class AgendaQuerySet(models.QuerySet["AgendaItem"]):
    """Questions to the agendas."""

    def standing(self) -> Self:
        """Items that count: neither put off nor with a decision that was taken back."""
        return self.filter(is_postponed=False, is_revoked=False)

    def undecided(self) -> Self:
        """Items the committee has still to decide; postponed ones are no longer its business."""
        decided = Decision.objects.filter(item=OuterRef("pk"))
        return self.filter(~Exists(decided), is_postponed=False)


class AgendaItem(models.Model):
    """A claim on a meeting's agenda (议题)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name="会议")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="items", verbose_name="申请")
    order = models.PositiveSmallIntegerField("序号")
    is_postponed = models.BooleanField("下次再议", default=False)
    is_revoked = models.BooleanField("决定已撤销", default=False)

    objects = AgendaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "议题"
        ordering = ("order", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "claim"], name="agenda_claim_once_a_meeting"
            ),
            models.UniqueConstraint(
                fields=["meeting", "order"], name="agenda_order_once_a_meeting"
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(is_postponed=False, is_revoked=False),
                name="agenda_claim_on_one_meeting",
                violation_error_message="这件申请已经排进一次会议",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting.number} 第 {self.order} 件"


class Choice(models.TextChoices):
    """表决."""

    AGREE = "agree", "同意"
    REFUSE = "refuse", "不同意"
    ABSTAIN = "abstain", "弃权"
    RECUSE = "recuse", "回避"


class Vote(models.Model):
    """One member's vote on one claim (表决): cast once, never changed."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="votes", verbose_name="议题")
    member = models.ForeignKey(
        CommitteeMember, models.PROTECT, related_name="+", verbose_name="委员"
    )
    choice = models.CharField("表决", max_length=7, choices=Choice.choices)
    opinion = models.CharField("意见", max_length=200, blank=True)
    proxied_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="代录人"
    )
    proof = models.CharField("代录凭据", max_length=100, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "表决"
        ordering = ("at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["item", "member"],
                name="vote_once_per_member",
                violation_error_message="这位委员已经表决过了",
            ),
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="vote_choice_known"),
            models.CheckConstraint(
                condition=~Q(choice__in=[Choice.REFUSE, Choice.RECUSE]) | ~Q(opinion=""),
                name="vote_refusal_has_opinion",
                violation_error_message="不同意或回避要写明原因",
            ),
            models.CheckConstraint(
                condition=Q(proxied_by__isnull=True, proof="")
                | (Q(proxied_by__isnull=False) & ~Q(proof="")),
                name="vote_proxy_has_proof",
                violation_error_message="代录要写明凭据",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member.user.name} {self.get_choice_display()}"


class Outcome(models.TextChoices):
    """The committee's decision on a claim."""

    APPROVED = "approved", "通过"
    REJECTED = "rejected", "不通过"


class Decision(models.Model):
    """What a meeting decided on a claim (决定): amount, article and facts, frozen when signed."""

    item = models.OneToOneField(
        AgendaItem, models.PROTECT, related_name="decision", verbose_name="议题"
    )
    outcome = models.CharField("结果", max_length=8, choices=Outcome.choices)
    amount = models.DecimalField("核定（元）", max_digits=12, decimal_places=2, null=True)
    article = models.CharField("条款", max_length=20)
    facts = models.JSONField("当时的事实")
    entitled = models.PositiveSmallIntegerField("应到")
    present = models.PositiveSmallIntegerField("实到")
    agreed = models.PositiveSmallIntegerField("同意")
    refused = models.PositiveSmallIntegerField("不同意")
    abstained = models.PositiveSmallIntegerField("弃权")
    recused = models.PositiveSmallIntegerField("回避")
    reason_code = models.CharField(
        "不同意的原因", max_length=12, choices=RefusalCode.choices, blank=True
    )
    reason = models.CharField("不同意的理由", max_length=200, blank=True)
    decided_on = models.DateField("决定日期")
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="签发人")
    signed_at = models.DateTimeField("签发时间")

    class Meta:
        verbose_name = verbose_name_plural = "委员会决定"
        ordering = ("item__meeting", "item__order")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.APPROVED, amount__gt=0, reason="", reason_code="")
                | (
                    Q(outcome=Outcome.REJECTED, amount__isnull=True)
                    & Q(reason_code__in=RefusalCode.values)
                    & ~Q(reason="")
                ),
                name="decision_has_amount_or_reason",
                violation_error_message="通过要有金额，不通过要有理由",
            ),
            models.CheckConstraint(
                condition=Q(present__gte=F("agreed") + F("refused") + F("abstained")),
                name="decision_counts_add_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_outcome_display()}"


class Revocation(models.Model):
    """A decision taken back before the payment (撤销决定); the decision itself stays as it was."""

    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="revocation", verbose_name="决定"
    )
    reason = models.CharField("撤销的原因", max_length=200)
    revoked_on = models.DateField("撤销日期")
    revoked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="撤销人")
    revoked_at = models.DateTimeField("撤销时间")

    class Meta:
        verbose_name = verbose_name_plural = "撤销的决定"
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="revocation_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} 撤销"
