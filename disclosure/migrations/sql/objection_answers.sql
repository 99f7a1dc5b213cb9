-- Answers to objections 异议: written by one, judged once by another, neither a hand of the notice or of
-- the claims it holds; what was sent along with an objection stays as it came.

CREATE OR REPLACE FUNCTION disclosure_objection_hands_apart(hand bigint, objection bigint)
RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE notice disclosure_notice; claim bigint;
BEGIN
  SELECT n.* INTO notice FROM disclosure_notice n
    JOIN disclosure_noticeobjection o ON o.notice_id = n.id WHERE o.id = objection;
  IF hand IN (notice.editor_id, notice.releaser_id) THEN
    RAISE EXCEPTION 'user % made notice % public', hand, notice.number USING ERRCODE = '23514';
  END IF;
  FOR claim IN SELECT h.claim_id FROM mutualfund_noticehold h
                 JOIN disclosure_noticeobjection o ON o.uid = h.key WHERE o.id = objection LOOP
    PERFORM mutualfund_stand_apart(
      hand, claim, false, ARRAY['receive', 'investigate', 'vote', 'finalise']);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION disclosure_objection_answer_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE judged text[] := '{judged_by_id,judged_on,agreed,words}';
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'answer % stays', OLD.id USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.judged_on IS NOT NULL THEN
      RAISE EXCEPTION 'an answer is written before it is confirmed' USING ERRCODE = '23514';
    END IF;
    PERFORM disclosure_objection_hands_apart(NEW.by_id, NEW.objection_id);
    RETURN NEW;
  END IF;
  IF OLD.judged_on IS NOT NULL OR NEW.judged_on IS NULL
     OR to_jsonb(NEW) - judged IS DISTINCT FROM to_jsonb(OLD) - judged THEN
    RAISE EXCEPTION 'answer % is judged once', OLD.id USING ERRCODE = '42501';
  END IF;
  PERFORM disclosure_objection_hands_apart(NEW.judged_by_id, NEW.objection_id);
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON disclosure_objectionanswer
  FOR EACH ROW EXECUTE FUNCTION disclosure_objection_answer_kept();
ALTER TABLE disclosure_objectionanswer ENABLE ALWAYS TRIGGER kept;
REVOKE DELETE, TRUNCATE ON disclosure_objectionanswer FROM guanai_app;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_objectionpaper
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE disclosure_objectionpaper ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON disclosure_objectionpaper FROM guanai_app;
