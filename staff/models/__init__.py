"""The registry and who cares for whom."""

from staff.models.campaigns import Campaign, CampaignStatus, CampaignStep, Festival, Receipt
from staff.models.codes import Code, CodeList
from staff.models.departures import Departure
from staff.models.gifts import Gift, Sheet, SheetPhoto
from staff.models.hardship import (
    ENDED,
    IN_FORCE,
    Cause,
    FileStatus,
    HardshipFile,
    Tier,
    TierChange,
    TierScheme,
)
from staff.models.households import (
    Health,
    Household,
    HouseholdMember,
    MedicalInsurance,
    MemberIdentity,
    Relation,
    Schooling,
)
from staff.models.insurances import InsuranceEntry, InsuranceKind, seed_insurances
from staff.models.kinships import KinRelation, Kinship
from staff.models.matters import (
    Heard,
    Matter,
    MatterSource,
    MatterStatus,
    MatterStep,
    Rating,
    StepKind,
)
from staff.models.measures import HelpMeasure, seed_measure
from staff.models.pairings import Cadre, CadreKind, Pairing
from staff.models.places import Branch, Station, StationAlias, station_names
from staff.models.prompts import Prompt, PromptKind, PromptStatus
from staff.models.reminders import Reminder
from staff.models.rosters import (
    ImportStatus,
    RosterImport,
    RosterImportRow,
    RosterTitle,
    RosterWord,
    RowOutcome,
    StagedWorker,
)
from staff.models.saved_filters import SavedFilter
from staff.models.standards import Goods, Leftover, Portion, Purchase, Standard
from staff.models.visits import DutyStatus, Level, Mode, Need, Visit, VisitDuty
from staff.models.workers import (
    Identity,
    LeaveReason,
    Post,
    Precision,
    Revealable,
    Sex,
    Tenure,
    TenureTrace,
    Worker,
)

__all__ = [
    "ENDED",
    "IN_FORCE",
    "Branch",
    "Cadre",
    "CadreKind",
    "Campaign",
    "CampaignStatus",
    "CampaignStep",
    "Cause",
    "Code",
    "CodeList",
    "Departure",
    "DutyStatus",
    "Festival",
    "FileStatus",
    "Gift",
    "Goods",
    "HardshipFile",
    "Health",
    "Heard",
    "HelpMeasure",
    "Household",
    "HouseholdMember",
    "Identity",
    "ImportStatus",
    "InsuranceEntry",
    "InsuranceKind",
    "KinRelation",
    "Kinship",
    "LeaveReason",
    "Leftover",
    "Level",
    "Matter",
    "MatterSource",
    "MatterStatus",
    "MatterStep",
    "MedicalInsurance",
    "MemberIdentity",
    "Mode",
    "Need",
    "Pairing",
    "Portion",
    "Post",
    "Precision",
    "Prompt",
    "PromptKind",
    "PromptStatus",
    "Purchase",
    "Rating",
    "Receipt",
    "Relation",
    "Reminder",
    "Revealable",
    "RosterImport",
    "RosterImportRow",
    "RosterTitle",
    "RosterWord",
    "RowOutcome",
    "SavedFilter",
    "Schooling",
    "Sex",
    "Sheet",
    "SheetPhoto",
    "StagedWorker",
    "Standard",
    "Station",
    "StationAlias",
    "StepKind",
    "Tenure",
    "TenureTrace",
    "Tier",
    "TierChange",
    "TierScheme",
    "Visit",
    "VisitDuty",
    "Worker",
    "seed_insurances",
    "seed_measure",
    "station_names",
]  # fmt: skip
