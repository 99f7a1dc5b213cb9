"""The empty roster: what it asks for is what the import reads, and no digit of a number is lost."""

import datetime as dt
import io

from django.urls import reverse
from openpyxl import load_workbook

from staff.models import Worker
from tests.books import workbook
from tests.people import id_number
from tests.staff.rosters.desk import commit, upload


def test_a_filled_in_blank_is_read_without_a_question(desk):
    answer = desk.get(reverse("roster-blank"))
    page = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    titles = [cell.value for cell in page[1]]
    assert page.column_dimensions["A"].number_format == "@"
    number = id_number(dt.date(1970, 3, 12))
    told = {"姓名": "周桂芳", "性别": "女", "公民身份号码": number, "所属分公司": "东岭分公司",
            "车站": "青石站", "用工状态": "在岗"}  # fmt: skip
    row = [told.get(title, "") for title in titles]
    shown = upload(desk, workbook(titles, row), places=True).content.decode()
    assert "要您认一认" not in shown
    commit(desk)
    assert Worker.objects.get().id_number == number
