"""摸底普查: pick a unit, say who goes, see who is left, finish."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from staff.actions.canvasses import assign_canvass, close_canvass, open_canvass, record_finding
from staff.actions.households import join_couples
from staff.models import Canvass, CanvassFinding, Seen, Station
from staff.reminding import recipients_on
from tests.mutualfund.sql import run
from tests.people import DAY, make_worker
from tests.staff.hardship.test_in_force import taken_over
from tests.staff.people.test_kin import declare
from welfare import clock
from welfare.errors import Refused
from welfare.models import User


@pytest.fixture
def canvass(zhang, li, zheng, zhao, he) -> Canvass:
    """Zhang's station, gone round by Zhao and He; Li belongs to another."""
    found = open_canvass(
        "十月普查", stations=[zhang.station], due_on=DAY + dt.timedelta(days=9), on=DAY, by=zheng
    )
    assign_canvass(found.units.get(), people=[zhao, he], by=zheng)
    return found


def record(canvass, worker, by, **changes):
    """Seen today with He, not in trouble."""
    he = User.objects.get(username="he")
    told = {"seen_on": DAY, "result": Seen.WELL, "words": "", "went_with": he, "on": DAY}
    return record_finding(canvass, worker, **(told | changes), by=by)


def test_it_finishes_only_when_everybody_was_seen(canvass, zhang, zhao, zheng):
    second = make_worker("钱春兰", zhang.station)
    record(canvass, zhang, zhao)
    with pytest.raises(Refused, match="还有 1 人没有走到"):
        close_canvass(canvass, on=DAY, by=zheng)
    record(canvass, second, zhao, result=Seen.TROUBLE, words="丈夫下岗")
    assert close_canvass(canvass, on=DAY, by=zheng).closed_on == DAY
    with pytest.raises(Refused, match="已经完成"):
        record(canvass, second, zhao)


def test_who_is_sent_round_finds_it_on_his_workbench_until_everybody_is_seen(
    as_, canvass, zhang, zhao, zheng
):
    form = as_(zheng).get(reverse("canvass-assign", args=[canvass.units.get().pk]))
    assert "按下会告诉：选中的调查人，在他们的工作台" in form.content.decode()
    home, words = reverse("home"), f"十月普查：{zhang.station.name}"
    assert words in as_(zhao).get(home).content.decode()
    soon = {(one.name, thing.what) for one in recipients_on(DAY) for thing in one.things}
    assert soon == {(name, "十月普查，还有 1 人没有走到") for name in ("赵志强", "何伟")}
    record(canvass, zhang, zhao)
    assert words not in as_(zhao).get(home).content.decode()


def test_it_takes_only_what_was_asked_for(canvass, zhang, li, zhao, zheng):
    for who, worker, changes, words in (
        (zheng, zhang, {}, "没有指派您去"),
        (zhao, li, {}, "不在这次普查里"),
        (zhao, zhang, {"went_with": None}, "选同去的人"),
        (zhao, zhang, {"went_with": zhao}, "不能是自己"),
        (zhao, zhang, {"went_with": None, "companion": "赵志强"}, "不能是自己"),
        (zhao, zhang, {"companion": "某街道 王某"}, "两样只填一样"),
        (zhao, zhang, {"went_with": zhang.user}, "没有入户调查的权限"),
        (zhao, zhang, {"seen_on": DAY + dt.timedelta(days=1)}, "上门日期"),
        (zhao, zhang, {"result": Seen.IN_CARE}, "还没有建档"),
        (zhao, zhang, {"result": Seen.TROUBLE}, "什么困难"),
    ):
        with pytest.raises(Refused, match=words):
            record(canvass, worker, who, **changes)
    record(canvass, zhang, zhao)
    with pytest.raises(Refused, match="已经走过了"):
        record(canvass, zhang, zhao)
    with pytest.raises(DatabaseError):
        run("DELETE FROM staff_canvassfinding")
    assert CanvassFinding.objects.count() == 1


def test_a_file_in_force_is_said_to_be_in_care(canvass, zhang, zhao, zheng):
    taken_over(zhang, zheng)
    with pytest.raises(Refused, match="已在档"):
        record(canvass, zhang, zhao)
    record(canvass, zhang, zhao, result=Seen.IN_CARE)


def test_the_spouse_of_who_has_a_file_is_in_care_too(canvass, zhang, zhao, zheng):
    taken_over(zhang, zheng)
    spouse = make_worker("周建军", zhang.station)
    join_couples([(zhang, spouse)])
    with pytest.raises(Refused, match="周建军 这一户已在档"):
        record(canvass, spouse, zhao, result=Seen.TROUBLE, words="药费")
    assert record(canvass, spouse, zhao, result=Seen.IN_CARE).worker == spouse


def test_nobody_records_himself_or_his_kin(canvass, zhang, he, zhao, zheng):
    declare(zhang, zhao, zheng)
    with pytest.raises(Refused, match="是张桂兰的亲属"):
        record(canvass, zhang, zhao)
    with (
        pytest.raises(DatabaseError, match=r"is kin of worker"),
        transaction.atomic(),
    ):
        CanvassFinding.objects.create(
            canvass=canvass, worker=zhang, seen_on=DAY, result=Seen.WELL, companion="何伟",
            recorded_by=zhao, recorded_at=clock.now(),
        )  # fmt: skip
    assert record(canvass, zhang, he, went_with=zheng).recorded_by == he


def test_two_go_round_a_station(canvass, zheng, zhao):
    with pytest.raises(Refused, match="2 个不同的人"):
        assign_canvass(canvass.units.get(), people=[zhao], by=zheng)


def test_it_is_opened_recorded_and_counted_on_its_pages(as_, zhang, li, zheng, zhao, he):
    office, surveyor = as_(zheng), as_(zhao)
    answer = office.post(
        reverse("canvass-new"), {"name": "全段普查", "branch": "", "due_on": "2026-11-30"}
    )
    found = Canvass.objects.get()
    assert answer.headers["Location"] == found.get_absolute_url()
    assert found.units.count() == Station.objects.count() == 2
    assert surveyor.get(found.get_absolute_url()).status_code == 404
    for unit in found.units.all():
        office.post(reverse("canvass-assign", args=[unit.pk]), {"people": [zhao.pk, he.pk]})
    url = reverse("canvass-record", args=[found.pk, zhang.pk])
    told = {"result": "well", "seen_on": "2026-10-20", "went_with": he.pk}
    assert surveyor.post(url, told).status_code == 302
    page = office.get(found.get_absolute_url())
    assert page.context["totals"] == {"all": 2, "left": 1}
    assert [worker.name for worker in page.context["page"]] == ["李秀英"]
    for show, count in (("well", 1), ("all", 2), ("trouble", 0), ("nonsense", 1)):
        answer = office.get(found.get_absolute_url(), {"show": show})
        assert answer.context["page"].paginator.count == count
    assert surveyor.get(reverse("canvass-list")).context["page"].paginator.count == 1
    office.post(reverse("canvass-close", args=[found.pk]))
    found.refresh_from_db()
    assert found.closed_on is None


def test_it_asks_the_same_of_the_database_for_many(as_, canvass, zheng, zhang):
    client = as_(zheng)
    client.get(canvass.get_absolute_url())
    with CaptureQueriesContext(connection) as first:
        client.get(canvass.get_absolute_url())
    for n in range(60):
        make_worker(f"工{n}", zhang.station)
    with CaptureQueriesContext(connection) as many:
        page = client.get(canvass.get_absolute_url()).context["page"]
    assert (len(page), len(many)) == (50, len(first))


def test_two_people_of_the_list_go_and_none_is_kin(as_, canvass, zhang, zhao, he, zheng):
    join_couples([(zhang, make_worker("何家人", zhang.station, user=he))])
    page = as_(zhao).get(reverse("canvass-record", args=[canvass.pk, zhang.pk])).context["form"]
    offered = [person.name for person in page.fields["went_with"].queryset]
    assert "郑敏" in offered
    assert not {"何伟", "赵志强", "张桂兰"} & set(offered)
    with pytest.raises(Refused, match="何伟是张桂兰的家里人"):
        record(canvass, zhang, zhao)
    with pytest.raises(Refused, match="何伟是张桂兰的家里人"):
        record(canvass, zhang, he, went_with=zheng)
    record(canvass, zhang, zhao, went_with=None, companion="某街道 王某")
    shown = as_(zheng).get(canvass.get_absolute_url(), {"show": "all"}).text
    assert "赵志强和某街道 王某（外单位）" in shown


def test_the_database_asks_who_went(canvass, zhang, zhao, he, zheng, guo):
    join_couples([(zhang, make_worker("何家人", zhang.station, user=he))])
    insert = (
        "INSERT INTO staff_canvassfinding (uid, canvass_id, worker_id, seen_on, result, companion,"
        " recorded_by_id, went_with_id, recorded_at) VALUES (gen_random_uuid(), %s, %s,"
        " '2026-10-20', 'well', %s, %s, %s, now())"
    )
    for words, by, other, companion in (
        ("kin of worker", zhao.pk, he.pk, ""),
        ("kin of worker", he.pk, zheng.pk, ""),
        ("not theirs to survey", zheng.pk, zhao.pk, ""),
        ("not theirs to survey", zhao.pk, guo.pk, ""),
        ("canvass_two_are_different", zhao.pk, zhao.pk, ""),
        ("canvass_seen_by_two", zhao.pk, None, ""),
        ("canvass_seen_by_two", zhao.pk, zheng.pk, "王某"),
    ):
        with pytest.raises(DatabaseError, match=words):
            run(insert, canvass.pk, zhang.pk, companion, by, other)
    run(insert, canvass.pk, zhang.pk, "", zhao.pk, zheng.pk)
