"""The books in a file: for an outside checker, or for the union's accountant."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mutualfund.books_export import beancount, proof_lines, workbook


class Command(BaseCommand):
    """manage.py export_books --format {beancount,xlsx,jsonl} --output FILE."""

    help = "导出账目：beancount 和 jsonl 文本给外面的人核对，xlsx 给会计。"

    def add_arguments(self, parser: CommandParser) -> None:
        """--format and --output."""
        parser.add_argument("--format", choices=("beancount", "xlsx", "jsonl"), default="beancount")
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file in one piece. Raises CommandError where it cannot be written."""
        lines = {"beancount": beancount, "jsonl": proof_lines}.get(options["format"])
        content = "\n".join([*lines(), ""]).encode() if lines else workbook()
        try:
            options["output"].write_bytes(content)
        except OSError as error:
            raise CommandError(f"写不了 {options['output']}：{error.strerror}") from error
        self.stdout.write(f"账目已导出到 {options['output']}。")
