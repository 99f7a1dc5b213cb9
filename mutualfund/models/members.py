"""Member 社员: who joined is insured (入社入保). State is computed from dues, never typed."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, Count, DateField, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from mutualfund.models.charter import Charter
from staff.models import Worker
from welfare.models import User
from welfare.roles import Role


class MemberState(models.TextChoices):
    """Where a membership stands on a day (domain.md 8.1)."""

    WAITING = "waiting", "等待期"
    IN_FORCE = "in_force", "有效"
    GRACE = "grace", "欠费宽限"
    LAPSED = "lapsed", "失效"
    LEFT = "left", "退社"


STATE_PAINT = {
    MemberState.WAITING: "info", MemberState.IN_FORCE: "ok", MemberState.GRACE: "wait",
    MemberState.LAPSED: "over", MemberState.LEFT: "done",
}  # fmt: skip


class YearsAfter(Func):
    """A day so many years later; 29 February becomes the 28th, as rules.paid_until has it."""

    template = "(%(expressions)s))::date"
    arg_joiner = " + make_interval(years => "
    output_field = DateField()


class DaysAfter(Func):
    """A day so many days later."""

    template = "(%(expressions)s)"
    arg_joiner = " + "
    output_field = DateField()


def _years_paid(on: dt.date) -> Coalesce:
    """How many yearly dues that stand in the books were paid up to a day."""
    dues: Any = Member.dues.rel.related_model._default_manager
    rows = (
        dues.standing().filter(member=OuterRef("pk"), paid_on__lte=on).order_by().values("member")
    )
    count = Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=models.IntegerField())
    return Coalesce(count, 0)


class MemberQuerySet(models.QuerySet["Member"]):
    """Questions to the membership."""

    def visible_to(self, user: User) -> Self:
        """Those who work with the fund see all; a worker himself."""
        if user.may_use("view_fund") or user.has_role(Role.REGISTRAR):
            return self
        return self.filter(worker__user=user)

    def open_on(self, day: dt.date) -> Self:
        """Joined by a day and not yet left on it."""
        return self.filter(joined_on__lte=day).filter(Q(left_on__isnull=True) | Q(left_on__gt=day))

    def with_state(self, charter: Charter, *, on: dt.date) -> Self:
        """Each with `years_paid`, `until` (dues cover the days before it), `lapses_on`,
        `effective_on` and `state` on a day, as the charter of the day computes them from dues."""
        founder = Q(joined_on__lte=charter.founding_until)
        waited = DaysAfter(F("joined_on"), Value(charter.waiting_days))
        gone = Q(left_on__lte=on) | Q(worker__left_on__lte=on)
        return (
            self.annotate(years_paid=_years_paid(on))
            .annotate(until=YearsAfter(F("joined_on"), Cast("years_paid", models.IntegerField())))
            .annotate(
                lapses_on=DaysAfter(F("until"), Value(charter.lapse_days)),
                effective_on=Case(When(founder, then=F("joined_on")), default=waited),
            )
            .annotate(
                state=Case(
                    When(gone, then=Value(MemberState.LEFT)),
                    When(lapses_on__lte=on, then=Value(MemberState.LAPSED)),
                    When(until__lte=on, then=Value(MemberState.GRACE)),
                    When(effective_on__gt=on, then=Value(MemberState.WAITING)),
                    default=Value(MemberState.IN_FORCE),
                    output_field=models.CharField(),
                )
            )
        )


class Member(models.Model):
    """A membership of the co-operative (社员), opened by the first due."""

    state: str  # annotated by MemberQuerySet
    years_paid: int  # the same

    number = models.CharField("社员编号", max_length=20, unique=True, db_collation="C")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", verbose_name="职工")
    joined_on = models.DateField("入社日期")
    left_on = models.DateField("退社日期", null=True, blank=True)
    leave_reason = models.CharField("退社原因", max_length=40, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "社员"
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(left_on__isnull=True),
                name="member_one_open_per_worker",
                violation_error_message="该职工已是在社社员",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="member_leaves_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.worker.name}"

    def get_absolute_url(self) -> str:
        """His page in the co-operative."""
        return reverse("coop-detail", args=[self.pk])
