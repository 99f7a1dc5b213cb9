"""A roster from the command line: the same road as the page."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from staff.actions.rosters import Reading, commit_roster, keep_reading, look_at_roster
from staff.models import RowOutcome
from welfare import clock
from welfare.errors import Refused

ROWS_WRONG, FILE_REFUSED = 2, 3


class Command(BaseCommand):
    """manage.py import_roster FILE [--create-places] [--commit] [--skip-errors] [--json]."""

    help = "读花名册并与职工档案比较；加 --commit 才写入。"

    def add_arguments(self, parser: CommandParser) -> None:
        """As design/README.md fixes them."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--create-places", action="store_true")
        parser.add_argument("--commit", action="store_true")
        parser.add_argument("--skip-errors", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when nothing stands in the way, 2 when rows have errors, 3 when refused."""
        today, places = clock.today(), options["create_places"]
        try:
            if not options["file"].is_file():
                raise Refused(f"没有「{options['file'].name}」这个文件。请看一下路径。")
            reading = look_at_roster(options["file"], create_places=places, on=today)
            errors = [problem for row in reading.sheet.rows for problem in row.problems]
            if options["commit"] and (options["skip_errors"] or not errors):
                roster = keep_reading(
                    reading, options["file"], create_places=places, on=today, by=None
                )
                commit_roster(roster, on=today, by=None)
        except Refused as refusal:
            self._say({"refused": str(refusal)} if options["json"] else str(refusal))
            sys.exit(FILE_REFUSED)
        self._say(_report(reading) if options["json"] else _words(reading))
        if errors and not options["skip_errors"]:
            sys.exit(ROWS_WRONG)

    def _say(self, what: dict[str, Any] | str) -> None:
        text = what if isinstance(what, str) else json.dumps(what, ensure_ascii=False)
        self.stdout.write(text)


def _report(reading: Reading) -> dict[str, Any]:
    return {
        "rows": len(reading.sheet.people),
        "new": reading.count(RowOutcome.NEW),
        "changed": reading.count(RowOutcome.CHANGED),
        "unchanged": reading.count(RowOutcome.UNCHANGED),
        "missing": len(reading.missing),
        "errors": [
            {key: getattr(problem, key) for key in ("sheet", "cell", "code", "message")}
            for row in reading.sheet.rows
            for problem in row.problems
        ],
        "notes": reading.notes,
    }


def _words(reading: Reading) -> str:
    report = _report(reading)
    lines = [
        "读到 {rows} 人：新增 {new}，变更 {changed}，没变 {unchanged}，册上有表里没有 {missing}。".format(
            **report
        )
    ]
    lines += [f"{e['sheet']} {e['cell']}：{e['message']}" for e in report["errors"]]
    return "\n".join([*lines, *report["notes"]])
