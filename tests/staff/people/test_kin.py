"""Kin of a worker in one query; a relative in another household stands aside too."""

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse

from mutualfund.duties import Step, may
from staff.actions.households import join_couples
from staff.actions.kinships import declare_kinship, end_kinship
from staff.kinship import kin_of
from staff.models import KinRelation, Kinship
from tests.mutualfund.conftest import (  # noqa: F401 - one claim on its way, as the fund makes it
    accepted,
    coop,
    zhang_joined,
)
from tests.mutualfund.sql import run
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, pair
from welfare.errors import Refused


def declare(worker, relative, by, relation=KinRelation.SIBLING):
    return declare_kinship(worker, relative, relation=relation, source="本人申报", on=DAY, by=by)


def test_it_knows_kin_by_household_and_declaration_in_one_query(
    zhang, li, liang, zhao, zheng, django_assert_num_queries
):
    join_couples([(zhang, li)])
    brother, cadre = make_worker("张桂林"), make_cadre(zhao, zheng)
    declare(zhang, brother, zheng)
    declare(li, liang, zheng)
    declare(li, cadre, zheng)
    with django_assert_num_queries(1):
        kin = kin_of(zhang)
    assert kin.workers == {li.pk, brother.pk}
    assert kin.users == {li.user_id, liang.pk, zhao.pk}
    assert kin.cadres == {cadre.pk}
    assert zhang.pk in kin_of(brother).workers


def test_an_ended_kinship_binds_no_longer(zhang, liang, zheng):
    kinship = declare(zhang, liang, zheng)
    with pytest.raises(Refused, match="要写原因"):
        end_kinship(kinship, reason="", on=DAY, by=zheng)
    end_kinship(kinship, reason="登记错了", on=DAY, by=zheng)
    assert kin_of(zhang).users == set()
    kinship.refresh_from_db()
    assert (str(kinship.source), str(kinship.end_reason)) == ("本人申报", "登记错了")
    with connection.cursor() as cursor:
        cursor.execute("SELECT source, end_reason FROM staff_kinship")
        for sealed in cursor.fetchone():
            assert "登记错了".encode() not in bytes(sealed)
            assert "本人申报".encode() not in bytes(sealed)
    with pytest.raises(Refused, match="已经终止"):
        end_kinship(kinship, reason="再来", on=DAY, by=zheng)


def test_a_relative_takes_no_step_on_the_claim(accepted, zhang, liang, he, zheng):  # noqa: F811 - the fixture
    declare(zhang, liang, zheng)
    assert "申请人的亲属" in may(liang, Step.INVESTIGATE, accepted)
    assert may(he, Step.INVESTIGATE, accepted) == ""
    with pytest.raises(IntegrityError, match="is the relative of claim"):
        run("SELECT mutualfund_stand_apart(%s, %s, true, ARRAY[]::text[])", liang.pk, accepted.pk)


def test_a_relative_answers_for_nobody_of_the_family(zhang, zhao, zheng, li):
    cadre = make_cadre(zhao, zheng)
    declare(zhang, cadre, zheng, KinRelation.IN_LAW)
    with pytest.raises(Refused, match="近亲属"):
        pair(zhang, cadre, zheng)
    assert pair(li, cadre, zheng).cadre == cadre


def test_it_declares_on_the_page(as_, zheng, zhang, li, liang):
    url, client = reverse("kinship-new", args=[zhang.pk]), as_(zheng)
    told = {"relation": "sibling", "source": "户口簿"}
    for more, words in (
        ({}, "二选一"),
        ({"number": "JT-9999"}, "没有工号是 JT-9999"),
        ({"number": zhang.number}, "自己不能是自己的亲属"),
        ({"number": "李秀英"}, "没有工号是"),
    ):
        assert words in client.post(url, told | more).content.decode()
    page = client.post(url, told | {"number": li.number}, follow=True).content.decode()
    assert "李秀英" in page
    client.post(url, told | {"user": liang.pk})
    assert Kinship.objects.count() == 2
    assert "已经登记过" in client.post(url, told | {"user": liang.pk}).content.decode()
    client.post(reverse("kinship-end", args=[Kinship.objects.first().pk]), {"reason": "写错了"})
    assert Kinship.objects.open().count() == 1


def test_a_kinship_never_changes(zhang, li, zheng):
    declare(zhang, li, zheng)
    with pytest.raises(IntegrityError, match="never changes"):
        run("UPDATE staff_kinship SET relation = 'other'")
    with pytest.raises(Exception, match="permission denied"):
        run("DELETE FROM staff_kinship")
