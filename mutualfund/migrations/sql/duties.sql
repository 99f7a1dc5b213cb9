-- Who did what on a claim, and what binds logins to its applicant: mutualfund/duties.py asks both at
-- every step. In PL/pgSQL because a session then keeps their plans, which cost more than running them.

-- (claim, user, step) of everything done after the counter.
CREATE OR REPLACE FUNCTION mutualfund_acts(claims bigint[])
RETURNS TABLE (claim bigint, who bigint, step text) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT i.claim_id, i.investigator_id, 'investigate' FROM mutualfund_investigation i
   WHERE i.claim_id = ANY(claims)
  UNION ALL
  SELECT item.claim_id, seat.user_id, 'vote' FROM mutualfund_vote vote
    JOIN mutualfund_agendaitem item ON item.id = vote.item_id
    JOIN mutualfund_committeemember seat ON seat.id = vote.member_id
   WHERE item.claim_id = ANY(claims) AND vote.choice <> 'recuse'
  UNION ALL
  SELECT item.claim_id, signed.signed_by_id, 'finalise' FROM mutualfund_decision signed
    JOIN mutualfund_agendaitem item ON item.id = signed.item_id
   WHERE item.claim_id = ANY(claims)
  UNION ALL
  SELECT asked.id, hand.person, hand.did FROM unnest(claims) asked (id)
    JOIN mutualfund_draftvoucher draft
      ON draft.source = 'claim:' || asked.id AND draft.purpose LIKE 'pay%' AND draft.status <> 'dropped'
   CROSS JOIN LATERAL (VALUES (draft.maker_id, 'make'), (draft.reviewer_id, 'review')) hand (person, did)
  UNION ALL
  SELECT paid.claim_id, paid.cashier_id, 'pay' FROM mutualfund_payment paid
   WHERE paid.claim_id = ANY(claims);
END $$;

-- (bond, worker, user): which logins are workers themselves, who was paired with an applicant, and who
-- held a seat on the committee, since the day he applied.
CREATE OR REPLACE FUNCTION mutualfund_ties(users bigint[], applicants bigint[], applied_on date)
RETURNS TABLE (bond text, worker bigint, who bigint) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT 'self', own.id, own.user_id FROM staff_worker own WHERE own.user_id = ANY(users)
  UNION ALL
  SELECT 'paired', file.worker_id, cadre.user_id FROM staff_pairing pairing
    JOIN staff_hardshipfile file ON file.id = pairing.file_id
    JOIN staff_cadre cadre ON cadre.id = pairing.cadre_id
   WHERE file.worker_id = ANY(applicants) AND cadre.user_id IS NOT NULL
     AND (pairing.until IS NULL OR pairing.until > applied_on)
  UNION ALL
  SELECT 'seated', seat.id, seat.user_id FROM mutualfund_committeemember seat
   WHERE seat.user_id = ANY(users) AND (seat.until IS NULL OR seat.until > applied_on);
END $$;
