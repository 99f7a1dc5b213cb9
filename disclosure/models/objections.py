"""Objection 异议 to a notice: by anyone, without a login, with or without a name."""

import datetime as dt
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from disclosure.models.notices import Notice
from staff.models import Objection, Result
from welfare.crypto import EncryptedField
from welfare.models import User


class Ground(models.TextChoices):
    """哪里不对."""

    FACTS = "facts", "情况不是这样"
    AMOUNT = "amount", "不该补这么多"
    RULES = "rules", "不符合章程"
    KIN = "kin", "办的人有亲戚关系"
    MISSING = "missing", "应该有的没有"
    OTHER = "other", "别的"


_OPEN = Q(file_objection__isnull=True, result="") | Q(file_objection__result="")


class NoticeObjectionQuerySet(models.QuerySet["NoticeObjection"]):
    """Questions to the objections."""

    def open(self) -> Self:
        """Not answered yet, here or in the hardship file."""
        return self.filter(_OPEN)

    def narrowed(self, shown: str) -> Self:
        """Those ?show= asks for: open, late ones are in it; done; all for anything else."""
        return {"open": self.open(), "done": self.exclude(_OPEN)}.get(shown, self)


class NoticeObjection(models.Model):
    """One objection. What was said is sealed, the receipt code is kept as a digest only.

    One against a hardship file is heard inside the file (`file_objection`), all others here.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notice = models.ForeignKey(
        Notice, models.PROTECT, related_name="objections", verbose_name="公示"
    )
    row = models.PositiveSmallIntegerField("名单第几行", default=0)  # 0 is the whole list
    grounds: Any = models.JSONField("哪里不对", default=list)
    words = EncryptedField("意见")
    who = EncryptedField("姓名")
    contact = EncryptedField("联系方式")
    receipt = models.BinaryField("回执码摘要", unique=True)
    raised_on = models.DateField("收到日期")
    due_on = models.DateField("答复期限")
    file_objection = models.OneToOneField(
        Objection, models.PROTECT, related_name="+", null=True, verbose_name="档案里的不同意见"
    )
    result = models.CharField("核查结果", max_length=9, choices=Result.choices, blank=True)
    answer = EncryptedField("答复")
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="答复人"
    )

    objects = NoticeObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公示异议"
        ordering = ("-raised_on", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(result="", answered_on__isnull=True, answered_by__isnull=True)
                | Q(result__in=Result.values, answered_on__isnull=False,
                    answered_by__isnull=False, answer__isnull=False),
                name="notice_objection_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(result="") | Q(file_objection__isnull=True),
                name="notice_objection_answered_in_one_place",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.notice.number} {self.raised_on} 的异议"

    def get_absolute_url(self) -> str:
        """Its page in the office."""
        return reverse("notice-objection", args=[self.uid])

    @property
    def about(self) -> str:
        """The row of the paper it is about, masked as there."""
        if not self.row:
            return "整份名单"
        return self.notice.row_words(self.row)

    @property
    def grounds_words(self) -> str:
        """哪里不对, as it was chosen."""
        return "、".join(Ground(key).label for key in self.grounds)

    @property
    def outcome(self) -> str:
        """The result, wherever it was heard; empty while it is open."""
        heard = self.file_objection
        return str(heard.result if heard is not None else self.result)

    @property
    def outcome_words(self) -> str:
        """成立 or 不成立, or that it is looked into."""
        return Result(self.outcome).label if self.outcome else "正在核查"

    @property
    def reply(self) -> str:
        """The answer to who objected, wherever it was given."""
        heard = self.file_objection
        return str(heard.answer if heard is not None else self.answer)

    @property
    def replied_on(self) -> dt.date | None:
        """When it was answered."""
        heard = self.file_objection
        return heard.answered_on if heard is not None else self.answered_on
