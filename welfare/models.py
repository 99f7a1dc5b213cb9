"""The floor's tables: accounts, the audit trail, the working-day calendar, requests for full exports."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from welfare import clock
from welfare.roles import NEEDS_TWO, PERMISSIONS, Role


class AccountManager(UserManager["User"]):
    """Accounts, and which of them somebody sees."""

    use_in_migrations = False

    def visible_to(self, user: "User") -> "models.QuerySet[User]":
        """The three administrators see every account, nobody else sees one."""
        return self.all() if user.may_use("view_accounts") else self.none()


class User(AbstractUser):
    """A person's one login 账号; what he may do comes from his roles."""

    first_name = None  # type: ignore[assignment]  # a Chinese name is one field
    last_name = None  # type: ignore[assignment]  # as above
    name = models.CharField("姓名", max_length=40)
    must_change_password = models.BooleanField("下次登录改密码", default=False)
    one_time_until = models.DateTimeField("临时密码有效到", null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "账号"
        permissions: ClassVar = list(PERMISSIONS.items())
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(one_time_until__isnull=True)
                | models.Q(must_change_password=True),
                name="user_one_time_password_is_changed",
                violation_error_message="临时密码登录后要改",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name as one field."""
        return self.name

    def get_short_name(self) -> str:
        """The name as one field."""
        return self.name

    def get_absolute_url(self) -> str:
        """The account's page."""
        return reverse("account-detail", args=[self.pk])

    def is_past_one_time(self, at: dt.datetime) -> bool:
        """Whether the one-time password 临时密码 was not used in time."""
        return self.one_time_until is not None and self.one_time_until <= at

    def role_keys(self) -> frozenset[str]:
        """Keys of the roles in force today; one query per request.

        The clock is asked here: a substitute's role must end with its day on every page, whether
        or not the nightly job has already taken it away.
        """
        if not hasattr(self, "_role_keys"):
            over = RoleGrant.objects.over(on=clock.today()).filter(user=self.pk)
            held = self.groups.exclude(name__in=over.values("role"))
            self._role_keys = frozenset(held.values_list("name", flat=True))
        return self._role_keys

    def has_role(self, *roles: Role) -> bool:
        """Whether one of the roles is held."""
        return any(role in self.role_keys() for role in roles)

    def may_use(self, codename: str) -> bool:
        """Whether a permission of roles.PERMISSIONS is held."""
        return self.has_perm(f"welfare.{codename}")

    @property
    def role_words(self) -> str:
        """The roles in Chinese, for the corner of the page."""
        keys = self.role_keys()
        return "、".join(role.label for role in Role if role in keys)


class GrantStatus(models.TextChoices):
    """Life of a grant that is kept as a row."""

    ASKED = "asked", "等确认"
    IN_FORCE = "in_force", "有效"
    DECLINED = "declined", "没同意"
    ENDED = "ended", "已收回"


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Questions to the grants."""

    def waiting(self) -> Self:
        """Asked for and not yet decided."""
        return self.filter(status=GrantStatus.ASKED)

    def with_end(self) -> Self:
        """Substitutes 代办 in force: their role ends by itself."""
        return self.filter(status=GrantStatus.IN_FORCE, until__isnull=False)

    def over(self, *, on: dt.date) -> Self:
        """Substitutes whose last day has passed, until the night takes the role away."""
        return self.with_end().filter(until__lt=on)


class RoleGrant(models.Model):
    """A role that a second person must confirm, or that ends by itself (双人授权、代办)."""

    NEXT: ClassVar = {
        GrantStatus.ASKED: {GrantStatus.IN_FORCE, GrantStatus.DECLINED},
        GrantStatus.IN_FORCE: {GrantStatus.ENDED},
    }

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="授给谁")
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    until = models.DateField("代办到", null=True)
    reason = models.CharField("依据", max_length=200)
    status = models.CharField("状态", max_length=8, choices=GrantStatus.choices)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="授权人")
    asked_at = models.DateTimeField("授权时间")
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="确认人"
    )
    decided_at = models.DateTimeField("确认时间", null=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "授权"
        ordering = ("-asked_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["status", "-asked_at"], name="grant_status")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=GrantStatus.values), name="grant_status_known"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="grant_role_known"),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="grant_has_reason",
                violation_error_message="授权要写依据",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("user"))
                & (Q(decided_by__isnull=True) | ~Q(decided_by=F("user"))),
                name="grant_not_to_oneself",
                violation_error_message="不能给自己授权",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(NEEDS_TWO))
                | Q(status__in=[GrantStatus.ASKED, GrantStatus.DECLINED])
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by")),
                name="grant_confirmed_by_another",
                violation_error_message="这个角色要另一个人确认",
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(status__in=[GrantStatus.ASKED, GrantStatus.IN_FORCE]),
                name="grant_one_open",
                violation_error_message="这个角色已经在等确认",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}：{self.get_role_display()}"

    def can_become(self, to: GrantStatus) -> bool:
        """Whether the life of a grant has this step."""
        return to in self.NEXT.get(GrantStatus(self.status), set())


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Questions to the audit trail."""

    def about(self, subject: models.Model) -> Self:
        """Entries on one thing, oldest first."""
        return self.filter(subject=subject_of(subject)).order_by("at", "pk")


def subject_of(thing: models.Model) -> str:
    """The stable name of a row in the audit trail: `mutualfund.claim:17`."""
    return f"{thing._meta.label_lower}:{thing.pk}"


class AuditEntry(models.Model):
    """Who did what to what, when: written in the same transaction, never changed (审计记录)."""

    at = models.DateTimeField("时间")
    actor = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="操作人"
    )
    action = models.CharField("动作", max_length=60)
    subject = models.CharField("对象", max_length=80)
    facts = models.JSONField("内容", default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "操作日志"
        ordering = ("-at", "-pk")
        indexes: ClassVar = [
            models.Index(fields=["subject", "at"], name="audit_subject_at"),
            models.Index(fields=["-at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.subject}"


class Holiday(models.Model):
    """A day that differs from the plain week: a public holiday, or a worked weekend (调休)."""

    day = models.DateField("日期", unique=True)
    name = models.CharField("名称", max_length=40)
    is_working = models.BooleanField("要上班", default=False, help_text="调休的周末勾选")

    class Meta:
        verbose_name = verbose_name_plural = "节假日"
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class ExportStatus(models.TextChoices):
    """Life of a request for a full export."""

    ASKED = "asked", "待批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "没批准"
    TAKEN = "taken", "已取走"


class ExportRequestQuerySet(models.QuerySet["ExportRequest"]):
    """Questions to the requests."""

    def visible_to(self, user: User) -> Self:
        """One's own; all of them for those who approve."""
        return self if user.may_use("approve_export") else self.filter(asked_by=user)

    def waiting(self) -> Self:
        """Asked and not yet decided."""
        return self.filter(status=ExportStatus.ASKED)


class ExportRequest(models.Model):
    """Someone asks to take a list out with full numbers; another decides; taken once (完整导出)."""

    NEXT: ClassVar = {
        ExportStatus.ASKED: {ExportStatus.APPROVED, ExportStatus.REFUSED},
        ExportStatus.APPROVED: {ExportStatus.TAKEN},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    shape = models.CharField("名单", max_length=40)
    title = models.CharField("名单名称", max_length=60)
    query = models.JSONField("筛选", default=dict)
    form = models.CharField("格式", max_length=5)
    filter_words = models.CharField("筛选的话", max_length=300, blank=True)
    rows = models.PositiveIntegerField("行数")
    row_ids = models.JSONField("哪些行", default=list)
    reason = models.CharField("用途", max_length=200)
    status = models.CharField("状态", max_length=8, choices=ExportStatus.choices)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="批准人"
    )
    decided_at = models.DateTimeField("批准时间", null=True)
    words = models.CharField("批语", max_length=200, blank=True)
    expires_at = models.DateTimeField("过期时间", null=True)
    taken_at = models.DateTimeField("取走时间", null=True)
    digest = models.CharField("文件指纹", max_length=64, blank=True)

    objects = ExportRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "完整导出申请"
        ordering = ("-asked_at", "-pk")
        indexes: ClassVar = [
            models.Index(fields=["status", "-asked_at"], name="export_status"),
            models.Index(fields=["asked_by", "-asked_at"], name="export_asked_by"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=ExportStatus.values), name="export_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="export_has_reason",
                violation_error_message="写明用途",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                name="export_decided_by_another",
                violation_error_message="自己的申请要由另一个人批",
            ),
            models.CheckConstraint(
                condition=Q(status=ExportStatus.ASKED, decided_by__isnull=True)
                | (~Q(status=ExportStatus.ASKED) & Q(decided_by__isnull=False)),
                name="export_decided_by_someone",
            ),
            # a comparison with nothing is unknown, which a check lets pass: say "not null" first
            models.CheckConstraint(
                condition=Q(
                    status=ExportStatus.TAKEN,
                    taken_at__isnull=False,
                    expires_at__isnull=False,
                    taken_at__lt=F("expires_at"),
                )
                & ~Q(digest="")
                | (~Q(status=ExportStatus.TAKEN) & Q(taken_at__isnull=True, digest="")),
                name="export_taken_in_time",
                violation_error_message="批准过了时间就不能取",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[ExportStatus.APPROVED, ExportStatus.TAKEN],
                    decided_at__isnull=False,
                    expires_at__isnull=False,
                    expires_at__gt=F("decided_at"),
                )
                | Q(
                    status__in=[ExportStatus.ASKED, ExportStatus.REFUSED],
                    expires_at__isnull=True,
                ),
                name="export_approved_for_hours",
                violation_error_message="批准要写明到什么时候",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.rows} 行，{self.asked_by}）"

    def can_become(self, to: ExportStatus) -> bool:
        """Whether the life of a request has this step."""
        return to in self.NEXT.get(ExportStatus(self.status), set())

    def is_open(self, *, at: dt.datetime) -> bool:
        """Whether it may still be taken at a moment."""
        return (
            self.status == ExportStatus.APPROVED
            and self.expires_at is not None
            and at < self.expires_at
        )
