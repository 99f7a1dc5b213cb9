"""What a preview keeps beside the sealed rows, and shows, quotes no sealed column of a person."""

import json

import pytest

from staff.models import RosterImport
from tests.books import workbook
from tests.people import make_station
from tests.staff.rosters.desk import upload
from welfare.sheets.values import id_meant

TITLES = ["姓名", "性别", "公民身份号码", "车站", "用工状态", "家庭月收入", "残疾类别", "联系电话"]
OLD = "110105750601122"  # 15 digits, as they were until 1999


@pytest.mark.parametrize(
    ("cells", "secret"),
    [
        ({"公民身份号码": OLD}, id_meant(OLD)),
        ({"公民身份号码": "11010519491231002"}, "11010519491231002X"),
        ({"家庭月收入": "-731"}, "731"),
        ({"家庭月收入": "八千七百三十一块整"}, "八千七百三十一"),
        ({"家庭月收入": "约731"}, "731"),
        ({"残疾类别": "癫痫病"}, "癫痫病"),
    ],
)
def test_it_quotes_no_sealed_cell(desk, cells, secret):
    make_station()
    usual = {
        "姓名": "钱春兰",
        "性别": "女",
        "公民身份号码": OLD,
        "车站": "青石站",
        "用工状态": "在岗",
    }
    row = [(usual | cells).get(title, "") for title in TITLES]
    page = upload(desk, workbook(TITLES, row)).content.decode()
    (kept,) = RosterImport.objects.get().rows.all()
    told = json.dumps([kept.problems, kept.warnings], ensure_ascii=False)
    assert kept.problems or kept.warnings
    assert secret not in told
    assert secret not in page
