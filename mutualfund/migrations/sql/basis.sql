-- What a vote rests on stays as it was: the claim, its papers, the agenda, the roll, the charter.

CREATE FUNCTION mutualfund_claim_keeps_facts() RETURNS trigger LANGUAGE plpgsql
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
CREATE TRIGGER keeps_facts BEFORE UPDATE OR DELETE ON mutualfund_claim
  FOR EACH ROW EXECUTE FUNCTION mutualfund_claim_keeps_facts();
ALTER TABLE mutualfund_claim ENABLE ALWAYS TRIGGER keeps_facts;

-- A paper may be set free for another claim, and its original be looked at later; nothing else.
CREATE FUNCTION mutualfund_evidence_kept() RETURNS trigger LANGUAGE plpgsql
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

-- A meeting goes forward: planned, open, closed. Once open it keeps its day and its chair; another
-- may take over the minutes until it is closed.
CREATE FUNCTION mutualfund_meeting_goes_on() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE'
     OR (NEW.status <> OLD.status
         AND (OLD.status, NEW.status) NOT IN (('planned', 'open'), ('open', 'closed')))
     OR (OLD.status <> 'planned' AND
         (NEW.number, NEW.held_on, NEW.starts_at, NEW.place, NEW.chair_id)
         IS DISTINCT FROM (OLD.number, OLD.held_on, OLD.starts_at, OLD.place, OLD.chair_id))
     OR (OLD.status = 'closed' AND NEW.recorder_id <> OLD.recorder_id) THEN
    RAISE EXCEPTION 'meeting % goes forward only', OLD.number USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER goes_on BEFORE UPDATE OR DELETE ON mutualfund_meeting
  FOR EACH ROW EXECUTE FUNCTION mutualfund_meeting_goes_on();
ALTER TABLE mutualfund_meeting ENABLE ALWAYS TRIGGER goes_on;

-- The roll is open until the meeting closes; who has voted was there.
CREATE FUNCTION mutualfund_roll_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE'
     OR EXISTS (SELECT FROM mutualfund_meeting WHERE id = NEW.meeting_id AND status = 'closed') THEN
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
CREATE FUNCTION mutualfund_agenda_kept() RETURNS trigger LANGUAGE plpgsql
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
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON mutualfund_agendaitem
  FOR EACH ROW EXECUTE FUNCTION mutualfund_agenda_kept();
ALTER TABLE mutualfund_agendaitem ENABLE ALWAYS TRIGGER kept;

-- A charter that a claim rests on only gets its end, once; its articles and benefits are fixed.
CREATE FUNCTION mutualfund_charter_fixed() RETURNS trigger LANGUAGE plpgsql
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
     AND EXISTS (SELECT FROM mutualfund_claim WHERE charter_id = charter) THEN
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

-- A decision grants what the claim asks, in an open meeting with a quorum, by all who may vote.
CREATE FUNCTION mutualfund_decision_rests() RETURNS trigger LANGUAGE plpgsql
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
CREATE TRIGGER rests BEFORE INSERT ON mutualfund_decision
  FOR EACH ROW EXECUTE FUNCTION mutualfund_decision_rests();
ALTER TABLE mutualfund_decision ENABLE ALWAYS TRIGGER rests;
