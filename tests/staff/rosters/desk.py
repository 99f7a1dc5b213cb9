"""What the registrar does at the roster page."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from staff.models import RosterImport
from tests.books import workbook

TITLES = ["姓名", "性别", "公民身份号码", "出生日期", "所属分公司", "车站", "岗位", "用工状态",
          "联系电话", "工资卡号", "残疾证号", "配偶姓名", "配偶身份证号"]  # fmt: skip


def line(name: str, number: str, **cells: str) -> list[str]:
    """A row of a roster: a woman on post at 青石站 unless told otherwise."""
    usual = {"姓名": name, "性别": "女", "公民身份号码": number, "所属分公司": "东岭分公司",
             "车站": "青石站", "用工状态": "在岗"}  # fmt: skip
    return [(usual | cells).get(title, "") for title in TITLES]


def upload(
    client: Client, book: "Path | bytes | list[list[str]]", *, places: bool = False, name: str = ""
) -> HttpResponse:
    """Hand a file, or rows, over and follow to the page it leads to."""
    if isinstance(book, list):
        content = workbook(TITLES, *book)
    else:
        content = book if isinstance(book, bytes) else book.read_bytes()
    file = SimpleUploadedFile(name or getattr(book, "name", "花名册.xlsx"), content)
    data = {"file": file} | ({"create_places": "on"} if places else {})
    return client.post(reverse("roster-imports"), data, follow=True)


def commit(client: Client, roster: RosterImport | None = None) -> HttpResponse:
    """Confirm a preview, the latest unless told which."""
    roster = roster or RosterImport.objects.latest("pk")
    return client.post(reverse("roster-import-commit", args=[roster.pk]), follow=True)
