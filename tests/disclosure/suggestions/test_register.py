"""合理化建议台账: taken over whole or not at all."""

import datetime as dt

import pytest

from disclosure.actions.suggestions import collect_suggestion
from disclosure.models import Suggestion, SuggestionField
from disclosure.suggestion_register import COLUMNS, read_register, take_over_register
from tests.books import workbook
from tests.people import DAY
from welfare import clock
from welfare.errors import Refused

ONE = dt.timedelta(days=1)

ROW = {
    "number": "JY-2025-001", "field": "安全生产", "title": "装照明灯", "measure": "装一盏，防水",
    "made_on": "2025-03-05", "status": "已落实", "reply": "已装", "done_on": "2025-04-01",
    "evidence": "照片", "excellent": "是", "circular_no": "示例 1 号",
}  # fmt: skip


@pytest.fixture
def register(tmp_path, zhang):
    """A register of rows, each Zhang's unless it says otherwise."""

    def made(*rows):
        titles = [column.titles[0] for column in COLUMNS]
        told = [ROW | {"id_number": str(zhang.id_number)} | row for row in rows]
        lines = [[line.get(column.key, "") for column in COLUMNS] for line in told]
        path = tmp_path / "register.xlsx"
        path.write_bytes(workbook(titles, *lines))
        return read_register(path)

    return made


def test_it_takes_every_row_with_its_punctuation(register, zheng):
    assert take_over_register(register({}, {"number": "JY-2025-002"}), by=zheng) == 2
    assert Suggestion.objects.tally() == {
        "total": 2, "implemented": 2, "excellent": 2, "under_way": 0, "not_done": 0,
    }  # fmt: skip
    assert Suggestion.objects.first().measure == "装一盏，防水"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"id_number": "110101199003070038"}, "不在花名册里"),
        ({"evidence": ""}, "要有落实日期和凭据"),
        ({"circular_no": ""}, "要有通报文号"),
        ({"status": "办了"}, "没有「办了」这一项"),
        ({"made_on": f"{DAY}"}, "第 3 行的提出日期 2026-10-20 要早于今天"),
    ],
)
def test_one_bad_row_keeps_all_out(register, zheng, row, words):
    with pytest.raises(Refused, match=words):
        take_over_register(register({}, {"number": "JY-2025-002"} | row), by=zheng)
    assert not Suggestion.objects.exists()


def test_a_register_is_not_taken_twice(register, zheng):
    take_over_register(register({}), by=zheng)
    with pytest.raises(Refused, match="已经登记过"):
        take_over_register(register({}), by=zheng)


def test_what_is_later_than_the_first_collected_here_is_told_by_its_row(
    register, zheng, gao, zhang
):
    with clock.travel(DAY - 9 * ONE):
        collect_suggestion(
            [zhang], field=SuggestionField.SAFETY, title="一", present="", measure="二",
            on=DAY - 9 * ONE, by=zheng,
        )  # fmt: skip
    with pytest.raises(Refused, match=r"第 2 行.*晚于这里收的第一条建议（2026-10-11）"):
        take_over_register(register({"made_on": f"{DAY - ONE}"}), by=zheng)
    with pytest.raises(Refused, match="由办合理化建议的人转入"):
        take_over_register(register({}), by=gao)
    zhang.user = zheng
    zhang.save()
    with pytest.raises(Refused, match="第 2 行是您本人提的"):
        take_over_register(register({}), by=zheng)


def test_just_after_midnight_yesterday_is_an_old_paper(register, zheng):
    with clock.travel(dt.datetime.combine(DAY, dt.time(0, 30))):
        assert take_over_register(register({"made_on": f"{DAY - ONE}"}), by=zheng) == 1
