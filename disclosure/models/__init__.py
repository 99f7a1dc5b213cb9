"""What everyone may see."""

from disclosure.models import reports as reports  # known to Django, touched by its own code alone
from disclosure.models.boards import Board
from disclosure.models.catalogue import CatalogueTopic, Publication, TopicTrace
from disclosure.models.notices import Notice, NoticeStatus
from disclosure.models.objections import Ground, NoticeObjection
from disclosure.models.suggestions import (
    Suggestion,
    SuggestionField,
    SuggestionStatus,
    SuggestionStep,
)

__all__ = [
    "Board",
    "CatalogueTopic",
    "Ground",
    "Notice",
    "NoticeObjection",
    "NoticeStatus",
    "Publication",
    "Suggestion",
    "SuggestionField",
    "SuggestionStatus",
    "SuggestionStep",
    "TopicTrace",
]
