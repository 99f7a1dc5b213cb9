"""What the calendar does by itself; run it every night, twice does no harm."""

from typing import Any

from django.core.management.base import BaseCommand

from disclosure.actions.notices import take_down_due
from disclosure.actions.report_steps import erase_due
from mutualfund.actions.proofs import check_books, publish_heads
from staff.actions.hardship import mark_rechecks
from staff.actions.reminders import retry_mails
from staff.actions.visits import close_duties, open_due
from staff.roster_files import sweep_files
from welfare import clock
from welfare.grants import end_grants
from welfare.prompting import prompt_tonight


class Command(BaseCommand):
    """manage.py daily."""

    help = (
        "每天一次：到期的季度走访记为未走访，开本季度的任务，撤下到期的公示，到期的档案转待复核，"
        "收回到期的代办，删除到期的举报，补发没发出的提醒邮件，查出该想到的事，公布账本校验码，核对账目。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Open, close, take down, and say how many."""
        today = clock.today()
        opened = open_due(on=today)
        missed = close_duties(on=today)
        taken = take_down_due(on=today)
        due = mark_rechecks(on=today)
        ended = end_grants(on=today)
        erased = erase_due(on=today)
        swept = sweep_files(on=today)
        prompted = prompt_tonight(on=today)
        left, failed = retry_mails(on=today)
        heads, check = publish_heads(on=today), check_books()
        self.stdout.write(
            f"未走访 {missed} 户，新任务 {opened} 户，撤下公示 {taken} 件，待复核 {due} 份，"
            f"清掉旧花名册文件 {swept} 份，系统提示 {prompted} 条，收回到期代办 {ended} 个，"
            f"删除到期举报 {erased} 件。"
        )
        if left or failed:
            self.stdout.write(f"补发提醒邮件 {left} 封，{failed} 封还是没发出，看提醒记录。")
        found = "没有问题" if check.is_whole else f"{len(check.problems)} 处问题，看账目证明那一页"
        self.stdout.write(
            f"公布校验码 {len(heads)} 个，账目自检 {check.vouchers} 张凭证：{found}。"
        )
