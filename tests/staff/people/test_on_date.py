"""How many on any day: answered from dated rows; every number opens its list."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.actions.departures import leave_roster, return_worker
from staff.actions.households import join_couples
from staff.actions.tenures import move_worker, undo_move
from staff.holdings import Holding, holding_of
from staff.models import (
    Household,
    Identity,
    LeaveReason,
    Post,
    Sex,
    Tenure,
    TenureTrace,
    Worker,
)
from tests.mutualfund.sql import run
from tests.people import DAY, SINCE, make_station, make_worker
from tests.staff.care import make_cadre, pair
from welfare.errors import Refused

PAGE = reverse("worker-on-date")
NEW_YEARS_EVE = dt.date(2025, 12, 31)
JUNE = dt.date(2026, 6, 1)


@pytest.fixture
def office(as_, zheng):
    """Zheng's browser."""
    return as_(zheng)


def off_post(worker: Worker, **changes) -> Holding:
    told = {"station": worker.station, "job": "", "post": Post.OFF_POST}
    return Holding(**(told | {"identity": Identity.COLLECTIVE} | changes))


def move(worker, by, since=JUNE, reason="段文〔2026〕3 号", **changes):
    return move_worker(
        worker, off_post(worker, **changes), since=since, reason=reason, on=DAY, by=by
    )


def leave(worker, by, left_on=JUNE, reason=LeaveReason.RETIRED, document="退休批复 12 号"):
    return leave_roster(worker, left_on=left_on, reason=reason, document=document, on=DAY, by=by)


def names(client, **query) -> list[str]:
    return [worker.name for worker in client.get(PAGE, query).context["page"]]


def counted(client, on, label) -> int:
    chips = client.get(PAGE, {"on": on.isoformat()}).context["parts"].chips
    return next(chip.count for chip in chips if chip.label == label)


def test_it_knows_the_post_of_every_day(office, zhang, zhou):
    move(zhang, zhou)
    assert counted(office, NEW_YEARS_EVE, "在岗") == 1
    assert counted(office, JUNE - dt.timedelta(days=1), "在岗") == 1
    assert counted(office, JUNE, "在岗") == 0
    assert counted(office, JUNE, "息岗") == 1


def test_it_knows_unit_and_identity_of_every_day(office, zhang, zhou):
    liuhe = make_station("柳河站", "柳河分公司")
    move(zhang, zhou, station=liuhe, identity=Identity.STATE)
    assert names(office, on=NEW_YEARS_EVE.isoformat(), branch=liuhe.branch_id) == []
    assert names(office, on=DAY.isoformat(), branch=liuhe.branch_id) == ["张桂兰"]
    assert counted(office, NEW_YEARS_EVE, "全民工") == 0
    assert counted(office, DAY, "全民工") == 1


def test_it_knows_the_tier_of_every_day(office, zhang, zhao, zheng, walk):
    spring = dt.date(2026, 3, 1)
    file = pair(zhang, make_cadre(zhao, zheng), zheng, spring).file
    walk.change(file, "general", on=JUNE)
    assert counted(office, NEW_YEARS_EVE, "特困") == 0
    assert counted(office, spring, "特困") == 1
    assert counted(office, JUNE, "特困") == 0
    assert counted(office, JUNE, "一般困难") == 1


def test_it_counts_a_leaver_until_the_day_and_a_returner_from_his(office, zhang, zhou):
    leave(zhang, zhou)
    back = dt.date(2026, 9, 1)
    zhang.refresh_from_db()
    return_worker(zhang, off_post(zhang), since=back, document="调令 8 号", on=DAY, by=zhou)
    day = dt.timedelta(days=1)
    days = {JUNE - day: 1, JUNE: 0, back - day: 0, back: 1, DAY: 1}
    found = {on: counted(office, on, "全部") for on in days}
    assert found == days
    assert [Worker.objects.on_roster(on=on).count() for on in days] == list(days.values())


def test_it_counts_double_households_of_the_day(office, zhang, li, zhou):
    join_couples([(zhang, li)])
    leave(li, zhou)
    assert counted(office, NEW_YEARS_EVE, "双集体户") == 1
    assert counted(office, DAY, "双集体户") == 0
    assert Household.objects.double().count() == 0


def test_every_number_opens_its_list_of_the_day(office, zhang, li, zhou, zhao, zheng):
    make_worker("孙大海", sex=Sex.MALE, post=Post.EARLY_RETIRED)
    join_couples([(zhang, li)])
    pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2025, 3, 1))
    move(li, zhou)
    for on in (NEW_YEARS_EVE, DAY):
        parts = office.get(PAGE, {"on": on.isoformat()}).context["parts"]
        assert parts.adds_up
        cells = [cell for line in [*parts.lines, parts.foot] for cell in (line.total, *line.cells)]
        for number in [*parts.chips, *cells]:
            people = office.get(PAGE + number.url).context["page"].paginator.count
            assert people == number.count * (2 if number.unit else 1), number


def test_it_says_so_when_the_day_is_of_no_use(office, zhang):
    for on, words in (("2030-01-01", "还没到"), ("月底", "不是日期"), ("2025-02-30", "不是日期")):
        page = office.get(PAGE, {"on": on})
        assert words in page.content.decode()
        assert page.context["asked"].on == DAY


def test_it_drops_filters_that_mean_nothing(office, zhang):
    query = {"post": "boss", "sex": "x", "branch": "1 or 1", "tier": "rich'", "page": "z"}
    assert office.get(PAGE, query).status_code == 200


def test_it_tells_a_registrar_no_tiers(as_, zhou, zhang, zhao, zheng):
    pair(zhang, make_cadre(zhao, zheng), zheng)
    page = as_(zhou).get(PAGE, {"tier": "extreme"})
    assert "特困" not in page.content.decode()
    assert page.context["page"].paginator.count == 1


def test_it_asks_the_same_for_one_and_for_sixty(office, zhang):
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            page = office.get(PAGE)
        asked.append(len(queries))
        for _ in range(59):
            make_worker()
    assert asked[0] == asked[1] <= 16
    assert len(page.context["page"]) == 50


# -- moving ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "reason", "words"),
    [
        (DAY + dt.timedelta(days=1), "文", "还没到"),
        (JUNE, "", "要写原因"),
        (SINCE, "文", "要晚于这一天"),
        (dt.date(1900, 1, 1), "文", "太早"),
    ],
)
def test_it_refuses_a_move(zhang, zhou, since, reason, words):
    with pytest.raises(Refused, match=words):
        move(zhang, zhou, since=since, reason=reason)
    assert Tenure.objects.get(worker=zhang).until is None


def test_it_refuses_a_move_that_changes_nothing(zhang, zhou):
    with pytest.raises(Refused, match="没有变"):
        move_worker(zhang, holding_of(zhang), since=DAY, reason="", on=DAY, by=zhou)


def test_it_refuses_to_move_a_leaver(zhang, zhou):
    leave(zhang, zhou)
    with pytest.raises(Refused, match="重新入册"):
        move(zhang, zhou, since=DAY)


def test_it_moves_on_the_page(as_, zhou, zhang):
    told = {
        "since": JUNE.isoformat(), "station": zhang.station_id, "job": "售票员",
        "post": "off_post", "identity": "collective",
    }  # fmt: skip
    url = reverse("worker-move", args=[zhang.pk])
    assert "要写原因" in as_(zhou).post(url, told).content.decode()
    answer = as_(zhou).post(url, told | {"reason": "补登"}, follow=True)
    zhang.refresh_from_db()
    assert (zhang.post, zhang.job) == ("off_post", "售票员")
    assert "售票员" in answer.content.decode()


def test_it_takes_the_last_move_back_and_keeps_what_it_said(office, zhang, zhou):
    move(zhang, zhou)
    with pytest.raises(Refused, match="要写原因"):
        undo_move(zhang, reason=" ", by=zhou)
    url = reverse("worker-move-undo", args=[zhang.pk])
    page = office.post(url, {"reason": "看错了人"}, follow=True).content.decode()
    zhang.refresh_from_db()
    assert zhang.post == Post.ON_POST
    assert counted(office, JUNE, "在岗") == 1
    assert "改过或撤销" in page
    with pytest.raises(Refused, match="没有可以撤销"):
        undo_move(zhang, reason="再来", by=zhou)


def test_history_rewritten_by_hand_leaves_a_trace(zhang):
    run("UPDATE staff_tenure SET post = 'off_post' WHERE worker_id = %s", zhang.pk)
    run("DELETE FROM staff_tenure WHERE worker_id = %s", zhang.pk)
    posts = TenureTrace.objects.order_by("pk").values_list("post", flat=True)
    assert list(posts) == ["on_post", "off_post"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM staff_tenuretrace",
        "UPDATE staff_tenuretrace SET post = 'off_post'",
        "INSERT INTO staff_tenuretrace SELECT * FROM staff_tenuretrace",
    ],
)
def test_nobody_touches_a_trace(zhang, statement):
    run("DELETE FROM staff_tenure WHERE worker_id = %s", zhang.pk)
    with pytest.raises(Exception, match="permission denied"):
        run(statement)


def test_no_day_has_two_rows(zhang):
    with pytest.raises(IntegrityError, match="tenure_one_at_a_time"):
        Tenure.objects.create(worker=zhang, since=JUNE, station=zhang.station, post=Post.OFF_POST)
