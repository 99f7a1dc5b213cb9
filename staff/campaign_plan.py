"""What is told to a campaign: a plan 方案 as it is signed, a line as the paper has it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from staff.models import Festival, Gift, Tier


@dataclass(frozen=True)
class GoodsLine:
    """A thing to give with the price of a day, yuan."""

    name: str
    spec: str
    unit: str
    unit_price: Decimal
    priced_on: dt.date


@dataclass(frozen=True)
class TierStandard:
    """What one tier gets, yuan and pieces of each thing."""

    tier: Tier
    cash: Decimal
    pieces: dict[int, int] = field(default_factory=dict)  # index of the goods line -> how many


@dataclass(frozen=True)
class NormTier:
    """What the document gives one tier, yuan: state-employed, then collective."""

    tier: Tier
    state: tuple[Decimal, Decimal]  # cash, goods
    own: tuple[Decimal, Decimal]
    reason: str = ""


@dataclass(frozen=True)
class Plan:
    """A plan 方案 as it is signed."""

    festival: Festival
    year: int
    document_no: str
    window: tuple[dt.date, dt.date]
    goods: Sequence[GoodsLine]
    standards: Sequence[TierStandard]
    money_from: str = "送温暖（帮困）资金"
    is_sample: bool = False


@dataclass(frozen=True)
class Proxy:
    """Who signs for someone, what he is to him, and why; known by ID or employee number."""

    name: str
    relation: str
    reason: str
    identity: str


@dataclass(frozen=True)
class Settled:
    """What the paper says of one line: signed on a day, by a proxy or not, or not fetched."""

    gift: Gift
    received_on: dt.date | None = None
    proxy: Proxy | None = None
    unpaid_reason: str = ""
