"""用工身份 goes from a roster into the worker and his dated record, and back when undone."""

import pytest
from django.urls import reverse

from staff.models import Identity, RosterImport, RowOutcome, Tenure, Worker
from tests.books import workbook
from tests.people import DAY, make_station
from tests.staff.rosters.desk import commit, upload
from tests.staff.rosters.test_rules import FIRST, LATER
from welfare import clock

TITLES = ["姓名", "性别", "公民身份号码", "车站", "用工状态", "用工性质"]
WHO = ["钱春兰", "女", FIRST, "青石站", "在岗"]


@pytest.fixture
def hand_in(desk):
    """Hand in one row with a 用工性质; the page it leads to."""
    make_station()

    def hands_in(said: str) -> str:
        book = workbook(TITLES, [*WHO, said])
        return upload(desk, book, name=f"{said or '空着'}.xlsx").content.decode()

    return hands_in


def held() -> list[tuple]:
    """The dated records of the only worker."""
    return list(Tenure.objects.order_by("since").values_list("since", "until", "identity"))


@pytest.mark.parametrize(
    ("said", "identity"), [("全民", Identity.STATE), ("", Identity.COLLECTIVE)]
)
def test_a_newcomer_and_his_record_have_it(desk, hand_in, said, identity):
    hand_in(said)
    commit(desk)
    assert Worker.objects.get().identity == identity
    assert held() == [(DAY, None, identity)]


def test_the_preview_shows_what_it_was_and_what_it_will_be(desk, hand_in):
    hand_in("集体工")
    commit(desk)
    page = hand_in("全民工")
    assert RosterImport.objects.latest("pk").rows.get().fields == ["identity"]
    for words in ("用工性质", "集体工", "全民工"):
        assert words in page


def test_a_change_begins_a_dated_record_and_undo_ends_it(desk, hand_in):
    hand_in("集体")
    commit(desk)
    before = held()
    with clock.travel(LATER):
        hand_in("全民")
        commit(desk)
        assert held() == [
            (DAY, LATER, Identity.COLLECTIVE),
            (LATER, None, Identity.STATE),
        ]
        roster = RosterImport.objects.latest("pk")
        desk.post(reverse("roster-import-undo", args=[roster.pk]))
    assert Worker.objects.get().identity == Identity.COLLECTIVE
    assert held() == before


@pytest.mark.parametrize("said", ["", "无"])
def test_a_blank_says_nothing(desk, hand_in, said):
    hand_in("全民")
    commit(desk)
    hand_in(said)
    assert RosterImport.objects.latest("pk").rows.get().outcome == RowOutcome.UNCHANGED


def test_what_is_neither_is_told_and_not_taken(desk, hand_in):
    assert "用工性质写着「劳务派遣」" in hand_in("劳务派遣")
    commit(desk)
    hand_in("全民")
    commit(desk)
    hand_in("劳务派遣")
    assert RosterImport.objects.latest("pk").rows.get().outcome == RowOutcome.UNCHANGED
    assert Worker.objects.get().identity == Identity.STATE


def test_no_change_by_hand_hides_from_the_next_roster(desk, hand_in):
    hand_in("集体")
    commit(desk)
    worker = Worker.objects.get()
    worker.identity = Identity.STATE
    worker.save(update_fields=["identity"])
    worker.refresh_from_db()
    assert worker.roster_digest is None
    assert "identity" in worker.roster_edited
