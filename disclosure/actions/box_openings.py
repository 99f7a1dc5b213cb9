"""Report boxes 举报箱: opened by two, counted, confirmed by the second with his own login.

The audit trail holds that a box was opened, never how many papers lay in it.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, Q

from disclosure.actions.reports import handler_keys
from disclosure.models import Board
from disclosure.models.box_openings import BoxOpening, OpeningStatus
from disclosure.report_clock import box_due
from welfare import audit
from welfare.errors import Refused
from welfare.models import User

MOST_PAPERS = 200


@dataclass(frozen=True)
class Box:
    """The box beside a board: when it was opened last and has to be opened next."""

    board: Board
    opened_on: dt.date | None
    due_on: dt.date | None  # None: at once, nobody ever opened it
    is_due: bool


def boxes(*, on: dt.date) -> list[Box]:
    """Every box with its next day. One query."""
    confirmed = Q(openings__status=OpeningStatus.CONFIRMED)
    rows = Board.objects.select_related("branch").annotate(
        last=Max("openings__opened_on", filter=confirmed)
    )
    found = []
    for board in rows.order_by("number"):
        due = box_due(board.last) if board.last else None
        found.append(Box(board, board.last, due, due is None or due < on))
    return found


def openers_beside(user: User) -> list[User]:
    """Who may open a box together with this handler."""
    return [key.user for key in handler_keys() if key.user_id != user.pk]


@transaction.atomic
def record_opening(
    board: Board, *, second: User, papers: int, words: str, opened_on: dt.date, on: dt.date,
    by: User,
) -> BoxOpening:  # fmt: skip
    """登记开箱, by one of the two. Raises Refused for one alone, a day ahead or before the last
    opening, a second time on a day, and without how the lock was.
    """
    board = Board.objects.select_for_update().get(pk=board.pk)
    if second.pk not in {one.pk for one in openers_beside(by)}:
        raise Refused("开箱要两个人：选另一位受理人，他用自己的账号确认。")
    if opened_on > on:
        raise Refused(f"「开箱日期」不能晚于今天 {on}。")
    if not 0 <= papers <= MOST_PAPERS:
        raise Refused(f"「箱里几份」填 0 到 {MOST_PAPERS}。")
    if not words.strip():
        raise Refused("写一句「锁和封条」：开箱前是不是完好。")
    rows = board.openings.exclude(status=OpeningStatus.DISPUTED)
    last = rows.aggregate(last=Max("opened_on"))["last"]
    if last is not None and opened_on <= last:
        raise Refused(f"这个举报箱 {last} 已经登记过开箱，「开箱日期」要在它以后。")
    opening = BoxOpening.objects.create(
        board=board, opened_on=opened_on, opened_by=by, opened_with=second, papers=papers,
        words=words.strip(),
    )  # fmt: skip
    audit.record("box.opened", board, by=by, on=opened_on)
    return opening


@transaction.atomic
def answer_opening(opening: BoxOpening, *, objection: str, on: dt.date, by: User) -> BoxOpening:
    """确认, or with an objection 不对: then the two write it anew. Raises Refused for anybody but
    the second opener, and the second time.
    """
    opening = BoxOpening.objects.select_for_update().get(pk=opening.pk)
    if opening.opened_with_id != by.pk:
        raise Refused("由一起开箱的那一位用自己的账号确认。")
    if opening.status != OpeningStatus.WAITING:
        raise Refused(f"这次开箱已经是「{opening.get_status_display()}」。")
    opening.objection = objection.strip()
    opening.status = OpeningStatus.DISPUTED if opening.objection else OpeningStatus.CONFIRMED
    opening.answered_on = on
    opening.save(update_fields=["objection", "status", "answered_on"])
    audit.record(f"box.{opening.status}", opening.board, by=by, on=opening.opened_on)
    return opening


def waiting_boxes(user: User, *, on: dt.date) -> tuple[int, int]:
    """How many openings wait for his word, and how many boxes are past their day. Two queries."""
    return (
        BoxOpening.objects.for_second(user).count(),
        sum(box.is_due for box in boxes(on=on)),
    )
