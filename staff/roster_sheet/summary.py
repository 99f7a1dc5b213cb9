"""What reading a roster came to: totals claimed against rows counted, lines left out, repairs."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ClaimedTotal:
    """A head count the sheet claims (小计, 合计) beside the rows counted.

    `label` as written (合计, 青石站小计); `counted` leaves out leavers and repeated ID numbers.
    """

    sheet: str
    cell: str
    label: str
    claimed: int
    counted: int

    @property
    def agrees(self) -> bool:
        """Whether the sheet counted as we did."""
        return self.claimed == self.counted

    @property
    def sentence(self) -> str:
        """The comparison in words, with its cell."""
        same = (
            "对得上"
            if self.agrees
            else f"读到 {self.counted} 人，对不上。请核对这一段有没有漏行或多行"
        )
        return f"「{self.sheet}」{self.cell} {self.label}写着 {self.claimed} 人，{same}"


@dataclass(frozen=True)
class SkippedLine:
    """A line that stands for no person, and why it was left out."""

    sheet: str
    number: int
    reason: str
    text: str


@dataclass
class RosterSummary:
    """Complete once every row has been read."""

    row_count: int = 0
    people: int = 0  # rows of people on the roster: no leavers, no repeats
    notes: list[str] = field(default_factory=list)
    claimed: list[ClaimedTotal] = field(default_factory=list)
    skipped: list[SkippedLine] = field(default_factory=list)
