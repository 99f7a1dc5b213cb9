-- An objection 异议 comes in while the notice stands, is answered once, and by none of its hands.

CREATE OR REPLACE FUNCTION disclosure_objection_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  answers text[] := '{result,answer,answered_on,answered_by_id}';
  notice disclosure_notice; claim bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'objection % stays', OLD.id USING ERRCODE = '42501';
  END IF;
  SELECT * INTO notice FROM disclosure_notice WHERE id = NEW.notice_id;
  IF TG_OP = 'INSERT' THEN
    IF NEW.result <> '' OR notice.status <> 'published'
       OR NEW.raised_on NOT BETWEEN notice.public_from AND notice.public_until THEN
      RAISE EXCEPTION 'notice % takes no objection now', notice.number USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.result <> '' OR NEW.result = ''
     OR to_jsonb(NEW) - answers IS DISTINCT FROM to_jsonb(OLD) - answers THEN
    RAISE EXCEPTION 'objection % is answered once', OLD.id USING ERRCODE = '42501';
  END IF;
  IF NEW.answered_by_id IN (notice.editor_id, notice.releaser_id) THEN
    RAISE EXCEPTION 'user % made notice % public', NEW.answered_by_id, notice.number
      USING ERRCODE = '23514';
  END IF;
  FOR claim IN SELECT claim_id FROM mutualfund_noticehold WHERE key = NEW.uid LOOP
    PERFORM mutualfund_stand_apart(
      NEW.answered_by_id, claim, false, ARRAY['receive', 'investigate', 'vote', 'finalise']);
  END LOOP;
  IF NOT EXISTS (SELECT FROM disclosure_objectionanswer
                  WHERE objection_id = NEW.id AND agreed AND result = NEW.result
                    AND by_id = NEW.answered_by_id AND judged_on = NEW.answered_on) THEN
    RAISE EXCEPTION 'the answer to objection % was confirmed by nobody', NEW.id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON disclosure_noticeobjection
  FOR EACH ROW EXECUTE FUNCTION disclosure_objection_kept();
ALTER TABLE disclosure_noticeobjection ENABLE ALWAYS TRIGGER kept;
REVOKE DELETE, TRUNCATE ON disclosure_noticeobjection FROM guanai_app;

-- A payment goes on only with the answer.
CREATE OR REPLACE FUNCTION disclosure_hold_answered() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM disclosure_noticeobjection
                  WHERE uid = NEW.key AND result <> '' AND answered_on = NEW.lifted_on) THEN
    RAISE EXCEPTION 'the objection behind hold % has no answer', NEW.id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER answered BEFORE UPDATE ON mutualfund_noticehold
  FOR EACH ROW EXECUTE FUNCTION disclosure_hold_answered();
ALTER TABLE mutualfund_noticehold ENABLE ALWAYS TRIGGER answered;
