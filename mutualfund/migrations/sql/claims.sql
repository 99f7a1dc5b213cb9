-- A claim 补助申请 walks by its steps, and only by them.

-- The life of a claim, as NEXT in mutualfund/models/claim_life.py.
CREATE OR REPLACE FUNCTION mutualfund_claim_leads(here text, there text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM (VALUES
    ('draft', 'submitted'), ('draft', 'withdrawn'),
    ('submitted', 'accepted'), ('submitted', 'supplement'), ('submitted', 'rejected'),
    ('submitted', 'withdrawn'),
    ('accepted', 'supplement'), ('accepted', 'investigating'), ('accepted', 'withdrawn'),
    ('supplement', 'submitted'), ('supplement', 'accepted'), ('supplement', 'investigating'),
    ('supplement', 'deliberating'), ('supplement', 'withdrawn'),
    ('investigating', 'deliberating'), ('investigating', 'supplement'), ('investigating', 'withdrawn'),
    ('deliberating', 'approved'), ('deliberating', 'rejected'), ('deliberating', 'supplement'),
    ('deliberating', 'withdrawn'),
    ('approved', 'publicity'), ('approved', 'deliberating'), ('approved', 'withdrawn'),
    ('publicity', 'payable'), ('publicity', 'deliberating'), ('publicity', 'withdrawn'),
    ('payable', 'paid'), ('payable', 'deliberating'),
    ('paid', 'receipt_signed'), ('paid', 'payable'), ('receipt_signed', 'closed'),
    ('receipt_signed', 'payable'), ('closed', 'payable')) life (was, now)
    WHERE (was, now) = (here, there))
$$;

-- Each step begins where the claim stands. A closed claim is paid again by another than who closed it
-- (that its payment was reversed, mutualfund_claim_earned and mutualfund_payment_kept see).
CREATE OR REPLACE FUNCTION mutualfund_claim_step_walks() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE here text;
BEGIN
  SELECT status INTO here FROM mutualfund_claim WHERE id = NEW.claim_id;
  IF NEW.was = '' THEN
    IF NEW.now <> here OR NEW.now NOT IN ('draft', 'submitted', 'accepted')
       OR EXISTS (SELECT FROM mutualfund_claimstep WHERE claim_id = NEW.claim_id) THEN
      RAISE EXCEPTION 'claim % does not begin at %', NEW.claim_id, NEW.now USING ERRCODE = '23514';
    END IF;
  ELSIF NEW.was <> here
     OR NOT (mutualfund_claim_leads(NEW.was, NEW.now)
             OR (NEW.was = NEW.now AND NEW.act IN ('held', 'released', 'replaced'))) THEN
    RAISE EXCEPTION 'claim % stands at % and does not go from % to %',
      NEW.claim_id, here, NEW.was, NEW.now USING ERRCODE = '23514';
  ELSIF NEW.was = 'closed' AND (NEW.act <> 'bounced' OR NEW.by_id IS NULL OR NEW.by_id = (
      SELECT by_id FROM mutualfund_claimstep WHERE claim_id = NEW.claim_id AND now = 'closed'
        ORDER BY id DESC LIMIT 1)) THEN
    RAISE EXCEPTION 'claim % is closed, user % does not reopen it', NEW.claim_id, NEW.by_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER walks BEFORE INSERT ON mutualfund_claimstep
  FOR EACH ROW EXECUTE FUNCTION mutualfund_claim_step_walks();
ALTER TABLE mutualfund_claimstep ENABLE ALWAYS TRIGGER walks;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_claimstep
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_claimstep ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_claimstep FROM guanai_app;

-- The state moves only where the last step leads; nobody sends a claim to the committee before as
-- many as the charter asks for, above an amount its band, have signed.
CREATE OR REPLACE FUNCTION mutualfund_claim_follows() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE told record; wanted int; signed int;
BEGIN
  SELECT was, now INTO told FROM mutualfund_claimstep WHERE claim_id = NEW.id
    ORDER BY id DESC LIMIT 1;
  IF (told.was, told.now) IS DISTINCT FROM (OLD.status::text, NEW.status::text) THEN
    RAISE EXCEPTION 'claim % has no step from % to %', OLD.number, OLD.status, NEW.status
      USING ERRCODE = '23514';
  END IF;
  IF NEW.status = 'deliberating' THEN
    SELECT coalesce((SELECT b.investigators FROM mutualfund_amountband b
                      WHERE b.charter_id = NEW.charter_id AND b.above < NEW.asked_amount
                      ORDER BY b.above DESC LIMIT 1), c.investigators)
      INTO wanted FROM mutualfund_charter c WHERE c.id = NEW.charter_id;
    SELECT count(*) INTO signed FROM mutualfund_investigation
      WHERE claim_id = NEW.id AND signed_at IS NOT NULL;
    IF signed < wanted THEN
      RAISE EXCEPTION 'claim % was looked into by % of %', OLD.number, signed, wanted
        USING ERRCODE = '23514';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER follows_steps BEFORE UPDATE OF status ON mutualfund_claim
  FOR EACH ROW WHEN (NEW.status <> OLD.status) EXECUTE FUNCTION mutualfund_claim_follows();
ALTER TABLE mutualfund_claim ENABLE ALWAYS TRIGGER follows_steps;

-- Deferred: no claim without its first step, no step that the claim did not take.
CREATE OR REPLACE FUNCTION mutualfund_claim_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE case_id bigint; here text; told text;
BEGIN
  case_id := CASE TG_TABLE_NAME WHEN 'mutualfund_claim' THEN NEW.id
    ELSE (to_jsonb(NEW) ->> 'claim_id')::bigint END;
  SELECT status INTO here FROM mutualfund_claim WHERE id = case_id;
  SELECT now INTO told FROM mutualfund_claimstep WHERE claim_id = case_id ORDER BY id DESC LIMIT 1;
  IF told IS DISTINCT FROM here THEN
    RAISE EXCEPTION 'claim % stands at %, its last step says %', case_id, here, told
      USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER stands AFTER INSERT ON mutualfund_claim
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mutualfund_claim_stands();
CREATE CONSTRAINT TRIGGER stands AFTER INSERT ON mutualfund_claimstep
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mutualfund_claim_stands();
ALTER TABLE mutualfund_claim ENABLE ALWAYS TRIGGER stands;
ALTER TABLE mutualfund_claimstep ENABLE ALWAYS TRIGGER stands;

-- An appeal is about a refused claim of the same person and event; who decided that claim neither
-- looks into this one, votes on it nor signs it.
CREATE OR REPLACE FUNCTION mutualfund_judged(person bigint, case_id bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM mutualfund_claim appeal
    WHERE appeal.id = case_id AND appeal.appeal_of_id IS NOT NULL
      AND (mutualfund_took(person, appeal.appeal_of_id, 'investigate')
           OR mutualfund_took(person, appeal.appeal_of_id, 'vote')
           OR mutualfund_took(person, appeal.appeal_of_id, 'finalise')
           OR EXISTS (SELECT FROM mutualfund_claimstep s
                       WHERE s.claim_id = appeal.appeal_of_id AND s.act = 'declined'
                         AND s.by_id = person)))
$$;

CREATE OR REPLACE FUNCTION mutualfund_appeal_of_refused() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM mutualfund_claim refused WHERE refused.id = NEW.appeal_of_id
      AND refused.status = 'rejected' AND refused.appeal_of_id IS NULL
      AND (refused.member_id, refused.kind, refused.event_key)
        = (NEW.member_id, NEW.kind, NEW.event_key)) THEN
    RAISE EXCEPTION 'claim % appeals against no refusal of its own', NEW.number
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeals BEFORE INSERT ON mutualfund_claim
  FOR EACH ROW WHEN (NEW.appeal_of_id IS NOT NULL) EXECUTE FUNCTION mutualfund_appeal_of_refused();
ALTER TABLE mutualfund_claim ENABLE ALWAYS TRIGGER appeals;

-- Nobody receives his own claim, his family's, or one he looked into, voted on or signed.
CREATE OR REPLACE FUNCTION mutualfund_receipt_apart() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM mutualfund_stand_apart(
    NEW.received_by_id, NEW.id, false, ARRAY['investigate', 'vote', 'finalise']);
  RETURN NULL;
END $$;
CREATE TRIGGER received_apart AFTER INSERT ON mutualfund_claim
  FOR EACH ROW WHEN (NEW.received_by_id IS NOT NULL) EXECUTE FUNCTION mutualfund_receipt_apart();
CREATE TRIGGER received_later_apart AFTER UPDATE OF received_by_id ON mutualfund_claim
  FOR EACH ROW WHEN (NEW.received_by_id IS DISTINCT FROM OLD.received_by_id)
  EXECUTE FUNCTION mutualfund_receipt_apart();
ALTER TABLE mutualfund_claim ENABLE ALWAYS TRIGGER received_apart;
ALTER TABLE mutualfund_claim ENABLE ALWAYS TRIGGER received_later_apart;

-- A decision may be taken back until the money is gone; it stays, marked on its agenda.
CREATE OR REPLACE FUNCTION mutualfund_revocation_in_time() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE case_id bigint;
BEGIN
  SELECT i.claim_id INTO case_id FROM mutualfund_decision d
    JOIN mutualfund_agendaitem i ON i.id = d.item_id
    JOIN mutualfund_claim c ON c.id = i.claim_id AND c.status IN ('approved', 'publicity', 'payable')
    WHERE d.id = NEW.decision_id AND d.outcome = 'approved';
  IF case_id IS NULL THEN
    RAISE EXCEPTION 'decision % cannot be taken back', NEW.decision_id USING ERRCODE = '23514';
  END IF;
  PERFORM mutualfund_stand_apart(NEW.revoked_by_id, case_id, true, ARRAY['receive', 'investigate']);
  RETURN NEW;
END $$;
CREATE TRIGGER in_time BEFORE INSERT ON mutualfund_revocation
  FOR EACH ROW EXECUTE FUNCTION mutualfund_revocation_in_time();
ALTER TABLE mutualfund_revocation ENABLE ALWAYS TRIGGER in_time;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_revocation
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_revocation ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_revocation FROM guanai_app;

-- The charter's share (2/3) of a body, never below its least number.
CREATE OR REPLACE FUNCTION mutualfund_share_of(terms mutualfund_charter, body int) RETURNS int
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT greatest(
    (body * terms.present_parts + terms.present_whole - 1) / terms.present_whole,
    terms.least_voters)
$$;
