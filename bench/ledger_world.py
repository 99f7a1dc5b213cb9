"""The world of bench/ledger.py: people, members and reviewed drafts, written by SQL for speed.

Everything passes the product's own triggers; only the posting that is measured goes through its
functions.
"""

from typing import Any

from psycopg import Connection

FIRST_YEAR = 2016
PEOPLE = """
INSERT INTO welfare_user (username, name, password, email, is_superuser, is_staff, is_active,
    date_joined, must_change_password)
  SELECT name, name, '', '', false, false, true, now(), false
  FROM unnest(ARRAY['maker', 'reviewer', 'cashier', 'desk', 'chair', 'rep', 'delegate', 'scout',
                    'witness']) name;
INSERT INTO staff_branch (name) VALUES ('示例分公司');
INSERT INTO staff_station (name, branch_id) SELECT '示例站', id FROM staff_branch;
"""
MEMBERS = """
INSERT INTO staff_worker (uid, number, name, pinyin, initials, sex, birth, birth_precision,
    ethnicity, political_status, education, station_id, job, post, work_start_precision,
    is_disabled, remark, leave_reason)
  SELECT gen_random_uuid(), 'JT-' || lpad(i::text, 7, '0'), '示例' || i, 'shili', 'sl', 'female',
    '1970-01-01', 'day', '', '', '', s.id, '', 'on_post', 'day', false, '', ''
  FROM generate_series(1, %(members)s) i, staff_station s;
ALTER TABLE mutualfund_member DISABLE TRIGGER registered;  -- no paper behind these people
INSERT INTO mutualfund_member (number, joined_on, leave_reason, worker_id)
  SELECT 'SY-' || id, '2016-01-01', '', id FROM staff_worker ORDER BY id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE mutualfund_member ENABLE ALWAYS TRIGGER registered;
SET CONSTRAINTS ALL DEFERRED;
ANALYZE staff_worker, mutualfund_member;
"""
# Two in five pay in January, the others spread over the year.
DUES = """
INSERT INTO mutualfund_duespayment (member_id, year, kind, amount, paid_on, receipt_no, method, payer,
    is_void)
  SELECT m.id, %(year)s, CASE %(year)s WHEN {first} THEN 'first' ELSE 'renewal' END,
    CASE %(year)s WHEN {first} THEN 50 ELSE 20 END,
    make_date(%(year)s, CASE WHEN m.id %% 5 < 2 THEN 1 ELSE 1 + (m.id %% 12)::int END,
              1 + (m.id %% 28)::int),
    'SJ-' || %(year)s || '-' || m.id, 'bank', 'self', false
  FROM mutualfund_member m ORDER BY m.id;
INSERT INTO welfare_auditentry (at, actor_id, action, subject, facts)
  SELECT now(), %(maker)s, 'dues.received', 'mutualfund.duespayment:' || d.id,
    jsonb_build_object('year', d.year, 'amount', d.amount::text)
  FROM mutualfund_duespayment d WHERE d.year = %(year)s;
INSERT INTO mutualfund_draftvoucher (fund_id, date, kind, summary, source, purpose, key,
    attachments, status, maker_id)
  SELECT %(fund)s, d.paid_on, 'normal', '收会费 ' || d.receipt_no, 'dues:' || d.id, 'receive',
    gen_random_uuid(), 1, 'draft', %(maker)s
  FROM mutualfund_duespayment d WHERE d.year = %(year)s ORDER BY d.paid_on, d.id;
INSERT INTO mutualfund_draftline (draft_id, line, account_id, party, side, amount)
  SELECT v.id, l.line, a.id, CASE l.line WHEN 1 THEN '' ELSE 'member:' || d.member_id END, l.side,
    d.amount
  FROM mutualfund_draftvoucher v
    JOIN mutualfund_duespayment d ON d.id = split_part(v.source, ':', 2)::bigint
    CROSS JOIN (VALUES (1, 1), (2, -1)) l(line, side)
    JOIN mutualfund_account a ON a.fund_id = %(fund)s
      AND a.key = CASE l.line WHEN 1 THEN 'bank' ELSE 'dues_' || d.kind END
  WHERE v.status = 'draft' ORDER BY v.id, l.line;
UPDATE mutualfund_draftvoucher SET status = 'reviewed', reviewer_id = %(reviewer)s
  WHERE status = 'draft';
""".replace("{first}", str(FIRST_YEAR))
# What a single posting needs: a reviewed draft of money that moved.
SINGLES = """
WITH made AS (
  INSERT INTO mutualfund_draftvoucher (fund_id, date, kind, summary, source, purpose, key,
      attachments, status, maker_id)
    SELECT %(fund)s, %(day)s, 'normal', '收捐款 示例', 'bench:' || gen_random_uuid(), 'receive',
      gen_random_uuid(), 1, 'draft', %(maker)s FROM generate_series(1, %(count)s)
    RETURNING id)
INSERT INTO mutualfund_draftline (draft_id, line, account_id, party, side, amount)
  SELECT made.id, l.line, a.id, '', CASE l.line %% 2 WHEN 1 THEN 1 ELSE -1 END, 1
  FROM made CROSS JOIN generate_series(1, %(lines)s) l(line)
    JOIN mutualfund_account a ON a.fund_id = %(fund)s
      AND a.key = CASE l.line %% 2 WHEN 1 THEN 'bank' ELSE 'donations' END;
"""
REVIEW = """
UPDATE mutualfund_draftvoucher SET status = 'reviewed', reviewer_id = %(reviewer)s
  WHERE status = 'draft' RETURNING id
"""


def _ids(session: Connection) -> dict[str, Any]:
    users = session.execute("SELECT username, id FROM welfare_user").fetchall()
    fund = session.execute("SELECT id FROM mutualfund_fund WHERE key = 'mutual_aid'").fetchone()
    return {**dict(users), "fund": (fund or [0])[0]}


def run(session: Connection, statements: str, values: dict[str, Any]) -> None:
    """One by one in one transaction: a statement with values is sent alone."""
    with session.transaction():
        for statement in statements.split(";\n"):
            if statement.strip():
                session.execute(statement, values if "%(" in statement else None)


def found(session: Connection, members: int) -> dict[str, Any]:
    """People and members; returns the ids of maker, reviewer, cashier and fund."""
    run(session, PEOPLE, {})
    run(session, MEMBERS, {"members": members})
    return _ids(session)


def draft_dues(session: Connection, year: int, *, ids: dict[str, Any]) -> list[int]:
    """A year's dues of every member with reviewed drafts, as collection and review leave them."""
    run(session, DUES, {**ids, "year": year})
    session.execute("ANALYZE mutualfund_draftvoucher, mutualfund_draftline, mutualfund_duespayment")
    rows = session.execute(
        "SELECT v.id FROM mutualfund_draftvoucher v WHERE v.status = 'reviewed'"
        " AND extract(year FROM v.date) = %s AND v.source LIKE 'dues:%%' ORDER BY v.id",
        [year],
    ).fetchall()
    return [int(pk) for (pk,) in rows]


def draft_singles(
    session: Connection, *, ids: dict[str, Any], day: str, count: int, lines: int = 2
) -> list[int]:
    """Reviewed drafts of so many lines."""
    with session.transaction():
        session.execute(SINGLES, {**ids, "day": day, "count": count, "lines": lines})
        return [int(pk) for (pk,) in session.execute(REVIEW, ids).fetchall()]
