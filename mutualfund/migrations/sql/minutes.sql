-- The papers of a meeting 会议文书: written when it closes, all together; only added to.

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_minutesversion
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_signedcopy
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_letter
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON mutualfund_paylist
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE mutualfund_minutesversion ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE mutualfund_signedcopy ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE mutualfund_letter ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE mutualfund_paylist ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_minutesversion, mutualfund_signedcopy,
  mutualfund_letter, mutualfund_paylist FROM guanai_app;

-- Minutes are of a closed meeting; each version comes after the one before, and names its digest.
CREATE OR REPLACE FUNCTION mutualfund_minutes_follow() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE last mutualfund_minutesversion;
BEGIN
  IF NOT EXISTS (SELECT FROM mutualfund_meeting WHERE id = NEW.meeting_id AND status = 'closed') THEN
    RAISE EXCEPTION 'meeting % is not closed', NEW.meeting_id USING ERRCODE = '23514';
  END IF;
  SELECT * INTO last FROM mutualfund_minutesversion WHERE meeting_id = NEW.meeting_id
    ORDER BY version DESC LIMIT 1;
  IF NEW.version <> coalesce(last.version, 0) + 1 OR NEW.before <> coalesce(last.digest, '') THEN
    RAISE EXCEPTION 'minutes of meeting % do not follow version %', NEW.meeting_id, last.version
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER follow BEFORE INSERT ON mutualfund_minutesversion
  FOR EACH ROW EXECUTE FUNCTION mutualfund_minutes_follow();
ALTER TABLE mutualfund_minutesversion ENABLE ALWAYS TRIGGER follow;

-- The list says what the decisions of its meeting say.
CREATE OR REPLACE FUNCTION mutualfund_pay_list_is_true() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE granted record;
BEGIN
  SELECT count(*) AS cases, coalesce(sum(d.amount), 0) AS total INTO granted
    FROM mutualfund_decision d JOIN mutualfund_agendaitem i ON i.id = d.item_id
    WHERE i.meeting_id = NEW.meeting_id AND d.outcome = 'approved' AND NOT i.is_revoked;
  IF (granted.cases, granted.total) IS DISTINCT FROM (NEW.cases::bigint, NEW.total::numeric) THEN
    RAISE EXCEPTION 'payment list % says %, meeting % granted %',
      NEW.number, NEW.total, NEW.meeting_id, granted.total USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER is_true BEFORE INSERT ON mutualfund_paylist
  FOR EACH ROW EXECUTE FUNCTION mutualfund_pay_list_is_true();
ALTER TABLE mutualfund_paylist ENABLE ALWAYS TRIGGER is_true;

-- Deferred: no meeting closes without its minutes, a letter for each decision, and its list.
CREATE OR REPLACE FUNCTION mutualfund_meeting_has_papers() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM mutualfund_minutesversion WHERE meeting_id = NEW.id)
     OR EXISTS (
       SELECT FROM mutualfund_agendaitem i JOIN mutualfund_decision d ON d.item_id = i.id
       WHERE i.meeting_id = NEW.id AND NOT i.is_revoked
         AND (NOT EXISTS (SELECT FROM mutualfund_letter l WHERE l.decision_id = d.id)
              OR d.outcome = 'approved'
                 AND NOT EXISTS (SELECT FROM mutualfund_paylist p WHERE p.meeting_id = NEW.id))) THEN
    RAISE EXCEPTION 'meeting % closes without its papers', NEW.number USING ERRCODE = '23514';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER has_papers AFTER UPDATE OF status ON mutualfund_meeting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'closed' AND OLD.status <> 'closed')
  EXECUTE FUNCTION mutualfund_meeting_has_papers();
ALTER TABLE mutualfund_meeting ENABLE ALWAYS TRIGGER has_papers;
