"""What hangs on the six walls when the world ends, what was objected to, what went to the archive."""

import datetime as dt
import io

from PIL import Image, ImageDraw

from disclosure.actions.boards import check_board, post_notice, put_up_board
from disclosure.actions.notice_steps import take_notice_step
from disclosure.actions.notices import draft_period_notice, release_notice, send_for_release
from disclosure.actions.objections import object_to_notice
from disclosure.models import Board, Ground, Notice, NoticeAct, NoticeStatus
from disclosure.notice_steps import Telling
from disclosure.objection_saying import Saying
from disclosure.walls import wall_notices
from mutualfund.models import Claim
from staff.models import Branch
from welfare.days import Quarter
from welfare.demo.cast import Cast
from welfare.uploads import CleanFile, clean_all

PLACES = (
    ("大门过道", "周立"), ("候车室东墙", "韩冬"), ("食堂门口", "邵军"), ("点名室外走廊", "任建国"),
    ("装卸班门口", "姚春梅"), ("行车室过道", "孙丽华"),
)  # fmt: skip
NO_PHOTO = 5  # whose last photograph did not come back
ARCHIVED = 3  # the oldest notices, closed to the end
PAPER = (96, 60)


def put_up_boards(cast: Cast) -> None:
    """Six walls 公开栏, one in each branch company."""
    rows = zip(Branch.objects.order_by("pk"), PLACES, strict=False)
    for number, (branch, (place, keeper)) in enumerate(rows, start=1):
        put_up_board(branch, number=number, place=place, keeper=keeper, by=cast["zhengmin"])


def announce_quarter(cast: Cast, on: dt.date) -> None:
    """The money of the quarter before."""
    quarter = Quarter.of(on).shifted(-1)
    source = f"fund:{quarter.year}:{quarter.number}"
    notice = draft_period_notice(source, on=on, by=cast["bianwen"])
    send_for_release(notice, on=on, by=cast["bianwen"])
    release_notice(notice, on=on, by=cast["sunyumei"])


def hang_walls(cast: Cast, on: dt.date, *, without: int = 0) -> None:
    """Every running notice of the walls on every board; from board `without` the photograph is missing."""
    running = [notice for notice in wall_notices(on=on) if notice.shows_names(on=on)]
    boards = list(Board.objects.all())
    taken = [
        (f"{b.number}.jpg", _photograph(b, n, on)) for b in boards for n in range(len(running))
    ]
    files = iter(clean_all(taken))  # in one go: each alone would begin a process
    for board in boards:
        check_board(
            board, in_public_place=True, words=f"{board.place}，谁都能看到", on=on, by=cast["hujun"]
        )
        for n, notice in enumerate(running):
            photo: CleanFile | None = next(files)
            if board.number == without and n == 0:
                photo = None
            post_notice(notice, board, poster=board.keeper, photo=photo, on=on, by=cast["bianwen"])


def _photograph(board: Board, nth: int, on: dt.date) -> bytes:
    """A board as a telephone sees it, small."""
    picture = Image.new("RGB", (PAPER[0] * 4, PAPER[1] * 4), "#8f8a80")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((30, 30, 354, 190), fill="#f6f5f1", outline="#a5251d", width=4)
    for paper in range(3):
        left = 50 + paper * 100
        pen.rectangle((left, 60, left + 80, 170), fill="white", outline="#999")
        for line in range(5):
            pen.line(
                (left + 8, 80 + line * 16, left + 60 + (line * nth) % 12, 80 + line * 16), "#555"
            )
    pen.text((240, 210), f"{on:%m-%d} No.{board.number}-{nth}", fill="white")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


def object_once(notice: Notice, event: str, on: dt.date) -> None:
    """Somebody objects, without a name, to the line of the claim for this event when the notice has it."""
    claims = {claim.pk: str(claim.event) for claim in Claim.objects.filter(pk__in=notice.claims)}
    for row, claim in enumerate(notice.claims, start=1):
        if claims[claim] == event:
            words = "他家的防水是小区统一修的，自己没花这么多，请核一核发票。"
            object_to_notice(notice, Saying(row, words, grounds=[Ground.AMOUNT]), on=on)


def close_old_notices(cast: Cast, on: dt.date) -> None:
    """The oldest ones: nothing came, somebody else looked, they lie in the archive."""
    done = Notice.objects.filter(status=NoticeStatus.WITHDRAWN).order_by("pk")[:ARCHIVED]
    for notice in done:
        for username, act, words in (
            ("bianwen", NoticeAct.FEEDBACK, "公示期内没有收到不同意见"),
            ("hujun", NoticeAct.CHECKED, "对过纪要和付款，名单、金额、天数都对"),
            ("bianwen", NoticeAct.ARCHIVED, "纸稿和网上一致，归档"),
        ):
            take_notice_step(notice, act, Telling(words), on=on, by=cast[username])
