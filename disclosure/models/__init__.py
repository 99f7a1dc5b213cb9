"""What everyone may see."""

from disclosure.models.boards import Board
from disclosure.models.notices import Notice, NoticeStatus
from disclosure.models.suggestions import (
    Suggestion,
    SuggestionField,
    SuggestionStatus,
    SuggestionStep,
)

__all__ = [
    "Board",
    "Notice",
    "NoticeStatus",
    "Suggestion",
    "SuggestionField",
    "SuggestionStatus",
    "SuggestionStep",
]
