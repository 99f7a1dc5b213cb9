"""Prove the books: exit 1 and the place named when anything is off."""

import dataclasses
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mutualfund.books import verify
from mutualfund.models import Voucher


class Command(BaseCommand):
    """manage.py verify_books [--json]."""

    help = "核对账目：借贷、连号、散列链、期间余额、来源单据。"

    def add_arguments(self, parser: CommandParser) -> None:
        """--json for scripts."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check everything and report."""
        problems, count = verify(), Voucher.objects.count()
        if options["json"]:
            found = [dataclasses.asdict(problem) for problem in problems]
            report = {"ok": not problems, "vouchers": count, "problems": found}
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        elif problems:
            for problem in problems:
                self.stdout.write(f"{problem.place}：{problem.message}（{problem.code}）")
        else:
            self.stdout.write(f"账目完整：{count} 张凭证，借贷平衡，号码连续，散列链相接。")
        if problems:
            sys.exit(1)
