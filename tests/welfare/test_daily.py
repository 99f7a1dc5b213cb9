"""The nightly job: quarters turn and notices come down by themselves, once."""

import datetime as dt

from django.core.management import call_command

from staff.models import DutyStatus, VisitDuty
from tests.staff.care import make_cadre, pair
from welfare import clock


def nightly(capsys) -> str:
    call_command("daily")
    return capsys.readouterr().out


def test_it_turns_the_quarter_and_keeps_the_missed_one(zhang, zhao, zheng, capsys):
    pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 8, 31))  # due on 30 September
    with clock.travel(dt.date(2026, 10, 1)):
        assert "未走访 0 户，新任务 1 户" in nightly(capsys)
    with clock.travel(dt.date(2026, 10, 7)):  # a visit of 30 September may still be entered
        assert "未走访 0 户，新任务 0 户" in nightly(capsys)
    with clock.travel(dt.date(2026, 10, 8)):
        assert "未走访 1 户，新任务 0 户" in nightly(capsys)
        assert "未走访 0 户，新任务 0 户" in nightly(capsys)
    assert sorted(VisitDuty.objects.values_list("quarter", "status")) == [
        (3, DutyStatus.MISSED),
        (4, DutyStatus.PENDING),
    ]


def test_it_gives_a_late_pairing_its_thirty_days(zhang, zhao, zheng, capsys):
    pair(zhang, make_cadre(zhao, zheng), zheng, dt.date(2026, 9, 20))
    with clock.travel(dt.date(2026, 10, 27)):
        assert "未走访 0 户" in nightly(capsys)
    with clock.travel(dt.date(2026, 10, 28)):
        assert "未走访 1 户" in nightly(capsys)
