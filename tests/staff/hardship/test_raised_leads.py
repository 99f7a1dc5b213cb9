"""A file raised to the heaviest tier goes to a leader with room, or it is written why not."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.urls import reverse

from staff.actions.certifications import start_tier_change
from staff.actions.hardship import recheck_file
from staff.actions.pairings import register_cadre
from staff.models import Cadre, CadreKind, Handover, HardshipFile, Pairing
from tests.mutualfund.sql import run
from tests.people import DAY
from tests.staff.hardship.test_in_force import taken_over
from tests.staff.hardship.walk import told
from welfare import clock
from welfare.errors import Refused


@pytest.fixture
def file(zhang, zheng) -> HardshipFile:
    """Zhang's, 一般困难, led by somebody of the office."""
    return taken_over(zhang, zheng)


@pytest.fixture
def leader(file, zheng) -> Cadre:
    """A leader who has room."""
    return register_cadre(
        "D001", name="丁段长", kind=CadreKind.LEADERSHIP, title="副段长", phone="13800000000",
        user=None, by=zheng,
    )  # fmt: skip


@pytest.fixture
def raised(walk, file, leader, zheng):
    """The change to 特困 waits for the chair."""
    walk.pk = start_tier_change(file, told("extreme"), reason="大病", on=DAY, by=zheng).pk
    walk.assign().survey(tier="extreme").sign_survey()
    return walk.peer_review("extreme", "突发大病").announce().close()


def decide(client, walk, **given):
    with clock.travel(walk.over):
        words = {"agree": "yes", "words": "段工会〔2026〕8 号"} | given
        address = reverse("hardship-decide", args=[walk.run.file_id])
        return client.post(address, words, follow=True).content.decode()


def test_the_chair_chooses_the_leader_who_takes_over(as_, raised, leader, gao, zheng):
    chair = as_(gao)
    with clock.travel(raised.over):
        page = chair.get(reverse("hardship-decide", args=[raised.run.file_id])).content.decode()
    assert "请哪位段领导接任" in page
    refused = decide(chair, raised).split('id="id_lead_error"')[1].split("</div>")[0]
    assert "特困先由段领导包保，丁段长还能带" in refused
    assert "审批记好了" in decide(chair, raised, lead=leader.pk)
    asked = Handover.objects.get()
    assert (asked.to, asked.pairing.until) == (leader, None)
    assert "定为特困" in str(asked.note)


def test_the_chair_writes_why_the_lead_stays(as_, raised, gao):
    assert "审批记好了" in decide(as_(gao), raised, no_leader="同站，每天见面")
    assert str(Pairing.objects.get().no_leader) == "同站，每天见面"
    assert not Handover.objects.exists()


def test_who_was_not_asked_is_asked_at_the_next_review(as_, raised, leader, gao, zheng):
    decide(as_(gao), raised, lead=leader.pk)
    run("SELECT 1")  # the decision is one transaction, what follows another
    Handover.objects.update(status="withdrawn", answered_on=raised.over, answered_by=zheng)
    file = raised.run.file
    with clock.travel(raised.over):
        home = as_(zheng).get("/office/").content.decode()
    assert "张桂兰：请段领导接任" in home
    facts = {"words": "家里没变化", "on": raised.over, "by": zheng}
    with pytest.raises(Refused, match="丁段长还能带"):
        recheck_file(file, **facts)
    recheck_file(file, **facts, no_leader="同站")
    assert str(Pairing.objects.get().no_leader) == "同站"


def test_every_review_asks_again_and_no_reason_takes_the_place_of_another(
    as_, raised, leader, gao, zheng
):
    decide(as_(gao), raised, no_leader="同站，每天见面")
    file, later = raised.run.file, raised.over + dt.timedelta(days=1)
    with clock.travel(later):
        desk, address = as_(zheng), reverse("hardship-recheck", args=[file.pk])
        assert "上次写的：同站，每天见面。每次复核重新写" in desk.get(address).content.decode()
        silent = desk.post(address, {"words": "没变化"}).content.decode()
        assert "特困先由段领导包保，丁段长还能带" in silent
        desk.post(address, {"words": "没变化", "no_leader": "还是同站"})
        assert "上次写的：还是同站" in desk.get(address).content.decode()
        desk.post(address, {"words": "没变化", "lead": leader.pk})
        page = desk.get(Pairing.objects.get().get_absolute_url()).content.decode()
    assert Handover.objects.open().get().to == leader
    told = ("没有换段领导", "同站，每天见面（高", "还是同站（郑")
    assert [words in page for words in told] == [True] * 3
    with pytest.raises(IntegrityError, match="never changes"):
        run("UPDATE staff_pairing SET no_leader = %s", b"x")
    with pytest.raises(DatabaseError, match="permission denied"):
        run('UPDATE staff_keptlead SET "on" = CURRENT_DATE')


def test_the_database_wants_a_leader_or_a_reason(file, leader, zheng, zhang):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what came before holds
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    run("ALTER TABLE staff_tierchange DISABLE TRIGGER is_decided", role="")
    change = (
        'INSERT INTO staff_tierchange (file_id, was_id, now_id, "on", reason, basis, by_id)'
        " SELECT %s, %s, id, CURRENT_DATE, 'x', 'x', %s FROM staff_tier WHERE key = %s"
    )
    run(change, file.pk, file.tier_id, zheng.pk, "severe")
    with pytest.raises(IntegrityError, match="nobody says why not he"):
        run(change, file.pk, file.tier_id, zheng.pk, "extreme")
    run(
        'INSERT INTO staff_keptlead (uid, pairing_id, words, "on", by_id)'
        " SELECT gen_random_uuid(), id, %s, CURRENT_DATE, %s FROM staff_pairing",
        b"x", zheng.pk,
    )  # fmt: skip
    run(change, file.pk, file.tier_id, zheng.pk, "extreme")
