"""What everyone may see."""

from disclosure.models import reports as reports  # known to Django, touched by its own code alone
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
