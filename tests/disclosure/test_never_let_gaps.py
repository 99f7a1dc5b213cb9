"""Nobody decided: a child of school age, a known illness; and a spouse's claim counts for both."""

import datetime as dt

import pytest

from staff.actions.households import add_member, join_couples, make_household
from staff.models import Cause, HardshipFile, Level, Mode, Relation
from tests.disclosure.test_never_lets import call, look
from tests.mutualfund.fund import enrol, file_claim
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, pair

BEGAN = dt.date(2026, 9, 1)  # school
DUE = BEGAN + dt.timedelta(days=30)


@pytest.fixture
def pairing(zhang, zhao, zheng):
    """Zhang's file with Zhao answering for it since May."""
    return pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 5, 4))


@pytest.fixture
def child(pairing, zheng):
    """A girl of eight."""
    home = make_household(pairing.file.worker, by=zheng)
    facts = {"name": "张小雨", "relation": Relation.CHILD, "birth": dt.date(2018, 5, 1)}
    return add_member(home, facts=facts, by=zheng)


def test_a_child_nobody_decided_about_stands_a_month_after_school_began(child):
    assert look(DUE)["schooling"].open == []
    [case] = look(DUE + dt.timedelta(days=1))["schooling"].open
    assert (case.since, case.action) == (DUE, "受理补助")
    assert "1 个孩子上学的事还没有人定过" in case.why


def test_a_call_that_looked_at_school_decides_for_the_term(child, pairing, zhao):
    call(pairing, zhao, dt.date(2026, 7, 10))
    assert look()["schooling"].open == []
    assert look()["schooling"].cases == 0


@pytest.mark.parametrize("mode", [Mode.PHONE, Mode.VIDEO])
def test_a_telephone_call_decides_nothing(child, pairing, zhao, mode):
    call(pairing, zhao, dt.date(2026, 9, 10), mode=mode)
    assert len(look()["schooling"].open) == 1


def test_a_late_call_clears_the_line_and_it_stays_counted(child, pairing, zhao):
    call(pairing, zhao, dt.date(2026, 10, 10))
    block = look()["schooling"]
    assert block.open == []
    assert (block.last.until, block.cases) == (dt.date(2026, 10, 10), 1)


@pytest.mark.parametrize("birth", [dt.date(2020, 9, 1), dt.date(2010, 8, 31), None])
def test_a_child_too_young_or_grown_asks_for_no_decision(pairing, zheng, birth):
    home = make_household(pairing.file.worker, by=zheng)
    facts = {"name": "张小雨", "relation": Relation.CHILD, "birth": birth}
    add_member(home, facts=facts, by=zheng)
    assert look()["schooling"].open == []


def test_an_illness_the_file_names_wants_a_decision_within_a_month(pairing, zhao):
    HardshipFile.objects.update(cause=Cause.OWN_ILLNESS)
    [case] = look()["medical"].open
    assert case.since == dt.date(2026, 6, 3)
    assert "建档写了本人大病" in case.why
    call(pairing, zhao, DAY, medical=Level.WATCH)
    assert look()["medical"].open == []


def test_a_file_for_another_cause_asks_nothing_of_medicine(pairing):
    assert look()["medical"].open == []


def test_a_spouses_claim_counts_for_the_household(pairing, zheng, coop):
    zhang, husband = pairing.file.worker, make_worker("刘建国")
    join_couples([(zhang, husband)])
    enrol(husband, joined_on=dt.date(2025, 3, 3), years=2)
    claim = file_claim(husband, by=zheng, applied_on=DAY)
    [case] = look(DAY + dt.timedelta(days=31))["schooling"].open
    assert claim.number in case.why
    assert case.file == pairing.file


def test_a_risk_that_nobody_cares_is_a_line_until_somebody_comes(pairing, zhao):
    call(pairing, zhao, dt.date(2026, 10, 1), belonging=Level.RISK)
    [case] = [case for case in look()["belonging"].open if "走访，有风险" in case.why]
    assert (case.action, case.url) == ("记走访", f"/visits/new/?who={pairing.pk}")
    call(pairing, zhao, DAY)
    assert not [case for case in look()["belonging"].open if "走访，有风险" in case.why]


def test_a_family_nobody_helped_or_asked_for_ninety_days_stands_on_the_list(pairing, zhao):
    opened = dt.date(2026, 5, 4)
    assert look(opened + dt.timedelta(days=90))["living"].open == []
    [case] = look(opened + dt.timedelta(days=91))["living"].open
    assert "90 天没有帮助" in case.why
    call(pairing, zhao, dt.date(2026, 8, 20), mode=Mode.PHONE)
    assert len(look()["living"].open) == 1
    call(pairing, zhao, dt.date(2026, 9, 20))
    block = look()["living"]
    assert block.open == []
    assert (block.last.since, block.last.until) == (dt.date(2026, 8, 2), dt.date(2026, 9, 20))
    assert look(dt.date(2026, 12, 31))["living"].open == []
    assert len(look(dt.date(2027, 1, 1))["living"].open) == 1
