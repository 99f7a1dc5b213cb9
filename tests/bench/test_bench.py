"""The yardstick itself: the invented roster is a good one, and the sums of the result are right."""

import io
import json

import pytest
from django.core.management import call_command

from bench.measure import Run
from bench.report import as_text, checks, ratio
from bench.roster import COLUMNS, people, write_roster


def ran(seconds: float, peak: float = 100, failed: str = "", **said) -> Run:
    return Run(seconds, seconds, peak, 0, peak, said, failed)


def verdicts(results, rows):
    return {check.what: check.met for check in checks(results, rows) if check.target}


@pytest.mark.django_db
def test_the_product_finds_nothing_wrong_with_an_invented_roster(house, tmp_path):
    path, said = tmp_path / "roster.xlsx", io.StringIO()
    write_roster(path, 120)
    call_command("import_roster", path, create_places=True, json=True, stdout=said)
    report = json.loads(said.getvalue())
    assert (report["rows"], report["new"], report["errors"]) == (120, 120, [])


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        write_roster(tmp_path / name, 30)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_nobody_is_dealt_twice_and_couples_name_each_other():
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in people(2000)]
    for column in ("公民身份号码", "联系电话", "工资卡号"):
        assert len({row[column] for row in rows}) == 2000
    by_number = {row["公民身份号码"]: row for row in rows}
    married = [row for row in rows if row["配偶身份证号"]]
    assert married
    for row in married:
        assert by_number[row["配偶身份证号"]]["配偶身份证号"] == row["公民身份号码"]


def test_it_compares_run_by_run_and_one_run_with_each():
    assert ratio([ran(8), ran(20)], [ran(4), ran(5)]).middle == 3
    assert ratio([ran(60)], [ran(1), ran(2), ran(3)]).least == 20
    assert ratio([], [ran(1)]) is None


def test_it_holds_the_targets_of_its_size():
    results = {
        "peer": [ran(40)], "floor": [ran(1)], "ours": [ran(2)], "floor_again": [ran(1)],
        "ours_again": [ran(4)], "web": [ran(9, grown=12.0)],
    }  # fmt: skip
    assert verdicts(results, 10_000) == {"times faster than the peer": True}
    assert verdicts(results, 100_000) == {
        "times faster than the peer": False,
        "times the floor": True,
        "times the floor, unchanged file again": False,
        "peak MiB of all processes, the server's included": True,
        "MiB the web worker grows by": True,
    }
    assert verdicts(results, 300) == {}


def test_one_run_over_the_limit_is_over_the_limit():
    results = {"ours": [ran(2), ran(2), ran(2, peak=401)]}
    assert verdicts(results, 100_000)["peak MiB of all processes, the server's included"] is False


def test_a_failed_contestant_has_no_time():
    results = {"ours": [ran(1, failed="exit 3: 太大")], "floor": [ran(1)]}
    assert verdicts(results, 100_000)["times the floor"] is None
    facts = {
        "columns": 22, "file_mib": 1, "seed": 1, "date": "", "cores": 2, "processor": "",
        "memory_gib": 1, "load_before": 0, "load_after": 0, "guanai": "", "versions": {},
    }  # fmt: skip
    assert "FAILED: exit 3: 太大" in as_text(facts, results, 100_000)
