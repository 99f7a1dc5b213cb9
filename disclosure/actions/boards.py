"""Boards 公开栏: the walls on which notices hang, what hung there, who looked whether one gets there."""

import datetime as dt

from django.db import transaction

from disclosure.models import Board, BoardCheck, Notice, Posting, PostingPhoto, Side
from disclosure.scan import refuse_leaks
from staff.models import Branch
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User
from welfare.uploads import CleanFile, clean, keep, read

# its name and what is in it, or one that is clean already
Photo = tuple[str, bytes] | CleanFile


@transaction.atomic
def put_up_board(branch: Branch, *, number: int, place: str, keeper: str, by: User) -> Board:
    """设公开栏. Raises Refused for a number in use, or without a place or a keeper."""
    if not place.strip() or not keeper.strip():
        raise Refused("公开栏要写位置和责任人。")
    if Board.objects.filter(number=number).exists():
        raise Refused(f"已有 {number} 号公开栏，换个号。")
    board = Board.objects.create(
        number=number, branch=branch, place=place.strip(), keeper=keeper.strip()
    )
    audit.record("board.put_up", board, by=by, place=board.place, keeper=board.keeper)
    return board


@transaction.atomic
def check_board(
    board: Board, *, in_public_place: bool, words: str, on: dt.date, by: User
) -> BoardCheck:
    """可见性检查: whether workers can get there. Raises Refused without what was seen."""
    board = Board.objects.select_for_update().get(pk=board.pk)
    if not words.strip():
        raise Refused("写一句看到什么：挂在哪里，职工能不能随时到。")
    check = BoardCheck.objects.create(
        board=board, in_public_place=in_public_place, words=words.strip(), on=on, by=by
    )
    board.in_public_place = in_public_place
    board.save(update_fields=["in_public_place"])
    audit.record("board.checked", board, by=by, in_public_place=in_public_place, on=on)
    return check


@transaction.atomic
def post_notice(
    notice: Notice, board: Board, *, poster: str, photo: Photo | None, on: dt.date, by: User
) -> Posting:
    """登记张贴, on its own day; without a photograph it does not count yet.

    Raises Refused outside the notice's period, without who hung it, and for a second time.
    """
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if not notice.shows_names(on=on):
        raise Refused(f"{notice.number} 不在公示期内，不用贴。")
    if not poster.strip():
        raise Refused("写上张贴人。")
    if Posting.objects.filter(notice=notice, board=board).exists():
        raise Refused(f"{board}已经登记过这件公示，补照片就行。")
    posting = Posting.objects.create(
        notice=notice, board=board, poster=poster.strip(), posted_on=on, recorded_by=by
    )
    audit.record("posting.up", posting, by=by, notice=notice.number, on=on)
    if photo is not None:
        _keep_photo(posting, Side.UP, photo)
    return posting


@transaction.atomic
def add_posting_photo(posting: Posting, photo: Photo, *, by: User) -> PostingPhoto:
    """补照片 of a paper that hangs. Raises Refused when it was taken down."""
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if posting.removed_on is not None:
        raise Refused("已经撤下，不能再补贴上的照片。")
    kept = _keep_photo(posting, Side.UP, photo)
    audit.record("posting.photographed", posting, by=by, photo=kept.pk)
    return kept


@transaction.atomic
def remove_posting(
    posting: Posting, *, remover: str, photo: Photo | None, on: dt.date, by: User
) -> Posting:
    """登记撤下, with a photograph of the empty place.

    Raises Refused while the notice runs, without who took it down or without the photograph.
    """
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    notice = Notice.objects.get(pk=posting.notice_id)
    if posting.removed_on is not None:
        raise Refused("已经登记过撤下。")
    if notice.shows_names(on=on):
        raise Refused(f"{notice.number} 公示到 {notice.public_until}，期满以后才撤下。")
    if not remover.strip() or photo is None:
        raise Refused("写上撤下人，传一张撤下以后的照片。")
    posting.remover, posting.removed_on = remover.strip(), on
    posting.save(update_fields=["remover", "removed_on"])
    _keep_photo(posting, Side.DOWN, photo)
    audit.record("posting.down", posting, by=by, on=on)
    return posting


def _keep_photo(posting: Posting, side: Side, photo: Photo) -> PostingPhoto:
    """One photograph, cleaned. Raises Refused for one that was used before."""
    file = photo if isinstance(photo, CleanFile) else _cleaned(*photo)
    if PostingPhoto.objects.filter(sha256=file.sha256).exists():
        raise Refused("这张照片已经传过，重新拍这一块公开栏。")
    return PostingPhoto.objects.create(
        posting=posting, side=side, uid=keep(file, folder=PostingPhoto.folder),
        file_type=file.file_type, size=len(file.content), sha256=file.sha256,
        stored_sha256=file.stored_sha256, at=clock.now(),
    )  # fmt: skip


def _cleaned(name: str, content: bytes) -> CleanFile:
    refuse_leaks({"照片名": name})
    return clean(content, name=name)


@transaction.atomic
def open_posting_photo(photo: PostingPhoto, *, by: User) -> bytes:
    """The photograph's bytes; the look is logged. Raises Refused when the file is gone or changed."""
    content = read(photo.path, sha256=photo.stored_sha256, name=str(photo.posting))
    audit.record("posting.photo_opened", photo.posting, by=by, photo=photo.pk)
    return content
