"""What comes to an objection 异议: papers of who objected, and answers that another hand confirms."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from disclosure.models.objections import NoticeObjection
from staff.models import Result
from welfare.crypto import EncryptedField
from welfare.models import User
from welfare.uploads import FileType


class ObjectionPaper(models.Model):
    """A photograph or paper of who objected: cleaned and sealed, without a name or an hour."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    objection = models.ForeignKey(NoticeObjection, models.PROTECT, related_name="papers")
    place = models.PositiveSmallIntegerField("第几份")
    file_type = models.CharField("类型", max_length=3, choices=FileType.choices)
    content = models.BinaryField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "异议附件"
        ordering = ("place",)

    def __str__(self) -> str:
        return f"附件 {self.place}.{self.file_type}"

    @property
    def sealed_at(self) -> str:
        """What its bytes are bound to."""
        return f"objection.paper:{self.id}"


class ObjectionAnswer(models.Model):
    """An answer one of the two wrote 核查答复; it counts when another has confirmed it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    objection = models.ForeignKey(
        NoticeObjection, models.PROTECT, related_name="answers", verbose_name="异议"
    )
    result = models.CharField("核查结果", max_length=9, choices=Result.choices)
    answer = EncryptedField("答复")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="核查人")
    on = models.DateField("核查日期")
    judged_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="确认人"
    )
    judged_on = models.DateField("确认日期", null=True, blank=True)
    agreed = models.BooleanField("同意", null=True, blank=True)
    words = models.CharField("退回原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "异议的答复"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(by=F("judged_by")),
                name="objection_answer_by_two",
                violation_error_message="答复要由另一个人确认",
            ),
            models.CheckConstraint(
                condition=Q(judged_by__isnull=True, judged_on__isnull=True, agreed__isnull=True)
                | Q(judged_by__isnull=False, judged_on__gte=F("on"), agreed__isnull=False),
                name="objection_answer_judged_whole",
            ),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True) | Q(agreed=True) | ~Q(words=""),
                name="objection_answer_returned_with_words",
            ),
            models.UniqueConstraint(
                fields=["objection"],
                condition=Q(judged_on__isnull=True),
                name="objection_answer_one_waits",
                violation_error_message="已有一份答复等确认",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objection} {self.get_result_display()}"
