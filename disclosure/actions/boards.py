"""Boards 公开栏: the walls on which notices hang."""

from django.db import transaction

from disclosure.models import Board
from staff.models import Branch
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


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
