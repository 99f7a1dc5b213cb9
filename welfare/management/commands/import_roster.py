"""A roster from the command line: the same road as the page."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from staff.actions.roster_commit import commit_roster
from staff.actions.rosters import read_roster_file
from staff.models import RosterImport
from staff.roster_files import forget_file
from welfare import clock
from welfare.errors import Refused

ROWS_WRONG, FILE_REFUSED = 2, 3


class Command(BaseCommand):
    """manage.py import_roster FILE [--create-places] [--commit] [--skip-errors] [--json]."""

    help = "读花名册并与职工档案比较；加 --commit 才写入。"

    requires_system_checks = ()  # the start-up check is the server's; it takes as long as 5,000 rows

    def add_arguments(self, parser: CommandParser) -> None:
        """As design/README.md fixes them."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--create-places", action="store_true")
        parser.add_argument("--commit", action="store_true")
        parser.add_argument("--skip-errors", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when nothing stands in the way, 2 when rows have errors, 3 when refused."""
        try:
            report = _take(**{key: options[key] for key in WANTED})
        except Refused as refusal:
            self._say({"refused": str(refusal)} if options["json"] else str(refusal))
            sys.exit(FILE_REFUSED)
        self._say(report if options["json"] else _words(report))
        if report["errors"] and not options["skip_errors"]:
            sys.exit(ROWS_WRONG)

    def _say(self, what: dict[str, Any] | str) -> None:
        text = what if isinstance(what, str) else json.dumps(what, ensure_ascii=False)
        self.stdout.write(text)


WANTED = ("file", "create_places", "commit", "skip_errors")


def _take(*, file: Path, create_places: bool, commit: bool, skip_errors: bool) -> dict[str, Any]:
    """Read and, when asked and nothing stands in the way, write; else leave no trace."""
    if not file.is_file():
        raise Refused(f"没有「{file.name}」这个文件。请看一下路径。")
    today, roster, written = clock.today(), None, False
    try:
        with transaction.atomic():
            roster = read_roster_file(file, create_places=create_places, on=today, by=None)
            report = _report(roster)
            if commit and (skip_errors or not report["errors"]):
                commit_roster(roster, on=today, by=None)
                written = True
            else:
                transaction.set_rollback(True)
    finally:
        if roster is not None and not written:
            forget_file(roster)
    return report


def _report(roster: RosterImport) -> dict[str, Any]:
    counts = roster.totals["counts"]
    wrong = roster.rows.filter(outcome="error").order_by("pk").values_list("sheet", "problems")
    return {
        "rows": roster.totals["people"],
        **{outcome: counts.get(outcome, 0) for outcome in ("new", "changed", "unchanged")},
        "missing": roster.totals["missing"],
        "errors": [
            {"sheet": roster.sheet_name(sheet)}
            | {key: problem[key] for key in ("cell", "code", "message")}
            for sheet, problems in wrong
            for problem in problems
        ],
        "notes": roster.notes,
    }


def _words(report: dict[str, Any]) -> str:
    lines = [
        "读到 {rows} 人：新增 {new}，变更 {changed}，没变 {unchanged}，册上有表里没有 {missing}。".format(
            **report
        )
    ]
    lines += [f"{e['sheet']} {e['cell']}：{e['message']}" for e in report["errors"]]
    return "\n".join([*lines, *report["notes"]])
