"""The product's side of bench/ledger.py: its actions and functions through Django, as the application's role."""

import datetime as dt
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django

from bench.turns import ROOT, serve

CLIENTS, FEW = 64, 8
DAY = dt.date(2026, 12, 31)
# every link again, from the content and the hash before it
CHAIN = """
WITH lined AS (
  SELECT e.voucher_id, string_agg(concat_ws(',', e.line, a.code, e.party, e.side, e.amount), ';'
                                  ORDER BY e.line) AS lines
    FROM mutualfund_entry e JOIN mutualfund_account a ON a.id = e.account_id GROUP BY 1)
SELECT count(*) FROM mutualfund_voucher v
    JOIN lined l ON l.voucher_id = v.id
    LEFT JOIN mutualfund_voucher b
      ON (b.fund_id, b.year, b.number) = (v.fund_id, v.year, v.number - 1)
  WHERE v.hash IS DISTINCT FROM sha256(
    CASE v.number WHEN 1 THEN coalesce(  -- a year goes on from the last link of the one before
        (SELECT w.hash FROM mutualfund_voucher w WHERE w.fund_id = v.fund_id AND w.year < v.year
          ORDER BY w.year DESC, w.number DESC LIMIT 1),
        sha256(convert_to('guanai:' || v.fund_id || ':' || v.year, 'UTF8')))
                  ELSE b.hash END
    || mutualfund_canonical(v.fund_id, v.year, v.number, v.month_number, v.date, v.kind, v.summary,
         v.source, v.purpose, v.key, v.maker_id, v.reviewer_id, v.poster_id, v.cashier_id,
         v.attachments, v.reverses_id, v.corrects_id, v.posted_at, v.line_count, v.total, l.lines))
"""


def _drafts(keys: list[int]) -> list[Any]:
    from mutualfund.models import DraftVoucher  # noqa: PLC0415 - after setup

    found = DraftVoucher.objects.prefetch_related("lines").in_bulk(keys)
    return [found[key] for key in keys]


def _cashier() -> Any:
    from welfare.models import User  # noqa: PLC0415 - after setup

    return User.objects.get(username="cashier")


def singles(drafts: list[int]) -> float:
    """The posting function through Django's cursor; as of the bare statement, each call is a commit."""
    from django.db import connection  # noqa: PLC0415 - after setup

    from mutualfund.actions.vouchers import POST, posting_facts  # noqa: PLC0415

    told = [posting_facts(draft, draft.maker, _cashier()) for draft in _drafts(drafts)]
    begun = time.perf_counter()
    for facts in told:
        with connection.cursor() as cursor:
            cursor.execute(POST, facts)
    return time.perf_counter() - begun


def _arrive(connection: Any) -> None:
    """Each thread opens its own."""
    connection.ensure_connection()
    time.sleep(0.05)  # so that every thread comes to do it


def eight(drafts: list[int]) -> float:
    """The same from eight clients at once."""
    from django.db import connection  # noqa: PLC0415 - after setup

    from mutualfund.actions.vouchers import POST, posting_facts  # noqa: PLC0415

    told = [posting_facts(draft, draft.maker, _cashier()) for draft in _drafts(drafts)]

    def post(facts: list[Any]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(POST, facts)

    with ThreadPoolExecutor(FEW) as pool:
        list(pool.map(_arrive, [connection] * FEW))
        begun = time.perf_counter()
        list(pool.map(post, told))
        seconds = time.perf_counter() - begun
        list(pool.map(_leave, [connection] * FEW))
    return seconds


def actions(drafts: list[int]) -> float:
    """The whole action: the draft's lock and state, the posting, the audit trail."""
    from mutualfund.actions.vouchers import post_voucher  # noqa: PLC0415 - after setup

    rows, cashier = _drafts(drafts), _cashier()
    begun = time.perf_counter()
    for draft in rows:
        post_voucher(draft, on=DAY, by=draft.maker, cashier=cashier)
    return time.perf_counter() - begun


def batch(drafts: list[int]) -> float:
    """The function of the batch through Django's cursor, one durable transaction; the drafts and dues
    are tied to their vouchers outside of the time."""
    from django.db import connection, transaction  # noqa: PLC0415 - after setup

    from mutualfund.actions.batches import POST, TIE  # noqa: PLC0415
    from mutualfund.actions.income import tie_rows  # noqa: PLC0415
    from welfare import clock  # noqa: PLC0415

    facts = [drafts, None, _cashier().pk, clock.now()]
    begun = time.perf_counter()
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(POST, facts)
        posted = cursor.fetchall()
    seconds = time.perf_counter() - begun
    with connection.cursor() as cursor:
        cursor.execute(TIE, [list(told) for told in zip(*posted, strict=True)])
    tie_rows("dues", drafts)
    return seconds


def income(drafts: list[int]) -> float:
    """确认到账 of a whole collection: drafts, vouchers, the dues tied to them, the audit trail."""
    from mutualfund.actions.collections import post_income  # noqa: PLC0415 - after setup
    from mutualfund.models import DraftVoucher  # noqa: PLC0415

    rows, cashier = list(DraftVoucher.objects.filter(pk__in=drafts).order_by("pk")), _cashier()
    begun = time.perf_counter()
    post_income(rows, on=DAY, cashier=cashier)
    return time.perf_counter() - begun


def _timed(act: Callable[..., Any], *facts: Any) -> float:
    begun = time.perf_counter()
    act(*facts)
    return (time.perf_counter() - begun) * 1000


def reads(year: int) -> dict[str, list[float]]:
    """Milliseconds of trial balances on days of a year, and of each month of the bank account."""
    from mutualfund.ledgers import AccountPage, trial_balance  # noqa: PLC0415 - after setup
    from mutualfund.models import Account, Fund  # noqa: PLC0415
    from mutualfund.views.asked import month_end  # noqa: PLC0415

    fund, bank = Fund.objects.mutual_aid(), Account.objects.of("bank")

    def statement(month: int, last_page: bool = False) -> None:
        first = dt.date(year, month, 1)
        rows = AccountPage(bank, first, month_end(first)).rows()
        count = len(rows)
        start = count - 50 if last_page and count > 50 else 0
        rows[start : start + 50]

    def trial(day: dt.date) -> None:
        trial_balance(fund, on=day)

    days = [dt.date(year, 1 + n % 12, 1 + n % 28) for n in range(1, 25)]
    trial(days[0])
    statement(2)
    return {
        "trial": [_timed(trial, day) for day in days],
        "trial_heavy": [_timed(trial, dt.date(year, 1, 31)) for _ in range(5)],
        "statement": [_timed(statement, month) for month in range(2, 13)],
        "statement_end": [_timed(statement, month, True) for month in range(2, 13)],
        "statement_heavy": [_timed(statement, 1, True) for _ in range(5)],
    }


def plain(year: int) -> dict[str, list[float]]:
    """Milliseconds of the same answers from the lines alone, and of a year's end from the balances."""
    from django.db import connection  # noqa: PLC0415 - after setup

    from mutualfund.ledgers import AccountPage, trial_balance  # noqa: PLC0415
    from mutualfund.models import Account, Entry, Fund  # noqa: PLC0415

    fund, bank = Fund.objects.mutual_aid(), Account.objects.of("bank")
    sums = "SELECT account_id, side, sum(amount) FROM mutualfund_entry {} GROUP BY 1, 2"
    first, last = dt.date(year, 1, 1), dt.date(year, 1, 31)

    def added(day: dt.date | None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sums.format("WHERE date <= %s" if day else ""), [day] if day else None)
            cursor.fetchall()

    def stored() -> None:
        """What a balance kept with each line would still have to read."""
        lines = Entry.objects.of(bank).filter(date__range=(first, last))
        ordered = lines.order_by("date", "voucher", "line")
        list(ordered.defer("party").prefetch_related("voucher"))

    def whole_month() -> None:
        AccountPage(bank, first, last).rows()[:]

    end, days = dt.date(year + 1, 12, 31), [dt.date(year, month, 15) for month in range(2, 13, 2)]
    whole_month()
    return {
        "sum": [_timed(added, None) for _ in days],
        "sum_dated": [_timed(added, day) for day in days],
        "trial_end": [_timed(lambda: trial_balance(fund, on=end)) for _ in days],
        "trial_dated": [_timed(lambda day=day: trial_balance(fund, on=day)) for day in days],
        "stored": [_timed(stored) for _ in range(3)],
        "whole_month": [_timed(whole_month) for _ in range(3)],
    }


def chain(path: str) -> dict[str, float]:
    """Vouchers a second: hashed again in SQL, by the product, and by the outsider's script."""
    from django.db import connection  # noqa: PLC0415 - after setup

    from mutualfund.books_chain import check_chain  # noqa: PLC0415
    from mutualfund.books_export import proof_lines  # noqa: PLC0415
    from mutualfund.models import Fund, Voucher  # noqa: PLC0415

    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in proof_lines())
    count = Voucher.objects.count()

    def in_sql() -> None:
        with connection.cursor() as cursor:
            cursor.execute(CHAIN)
            (broken,) = cursor.fetchone()
        if broken:
            raise RuntimeError(f"{broken} links do not hold")

    def outside() -> None:
        script = [sys.executable, str(ROOT / "docs" / "verify_export.py"), path]
        subprocess.run(script, check=True, stdout=subprocess.DEVNULL)

    def product() -> None:
        list(check_chain(Fund.objects.mutual_aid()))

    jobs = (("sql", in_sql), ("product", product), ("outside", outside))
    return {name: count / _timed(job) * 1000 for name, job in jobs}


def verified() -> dict[str, Any]:
    """Seconds of every check of the books, and what they found."""
    from mutualfund.books import verify  # noqa: PLC0415 - after setup

    begun = time.perf_counter()
    problems = [f"{one.place} {one.code}" for one in verify()]
    return {
        "seconds": time.perf_counter() - begun,
        "problems": problems[:5],
        "count": len(problems),
    }


def enact() -> int:
    """The sample charter, in force since long."""
    from mutualfund.actions.charter import enact_sample_charter  # noqa: PLC0415 - after setup
    from welfare.models import User  # noqa: PLC0415

    desk = User.objects.get(username="desk")
    return int(enact_sample_charter(dt.date(2016, 1, 1), by=desk).pk)


def _leave(connection: Any) -> None:
    """Each thread closes its own."""
    connection.close()
    time.sleep(0.05)  # so that every thread comes to do it


def pay(claims: list[int]) -> dict[str, int]:
    """64 clients press 付款 on the same claim, claim after claim; rounds with one payment."""
    from django.db import connection  # noqa: PLC0415 - after setup

    from mutualfund.actions.payments import pay_claim  # noqa: PLC0415
    from mutualfund.models import Claim, Payment, PayMethod, Voucher  # noqa: PLC0415
    from mutualfund.pay_answers import Taken  # noqa: PLC0415

    cashier, whole = _cashier(), 0

    def press(pk: int) -> int:
        return pay_claim(
            Claim.objects.get(pk=pk), on=DAY, by=cashier, method=PayMethod.CASH, taken=Taken()
        ).pk

    with ThreadPoolExecutor(CLIENTS) as pool:
        for pk in claims:
            answers = list(pool.map(press, [pk] * CLIENTS))
            paid = Payment.objects.filter(claim=pk).count()
            booked = Voucher.objects.filter(source=f"claim:{pk}").count()
            whole += paid == booked == 1 and len(set(answers)) == 1
        list(pool.map(_leave, [connection] * CLIENTS))
    return {"rounds": len(claims), "whole": whole}


def crowd(drafts: list[int]) -> dict[str, Any]:
    """64 clients post drafts of their own at once; deadlocks met, and what the chain says then."""
    from django.db import DatabaseError, connection  # noqa: PLC0415 - after setup

    from mutualfund.actions.vouchers import post_voucher  # noqa: PLC0415
    from mutualfund.books_chain import check_chain  # noqa: PLC0415
    from mutualfund.models import Fund, Voucher  # noqa: PLC0415

    cashier, before, refused = _cashier(), Voucher.objects.count(), []

    def post(draft: Any) -> None:
        try:
            post_voucher(draft, on=DAY, by=draft.maker, cashier=cashier)
        except DatabaseError as error:
            refused.append(str(error)[:80])

    begun = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(post, _drafts(drafts)))
        seconds = time.perf_counter() - begun
        list(pool.map(_leave, [connection] * CLIENTS))
    faults = [problem.code for problem in check_chain(Fund.objects.mutual_aid())]
    return {
        "posted": Voucher.objects.count() - before, "wanted": len(drafts), "seconds": seconds,
        "refused": refused, "faults": faults,
    }  # fmt: skip


def after(before: int) -> dict[str, Any]:
    """What the books say after a storm: vouchers since, faults of the chain and of the balances."""
    from mutualfund.books import verify  # noqa: PLC0415 - after setup
    from mutualfund.models import Voucher  # noqa: PLC0415

    faults = [f"{one.place} {one.code}" for one in verify()]
    return {"posted": Voucher.objects.count() - before, "faults": faults[:5]}


JOBS: dict[str, Callable[..., Any]] = {
    "singles": singles, "actions": actions, "batch": batch, "income": income, "reads": reads,
    "verify": verified, "eight": eight, "plain": plain, "chain": chain, "after": after, "enact": enact, "pay": pay, "crowd": crowd,
}  # fmt: skip

if __name__ == "__main__":
    django.setup()
    from welfare import clock

    with clock.travel(DAY):
        serve(JOBS)
