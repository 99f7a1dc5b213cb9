"""Roles: granted by somebody else, never in forbidden pairs, not even by SQL."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from welfare.accounts import create_account, grant_role
from welfare.errors import Refused
from welfare.models import User
from welfare.roles import ROLE_CONFLICTS, Role


def test_it_refuses_to_grant_to_oneself(zheng):
    with pytest.raises(Refused, match="不能给自己授权"):
        grant_role(zheng, Role.CASHIER, by=zheng)


def test_it_refuses_a_name_in_use(zheng):
    with pytest.raises(Refused, match="已有人用"):
        create_account("zheng", name="另一个", password="a-long-password-7", by=None)


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
