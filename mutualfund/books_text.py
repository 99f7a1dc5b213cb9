"""The text of a voucher 凭证文本: what the chain hashes, written a second time beside the database's
own function and built from the stored columns, so that neither is believed alone."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from mutualfund.merkle import Merkle
from mutualfund.models import Fund, Series, Voucher

SEPARATOR = "\x1f"
CHUNK = 5000
# Lines first, in the order of their key: a million are read once, not looked up one by one.
TEXT = """
SELECT v.id, v.year, v.number, v.month_number, v.date, v.hash, concat_ws(E'\\x1f', 'v1', v.fund_id,
    v.year, v.number, v.month_number, to_char(v.date, 'YYYY-MM-DD'), v.kind, v.summary, v.source,
    v.purpose, v.key, v.maker_id, v.reviewer_id, v.poster_id, coalesce(v.cashier_id::text, '-'),
    v.attachments, coalesce(v.reverses_id::text, '-'), coalesce(v.corrects_id::text, '-'),
    to_char(v.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), v.line_count, v.total,
    coalesce(l.lines, ''))
  FROM mutualfund_voucher v LEFT JOIN (
    SELECT e.voucher_id, string_agg(concat_ws(',', e.line, a.code, e.party, e.side, e.amount), ';'
        ORDER BY e.line) AS lines
      FROM mutualfund_entry e LEFT JOIN mutualfund_account a ON a.id = e.account_id
      GROUP BY e.voucher_id) l ON l.voucher_id = v.id
  WHERE v.fund_id = %s AND v.year BETWEEN %s AND %s AND v.number <= %s
  ORDER BY v.year, v.number
"""
EVER, ANY_NUMBER = (0, 9999), 2**31 - 1


@dataclass(frozen=True, slots=True)
class Told:
    """A posted voucher and its text."""

    pk: int
    year: int
    number: int
    month_number: int
    date: Any
    hash: bytes
    text: bytes


def texts(
    fund: Fund, *, years: tuple[int, int] = EVER, through: int = ANY_NUMBER
) -> Iterator[Told]:
    """The vouchers of a fund in the order of the chain, streamed."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        with connection.cursor() as settings:
            settings.execute("SET LOCAL cursor_tuple_fraction = 1")  # all rows are wanted
        cursor.execute(TEXT, [fund.pk, *years, through])
        while rows := cursor.fetchmany(CHUNK):
            for pk, year, number, month_number, date, digest, text in rows:
                yield Told(pk, year, number, month_number, date, bytes(digest), text.encode())


def genesis(fund: int, year: int) -> bytes:
    """The first link of a fund whose books begin in a year."""
    return hashlib.sha256(f"guanai:{fund}:{year}".encode()).digest()


def start_of(fund: Fund, year: int) -> bytes:
    """What a year's chain goes on from: the head the year before had when this one began."""
    before = Voucher.objects.filter(fund=fund, year__lt=year).order_by("-year", "-number")
    if (last := before.first()) is None:
        return genesis(fund.pk, year)
    begun = Series.objects.filter(fund=fund, year=year).values_list("begun_after", flat=True)
    joint = before.filter(year=last.year, number=begun.first() or 0).first()
    return bytes(joint.hash) if joint else b""


def root_at(fund: Fund, year: int, number: int) -> bytes:
    """The Merkle root over the vouchers 1 to `number` of a year."""
    tree = Merkle()
    for told in texts(fund, years=(year, year), through=number):
        tree.push(told.text)
    return tree.root
