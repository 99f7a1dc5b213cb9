"""The cast. A name always means the same person in the same duty, in every test."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client

from disclosure.catalogue_seed import seed_catalogue
from disclosure.models import CatalogueTopic
from mutualfund.models import Fund, seed_chart
from staff.certification_rules import seed_rules
from staff.models import (
    CertificationRule,
    Code,
    HelpMeasure,
    SubsistenceLine,
    Tier,
    TierScheme,
    Worker,
    seed_measure,
)
from staff.models.codes import seed_codes
from staff.tiers import seed_tiers
from tests.people import DAY, make_station, make_worker
from welfare import clock
from welfare.accounts import create_account, sync_roles
from welfare.days import seed_holidays
from welfare.grants import give_role
from welfare.models import Holiday, User
from welfare.roles import Role

pytest_plugins = ["tests.plugins.cluster", "tests.plugins.blank", "tests.world"]


@pytest.fixture(autouse=True)
def _the_day():
    """Views see the day of the tests at nine in the morning."""
    with clock.travel(DAY):
        yield


@pytest.fixture
def house(db):
    """Roles and holidays; a transactional test before us may have flushed them."""
    if not Group.objects.filter(name=Role.AUDIT_ADMIN).exists():
        sync_roles(Group, Permission, ContentType)
    for model, seed in (
        (Holiday, seed_holidays),
        (Fund, seed_chart),
        (Tier, lambda: seed_tiers(TierScheme, Tier)),
        (CertificationRule, lambda: seed_rules(CertificationRule, SubsistenceLine)),
        (HelpMeasure, seed_measure),
        (CatalogueTopic, lambda: seed_catalogue(CatalogueTopic)),
        (Code, lambda: seed_codes(Code)),
    ):
        if not model.objects.exists():
            seed()


@pytest.fixture
def hire(house):
    """Open an account with its roles in force; how they are asked for, test_accounts.py tells."""

    def opened(username: str, name: str, *roles: Role) -> User:
        user = create_account(username, name=name, password="a-long-password-7", by=None)
        with transaction.atomic():
            for role in roles:
                give_role(user, role, by=None, reason="建账号时授予")
        return user

    return opened


@pytest.fixture
def as_():
    """A client signed in as the person."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, "welfare.backends.RolesInForce")
        return client

    return signed_in


# -- workers: Zhang and Li are members of two stations and see nothing of each other ----------


@pytest.fixture
def zhang(hire) -> Worker:
    """张桂兰 of 青石站."""
    return make_worker("张桂兰", user=hire("zhang", "张桂兰", Role.WORKER))


@pytest.fixture
def li(hire) -> Worker:
    """李秀英 of 柳河站."""
    station = make_station("柳河站", "柳河分公司")
    return make_worker("李秀英", station, user=hire("li", "李秀英", Role.WORKER))


# -- the office -------------------------------------------------------------------------------


@pytest.fixture
def zheng(hire) -> User:
    """郑敏, union officer 工会干事."""
    return hire("zheng", "郑敏", Role.OFFICER)


@pytest.fixture
def liang(hire) -> User:
    """梁艳, a second union officer."""
    return hire("liang", "梁艳", Role.OFFICER)


@pytest.fixture
def zhao(hire) -> User:
    """赵志强, cadre 包保责任人."""
    return hire("zhao", "赵志强", Role.CADRE)


@pytest.fixture
def he(hire) -> User:
    """何伟, another cadre, a stranger to Zhao's pairings."""
    return hire("he", "何伟", Role.CADRE)


@pytest.fixture
def gao(hire) -> User:
    """高丽, chair of the committee 主任委员."""
    return hire("gao", "高丽", Role.CHAIR)


@pytest.fixture
def wang(hire) -> User:
    """王建国, committee member, a manager."""
    return hire("wang", "王建国", Role.COMMITTEE)


@pytest.fixture
def bai(hire) -> User:
    """白丽君, committee member, a workers' representative."""
    return hire("bai", "白丽君", Role.COMMITTEE)


@pytest.fixture
def lin(hire) -> User:
    """林晓燕, committee member, a workers' representative."""
    return hire("lin", "林晓燕", Role.COMMITTEE)


@pytest.fixture
def chen(hire) -> User:
    """陈静, accountant 会计."""
    return hire("chen", "陈静", Role.ACCOUNTANT)


@pytest.fixture
def guo(hire) -> User:
    """郭永明, reviewer 审核."""
    return hire("guo", "郭永明", Role.REVIEWER)


@pytest.fixture
def yun(hire) -> User:
    """李芸, cashier 出纳."""
    return hire("yun", "李芸", Role.CASHIER)


@pytest.fixture
def bian(hire) -> User:
    """卞文, editor of notices 公开编辑."""
    return hire("bian", "卞文", Role.EDITOR)


@pytest.fixture
def sun(hire) -> User:
    """孙玉梅, supervision group 监督小组: releases notices."""
    return hire("sun", "孙玉梅", Role.SUPERVISOR)


@pytest.fixture
def zhou(hire) -> User:
    """周档, registrar 人事导入员."""
    return hire("zhou", "周档", Role.REGISTRAR)


@pytest.fixture
def xu(hire) -> User:
    """许审, member of the audit committee 经审委员."""
    return hire("xu", "许审", Role.AUDITOR)


@pytest.fixture
def sysadmin(hire) -> User:
    """余系, system administrator 系统管理员: opens and closes accounts."""
    return hire("sysadmin", "余系", Role.SYSTEM_ADMIN)


@pytest.fixture
def secadmin(hire) -> User:
    """安全, security administrator 安全管理员: grants roles, resets passwords."""
    return hire("secadmin", "安全", Role.SECURITY_ADMIN)


@pytest.fixture
def everyone(request, house) -> dict[str, User]:
    """One person per role, by role key."""
    names = {
        Role.OFFICER: "zheng", Role.CADRE: "zhao", Role.CHAIR: "gao", Role.COMMITTEE: "wang",
        Role.ACCOUNTANT: "chen", Role.REVIEWER: "guo", Role.CASHIER: "yun", Role.EDITOR: "bian",
        Role.SUPERVISOR: "sun", Role.REGISTRAR: "zhou", Role.AUDITOR: "xu",
    }  # fmt: skip
    hire = request.getfixturevalue("hire")
    people = {role.value: request.getfixturevalue(name) for role, name in names.items()}
    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        people[role.value] = hire(role.value, role.label, role)
    people[Role.WORKER.value] = request.getfixturevalue("zhang").user
    return people
