"""The office sees what looks odd, draws a sample nobody chose, and hears the workers."""

import datetime as dt
import re
import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from staff.actions.callbacks import drawn
from staff.actions.visits import open_duties, record_visit
from staff.models import Callback, CallbackSample, DutyStatus, Level, Mode, Visit, VisitDuty
from tests.mutualfund.sql import as_app
from tests.people import DAY, make_worker
from tests.staff.care import make_cadre, pair, visit
from welfare import clock
from welfare.crypto import Sealed
from welfare.days import Quarter

THIRD = "2026-3"
FINE = dict.fromkeys(("living", "schooling", "medical", "belonging"), Level.FINE)


def call(pairing, by, day, note="", time=None, entered=None, moment=None):
    with clock.travel(moment or entered or day):
        return record_visit(
            pairing, visited_on=day, mode=Mode.HOME, levels=FINE, needs=[], note=note, time=time,
            key=uuid.uuid4(), on=entered or day, by=by,
        )  # fmt: skip


@pytest.fixture
def pairings(zhao, cadre, zheng):
    """Zhao answers for six workers since July."""
    return [pair(make_worker(f"职工{n}"), cadre, zheng, dt.date(2026, 7, 2)) for n in range(6)]


def odd(client, kind: str) -> str:
    told = {"kind": kind, "quarter": THIRD}
    return client.get(reverse("visit-oddities"), told).content.decode()


def test_it_shows_mass_entry_and_identical_words_at_the_end_of_a_quarter(
    as_, zheng, zhao, pairings
):
    for pairing in pairings:
        call(pairing, zhao, dt.date(2026, 9, 29), note="家里一切都好，放心")
    client = as_(zheng)
    assert "09-29 一天录入" in odd(client, "mass")
    page = odd(client, "same")
    assert "一字不差" in page
    link = page.split('href="/visits/?')[1].split('"')[0].replace("&amp;", "&")
    listed = client.get(f"/visits/?{link}").content.decode()
    assert "6 次" in listed
    assert "写的都是「家里一切都好，放心」" in listed


def test_it_shows_three_entered_in_one_sitting_any_day_of_the_quarter(as_, zheng, zhao, pairings):
    day = dt.date(2026, 8, 4)
    for pairing, hour in zip(pairings, (9, 10, 11, 14, 14, 14), strict=True):
        at = dt.datetime.combine(day, dt.time(hour), clock.now().tzinfo)
        call(pairing, zhao, day, moment=at)
    page = odd(as_(zheng), "mass")
    assert "08-04 一天录入，其中 3 次是坐下一口气录的" in page
    assert "6 次" in page


def test_three_an_hour_apart_are_no_sitting(as_, zheng, zhao, pairings):
    day = dt.date(2026, 8, 4)
    for pairing, hour in zip(pairings[:3], (9, 10, 11), strict=True):
        call(pairing, zhao, day, moment=dt.datetime.combine(day, dt.time(hour), clock.now().tzinfo))
    assert "一口气" not in odd(as_(zheng), "mass").replace("一人坐下一口气", "")


def test_it_shows_who_enters_more_than_half_in_the_last_five_days(as_, zheng, zhao, pairings):
    days = (dt.date(2026, 8, 4), dt.date(2026, 9, 26), dt.date(2026, 9, 30))
    for pairing, day in zip(pairings, days, strict=False):
        call(pairing, zhao, day)
    assert "3 次里 2 次在季末最后 5 天才录入" in odd(as_(zheng), "rush")
    call(pairings[3], zhao, dt.date(2026, 8, 5))
    assert "次在季末最后" not in odd(as_(zheng), "rush")


def test_it_shows_words_that_differ_in_a_character(as_, zheng, zhao, pairings):
    words = "家里老人身体还好，孩子上学也没有问题，生活过得去"
    for n, pairing in enumerate(pairings[:4]):
        call(pairing, zhao, dt.date(2026, 8, 3 + n), note=f"{words}{n}")
    call(pairings[4], zhao, dt.date(2026, 8, 9), note="丈夫刚做完手术，药费报销还差一张单子")
    client = as_(zheng)
    page = odd(client, "alike")
    assert "原话九成以上一样" in page
    assert words not in page
    link = page.split('href="/visits/?')[1].split('"')[0].replace("&amp;", "&")
    listed = client.get(f"/visits/?{link}").content.decode()
    assert "写得和 08-03 那次很像" in listed
    assert "药费报销" not in listed
    assert listed.count(words) == 4


def test_it_says_where_an_hour_left_out_hides_an_overlap(as_, zheng, zhao, pairings):
    call(pairings[0], zhao, dt.date(2026, 8, 4), time=dt.time(8))
    call(pairings[1], zhao, dt.date(2026, 8, 4))
    call(pairings[2], zhao, dt.date(2026, 8, 5))
    page = odd(as_(zheng), "untimed")
    assert "08-04 去了 2 家，1 次没写几点" in page
    assert "08-05" not in page


def test_it_shows_two_homes_at_one_time(as_, zheng, zhao, pairings):
    for pairing, minute in zip(pairings, (0, 10, 55), strict=False):
        call(pairing, zhao, dt.date(2026, 8, 4), time=dt.time(8, minute))
    page = odd(as_(zheng), "overlap")
    assert "08-04 08:00 和 08:10 在两家" in page
    assert "08:55" not in page


def test_it_shows_one_who_enters_for_many(as_, zheng, hire, zhang, li):
    for n, name in enumerate("甲乙丙"):
        cadre = make_cadre(hire(f"k{n}", name), zheng)
        call(pair(make_worker(), cadre, zheng, dt.date(2026, 7, 2)), zheng, dt.date(2026, 8, 3))
    assert "替 3 位包保人录入" in odd(as_(zheng), "proxy")


def test_the_sample_is_drawn_once_and_can_be_drawn_again_by_its_seed(
    as_, zheng, liang, zhao, pairings
):
    for pairing in pairings:
        for day in (3, 4, 5):
            call(pairing, zhao, dt.date(2026, 8, day))
    client = as_(zheng)
    client.post(reverse("callback-draw"), {"quarter": THIRD})
    sample = CallbackSample.objects.get()
    assert (sample.population, sample.calls.count()) == (18, 2)
    assert drawn(sample) == sorted(sample.calls.values_list("visit", flat=True))
    again = client.post(reverse("callback-draw"), {"quarter": THIRD}, follow=True)
    assert "不能重抽" in again.content.decode()
    one = sample.calls.first()
    address = reverse("callback-detail", args=[one.pk])
    assert "请写下他怎么说" in client.post(address, {"result": "not_came"}).content.decode()
    client.post(address, {"result": "not_came", "note": "没见过人"})
    assert "说没来过" in odd(client, "denied")
    assert "已经有回访结果" in client.post(address, {"result": "came"}).content.decode()


def test_nobody_calls_back_his_own_visit(as_, zheng, pairings):
    call(pairings[0], zheng, dt.date(2026, 8, 3))
    as_(zheng).post(reverse("callback-draw"), {"quarter": THIRD})
    address = reverse("callback-detail", args=[Callback.objects.get().pk])
    assert "自己的走访不能自己回访" in as_(zheng).post(address, {"result": "came"}).content.decode()
    with pytest.raises(DatabaseError), transaction.atomic():
        Callback.objects.update(result="came", called_at=clock.now(), called_by=zheng)


def test_it_draws_nothing_while_late_entries_may_come(as_, zheng, pairings):
    with clock.travel(dt.date(2026, 10, 7)):
        page = as_(zheng).post(reverse("callback-draw"), {"quarter": THIRD}, follow=True)
    assert "满 7 天" in page.content.decode()


def test_the_worker_confirms_with_a_code(client, zhang, zhao, pairing):
    made = visit(pairing, zhao)
    address = reverse("visit-confirm")
    told = {"code": made.code.lower(), "id_tail": zhang.id_number[-4:]}
    wrong = client.post(address, told | {"id_tail": "0000"}).content.decode()
    assert "对不上" in wrong
    page = client.post(address, told).content.decode()
    assert "张*兰" in page
    assert "张桂兰" not in page
    with as_app():
        client.post(address, told | {"came": "no"})
    assert made.confirmation.came is False
    assert "不能再改" in client.post(address, told | {"came": "yes"}).content.decode()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE staff_visitconfirmation SET came = true")


def test_the_worker_is_asked_at_the_next_visit(as_, zhao, pairing):
    first = visit(pairing, zhao, on=dt.date(2026, 8, 3))
    second = visit(pairing, zhao)
    client = as_(zhao)
    with as_app():
        client.post(reverse("visit-ask", args=[second.pk]), {"came": "yes"})
    assert Visit.objects.get(pk=first.pk).confirmation.came is True


def test_a_quarter_is_waived_by_somebody_else_with_a_reason(as_, zheng, pairing):
    open_duties(Quarter.of(DAY))
    duty = VisitDuty.objects.of_quarter(Quarter.of(DAY)).get()
    address, client = reverse("duty-waive", args=[duty.pk]), as_(zheng)
    assert "要写原因" in client.post(address, {"reason": ""}, follow=True).content.decode()
    client.post(address, {"reason": "在省城住院"})
    duty.refresh_from_db()
    assert (duty.status, duty.waived_by) == (DutyStatus.WAIVED, zheng)


def test_a_cadre_waives_nothing_of_his_own(as_, zheng, zhang):
    own = pair(zhang, make_cadre(zheng, zheng), zheng)
    duty = own.duties.get()
    page = as_(zheng).post(reverse("duty-waive", args=[duty.pk]), {"reason": "忙"}, follow=True)
    assert "请别人批" in page.content.decode()
    with pytest.raises(DatabaseError), transaction.atomic():
        VisitDuty.objects.update(
            status="waived", waived_by=zheng, waived_on=DAY, waived_reason=Sealed(b"x")
        )


def test_a_form_that_did_not_know_of_the_latest_visit_says_so(as_, zheng, zhao, pairing):
    told = {
        "pairing": pairing.pk, "mode": "home", "visited_on": DAY.isoformat(), "living": 0,
        "schooling": 0, "medical": 0, "belonging": 0, "key": uuid.uuid4(), "go": "save", "seen": 0,
    }  # fmt: skip
    visit(pairing, zheng, note="先到一步")
    client = as_(zhao)
    assert "郑敏已记下" in client.post(reverse("visit-new"), told).content.decode()
    answer = client.post(reverse("visit-send"), told).json()
    assert answer["outcome"] == "newer"
    assert Visit.objects.count() == 1
    assert client.post(reverse("visit-send"), told | {"go": "anyway"}).json()["outcome"] == "saved"


def test_one_key_never_stands_for_two_different_visits(as_, zhao, pairing):
    told = {
        "pairing": pairing.pk, "mode": "home", "visited_on": DAY.isoformat(), "living": 0,
        "schooling": 0, "medical": 0, "belonging": 0, "key": uuid.uuid4(), "note": "一",
    }  # fmt: skip
    client = as_(zhao)
    answers = [client.post(reverse("visit-send"), told | {"note": n}).json() for n in "一一二"]
    assert [one["outcome"] for one in answers] == ["saved", "saved", "refused"]
    assert Visit.objects.get().note == "一"


def test_the_form_asks_seven_things_and_answers_none_of_the_four(as_, zhao, pairing):
    page = as_(zhao).get(reverse("visit-new")).content.decode()
    inside = page.split("data-visit")[1].split("</form>")[0]
    told = r'<(?:input|textarea|select)[^>]* name="([^"]+)"'
    [folded] = re.findall(r"<details.*?</details>", inside, re.DOTALL)
    assert set(re.findall(told, folded)) == {"mode", "visited_on", "visited_time"}
    asked = set(re.findall(told, inside.replace(folded, "")))
    four = {"living", "schooling", "medical", "belonging"}
    assert asked - {"csrfmiddlewaretoken", "key", "seen"} == {"pairing", "needs", "note"} | four
    for name in four:
        assert not re.search(rf'<input[^>]*name="{name}"[^>]*checked', inside)


def test_a_never_let_nobody_asked_about_is_not_answered(as_, zhao, pairing):
    client, url = as_(zhao), reverse("visit-new")
    told = {"pairing": pairing.pk, "mode": "home", "visited_on": DAY.isoformat(),
            "key": uuid.uuid4(), "living": 0, "schooling": 0, "belonging": 0}  # fmt: skip
    words = "选放心、要关注或有风险"
    assert words not in client.post(url, told | {"go": "2"}).content.decode()
    for go in ("3", "save"):
        page = client.post(url, told | {"go": go})
        assert words in page.content.decode()
        assert page.context["step"] == 2
    assert client.post(reverse("visit-send"), told).json()["outcome"] == "refused"
    assert not Visit.objects.exists()


def test_a_quarter_at_the_end_of_time_narrows_nothing(as_, zheng):
    client = as_(zheng)
    for page in ("visit-list", "visit-oddities", "callback-list", "hardship-list"):
        for far in ("9999-4", "0001-1", "1999-4"):
            assert client.get(reverse(page), {"quarter": far}).status_code == 200, (page, far)
