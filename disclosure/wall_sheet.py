"""What stands on the sheet of a whole wall: the numbers of the board at the front door, nothing typed."""

import datetime as dt
from dataclasses import dataclass

import segno

from disclosure.actions.notices import notice_days
from disclosure.masking import Group, merged
from disclosure.models import Notice
from disclosure.never_lets import Block, never_lets
from disclosure.period_tables import visit_groups
from disclosure.public_words import in_public_words
from disclosure.walls import wall_notices
from mutualfund.claim_stats import ClaimStats, claim_stats
from mutualfund.models import Fund, Series
from mutualfund.reports import FundStatement, Part, fund_statement
from staff.models import HardshipFile
from staff.summary import HeadCount, head_count
from welfare.days import Quarter


@dataclass(frozen=True)
class Visited:
    """A branch with one square for each family, the visited ones first."""

    name: str
    done: int
    due: int

    @property
    def squares(self) -> list[bool]:
        """True for each that was visited."""
        return [n < self.done for n in range(self.due)]


@dataclass(frozen=True)
class WallSheet:
    """One A3."""

    on: dt.date
    people: HeadCount
    statement: FundStatement
    income: list[Part]
    claims: ClaimStats
    running: list[tuple[Notice, list[dt.date]]]
    quarter: Quarter
    visited: list[Visited]
    due: int
    done: int
    promises: list[Block]
    head: Series | None
    qr: str


def sheet_of(address: str, *, on: dt.date) -> WallSheet:
    """Load it. The QR leads to the address."""
    fund, quarter = Fund.objects.mutual_aid(), Quarter.of(on)
    statement = fund_statement(fund, on=on)
    groups = visit_groups(quarter)
    running = [notice for notice in wall_notices(on=on) if notice.shows_names(on=on)]
    return WallSheet(
        on, head_count(on=on), statement,
        [in_public_words(part) for part in statement.income if part.amount],
        claim_stats(on=on), [(notice, notice_days(notice)) for notice in running[:3]], quarter,
        [Visited(group.name, int(group.amount), group.people) for group in merged(groups)],
        sum(group.people for group in groups), _done(groups),
        never_lets(HardshipFile.objects.ever_in_force(), on=on).blocks,
        Series.objects.filter(fund=fund, last_number__gt=0).order_by("-year").first(),
        segno.make(address).svg_data_uri(border=1),
    )  # fmt: skip


def _done(groups: list[Group]) -> int:
    return sum(int(group.amount) for group in groups)
