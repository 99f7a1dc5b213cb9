"""What everyone may see."""

from disclosure.models import reports as reports  # known to Django, touched by its own code alone
from disclosure.models.boards import Board, BoardCheck, Posting, PostingPhoto, Side
from disclosure.models.box_openings import BoxOpening, OpeningStatus
from disclosure.models.catalogue import CatalogueTopic, Publication, TopicTrace
from disclosure.models.congresses import Congress, CongressKind, CongressPaper, Resolution
from disclosure.models.delegates import Attendance, Delegate
from disclosure.models.hotline import HotlineDuty
from disclosure.models.inspection_steps import (
    InspectionAct,
    InspectionStep,
    OrderAct,
    RectificationPaper,
    RectificationStep,
)
from disclosure.models.inspections import (
    Finding,
    Inspection,
    InspectionDraw,
    InspectionItem,
    InspectionKind,
    InspectionStatus,
    Inspector,
    Quality,
    Rectification,
    RectificationStatus,
    Result,
    Sort,
)
from disclosure.models.notice_steps import FOLLOWS, NoticeAct, NoticeStep, StepPaper
from disclosure.models.notices import Notice, NoticeStatus
from disclosure.models.objection_answers import ObjectionAnswer, ObjectionPaper
from disclosure.models.objections import Ground, NoticeObjection
from disclosure.models.opinions import Opinion, OpinionSlip
from disclosure.models.suggestion_work import (
    BenefitKind,
    BenefitState,
    SuggestionBenefit,
    SuggestionPaper,
    SuggestionScore,
)
from disclosure.models.suggestions import (
    Suggestion,
    SuggestionAct,
    SuggestionField,
    SuggestionSource,
    SuggestionStatus,
    SuggestionStep,
)

__all__ = [
    "FOLLOWS",
    "Attendance",
    "BenefitKind",
    "BenefitState",
    "Board",
    "BoardCheck",
    "BoxOpening",
    "CatalogueTopic",
    "Congress",
    "CongressKind",
    "CongressPaper",
    "Delegate",
    "Finding",
    "Ground",
    "HotlineDuty",
    "Inspection",
    "InspectionAct",
    "InspectionDraw",
    "InspectionItem",
    "InspectionKind",
    "InspectionStatus",
    "InspectionStep",
    "Inspector",
    "Notice",
    "NoticeAct",
    "NoticeObjection",
    "NoticeStatus",
    "NoticeStep",
    "ObjectionAnswer",
    "ObjectionPaper",
    "OpeningStatus",
    "Opinion",
    "OpinionSlip",
    "OrderAct",
    "Posting",
    "PostingPhoto",
    "Publication",
    "Quality",
    "Rectification",
    "RectificationPaper",
    "RectificationStatus",
    "RectificationStep",
    "Resolution",
    "Result",
    "Side",
    "Sort",
    "StepPaper",
    "Suggestion",
    "SuggestionAct",
    "SuggestionBenefit",
    "SuggestionField",
    "SuggestionPaper",
    "SuggestionScore",
    "SuggestionSource",
    "SuggestionStatus",
    "SuggestionStep",
    "TopicTrace",
]
