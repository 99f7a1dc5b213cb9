"""Claims that wait for the cashier, for bench/ledger.py: walked there by SQL, past no guard of the product.

Received at the desk, looked into by two, decided by a committee of three, announced, their vouchers
made and reviewed. Only what the payment is, is measured.
"""

from typing import Any

from psycopg import Connection

from bench.ledger_world import run

# act, from, to; a step and the state that follows it
STEP = """
INSERT INTO mutualfund_claimstep (claim_id, act, was, now, code, by_id, "on", at)
  SELECT id, '{act}', '{was}', '{now}', '', %(desk)s, '{day}', now()
  FROM mutualfund_claim ORDER BY id;
UPDATE mutualfund_claim SET status = '{now}'{more};
"""


def _step(act: str, was: str, now: str, day: str, more: str = "") -> str:
    return STEP.format(act=act, was=was, now=now, day=day, more=more)


RECEIVED = """
INSERT INTO mutualfund_claim (uid, number, kind, subtype, relation, event_key, event_date, total_cost,
    other_aid, article, arithmetic, checks, asked_amount, status, applied_on, signed_on, signed_way,
    code, charter_id, received_by_id, member_id)
  SELECT gen_random_uuid(), 'SQ-' || id, 'medical', '', 'self', sha256(id::text::bytea), '2026-11-01',
    1100, 0, '第十二条', '[]', '[]', 10, 'accepted', '2026-11-02', '2026-11-02', 'paper', '',
    %(charter)s, %(desk)s, id
  FROM (SELECT id FROM mutualfund_member ORDER BY id LIMIT %(count)s) m;
INSERT INTO mutualfund_claimstep (claim_id, act, was, now, code, by_id, "on", at)
  SELECT id, 'accepted', '', 'accepted', '', %(desk)s, applied_on, now()
  FROM mutualfund_claim ORDER BY id;
"""
LOOKED_INTO = """
INSERT INTO mutualfund_investigation (uid, claim_id, investigator_id, assigned_by_id, assigned_at,
    visited_on, conclusion, signed_at)
  SELECT gen_random_uuid(), c.id, p.id, %(desk)s, '2026-11-03', '2026-11-04', 'true', '2026-11-04'
  FROM mutualfund_claim c, (VALUES (%(scout)s), (%(witness)s)) p(id);
"""
DECIDED = """
INSERT INTO mutualfund_committeemember (user_id, kind, since, confirmed_on, is_alternate, document,
    leave_document)
  SELECT user_id, kind, '2016-01-01', '2016-01-01', false, '', ''
  FROM (VALUES (%(chair)s, 'manager'), (%(rep)s, 'worker_rep'), (%(delegate)s, 'worker_rep'))
    seat (user_id, kind);
INSERT INTO mutualfund_meeting (number, held_on, starts_at, place, status, chair_id, recorder_id)
  SELECT 'HY-1', '2026-12-01', '09:00', '示例', 'open', id, %(rep)s
  FROM mutualfund_committeemember WHERE user_id = %(chair)s;
INSERT INTO mutualfund_attendance (meeting_id, member_id, presence)
  SELECT m.id, c.id, 'present' FROM mutualfund_meeting m, mutualfund_committeemember c;
INSERT INTO mutualfund_agendaitem ("order", is_postponed, is_revoked, claim_id, meeting_id)
  SELECT row_number() OVER (ORDER BY c.id), false, false, c.id, m.id
  FROM mutualfund_claim c, mutualfund_meeting m;
INSERT INTO mutualfund_vote (item_id, member_id, choice, opinion, proof, at)
  SELECT i.id, c.id, 'agree', '', '', '2026-12-01'
  FROM mutualfund_agendaitem i, mutualfund_committeemember c;
INSERT INTO mutualfund_decision (outcome, amount, article, facts, entitled, present, agreed, refused,
    abstained, recused, reason_code, reason, decided_on, signed_at, item_id, signed_by_id)
  SELECT 'approved', 10, '第十二条', '{}', 3, 3, 3, 0, 0, 0, '', '', '2026-12-01', '2026-12-01', id,
    %(chair)s
  FROM mutualfund_agendaitem;
"""
WRITTEN = """
UPDATE mutualfund_meeting SET status = 'closed';
INSERT INTO mutualfund_minutesversion (uid, meeting_id, version, digest, before, written_by_id,
    written_at)
  SELECT gen_random_uuid(), id, 1, 'bench', '', recorder_id, '2026-12-01' FROM mutualfund_meeting;
INSERT INTO mutualfund_letter (number, decision_id, issued_on, issued_by_id)
  SELECT 'TZ-' || id, id, decided_on, signed_by_id FROM mutualfund_decision;
INSERT INTO mutualfund_paylist (number, meeting_id, cases, total, made_on, made_by_id)
  SELECT 'FK-1', m.id, count(*), sum(d.amount), m.held_on, m.recorder_id
  FROM mutualfund_meeting m, mutualfund_decision d GROUP BY m.id;
"""
VOUCHED = """
INSERT INTO mutualfund_draftvoucher (fund_id, date, kind, summary, source, purpose, key,
    attachments, status, maker_id)
  SELECT %(fund)s, '2026-12-20', 'normal', '付补助 ' || c.number, 'claim:' || c.id, 'pay',
    gen_random_uuid(), 2, 'draft', %(maker)s FROM mutualfund_claim c;
INSERT INTO mutualfund_draftline (draft_id, line, account_id, party, side, amount)
  SELECT v.id, l.line, a.id, CASE l.line WHEN 1 THEN 'member:' || c.member_id ELSE '' END, l.side, 10
  FROM mutualfund_draftvoucher v
    JOIN mutualfund_claim c ON c.id = split_part(v.source, ':', 2)::bigint
    CROSS JOIN (VALUES (1, 1), (2, -1)) l(line, side)
    JOIN mutualfund_account a ON a.fund_id = %(fund)s
      AND a.key = CASE l.line WHEN 1 THEN 'aid_medical' ELSE 'bank' END
  WHERE v.status = 'draft';
UPDATE mutualfund_draftvoucher SET status = 'reviewed', reviewer_id = %(reviewer)s
  WHERE status = 'draft';
"""
ANNOUNCED = """
INSERT INTO disclosure_notice (number, topic, title, source, intro, columns, rows, summary, note,
    claims, status, editor_id, releaser_id, drafted_on, public_from, public_until, check_code, version,
    correction, archive_no)
  SELECT 'GS-1', '互助金补助', '示例', 'meeting:1', '', '[]', '[]', '', '', jsonb_agg(id), 'published',
    %(desk)s, %(chair)s, '2026-12-02', '2026-12-02', '2026-12-05', '', 1, '', ''
  FROM mutualfund_claim;
"""
# They are paid in cash, and nobody pays out of an empty drawer.
DRAWER = """
INSERT INTO mutualfund_draftvoucher (fund_id, date, kind, summary, source, purpose, key,
    attachments, status, maker_id)
  SELECT %(fund)s, '2026-12-20', 'normal', '收捐款 示例', 'bench:drawer', 'receive',
    gen_random_uuid(), 1, 'draft', %(maker)s;
INSERT INTO mutualfund_draftline (draft_id, line, account_id, party, side, amount)
  SELECT v.id, l.line, a.id, '', l.side, 10 * %(count)s
  FROM mutualfund_draftvoucher v
    CROSS JOIN (VALUES (1, 1, 'cash'), (2, -1, 'donations')) l(line, side, key)
    JOIN mutualfund_account a ON a.fund_id = %(fund)s AND a.key = l.key
  WHERE v.source = 'bench:drawer';
UPDATE mutualfund_draftvoucher SET status = 'reviewed', reviewer_id = %(reviewer)s
  WHERE source = 'bench:drawer';
UPDATE mutualfund_draftvoucher SET status = 'posted', voucher_id =
    mutualfund_post_draft(id, maker_id, %(cashier)s, '2026-12-20 12:00+08')
  WHERE source = 'bench:drawer';
"""
PUBLIC = ", publicity_from = '2026-12-02', publicity_until = '2026-12-05'"
CLAIMS = "".join((
    RECEIVED,
    _step("assigned", "accepted", "investigating", "2026-11-03"),
    LOOKED_INTO,
    _step("investigated", "investigating", "deliberating", "2026-11-04"),
    DECIDED,
    _step("approved", "deliberating", "approved", "2026-12-01", ", approved_amount = 10"),
    WRITTEN,
    ANNOUNCED,
    _step("announced", "approved", "publicity", "2026-12-02", PUBLIC),
    _step("vouched", "publicity", "payable", "2026-12-20"),
    DRAWER,
    VOUCHED,
))  # fmt: skip


def approve_claims(
    session: Connection, *, ids: dict[str, Any], charter: int, count: int
) -> list[int]:
    """So many claims that wait for the cashier, in a world that had none."""
    run(session, CLAIMS, {**ids, "charter": charter, "count": count})
    rows = session.execute("SELECT id FROM mutualfund_claim ORDER BY id").fetchall()
    return [int(pk) for (pk,) in rows]
