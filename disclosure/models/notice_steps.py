"""Step 七步: 提出, 审查, 公开, 反馈, 整改, 监督, 归档, each with who and when; only added to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from disclosure.models.kept_files import KeptFile
from disclosure.models.notices import Notice
from welfare.models import User


class NoticeAct(models.TextChoices):
    """What was done."""

    DRAFTED = "drafted", "提出"
    SENT = "sent", "送审"
    RETURNED = "returned", "退回"
    RELEASED = "released", "放行公开"
    WITHDRAWN = "withdrawn", "撤下"
    FEEDBACK = "feedback", "反馈"
    ORDERED = "ordered", "要求整改"
    RECTIFIED = "rectified", "整改完成"
    FAILED = "failed", "监督没有通过"
    CHECKED = "checked", "监督通过"
    ARCHIVED = "archived", "归档"


_A = NoticeAct
# what may follow what, once the notice is public; the database keeps the same table
FOLLOWS: dict[str, set[str]] = {
    _A.FEEDBACK: {_A.RELEASED, _A.WITHDRAWN},
    _A.ORDERED: {_A.FEEDBACK, _A.FAILED},
    _A.RECTIFIED: {_A.ORDERED},
    _A.FAILED: {_A.FEEDBACK, _A.RECTIFIED},
    _A.CHECKED: {_A.FEEDBACK, _A.RECTIFIED},
    _A.ARCHIVED: {_A.CHECKED},
}


class NoticeStep(models.Model):
    """One step of a notice; `owner` and `due_on` are of a rectification that was asked for."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="steps", verbose_name="公示")
    act = models.CharField("办了什么", max_length=9, choices=NoticeAct.choices)
    words = models.CharField("说明", max_length=500, blank=True)
    owner = models.CharField("整改责任人", max_length=40, blank=True)
    due_on = models.DateField("整改期限", null=True, blank=True)
    by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="谁办的"
    )
    on = models.DateField("日期")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "公开步骤"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(act__in=NoticeAct.values), name="notice_step_known"),
            models.CheckConstraint(
                condition=~Q(act=NoticeAct.ORDERED)
                | (~Q(owner="") & Q(due_on__gte=models.F("on"))),
                name="notice_step_order_has_owner_and_day",
                violation_error_message="整改要写责任人和期限",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(act=NoticeAct.WITHDRAWN),
                name="notice_step_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice.number} {self.get_act_display()}"


class StepPaper(KeptFile):
    """The proof of a rectification 整改凭据."""

    folder = "notices"

    step = models.ForeignKey(NoticeStep, models.PROTECT, related_name="papers", verbose_name="步骤")

    class Meta(KeptFile.Meta):
        verbose_name = verbose_name_plural = "整改凭据"

    def __str__(self) -> str:
        return f"{self.step} 凭据"
