"""每日校验码和账目自检: what the night writes down about the books."""

import dataclasses
import datetime as dt
import time
from collections.abc import Iterator

from django.db import transaction

from mutualfund.books import verify
from mutualfund.books_text import root_at
from mutualfund.models import DailyHead, Fund, SelfCheck, Series, Voucher
from welfare import clock


@transaction.atomic
def publish_heads(*, on: dt.date) -> list[DailyHead]:
    """The chain's head and Merkle root of every year that grew; a second call adds nothing."""
    return [head for fund in Fund.objects.order_by("pk") for head in _heads(fund, on)]


def _heads(fund: Fund, on: dt.date) -> Iterator[DailyHead]:
    for series in Series.objects.filter(fund=fund, last_number__gt=0).order_by("year"):
        known = DailyHead.objects.filter(fund=fund, year=series.year)
        if known.filter(last_number=series.last_number).exists() or known.filter(day=on).exists():
            continue
        root = root_at(fund, series.year, series.last_number)
        yield DailyHead.objects.create(
            fund=fund, year=series.year, day=on, last_number=series.last_number,
            hash=bytes(series.last_hash), root=root, at=clock.now(),
        )  # fmt: skip


@transaction.atomic
def check_books() -> SelfCheck:
    """Run `verify` and keep what it found."""
    begun = time.monotonic()
    problems = [dataclasses.asdict(problem) for problem in verify()]
    return SelfCheck.objects.create(
        at=clock.now(), seconds=time.monotonic() - begun, vouchers=Voucher.objects.count(),
        problems=problems[:200],
    )  # fmt: skip
