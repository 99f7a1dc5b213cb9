"""The process that reads a long roster; the roster page starts it, nobody types it."""

import datetime as dt
import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from staff.actions.rosters import fail_reading, read_roster
from staff.models import RosterImport
from staff.roster_job import progress_of
from welfare.errors import Refused
from welfare.models import User

BROKEN = "读的时候出了意外，已经记到日志里。可以再读一遍；还不行请找系统管理员。"


class Command(BaseCommand):
    """manage.py read_roster PK --on DAY --by USER."""

    help = "读一份已经收下的花名册（由页面启动）。"

    requires_system_checks = ()  # the start-up check is the server's; it takes as long as 5,000 rows

    def add_arguments(self, parser: CommandParser) -> None:
        """Which import, the day it is compared on, and who asked."""
        parser.add_argument("pk", type=int)
        parser.add_argument("--on", type=dt.date.fromisoformat, required=True)
        parser.add_argument("--by", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read it; what goes wrong is told on the import's page."""
        roster = RosterImport.objects.get(pk=options["pk"])
        by = User.objects.filter(pk=options["by"]).first()
        tell = progress_of(roster)
        tell(0)
        try:
            read_roster(roster, on=options["on"], ask=True, by=by, progress=tell)
        except Refused as refusal:
            fail_reading(roster, str(refusal))
        except Exception:
            logging.getLogger(__name__).exception("reading roster %s", roster.pk)
            fail_reading(roster, BROKEN)
