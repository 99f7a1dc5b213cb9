"""Grants 授权: some roles take effect only when another confirms, some end by themselves.

A grant of chair, cashier, security or audit administrator waits for a second security
administrator or the chair (security.md S12). A substitute 代办 holds a role until a day; the day
after, it gives nothing (S16, `User.role_keys`), and the night takes it away for good.
"""

import datetime as dt
from collections.abc import Collection

from django.contrib.auth.models import Group
from django.db import transaction

from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import GrantStatus, RoleGrant, User
from welfare.roles import ADMIN_SITE, NEEDS_TWO, NO_SUBSTITUTE, Role, conflict_among
from welfare.serials import take_turn

LONGEST_DAYS = 366  # of a substitution; a parameter shipped as 示例


def locked_account(user: User) -> User:
    """The account, locked behind the turn that all changes of accounts take."""
    take_turn("accounts")
    return User.objects.select_for_update().get(pk=user.pk)


def refuse_pairs(roles: set[Role]) -> None:
    """Raise Refused when two of the roles may not meet in one person."""
    if pair := conflict_among(roles):
        first, second = sorted(role.label for role in pair)
        raise Refused(f"「{first}」和「{second}」不能由同一个人担任。")


def refuse_term(
    roles: Collection[Role], held: Collection[Role], until: dt.date | None, *, on: dt.date
) -> None:
    """Raise Refused when the roles cannot be substituted for until that day."""
    if until is None:
        return
    if not roles:
        raise Refused("「代办到」只管新勾的角色，这次没有新勾的；已有的角色先收回再授。")
    if not on <= until <= on + dt.timedelta(days=LONGEST_DAYS):
        raise Refused("「代办到」从今天起，最长一年。")
    if lone := [role for role in Role if role in roles and role in NO_SUBSTITUTE]:
        raise Refused(f"「{lone[0].label}」不能由别人代，表决要本人投。")
    if Role.CHAIR in roles and Role.COMMITTEE not in held:
        raise Refused("代主任委员要由委员来代，先看他是不是委员。")


def _seat(user: User) -> None:
    """Open or shut the admin site with the roles held."""
    keys = set(user.groups.values_list("name", flat=True))
    user.is_staff = bool(keys & ADMIN_SITE)
    user.save(update_fields=["is_staff"])


def give_role(
    user: User, role: Role, *, by: User | None, reason: str, act: str = "account.role_granted"
) -> None:
    """Put a role into force, on the record."""
    user.groups.add(Group.objects.get(name=role.value))
    _seat(user)
    audit.record(act, user, by=by, role=role.value, reason=reason)


def take_role(
    user: User, role: Role, *, by: User | None, reason: str, act: str = "account.role_revoked"
) -> None:
    """Take a role away, on the record; the database ends its grant."""
    user.groups.remove(Group.objects.get(name=role.value))
    _seat(user)
    audit.record(act, user, by=by, role=role.value, reason=reason)


def ask_grant(user: User, role: Role, *, until: dt.date | None, reason: str, by: User) -> RoleGrant:
    """Keep a grant as a row: waiting where the role needs two, else in force. Raises Refused."""
    if RoleGrant.objects.waiting().filter(user=user, role=role).exists():
        raise Refused(f"「{role.label}」已经在等确认，不用再授一次。")
    status = GrantStatus.ASKED if role in NEEDS_TWO else GrantStatus.IN_FORCE
    grant = RoleGrant.objects.create(
        user=user, role=role, until=until, reason=reason, status=status, asked_by=by,
        asked_at=clock.now(),
    )  # fmt: skip
    if status == GrantStatus.ASKED:
        audit.record("account.role_asked", user, by=by, role=role.value, reason=reason)
    return grant


def may_confirm(user: User, grant: RoleGrant) -> str:
    """Why this user may not put a grant into force, or ""."""
    if not grant.can_become(GrantStatus.IN_FORCE):
        return f"这一条{grant.get_status_display()}，不用再办。"
    if user.pk == grant.asked_by_id:
        return "自己授的要由另一位安全管理员或主任委员确认。"
    if user.pk == grant.user_id:
        return "授给自己的要由别人确认。"
    return "" if user.may_use("confirm_roles") else "要有「确认授权」的权限。"


@transaction.atomic
def confirm_grant(grant: RoleGrant, *, by: User) -> RoleGrant:
    """确认: the role is in force from now on. Raises Refused for the asker and for the receiver."""
    user = locked_account(grant.user)
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    if words := may_confirm(by, grant):
        raise Refused(words)
    if not user.is_active:
        raise Refused(f"{user.name}的账号已经停用，先恢复再确认。")
    if grant.until and grant.until < clock.today():
        raise Refused(f"代办到 {grant.until:%Y-%m-%d} 已经过了，不同意这一条，再授一次。")
    role = Role(grant.role)
    refuse_pairs({Role(key) for key in user.role_keys()} | {role})
    grant.status, grant.decided_by, grant.decided_at = GrantStatus.IN_FORCE, by, clock.now()
    grant.save()
    give_role(user, role, by=by, reason=grant.reason, act="account.role_confirmed")
    return grant


def may_decline(user: User, grant: RoleGrant) -> str:
    """Why this user may not put a grant aside, or ""."""
    if not grant.can_become(GrantStatus.DECLINED):
        return f"这一条{grant.get_status_display()}，不用再办。"
    return "" if user.may_use("confirm_roles") else "要有「确认授权」的权限。"


@transaction.atomic
def decline_grant(grant: RoleGrant, *, by: User) -> RoleGrant:
    """不同意, or 撤回 by the asker himself: no role comes of it. Raises Refused."""
    user = locked_account(grant.user)
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    if words := may_decline(by, grant):
        raise Refused(words)
    grant.status, grant.decided_by, grant.decided_at = GrantStatus.DECLINED, by, clock.now()
    grant.save()
    audit.record("account.role_declined", user, by=by, role=grant.role, reason=grant.reason)
    return grant


@transaction.atomic
def end_grants(*, on: dt.date, user: User | None = None) -> int:
    """Take the roles of substitutes away whose day has passed; how many."""
    take_turn("accounts")
    over = RoleGrant.objects.over(on=on).select_related("user").order_by("pk")
    grants = list(over.filter(user=user) if user else over)
    for grant in grants:
        words = f"代办到 {grant.until:%Y-%m-%d} 为止"
        holder = locked_account(grant.user)
        take_role(holder, Role(grant.role), by=None, reason=words, act="account.role_ended")
    return len(grants)
