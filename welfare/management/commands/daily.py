"""What the calendar does by itself; run it every night, twice does no harm."""

from typing import Any

from django.core.management.base import BaseCommand

from disclosure.actions.notices import take_down_due
from staff.actions.visits import close_duties, open_due
from staff.roster_files import sweep_files
from welfare import clock


class Command(BaseCommand):
    """manage.py daily."""

    help = "每天一次：到期的季度走访记为未走访，开本季度的任务，撤下到期的公示。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Open, close, take down, and say how many."""
        today = clock.today()
        opened = open_due(on=today)
        missed = close_duties(on=today)
        taken = take_down_due(on=today)
        swept = sweep_files(on=today)
        self.stdout.write(
            f"未走访 {missed} 户，新任务 {opened} 户，撤下公示 {taken} 件，清掉旧花名册文件 {swept} 份。"
        )
