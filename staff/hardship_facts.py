"""What the forms of the certification say, on its way from a page or a reader to an action."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from staff.models import Cause, Finding, Ground, IncomeKind, Nature, Tier
from staff.models.certifications import MOST_OTHER_CAUSES
from welfare.errors import Refused


@dataclass(frozen=True)
class Circumstances:
    """What the worker says of himself and his family on the form 困难职工档案表."""

    asked_tier: Tier
    cause: Cause
    nature: Nature
    story: str
    other_causes: Sequence[str] = ()
    is_sudden: bool = False
    is_staff_relative: bool = False
    health: str = ""
    contact: str = ""
    housing: str = ""
    floor_area: Decimal | None = None
    is_single_parent: bool = False
    is_zero_employment: bool = False
    can_self_help: bool = False
    insurance: str = ""
    own_income: Decimal | None = None
    papers: Sequence[str] = field(default_factory=tuple)

    def as_fields(self) -> dict[str, object]:
        """The columns of a certification. Raises Refused when the causes do not add up."""
        others = list(dict.fromkeys(self.other_causes))
        if self.cause in others:
            raise Refused("次要致困原因不能和主要原因相同。")
        if len(others) > MOST_OTHER_CAUSES:
            raise Refused(f"次要致困原因最多 {MOST_OTHER_CAUSES} 项，现在选了 {len(others)} 项。")
        if not self.story.strip():
            raise Refused("写一写家里的困难情况。")
        told = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return told | {"other_causes": others, "papers": list(self.papers)}


@dataclass(frozen=True)
class IncomeRow:
    """One income or rigid expense of twelve months, yuan."""

    kind: IncomeKind
    amount: Decimal
    note: str = ""
    proof: str = ""


@dataclass(frozen=True)
class GroundRow:
    """One ground against filing as the surveyors found it."""

    ground: Ground
    is_found: bool
    checked: str = ""
    override: str = ""


@dataclass(frozen=True)
class SurveyFacts:
    """The form 入户调查表 (domain.md 5.4)."""

    surveyed_at: dt.datetime
    respondent: str
    relation: str
    family: str
    home: str
    assets: str
    verifier: str
    verified: str
    story: str
    needs: str
    clear: Sequence[str]
    finding: Finding
    suggested_tier: Tier | None
    worker_signed_on: dt.date
    people: int
    rows: Sequence[IncomeRow]
    grounds: Sequence[GroundRow]


@dataclass(frozen=True)
class Paper:
    """What the paper says: who approved it is its document, when, which tier, for what cause."""

    document_no: str
    approved_on: dt.date
    tier: Tier
    cause: Cause
