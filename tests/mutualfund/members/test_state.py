"""A member's state is computed from dues: 等待期, 有效, 欠费宽限, 失效, 退社."""

import datetime as dt

import pytest
from django.urls import reverse

from mutualfund.actions.members import leave_coop
from mutualfund.claim_checks import lapsed_on
from mutualfund.models import Charter, Member, MemberState
from mutualfund.rules import paid_until
from staff.models import LeaveReason
from tests.mutualfund.fund import enrol
from tests.mutualfund.sql import OWNER, run
from tests.people import DAY, make_worker
from welfare.errors import Refused

QUERIES = 12


def state_of(member: Member, *, on: dt.date = DAY) -> str:
    charter = Charter.objects.in_force(on=on)
    return Member.objects.with_state(charter, on=on).get(pk=member.pk).state


def days_ago(days: int) -> dt.date:
    return DAY - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("joined", "years", "state"),
    [
        (days_ago(29), 1, MemberState.WAITING),
        (days_ago(30), 1, MemberState.IN_FORCE),
        (days_ago(364), 1, MemberState.IN_FORCE),
        (days_ago(365), 1, MemberState.GRACE),
        (days_ago(365 + 89), 1, MemberState.GRACE),
        (days_ago(365 + 90), 1, MemberState.LAPSED),
        (days_ago(365 + 90), 2, MemberState.IN_FORCE),
    ],
)
def test_it_follows_from_the_dues(coop, joined, years, state):
    assert state_of(enrol(make_worker(), joined_on=joined, years=years)) == state


def test_founders_do_not_wait(coop):
    founder = coop.founding_until
    member = enrol(make_worker(), joined_on=founder)
    assert state_of(member, on=founder + dt.timedelta(days=1)) == MemberState.IN_FORCE


@pytest.mark.parametrize("joined", [dt.date(2024, 2, 29), dt.date(2025, 3, 1)])
@pytest.mark.parametrize("years", [1, 2, 3])
def test_the_list_and_the_claim_desk_reckon_alike(coop, joined, years):
    made = enrol(make_worker(), joined_on=joined, years=years)
    on = dt.date(2027, 6, 1)
    member = Member.objects.with_state(coop, on=on).get(pk=made.pk)
    paid = made.dues.count()
    assert member.until == paid_until(joined, paid)
    assert member.lapses_on == lapsed_on(made, coop, paid=paid)


def test_dues_of_tomorrow_do_not_count_today(coop):
    member = enrol(make_worker(), joined_on=days_ago(400), years=2)
    run("ALTER TABLE mutualfund_duespayment DISABLE TRIGGER kept", role=OWNER)
    member.dues.filter(year=member.joined_on.year + 1).update(paid_on=DAY + dt.timedelta(days=1))
    assert state_of(member) == MemberState.GRACE
    assert state_of(member, on=DAY + dt.timedelta(days=1)) == MemberState.IN_FORCE


def test_leaving_the_roster_ends_it(coop):
    worker = make_worker(left_on=days_ago(3), leave_reason=LeaveReason.RETIRED)
    assert state_of(enrol(worker, joined_on=days_ago(100))) == MemberState.LEFT


def test_leaving_gives_nothing_back_and_happens_once(coop, zhang_joined, zheng):
    left = leave_coop(zhang_joined, reason="本人自愿退社", on=DAY, by=zheng)
    assert state_of(left) == MemberState.LEFT
    with pytest.raises(Refused, match="已于 2026-10-20 退社"):
        leave_coop(left, reason="调离", on=DAY, by=zheng)


def test_the_register_counts_each_state(coop, as_, zheng):
    for days in (10, 100, 340, 400, 500):
        enrol(make_worker(), joined_on=days_ago(days))
    answer = as_(zheng).get(reverse("coop-list"))
    counts = {key: count for key, _, count in answer.context["state_tabs"]}
    assert counts == {
        "": 5, "open": 5, "in_force": 2, "waiting": 1, "soon": 1, "grace": 1, "lapsed": 1, "left": 0,
    }  # fmt: skip
    owing = as_(zheng).get(reverse("coop-list"), {"state": "grace"})
    assert [member.joined_on for member, _ in owing.context["rows"]] == [days_ago(400)]


def test_the_register_asks_the_database_as_often_for_one_as_for_fifty(
    coop, as_, zheng, django_assert_num_queries
):
    client = as_(zheng)
    enrol(make_worker(), joined_on=days_ago(100))
    client.get(reverse("coop-list"))
    with django_assert_num_queries(QUERIES):
        client.get(reverse("coop-list"))
    for _ in range(52):
        enrol(make_worker(), joined_on=days_ago(100))
    with django_assert_num_queries(QUERIES):
        answer = client.get(reverse("coop-list"))
    assert len(answer.context["rows"]) == 50


@pytest.mark.parametrize(
    "change",
    ["joined_on = '2020-01-01'", "number = 'X'", "worker_id = worker_id + 1"],
)
@pytest.mark.parametrize("role", ["guanai_app", OWNER])
def test_the_database_keeps_who_joined_when(zhang_joined, change, role):
    with pytest.raises(Exception, match=r"is kept|permission denied"):
        run(f"UPDATE mutualfund_member SET {change}", role=role)


def test_the_database_lets_nobody_come_back_by_erasing_the_end(zhang_joined, zheng):
    leave_coop(zhang_joined, reason="调离", on=DAY, by=zheng)
    with pytest.raises(Exception, match="is kept"):
        run("UPDATE mutualfund_member SET left_on = NULL", role=OWNER)
