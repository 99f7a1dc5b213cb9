"""Coverage of the walls 张贴情况: what had to hang on each board, what did with a photograph, and why not."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from disclosure.models import Board, BoardCheck, CatalogueTopic, Notice, Posting, Side
from disclosure.models.catalogue import Carrier
from disclosure.models.notices import SHOWN
from disclosure.sources import TOPIC_OF

SPAN = dt.timedelta(days=365)  # a board is measured by the notices of the last year
POSTED, NO_PHOTO, MISSING = "贴了，有照片", "贴了，照片没有传回", "没有张贴记录"
PAINT = {POSTED: "ok", NO_PHOTO: "wait", MISSING: "over"}
HIDDEN = "职工不能随时到，贴了也不算公开"


@dataclass(frozen=True)
class Line:
    """One notice on one board."""

    notice: Notice
    posting: Posting | None
    state: str
    is_running: bool

    @property
    def paint(self) -> str:
        """Its colour."""
        return PAINT[self.state]

    @property
    def must_come_down(self) -> bool:
        """Its days are over and nobody told that it was taken down."""
        return not self.is_running and self.posting is not None and self.posting.removed_on is None


@dataclass(frozen=True)
class Wall:
    """A board with what had to hang there, the newest first."""

    board: Board
    lines: list[Line]
    check: BoardCheck | None

    @property
    def due(self) -> int:
        """How many notices had to hang here."""
        return len(self.lines)

    @property
    def counted(self) -> int:
        """How many hung with a photograph, where anyone can read them."""
        if not self.board.in_public_place:
            return 0
        return sum(line.state == POSTED for line in self.lines)

    @property
    def reason(self) -> str:
        """Why it fails its check; empty when it does not."""
        if self.board.in_public_place:
            return ""
        seen = f"{self.check.on} 检查：{self.check.words}。" if self.check else ""
        return f"{seen}{HIDDEN}"

    @property
    def missing(self) -> list[Line]:
        """Running notices that do not hang here with a photograph."""
        return [line for line in self.lines if line.is_running and line.state != POSTED]

    @property
    def last_photo_on(self) -> dt.date | None:
        """The day of its latest paper with a photograph."""
        days = [
            line.posting.posted_on for line in self.lines if line.posting and line.state == POSTED
        ]
        return max(days, default=None)


def wall_notices(*, on: dt.date) -> list[Notice]:
    """What had to hang on every board within a year: released, by topics of the walls. Two queries.

    One that was corrected is not asked for: its newer version is.
    """
    codes = set(
        CatalogueTopic.objects.filter(carrier__in=(Carrier.WALL, Carrier.BOTH)).values_list(
            "code", flat=True
        )
    )
    rows = Notice.objects.filter(status__in=SHOWN, public_from__range=(on - SPAN, on))
    return [
        notice
        for notice in rows.select_related("successor")
        if TOPIC_OF[notice.source.partition(":")[0]] in codes and notice.newer is None
    ]


def walls(*, on: dt.date, number: int | None = None) -> list[Wall]:
    """Every board, or one, with its lines. A fixed number of queries."""
    boards = Board.objects.select_related("branch").prefetch_related("checks")
    if number is not None:
        boards = boards.filter(number=number)
    boards_found, notices = list(boards), wall_notices(on=on)
    rows = Posting.objects.filter(board__in=boards_found, notice__in=notices)
    postings = {(row.board_id, row.notice_id): row for row in rows.prefetch_related("photos")}
    return [
        Wall(
            board,
            [_line(notice, postings.get((board.pk, notice.pk)), on) for notice in notices],
            next(iter(board.checks.all()), None),
        )
        for board in boards_found
    ]


def _line(notice: Notice, posting: Posting | None, on: dt.date) -> Line:
    state = MISSING
    if posting is not None:
        shown = any(photo.side == Side.UP for photo in posting.photos.all())
        state = POSTED if shown else NO_PHOTO
    return Line(notice, posting, state, notice.shows_names(on=on))


def narrowed_walls(query: Mapping[str, str], rows: list[Wall]) -> list[Wall]:
    """Those that fail for ?show=gaps; all for anything else."""
    if query.get("show") != "gaps":
        return rows
    return [wall for wall in rows if wall.reason or wall.counted < wall.due]
