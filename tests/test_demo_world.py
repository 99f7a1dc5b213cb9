"""The demo world retells the source report, number by number, and its books are whole."""

import datetime as dt
from collections import Counter

import pytest
from django.conf import settings as real

from disclosure.actions.box_openings import boxes
from disclosure.actions.objections import may_hear
from disclosure.models import (
    BoxOpening,
    Notice,
    NoticeObjection,
    Rectification,
    RectificationStatus,
    Suggestion,
    SuggestionStatus,
)
from disclosure.walls import walls
from mutualfund.books import verify
from mutualfund.claim_clock import clocks_of
from mutualfund.models import Claim, DueKind, DuesPayment, MinutesVersion, NoticeHold
from staff.models import CadreKind, DutyStatus, FileStatus, HardshipFile, Pairing, VisitDuty
from staff.summary import visit_count
from tests.canary import found_in, leaks, secrets
from welfare import clock
from welfare.demo.calendar import Calendar
from welfare.demo.world import build_world, built_with, migrations_now, note_of_world
from welfare.management.commands.facts import collect
from welfare.models import AuditEntry, User


@pytest.fixture
def world(house, settings, tmp_path):
    """Built once, in the year the tests stand in."""
    settings.VAR_DIR = tmp_path
    calendar = build_world(dt.date(2026, 11, 24))
    with clock.travel(calendar.last_day):
        yield calendar


def care_is_whole() -> None:
    """Visits, duties, pairings, and a file in every state."""
    visits = visit_count()
    assert (visits.due, visits.done, visits.missed) == (280, 243 + 13, 2)
    assert VisitDuty.objects.filter(status=DutyStatus.PENDING).count() == 22
    leads = Pairing.objects.open().values_list("cadre", "cadre__kind")
    assert len(leads) == len({cadre for cadre, _ in leads}) == 35
    assert {kind for _, kind in leads} == set(CadreKind)
    assert set(HardshipFile.objects.values_list("status", flat=True)) == set(FileStatus)


def claims_stand_everywhere(last_day: dt.date) -> None:
    """A claim at every stop, the paid ones in time, an appeal that is being heard."""
    stands = Counter(Claim.objects.values_list("status", flat=True))
    # how many are closed rests on the draw of the call-backs, by a seed nobody chooses
    ends = [stands.pop(state) for state in ("paid", "receipt_signed", "closed")]
    assert (sum(ends), min(ends) > 0) == (97, True)
    assert stands == {
        "rejected": 1, "deliberating": 1, "supplement": 1, "withdrawn": 1,
        "investigating": 1, "draft": 1, "publicity": 1,
    }  # fmt: skip
    appeal = Claim.objects.get(appeal_of__isnull=False)
    assert appeal.items.get().votes.count() == 1  # two alternates are awaited, then it is signed
    told = clocks_of(Claim.objects.paid(), on=last_day).values()
    assert max(one.used for one in told) <= min(one.limit for one in told)
    assert MinutesVersion.objects.count() == 3


def the_house_is_open(last_day: dt.date) -> None:
    """Notices and an objection, walls and boxes, suggestions and inspections in every state."""
    assert Notice.objects.running(on=last_day).count() == 2
    assert NoticeObjection.objects.open().count() == 1
    objection = NoticeObjection.objects.get()
    free = [one for one in User.objects.filter(is_active=True) if one.may_use("hear_objections")]
    assert len([one for one in free if not may_hear(one, objection)]) >= 2
    assert NoticeHold.objects.open().get().claim.status == "publicity"
    unproven = [wall.board.number for wall in walls(on=last_day) if wall.missing]
    assert unproven == [5]
    assert [box.board.number for box in boxes(on=last_day) if box.is_due] == [6]
    assert BoxOpening.objects.for_second(User.objects.get(username="hujun")).count() == 1
    assert AuditEntry.objects.filter(action="board.put_up").count() == 6
    assert AuditEntry.objects.filter(action="worker.login_linked").count() == 1
    ideas = Suggestion.objects.of_year(last_day.year)
    assert set(ideas.values_list("status", flat=True)) == set(SuggestionStatus)
    assert set(Rectification.objects.values_list("status", flat=True)) == set(RectificationStatus)


def test_it_retells_the_report_and_tells_strangers_nothing_of_its_people(world, client):
    facts = collect()
    expected = {
        "workers": 579, "men": 101, "women": 478, "on_post": 399, "off_post": 29,
        "early_retired": 151, "disabled": 10, "double_households": 24, "members": 324,
        "dues": "16500.00", "donations": "25400.00", "grants": "33000.00", "raised": "74900.00",
        "claimants": 97, "meetings": 3, "boards": 6, "campaign_people": 35, "campaign_value": "15250.00",
        "suggestions": 208, "suggestions_excellent": 30, "suggestions_implemented": 198,
        "tiers": {"extreme": 14, "severe": 9, "general": 12},
        "claims": {"education": 26, "medical": 23, "wedding_funeral": 25, "other": 23},
    }  # fmt: skip
    assert {key: facts[key] for key in expected} == expected
    kinds = [DuesPayment.objects.filter(kind=kind).count() for kind in DueKind]
    assert kinds == [324, 15]
    care_is_whole()
    claims_stand_everywhere(world.last_day)
    the_house_is_open(world.last_day)
    assert verify() == []
    assert note_of_world().parent == real.VAR_DIR
    assert built_with() == migrations_now()
    addresses, told = leaks(client)
    assert told == {}
    assert addresses > 90


def test_a_world_of_another_versions_tables_is_known_by_its_print(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    note_of_world().write_text('{"last_day": "2026-10-18", "built_on": "2026-11-28"}', "utf-8")
    assert built_with() == ""
    now = migrations_now()
    settings.BASE_DIR = tmp_path
    topic = tmp_path / "staff" / "migrations" / "sql" / "life.sql"
    topic.parent.mkdir(parents=True)
    topic.write_text("SELECT 1")
    assert migrations_now() != now
    first = migrations_now()
    topic.write_text("SELECT 2")
    assert migrations_now() != first


def test_the_canary_sings(zhang):
    zhang.id_number, zhang.remark = "11010519491231002X", "做过两次手术，在家休养"
    zhang.save()
    page = f"第一名：{zhang.name}，证件 11010519491231002X，{zhang.remark}，电话 13800000417"
    told = {zhang.name, "11010519491231002X", "做过两次手术，在家休养", "13800000417"}
    assert told == set(found_in(page, secrets()))
    assert set(found_in("第一名：张**，证件 1***************2X", secrets())) == set()


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (dt.date(2026, 11, 24), dt.date(2026, 10, 18)),
        (dt.date(2026, 10, 18), dt.date(2026, 10, 18)),
        (dt.date(2026, 10, 17), dt.date(2025, 10, 18)),
    ],
)
def test_it_ends_within_the_past_twelve_months(today, last):
    assert Calendar.ending_before(today).last_day == last
