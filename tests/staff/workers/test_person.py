"""One person on one page; numbers are masked until someone gives a reason."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.actions.households import join_couples
from staff.actions.visits import open_duties
from staff.models import Level, Relation
from tests.mutualfund.conftest import (  # noqa: F401 - Zhang's membership and claim, as the fund makes them
    accepted,
    coop,
    zhang_joined,
)
from tests.people import DAY, make_station, make_worker
from tests.staff.care import make_cadre, pair, visit
from welfare import clock
from welfare.days import Quarter
from welfare.models import AuditEntry

JULY = dt.date(2026, 7, 2)
TOKENS = re.compile(r'"[A-Za-z0-9]{64}"|/workers/\d+/')


@pytest.fixture
def office(as_, zheng):
    """Zheng's browser."""
    return as_(zheng)


@pytest.fixture
def pairing(zhang, zhao, zheng):
    """Zhao answers for Zhang since July."""
    return pair(zhang, make_cadre(zhao, zheng), zheng, JULY)


def text_of(client, worker, **query) -> str:
    return client.get(worker.get_absolute_url(), query).content.decode()


def reveal(client, worker, **told):
    url = reverse("worker-reveal", args=[worker.pk])
    return client.post(url, {"field": "id_number", "reason": "办理补助申领"} | told)


def test_it_masks_what_identifies_a_person(office, zhang):
    zhang.phone, zhang.bank_card, zhang.address = (
        "13800000417",
        "6222020000001233306",
        "青石镇柳树街 3 号",
    )
    zhang.save()
    page = text_of(office, zhang)
    for number in (zhang.id_number, zhang.phone, zhang.bank_card, "柳树街 3 号"):
        assert number not in page
    for shown in (
        f"{zhang.id_number[0]}{'*' * 15}{zhang.id_number[-2:]}",
        "138****0417",
        "**** 3306",
    ):
        assert shown in page


def test_it_shows_care_and_the_fund_on_one_page(office, accepted, pairing, zhao):  # noqa: F811 - the fixture
    visit(pairing, zhao, on=JULY, medical=Level.RISK, note="药费吃紧")
    page = text_of(office, accepted.member.worker)
    for words in (
        "特困",
        "赵志强",
        "药费吃紧",
        "有风险",
        "互助会员",
        "50.00 元，1 次",
        accepted.number,
    ):
        assert words in page


def test_it_draws_the_steps_of_the_tier(office, zhang, pairing, walk):
    walk.change(pairing.file, "severe", on=dt.date(2026, 9, 1))
    answer = office.get(zhang.get_absolute_url())
    line = answer.context["care"].line
    assert [(step.x, step.y) for step in line.steps] == [(80, 24), (452, 64)]
    assert line.words == "2026 年 7 月特困，2026 年 9 月重困"
    assert "困难等级由特困调为重困" in answer.content.decode()


def test_it_says_when_nobody_went_this_quarter(office, zhang, pairing, zhao):
    visit(pairing, zhao, on=JULY)
    open_duties(Quarter.of(DAY))
    assert "第四季度还没去" in text_of(office, zhang)
    with clock.travel(DAY):
        visit(pairing, zhao, on=DAY)
    assert "第四季度已走访 1 次" in text_of(office, zhang)


@pytest.mark.parametrize(
    ("show", "there", "gone"), [("visit", "药费", "建困难档案"), ("claim", "", "药费")]
)
def test_it_shows_one_kind_of_event(office, zhang, pairing, zhao, show, there, gone):
    visit(pairing, zhao, on=JULY, note="药费吃紧")
    answer = office.get(zhang.get_absolute_url(), {"show": show})
    told = "".join(event.title + event.note for event in answer.context["events"])
    assert there in told
    assert gone not in told


def test_it_shows_the_household(office, zhang, li):
    join_couples([(zhang, li)])
    page = text_of(office, zhang)
    assert "双集体户" in page
    assert "配偶 李秀英" in page
    zhang.refresh_from_db()
    zhang.household.members.create(
        name="小明", relation=Relation.CHILD, remark="大二在读", income=0
    )
    page = text_of(office, zhang)
    assert "大二在读" in page
    assert "小明" not in page


def test_it_tells_a_cadre_nothing_of_incomes(as_, zhao, zhang, pairing, office):
    zhang.family_size, zhang.family_income = 4, "4720.00"
    zhang.save()
    assert "1,180" in text_of(office, zhang)
    assert "1,180" not in text_of(as_(zhao), zhang)


def test_it_is_not_there_for_a_stranger(as_, he, zhang, pairing):
    client = as_(he)
    answers = [client.get(reverse("worker-detail", args=[pk])) for pk in (zhang.pk, 999_999)]
    assert [answer.status_code for answer in answers] == [404, 404]
    hidden, never = (TOKENS.sub("", answer.content.decode()) for answer in answers)
    assert hidden == never


def test_it_keeps_care_from_the_registrar(as_, zhou, zhang, pairing, zhao):
    visit(pairing, zhao, on=JULY, note="药费吃紧")
    page = text_of(as_(zhou), zhang)
    assert "药费吃紧" not in page
    assert "特困" not in page


def test_it_offers_the_file_to_whom_it_opens(as_, zheng, xu, zhang, pairing):
    address = reverse("hardship-detail", args=[pairing.file_id])
    page = reverse("worker-detail", args=[zhang.pk])
    assert address in as_(zheng).get(page).content.decode()
    assert as_(xu).get(address).status_code == 403
    assert address not in as_(xu).get(page).content.decode()


def test_it_writes_down_who_opened_the_file_once_a_day(office, zhang, zheng):
    for _ in range(3):
        office.get(zhang.get_absolute_url())
    opened = AuditEntry.objects.about(zhang).filter(action="worker.opened", actor=zheng)
    assert opened.count() == 1
    with clock.travel(DAY + dt.timedelta(days=1)):
        office.get(zhang.get_absolute_url())
    assert opened.count() == 2


def test_it_reveals_for_a_reason_and_writes_it_down(office, zhang, zheng):
    assert zhang.id_number in reveal(office, zhang).content.decode()
    entry = AuditEntry.objects.about(zhang).get(action="worker.revealed")
    assert (entry.actor, entry.facts) == (zheng, {"field": "id_number", "reason": "办理补助申领"})
    assert "看身份证号，办理补助申领" in text_of(office, zhang)


def test_it_reveals_as_a_part_of_the_page(office, zhang):
    url = reverse("worker-reveal", args=[zhang.pk])
    told = {"field": "id_number", "reason": "其他", "words": "核对医院单据"}
    answer = office.post(url, told, headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith("<p")
    assert zhang.id_number in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert AuditEntry.objects.about(zhang).get().facts["reason"] == "其他：核对医院单据"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"reason": ""}, "选一个查看的原因"),
        ({"reason": "看看"}, "选一个列出来的原因"),
        ({"reason": "其他"}, "写一句为什么要看"),
        ({"field": "bank_card"}, "只能看列出来的几项"),
        ({"field": "address"}, "只能看列出来的几项"),
    ],
)
def test_it_reveals_nothing_without_a_reason_or_beyond_the_list(office, zhang, told, words):
    answer = reveal(office, zhang, **told)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert zhang.id_number not in answer.content.decode()
    assert not AuditEntry.objects.filter(action="worker.revealed").exists()


def test_it_reveals_thirty_times_a_day_and_again_tomorrow(office, zhang):
    codes = [reveal(office, zhang).status_code for _ in range(31)]
    assert codes == [200] * 30 + [400]
    with clock.travel(DAY + dt.timedelta(days=1)):
        assert reveal(office, zhang).status_code == 200


def test_it_reveals_to_officers_alone(as_, zhao, zhou, zhang, pairing):
    assert [reveal(as_(user), zhang).status_code for user in (zhao, zhou)] == [403, 403]
    assert "看完整号码" not in text_of(as_(zhao), zhang)


def test_it_asks_the_same_of_the_database_for_one_visit_and_for_twenty(
    office, zhang, pairing, zhao
):
    asked = []
    visit(pairing, zhao, on=JULY)
    text_of(office, zhang)
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            text_of(office, zhang)
        asked.append(len(queries))
        for step in range(19):
            visit(pairing, zhao, on=JULY + dt.timedelta(days=step))
    assert asked[0] == asked[1]


def test_it_shows_a_leaver_as_one(office):
    gone = make_worker("周桂芳", make_station(), left_on=JULY, leave_reason="retired")
    assert "2026-07-02 离册" in text_of(office, gone)
