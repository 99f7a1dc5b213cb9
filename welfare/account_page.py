"""What the pages on accounts 账号 and roles 角色 show; roles are told by roles.py alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from staff.models import Cadre, Pairing, Worker
from welfare import clock
from welfare.models import AuditEntry, RoleGrant, User
from welfare.roles import PERMISSIONS, ROLE_PERMISSIONS, Role, apart_from

HISTORY_SHOWN = 30
ACTS = {
    "account.created": "建账号",
    "account.role_granted": "授予角色",
    "account.role_revoked": "收回角色",
    "account.role_asked": "授予角色，等另一人确认",
    "account.role_confirmed": "确认授予",
    "account.role_declined": "不同意授予",
    "account.sealed_login": "封存账号登录",
    "account.role_ended": "代办到期，收回",
    "account.locked": "停用",
    "account.unlocked": "恢复",
    "account.password_reset": "重设密码",
    "account.password_changed": "本人改密码",
}
STATES = {"": "在用", "waiting": "等改临时密码", "locked": "停用", "all": "全部"}


@dataclass(frozen=True)
class RoleLine:
    """One role in a table: what it may do, who may not hold it, and who holds it."""

    role: Role
    may: list[str]
    apart: list[str]
    is_held: bool = False
    holders: int = 0


def role_lines(held: Iterable[str] = (), holders: dict[str, int] | None = None) -> list[RoleLine]:
    """Every role, in the order of roles.py."""
    keys, counted = set(held), holders or {}
    return [
        RoleLine(
            role,
            [words for key, words in PERMISSIONS.items() if key in ROLE_PERMISSIONS[role]],
            [other.label for other in apart_from(role)],
            role.value in keys,
            counted.get(role.value, 0),
        )
        for role in Role
    ]


def holders_of_roles(user: User) -> dict[str, int]:
    """How many active accounts hold each role, of those this user sees. One query."""
    rows = User.objects.visible_to(user).filter(is_active=True, groups__isnull=False)
    counted = rows.order_by().values_list("groups__name").annotate(n=Count("pk"))
    return {str(key): int(n) for key, n in counted}


@dataclass(frozen=True)
class Asked:
    """What the list of accounts is asked for."""

    q: str
    state: str
    role: str


def asked_of(query: Mapping[str, str]) -> Asked:
    """The filter in an address; what is no filter is left out."""
    state, role = query.get("state", ""), query.get("role", "")
    return Asked(
        query.get("q", "").strip()[:40],
        state if state in STATES else "",
        role if role in Role.values else "",
    )


def accounts_asked(user: User, asked: Asked) -> "QuerySet[User]":
    """The accounts this user sees, filtered."""
    rows = User.objects.visible_to(user).prefetch_related("groups").order_by("username")
    if asked.q:
        rows = rows.filter(Q(name__contains=asked.q) | Q(username__icontains=asked.q))
    if asked.role:
        rows = rows.filter(groups__name=asked.role)
    if asked.state == "locked":
        return rows.filter(is_active=False)
    if asked.state == "waiting":
        return rows.filter(is_active=True, must_change_password=True)
    return rows if asked.state == "all" else rows.filter(is_active=True)


@dataclass(frozen=True)
class AccountRow:
    """One account in the list."""

    user: User
    roles: list[str]
    worker: Worker | None
    cadre: Cadre | None

    @property
    def numbers(self) -> str:
        """工号 of the worker and of the cadre, as far as the account is tied to them."""
        return " ".join(person.number for person in (self.worker, self.cadre) if person)


def rows_of(users: Iterable[User]) -> list[AccountRow]:
    """The accounts with the people they belong to. Two queries."""
    users = list(users)
    workers = {w.user_id: w for w in Worker.objects.filter(user__in=users).only("user", "number")}
    cadres = {c.user_id: c for c in Cadre.objects.filter(user__in=users).only("user", "number")}
    found = []
    for user in users:
        held = {group.name for group in user.groups.all()}
        roles = [role.label for role in Role if role in held]
        found.append(AccountRow(user, roles, workers.get(user.pk), cadres.get(user.pk)))
    return found


@dataclass(frozen=True)
class Told:
    """One line of an account's history."""

    entry: AuditEntry
    act: str
    role: str
    reason: str
    who: str


def history_of(user: User) -> list[Told]:
    """What was done to an account, the latest first."""
    entries = AuditEntry.objects.about(user).filter(action__in=ACTS).select_related("actor")
    labels = dict(Role.choices)
    return [
        Told(
            entry,
            ACTS[entry.action],
            str(labels.get(entry.facts.get("role", ""), "")),
            str(entry.facts.get("reason", "")),
            entry.actor.name if entry.actor else "系统",
        )
        for entry in entries.order_by("-at", "-pk")[:HISTORY_SHOWN]
    ]


def open_grants_of(user: User) -> "QuerySet[RoleGrant]":
    """What of an account's roles waits for a second person, or ends by itself."""
    grants = RoleGrant.objects.waiting() | RoleGrant.objects.with_end()
    return grants.filter(user=user).select_related("asked_by")


def waiting_words(user: User) -> str:
    """What of an account's roles is not in force yet, and who can help; empty when nothing is."""
    grants = RoleGrant.objects.waiting().filter(user=user)
    labels = "、".join(f"「{grant.get_role_display()}」" for grant in grants)
    return f"{labels}要另一位安全管理员或主任委员确认以后才生效。" if labels else ""


def open_pairings_of(cadre: Cadre | None) -> int:
    """How many households a cadre answers for today."""
    return Pairing.objects.open().filter(cadre=cadre).count() if cadre else 0


def is_past_one_time(user: User) -> bool:
    """Whether the one-time password of an account is of no use any more."""
    return user.is_past_one_time(clock.now())
