"""What came in against the books 收入与账: dues, donations, grants."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from mutualfund.books_vouchers import asked
from mutualfund.models import (
    Donation,
    DuesPayment,
    Fund,
    FundKey,
    Grant,
    Interest,
    voucher_name,
)
from mutualfund.problems import Problem


@dataclass(frozen=True)
class Income:
    """One table of money that came in, and how its vouchers tell of its rows."""

    name: str
    source: str  # what stands before the row's id in a voucher's source
    rows: type[models.Model]
    date: str  # the column that is the voucher's date
    reference: str  # the column that stands in the voucher's summary
    reference_name: str
    party: str  # who stands beside the amount, in SQL of the row `r`
    year: str = "NULL::int"  # the column of the year it is for, of which the audit trail knows too


INCOMES = [
    Income(
        "会费", "dues", DuesPayment, "paid_on", "receipt_no", "收据号", "'member:' || r.member_id",
        "r.year",
    ),
    Income("捐款", "donation", Donation, "given_on", "number", "编号", "'donation:' || r.id"),
    Income("拨款", "grant", Grant, "received_on", "document_no", "文号", "'grant:' || r.id"),
    Income("利息", "interest", Interest, "received_on", "advice_no", "回单号", "'interest:' || r.id"),
]  # fmt: skip
# Rows that are not told by a voucher as they stand, or were received for another year.
ROWS = """
SELECT * FROM (
  SELECT r.id, r.{reference}, r.voucher_id, r.is_void, v.date, v.month_number, v.fund_id = %s AS same_fund,
      v.source = '{source}:' || r.id AS same_source, v.total = r.amount AS same_amount,
      v.date = r.{date} AS same_date, strpos(v.summary, r.{reference}) > 0 AS same_reference,
      EXISTS (SELECT FROM mutualfund_entry e WHERE e.voucher_id = r.voucher_id AND e.party = {party})
        AS same_party,
      {year} AS year, (a.facts ->> 'year')::int AS year_told
    FROM {table} r
      LEFT JOIN mutualfund_voucher v ON v.id = r.voucher_id
      LEFT JOIN welfare_auditentry a ON a.action = '{source}.received' AND {year} IS NOT NULL
        AND a.subject = '{label}:' || r.id) x
  WHERE voucher_id IS NULL AND NOT is_void OR voucher_id IS NOT NULL AND NOT (same_fund AND same_source AND same_amount AND same_date AND same_reference
    AND same_party) OR year <> year_told
  ORDER BY id
"""
WAITING = """
SELECT source FROM mutualfund_draftvoucher
  WHERE source LIKE %s AND status IN ('draft', 'reviewed')
"""
ALONE = """
SELECT v.date, v.month_number, v.source FROM mutualfund_voucher v
  WHERE v.fund_id = %s AND v.source LIKE '{source}:%%'
    AND NOT EXISTS (SELECT FROM {table} r WHERE r.voucher_id = v.id)
  ORDER BY v.id
"""


# Void without two people, or while the money still stands in the books.
VOID = """
SELECT r.id, r.{reference}, r.voucher_id IS NULL OR EXISTS (
    SELECT FROM mutualfund_voucher x WHERE x.reverses_id = r.voucher_id) AS is_out
  FROM {table} r WHERE r.is_void AND (r.voucher_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM mutualfund_voucher x WHERE x.reverses_id = r.voucher_id)
    OR NOT EXISTS (SELECT FROM mutualfund_incomevoid i
      WHERE i.source = '{source}:' || r.id AND i.confirmed_by_id IS NOT NULL))
  ORDER BY r.id
"""


def _question(text: str, income: Income) -> str:
    meta = income.rows._meta
    return text.format(table=meta.db_table, label=meta.label_lower, **vars(income))


def check_income(fund: Fund) -> Iterator[Problem]:
    """Every row has its voucher and every voucher its row, and they say the same."""
    for income in INCOMES:
        if fund.key == FundKey.MUTUAL_AID:  # every row is its money
            yield from _check_rows(fund, income)
            yield from _check_voids(income)
        yield from _check_vouchers(fund, income)


def _check_rows(fund: Fund, income: Income) -> Iterator[Problem]:
    rows = asked(_question(ROWS, income), fund.pk)
    waiting = {source for (source,) in asked(WAITING, f"{income.source}:%")} if rows else set()
    for pk, reference, voucher, is_void, day, month_number, *same, year, told in rows:
        place = f"{income.name} {reference}（{pk} 号）"
        if voucher is None:
            if not is_void and f"{income.source}:{pk}" not in waiting:
                yield Problem(place, "income_without_voucher", "没有凭证，也没有等着审核的草稿")
        elif not all(same):
            names = ("基金", "来源", "金额", "日期", income.reference_name, "往来")
            off = [name for name, is_same in zip(names, same, strict=True) if not is_same]
            words = f"与凭证 {voucher_name(day, month_number)} 不同：{'、'.join(off)}"
            yield Problem(place, "income_differs", words)
        if told is not None and told != year:
            words = f"缴的是 {told} 年，现在写着 {year} 年"
            yield Problem(place, "income_year", words)


def _check_voids(income: Income) -> Iterator[Problem]:
    for pk, reference, is_out in asked(_question(VOID, income)):
        words = "作废没有经过两个人" if is_out else "作废了，凭证还没有冲销"
        yield Problem(f"{income.name} {reference}（{pk} 号）", "void_alone", words)


def _check_vouchers(fund: Fund, income: Income) -> Iterator[Problem]:
    for day, month_number, source in asked(_question(ALONE, income), fund.pk):
        words = f"{source} 的{income.name}记录不见了，或者不再指着这张凭证"
        place = f"凭证 {voucher_name(day, month_number)}"
        yield Problem(place, "voucher_without_income", words)
