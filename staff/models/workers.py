"""Worker 集体职工 and Tenure, the dated record of unit, post and station."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Exists, F, FilteredRelation, Func, OuterRef, Q, Value
from django.urls import reverse

from staff.models.households import Household
from staff.models.names import AFTER_DOT, HAS_DOT, SECOND, THIRD, inside_name
from staff.models.places import Station
from staff.models.reading import read_by
from welfare.crypto import BlindIndexField, EncryptedDecimalField, EncryptedField
from welfare.models import User
from welfare.names import masked
from welfare.roles import Role

NUMBER_PREFIX = "JT-"
MOBILE_LENGTH = 11
ID_LENGTH = 18


class Sex(models.TextChoices):
    """性别."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class Post(models.TextChoices):
    """岗位状态: the partition that sums to the headcount."""

    ON_POST = "on_post", "在岗"
    OFF_POST = "off_post", "息岗"
    EARLY_RETIRED = "early_retired", "内部退养"


class Identity(models.TextChoices):
    """用工身份 (domain.md 3.1)."""

    COLLECTIVE = "collective", "集体工"
    STATE = "state", "全民工"


class IdState(models.TextChoices):
    """身份证号状态 (domain.md 3.1): how good the number is, or why there is none."""

    VALID = "valid", "有效"
    LEGACY15 = "legacy15", "15 位旧号"
    CHECKSUM_FAILED = "checksum_failed", "校验不符"
    PRECISION_LOST = "precision_lost", "精度丢失"
    MISSING = "missing", "缺失"

    @classmethod
    def of(cls, number: str) -> "IdState":
        """The state of a number that passed its checks, or of none."""
        if not number:
            return cls.MISSING
        return cls.VALID if len(number) == ID_LENGTH else cls.LEGACY15


class LeaveReason(models.TextChoices):
    """离册原因."""

    RETIRED = "retired", "退休"
    TRANSFERRED = "transferred", "调离"
    DISMISSED = "dismissed", "解除"
    DIED = "died", "死亡"


class Precision(models.TextChoices):
    """How much of a date the paper gave; the first of the month is never invented."""

    DAY = "day", "日"
    MONTH = "month", "月"
    YEAR = "year", "年"


class Revealable(models.TextChoices):
    """What an officer may see in full; bank cards are the cashier's alone (security.md 4.2)."""

    ID_NUMBER = "id_number", "身份证号"
    PHONE = "phone", "手机号"
    ADDRESS = "address", "家庭住址"


class WorkerQuerySet(models.QuerySet["Worker"]):
    """Questions to the registry."""

    def visible_to(self, user: User) -> Self:
        """The office sees all; a cadre his paired workers (see pairings); a worker himself."""
        if user.has_role(Role.OFFICER, Role.CHAIR, Role.REGISTRAR, Role.AUDITOR):
            return self
        paired = Q(pk__in=self.model.paired_with(user)) if user.has_role(Role.CADRE) else Q()
        return self.filter(paired | Q(user=user)) if paired else self.filter(user=user)

    def on_roster(self, *, on: dt.date) -> Self:
        """Those counted on a day, today or long ago: a dated row of theirs covers it."""
        return self.filter(Exists(Tenure.objects.on(on).filter(worker=OuterRef("pk"))))

    def held_on(self, *, on: dt.date) -> Self:
        """Those counted on a day, joined with `held`: the station, job, post and identity of it."""
        began = Q(tenures__since__lte=on)
        covers = began & (Q(tenures__until__isnull=True) | Q(tenures__until__gt=on))
        held = self.annotate(held=FilteredRelation("tenures", condition=covers))
        return held.filter(held__isnull=False)

    def left(self) -> Self:
        """离册: those who left and did not come back; they stay in the register."""
        return self.filter(left_on__isnull=False)

    def matching(self, text: str) -> Self:
        """Name, pinyin, initials or employee number; an ID number goes through `with_id_number`."""
        word = "".join(text.split())
        if not word:
            return self
        if not word.isascii():
            return self.filter(Q(name__startswith=word) | inside_name(word))
        small = word.lower()
        found = Q(pinyin__startswith=small) | Q(initials__startswith=small)
        found |= Q(number__startswith=word.upper())
        if word.isdigit() and len(word) < MOBILE_LENGTH:
            found |= Q(number=f"{NUMBER_PREFIX}{int(word):04d}")
        return self.filter(found)

    def with_id_number(self, id_number: str) -> Self:
        """The worker of a whole ID number, by blind index."""
        return self._with("id_number_index", id_number)

    def by_id_number(self, numbers: Iterable[str]) -> dict[str, "Worker"]:
        """The workers of many whole ID numbers, by number; unknown ones are left out. One query."""
        index = self.model._meta.get_field("id_number_index")
        wanted = {index.of(number): number for number in numbers}  # type: ignore[union-attr]  # a blind index
        found = self.filter(id_number_index__in=list(wanted))
        return {wanted[bytes(worker.id_number_index)]: worker for worker in found}

    def with_phone(self, phone: str) -> Self:
        """The workers of a whole telephone number, by blind index."""
        return self._with("phone_index", phone)

    def _with(self, field: str, text: str) -> Self:
        index = self.model._meta.get_field(field).of(text)  # type: ignore[union-attr]  # a blind index
        return self.filter(**{field: index}) if index else self.none()


class Worker(models.Model):
    """A collective worker of the depot (集体职工). Leavers stay in the register."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("工号", max_length=20, unique=True, db_collation="C")
    name = models.CharField("姓名", max_length=60, db_collation="C")
    name_raw = models.CharField(
        "花名册上的写法", max_length=80, blank=True, db_default="", editable=False,
        help_text="和姓名一样的不记",
    )  # fmt: skip
    pinyin = models.CharField(max_length=120, db_collation="C", editable=False)
    initials = models.CharField(max_length=20, db_collation="C", editable=False)
    sex = models.CharField("性别", max_length=6, choices=Sex.choices)
    id_number = EncryptedField("身份证号")
    id_number_index = BlindIndexField("id_number")
    # the database keeps it in step with whether there is a number (staff/migrations/sql/roster.sql)
    id_number_state = models.CharField(
        "身份证号状态", max_length=15, choices=IdState.choices,
        default=IdState.MISSING, db_default=IdState.MISSING, editable=False,
    )  # fmt: skip
    birth = models.DateField("出生日期", null=True, blank=True)
    birth_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    political_status = models.CharField("政治面貌", max_length=20, blank=True)
    education = models.CharField("文化程度", max_length=20, blank=True)
    # worker_station_post finds by it; the key is kept by statement (staff/migrations/sql/held.sql)
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="workers", verbose_name="车站",
        db_index=False, db_constraint=False,
    )  # fmt: skip
    job = models.CharField("岗位", max_length=40, blank=True)
    post = models.CharField("用工状态", max_length=13, choices=Post.choices)
    identity = models.CharField(
        "用工身份", max_length=10, choices=Identity.choices,
        default=Identity.COLLECTIVE, db_default=Identity.COLLECTIVE,
    )  # fmt: skip
    work_start = models.DateField("参加工作时间", null=True, blank=True)
    work_start_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    join_date = models.DateField("进入集体单位时间", null=True, blank=True)
    join_date_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY, db_default=Precision.DAY
    )
    phone = EncryptedField("联系电话")
    phone_index = BlindIndexField("phone")
    bank_card = EncryptedField("工资卡号")
    bank_card_index = BlindIndexField("bank_card")
    bank_name = models.CharField("开户银行", max_length=40, blank=True, db_default="")
    bank_branch = models.CharField("支行名称", max_length=60, blank=True, db_default="")
    address = EncryptedField("家庭住址")
    family_size = models.PositiveSmallIntegerField("家庭人口", null=True, blank=True)
    family_income = EncryptedDecimalField("家庭月收入")
    is_disabled = models.BooleanField("残疾", default=False)
    disability_certificate = EncryptedField("残疾证号")
    disability_type = EncryptedField("残疾类别")
    disability_grade = EncryptedField("残疾等级")
    model_worker_type = models.CharField("劳模类型", max_length=20, blank=True, db_default="")
    household = models.ForeignKey(
        Household,
        models.PROTECT,
        related_name="workers",
        null=True,
        blank=True,
        verbose_name="家庭户",
        db_index=False,  # worker_household leaves out who has none
    )
    marital_status = models.CharField("婚姻状况", max_length=20, blank=True, db_default="")
    household_type = models.CharField("户口性质", max_length=20, blank=True, db_default="")
    household_place = models.CharField(
        "户口所在地行政区划", max_length=60, blank=True, db_default=""
    )
    postcode = models.CharField("邮政编码", max_length=6, blank=True, db_default="")
    remark = EncryptedField("备注")
    left_on = models.DateField("离册日期", null=True, blank=True)
    leave_reason = models.CharField(
        "离册原因", max_length=11, choices=LeaveReason.choices, blank=True
    )
    user = models.OneToOneField(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="账号"
    )
    # Kept by the database (staff/migrations/0005): the keyed digest of a roster row that would
    # change nothing here, how often a column of the roster changed, which of them by hand since.
    roster_digest = models.BinaryField(max_length=16, null=True, editable=False)
    roster_version = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    roster_edited = ArrayField(
        models.CharField(max_length=30), default=list, db_default=Value("{}"), editable=False
    )

    objects = WorkerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "职工"
        ordering = ("pinyin", "pk")
        indexes: ClassVar = [
            models.Index(fields=["pinyin", "id"], name="worker_pinyin"),
            models.Index(fields=["initials", "id"], name="worker_initials"),
            models.Index(fields=["name"], name="worker_name"),
            models.Index(fields=["station", "post", "pinyin", "id"], name="worker_station_post"),
            models.Index(SECOND, name="worker_name_second"),
            models.Index(THIRD, name="worker_name_third"),
            models.Index(AFTER_DOT, condition=HAS_DOT, name="worker_name_after_dot"),
            models.Index(fields=["phone_index"], name="worker_phone"),
            models.Index(
                fields=["household"], name="worker_household", condition=Q(household__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["id_number_index"],
                name="worker_one_per_id_number",
                violation_error_message="这个身份证号已经登记过了",
            ),
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="worker_sex_known"),
            models.CheckConstraint(condition=Q(post__in=Post.values), name="worker_post_known"),
            models.CheckConstraint(
                condition=Q(identity__in=Identity.values), name="worker_identity_known"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, leave_reason="")
                | Q(left_on__isnull=False, leave_reason__in=LeaveReason.values),
                name="worker_left_with_reason",
                violation_error_message="离册要同时写日期和原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.number}）"

    def get_absolute_url(self) -> str:
        """The worker's page in the office."""
        return reverse("worker-detail", args=[self.pk])

    @property
    def public_name(self) -> str:
        """The masked name."""
        return masked(self.name)

    def age(self, *, on: dt.date) -> int | None:
        """Full years on a day."""
        if self.birth is None:
            return None
        return on.year - self.birth.year - ((on.month, on.day) < (self.birth.month, self.birth.day))

    @property
    def died_on(self) -> dt.date | None:
        """The day of death, if the worker left by it."""
        return self.left_on if self.leave_reason == LeaveReason.DIED else None

    @staticmethod
    def paired_with(user: User) -> "models.QuerySet[Worker]":
        """Workers whose pair-up cadre is this user (staff/models/reading.py)."""
        return Worker.objects.filter(read_by(user, "hardship_files__pairings__"))


class TenureQuerySet(models.QuerySet["Tenure"]):
    """Questions to the dated rows."""

    def on(self, day: dt.date) -> Self:
        """The rows that cover a day; at most one of a worker."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gt=day))


class Tenure(models.Model):
    """Where and how a worker was employed from a day on (任免变动记录).

    A day no row covers is a day he was not on the roster. The row in force repeats the worker's
    station, job, post and identity; a row that is rewritten or taken back leaves a TenureTrace.
    """

    # Both keys, and that an open row is the last one, are kept by statement, not row by row
    # (staff/migrations/sql/held.sql): an import begins 100,000 records at once.
    worker = models.ForeignKey(
        Worker, models.PROTECT, related_name="tenures", verbose_name="职工", db_constraint=False
    )
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True, help_text="不含这一天")
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="+", verbose_name="车站", db_constraint=False
    )
    job = models.CharField("岗位", max_length=40, blank=True)
    post = models.CharField("用工状态", max_length=13, choices=Post.choices)
    identity = models.CharField(
        "用工身份", max_length=10, choices=Identity.choices,
        default=Identity.COLLECTIVE, db_default=Identity.COLLECTIVE,
    )  # fmt: skip
    reason = models.CharField("原因", max_length=200, blank=True, db_default="")

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任免变动"
        ordering = ("since", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(post__in=Post.values), name="tenure_post_known"),
            models.CheckConstraint(
                condition=Q(identity__in=Identity.values), name="tenure_identity_known"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="tenure_ends_after_start",
            ),
            ExclusionConstraint(
                name="tenure_one_at_a_time",
                expressions=[
                    ("worker", RangeOperators.EQUAL),
                    (
                        Func("since", "until", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(until__isnull=False),
                violation_error_message="同一个人同一天只能有一条任职记录",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} {self.since} {self.get_post_display()}"


class TenureTrace(models.Model):
    """What a dated row said before it was rewritten or taken back; the database writes it."""

    # The trace outlives a worker whom an import made and its undo took back.
    worker = models.ForeignKey(
        Worker, models.DO_NOTHING, related_name="traces", db_constraint=False, verbose_name="职工"
    )
    since = models.DateField("自")
    until = models.DateField("至", null=True)
    station = models.ForeignKey(Station, models.PROTECT, related_name="+", verbose_name="车站")
    job = models.CharField("岗位", max_length=40)
    post = models.CharField("用工状态", max_length=13, choices=Post.choices)
    identity = models.CharField("用工身份", max_length=10, choices=Identity.choices)
    at = models.DateTimeField("改动时间")

    class Meta:
        verbose_name = verbose_name_plural = "任免变动改动前"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.worker} {self.since} {self.get_post_display()}"
