"""Collection 收款批次: a file of dues as it was read, looked at before anything is written."""

from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse

from welfare.models import User


class CollectionKind(models.TextChoices):
    """What kind of file it is."""

    UNIT = "unit", "单位缴费表"
    PAYROLL = "payroll", "工资代扣清单"


class CollectionStatus(models.TextChoices):
    """Life of a collection."""

    PREVIEW = "preview", "待确认"
    WRITTEN = "written", "已写入"
    DROPPED = "dropped", "不收了"


class CollectionQuerySet(models.QuerySet["Collection"]):
    """Questions to the files."""

    def with_sums(self) -> Self:
        """Each with `row_count` and `row_total` in yuan, without its rows: a file has thousands."""
        return self.defer("rows").annotate(
            row_count=Func(F("rows"), function="jsonb_array_length", output_field=models.IntegerField()),
            row_total=RawSQL(
                "(SELECT coalesce(sum((r ->> 'amount')::numeric), 0) FROM jsonb_array_elements(rows) r)",
                [], output_field=models.DecimalField(max_digits=12, decimal_places=2),
            ),
        )  # fmt: skip


class Collection(models.Model):
    """One file of dues (收款批次): its rows by worker, its problems by cell, its total."""

    kind = models.CharField("种类", max_length=7, choices=CollectionKind.choices)
    unit = models.CharField("单位", max_length=60)
    filename = models.CharField("文件名", max_length=200)
    digest = models.CharField("文件指纹", max_length=64, db_collation="C")
    status = models.CharField("状态", max_length=7, choices=CollectionStatus.choices)
    rows = models.JSONField("行", default=list)  # [{row, worker, name, kind, year, amount, …}]
    problems = models.JSONField("要改的", default=list)  # [{cell, message}]
    claimed_total = models.DecimalField(
        "表上合计（元）", max_digits=12, decimal_places=2, null=True, blank=True
    )
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    written_on = models.DateField("写入日期", null=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "收款批次"
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(status=CollectionStatus.WRITTEN),
                name="collection_one_per_file",
                violation_error_message="这个文件已经收过了",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=CollectionKind.values), name="collection_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=CollectionStatus.values), name="collection_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=CollectionStatus.WRITTEN) | Q(problems=[]),
                name="collection_written_without_problems",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.filename}"

    def get_absolute_url(self) -> str:
        """Its preview."""
        return reverse("collection-detail", args=[self.pk])

    @property
    def total(self) -> Decimal:
        """What its rows add up to. Unit: yuan."""
        return sum((Decimal(row["amount"]) for row in self.rows), Decimal(0))

    @property
    def difference(self) -> Decimal:
        """The file's own total less its rows; 0 when it names none. Unit: yuan."""
        return Decimal(0) if self.claimed_total is None else self.claimed_total - self.total

    @property
    def is_open(self) -> bool:
        """Waiting for a decision."""
        return self.status == CollectionStatus.PREVIEW

    def by_kind(self, kind: str) -> list[dict[str, Any]]:
        """Its rows of one kind of due."""
        return [row for row in self.rows if row["kind"] == kind]
