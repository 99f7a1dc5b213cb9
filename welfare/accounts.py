"""Accounts 账号: opening and closing them, granting roles, one-time passwords.

Forbidden pairs of roles are kept apart here with the reason, and in the database by a trigger.
The system administrator opens and closes, the security administrator grants, opens again and
resets (security.md 4.2); nobody touches his own account.
"""

import datetime as dt
import secrets
from collections.abc import Iterable
from typing import Any

from axes.utils import reset as forget_failures
from django.db import transaction

from welfare import audit, clock
from welfare.errors import Refused
from welfare.grants import (
    ask_grant,
    end_grants,
    give_role,
    locked_account,
    refuse_pairs,
    refuse_term,
    take_role,
)
from welfare.models import RoleGrant, User
from welfare.roles import NEEDS_TWO, PERMISSIONS, ROLE_PERMISSIONS, Role

ONE_TIME_DAYS = 7  # a parameter shipped as 示例
# read from a slip of paper: no 0 O, 1 I l, and nothing that needs a shift key
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 3, 4  # 31**12, about 59 bits
SEALED_LOGIN = "account.sealed_login"  # security.md S15
# without one of each nobody could open, grant or watch any more
NEVER_NONE = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


def sync_roles(group: Any, permission: Any, content_type: Any) -> None:
    """Make the groups of roles.py and their permissions as the code has them.

    Takes the model classes, so that a migration can pass its historical ones.
    """
    kind, _ = content_type.objects.get_or_create(app_label="welfare", model="user")
    known = {
        codename: permission.objects.update_or_create(
            content_type=kind, codename=codename, defaults={"name": words}
        )[0]
        for codename, words in PERMISSIONS.items()
    }
    for role in Role:
        row, _ = group.objects.get_or_create(name=role.value)
        row.permissions.set([known[codename] for codename in ROLE_PERMISSIONS[role]])


def _one_time_password() -> str:
    """Three groups of four: k7mq-x3vd-9wtp."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


@transaction.atomic
def create_account(username: str, *, name: str, password: str, by: User | None) -> User:
    """Open an account without roles. Raises Refused when the name is taken, in any spelling."""
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(f"登录名「{username}」已有人用，换一个。")
    user = User.objects.create_user(
        username=username, name=name, password=password, date_joined=clock.now()
    )
    audit.record("account.created", user, by=by, username=username)
    return user


@transaction.atomic
def open_account(username: str, *, name: str, by: User) -> tuple[User, str]:
    """Open an account with a one-time password 临时密码; returns both. Raises Refused."""
    user = create_account(username, name=name, password=secrets.token_urlsafe(), by=by)
    return user, _set_one_time(user)


def _set_one_time(user: User) -> str:
    password = _one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.one_time_until = clock.now() + dt.timedelta(days=ONE_TIME_DAYS)
    user.save(update_fields=["password", "must_change_password", "one_time_until"])
    return password


def may_grant(user: User, *, by: User | None) -> str:
    """Why this administrator may not change the roles of an account; empty when he may."""
    if by is not None and by.pk == user.pk:
        return "不能给自己授权，要由另一位安全管理员来办。"
    return ""


def _refuse_last(user: User, roles: Iterable[Role]) -> None:
    """Raise Refused when the account is the last active one of a role that must not die out."""
    for role in roles:
        others = User.objects.filter(is_active=True, groups__name=role).exclude(pk=user.pk)
        standing_in = RoleGrant.objects.with_end().filter(role=role)  # they will be gone one day
        others = others.exclude(pk__in=standing_in.values("user"))
        if role in NEVER_NONE and user.is_active and not others.exists():
            raise Refused(f"{user.name}是最后一位在用的「{role.label}」，先让别人接上再改。")


@transaction.atomic
def set_roles(
    user: User,
    roles: Iterable[Role],
    *,
    reason: str,
    by: User | None,
    until: dt.date | None = None,
) -> User:
    """Make these the roles of an account, each change on the record with its reason.

    What is newly given ends with `until`, when there is one, and waits for a second person where
    the role needs two; the house itself (`by=None`) sets up without. Raises Refused for oneself,
    for a forbidden pair (security.md S12, S13), without a reason, when nothing changes, and when
    the last administrator of a kind would be gone.
    """
    user, today = locked_account(user), clock.today()
    if words := may_grant(user, by=by):
        raise Refused(words)
    if not reason.strip():
        raise Refused("授权要写依据，例如任命文件的文号。")
    wanted, held = set(roles), {Role(key) for key in user.role_keys()}
    new = wanted - held
    refuse_term(new, held, until, on=today)
    if wanted == held:
        raise Refused("角色没有改动，不用保存。")
    refuse_pairs(wanted)
    _refuse_last(user, held - wanted)
    end_grants(on=today, user=user)
    for role in Role:  # what goes, goes first: the database looks at every row
        if role in held - wanted:
            take_role(user, role, by=by, reason=reason.strip())
    for role in Role:
        if role in new:
            _grant(user, role, until=until, reason=reason.strip(), by=by)
    return user


def _grant(user: User, role: Role, *, until: dt.date | None, reason: str, by: User | None) -> None:
    """Give a role now, or keep it waiting for the second person."""
    if by is not None and (until or role in NEEDS_TWO):
        ask_grant(user, role, until=until, reason=reason, by=by)
    if by is None or role not in NEEDS_TWO:
        give_role(user, role, by=by, reason=reason)


def grant_role(user: User, role: Role, *, by: User | None, reason: str = "建账号时授予") -> None:
    """Give one role beside those held. Raises Refused as `set_roles` does."""
    held = {Role(key) for key in User.objects.get(pk=user.pk).role_keys()}
    set_roles(user, held | {role}, reason=reason, by=by)


def may_lock(user: User, *, by: User) -> str:
    """Why this administrator may not close an account; empty when he may."""
    if by.pk == user.pk:
        return "不能停用自己的账号，要由另一位系统管理员来办。"
    return "" if user.is_active else "这个账号已经停用。"


@transaction.atomic
def lock_account(user: User, *, reason: str, by: User) -> User:
    """停用: the login ends at once, also where it is signed in; nothing is deleted.

    Raises Refused for oneself, without a reason, and for the last administrator of a kind.
    """
    user = locked_account(user)
    if words := may_lock(user, by=by):
        raise Refused(words)
    if not reason.strip():
        raise Refused("停用要写原因，例如「已调离」。")
    _refuse_last(user, [Role(key) for key in user.role_keys()])
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.record("account.locked", user, by=by, reason=reason.strip())
    return user


def may_unlock(user: User, *, by: User) -> str:
    """Why this administrator may not open an account again; empty when he may."""
    return "这个账号在用，不用恢复。" if user.is_active else ""


@transaction.atomic
def unlock_account(user: User, *, reason: str, by: User) -> User:
    """恢复 a closed account with the roles it has. Raises Refused without a reason."""
    user = locked_account(user)
    if words := may_unlock(user, by=by):
        raise Refused(words)
    if not reason.strip():
        raise Refused("恢复要写原因，例如「停用错了」。")
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit.record("account.unlocked", user, by=by, reason=reason.strip())
    return user


def may_reset(user: User, *, by: User) -> str:
    """Why this administrator may not reset a password; empty when he may."""
    if by.pk == user.pk:
        return "自己的密码在「改密码」里改，忘了要由另一位安全管理员重设。"
    return "" if user.is_active else "这个账号已经停用，先恢复再重设密码。"


@transaction.atomic
def reset_password(user: User, *, reason: str, by: User) -> str:
    """重设密码: returns a one-time password; whoever is signed in is out, wrong tries are forgiven.

    Raises Refused for oneself, for a closed account, and without a reason.
    """
    user = locked_account(user)
    if words := may_reset(user, by=by):
        raise Refused(words)
    if not reason.strip():
        raise Refused("重设密码要写怎么核对的本人，例如「当面看了工作证」。")
    password = _set_one_time(user)
    forget_failures(username=user.username)
    audit.record("account.password_reset", user, by=by, reason=reason.strip())
    return password


@transaction.atomic
def choose_password(user: User, *, password: str) -> User:
    """改密码: one's own new password, already found strong enough. Raises Refused for the old one."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.check_password(password):
        raise Refused("新密码和现在的一样，换一个。")
    user.set_password(password)
    user.must_change_password, user.one_time_until = False, None
    user.save(update_fields=["password", "must_change_password", "one_time_until"])
    audit.record("account.password_changed", user, by=user)
    return user


@transaction.atomic
def note_sealed_login(user: User) -> None:
    """The one sealed account 封存账号, which may do everything, was opened: the trail says so."""
    audit.record(SEALED_LOGIN, user, by=user)
