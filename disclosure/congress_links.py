"""What a resolution of the congress 职工代表大会 stands behind: charter, standards, a year's report."""

from dataclasses import dataclass

from mutualfund.models import Charter
from staff.models import (
    CareMeasure,
    CertificationRule,
    HelpMeasure,
    SubsistenceLine,
    TierScheme,
)

# the standards among them, as fields of a resolution
STANDARDS = ("care", "help", "tiers", "rules", "line")


@dataclass(frozen=True)
class Behind:
    """What a resolution stands behind."""

    charter: Charter | None = None
    care: CareMeasure | None = None
    help: HelpMeasure | None = None
    tiers: TierScheme | None = None
    rules: CertificationRule | None = None
    line: SubsistenceLine | None = None
    report_year: int | None = None

    @property
    def is_anything(self) -> bool:
        """Whether there is any."""
        return any(part is not None for part in vars(self).values())
