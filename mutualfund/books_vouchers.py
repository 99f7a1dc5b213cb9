"""Every voucher and balance 逐张核对: asked of the database in sets, so that a million lines are one question."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from mutualfund.models import Fund, FundKey, voucher_name
from mutualfund.problems import Problem

EACH = """
SELECT * FROM (
  SELECT v.date, v.month_number, v.line_count, v.year, v.number, count(e.line) AS lines,
      coalesce(sum(e.side * e.amount), 0) AS off,
      coalesce(bool_or(e.date <> v.date), false) AS misdated,
      v.maker_id = v.reviewer_id OR coalesce(v.cashier_id IN (v.maker_id, v.reviewer_id), false) AS one_hand,
      v.date > (v.posted_at AT TIME ZONE 'Asia/Shanghai')::date AS is_future,
      v.maker_id NOT IN (SELECT id FROM welfare_user) OR v.reviewer_id NOT IN (SELECT id FROM welfare_user)
        OR v.poster_id NOT IN (SELECT id FROM welfare_user)
        OR coalesce(v.cashier_id NOT IN (SELECT id FROM welfare_user), false) AS unknown
    FROM mutualfund_voucher v LEFT JOIN mutualfund_entry e ON e.voucher_id = v.id
    WHERE v.fund_id = %s GROUP BY v.id) x
  WHERE lines <> line_count OR off <> 0 OR misdated OR one_hand OR is_future OR unknown
  ORDER BY year, number
"""
REVERSALS = """
SELECT v.date, v.month_number FROM mutualfund_voucher v
  WHERE v.fund_id = %s AND v.kind = 'reversal' AND EXISTS (
    (SELECT account_id, side, -amount FROM mutualfund_entry WHERE voucher_id = v.id
     EXCEPT ALL SELECT account_id, side, amount FROM mutualfund_entry WHERE voucher_id = v.reverses_id)
    UNION ALL
    (SELECT account_id, side, amount FROM mutualfund_entry WHERE voucher_id = v.reverses_id
     EXCEPT ALL SELECT account_id, side, -amount FROM mutualfund_entry WHERE voucher_id = v.id))
  ORDER BY v.year, v.number
"""
# Written by hand into an account only events post to, but for corrections of an event.
BY_HAND = """
SELECT DISTINCT v.date, v.month_number, v.year, v.number FROM mutualfund_voucher v
    JOIN mutualfund_entry e ON e.voucher_id = v.id
  WHERE v.fund_id = %s AND v.purpose IN ('hand', 'correct') AND v.kind = 'normal'
    AND mutualfund_is_for_events(e.account_id)
    AND NOT (v.source LIKE 'advance:%%' AND EXISTS (
      SELECT FROM mutualfund_account a WHERE a.id = e.account_id AND a.key = 'advances'))
    AND NOT EXISTS (SELECT FROM mutualfund_entry o WHERE o.voucher_id = v.corrects_id
                    AND mutualfund_is_for_events(o.account_id))
  ORDER BY v.year, v.number
"""
PERIODS = """
SELECT month, account_id FROM (
    SELECT e.account_id, date_trunc('month', e.date)::date AS month,
      coalesce(sum(e.amount) FILTER (WHERE e.side = 1), 0) AS debit,
      coalesce(sum(e.amount) FILTER (WHERE e.side = -1), 0) AS credit
    FROM mutualfund_entry e JOIN mutualfund_account a ON a.id = e.account_id AND a.fund_id = %s
    GROUP BY 1, 2) sums
  FULL JOIN (
    SELECT p.* FROM mutualfund_periodbalance p
    JOIN mutualfund_account a ON a.id = p.account_id AND a.fund_id = %s) kept
  USING (account_id, month)
  WHERE (sums.debit, sums.credit) IS DISTINCT FROM (kept.debit, kept.credit)
  ORDER BY account_id, month
"""
STRAY = """
SELECT e.voucher_id, e.line FROM mutualfund_entry e
    LEFT JOIN mutualfund_voucher v ON v.id = e.voucher_id
    LEFT JOIN mutualfund_account a ON a.id = e.account_id
  WHERE v.id IS NULL OR a.id IS NULL ORDER BY 1, 2
"""


def asked(question: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a question: what is off, so few."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def check_each_voucher(fund: Fund) -> Iterator[Problem]:
    """Balance, line count, duties apart, dates."""
    for row in asked(EACH, fund.pk):
        day, month_number, line_count, _, _, lines, off, misdated, one_hand, is_future, unknown = (
            row
        )
        place = f"凭证 {voucher_name(day, month_number)}"
        faults = [
            (lines != line_count, "line_count", f"应有 {line_count} 行，账上 {lines} 行"),
            (off, "unbalanced", f"借贷差 {off} 元"),
            (misdated, "line_date", "分录日期与凭证日期不同"),
            (one_hand, "duties", "制单、审核、出纳有同一个人"),
            (unknown, "unknown_hand", "制单、审核、记账或出纳的账号不见了"),
            (is_future, "future", "凭证日期晚于记账日期"),
        ]
        yield from (Problem(place, code, words) for is_off, code, words in faults if is_off)


def check_reversals(fund: Fund) -> Iterator[Problem]:
    """A reversal is the equal and opposite of its twin."""
    for day, month_number in asked(REVERSALS, fund.pk):
        place = f"凭证 {voucher_name(day, month_number)}"
        yield Problem(place, "reversal_differs", "红字与被冲销的凭证不对应")


def check_hands(fund: Fund) -> Iterator[Problem]:
    """Aid, dues and gifts have their event: no voucher by hand moved them."""
    for day, month_number, _, _ in asked(BY_HAND, fund.pk):
        place = f"凭证 {voucher_name(day, month_number)}"
        yield Problem(
            place, "event_by_hand", "手工记到补助、会费或捐款的科目，没有对应的申请或收款"
        )


def check_periods(fund: Fund) -> Iterator[Problem]:
    """Period balances are the sums of their entries."""
    for month, account in asked(PERIODS, fund.pk, fund.pk):
        place = f"{month:%Y-%m} 科目 {account}"
        yield Problem(place, "period_differs", "期间余额与分录合计不符")


def check_strays(fund: Fund) -> Iterator[Problem]:
    """Every line has its voucher and its account; asked once, with the mutual-aid fund."""
    if fund.key == FundKey.MUTUAL_AID:
        for voucher, line in asked(STRAY):
            yield Problem(f"分录 {voucher}-{line}", "stray_line", "找不到它的凭证或科目")
