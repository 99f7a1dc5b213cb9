"""合理化建议台账: taken over whole or not at all."""

import pytest

from disclosure.models import Suggestion
from disclosure.suggestion_register import COLUMNS, read_register, take_over_register
from tests.books import workbook
from welfare.errors import Refused

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
