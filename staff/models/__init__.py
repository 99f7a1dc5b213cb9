"""The registry and who cares for whom."""

from staff.models.campaigns import Campaign, CampaignStatus, Festival, Gift, Standard
from staff.models.hardship import (
    IN_FORCE,
    Cause,
    FileStatus,
    HardshipFile,
    Tier,
    TierChange,
    TierScheme,
)
from staff.models.households import Household, HouseholdMember, Relation
from staff.models.pairings import Cadre, CadreKind, Pairing
from staff.models.places import Branch, Station, StationAlias, station_names
from staff.models.rosters import ImportStatus, RosterImport, RosterImportRow, RowOutcome
from staff.models.visits import DutyStatus, Level, Mode, Need, Visit, VisitDuty
from staff.models.workers import (
    LeaveReason,
    Post,
    Precision,
    Revealable,
    Sex,
    Tenure,
    Worker,
)

__all__ = [
    "IN_FORCE", "Branch", "Cadre", "CadreKind", "Campaign", "CampaignStatus", "Cause", "DutyStatus",
    "Festival", "FileStatus", "Gift", "HardshipFile", "Household", "HouseholdMember", "ImportStatus",
    "LeaveReason", "Level", "Mode", "Need", "Pairing", "Post", "Precision", "Relation",
    "Revealable",
    "RosterImport", "RosterImportRow", "RowOutcome", "Sex", "Standard", "Station", "StationAlias",
    "Tenure", "Tier", "TierChange", "TierScheme", "Visit", "VisitDuty", "Worker", "station_names",
]  # fmt: skip
