"""Accounts 账号: creating them, granting roles, keeping forbidden pairs apart."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from welfare import audit
from welfare.errors import Refused
from welfare.models import User
from welfare.roles import ADMIN_SITE, PERMISSIONS, ROLE_PERMISSIONS, Role, conflict_among


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


@transaction.atomic
def create_account(username: str, *, name: str, password: str, by: User | None) -> User:
    """Open an account without roles. Raises Refused when the name is taken."""
    if User.objects.filter(username=username).exists():
        raise Refused(f"登录名「{username}」已有人用，换一个。")
    user = User.objects.create_user(username=username, name=name, password=password)
    audit.record("account.created", user, by=by, username=username)
    return user


@transaction.atomic
def grant_role(user: User, role: Role, *, by: User | None) -> None:
    """Give a role. Raises Refused for oneself or a forbidden pair (security.md S12, S13)."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if by is not None and by.pk == user.pk:
        raise Refused("不能给自己授权，要由另一位安全管理员来办。")
    held = {Role(key) for key in user.role_keys()} | {role}
    if pair := conflict_among(held):
        first, second = sorted(role.label for role in pair)
        raise Refused(f"「{first}」和「{second}」不能由同一个人担任。")
    user.groups.add(Group.objects.get(name=role.value))
    if role in ADMIN_SITE:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    audit.record("account.role_granted", user, by=by, role=role.value)
