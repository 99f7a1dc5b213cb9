-- A decision grants what the claim asks, in an open meeting with the quorum of the charter of that
-- day, by all who may vote, above an amount with the votes of its band.
CREATE OR REPLACE FUNCTION mutualfund_decision_rests() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE claim mutualfund_claim; terms mutualfund_charter; sitting record;
  cast_votes int := NEW.agreed + NEW.refused + NEW.abstained; agreeing int; heard record;
BEGIN
  SELECT c.* INTO claim
    FROM mutualfund_agendaitem i
      JOIN mutualfund_meeting m ON m.id = i.meeting_id AND m.status = 'open'
      JOIN mutualfund_claim c ON c.id = i.claim_id AND c.status = 'deliberating'
    WHERE i.id = NEW.item_id AND NOT i.is_postponed AND NOT i.is_revoked;
  IF claim.id IS NULL OR (NEW.outcome = 'approved' AND NEW.amount <> claim.asked_amount) THEN
    RAISE EXCEPTION 'decision on item % does not grant what was asked', NEW.item_id
      USING ERRCODE = '23514';
  END IF;
  SELECT ruling.* INTO terms
    FROM mutualfund_agendaitem i
      JOIN mutualfund_meeting m ON m.id = i.meeting_id
      JOIN mutualfund_charter ruling ON ruling.adopted_on IS NOT NULL
       AND ruling.valid_from <= m.held_on
       AND (ruling.valid_to IS NULL OR ruling.valid_to > m.held_on)
    WHERE i.id = NEW.item_id ORDER BY ruling.valid_from DESC LIMIT 1;
  SELECT count(*)::int AS entitled, (count(*) FILTER (WHERE a.presence = 'present'))::int AS present,
         count(*) FILTER (WHERE a.presence = 'present' AND c.kind = 'manager') AS managers,
         count(*) FILTER (WHERE a.presence = 'present' AND c.kind = 'worker_rep') AS workers
    INTO sitting
    FROM mutualfund_agendaitem i
      JOIN mutualfund_attendance a ON a.meeting_id = i.meeting_id
      JOIN mutualfund_committeemember c ON c.id = a.member_id
    WHERE i.id = NEW.item_id;
  IF terms.id IS NULL
     OR (NEW.entitled, NEW.present) IS DISTINCT FROM (sitting.entitled, sitting.present)
     OR sitting.present < mutualfund_share_of(terms, sitting.entitled)
     OR sitting.managers < terms.least_managers OR sitting.workers < 1
     OR sitting.workers * terms.worker_whole < sitting.present * terms.worker_parts
     OR NEW.recused > NEW.entitled - cast_votes
     OR cast_votes < mutualfund_share_of(terms, NEW.entitled - NEW.recused) THEN
    RAISE EXCEPTION 'decision on item % has no quorum', NEW.item_id USING ERRCODE = '23514';
  END IF;
  -- all who are there have voted or stay out, and nobody is written down as staying out who does not
  SELECT count(*) FILTER (WHERE a.presence = 'present' AND v.id IS NULL) AS silent,
         count(*) FILTER (WHERE v.choice = 'recuse') AS said,
         count(*) FILTER (WHERE v.id IS NULL AND (
           mutualfund_bond(c.user_id, claim.id, true) IS NOT NULL
           OR mutualfund_judged(c.user_id, claim.id)
           OR mutualfund_took(c.user_id, claim.id, 'receive')
           OR mutualfund_took(c.user_id, claim.id, 'investigate'))) AS barred
    INTO heard
    FROM mutualfund_agendaitem i
      JOIN mutualfund_attendance a ON a.meeting_id = i.meeting_id
      JOIN mutualfund_committeemember c ON c.id = a.member_id
      LEFT JOIN mutualfund_vote v ON v.item_id = i.id AND v.member_id = a.member_id
    WHERE i.id = NEW.item_id;
  IF heard.silent > 0 OR NEW.recused NOT BETWEEN heard.said AND heard.said + heard.barred THEN
    RAISE EXCEPTION 'decision on item % does not say who was recused', NEW.item_id
      USING ERRCODE = '23514';
  END IF;
  SELECT b.agreeing INTO agreeing FROM mutualfund_amountband b
    WHERE b.charter_id = claim.charter_id AND b.above < claim.asked_amount
    ORDER BY b.above DESC LIMIT 1;
  IF NEW.outcome = 'approved' AND NEW.agreed < coalesce(agreeing, 0) THEN
    RAISE EXCEPTION 'decision on item % wants % agreeing votes', NEW.item_id, agreeing
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS rests ON mutualfund_decision;
CREATE TRIGGER rests BEFORE INSERT ON mutualfund_decision
  FOR EACH ROW EXECUTE FUNCTION mutualfund_decision_rests();
ALTER TABLE mutualfund_decision ENABLE ALWAYS TRIGGER rests;
