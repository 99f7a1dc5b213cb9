"""A lead who turns out to be kin hands over: by a declaration, a household or a login."""

import datetime as dt

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import OperationalError, connection, transaction
from django.test import RequestFactory
from django.urls import reverse

from staff.actions.handovers import accept_handover, propose_handover
from staff.actions.households import join_couples, join_household, make_household
from staff.actions.pairings import link_cadre_login, register_cadre
from staff.actions.workers import link_login
from staff.models import CadreKind, Handover, KinRelation, Kinship, Pairing, Visit
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, make_lead, pair, visit
from tests.staff.pairings.test_handovers import broken
from tests.staff.people.test_kin import declare
from welfare.access import refusals_shown
from welfare.errors import Refused

SINCE = dt.date(2026, 9, 1)


@pytest.fixture
def pairing(zhang, zhao, zheng):
    """Zhao answers for Zhang since September."""
    return pair(zhang, make_cadre(zhao, zheng), zheng, SINCE)


def test_a_kinship_declared_later_sends_the_lead_on(as_, zheng, he, zhang, zhao, pairing):
    successor = make_cadre(he, zheng)
    declare(zhang, zhao, zheng)
    handover = Handover.objects.get()
    assert (handover.to, handover.proposed_by) == (successor, zheng)
    told = {"kind": "kin", "quarter": "2026-4"}
    page = as_(zheng).get(reverse("visit-oddities"), told).content.decode()
    assert "是张桂兰的亲属，10-20 起等何伟接收" in page
    assert "接收 张桂兰" in as_(he).get(reverse("home")).content.decode()
    accept_handover(handover, paper="", on=DAY, by=he)
    assert Pairing.objects.open().get().cadre == successor
    assert "等何伟接收" not in as_(zheng).get(reverse("visit-oddities"), told).content.decode()


def test_who_says_no_passes_it_to_the_next_and_the_last_cannot(
    as_, zheng, he, zhang, zhao, pairing
):
    asked, last = make_cadre(he, zheng), make_lead(zheng)
    declare(zhang, pairing.cadre, zheng, KinRelation.IN_LAW)
    first = Handover.objects.get()
    assert first.to == asked
    as_(he).post(reverse("handover-decline", args=[first.pk]), {"words": "下月调走"})
    second = Handover.objects.open().get()
    assert second.to == last
    page = as_(zhao).post(reverse("handover-withdraw", args=[second.pk]), follow=True)
    assert "先登记一位包保责任人" in page.content.decode()
    assert Handover.objects.open().get() == second


def test_nobody_declares_a_kinship_that_leaves_the_family_to_a_relative(
    zheng, zhang, zhao, pairing
):
    with pytest.raises(Refused, match="没有别人可以接"):
        declare(zhang, zhao, zheng)
    assert not Kinship.objects.exists()
    assert broken(
        "INSERT INTO staff_kinship (uid, worker_id, relation, source, declared_on, declared_by_id,"
        f" relative_user_id) VALUES (gen_random_uuid(), {zhang.pk}, 'sibling', 'x', '2026-10-20',"
        f" {zheng.pk}, {zhao.pk})"
    )


def test_a_successor_who_is_kin_too_is_asked_no_longer(zheng, he, zhang, zhao, pairing):
    make_cadre(he, zheng)
    stranger = make_lead(zheng)
    declare(zhang, zhao, zheng)
    declare(zhang, he, zheng)
    assert Handover.objects.open().get().to == stranger


def test_a_household_or_a_login_makes_nobody_lead_his_own(zheng, zhang, zhao, pairing):
    spouse = make_worker("周建军", user=zhao)
    home = make_household(zhang, by=zheng)
    with pytest.raises(Refused, match="成了本人或亲属"):
        join_household(spouse, home, by=zheng)
    zhang.refresh_from_db()
    assert join_couples([(zhang, spouse)]) == 0
    spouse.refresh_from_db()
    assert spouse.household_id is None
    assert broken(f"UPDATE staff_worker SET household_id = {home.pk} WHERE id = {spouse.pk}")


def test_a_login_given_later_makes_nobody_lead_his_own(hire, zheng, he, zhang):
    cadre = register_cadre(
        "Z001", name="周站长", kind=CadreKind.STATION, title="站长", phone="13800000000",
        user=None, by=zheng,
    )  # fmt: skip
    pair(zhang, cadre, zheng, SINCE)
    with pytest.raises(Refused, match="成了本人或亲属"):
        link_cadre_login(cadre, zhang.user, by=zheng)
    assert broken(f"UPDATE staff_cadre SET user_id = {zhang.user_id} WHERE id = {cadre.pk}")
    other = make_worker("钱站长")
    pair(other, make_cadre(he, zheng), zheng, SINCE)
    with pytest.raises(Refused, match="成了本人或亲属"):
        link_login(other, he, by=zheng)


def test_who_waited_for_each_other_is_told_and_not_broken(db):
    request = RequestFactory().post("/")
    request.session = SessionStore()
    request._messages = FallbackStorage(request)
    with refusals_shown(request) as outcome, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'crossed' USING ERRCODE = '40P01'; END $$")
    assert "同时在办" in outcome.refusal
    with (
        pytest.raises(OperationalError),
        refusals_shown(request),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'away' USING ERRCODE = '57P03'; END $$")


def test_what_one_of_the_household_called_before_it_was_known_counts(
    zheng, he, zhang, zhao, pairing
):
    """It is known since the handover was asked for, without which no household is joined."""
    successor, yesterday = make_cadre(he, zheng), DAY - dt.timedelta(days=1)
    spouse, home = make_worker("周建军", user=zhao), make_household(zhang, by=zheng)
    propose_handover(pairing, successor, note="成了一家人", on=DAY, by=zheng)
    join_household(spouse, home, by=zheng)
    before, after = visit(pairing, zhao, on=yesterday), visit(pairing, zhao)
    assert list(Visit.objects.counting()) == [before]
    assert Visit.objects.get(pk=after.pk).by_kin


def test_a_relatives_visits_count_no_more_once_the_kinship_is_known(
    as_, zheng, zhang, zhao, pairing
):
    make_lead(zheng)
    before = visit(pairing, zhao, on=DAY - dt.timedelta(days=1))
    declare(zhang, zhao, zheng)
    after = visit(pairing, zhao)
    assert list(Visit.objects.counting()) == [before]
    with connection.cursor() as cursor:
        cursor.execute("SELECT staff_visit_counts(v) FROM staff_visit v WHERE id = %s", [after.pk])
        assert cursor.fetchone() == (False,)
    duties = as_(zheng).get(reverse("duty-list")).content.decode()
    assert "10-20 走访，包保责任人是亲属，不算" in duties
