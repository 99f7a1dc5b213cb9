"""Two versions of the charter side by side 两版对照: every term, and whether it differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mutualfund.models import Benefit, Charter, ClaimKind
from mutualfund.models.charter import BENEFIT_TERMS, TERMS, label_of
from welfare.money import yuan

NOTHING = "—"
SHARES = ("share", "payout_guard")
WITHOUT = ("kind", "subtype", "is_sample")


@dataclass(frozen=True)
class Row:
    """One term in both versions."""

    title: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        """The new version says something else."""
        return self.left != self.right


@dataclass(frozen=True)
class Group:
    """Terms that belong together."""

    title: str
    rows: list[Row]

    @property
    def changes(self) -> int:
        """How many differ."""
        return sum(row.differs for row in self.rows)


def shown(row: Any, name: str) -> str:
    """A term as it stands on a page."""
    value = getattr(row, name, None)
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if name == "method":
        return str(row.get_method_display())
    if name in SHARES:
        return f"{Decimal(value) * 100:f}".rstrip("0").rstrip(".") + "%"
    return yuan(value) if isinstance(value, Decimal) else str(value)


def _title(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


def _benefits(left: Charter, right: Charter) -> Iterator[Group]:
    before = {row.key: row for row in left.benefits.all()}
    after = {row.key: row for row in right.benefits.all()}
    names = [name for name in BENEFIT_TERMS if name not in WITHOUT]
    order = {kind.value: place for place, kind in enumerate(ClaimKind)}
    for key in sorted({**before, **after}, key=lambda key: (order[key.partition("/")[0]], key)):
        old, new = before.get(key), after.get(key)
        rows = [Row(_title(Benefit, n), shown(old, n), shown(new, n)) for n in names]
        yield Group(f"补助标准：{label_of(*key.partition('/')[::2])}", rows)


def _bands(charter: Charter) -> dict[str, str]:
    return {
        f"超过 {yuan(band.above)} 元": f"{band.investigators} 人调查，"
        + (f"至少 {band.agreeing} 票同意" if band.agreeing else "过半数同意")
        for band in charter.bands.all()
    }


def compare(left: Charter, right: Charter) -> list[Group]:
    """Both versions term by term. Eight queries at most."""
    terms = [Row(_title(Charter, n), shown(left, n), shown(right, n)) for n in TERMS]
    old, new = _bands(left), _bands(right)
    bands = [
        Row(title, old.get(title, NOTHING), new.get(title, NOTHING))
        for title in sorted({*old, *new}, key=len)
    ]
    before = {str(row): row.text for row in left.articles.all()}
    after = {str(row): row.text for row in right.articles.all()}
    texts = [
        Row(title, before.get(title, NOTHING), after.get(title, NOTHING))
        for title in {**before, **after}
    ]
    return [
        Group("参数", terms), *_benefits(left, right), Group("金额分档", bands), Group("条文", texts)
    ]  # fmt: skip
