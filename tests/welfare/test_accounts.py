"""Roles: granted by somebody else, never in forbidden pairs, not even by SQL."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from tests.threads import at_once
from welfare.accounts import (
    create_account,
    grant_role,
    lock_account,
    reset_password,
    set_roles,
    unlock_account,
)
from welfare.errors import Refused
from welfare.models import AuditEntry, User
from welfare.roles import ROLE_CONFLICTS, Role

WHY = "〔2026〕任 3 号"


def trail(user) -> list[tuple[str, str]]:
    """What was done to the account and by whom, the first deed first."""
    entries = AuditEntry.objects.about(user).filter(action__startswith="account.")
    return [
        (e.action.removeprefix("account."), e.actor.username if e.actor else "") for e in entries
    ]


def test_it_refuses_to_grant_to_oneself(zheng):
    with pytest.raises(Refused, match="不能给自己授权"):
        grant_role(zheng, Role.CASHIER, by=zheng)


@pytest.mark.parametrize("name", ["zheng", "ZHENG", "Zheng"])
def test_it_refuses_a_name_in_use(zheng, name):
    with pytest.raises(Refused, match="已有人用"):
        create_account(name, name="另一个", password="a-long-password-7", by=None)


@pytest.mark.parametrize(
    "pair", sorted(ROLE_CONFLICTS, key=sorted), ids=lambda pair: "+".join(sorted(pair))
)
def test_it_refuses_every_forbidden_pair(hire, pair):
    first, second = sorted(pair)
    user = hire("both", "兼任", Role(first))
    with pytest.raises(Refused, match="不能由同一个人担任"):
        grant_role(User.objects.get(pk=user.pk), Role(second), by=None)


def test_it_is_refused_by_the_database_too(chen):
    with pytest.raises(IntegrityError, match="may not meet"), transaction.atomic():
        chen.groups.add(Group.objects.get(name=Role.CASHIER))


def test_it_gives_what_the_role_may(zheng, chen):
    assert zheng.may_use("intake_claim")
    assert not chen.may_use("intake_claim")


def test_it_swaps_two_roles_that_may_not_meet(chen, secadmin):
    set_roles(chen, [Role.REVIEWER], reason=WHY, by=secadmin)
    assert User.objects.get(pk=chen.pk).role_keys() == {Role.REVIEWER}
    assert trail(chen)[-2:] == [("role_revoked", "secadmin"), ("role_granted", "secadmin")]


@pytest.mark.parametrize(
    ("roles", "reason", "words"),
    [([Role.ACCOUNTANT], WHY, "没有改动"), ([Role.OFFICER], "  ", "授权要写依据")],
)
def test_it_asks_for_a_change_and_a_reason(chen, secadmin, roles, reason, words):
    with pytest.raises(Refused, match=words):
        set_roles(chen, roles, reason=reason, by=secadmin)
    assert User.objects.get(pk=chen.pk).role_keys() == {Role.ACCOUNTANT}


def test_the_admin_site_opens_and_shuts_with_the_role(zheng, secadmin):
    set_roles(zheng, [Role.REGISTRAR], reason=WHY, by=secadmin)
    assert User.objects.get(pk=zheng.pk).is_staff
    set_roles(zheng, [Role.OFFICER], reason=WHY, by=secadmin)
    assert not User.objects.get(pk=zheng.pk).is_staff


def test_the_last_administrator_of_a_kind_stays(hire, sysadmin, secadmin):
    with pytest.raises(Refused, match="最后一位在用的「系统管理员」"):
        set_roles(sysadmin, [], reason=WHY, by=secadmin)
    with pytest.raises(Refused, match="最后一位在用的「安全管理员」"):
        lock_account(secadmin, reason="调离", by=sysadmin)
    hire("second", "第二位", Role.SECURITY_ADMIN)
    lock_account(secadmin, reason="调离", by=sysadmin)


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_from_each_other_leave_one(hire, secadmin):
    other = hire("second", "第二位", Role.SECURITY_ADMIN)

    def revoke(user, by):
        try:
            set_roles(user, [Role.WORKER], reason=WHY, by=by)
        except Refused:
            return False
        return True

    done = at_once([lambda: revoke(other, secadmin), lambda: revoke(secadmin, other)])
    assert sorted(done) == [False, True]


def test_a_closed_account_comes_back_with_its_roles(chen, sysadmin, secadmin):
    lock_account(chen, reason="借调", by=sysadmin)
    assert not User.objects.get(pk=chen.pk).is_active
    unlock_account(chen, reason="回来了", by=secadmin)
    again = User.objects.get(pk=chen.pk)
    assert (again.is_active, again.role_keys()) == (True, {Role.ACCOUNTANT})
    assert trail(chen)[-2:] == [("locked", "sysadmin"), ("unlocked", "secadmin")]


def test_nobody_touches_his_own_account(sysadmin, secadmin):
    with pytest.raises(Refused, match="不能停用自己的账号"):
        lock_account(sysadmin, reason="x", by=sysadmin)
    with pytest.raises(Refused, match="自己的密码在「改密码」里改"):
        reset_password(secadmin, reason="x", by=secadmin)


def test_a_closed_account_gets_no_password(chen, sysadmin, secadmin):
    lock_account(chen, reason="借调", by=sysadmin)
    with pytest.raises(Refused, match="先恢复再重设"):
        reset_password(chen, reason="看了工作证", by=secadmin)


def test_passwords_never_stand_in_the_trail(chen, secadmin):
    password = reset_password(chen, reason="看了工作证", by=secadmin)
    assert all(password not in str(entry.facts) for entry in AuditEntry.objects.about(chen))


def test_the_database_keeps_one_time_passwords_to_be_changed(chen, secadmin):
    reset_password(chen, reason="看了工作证", by=secadmin)
    with pytest.raises(IntegrityError, match="user_one_time_password_is_changed"):
        User.objects.filter(pk=chen.pk).update(must_change_password=False)
