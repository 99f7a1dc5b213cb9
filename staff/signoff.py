"""The sign-off list 慰问金(品)签领表 as paper: one page a sheet, subtotals and the running total,
of what stands on the day of printing.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from staff.models import Campaign, Gift, Sheet
from welfare.money import in_words

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class SignoffPage:
    """One page; amounts in yuan."""

    sheet: Sheet
    gifts: list[Gift]
    running: Decimal  # of all pages up to this one
    families: int  # of the whole list, less those stopped
    is_last: bool

    @property
    def standing(self) -> list[Gift]:
        """The lines to sign for: a stopped one is struck and counts in no sum."""
        return [gift for gift in self.gifts if gift.stopped_on is None]

    @property
    def stopped(self) -> int:
        """How many lines are struck."""
        return len(self.gifts) - len(self.standing)

    @property
    def cash(self) -> Decimal:
        """慰问金 of the page."""
        return sum((gift.cash for gift in self.standing), ZERO)

    @property
    def goods_value(self) -> Decimal:
        """慰问品 of the page."""
        return sum((gift.goods_value for gift in self.standing), ZERO)

    @property
    def value(self) -> Decimal:
        """Both."""
        return self.cash + self.goods_value

    @property
    def words(self) -> str:
        """The page's sum in words."""
        return in_words(self.value)

    @property
    def running_words(self) -> str:
        """The running total in words."""
        return in_words(self.running)


def pages_of(campaign: Campaign) -> list[SignoffPage]:
    """Every page in order. Two queries."""
    sheets = list(campaign.sheets.select_related("station", "campaign"))
    lines: dict[int | None, list[Gift]] = {sheet.pk: [] for sheet in sheets}
    rows = campaign.gifts.select_related("file__worker", "tier").order_by("line")
    for gift in rows.exclude(sheet=None):
        lines[gift.sheet_id].append(gift)
    families = sum(gift.stopped_on is None for gifts in lines.values() for gift in gifts)
    running, found = ZERO, []
    for sheet in sheets:
        page = SignoffPage(sheet, lines[sheet.pk], running, families, sheet is sheets[-1])
        running += page.value
        found.append(replace(page, running=running))
    return found
