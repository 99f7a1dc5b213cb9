-- Who votes, on what the vote rests, and what is decided (互助委员会).

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_vote
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_vote ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_vote FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_decision
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_decision ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_decision FROM guanai_app;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_payment
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_payment ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_payment FROM guanai_app;

CREATE OR REPLACE FUNCTION mutualfund_finding_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.signed_at IS NOT NULL THEN
    RAISE EXCEPTION 'finding % is signed: % refused', OLD.id, TG_OP USING ERRCODE = '42501';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER finding_frozen BEFORE UPDATE OR DELETE ON mutualfund_investigation
  FOR EACH ROW EXECUTE FUNCTION mutualfund_finding_frozen();
ALTER TABLE mutualfund_investigation ENABLE ALWAYS TRIGGER finding_frozen;

CREATE OR REPLACE FUNCTION mutualfund_bond(person bigint, case_id bigint, paired boolean)
RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN own.id = applicant.id THEN 'applicant'
    WHEN own.household_id = applicant.household_id THEN 'household'
    WHEN EXISTS (SELECT FROM staff_kin(applicant.id) kin WHERE kin.user_id = person)
      THEN 'relative'
    WHEN paired AND EXISTS (
      SELECT FROM staff_pairing p
        JOIN staff_hardshipfile f ON f.id = p.file_id
        JOIN staff_cadre c ON c.id = p.cadre_id
      WHERE f.worker_id = applicant.id AND c.user_id = person
        AND (p.until IS NULL OR p.until > claim.applied_on)) THEN 'paired cadre'
  END
  FROM mutualfund_claim claim
    JOIN mutualfund_member member ON member.id = claim.member_id
    JOIN staff_worker applicant ON applicant.id = member.worker_id
    LEFT JOIN staff_worker own ON own.user_id = person
  WHERE claim.id = case_id
$$;

CREATE OR REPLACE FUNCTION mutualfund_took(person bigint, case_id bigint, step text) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT CASE step
    WHEN 'receive' THEN EXISTS (
      SELECT FROM mutualfund_claim WHERE id = case_id AND received_by_id = person)
    WHEN 'investigate' THEN EXISTS (
      SELECT FROM mutualfund_investigation WHERE claim_id = case_id AND investigator_id = person)
    WHEN 'vote' THEN EXISTS (
      SELECT FROM mutualfund_vote v
        JOIN mutualfund_agendaitem i ON i.id = v.item_id
        JOIN mutualfund_committeemember m ON m.id = v.member_id
      WHERE i.claim_id = case_id AND m.user_id = person AND v.choice <> 'recuse')
    WHEN 'finalise' THEN EXISTS (
      SELECT FROM mutualfund_decision d JOIN mutualfund_agendaitem i ON i.id = d.item_id
      WHERE i.claim_id = case_id AND d.signed_by_id = person)
  END
$$;

CREATE OR REPLACE FUNCTION mutualfund_stand_apart(
  person bigint, case_id bigint, paired boolean, steps text[])
RETURNS void LANGUAGE plpgsql STABLE AS $$
DECLARE bond text; step text;
BEGIN
  bond := mutualfund_bond(person, case_id, paired);
  IF bond IS NOT NULL THEN
    RAISE EXCEPTION 'user % is the % of claim %', person, bond, case_id USING ERRCODE = '23514';
  END IF;
  IF paired AND mutualfund_judged(person, case_id) THEN
    RAISE EXCEPTION 'user % decided what claim % appeals against', person, case_id
      USING ERRCODE = '23514';
  END IF;
  FOREACH step IN ARRAY steps LOOP
    IF mutualfund_took(person, case_id, step) THEN
      RAISE EXCEPTION 'user % took the step % of claim %', person, step, case_id
        USING ERRCODE = '23514';
    END IF;
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION mutualfund_investigation_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM mutualfund_stand_apart(
    NEW.investigator_id, NEW.claim_id, true, ARRAY['receive', 'vote', 'finalise']);
  IF EXISTS (
    SELECT FROM mutualfund_committeemember seat
      JOIN mutualfund_claim claim ON claim.id = NEW.claim_id
    WHERE seat.user_id = NEW.investigator_id
      AND (seat.until IS NULL OR seat.until > claim.applied_on)) THEN
    RAISE EXCEPTION 'user % sits on the committee and looks into no claim', NEW.investigator_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER duties_apart BEFORE INSERT OR UPDATE OF claim_id, investigator_id
  ON mutualfund_investigation FOR EACH ROW EXECUTE FUNCTION mutualfund_investigation_apart();

CREATE OR REPLACE FUNCTION mutualfund_vote_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE seat record;
BEGIN
  SELECT i.claim_id, i.meeting_id, meeting.status, m.user_id, a.presence INTO seat
    FROM mutualfund_agendaitem i
      JOIN mutualfund_meeting meeting ON meeting.id = i.meeting_id
      JOIN mutualfund_committeemember m ON m.id = NEW.member_id
      LEFT JOIN mutualfund_attendance a ON a.meeting_id = i.meeting_id AND a.member_id = NEW.member_id
    WHERE i.id = NEW.item_id;
  IF seat.status <> 'open' OR seat.presence IS DISTINCT FROM 'present' THEN
    RAISE EXCEPTION 'member % is not at an open meeting %', NEW.member_id, seat.meeting_id
      USING ERRCODE = '23514';
  END IF;
  IF EXISTS (SELECT FROM mutualfund_decision WHERE item_id = NEW.item_id) THEN
    RAISE EXCEPTION 'item % is decided', NEW.item_id USING ERRCODE = '23514';
  END IF;
  IF NEW.proxied_by_id = seat.user_id THEN
    RAISE EXCEPTION 'member % enters his own vote by proxy', NEW.member_id USING ERRCODE = '23514';
  END IF;
  IF NEW.choice <> 'recuse' THEN
    PERFORM mutualfund_stand_apart(
      seat.user_id, seat.claim_id, true, ARRAY['receive', 'investigate']);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER duties_apart BEFORE INSERT ON mutualfund_vote
  FOR EACH ROW EXECUTE FUNCTION mutualfund_vote_apart();
ALTER TABLE mutualfund_vote ENABLE ALWAYS TRIGGER duties_apart;

CREATE OR REPLACE FUNCTION mutualfund_decision_counts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE agreed int; refused int; abstained int; case_id bigint;
BEGIN
  SELECT count(*) FILTER (WHERE choice = 'agree'), count(*) FILTER (WHERE choice = 'refuse'),
         count(*) FILTER (WHERE choice = 'abstain')
    INTO agreed, refused, abstained FROM mutualfund_vote WHERE item_id = NEW.item_id;
  IF (agreed, refused, abstained) IS DISTINCT FROM (NEW.agreed::int, NEW.refused::int, NEW.abstained::int)
     OR (NEW.outcome = 'approved') <> (agreed * 2 > agreed + refused + abstained) THEN
    RAISE EXCEPTION 'decision on item % does not say what the votes say', NEW.item_id
      USING ERRCODE = '23514';
  END IF;
  SELECT claim_id INTO case_id FROM mutualfund_agendaitem WHERE id = NEW.item_id;
  PERFORM mutualfund_stand_apart(
    NEW.signed_by_id, case_id, true, ARRAY['receive', 'investigate']);
  RETURN NEW;
END $$;
CREATE TRIGGER duties_apart BEFORE INSERT ON mutualfund_decision
  FOR EACH ROW EXECUTE FUNCTION mutualfund_decision_counts();
ALTER TABLE mutualfund_decision ENABLE ALWAYS TRIGGER duties_apart;

CREATE OR REPLACE FUNCTION mutualfund_proxy_apart() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE item mutualfund_agendaitem;
BEGIN
  SELECT * INTO item FROM mutualfund_agendaitem WHERE id = NEW.item_id;
  IF EXISTS (
    SELECT FROM mutualfund_attendance a JOIN mutualfund_committeemember m ON m.id = a.member_id
    WHERE a.meeting_id = item.meeting_id AND m.user_id = NEW.proxied_by_id) THEN
    RAISE EXCEPTION 'user % sits on the committee and enters no proxies', NEW.proxied_by_id
      USING ERRCODE = '23514';
  END IF;
  PERFORM mutualfund_stand_apart(
    NEW.proxied_by_id, item.claim_id, true, ARRAY['receive', 'investigate']);
  RETURN NEW;
END $$;
CREATE TRIGGER proxy_apart BEFORE INSERT ON mutualfund_vote
  FOR EACH ROW WHEN (NEW.proxied_by_id IS NOT NULL) EXECUTE FUNCTION mutualfund_proxy_apart();
ALTER TABLE mutualfund_vote ENABLE ALWAYS TRIGGER proxy_apart;

CREATE OR REPLACE FUNCTION mutualfund_signer_entered_none() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM mutualfund_vote WHERE item_id = NEW.item_id AND proxied_by_id = NEW.signed_by_id) THEN
    RAISE EXCEPTION 'user % entered a vote on item % and does not sign it', NEW.signed_by_id, NEW.item_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signer_entered_none BEFORE INSERT ON mutualfund_decision
  FOR EACH ROW EXECUTE FUNCTION mutualfund_signer_entered_none();
ALTER TABLE mutualfund_decision ENABLE ALWAYS TRIGGER signer_entered_none;

-- A claim walks by steps that are kept, rests on what the applicant signed and the desk weighed, is
-- looked into by as many as the charter says, and is heard again by others.

-- What the applicant told is fixed once he signed; what the desk weighed once it received.
CREATE OR REPLACE FUNCTION mutualfund_claim_keeps_facts() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.status <> 'draft' AND
     (NEW.uid, NEW.number, NEW.member_id, NEW.kind, NEW.subtype, NEW.relation, NEW.beneficiary,
      NEW.event_key, NEW.event_date, NEW.event, NEW.total_cost, NEW.other_aid, NEW.requested_amount,
      NEW.applied_on, NEW.signed_on, NEW.signed_way, NEW.filled_by_id, NEW.appeal_of_id,
      NEW.appeal_words)
     IS DISTINCT FROM
     (OLD.uid, OLD.number, OLD.member_id, OLD.kind, OLD.subtype, OLD.relation, OLD.beneficiary,
      OLD.event_key, OLD.event_date, OLD.event, OLD.total_cost, OLD.other_aid, OLD.requested_amount,
      OLD.applied_on, OLD.signed_on, OLD.signed_way, OLD.filled_by_id, OLD.appeal_of_id,
      OLD.appeal_words))
     OR (OLD.received_by_id IS NOT NULL AND
     (NEW.charter_id, NEW.article, NEW.arithmetic, NEW.checks, NEW.asked_amount, NEW.received_by_id)
     IS DISTINCT FROM
     (OLD.charter_id, OLD.article, OLD.arithmetic, OLD.checks, OLD.asked_amount, OLD.received_by_id))
  THEN
    RAISE EXCEPTION 'claim % keeps its facts', OLD.number USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keeps_facts BEFORE UPDATE OR DELETE ON mutualfund_claim
  FOR EACH ROW EXECUTE FUNCTION mutualfund_claim_keeps_facts();
ALTER TABLE mutualfund_claim ENABLE ALWAYS TRIGGER keeps_facts;

-- A paper may be set free for another claim, and its original be looked at later; nothing else.
CREATE OR REPLACE FUNCTION mutualfund_evidence_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.is_released AND NOT NEW.is_released)
     OR (NEW.claim_id, NEW.paper, NEW.receipt_no, NEW.uid, NEW.file_type, NEW.size, NEW.sha256,
         NEW.stored_sha256, NEW.uploaded_by_id, NEW.uploaded_at)
        IS DISTINCT FROM
        (OLD.claim_id, OLD.paper, OLD.receipt_no, OLD.uid, OLD.file_type, OLD.size, OLD.sha256,
         OLD.stored_sha256, OLD.uploaded_by_id, OLD.uploaded_at)
     OR (OLD.original_seen_by_id IS NOT NULL AND
         (NEW.original_seen_by_id, NEW.original_seen_at)
         IS DISTINCT FROM (OLD.original_seen_by_id, OLD.original_seen_at)) THEN
    RAISE EXCEPTION 'evidence % is kept: % refused', OLD.id, TG_OP USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON mutualfund_evidence
  FOR EACH ROW EXECUTE FUNCTION mutualfund_evidence_kept();
ALTER TABLE mutualfund_evidence ENABLE ALWAYS TRIGGER kept;

-- A meeting goes forward: planned, open, closed; before it opens it may be called off. Once open it keeps its day and its chair; another
-- may take over the minutes until it is closed.
CREATE OR REPLACE FUNCTION mutualfund_meeting_goes_on() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE'
     OR (NEW.status <> OLD.status
         AND (OLD.status, NEW.status) NOT IN (('planned', 'open'), ('open', 'closed'), ('planned', 'dropped')))
     OR (OLD.status <> 'planned' AND
         (NEW.number, NEW.held_on, NEW.starts_at, NEW.place, NEW.chair_id)
         IS DISTINCT FROM (OLD.number, OLD.held_on, OLD.starts_at, OLD.place, OLD.chair_id))
     OR (OLD.status IN ('closed', 'dropped') AND NEW.recorder_id <> OLD.recorder_id) THEN
    RAISE EXCEPTION 'meeting % goes forward only', OLD.number USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER goes_on BEFORE UPDATE OR DELETE ON mutualfund_meeting
  FOR EACH ROW EXECUTE FUNCTION mutualfund_meeting_goes_on();
ALTER TABLE mutualfund_meeting ENABLE ALWAYS TRIGGER goes_on;

-- The roll is open until the meeting closes; who has voted was there.
CREATE OR REPLACE FUNCTION mutualfund_roll_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (
       SELECT FROM mutualfund_meeting WHERE id = OLD.meeting_id AND status = 'planned') THEN
    RETURN OLD;  -- who left the committee before the meeting opened
  END IF;
  IF TG_OP = 'DELETE'
     OR EXISTS (SELECT FROM mutualfund_meeting
                WHERE id = NEW.meeting_id AND status IN ('closed', 'dropped')) THEN
    RAISE EXCEPTION 'the roll is kept: % refused', TG_OP USING ERRCODE = '23514';
  END IF;
  IF TG_OP = 'UPDATE' AND (
       (NEW.meeting_id, NEW.member_id) IS DISTINCT FROM (OLD.meeting_id, OLD.member_id)
       OR (NEW.presence <> 'present' AND EXISTS (
         SELECT FROM mutualfund_vote v JOIN mutualfund_agendaitem i ON i.id = v.item_id
         WHERE i.meeting_id = OLD.meeting_id AND v.member_id = OLD.member_id))) THEN
    RAISE EXCEPTION 'the roll is kept: member % has voted', OLD.member_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON mutualfund_attendance
  FOR EACH ROW EXECUTE FUNCTION mutualfund_roll_kept();
ALTER TABLE mutualfund_attendance ENABLE ALWAYS TRIGGER kept;

-- An agenda item stays with its claim and meeting; put off is put off, decided is decided.
CREATE OR REPLACE FUNCTION mutualfund_agenda_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.is_revoked
       OR EXISTS (SELECT FROM mutualfund_meeting
                  WHERE id = NEW.meeting_id AND status IN ('closed', 'dropped')) THEN
      RAISE EXCEPTION 'the agenda is kept: the meeting is closed' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR (OLD.is_postponed AND NOT NEW.is_postponed)
     OR (NEW.meeting_id, NEW.claim_id) IS DISTINCT FROM (OLD.meeting_id, OLD.claim_id)
     OR ((NEW."order", NEW.is_postponed) IS DISTINCT FROM (OLD."order", OLD.is_postponed)
         AND EXISTS (SELECT FROM mutualfund_decision WHERE item_id = OLD.id))
     OR (NEW.is_revoked <> OLD.is_revoked AND (OLD.is_revoked OR NOT EXISTS (
           SELECT FROM mutualfund_revocation r JOIN mutualfund_decision d ON d.id = r.decision_id
           WHERE d.item_id = OLD.id))) THEN
    RAISE EXCEPTION 'the agenda is kept: % of item % refused', TG_OP, OLD.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON mutualfund_agendaitem
  FOR EACH ROW EXECUTE FUNCTION mutualfund_agenda_kept();
ALTER TABLE mutualfund_agendaitem ENABLE ALWAYS TRIGGER kept;

-- A charter that was adopted, or that a claim rests on, only gets its end, once; all it says is fixed.
CREATE OR REPLACE FUNCTION mutualfund_charter_fixed() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE old_row jsonb := to_jsonb(OLD); new_row jsonb := to_jsonb(NEW); charter bigint;
BEGIN
  IF TG_TABLE_NAME = 'mutualfund_charter' THEN
    charter := (old_row ->> 'id')::bigint;
    IF old_row -> 'valid_to' = 'null'::jsonb THEN
      old_row := old_row - 'valid_to';
      new_row := new_row - 'valid_to';
    END IF;
  ELSE
    charter := coalesce(old_row ->> 'charter_id', new_row ->> 'charter_id')::bigint;
  END IF;
  IF old_row IS DISTINCT FROM new_row
     AND (EXISTS (SELECT FROM mutualfund_claim WHERE charter_id = charter)
          OR EXISTS (SELECT FROM mutualfund_charter WHERE id = charter AND adopted_on IS NOT NULL)) THEN
    RAISE EXCEPTION 'charter % is in use', charter USING ERRCODE = '23514';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER fixed BEFORE UPDATE OR DELETE ON mutualfund_charter
  FOR EACH ROW EXECUTE FUNCTION mutualfund_charter_fixed();
CREATE TRIGGER fixed BEFORE INSERT OR UPDATE OR DELETE ON mutualfund_article
  FOR EACH ROW EXECUTE FUNCTION mutualfund_charter_fixed();
CREATE TRIGGER fixed BEFORE INSERT OR UPDATE OR DELETE ON mutualfund_benefit
  FOR EACH ROW EXECUTE FUNCTION mutualfund_charter_fixed();
ALTER TABLE mutualfund_charter ENABLE ALWAYS TRIGGER fixed;
ALTER TABLE mutualfund_article ENABLE ALWAYS TRIGGER fixed;
ALTER TABLE mutualfund_benefit ENABLE ALWAYS TRIGGER fixed;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_charter, mutualfund_article, mutualfund_benefit
  FROM guanai_app;
GRANT UPDATE (valid_to) ON mutualfund_charter TO guanai_app;
