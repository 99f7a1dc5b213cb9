"""The board as a page: light, readable without script, its numbers those of the office, open as data."""

import gzip
import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.urls import reverse

from disclosure.actions.boards import put_up_board
from mutualfund.actions.payments import pay_claim
from mutualfund.models import PayMethod
from mutualfund.pay_answers import Taken
from staff.models import Branch
from tests.people import DAY
from tests.staff.care import make_cadre, pair

MOST = 150 * 1024
LINKED = re.compile(r'(?:href|src)="/static/([^"?]+)')


@pytest.fixture
def lively(reviewed, yun, zhang, zhao, zheng):
    """A claim paid, a pairing, a wall."""
    pay_claim(reviewed, on=DAY, by=yun, method=PayMethod.CASH, taken=Taken())
    pair(zhang, make_cadre(zhao, zheng), zheng)
    put_up_board(Branch.objects.first(), number=1, place="走廊", keeper="小组", by=zheng)


def numbers_of(client) -> dict[tuple[str, str, str], str]:
    """The open data by what it is about, what it counts, and its unit."""
    rows = json.loads(client.get(reverse("open-data")).content)["numbers"]
    return {(row["about"], row["name"], row["unit"]): row["value"] for row in rows}


def test_the_first_load_is_under_150_kilobytes_compressed(client, lively):
    page = client.get("/").content
    parts = [page]
    for name in sorted(set(LINKED.findall(page.decode()))):
        found = finders.find(re.sub(r"\.[0-9a-f]{12}\.", ".", name))
        assert found, name
        with open(found, "rb") as file:
            parts.append(file.read())
    assert len(parts) > 1
    assert sum(len(gzip.compress(part)) for part in parts) < MOST


def test_it_is_all_there_without_script(client, lively):
    page = client.get("/").content.decode()
    bare = re.sub(r"<script.*?</script>", "", page, flags=re.S)
    for words in (
        "互助金现在有",
        "9,500",
        "一格就是一个人",
        "决不让一名职工",
        "这一页的数可以下载",
        "举报",
        "走廊",
    ):
        assert words in bare, words
    hidden = re.findall(r"<(\w+)[^>]*\shidden[\s>]", bare)
    assert set(hidden) <= {"button"}  # what is hidden does nothing without script


def test_its_numbers_are_those_of_the_office(client, as_, lively, gao, capsys):
    told = numbers_of(client)
    call_command("facts", "--json")
    facts = json.loads(capsys.readouterr().out)
    assert told["互助金", "结余", "元"] == facts["balance"]
    assert told["互助金", "一共收进", "元"] == facts["raised"]
    assert told["互助金", "一共用出", "元"] == facts["paid"]
    assert told["职工", "集体职工", "人"] == str(facts["workers"])
    assert told["职工", "参加互助", "人"] == str(facts["members"])
    assert told["补助", "合计", "人次"] == "1"
    assert "9,500" in as_(gao).get(reverse("fund-overview")).content.decode()


def test_the_open_data_names_nobody_and_opens_in_excel(client, lively, zhang, zhao):
    assert reverse("open-data") in client.get("/").content.decode()
    sheet = client.get(reverse("open-data"), {"form": "csv"})
    assert sheet["Content-Disposition"].endswith('.csv"')
    text = sheet.content.decode()
    assert text.startswith("\ufeff日期,类别,项目,数,单位")
    for secret in (zhang.name, zhao.name, zhang.number, "张*兰"):
        assert secret not in text
    visits = {
        name: value for (about, name, _), value in numbers_of(client).items() if "走访" in about
    }
    assert visits == {"其他应走访": "不足 5", "其他走到": "0"}
