"""Hostile and broken files: refused with a sentence, in time, by the child or before it."""

import io
import time
import zipfile

import pytest

from tests.books import repacked, workbook
from welfare.errors import Refused
from welfare.sheets.reader import read_workbook

GOOD = workbook(["姓名", "金额"], ["张桂兰", 20])
SHEET = "xl__worksheets__sheet1DOTxml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
CELL = b'<row r="%d"><c r="%s"><v>1</v></c></row>'
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def broken_string_index():
    body = HEAD + b'<row r="1"><c r="A1" t="s"><v>99999</v></c></row>' + TAIL
    return repacked(GOOD, **{SHEET: body})


ATTACKS = {
    "empty": ("a.xlsx", b"", "空文件"),
    "pdf": ("a.pdf", b"%PDF-1.7\n", "只收 Excel"),
    "word": ("a.docx", GOOD, "只收 Excel"),
    "page named xlsx": ("a.xlsx", b"<html><table></table></html>", "里面却不是"),
    "binary named csv": ("a.csv", b"a,b\0c", "只收 Excel"),
    "zip named xlsx": ("a.xlsx", repacked(GOOD)[:200], "坏了或不完整"),
    "password": ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "取消密码"),
    "old file named new": ("a.xlsx", OLE, "对不上"),
    "macro": ("a.xlsx", repacked(GOOD, xl__vbaProjectDOTbin=b"x"), "宏"),
    "external link": ("a.xlsx", repacked(GOOD, xl__externalLinks__externalLink1DOTxml=b"<x/>"), "外部链接"),
    "embedded object": ("a.xlsx", repacked(GOOD, xl__embeddings__oleObject1DOTbin=b"x"), "嵌入"),
    "path upwards": ("a.xlsx", repacked(GOOD, **{"..__..__evilDOTtxt": b"x"}), "不收"),
    "entity": ("a.xlsx", repacked(GOOD, **{SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]>' + HEAD + TAIL}), "文档声明"),
    "bomb": ("a.xlsx", repacked(GOOD, **{SHEET: HEAD + b" " * 50_000_000 + TAIL}), "太大"),
    "many parts": ("a.xlsx", repacked(GOOD, **{f"p{n}": b"x" for n in range(300)}), "部件太多"),
    "far cell": ("a.xlsx", repacked(GOOD, **{SHEET: HEAD + CELL % (1, b"A1") + CELL % (1048576, b"XFD1048576") + TAIL}), "读不出来"),
    "endless row": ("a.xlsx", repacked(GOOD, **{SHEET: HEAD + CELL % (99999999999, b"A99999999999") + TAIL}), "读不出来"),
    "string that is not there": ("a.xlsx", broken_string_index(), "读不出来"),
    "nothing inside": ("a.xlsx", workbook(), "一行内容也没有"),
}  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_it_refuses(tmp_path, attack):
    name, content, words = ATTACKS[attack]
    (tmp_path / name).write_bytes(content)
    begun = time.monotonic()
    with pytest.raises(Refused, match=words) as refusal:
        read_workbook(tmp_path / name)
    assert time.monotonic() - begun < 5
    assert name in str(refusal.value) or "工作表" in str(refusal.value)


def test_it_refuses_fifty_megabytes_without_reading_them(tmp_path):
    huge = tmp_path / "a.xlsx"
    with huge.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(Refused, match="50 MB，最大收 5 MB"):
        read_workbook(huge)


def test_it_reads_a_good_one(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(GOOD)
    (sheet,) = read_workbook(tmp_path / "a.xlsx")
    assert [[cell.text for cell in row] for row in sheet.rows] == [
        ["姓名", "金额"],
        ["张桂兰", "20"],
    ]


def test_it_builds_its_attacks_as_zips():
    assert zipfile.is_zipfile(io.BytesIO(repacked(GOOD, xl__vbaProjectDOTbin=b"x")))
