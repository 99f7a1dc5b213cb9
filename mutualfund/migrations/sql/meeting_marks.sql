-- A meeting called off 取消会议, and when a letter 通知书 was read: both written once.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_cancellation
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_cancellation ENABLE ALWAYS TRIGGER append_only;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_letterreading
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_letterreading ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_cancellation, mutualfund_letterreading FROM guanai_app;

-- Only a planned meeting is called off, and whoever says why says it of a meeting that then is.
CREATE OR REPLACE FUNCTION mutualfund_cancellation_is_true() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE told mutualfund_meeting; cases int;
BEGIN
  SELECT * INTO told FROM mutualfund_meeting WHERE id = NEW.meeting_id FOR UPDATE;
  SELECT count(*) INTO cases FROM mutualfund_agendaitem
    WHERE meeting_id = NEW.meeting_id AND NOT is_postponed;
  IF told.status <> 'planned' OR NEW.cases <> cases OR btrim(NEW.reason) = '' THEN
    RAISE EXCEPTION 'meeting % is not called off: % with % cases', told.number, told.status, cases
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER is_true BEFORE INSERT ON mutualfund_cancellation
  FOR EACH ROW EXECUTE FUNCTION mutualfund_cancellation_is_true();
ALTER TABLE mutualfund_cancellation ENABLE ALWAYS TRIGGER is_true;

-- At commit: a reason and a meeting that is off belong together, and its claims wait again.
CREATE OR REPLACE FUNCTION mutualfund_called_off() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE meeting bigint;
BEGIN
  meeting := CASE TG_TABLE_NAME WHEN 'mutualfund_meeting' THEN (to_jsonb(NEW) ->> 'id')::bigint
                                ELSE (to_jsonb(NEW) ->> 'meeting_id')::bigint END;
  IF NOT EXISTS (SELECT FROM mutualfund_cancellation WHERE meeting_id = meeting)
     OR NOT EXISTS (SELECT FROM mutualfund_meeting WHERE id = meeting AND status = 'dropped')
     OR EXISTS (SELECT FROM mutualfund_agendaitem WHERE meeting_id = meeting AND NOT is_postponed) THEN
    RAISE EXCEPTION 'meeting % is called off by halves', meeting USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER called_off AFTER UPDATE OF status ON mutualfund_meeting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'dropped' AND OLD.status <> 'dropped')
  EXECUTE FUNCTION mutualfund_called_off();
ALTER TABLE mutualfund_meeting ENABLE ALWAYS TRIGGER called_off;
CREATE CONSTRAINT TRIGGER called_off AFTER INSERT ON mutualfund_cancellation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mutualfund_called_off();
ALTER TABLE mutualfund_cancellation ENABLE ALWAYS TRIGGER called_off;

-- A letter is read by whom it is addressed to.
CREATE OR REPLACE FUNCTION mutualfund_read_by_applicant() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM mutualfund_letter l
      JOIN mutualfund_decision d ON d.id = l.decision_id
      JOIN mutualfund_agendaitem i ON i.id = d.item_id
      JOIN mutualfund_claim c ON c.id = i.claim_id
      JOIN mutualfund_member m ON m.id = c.member_id
      JOIN staff_worker w ON w.id = m.worker_id
    WHERE l.id = NEW.letter_id AND w.user_id = NEW.read_by_id) THEN
    RAISE EXCEPTION 'letter % is not addressed to user %', NEW.letter_id, NEW.read_by_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_applicant BEFORE INSERT ON mutualfund_letterreading
  FOR EACH ROW EXECUTE FUNCTION mutualfund_read_by_applicant();
ALTER TABLE mutualfund_letterreading ENABLE ALWAYS TRIGGER by_applicant;
