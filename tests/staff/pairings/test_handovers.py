"""A worker is passed on with a note, accepted by the successor, without a day between."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from staff.actions.handovers import propose_handover
from staff.actions.visits import open_duties
from staff.models import Cadre, DutyStatus, Handover, HardshipFile, Pairing, Visit
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, make_lead, pair, visit
from tests.staff.people.test_kin import declare
from welfare import clock
from welfare.days import Quarter

SINCE = dt.date(2026, 9, 1)


@pytest.fixture
def pairing(zhang, zhao, zheng):
    """Zhao answers for Zhang since September."""
    return pair(zhang, make_cadre(zhao, zheng), zheng, SINCE)


@pytest.fixture
def successor(he, zheng):
    """He may take over."""
    return make_cadre(he, zheng)


@pytest.fixture
def proposed(as_, zheng, pairing, successor) -> Handover:
    """The office proposes He."""
    told = {"to": successor.pk, "note": "母亲住院，药费报到一半"}
    as_(zheng).post(reverse("handover-new", args=[pairing.pk]), told)
    return Handover.objects.get()


def accept(client, handover, **told):
    return client.post(reverse("handover-accept", args=[handover.pk]), told, follow=True)


def broken(statement: str) -> bool:
    """Whether the database refuses the statement, at the latest at the end of the transaction."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{statement}; SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError:
        return True
    return False


def test_the_successor_accepts_and_not_a_day_lies_between(as_, he, proposed, pairing):
    assert "已接收" in accept(as_(he), proposed).content.decode()
    pairing.refresh_from_db()
    new = Pairing.objects.open().get()
    assert (pairing.until, new.since, new.cadre.user) == (DAY, DAY, he)


def test_the_successor_finds_it_on_his_desk(as_, he, proposed, pairing):
    assert "接收 张桂兰" in as_(he).get(reverse("home")).content.decode()
    assert "母亲住院" in as_(he).get(pairing.get_absolute_url()).content.decode()


def test_the_one_who_gives_cannot_accept(as_, zhao, proposed, pairing):
    assert "不能替接任人接收" in accept(as_(zhao), proposed, words="单 1").content.decode()
    assert Pairing.objects.open().get() == pairing


def test_who_proposed_it_does_not_accept_for_the_successor(as_, zheng, proposed, pairing):
    page = accept(as_(zheng), proposed, words="交接单 7 号").content.decode()
    assert "交接是您提出的，请 何伟 自己接收" in page
    assert Pairing.objects.open().get() == pairing


def test_the_office_accepts_only_with_the_signed_paper(as_, liang, proposed):
    client = as_(liang)
    assert "要写签字的交接单号" in accept(client, proposed).content.decode()
    assert "已接收" in accept(client, proposed, words="交接单 7 号").content.decode()


def test_a_declined_worker_stays_with_the_old_cadre(as_, he, proposed, pairing):
    address = reverse("handover-decline", args=[proposed.pk])
    as_(he).post(address, {"words": "下月调走"})
    assert Pairing.objects.open().get() == pairing


def test_the_old_cadre_reads_on_for_thirty_days(as_, zhao, he, proposed, pairing, zhang):
    accept(as_(he), proposed)
    address = reverse("pairing-detail", args=[pairing.pk])
    for days, code in ((29, 200), (30, 404)):
        with clock.travel(DAY + dt.timedelta(days=days)):
            assert as_(zhao).get(address).status_code == code
            assert HardshipFile.objects.visible_to(zhao).exists() == (code == 200)


def test_the_old_cadre_reads_his_own_visits_for_thirty_days_and_no_longer(
    as_, zhao, he, proposed, pairing
):
    made = visit(pairing, zhao, on=SINCE, note="药费报到一半")
    accept(as_(he), proposed)
    for days, code in ((29, 200), (30, 404)):
        with clock.travel(DAY + dt.timedelta(days=days)):
            assert as_(zhao).get(made.get_absolute_url()).status_code == code
            listed = as_(zhao).get(reverse("visit-list")).content.decode()
            assert ("药费报到一半" in listed) == (code == 200)


def test_an_unvisited_quarter_goes_over_and_is_not_put_off(as_, he, proposed, pairing):
    open_duties(Quarter.of(DAY))
    accept(as_(he), proposed)
    new = Pairing.objects.open().get()
    [duty] = new.duties.all()
    assert duty.due_on == DAY + dt.timedelta(days=30)
    assert not pairing.duties.of_quarter(Quarter.of(DAY)).exists()
    visit(new, he)
    duty.refresh_from_db()
    assert duty.status == DutyStatus.DONE


def test_a_call_before_the_handover_may_still_be_entered(as_, zhao, he, proposed, pairing):
    with clock.travel(DAY - dt.timedelta(days=1)):
        accept(as_(he), proposed)
    visit_day = (DAY - dt.timedelta(days=2)).isoformat()
    told = {
        "pairing": pairing.pk, "mode": "home", "visited_on": visit_day, "living": 0, "schooling": 0,
        "medical": 0, "belonging": 0, "key": "7b1f8a52-7e1c-4a53-9f0e-0a5b3a6a1c11", "go": "save",
    }  # fmt: skip
    as_(zhao).post(reverse("visit-new"), told)
    assert Visit.objects.count() == 1


def test_a_cadre_leaves_only_with_successors(as_, zheng, he, proposed, pairing):
    cadre, client = pairing.cadre, as_(zheng)
    address = reverse("cadre-leave", args=[cadre.pk])
    refused = client.post(address, {"reason": "retired"}, follow=True).content.decode()
    assert "还包保 张桂兰" in refused
    accept(as_(he), proposed)
    client.post(address, {"reason": "retired"})
    assert Cadre.objects.get(pk=cadre.pk).left_on == DAY


def test_leaders_are_suggested_first_for_the_hardest_and_relatives_never(
    as_, zheng, pairing, successor, li, zhang
):
    leader = make_cadre(li.user, zheng)
    Cadre.objects.filter(pk=leader.pk).update(kind="leadership")
    page = as_(zheng).get(reverse("handover-new", args=[pairing.pk])).content.decode()
    assert page.index("李秀英") < page.index("何伟")
    told = {"relation": "sibling", "number": leader.number, "source": "本人申报"}
    as_(zheng).post(reverse("kinship-new", args=[zhang.pk]), told)
    assert (
        "李秀英" not in as_(zheng).get(reverse("handover-new", args=[pairing.pk])).content.decode()
    )


def at_field(page: str, name: str) -> str:
    """What is said at one field."""
    return page.split(f'id="id_{name}_error"')[1].split("</div>")[0]


def test_who_can_no_longer_take_a_worker_is_said_where_he_was_chosen(
    as_, zheng, zhao, zhang, pairing, successor
):
    client, address = as_(zheng), reverse("handover-new", args=[pairing.pk])
    declare(zhang, successor, zheng)
    kin = client.post(address, {"to": successor.pk, "note": "孩子中考"}).content.decode()
    assert "是亲属" in at_field(kin, "to")
    assert "孩子中考" in kin
    propose_handover(pairing, make_lead(zheng), note="都好", on=DAY, by=zhao)
    waits = client.post(address, {"to": make_lead(zheng).pk, "note": "都好"}).content.decode()
    assert "要换人先收回那一次" in at_field(waits, "to")


def test_the_hardest_pass_a_leader_with_room_only_with_a_reason(as_, zheng, pairing, successor, li):
    leader = make_cadre(li.user, zheng)
    Cadre.objects.filter(pk=leader.pk).update(kind="leadership")
    client, address = as_(zheng), reverse("handover-new", args=[pairing.pk])
    told = {"to": successor.pk, "note": "都好"}
    refused = client.post(address, told).content.decode()
    assert "特困先由段领导包保，李秀英还能带" in at_field(refused, "to")
    assert not Handover.objects.exists()
    client.post(address, told | {"no_leader": "同一个站，好照应"})
    assert Handover.objects.get().no_leader == "同一个站，好照应"
    hard = client.get(reverse("pairing-matrix"), {"hard": "1"}).content.decode()
    assert "没有写原因，段领导还有人能带" in hard
    accept(as_(successor.user), Handover.objects.get())
    hard = client.get(reverse("pairing-matrix"), {"hard": "1"}).content.decode()
    assert "同一个站，好照应" in hard


def test_a_full_leader_is_passed_without_a_word(zheng, zhang, successor, li):
    leader = make_cadre(li.user, zheng)
    Cadre.objects.filter(pk=leader.pk).update(kind="leadership")
    for _ in range(5):
        pair(make_worker(), leader, zheng)
    assert pair(zhang, successor, zheng).no_leader == ""


def test_a_full_cadre_is_taken_only_with_a_reason(as_, zheng, pairing, successor):
    for _ in range(5):
        pair(make_worker(), successor, zheng)
    client, address = as_(zheng), reverse("handover-new", args=[pairing.pk])
    told = {"to": successor.pk, "note": "都好"}
    assert "一人最多 5 户" in client.post(address, told).content.decode()
    client.post(address, told | {"over_limit": "同一个站"})
    assert Handover.objects.get().over_limit == "同一个站"


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE staff_pairing SET until = '2026-10-01'",
        "DELETE FROM staff_pairing",
        "UPDATE staff_pairing SET since = '2026-09-05'",
        "UPDATE staff_hardshipfile SET opened_on = '2026-08-01'",
        "UPDATE staff_hardshipfile SET status = 'exited', exited_on = '2026-10-01'",
        "UPDATE staff_cadre SET left_on = '2026-10-20', leave_reason = 'retired'",
        "UPDATE staff_visitduty SET status = 'done'",
        "UPDATE staff_visitduty SET status = 'late_done'",
        "UPDATE staff_visitduty SET due_on = '2027-01-01'",
        "DELETE FROM staff_visitduty",
        "INSERT INTO staff_visitduty (pairing_id, year, quarter, due_on, status)"
        " SELECT id, 2026, 4, '2026-12-31', 'done' FROM staff_pairing",
    ],
)
def test_the_database_guards(pairing, attack):
    assert broken(attack)
    assert not broken("UPDATE staff_pairing SET card_on = since")


def test_the_database_lets_no_relative_lead(zhang, pairing, successor):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE staff_cadre SET user_id = NULL WHERE id = %s", [successor.pk])
        cursor.execute(
            "UPDATE staff_cadre SET user_id = %s WHERE id = %s", [zhang.user_id, successor.pk]
        )
    assert broken(
        "INSERT INTO staff_pairing (uid, file_id, cadre_id, since, until, end_reason)"
        f" VALUES (gen_random_uuid(), {pairing.file_id}, {successor.pk}, '2020-01-01',"
        " '2020-02-01', '')"
    )


def test_the_card_is_printed_whole_only_by_post(as_, zhao, zhang, pairing):
    zhang.address = "东岭市青石镇解放路 7 号"
    zhang.save()
    address, client = reverse("pairing-card", args=[pairing.pk]), as_(zhao)
    assert "解放路" not in client.get(address).content.decode()
    whole = client.post(address).content.decode()
    assert whole.count("东岭市青石镇解放路 7 号") == 2
    pairing.refresh_from_db()
    assert pairing.card_on == DAY
