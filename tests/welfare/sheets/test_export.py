"""What leaves the house as a table: text stays text and no formula is alive."""

import csv
import io
import zipfile

import pytest
import tablib

from welfare.sheets.formats import SafeCSV, SafeXLSX
from welfare.sheets.writer import write_csv, write_xlsx

PAYLOADS = [
    "=1+1",
    "==1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    '=HYPERLINK("http://127.0.0.1","x")',
    "\tx",
    "＝1",
]
CARD, NUMBER = "6217004936110037491", "11010519491231002X"


def test_it_writes_no_formula_and_no_link():
    content = write_xlsx(["姓名", "备注"], [[payload, payload] for payload in PAYLOADS])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist())
    assert b"<f>" not in parts
    assert b"<hyperlink" not in parts
    assert b"externalLink" not in parts


@pytest.mark.parametrize("payload", PAYLOADS)
def test_it_disarms_text_in_a_csv(payload):
    (row,) = list(csv.reader(io.StringIO(write_csv(["甲"], [[payload]]).decode("utf-8-sig"))))[1:]
    assert row[0].startswith("'")


@pytest.mark.parametrize("file_format", [SafeXLSX(), SafeCSV()])
def test_it_brings_long_numbers_back_as_they_were(file_format):
    sent = tablib.Dataset([NUMBER, CARD], headers=["身份证号", "工资卡号"])
    back = file_format.create_dataset(file_format.export_data(sent))
    assert back.dict == sent.dict
