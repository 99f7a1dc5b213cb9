-- Back to the guards before there was a desk.
CREATE OR REPLACE FUNCTION mutualfund_decision_rests() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE asked numeric; sitting record; cast_votes int := NEW.agreed + NEW.refused + NEW.abstained;
BEGIN
  SELECT claim.asked_amount INTO asked
    FROM mutualfund_agendaitem i
      JOIN mutualfund_meeting m ON m.id = i.meeting_id AND m.status = 'open'
      JOIN mutualfund_claim claim ON claim.id = i.claim_id AND claim.status = 'deliberating'
    WHERE i.id = NEW.item_id AND NOT i.is_postponed;
  IF asked IS NULL OR (NEW.outcome = 'approved' AND NEW.amount <> asked) THEN
    RAISE EXCEPTION 'decision on item % does not grant what was asked', NEW.item_id
      USING ERRCODE = '23514';
  END IF;
  SELECT count(*) AS entitled, count(*) FILTER (WHERE a.presence = 'present') AS present,
         count(*) FILTER (WHERE a.presence = 'present' AND c.kind = 'manager') AS managers,
         count(*) FILTER (WHERE a.presence = 'present' AND c.kind = 'worker_rep') AS workers
    INTO sitting
    FROM mutualfund_agendaitem i
      JOIN mutualfund_attendance a ON a.meeting_id = i.meeting_id
      JOIN mutualfund_committeemember c ON c.id = a.member_id
    WHERE i.id = NEW.item_id;
  IF (NEW.entitled, NEW.present) IS DISTINCT FROM (sitting.entitled::int, sitting.present::int)
     OR sitting.present < greatest((2 * sitting.entitled + 2) / 3, 3)
     OR sitting.managers < 1 OR sitting.workers < 1 OR sitting.workers * 3 < sitting.present
     OR NEW.recused > NEW.entitled - cast_votes
     OR cast_votes < greatest((2 * (NEW.entitled - NEW.recused) + 2) / 3, 3) THEN
    RAISE EXCEPTION 'decision on item % has no quorum', NEW.item_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
DROP FUNCTION mutualfund_share_of(mutualfund_charter, int);
CREATE OR REPLACE FUNCTION mutualfund_claim_earned() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE decided numeric; claim mutualfund_claim;
BEGIN
  SELECT * INTO claim FROM mutualfund_claim WHERE id = NEW.id;  -- as it stands at commit
  IF claim.approved_amount IS NOT NULL THEN
    SELECT d.amount INTO decided FROM mutualfund_decision d
      JOIN mutualfund_agendaitem i ON i.id = d.item_id
      WHERE i.claim_id = claim.id AND d.outcome = 'approved';
    IF decided IS DISTINCT FROM claim.approved_amount THEN
      RAISE EXCEPTION 'claim % has no decision over %', claim.number, claim.approved_amount
        USING ERRCODE = '23514';
    END IF;
  END IF;
  IF claim.status IN ('paid', 'receipt_signed', 'closed')
     <> EXISTS (SELECT FROM mutualfund_payment WHERE claim_id = claim.id) THEN
    RAISE EXCEPTION 'claim % is paid if and only if it has its payment', claim.number
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION mutualfund_agenda_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT FROM mutualfund_meeting WHERE id = NEW.meeting_id AND status = 'closed') THEN
      RAISE EXCEPTION 'the agenda is kept: the meeting is closed' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR (OLD.is_postponed AND NOT NEW.is_postponed)
     OR (NEW.meeting_id, NEW.claim_id) IS DISTINCT FROM (OLD.meeting_id, OLD.claim_id)
     OR (NEW IS DISTINCT FROM OLD
         AND EXISTS (SELECT FROM mutualfund_decision WHERE item_id = OLD.id)) THEN
    RAISE EXCEPTION 'the agenda is kept: % of item % refused', TG_OP, OLD.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
GRANT UPDATE, DELETE ON mutualfund_revocation, mutualfund_claimstep TO guanai_app;
DROP TRIGGER append_only ON mutualfund_revocation;
DROP TRIGGER in_time ON mutualfund_revocation;
DROP FUNCTION mutualfund_revocation_in_time();
DROP TRIGGER received_later_apart ON mutualfund_claim;
DROP TRIGGER received_apart ON mutualfund_claim;
DROP FUNCTION mutualfund_receipt_apart();
DROP TRIGGER appeals ON mutualfund_claim;
DROP FUNCTION mutualfund_appeal_of_refused();
CREATE OR REPLACE FUNCTION mutualfund_stand_apart(person bigint, case_id bigint, paired boolean, steps text[])
RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE bond text; step text;
BEGIN
  bond := mutualfund_bond(person, case_id, paired);
  IF bond IS NOT NULL THEN
    RAISE EXCEPTION 'user % is the % of claim %', person, bond, case_id USING ERRCODE = '23514';
  END IF;
  FOREACH step IN ARRAY steps LOOP
    IF mutualfund_took(person, case_id, step) THEN
      RAISE EXCEPTION 'user % took the step % of claim %', person, step, case_id
        USING ERRCODE = '23514';
    END IF;
  END LOOP;
END $$;
DROP FUNCTION mutualfund_judged(bigint, bigint);
DROP TRIGGER stands ON mutualfund_claimstep;
DROP TRIGGER stands ON mutualfund_claim;
DROP FUNCTION mutualfund_claim_stands();
DROP TRIGGER follows_steps ON mutualfund_claim;
DROP FUNCTION mutualfund_claim_follows();
DROP TRIGGER append_only ON mutualfund_claimstep;
DROP TRIGGER walks ON mutualfund_claimstep;
DROP FUNCTION mutualfund_claim_step_walks();
DROP FUNCTION mutualfund_claim_leads(text, text);
CREATE OR REPLACE FUNCTION mutualfund_claim_keeps_facts() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.status <> 'draft' AND
     (NEW.uid, NEW.number, NEW.member_id, NEW.charter_id, NEW.kind, NEW.relation, NEW.beneficiary,
      NEW.event_key, NEW.event_date, NEW.event, NEW.total_cost, NEW.other_aid, NEW.article,
      NEW.arithmetic, NEW.checks, NEW.asked_amount, NEW.applied_on, NEW.signed_on, NEW.received_by_id)
     IS DISTINCT FROM
     (OLD.uid, OLD.number, OLD.member_id, OLD.charter_id, OLD.kind, OLD.relation, OLD.beneficiary,
      OLD.event_key, OLD.event_date, OLD.event, OLD.total_cost, OLD.other_aid, OLD.article,
      OLD.arithmetic, OLD.checks, OLD.asked_amount, OLD.applied_on, OLD.signed_on, OLD.received_by_id))
  THEN
    RAISE EXCEPTION 'claim % keeps its facts', OLD.number USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
