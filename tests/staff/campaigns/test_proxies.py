"""Who signs for others is known by a number, however written; one for many is explained by the office."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from staff.actions.campaigns import finish_handing_out
from staff.actions.gifts import hand_out, note_unpaid
from staff.actions.proxies import explain_proxy
from staff.actions.sheet_photos import attach_photo
from staff.campaign_plan import Proxy
from staff.models import GiftProxy, ProxyExplanation
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import as_app, run
from tests.people import DAY, id_number, make_worker
from tests.staff.campaign import avow_all
from welfare.errors import Refused
from welfare.models import AuditEntry
from welfare.own_data import tables_of

NUMBER = id_number(dt.date(1990, 6, 1), serial=401)
OTHER = id_number(dt.date(1990, 6, 1), serial=402)


def came(name="王小燕", identity=NUMBER, relation="女儿", reason="本人住院") -> Proxy:
    """A daughter with her ID card."""
    return Proxy(name, relation, reason, identity)


def raw(table: str) -> list[str]:
    """What lies in a table, as a stolen backup reads it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def served(running, liang, he):
    """One daughter fetched for all three families, her number written in three ways."""
    ways = [NUMBER, f" {NUMBER[:6]} {NUMBER[6:]}", NUMBER.lower()]
    for gift, identity in zip(running.gifts.order_by("line"), ways, strict=True):
        hand_out(gift, on=DAY, by=liang, paid_with=he, proxy=came(identity=identity))
    for sheet in running.sheets.all():
        attach_photo(sheet, picture(), by=liang, by_hand=True)
    avow_all(running, he)
    return running


@pytest.mark.parametrize("missing", ["name", "relation", "reason"])
def test_a_proxy_says_who_he_is_and_why(gift, liang, he, missing):
    with pytest.raises(Refused, match="代领要写齐"):
        hand_out(gift, on=DAY, by=liang, paid_with=he, proxy=came(**{missing: ""}))


@pytest.mark.parametrize(
    ("identity", "words"),
    [
        ("", "写身份证号"),
        ("12345", "身份证号应有 18 位"),
        (NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1"), "最后一位应为"),
    ],
)
def test_a_proxy_is_known_by_a_number_that_can_be(gift, liang, he, identity, words):
    with pytest.raises(Refused, match=words):
        hand_out(gift, on=DAY, by=liang, paid_with=he, proxy=came(identity=identity))
    assert not GiftProxy.objects.exists()


def test_one_person_under_one_number_is_one_proxy_and_rings(served):
    one = served.proxies.get()
    assert one.gifts.count() == 3
    facts = AuditEntry.objects.get(action="campaign.proxy_alarm").facts
    assert facts == {"proxy": one.pk, "families": 3}


def test_two_persons_of_one_name_are_two_and_do_not_ring(running, liang, he):
    first, second, third = running.gifts.order_by("line")
    for gift, identity in ((first, NUMBER), (second, NUMBER), (third, OTHER)):
        hand_out(gift, on=DAY, by=liang, paid_with=he, proxy=came(identity=identity))
    assert [one.gifts.count() for one in running.proxies.all()] == [2, 1]
    assert not running.proxies.unexplained().exists()


def test_a_worker_is_the_same_by_his_id_number_and_by_his_employee_number(running, liang, he):
    worker = make_worker("孙师傅")
    for gift, identity in zip(
        running.gifts.order_by("line"),
        [worker.id_number, worker.number, worker.number],
        strict=True,
    ):
        hand_out(gift, on=DAY, by=liang, paid_with=he, proxy=came("孙师傅", identity))
    one = running.proxies.unexplained().get()
    assert (one.worker, one.families) == (worker, 3)
    fetched = tables_of(worker, on=DAY)[-1]
    assert fetched.title == "替别人领的"
    assert [row[1:] for row in fetched.rows] == [
        (str(running), gift.file.worker.name, "女儿") for gift in running.gifts.order_by("-pk")
    ]


def test_a_number_belongs_to_one_name(running, gift, zhang, liang, he):
    first, second = running.gifts.order_by("line")[:2]
    hand_out(first, on=DAY, by=liang, paid_with=he, proxy=came())
    with pytest.raises(Refused, match="登记的是王小燕，这里写的是王小雁"):
        hand_out(second, on=DAY, by=liang, paid_with=he, proxy=came("王小雁"))
    worker = make_worker("孙师傅")
    with pytest.raises(Refused, match="本段职工孙师傅的"):
        hand_out(second, on=DAY, by=liang, paid_with=he, proxy=came(identity=worker.id_number))


def test_nobody_is_his_own_proxy_nor_one_of_the_payers(gift, zhang, liang, he):
    with pytest.raises(Refused, match="就是本人"):
        hand_out(
            gift, on=DAY, by=liang, paid_with=he, proxy=came("张桂兰", identity=zhang.id_number)
        )
    payer = make_worker("梁艳", user=liang)
    with pytest.raises(Refused, match="是发放人"):
        hand_out(gift, on=DAY, by=liang, paid_with=he, proxy=came("梁艳", identity=payer.number))


def test_one_for_many_keeps_the_campaign_open_until_the_office_says_why(as_, served, zheng, liang):
    page = as_(zheng).get(served.get_absolute_url()).content.decode()
    words = "王小燕一个人代领超过 2 户，还没有写说明"
    assert words in page
    with pytest.raises(Refused, match=words):
        finish_handing_out(served, on=DAY, by=zheng)
    one = served.proxies.get()
    at = reverse("campaign-proxy", args=[served.pk, one.pk])
    assert "这几户是您发的" in as_(liang).get(served.get_absolute_url()).content.decode()
    assert "要由别人核实" in as_(liang).post(at, {"words": "都好"}, follow=True).content.decode()
    assert "写明王小燕为什么" in as_(zheng).post(at, {"words": " "}, follow=True).content.decode()
    with as_app():
        told = as_(zheng).post(at, {"words": "三家同住一院，逐户问过"}, follow=True)
    assert "三家同住一院，逐户问过" in told.content.decode()
    assert "三家同住一院" in as_(zheng).get(served.get_absolute_url()).content.decode()
    assert finish_handing_out(served, on=DAY, by=zheng).status == "signed"


def test_why_somebody_else_came_or_nobody_did_is_sealed(running, liang, he):
    first, second = running.gifts.order_by("line")[:2]
    hand_out(first, on=DAY, by=liang, paid_with=he, proxy=came(reason="本人透析"))
    note_unpaid(second, reason="正在透析", by=liang)
    lies = "".join(
        row
        for table in ("staff_gift", "welfare_auditentry", "staff_giftproxy")
        for row in raw(table)
    )
    for words in ("透析", "透析".encode().hex(), NUMBER, NUMBER.encode().hex()):
        assert words not in lies
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.proxy_reason, second.unpaid_reason) == ("本人透析", "正在透析")


def test_the_list_behind_the_alarm_holds_his_lines(as_, served, zheng, running):
    one = served.proxies.get()
    at = reverse("campaign-gifts", args=[served.pk])
    page = as_(zheng).get(at, {"proxy": one.pk})
    assert len(page.context["page"].object_list) == 3
    assert f"身份证尾号 {NUMBER[-4:]}" in page.content.decode()
    assert NUMBER not in page.content.decode()
    nobody = as_(zheng).get(at, {"proxy": one.pk + 1})
    assert not nobody.context["page"].object_list


def test_a_family_more_asks_again(running, liang, he, zheng):
    first, second, third = running.gifts.order_by("line")
    for gift in (first, second):
        hand_out(gift, on=DAY, by=liang, paid_with=he, proxy=came())
    one = running.proxies.get()
    with pytest.raises(Refused, match="没有超过 2 户"):
        explain_proxy(one, words="早说", by=zheng)
    hand_out(third, on=DAY, by=liang, paid_with=he, proxy=came())
    assert running.proxies.unexplained().get() == one
    explain_proxy(one, words="三家同院", by=zheng)
    assert not running.proxies.unexplained().exists()


def test_the_database_keeps_the_proxy_and_the_word(served, liang, zheng):
    one = served.proxies.get()
    insert = (
        "INSERT INTO staff_proxyexplanation (uid, proxy_id, families, at, by_id)"
        " VALUES (gen_random_uuid(), %s, %s, now(), %s)"
    )
    for families, by, words in ((3, liang, "may not explain"), (4, zheng, "another number")):
        with pytest.raises(DatabaseError, match=words):
            run(insert, one.pk, families, by.pk)
    step = (
        'INSERT INTO staff_campaignstep (campaign_id, status, "on", at, by_id, note, facts)'
        " VALUES (%s, 'signed', CURRENT_DATE, now(), %s, '', '{}')"
    )
    with pytest.raises(DatabaseError, match="nobody has said why"):
        run(step, served.pk, zheng.pk)
    explain_proxy(one, words="三家同院", by=zheng)
    for table in ("giftproxy", "proxyexplanation"):
        for statement in (f"DELETE FROM staff_{table}", f"UPDATE staff_{table} SET id = id"):
            with pytest.raises(DatabaseError, match="permission denied"):
                run(statement)
    assert ProxyExplanation.objects.get().words == "三家同院"


def test_the_database_wants_to_know_the_proxy(gift, liang, he):
    statement = (
        "UPDATE staff_gift SET received_on = %s, paid_by_id = %s, paid_with_id = %s,"
        " proxy_name = '王小燕', proxy_relation = '女儿', proxy_reason = '\\x01' WHERE id = %s"
    )
    with pytest.raises(DatabaseError, match="as it must"):
        run(statement, DAY, liang.pk, he.pk, gift.pk)
