"""A visit the worker knows nothing of, and one another entered, count when they are made sure of."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from staff.actions.callbacks import confirm_own
from staff.actions.visits import open_duties
from staff.models import (
    CodeTry,
    DutyStatus,
    Visit,
    VisitAvowal,
    VisitConfirmation,
    VisitDoubt,
    VisitDuty,
)
from tests.mutualfund.sql import as_app, run
from tests.people import DAY
from tests.staff.care import make_cadre, make_lead, pair, visit
from welfare import clock
from welfare.days import Quarter

NOW, LATER = Quarter.of(DAY), dt.date(2026, 11, 2)
AFTER = dt.date(2027, 1, 8)  # the days for late entry of the fourth quarter are over
CONFIRM = reverse("visit-confirm")


@pytest.fixture
def made(pairing, zhao) -> Visit:
    """Zhao called on Zhang today and entered it himself."""
    open_duties(NOW)
    return visit(pairing, zhao)


@pytest.fixture
def doubted(made, zhang, liang) -> Visit:
    """Zhang says that nobody came."""
    confirm_own(made, came=False, words="那天我不在家", on=DAY, by=zhang.user)
    return made


def duty(quarter=NOW) -> str:
    return VisitDuty.objects.of_quarter(quarter).get().status


def look_into(client, made, found, words="问了邻居和本人"):
    address = reverse("visit-look-into", args=[made.pk])
    return client.post(address, {"found": found, "words": words}, follow=True).content.decode()


def test_a_no_stops_the_visit_from_counting_until_the_office_has_looked(as_, doubted, liang, zheng):
    assert duty() == DutyStatus.DOUBTED
    doubt = VisitDoubt.objects.get()
    assert doubt.owner in (liang, zheng)
    assert doubt.due_on > DAY
    home = as_(doubt.owner).get(reverse("home")).content.decode()
    assert "核实走访：张桂兰说没来过" in home
    page = as_(liang).get(doubted.pairing.get_absolute_url()).content.decode()
    assert f"{doubt.owner.name} {doubt.due_on:%m-%d} 前核实，核实前不算" in page
    matrix = as_(liang).get(reverse("pairing-matrix")).content.decode()
    assert "职工说没来过，待核实" in matrix
    assert "待核实 1 人" in matrix
    asked = {"state": "doubted", "quarter": "2026-4"}
    assert "张桂兰" in as_(liang).get(reverse("duty-list"), asked).content.decode()
    assert "1 次" in as_(liang).get(reverse("visit-list"), {"state": "doubted"}).content.decode()


def test_the_form_and_the_paper_know_only_visits_that_count(as_, pairing, zhao, zheng):
    visit(pairing, zheng)  # entered by the office, and Zhao has not said that it is his
    form, paper = as_(zhao).get(reverse("visit-new")), as_(zhao).get(reverse("visit-sheets"))
    assert "还没去" in form.content.decode()
    assert "上次走访 还没有" in paper.content.decode()
    visit(pairing, zhao)
    form, paper = as_(zhao).get(reverse("visit-new")), as_(zhao).get(reverse("visit-sheets"))
    assert "去过 1 次" in form.content.decode()
    assert f"上次走访 {DAY}" in paper.content.decode()


def test_what_the_office_finds_decides(as_, doubted, liang):
    client = as_(liang)
    assert "写明怎样核实的" in look_into(client, doubted, "stands", words=" ")
    assert "点一下" in look_into(client, doubted, "maybe")
    assert duty() == DutyStatus.DOUBTED
    with as_app():
        look_into(client, doubted, "stands")
    assert duty() == DutyStatus.DONE


def test_a_visit_that_never_took_place_leaves_the_duty_open_or_missed(as_, doubted, liang):
    look_into(as_(liang), doubted, "void")
    assert duty() == DutyStatus.PENDING


def test_found_void_after_the_quarter_is_a_missed_quarter(as_, doubted, liang):
    with clock.travel(AFTER):
        call_command("daily")
        assert duty() == DutyStatus.DOUBTED
        look_into(as_(liang), doubted, "void")
    assert duty() == DutyStatus.MISSED


def test_another_visit_does_the_duty_whatever_is_found(doubted, zhao):
    visit(doubted.pairing, zhao, on=LATER)
    assert duty() == DutyStatus.DONE


def test_nobody_looks_into_his_own_visit(as_, zheng, liang, zhang):
    open_duties(NOW)
    own = visit(pair(zhang, make_cadre(zheng, liang), liang), zheng)
    confirm_own(own, came=False, words="", on=DAY, by=zhang.user)
    assert VisitDoubt.objects.get().owner == liang
    assert "要由别人去核实" in look_into(as_(zheng), own, "stands")
    with pytest.raises(DatabaseError, match="his own visit"), transaction.atomic():
        VisitDoubt.objects.update(found="stands", closed_on=DAY, closed_by=zheng)


def test_the_telephone_doubts_as_the_worker_does(as_, made, zheng):
    with clock.travel(AFTER + dt.timedelta(days=10)):
        client = as_(zheng)
        client.post(reverse("callback-draw"), {"quarter": "2026-4"})
        address = reverse("callback-detail", args=[made.callback.pk])
        client.post(address, {"result": "not_came", "note": "没见过人"})
    assert VisitDoubt.objects.get().visit == made
    assert duty() == DutyStatus.DOUBTED


def test_the_database_keeps_a_no_and_its_doubt_together(made):
    with pytest.raises(DatabaseError, match="is looked into"):
        run(
            "INSERT INTO staff_visitconfirmation (uid, visit_id, way, came, words, at)"
            " VALUES (gen_random_uuid(), %s, 'code', false, '', now())",
            made.pk,
        )
    with pytest.raises(DatabaseError, match="begins with"), transaction.atomic():
        VisitDoubt.objects.create(visit=made, raised_on=DAY, due_on=DAY, words="")


def test_the_database_does_no_duty_by_a_doubted_visit(doubted):
    with pytest.raises(DatabaseError, match="has no visit"), transaction.atomic():
        VisitDuty.objects.of_quarter(NOW).update(status=DutyStatus.DONE)


def test_no_duty_is_undone_without_a_doubt(made):
    with pytest.raises(DatabaseError, match="has its visit"), transaction.atomic():
        VisitDuty.objects.of_quarter(NOW).update(status=DutyStatus.DOUBTED)


# -- entered by another -----------------------------------------------------------------------


def test_a_visit_entered_by_another_counts_when_the_cadre_says_so(as_, pairing, zheng, zhao):
    open_duties(NOW)
    entered = visit(pairing, zheng)
    assert duty() == DutyStatus.PENDING
    assert "郑敏代录，等本人确认" in as_(zheng).get(pairing.get_absolute_url()).content.decode()
    assert "确认代录" in as_(zhao).get(reverse("home")).content.decode()
    address = reverse("visit-avow", args=[entered.pk])
    page = as_(zheng).post(address, {"made": "yes"}, follow=True).content.decode()
    assert "要由赵志强本人登录确认" in page
    assert "点一下" in as_(zhao).post(address, {}, follow=True).content.decode()
    assert duty() == DutyStatus.PENDING
    with as_app():
        as_(zhao).post(address, {"made": "yes"})
    assert duty() == DutyStatus.DONE


def test_a_visit_the_cadre_disowns_never_counts(as_, pairing, zheng, zhao):
    open_duties(NOW)
    entered = visit(pairing, zheng)
    address = reverse("visit-avow", args=[entered.pk])
    as_(zhao).post(address, {"made": "no"})
    assert "不能再改" in as_(zhao).post(address, {"made": "yes"}, follow=True).content.decode()
    assert duty() == DutyStatus.PENDING


def test_for_a_cadre_without_a_login_another_keeps_the_signed_sheet(as_, zhang, zheng, liang):
    own = pair(zhang, make_lead(zheng), zheng, dt.date(2026, 10, 2))
    open_duties(NOW)
    address = reverse("visit-avow", args=[visit(own, liang).pk])
    page = as_(liang).post(address, {"made": "yes", "paper": "9"}, follow=True).content.decode()
    assert "是您代录的" in page
    page = as_(zheng).post(address, {"made": "yes", "paper": ""}, follow=True).content.decode()
    assert "签字的走访单编号" in page
    assert duty() == DutyStatus.PENDING
    as_(zheng).post(address, {"made": "yes", "paper": "走访单 9"})
    assert duty() == DutyStatus.DONE


def test_the_database_takes_nobody_elses_word_for_it(pairing, zheng, liang):
    entered = visit(pairing, zheng)
    for told in ({"way": "own"}, {"way": "paper", "paper": "1"}):
        with pytest.raises(DatabaseError, match="avowed by its cadre"), transaction.atomic():
            VisitAvowal.objects.create(visit=entered, made=True, at=clock.now(), by=liang, **told)
    open_duties(NOW)
    with pytest.raises(DatabaseError, match="has no visit"), transaction.atomic():
        VisitDuty.objects.of_quarter(NOW).update(status=DutyStatus.DONE)


# -- the short code ---------------------------------------------------------------------------


def told_by(made, zhang, **changes):
    return {"code": made.code, "id_tail": zhang.id_number[-4:], **changes}


@pytest.mark.parametrize("who", ["zhao", "zheng"])
def test_neither_the_cadre_nor_who_entered_it_confirms_by_code(
    as_, request, pairing, zhang, zheng, who
):
    entered = visit(pairing, zheng)
    user = request.getfixturevalue(who)
    page = as_(user).post(CONFIRM, told_by(entered, zhang, came="yes")).content.decode()
    assert "不能替职工确认" in page
    assert not VisitConfirmation.objects.exists()
    with pytest.raises(DatabaseError, match="his own visit"), transaction.atomic():
        VisitConfirmation.objects.create(
            visit=entered, way="code", came=True, words="", at=clock.now(), by=user
        )


def test_a_code_takes_only_yes_or_no(client, made, zhang):
    for said in ("", "maybe", "YES"):
        client.post(CONFIRM, told_by(made, zhang, came=said))
    assert not VisitConfirmation.objects.exists()


def test_the_next_visit_takes_only_yes_or_no(as_, made, zhao):
    second = visit(made.pairing, zhao, on=LATER)
    address = reverse("visit-ask", args=[second.pk])
    assert "点一下" in as_(zhao).post(address, {}, follow=True).content.decode()
    assert not VisitConfirmation.objects.exists()


def test_a_code_is_locked_after_five_wrong_tries(client, made, zhang):
    for _ in range(4):
        page = client.post(CONFIRM, told_by(made, zhang, id_tail="0000")).content.decode()
        assert "对不上" in page
    assert (
        "下次走访时当面说"
        in client.post(CONFIRM, told_by(made, zhang, id_tail="0000")).content.decode()
    )
    assert "已经锁住" in client.post(CONFIRM, told_by(made, zhang, came="yes")).content.decode()
    assert (CodeTry.objects.count(), VisitConfirmation.objects.count()) == (5, 0)
    with pytest.raises(DatabaseError, match="is locked"), transaction.atomic():
        VisitConfirmation.objects.create(
            visit=made, way="code", came=True, words="", at=clock.now()
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        CodeTry.objects.all().delete()


def test_the_list_is_searched_by_worker_and_day(as_, made, zheng):
    office, address = as_(zheng), reverse("visit-list")
    assert "只看：职工「张桂兰」" in office.get(address, {"q": "张桂兰"}).content.decode()
    assert "1 次" in office.get(address, {"q": "zgl", "day": f"{DAY}"}).content.decode()
    nobody = office.get(address, {"q": "赵铁柱"}).content.decode()
    assert "没有这样的走访记录" in nobody
    assert made.get_absolute_url() not in nobody
