"""Risky roles take two people, substitutes end with their day; not even SQL goes round it."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from tests.mutualfund.sql import as_app
from tests.people import DAY
from welfare import clock
from welfare.accounts import lock_account, set_roles
from welfare.errors import Refused
from welfare.grants import confirm_grant, decline_grant
from welfare.models import AuditEntry, GrantStatus, RoleGrant, User
from welfare.roles import NEEDS_TWO, Role

WHY = "〔2026〕任 9 号"
LIST = reverse("role-grant-list")
FRIDAY = DAY + dt.timedelta(days=3)


@pytest.fixture
def xin(hire) -> User:
    """新人, an account without roles."""
    return hire("xin", "新人")


def again(user: User) -> User:
    """The account as the database has it now."""
    return User.objects.get(pk=user.pk)


def give(client, user: User, *roles: Role, until: str = "") -> str:
    """Tick roles on the account's page; what the next page says."""
    sent = {"roles": roles, "reason": WHY, "until": until}
    url = reverse("account-roles", args=[user.pk])
    return client.post(url, sent, follow=True).content.decode()


def decide(client, step: str) -> str:
    """Press a button of the list; what the next page says."""
    url = reverse("role-grant-decide", args=[RoleGrant.objects.get().pk])
    return client.post(url, {"step": step}, follow=True).content.decode()


@pytest.mark.parametrize("role", sorted(NEEDS_TWO))
def test_a_risky_role_waits_for_the_chair(as_, secadmin, gao, xin, role):
    client = as_(secadmin)
    assert "确认以后才生效" in give(client, xin, role)
    assert "自己授的要由另一位安全管理员或主任委员确认" in client.get(LIST).content.decode()
    assert "自己授的要由另一位" in decide(client, "confirm")
    assert again(xin).role_keys() == set()
    assert "已生效" in decide(as_(gao), "confirm")
    assert again(xin).role_keys() == {role}
    entry = AuditEntry.objects.get(action="account.role_confirmed")
    assert (entry.actor, entry.facts["reason"]) == (gao, WHY)


def test_the_rest_of_the_grant_does_not_wait(as_, secadmin, xin):
    give(as_(secadmin), xin, Role.WORKER, Role.CASHIER)
    assert again(xin).role_keys() == {"worker"}


def test_nobody_confirms_what_he_receives(secadmin, gao, hire):
    second = hire("second", "第二位", Role.SECURITY_ADMIN)
    set_roles(gao, [Role.CHAIR, Role.WORKER], reason=WHY, by=secadmin)
    set_roles(second, [Role.AUDIT_ADMIN], reason=WHY, by=secadmin)  # gives up the first at once
    grant = RoleGrant.objects.get()
    with pytest.raises(Refused, match="授给自己的要由别人确认"):
        confirm_grant(grant, by=again(second))
    confirm_grant(grant, by=gao)
    assert again(second).role_keys() == {"audit_admin"}


def test_an_officer_may_not_confirm(as_, secadmin, zheng, xin):
    give(as_(secadmin), xin, Role.CASHIER)
    assert as_(zheng).get(LIST).status_code == 403
    with pytest.raises(Refused, match="确认授权"):
        confirm_grant(RoleGrant.objects.get(), by=zheng)


def test_a_pair_that_came_together_meanwhile_is_refused(secadmin, gao, xin):
    set_roles(xin, [Role.CASHIER], reason=WHY, by=secadmin)
    set_roles(xin, [Role.ACCOUNTANT], reason=WHY, by=secadmin)
    with pytest.raises(Refused, match="不能由同一个人担任"):
        confirm_grant(RoleGrant.objects.get(), by=gao)


def test_a_closed_account_receives_nothing(secadmin, sysadmin, gao, xin):
    set_roles(xin, [Role.CASHIER], reason=WHY, by=secadmin)
    lock_account(xin, reason="调离", by=sysadmin)
    with pytest.raises(Refused, match="已经停用"):
        confirm_grant(RoleGrant.objects.get(), by=gao)


def test_what_was_declined_is_over_and_may_be_asked_again(as_, secadmin, gao, xin):
    client = as_(secadmin)
    give(client, xin, Role.CASHIER)
    assert "已经在等确认" in give(client, xin, Role.CASHIER)
    assert "没有授予" in decide(as_(gao), "decline")
    assert "没同意，不用再办" in decide(as_(gao), "confirm")
    assert again(xin).role_keys() == set()
    assert "确认以后才生效" in give(client, xin, Role.CASHIER)


def test_a_role_given_again_takes_two_again(secadmin, gao, xin):
    set_roles(xin, [Role.CASHIER], reason=WHY, by=secadmin)
    confirm_grant(RoleGrant.objects.get(), by=gao)
    set_roles(xin, [], reason="调离", by=secadmin)
    assert RoleGrant.objects.get().status == GrantStatus.ENDED
    set_roles(xin, [Role.CASHIER], reason=WHY, by=secadmin)
    assert again(xin).role_keys() == set()


def test_who_may_confirm_reads_it_on_the_workbench(as_, secadmin, gao, xin):
    give(as_(secadmin), xin, Role.CASHIER)
    assert "确认授权" in str(as_(gao).get(reverse("home")).context["agenda"].waiting)
    assert "确认授权" not in str(as_(secadmin).get(reverse("home")).context["agenda"].waiting)


# -- by SQL ----------------------------------------------------------------------------------


def test_the_application_cannot_seat_a_cashier_alone(secadmin, xin):
    with pytest.raises(IntegrityError, match="needs a second person"), as_app():
        xin.groups.add(Group.objects.get(name=Role.CASHIER))


def test_the_application_seats_whom_two_agreed_on(secadmin, gao, xin):
    with as_app():
        set_roles(xin, [Role.CASHIER], reason=WHY, by=secadmin)
        confirm_grant(RoleGrant.objects.get(), by=gao)
    assert again(xin).role_keys() == {"cashier"}


@pytest.mark.parametrize(
    "change",
    [
        {"status": "in_force"},
        {"status": "in_force", "decided_by": "secadmin", "decided_at": "2026-10-20T09:00+08:00"},
        {"status": "ended"},
        {"role": "worker"},
        {"until": "2030-01-01"},
    ],
)
def test_the_database_lets_no_grant_skip_its_second_person(secadmin, xin, change):
    set_roles(xin, [Role.CASHIER], reason=WHY, by=secadmin)
    facts = change | ({"decided_by": secadmin} if "decided_by" in change else {})
    with pytest.raises(DatabaseError), transaction.atomic():
        RoleGrant.objects.update(**facts)


def test_no_grant_begins_in_force_and_none_is_deleted(secadmin, gao, xin):
    grant = RoleGrant(
        user=xin, role=Role.CASHIER, reason=WHY, status=GrantStatus.IN_FORCE, asked_by=secadmin,
        decided_by=gao, asked_at=clock.now(), decided_at=clock.now(),
    )  # fmt: skip
    with pytest.raises(DatabaseError, match="begins as asked"), transaction.atomic():
        grant.save()
    set_roles(xin, [Role.CASHIER], reason=WHY, by=secadmin)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        RoleGrant.objects.all().delete()


# -- substitutes -----------------------------------------------------------------------------


def test_a_substitute_may_until_the_day_and_not_the_day_after(as_, secadmin, xin):
    give(as_(secadmin), xin, Role.OFFICER, until=f"{FRIDAY}")
    client = as_(xin)
    with clock.travel(FRIDAY):
        assert client.get(reverse("worker-list")).status_code == 200
    with clock.travel(FRIDAY + dt.timedelta(days=1)):  # no night has passed here
        assert client.get(reverse("worker-list")).status_code == 403
        assert again(xin).role_words == ""


def test_the_night_takes_the_role_for_good(secadmin, xin, capsys):
    set_roles(xin, [Role.REGISTRAR], reason=WHY, until=FRIDAY, by=secadmin)
    with clock.travel(FRIDAY):
        call_command("daily")
    assert xin.groups.count() == 1
    with clock.travel(FRIDAY + dt.timedelta(days=1)):
        call_command("daily")
    assert "收回到期代办 1 个" in capsys.readouterr().out
    assert (xin.groups.count(), again(xin).is_staff) == (0, False)
    assert AuditEntry.objects.get(action="account.role_ended").facts["role"] == "registrar"


def test_it_can_be_given_again_before_the_night(secadmin, xin):
    set_roles(xin, [Role.OFFICER], reason=WHY, until=FRIDAY, by=secadmin)
    with clock.travel(FRIDAY + dt.timedelta(days=3)):
        set_roles(xin, [Role.OFFICER], reason=WHY, by=secadmin)
        assert again(xin).role_keys() == {"officer"}
    assert RoleGrant.objects.get().status == GrantStatus.ENDED


def test_a_cashier_who_stands_in_takes_two_and_ends(secadmin, gao, xin):
    set_roles(xin, [Role.CASHIER], reason=WHY, until=FRIDAY, by=secadmin)
    with clock.travel(FRIDAY + dt.timedelta(days=1)), pytest.raises(Refused, match="已经过了"):
        confirm_grant(RoleGrant.objects.get(), by=gao)
    confirm_grant(RoleGrant.objects.get(), by=gao)
    with clock.travel(FRIDAY):
        assert again(xin).may_use("pay_claim")
    with clock.travel(FRIDAY + dt.timedelta(days=1)):
        assert not again(xin).may_use("pay_claim")


@pytest.mark.parametrize(
    ("roles", "until", "words"),
    [
        ([Role.OFFICER], "2026-10-19", "从今天起"),
        ([Role.OFFICER], "2027-12-01", "最长一年"),
        ([Role.OFFICER], "下周五", "「代办到」写成 2026-10-18 这样"),
        ([], "2026-10-23", "没有新勾的"),
        ([Role.COMMITTEE], "2026-10-23", "不能由别人代"),
        ([Role.CHAIR], "2026-10-23", "由委员来代"),
    ],
)
def test_a_term_that_cannot_be_is_refused(as_, secadmin, xin, roles, until, words):
    assert words in give(as_(secadmin), xin, *roles, until=until)
    assert (again(xin).role_keys(), RoleGrant.objects.exists()) == (set(), False)


def test_a_substitute_is_no_second_administrator(secadmin, sysadmin, gao, xin):
    set_roles(xin, [Role.SECURITY_ADMIN], reason=WHY, until=FRIDAY, by=secadmin)
    confirm_grant(RoleGrant.objects.get(), by=gao)
    with pytest.raises(Refused, match="最后一位在用的「安全管理员」"):
        lock_account(secadmin, reason="请假", by=sysadmin)


def test_the_asker_takes_his_grant_back(secadmin, xin):
    set_roles(xin, [Role.CASHIER], reason=WHY, by=secadmin)
    assert decline_grant(RoleGrant.objects.get(), by=secadmin).status == GrantStatus.DECLINED


# -- the sealed account ----------------------------------------------------------------------


def test_opening_the_sealed_account_is_told_to_the_audit_administrator(client, as_, hire):
    User.objects.create_superuser("sealed", password="a-long-password-7", name="封存账号")
    watcher = as_(hire("auditadmin", "审计", Role.AUDIT_ADMIN))
    assert "封存账号登录过" not in watcher.get(reverse("home")).content.decode()
    client.post(reverse("login"), {"username": "sealed", "password": "a-long-password-7"})
    assert AuditEntry.objects.get(action="account.sealed_login").actor.username == "sealed"
    assert "封存账号登录过" in watcher.get(reverse("home")).content.decode()
