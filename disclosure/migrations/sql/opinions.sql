-- 意见条: a slip is used once while the sheet is open; an answer is only added to, one for a used slip.

CREATE OR REPLACE FUNCTION disclosure_slip_used_once() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'slip % stays', OLD.id USING ERRCODE = '42501';
  END IF;
  IF NOT EXISTS (SELECT FROM disclosure_inspection
                  WHERE id = NEW.inspection_id AND status = 'open') THEN
    RAISE EXCEPTION 'a signed sheet takes no more slips' USING ERRCODE = '23514';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.is_used THEN
      RAISE EXCEPTION 'a slip is printed before it is used' USING ERRCODE = '23514';
    END IF;
  ELSIF OLD.is_used OR NOT NEW.is_used
     OR to_jsonb(NEW) - 'is_used' IS DISTINCT FROM to_jsonb(OLD) - 'is_used' THEN
    RAISE EXCEPTION 'slip % is used once', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER used_once BEFORE INSERT OR UPDATE OR DELETE ON disclosure_opinionslip
  FOR EACH ROW EXECUTE FUNCTION disclosure_slip_used_once();
ALTER TABLE disclosure_opinionslip ENABLE ALWAYS TRIGGER used_once;
REVOKE DELETE, TRUNCATE ON disclosure_opinionslip FROM guanai_app;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_opinion
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE disclosure_opinion ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON disclosure_opinion FROM guanai_app;

CREATE OR REPLACE FUNCTION disclosure_opinion_by_slip() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  -- whoever answers second waits for the first
  PERFORM FROM disclosure_inspection WHERE id = NEW.inspection_id FOR UPDATE;
  IF (SELECT count(*) FROM disclosure_opinion WHERE inspection_id = NEW.inspection_id)
     >= (SELECT count(*) FROM disclosure_opinionslip
          WHERE inspection_id = NEW.inspection_id AND is_used) THEN
    RAISE EXCEPTION 'an opinion comes by a slip' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_slip BEFORE INSERT ON disclosure_opinion
  FOR EACH ROW EXECUTE FUNCTION disclosure_opinion_by_slip();
ALTER TABLE disclosure_opinion ENABLE ALWAYS TRIGGER by_slip;
