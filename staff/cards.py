"""Which bank cards take no money now 卡不能付, and until when: changed by one person, or just changed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from staff.models import CardChange, Worker
from welfare import clock

WAIT = dt.timedelta(hours=72)
BARS = """
SELECT worker.id, staff_card_bar(worker.id), (
  SELECT max(changed_at) FROM staff_cardchange WHERE worker_id = worker.id)
  FROM staff_worker worker WHERE worker.id = ANY(%s) AND staff_card_bar(worker.id) <> ''
"""


@dataclass(frozen=True)
class Bar:
    """Why a card takes no money: `single`, or `young` until a moment of the clock on the wall."""

    code: str
    until: dt.datetime

    @property
    def words(self) -> str:
        """The reason with its way out."""
        if self.code == "single":
            return (
                "工资卡是一个人改的，还没有第二个人确认，不能付到卡上。"
                "请另一个人在「换卡」里核对卡片确认，或改付现金。"
            )
        return (
            f"工资卡换了还不到 72 小时，{self.until:%m-%d %H:%M} 以后才能付到卡上。急用的改付现金。"
        )


def until_of(changed_at: dt.datetime) -> dt.datetime:
    """When a card changed at a moment of the server takes money: the next whole minute then, on
    the clock of the pages.
    """
    then = clock.now() + (changed_at + WAIT - timezone.now()) + dt.timedelta(seconds=59)
    return then.replace(second=0, microsecond=0)


def card_bars(workers: Iterable[int]) -> dict[int, Bar]:
    """The barred cards among these workers, by worker's key. One query; the server's clock."""
    with connection.cursor() as cursor:
        cursor.execute(BARS, [list(workers)])
        return {pk: Bar(code, until_of(changed)) for pk, code, changed in cursor}


def index_of(card: str) -> bytes | None:
    """The blind index a card number has in the registry."""
    found: bytes | None = Worker._meta.get_field("bank_card_index").of(card)
    return found


def state_of(change: CardChange) -> tuple[str, str]:
    """How a change stands: a sign's key and words."""
    if change.dropped_by_id is not None:
        return "draft", f"作废：{change.drop_reason}"
    if change.confirmed_by_id is None:
        return "wait", "等第二个人确认"
    if change.changed_at and change.changed_at + WAIT > timezone.now():
        return "wait", f"{until_of(change.changed_at):%m-%d %H:%M} 起能付"
    return "ok", "能付"
