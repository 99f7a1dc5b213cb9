"""A line a worker was written from is known by its digest, and not read again."""

import pytest

from staff.models import RosterImport, RosterImportRow, RosterWord, StationAlias, Worker
from tests.books import workbook
from tests.people import make_station
from tests.staff.rosters.desk import commit, upload
from tests.staff.rosters.test_rules import FIRST, SECOND

TITLES = ["序号", "姓名", "性别", "公民身份号码", "车站", "用工状态", "民族", "岗位"]
MEI = [1, "钱春兰", "女", FIRST, "青石站", "在岗", "汉族", "客运员"]
QIN = [2, "孙秀琴", "女", SECOND, "青石站", "在岗", "汉族", "客运员"]


@pytest.fixture
def take(desk):
    """Hand in rows and write what they change; the counts of the preview."""
    make_station()

    def takes(*rows: list, titles: list = TITLES) -> dict:
        number = RosterImport.objects.count()
        upload(desk, workbook(titles, *rows), name=f"{number}.xlsx")
        roster = RosterImport.objects.latest("pk")
        if roster.totals["counts"]["new"] or roster.totals["counts"]["changed"]:
            commit(desk)
        return {key: count for key, count in roster.totals["counts"].items() if count}

    return takes


def vouched() -> list[bool]:
    """Of the last roster's rows, whether the worker bore their digest and was not compared."""
    rows = RosterImportRow.objects.filter(roster=RosterImport.objects.latest("pk"))
    return [row.outcome == "unchanged" and row.digest is None for row in rows.order_by("number")]


def totals() -> dict:
    """What the last roster counts: in the file, and afterwards."""
    return {name: figures for name, *figures in RosterImport.objects.latest("pk").totals["rows"]}


def test_columns_may_change_places_and_numbers_may_move(take):
    assert take(MEI, QIN) == {"new": 2}
    moved = [[2, *MEI[1:]][::-1], [1, *QIN[1:]][::-1]]
    assert take(*moved, titles=TITLES[::-1]) == {"unchanged": 2}
    assert vouched() == [True, True]


def test_it_counts_in_every_total(take):
    titles = [*TITLES, "残疾证号"]
    disabled = [*QIN, f"{SECOND}42"]
    take([*MEI, ""], disabled, titles=titles)
    take([*MEI, ""], disabled, titles=titles)
    assert vouched() == [True, True]
    assert totals()["职工"] == [2, 2, 2]
    assert totals()["女"] == [2, 2, 2]
    assert totals()["在岗"] == [2, 2, 2]
    assert totals()["残疾"] == [1, 1, 1]


def test_a_cell_that_says_something_else_is_read(take):
    take(MEI, QIN)
    assert take(MEI, [*QIN[:-1], "售票员"]) == {"unchanged": 1, "changed": 1}
    assert Worker.objects.get(name="孙秀琴").job == "售票员"


def test_a_change_by_hand_is_told(take):
    take(MEI)
    worker = Worker.objects.get()
    worker.job = "售票员"
    worker.save(update_fields=["job"])
    assert take(MEI) == {"changed": 1}


def test_a_word_that_was_given_a_meaning_since_is_read(take):
    take(MEI, QIN)
    RosterWord.objects.create(column="job", raw="客运员", meaning="售票员")
    assert take(MEI, QIN) == {"changed": 2}
    assert set(Worker.objects.values_list("job", flat=True)) == {"售票员"}


def test_a_spelling_that_means_another_station_is_read(take):
    alias = StationAlias.objects.create(name="青石", station=make_station())
    short = [*MEI[:4], "青石", *MEI[5:]]
    take(short)
    assert take(short) == {"unchanged": 1}
    assert vouched() == [True]
    alias.station = make_station("白沙站")
    alias.save()
    assert take(short) == {"changed": 1}
    assert Worker.objects.get().station.name == "白沙站"


def test_the_same_line_twice_is_told_the_second_time(take):
    take(MEI)
    assert take(MEI, MEI) == {"unchanged": 1, "error": 1}


def test_a_name_with_blanks_is_read_every_time_and_changes_nothing(take):
    spaced = [1, "钱 兰", *MEI[2:]]
    assert take(spaced) == {"new": 1}
    assert take(spaced) == {"unchanged": 1}
    notes = RosterImport.objects.latest("pk").notes
    assert any("姓名里的空格" in note for note in notes)


def test_a_tier_that_is_told_and_written_nowhere_keeps_no_line_from_being_known(take):
    titles = [*TITLES, "困难等级"]
    assert take([*MEI, "特困"], titles=titles) == {"new": 1}
    assert take([*MEI, "特困"], titles=titles) == {"unchanged": 1}
    assert vouched() == [True]
