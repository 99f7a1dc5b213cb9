"""Household 户: one family, one hardship file; two collective workers make it 双集体户."""

import datetime as dt
import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from welfare.crypto import EncryptedDecimalField, EncryptedField
from welfare.models import User

SCHOOL_YEAR_BEGINS = 9  # September


class Relation(models.TextChoices):
    """Relation to the main worker 与户主关系."""

    SELF = "self", "本人"
    SPOUSE = "spouse", "配偶"
    CHILD = "child", "子女"
    PARENT = "parent", "父母"
    OTHER = "other", "其他"


class Health(models.TextChoices):
    """健康状况 of the union's file form (domain.md 3.2)."""

    GOOD = "good", "健康"
    CHRONIC = "chronic", "慢性病"
    SERIOUS = "serious", "大病"
    DISABLED = "disabled", "残疾"
    WEAK = "weak", "体弱"


class MedicalInsurance(models.TextChoices):
    """医保状况."""

    EMPLOYEE = "employee", "职工医保"
    RESIDENT = "resident", "居民医保"
    COMMERCIAL = "commercial", "商业保险"
    NONE = "none", "没有医保"


class MemberIdentity(models.TextChoices):
    """身份."""

    STATE = "state", "全民工"
    COLLECTIVE = "collective", "集体工"
    EMPLOYED = "employed", "其他单位职工"
    RETIRED = "retired", "退休"
    PUPIL = "pupil", "学生"
    FARMER = "farmer", "务农"
    JOBLESS = "jobless", "无业"
    OTHER = "other", "其他"


class Schooling(models.TextChoices):
    """当前学历, the stage someone goes to now."""

    NURSERY = "nursery", "幼儿园"
    PRIMARY = "primary", "小学"
    JUNIOR = "junior", "初中"
    SENIOR = "senior", "高中"
    VOCATIONAL = "vocational", "中专技校"
    COLLEGE = "college", "大专"
    BACHELOR = "bachelor", "本科"
    MASTER = "master", "研究生"


class HouseholdQuerySet(models.QuerySet["Household"]):
    """Questions to the households."""

    def double(self) -> Self:
        """双集体户: two current collective workers in one household."""
        current = Count("workers", filter=Q(workers__left_on__isnull=True))
        return self.annotate(current_workers=current).filter(current_workers__gte=2)

    def double_on(self, *, on: dt.date) -> Self:
        """双集体户 of a day: two of its workers were on the roster then."""
        covers = Q(workers__tenures__since__lte=on)
        covers &= Q(workers__tenures__until__isnull=True) | Q(workers__tenures__until__gt=on)
        held = Count("workers", filter=covers, distinct=True)
        return self.annotate(held_workers=held).filter(held_workers__gte=2)

    def visible_to(self, user: User) -> Self:
        """The households of workers one may see."""
        worker: Any = self.model._meta.get_field("workers").related_model
        seen = worker.objects.visible_to(user).filter(household__isnull=False).order_by()
        return self.filter(pk__in=seen.values("household"))


class Household(models.Model):
    """A family 家庭户 with one or more workers of the depot."""

    number = models.CharField("户号", max_length=20, unique=True, db_collation="C")

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "家庭户"
        ordering = ("number",)

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The page of the household."""
        return reverse("household-detail", args=[self.pk])


class HouseholdExit(models.Model):
    """移出本户: a worker was taken out of a household, and why. Only added to."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="exits", verbose_name="家庭户"
    )
    worker = models.ForeignKey(
        "staff.Worker", models.PROTECT, related_name="+", verbose_name="职工"
    )
    reason = EncryptedField("原因")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="谁移出的")

    class Meta:
        verbose_name = verbose_name_plural = "移出本户"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reason__isnull=False),
                name="household_exit_says_why",
                violation_error_message="移出本户要写原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.household} {self.worker}"


class HouseholdMember(models.Model):
    """A person of a household who is not in the registry himself (家庭成员)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="members", verbose_name="家庭户"
    )
    name = models.CharField("姓名", max_length=60)
    relation = models.CharField("与职工关系", max_length=6, choices=Relation.choices)
    birth = models.DateField("出生日期", null=True, blank=True)
    id_number = EncryptedField("身份证号")
    identity = models.CharField("身份", max_length=10, choices=MemberIdentity.choices, blank=True)
    workplace = models.CharField("单位或学校", max_length=60, blank=True)
    income = EncryptedDecimalField("月收入")
    health = models.CharField("健康状况", max_length=8, choices=Health.choices, blank=True)
    illness = EncryptedField("疾病或残疾类别")
    medical_insurance = models.CharField(
        "医保状况", max_length=10, choices=MedicalInsurance.choices, blank=True
    )
    schooling = models.CharField("当前学历", max_length=10, choices=Schooling.choices, blank=True)
    entered_year = models.PositiveSmallIntegerField("入学年份", null=True, blank=True)
    school_years = models.PositiveSmallIntegerField("学制（年）", null=True, blank=True)
    remark = EncryptedField("情况")
    ended_on = models.DateField("不再是家庭成员", null=True, blank=True)
    end_reason = EncryptedField("原因")

    class Meta:
        verbose_name = verbose_name_plural = "家庭成员"
        ordering = ("household", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(relation__in=Relation.values), name="household_member_relation_known"
            ),
            models.CheckConstraint(
                condition=Q(health__in=["", *Health.values])
                & Q(medical_insurance__in=["", *MedicalInsurance.values])
                & Q(identity__in=["", *MemberIdentity.values])
                & Q(schooling__in=["", *Schooling.values]),
                name="household_member_words_known",
            ),
            models.CheckConstraint(
                condition=Q(entered_year__isnull=True) | Q(entered_year__range=(1950, 2100)),
                name="household_member_entered_in_range",
            ),
            models.CheckConstraint(
                condition=Q(school_years__isnull=True) | Q(school_years__range=(1, 9)),
                name="household_member_school_years_in_range",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason__isnull=True)
                | Q(ended_on__isnull=False, end_reason__isnull=False),
                name="household_member_ends_with_reason",
                violation_error_message="家庭成员离开要写原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_relation_display()}）"

    def schooling_words(self, *, on: dt.date) -> str:
        """在读 with the class counted from the entry year: 本科二年级, 学制 4 年."""
        if not self.schooling:
            return ""
        words = self.get_schooling_display()
        if self.entered_year is None:
            return words
        grade = on.year - self.entered_year + (on.month >= SCHOOL_YEAR_BEGINS)
        length = f"，学制 {self.school_years} 年" if self.school_years else ""
        if grade < 1:
            return f"{self.entered_year} 年入{words}{length}"
        if self.school_years and grade > self.school_years:
            return f"{words}，{self.entered_year + self.school_years} 年读完"
        return f"{words}{'一二三四五六七八九'[min(grade, 9) - 1]}年级{length}"
