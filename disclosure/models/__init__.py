"""What everyone may see."""

from disclosure.models.boards import Board
from disclosure.models.notices import Notice, NoticeStatus

__all__ = ["Board", "Notice", "NoticeStatus"]
