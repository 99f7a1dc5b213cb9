"""RosterImport 花名册导入: a file as it arrived, read and compared before anything is written."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from staff.models.workers import Worker
from welfare.crypto import EncryptedField
from welfare.models import User


class ImportStatus(models.TextChoices):
    """Life of an import."""

    PREVIEW = "preview", "待确认"
    COMMITTED = "committed", "已写入"
    DROPPED = "dropped", "不导入了"


NEXT = {ImportStatus.PREVIEW: {ImportStatus.COMMITTED, ImportStatus.DROPPED}}


class RowOutcome(models.TextChoices):
    """What a row would do to the registry."""

    NEW = "new", "新增"
    CHANGED = "changed", "变更"
    UNCHANGED = "unchanged", "没变"
    ERROR = "error", "要改"


class RosterImportQuerySet(models.QuerySet["RosterImport"]):
    """Questions to the imports."""

    def visible_to(self, user: User) -> Self:
        """Whoever may import sees every import."""
        return self if user.may_use("import_roster") else self.none()

    def written(self) -> Self:
        """Imports that reached the registry."""
        return self.filter(status=ImportStatus.COMMITTED)


class RosterImport(models.Model):
    """One roster file, its control totals and its rows (花名册导入)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    filename = models.CharField("文件名", max_length=200)
    sheet = models.CharField("工作表", max_length=100)
    digest = models.CharField("文件指纹", max_length=64)
    status = models.CharField("状态", max_length=9, choices=ImportStatus.choices)
    create_places = models.BooleanField("自动建单位", default=False)
    columns = models.JSONField("列的对应", default=list)
    totals = models.JSONField("总数核对", default=dict)
    notes = models.JSONField("说明", default=list)
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="上传人"
    )
    committed_at = models.DateTimeField("写入时间", null=True)
    committed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)

    objects = RosterImportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "花名册导入"
        ordering = ("-uploaded_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.values), name="roster_import_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filename} {self.uploaded_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """Its preview."""
        return reverse("roster-import-preview", args=[self.pk])

    def can_become(self, to: ImportStatus) -> bool:
        """Whether the life of an import has this step."""
        return to in NEXT.get(ImportStatus(self.status), set())


class RosterImportRow(models.Model):
    """One row of the file with what it would do; values are sealed (导入行)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    roster = models.ForeignKey(RosterImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("行号")
    outcome = models.CharField("结果", max_length=9, choices=RowOutcome.choices)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", null=True)
    values = EncryptedField("读到的值")  # JSON
    changes = EncryptedField("变更")  # JSON: field -> [old, new]
    problems = models.JSONField("问题", default=list)  # [{cell, code, message}]

    class Meta:
        ordering = ("number",)
        indexes: ClassVar = [
            models.Index(fields=["roster", "outcome", "number"], name="roster_row_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.roster} 第 {self.number} 行"
