"""Opening of a report box 开箱登记 (domain.md 12.2): two open it, count the papers, both say so."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from disclosure.models.boards import Board
from welfare.models import User


class OpeningStatus(models.TextChoices):
    """Whether the second opener says the same."""

    WAITING = "waiting", "等另一位确认"
    CONFIRMED = "confirmed", "两人都确认"
    DISPUTED = "disputed", "另一位说不对"


class BoxOpeningQuerySet(models.QuerySet["BoxOpening"]):
    """Questions to the openings."""

    def of(self, user: User) -> Self:
        """Those this person opened himself: only he and the other know how many papers lay inside."""
        return self.filter(Q(opened_by=user) | Q(opened_with=user))

    def for_second(self, user: User) -> Self:
        """Those that wait for this person's own word."""
        return self.filter(opened_with=user, status=OpeningStatus.WAITING)

    def with_papers(self, user: User, *, on: dt.date, days: int) -> Self:
        """What a paper of the box can be entered from: own ones with some left, lately opened ones
        of others, of which nothing is told.
        """
        mine = (Q(opened_by=user) | Q(opened_with=user)) & Q(entered__lt=F("papers"))
        others = ~Q(opened_by=user) & ~Q(opened_with=user)
        lately = others & Q(opened_on__gte=on - dt.timedelta(days=days))
        return self.filter(mine | lately, status=OpeningStatus.CONFIRMED)


class BoxOpening(models.Model):
    """One opening of the box beside a board. How many papers is told to its two openers alone:
    whoever is complained of would count what he may not see.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, models.PROTECT, related_name="openings", verbose_name="举报箱")
    opened_on = models.DateField("开箱日期")
    opened_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name="开箱人（登记）"
    )
    opened_with = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name="开箱人（确认）"
    )
    papers = models.PositiveSmallIntegerField("几份")
    # raised by the database with every report that comes from this opening, by nothing else
    entered = models.PositiveSmallIntegerField("已登记几份", default=0)
    words = models.CharField("锁和封条", max_length=100)
    status = models.CharField(
        "状态", max_length=9, choices=OpeningStatus.choices, default=OpeningStatus.WAITING
    )
    answered_on = models.DateField("确认日期", null=True, blank=True)
    objection = models.CharField("哪里不对", max_length=200, blank=True)

    objects = BoxOpeningQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "开箱登记"
        ordering = ("-opened_on", "board", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(opened_by=F("opened_with")),
                name="box_opening_by_two",
                violation_error_message="开箱要两个人",
            ),
            models.CheckConstraint(
                condition=Q(entered__lte=F("papers")), name="box_opening_no_more_than_papers"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="box_opening_told"),
            models.CheckConstraint(
                condition=Q(status="waiting", answered_on__isnull=True, objection="")
                | Q(status="confirmed", answered_on__gte=F("opened_on"), objection="")
                | (Q(status="disputed", answered_on__gte=F("opened_on")) & ~Q(objection="")),
                name="box_opening_answered_whole",
            ),
            models.UniqueConstraint(
                fields=["board", "opened_on"],
                condition=~Q(status="disputed"),
                name="box_opening_once_a_day",
                violation_error_message="这个举报箱这天已经登记过开箱",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board.number} 号举报箱 {self.opened_on} 开箱"

    @property
    def left(self) -> int:
        """Papers that are not entered yet."""
        return self.papers - self.entered

    @property
    def paint(self) -> str:
        """How its state is painted."""
        return {"waiting": "wait", "confirmed": "ok", "disputed": "over"}[self.status]
