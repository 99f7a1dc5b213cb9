"""One household, one file; one file, one lead, never a relative."""

import datetime as dt

import pytest

from staff.actions.households import join_couples
from staff.actions.pairings import leave_cadre, pair_up
from staff.models import CadreLeft, HardshipFile, Worker
from tests.people import DAY, make_worker
from tests.staff.care import close, make_cadre, pair
from welfare.errors import Refused


def test_it_refuses_a_second_file_in_one_household(zhang, li, zhao, zheng):
    join_couples([(zhang, li)])
    cadre = make_cadre(zhao, zheng)
    pair(zhang, cadre, zheng)
    with pytest.raises(Refused, match="一户一档"):
        pair(Worker.objects.get(pk=li.pk), cadre, zheng)


def test_it_refuses_a_second_lead(zhang, zhao, he, zheng):
    pair(zhang, make_cadre(zhao, zheng), zheng)
    with pytest.raises(Refused, match="已由 赵志强 包保"):
        pair_up(HardshipFile.objects.get(), make_cadre(he, zheng), on=DAY, by=zheng)


def test_it_refuses_a_cadre_of_the_same_household(zhang, li, zheng):
    join_couples([(zhang, li)])
    with pytest.raises(Refused, match="家里人"):
        pair(Worker.objects.get(pk=zhang.pk), make_cadre(li.user, zheng), zheng)


def test_it_keeps_the_tier_history(zhang, zhao, zheng, walk):
    since = DAY - dt.timedelta(days=30)
    file = pair(zhang, make_cadre(zhao, zheng), zheng, since).file
    walk.change(file, "severe", on=DAY)
    assert [(c.was and c.was.key, c.now.key) for c in file.changes.all()] == [
        ("extreme", "severe"),
        (None, "extreme"),
    ]


def test_it_numbers_files_by_year(zhao, zheng):
    cadre = make_cadre(zhao, zheng)
    for name in ("甲", "乙"):
        pair(make_worker(name), cadre, zheng)
    assert sorted(HardshipFile.objects.values_list("number", flat=True)) == [
        "KN-2026-0001",
        "KN-2026-0002",
    ]


def test_a_cadre_whose_file_was_opened_and_closed_today_leaves_tomorrow(zhang, zhao, zheng, gao):
    cadre = make_cadre(zhao, zheng)
    close(pair(zhang, cadre, zheng).file, zheng, gao)
    with pytest.raises(Refused, match="2026-10-21 才终止"):
        leave_cadre(cadre, reason=CadreLeft.RETIRED, on=DAY, by=zheng)
    tomorrow = DAY + dt.timedelta(days=1)
    leave_cadre(cadre, reason=CadreLeft.RETIRED, on=tomorrow, by=zheng)
    cadre.refresh_from_db()
    assert cadre.left_on == tomorrow
