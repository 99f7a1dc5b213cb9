"""Walls: what hangs where, with a photograph without traces; a board nobody gets to does not count."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from PIL import Image

from disclosure.actions.boards import check_board, post_notice, put_up_board, remove_posting
from disclosure.actions.notices import draft_period_notice, release_notice, send_for_release
from disclosure.models import Board, Posting, PostingPhoto
from disclosure.walls import walls
from staff.models import Branch
from tests.mutualfund.fund import picture
from tests.mutualfund.sql import as_app
from tests.people import DAY, make_station
from welfare import clock
from welfare.errors import Refused

OVER = dt.date(2026, 10, 23)


@pytest.fixture
def board(coop, zheng):
    """Board 1 in the corridor."""
    make_station()
    return put_up_board(
        Branch.objects.get(), number=1, place="候工室走廊", keeper="工会小组", by=zheng
    )


@pytest.fixture
def running(board, bian, sun):
    """The quarter's money, which by the catalogue hangs on the walls."""
    notice = draft_period_notice("fund:2026:3", on=DAY, by=bian)
    return release_notice(send_for_release(notice, on=DAY, by=bian), on=DAY, by=sun)


def hang(notice, board, by, photo=None):
    """Hung by 周立."""
    return post_notice(notice, board, poster="周立", photo=photo, on=DAY, by=by)


def the_wall(on=DAY):
    """The only board with its lines."""
    (wall,) = walls(on=on)
    return wall


def test_it_counts_when_the_photograph_is_there(as_, running, board, bian):
    assert (the_wall().due, the_wall().counted) == (1, 0)
    at = reverse("wall-post", args=[1])
    as_(bian).post(at, {"notice": running.pk, "poster": "周立"})
    assert the_wall().lines[0].state == "贴了，照片没有传回"
    posting = Posting.objects.get()
    photo = SimpleUploadedFile("a.jpg", picture())
    as_(bian).post(reverse("posting-photo", args=[posting.pk]), {"photo": photo})
    assert the_wall().counted == 1
    assert "贴了 1 / 1 件" in as_(bian).get("/").content.decode()


def test_the_photograph_keeps_no_place_and_no_machine(as_, running, board, bian):
    exif = Image.Exif()
    exif[0x010F] = "Canary Maker"
    hang(running, board, bian, ("墙.jpg", picture(exif=exif.tobytes())))
    at = reverse("posting-photo-file", args=[PostingPhoto.objects.get().uid])
    content = as_(bian).get(at).content
    assert b"Canary" not in content
    assert not Image.open(io.BytesIO(content)).getexif()


def test_a_photograph_is_used_once_and_its_name_holds_no_number(running, board, bian, zheng):
    other = put_up_board(board.branch, number=2, place="食堂", keeper="组", by=zheng)
    photo = picture()
    hang(running, board, bian, ("a.jpg", photo))
    with pytest.raises(Refused, match="已经传过"):
        hang(running, other, bian, ("b.jpg", photo))
    with pytest.raises(Refused, match="照片名里有手机号"):
        hang(running, other, bian, ("13800000417.jpg", picture()))


def test_a_board_in_an_office_fails_its_check_and_counts_nothing(as_, running, board, bian, sun):
    hang(running, board, bian, ("a.jpg", picture()))
    told = {"within_reach": "no", "words": "挂在站长办公室里"}
    as_(sun).post(reverse("wall-check", args=[1]), told)
    assert the_wall().counted == 0
    words = "2026-10-20 检查：挂在站长办公室里。职工不能随时到，贴了也不算公开"
    for at in (reverse("wall-list"), reverse("wall", args=[1]), "/"):
        assert words in as_(bian).get(at).content.decode(), at
    check_board(board, in_public_place=True, words="搬到走廊了", on=DAY, by=sun)
    assert the_wall().counted == 1


def test_only_a_check_moves_a_board_out_of_reach_or_back(board, bian, as_):
    with pytest.raises(DatabaseError, match="no check says so"), transaction.atomic():
        Board.objects.update(in_public_place=False)
    assert as_(bian).post(reverse("wall-check", args=[1])).status_code == 403


def test_it_hangs_only_in_its_days_and_once(running, board, bian):
    with pytest.raises(Refused, match="不在公示期内"):
        post_notice(running, board, poster="周立", photo=None, on=OVER, by=bian)
    with pytest.raises(DatabaseError, match="does not hang on"), transaction.atomic():
        Posting.objects.create(
            notice=running, board=board, poster="周立", posted_on=OVER, recorded_by=bian
        )
    hang(running, board, bian)
    with pytest.raises(Refused, match="已经登记过"):
        hang(running, board, bian)


def test_it_comes_down_with_a_photograph_and_stays_on_record(as_, running, board, bian):
    posting = hang(running, board, bian, ("a.jpg", picture()))
    down = {"remover": "周立", "on": OVER, "by": bian}
    with pytest.raises(Refused, match="期满以后才撤下"):
        remove_posting(posting, photo=("b.jpg", picture()), **down | {"on": DAY})
    with pytest.raises(Refused, match="传一张撤下以后的照片"):
        remove_posting(posting, photo=None, **down)
    with clock.travel(OVER):
        assert "该撤下了" in as_(bian).get(reverse("wall", args=[1])).content.decode()
        photo = SimpleUploadedFile("b.jpg", picture())
        at = reverse("posting-remove", args=[posting.pk])
        as_(bian).post(at, {"remover": "周立", "photo": photo})
    posting.refresh_from_db()
    assert posting.removed_on == OVER
    for change in ({"poster": "别人"}, {"removed_on": DAY}):
        with pytest.raises(DatabaseError), as_app():
            Posting.objects.update(**change)
    with pytest.raises(DatabaseError, match="permission denied"), as_app():
        PostingPhoto.objects.all().delete()


def test_anyone_prints_the_sheet_of_a_whole_wall(client, running, board):
    page = client.get(reverse("wall-sheet", args=[1])).content.decode()
    for words in ("10,000", running.title, running.check_code, "候工室走廊", "正在公示 1 件"):
        assert words in page, words
    assert client.get(reverse("wall-sheet", args=[9])).status_code == 404


def test_three_boards_ask_as_many_questions_as_one(
    as_, running, board, bian, zheng, django_assert_num_queries, django_assert_max_num_queries
):
    client = as_(bian)
    hang(running, board, bian, ("a.jpg", picture()))
    client.get(reverse("wall-list"))
    with django_assert_max_num_queries(30) as few:
        client.get(reverse("wall-list"))
    for number in (2, 3):
        other = put_up_board(board.branch, number=number, place="食堂", keeper="组", by=zheng)
        hang(running, other, bian, ("a.jpg", picture()))
    with django_assert_num_queries(len(few)):
        client.get(reverse("wall-list"))
