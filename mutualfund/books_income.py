"""What came in against the books 收入与账: dues, donations, grants."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from mutualfund.models import (
    Donation,
    DraftStatus,
    DraftVoucher,
    DuesPayment,
    Entry,
    Fund,
    Grant,
    Interest,
    Voucher,
)
from mutualfund.problems import Problem
from welfare.models import AuditEntry, subject_of

ENDED = (DraftStatus.POSTED, DraftStatus.DROPPED)  # drafts nobody waits for


@dataclass(frozen=True)
class Income:
    """One table of money that came in, and how its vouchers tell of its rows."""

    name: str
    source: str  # what stands before the row's id in a voucher's source
    rows: type[models.Model]
    date: str  # the field that is the voucher's date
    reference: str  # the field that stands in the voucher's summary
    reference_name: str
    party: str  # who stands beside the amount, by a field of the row
    received: str  # the audit trail's word for its coming in


INCOMES = [
    Income(
        "会费", "dues", DuesPayment, "paid_on", "receipt_no", "收据号", "member:{member_id}",
        "dues.received",
    ),
    Income(
        "捐款", "donation", Donation, "given_on", "number", "编号", "donation:{id}",
        "donation.received",
    ),
    Income("拨款", "grant", Grant, "received_on", "document_no", "文号", "grant:{id}", "grant.received"),
    Income(
        "利息", "interest", Interest, "received_on", "advice_no", "回单号", "interest:{id}",
        "interest.received",
    ),
]  # fmt: skip


def check_income(fund: Fund) -> Iterator[Problem]:
    """Every row has its voucher and every voucher its row, and they say the same."""
    for income in INCOMES:
        yield from _check_rows(fund, income)
        yield from _check_vouchers(fund, income)


def _check_rows(fund: Fund, income: Income) -> Iterator[Problem]:
    drafts = DraftVoucher.objects.filter(source__startswith=f"{income.source}:")
    waiting = set(drafts.exclude(status__in=ENDED).values_list("source", flat=True))
    told = {
        entry.subject: entry.facts for entry in AuditEntry.objects.filter(action=income.received)
    }
    parties = set(
        Entry.objects.filter(voucher__source__startswith=f"{income.source}:").values_list(
            "voucher", "party"
        )
    )
    rows: models.QuerySet[Any] = income.rows._default_manager.select_related("voucher")
    for row in rows.filter(models.Q(voucher=None) | models.Q(voucher__fund=fund)).order_by("pk"):
        place = f"{income.name} {getattr(row, income.reference)}（{row.pk} 号）"
        if row.voucher is None:
            if f"{income.source}:{row.pk}" not in waiting:
                yield Problem(place, "income_without_voucher", "没有凭证，也没有等着审核的草稿")
        elif off := _differences(income, row, parties):
            words = f"与凭证 {row.voucher} 不同：{'、'.join(off)}"
            yield Problem(place, "income_differs", words)
        facts = told.get(subject_of(row), {})
        if "year" in facts and facts["year"] != row.year:
            words = f"缴的是 {facts['year']} 年，现在写着 {row.year} 年"
            yield Problem(place, "income_year", words)


def _differences(income: Income, row: Any, parties: set[tuple[int, str]]) -> list[str]:
    """What a row and its voucher do not agree on."""
    voucher = row.voucher
    agreed = {
        "来源": voucher.source == f"{income.source}:{row.pk}",
        "金额": voucher.total == row.amount,
        "日期": voucher.date == getattr(row, income.date),
        income.reference_name: getattr(row, income.reference) in voucher.summary,
        "往来": (voucher.pk, income.party.format(**vars(row))) in parties,
    }
    return [name for name, same in agreed.items() if not same]


def _check_vouchers(fund: Fund, income: Income) -> Iterator[Problem]:
    vouchers = Voucher.objects.filter(fund=fund, source__startswith=f"{income.source}:")
    linked = income.rows._default_manager.filter(voucher__isnull=False).values("voucher")
    for voucher in vouchers.exclude(pk__in=linked).order_by("pk"):
        words = f"{voucher.source} 的{income.name}记录不见了，或者不再指着这张凭证"
        yield Problem(f"凭证 {voucher}", "voucher_without_income", words)
