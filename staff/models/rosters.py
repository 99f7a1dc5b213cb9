"""RosterImport 花名册导入: a file as it arrived, read and compared before anything is written."""

import uuid
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from staff.models.workers import Worker
from welfare.crypto import EncryptedField
from welfare.models import User


class ImportStatus(models.TextChoices):
    """Life of an import."""

    READING = "reading", "正在读"
    MAPPING = "mapping", "对应列"
    PREVIEW = "preview", "待确认"
    COMMITTED = "committed", "已写入"
    DROPPED = "dropped", "不导入了"
    UNDONE = "undone", "已撤回"
    FAILED = "failed", "没读成"


_OPEN = {
    ImportStatus.READING, ImportStatus.MAPPING, ImportStatus.PREVIEW, ImportStatus.FAILED,
    ImportStatus.DROPPED,
}  # fmt: skip
NEXT = {
    ImportStatus.READING: _OPEN,
    ImportStatus.MAPPING: _OPEN,
    ImportStatus.FAILED: _OPEN,
    ImportStatus.PREVIEW: _OPEN | {ImportStatus.COMMITTED},
    ImportStatus.COMMITTED: {ImportStatus.UNDONE},
}


class RowOutcome(models.TextChoices):
    """What a row would do to the registry."""

    NEW = "new", "新增"
    CHANGED = "changed", "变更"
    UNCHANGED = "unchanged", "没变"
    ERROR = "error", "要改"
    LEFT = "left", "离册"


class RosterImportQuerySet(models.QuerySet["RosterImport"]):
    """Questions to the imports."""

    def visible_to(self, user: User) -> Self:
        """Whoever may import sees every import."""
        return self if user.may_use("import_roster") else self.none()

    def written(self) -> Self:
        """Imports that reached the registry and were not taken back."""
        return self.filter(status=ImportStatus.COMMITTED)


class RosterImport(models.Model):
    """One roster file, its control totals and its rows (花名册导入)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    filename = models.CharField("文件名", max_length=200)
    digest = models.CharField("文件指纹", max_length=64, db_index=True)
    size = models.PositiveIntegerField("大小", default=0)
    status = models.CharField("状态", max_length=9, choices=ImportStatus.choices)
    create_places = models.BooleanField("自动建单位", default=False)
    heads = models.JSONField("工作表", default=list)  # [{sheet, title, unit, columns, …}]
    samples = EncryptedField("前几行")  # JSON {column title: [cell, …]}, for the mapping page
    mapping = models.JSONField("手工对应", default=dict)  # title → column key, "" leaves it out
    answers = EncryptedField("手工改正")  # JSON [[column key, raw text, meaning]], for this file
    totals = models.JSONField("总数核对", default=dict)
    notes = models.JSONField("说明", default=list)
    failure = models.CharField("没读成的原因", max_length=500, blank=True)
    reading_since = models.DateTimeField("开始读", null=True)
    read_rows = models.PositiveIntegerField("已读行数", null=True)
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="上传人"
    )
    accepted = ArrayField(models.CharField(max_length=30), default=list)  # groups that were written
    made = models.JSONField("写入时建的", default=dict)  # households, for the way back
    written_on = models.DateField("写入日期", null=True)
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
        """Its page: progress, columns or preview, whatever is next."""
        return reverse("roster-import-preview", args=[self.pk])

    def can_become(self, to: ImportStatus) -> bool:
        """Whether the life of an import has this step."""
        return to in NEXT.get(ImportStatus(self.status), set())

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what they would do, as counted when they were read."""
        told = self.totals.get("counts", {})
        return {outcome.value: told.get(outcome.value, 0) for outcome in RowOutcome}

    @property
    def is_compared(self) -> bool:
        """Whether its rows were held against the registry."""
        return "counts" in self.totals

    @property
    def says_something(self) -> bool:
        """Whether there is anything to write or to mend."""
        return any(self.counts[kind] for kind in ("new", "changed", "error"))

    def sheet_name(self, place: int) -> str:
        """The name of one of its sheets."""
        return str(self.heads[place]["sheet"]) if place < len(self.heads) else ""


class RosterImportRow(models.Model):
    """One row of the file with what it would do; what identifies a person is sealed (导入行).

    `worker` of a new row is the number the worker will have once he is written, taken from the
    sequence beforehand: hence no constraint. Nobody but an undo deletes a worker.
    """

    # 100,000 rows of one import: the database asks once a statement (migrations/sql/roster_rows.sql)
    roster = models.ForeignKey(
        RosterImport, models.CASCADE, related_name="rows", db_index=False, db_constraint=False
    )
    sheet = models.PositiveSmallIntegerField("第几个工作表", default=0)
    number = models.PositiveIntegerField("行号")
    outcome = models.CharField("结果", max_length=9, choices=RowOutcome.choices)
    worker = models.ForeignKey(
        Worker, models.DO_NOTHING, related_name="+", null=True, db_constraint=False, db_index=False
    )
    uid = models.UUIDField(null=True, editable=False)
    id_index = models.BinaryField(max_length=16, null=True)
    spouse_index = models.BinaryField(max_length=16, null=True)
    version = models.PositiveIntegerField(null=True)  # of the worker when he was compared
    digest = models.BinaryField(max_length=16, null=True)  # of the row, for Worker.roster_digest
    fields = ArrayField(models.CharField(max_length=30), null=True)  # what the row changes
    payload = EncryptedField("改了什么")  # JSON {changes, texts, fixes, comment}
    problems = models.JSONField(
        "问题", default=list
    )  # [{cell, code, message, key}]; quotes nothing sealed
    warnings = models.JSONField("提醒", default=list)
    hidden = models.BooleanField("隐藏行", default=False)

    class Meta:
        ordering = ("sheet", "number")
        indexes: ClassVar = [
            models.Index(fields=["roster", "outcome", "id"], name="roster_row_by_outcome"),
            models.Index(fields=["worker"], name="roster_row_worker", condition=Q(worker__isnull=False)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.roster} 第 {self.number} 行"


class StagedWorker(models.Model):
    """What a row will write, sealed as it will lie in the registry (待写入的职工).

    Once written: what a changed row overwrote, for the way back. A column that is not spoken of
    is NULL. Filled by COPY and emptied by SQL (staff/roster_stage.py, staff/actions/).
    """

    row = models.OneToOneField(
        RosterImportRow, models.CASCADE, primary_key=True, db_constraint=False, related_name="staged"
    )  # fmt: skip
    roster = models.ForeignKey(RosterImport, models.CASCADE, related_name="+", db_constraint=False)
    worker_id = models.BigIntegerField()
    uid = models.UUIDField()
    place = models.CharField(max_length=40, null=True)  # noqa: DJ001 - the station's name
    tenure_id = models.BigIntegerField(null=True)  # the dated record this import opened
    name = models.CharField(max_length=60, null=True)  # noqa: DJ001 - NULL: not spoken of
    name_raw = models.CharField(max_length=80, null=True)  # noqa: DJ001
    pinyin = models.CharField(max_length=120, null=True)  # noqa: DJ001
    initials = models.CharField(max_length=20, null=True)  # noqa: DJ001
    sex = models.CharField(max_length=6, null=True)  # noqa: DJ001
    id_number = models.BinaryField(null=True)
    id_number_index = models.BinaryField(null=True)
    id_number_state = models.CharField(max_length=15, null=True)  # noqa: DJ001
    birth = models.DateField(null=True)
    birth_precision = models.CharField(max_length=5, null=True)  # noqa: DJ001
    ethnicity = models.CharField(max_length=20, null=True)  # noqa: DJ001
    political_status = models.CharField(max_length=20, null=True)  # noqa: DJ001
    education = models.CharField(max_length=20, null=True)  # noqa: DJ001
    station_id = models.BigIntegerField(null=True)
    job = models.CharField(max_length=40, null=True)  # noqa: DJ001
    post = models.CharField(max_length=13, null=True)  # noqa: DJ001
    work_start = models.DateField(null=True)
    work_start_precision = models.CharField(max_length=5, null=True)  # noqa: DJ001
    join_date = models.DateField(null=True)
    join_date_precision = models.CharField(max_length=5, null=True)  # noqa: DJ001
    phone = models.BinaryField(null=True)
    phone_index = models.BinaryField(null=True)
    bank_card = models.BinaryField(null=True)
    bank_card_index = models.BinaryField(null=True)
    address = models.BinaryField(null=True)
    family_size = models.PositiveSmallIntegerField(null=True)
    family_income = models.BinaryField(null=True)
    is_disabled = models.BooleanField(null=True)
    disability_certificate = models.BinaryField(null=True)
    disability_type = models.BinaryField(null=True)
    disability_grade = models.BinaryField(null=True)
    model_worker_type = models.CharField(max_length=20, null=True)  # noqa: DJ001
    marital_status = models.CharField(max_length=20, null=True)  # noqa: DJ001
    household_type = models.CharField(max_length=20, null=True)  # noqa: DJ001
    identity = models.CharField(max_length=10, null=True)  # noqa: DJ001
    remark = models.BinaryField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "待写入的职工"

    def __str__(self) -> str:
        return str(self.row_id)


class RosterTitle(models.Model):
    """A column title the office mapped by hand, remembered for every later file (记住的列)."""

    title = models.CharField("表头", max_length=100, unique=True)
    column = models.CharField("放到", max_length=30, blank=True, help_text="空着是不导入")

    class Meta:
        verbose_name = verbose_name_plural = "记住的列"
        ordering = ("title",)

    def __str__(self) -> str:
        return f"{self.title} → {self.column or '不导入'}"


class RosterWord(models.Model):
    """A spelling the office settled, remembered for every later file (记住的写法)."""

    column = models.CharField("列", max_length=30)
    raw = models.CharField("表里写的", max_length=100)
    meaning = models.CharField("当作", max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "记住的写法"
        ordering = ("column", "raw")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["column", "raw"],
                name="roster_word_once",
                violation_error_message="这种写法已经记住了",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.raw} → {self.meaning}"
