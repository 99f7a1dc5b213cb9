"""去世以后发的钱: what went out on or after a death is listed, until it is taken back."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mutualfund.actions.payments import pay_claim
from mutualfund.models import Payee, Payment
from staff.actions.departures import leave_roster, undo_departure
from staff.actions.gifts import hand_out
from staff.campaign_plan import Proxy
from staff.models import Gift, LeaveReason, Worker
from tests.mutualfund.conftest import (  # noqa: F401 - one claim ready to be paid, as the fund makes it
    accepted,
    announced,
    approved,
    committee,
    coop,
    investigated,
    meeting,
    reviewed,
    zhang_joined,
)
from tests.people import DAY, id_number, make_worker
from tests.staff.campaign import drawn, locked, make_file
from welfare.roles import Role

BORN = dt.date(1968, 5, 2)
LIST = reverse("after-death-list")
ONE = dt.timedelta(days=1)


@pytest.fixture
def helped(reviewed, zhang, zheng, liang, gao, chen, guo, yun):  # noqa: F811 - the fixture of the fund
    """Zhang got 500 of the fund and a festival gift of 530 today, Sun a gift alone."""
    make_file(zhang, zheng)
    make_file(make_worker("孙玉兰"), zheng)
    campaign = drawn(locked(zheng, gao), zheng, (chen, guo, yun))
    husband = Proxy("王建军", "丈夫", "住院", id_number(BORN))
    for gift in campaign.gifts.all():
        hand_out(gift, on=DAY, by=liang, paid_with=zheng, proxy=husband)
    pay_claim(reviewed, on=DAY, by=yun)
    return zhang


def die(worker, by, on=DAY, reason=LeaveReason.DIED):
    """The departure is entered today, late or not."""
    return leave_roster(worker, left_on=on, reason=reason, document="死亡证明", on=DAY, by=by)


def late() -> tuple[int, int]:
    """How many payments and gifts went out too late."""
    return Payment.objects.after_death().count(), Gift.objects.after_death().count()


@pytest.mark.parametrize(
    ("day", "reason", "found"),
    [
        (DAY - 3 * ONE, LeaveReason.DIED, (1, 1)),
        (DAY, LeaveReason.DIED, (1, 1)),
        (DAY - 3 * ONE, LeaveReason.RETIRED, (0, 0)),
    ],
)
def test_it_finds_what_went_out_on_or_after_the_death(helped, zhou, day, reason, found):
    assert late() == (0, 0)
    die(helped, zhou, day, reason)
    assert late() == found


def test_it_leaves_out_what_went_out_before(helped, zhou):
    die(helped, zhou)
    Payment.objects.get()
    helped.refresh_from_db()
    helped.left_on = DAY + ONE
    helped.save(update_fields=["left_on"])
    assert late() == (0, 0)


def test_it_leaves_out_what_a_relative_was_entered_to_take(helped, zhou, zheng):
    die(helped, zhou)
    Payee.objects.create(
        claim=Payment.objects.get().claim, name="王建军", relation="丈夫", document="亲属关系证明",
        recorded_on=DAY, recorded_by=zheng,
    )  # fmt: skip
    assert late() == (0, 1)


def test_a_death_taken_back_takes_them_off(helped, zhou):
    gone = die(helped, zhou)
    undo_departure(gone, reason="登记错了人", on=DAY, by=zhou)
    assert late() == (0, 0)


def test_the_page_says_who_when_and_how(as_, helped, zhou, zheng):
    die(helped, zhou, DAY - 3 * ONE)
    page = as_(zheng).get(LIST)
    assert [(row.worker, row.days) for row in page.context["rows"]] == [(helped, 3), (helped, 3)]
    for words in ("张桂兰", "2026-10-17", "去世后 3 天", "500.00", "530.00", "王建军（丈夫）代领"):
        assert words in page.content.decode()


def test_each_count_opens_its_list(as_, helped, zhou, zheng):
    die(helped, zhou)
    client = as_(zheng)
    for key, _, many in client.get(LIST).context["lists"]:
        assert len(client.get(LIST, {"show": key}).context["rows"]) == many
    assert [many for _, _, many in client.get(LIST).context["lists"]] == [2, 1, 1, 0]


def test_officer_and_auditor_see_the_count_on_their_workbench(as_, everyone, helped, zhou):
    die(helped, zhou)
    for role in (Role.OFFICER, Role.AUDITOR, Role.CHAIR):
        page = as_(everyone[role.value]).get(reverse("home")).content.decode()
        assert ("去世以后发的钱" in page and LIST in page) == (role != Role.CHAIR)


def test_its_queries_do_not_grow_with_the_rows(as_, helped, zhou, zheng):
    client = as_(zheng)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    die(helped, zhou)
    asked()  # the first asks what is then remembered
    two = asked()
    die(Worker.objects.get(name="孙玉兰"), zhou)
    assert late() == (1, 2)
    assert asked() == two
