-- Openings of the report boxes 开箱登记: answered once by the second opener, never taken away; a paper
-- of a box becomes a report only out of an opening both confirmed, and no more papers than they counted.

CREATE OR REPLACE FUNCTION disclosure_opening_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE answer text[] := '{status,answered_on,objection}';
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'opening % stays', OLD.id USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'waiting' OR NEW.entered <> 0 THEN
      RAISE EXCEPTION 'an opening is recorded before it is confirmed' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF pg_trigger_depth() > 1 THEN  -- disclosure_report_from_box
    IF to_jsonb(NEW) - 'entered' IS DISTINCT FROM to_jsonb(OLD) - 'entered' THEN
      RAISE EXCEPTION 'a report only counts at its opening' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.status <> 'waiting' OR NEW.status = 'waiting'
     OR to_jsonb(NEW) - answer IS DISTINCT FROM to_jsonb(OLD) - answer THEN
    RAISE EXCEPTION 'opening % is answered once', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE INSERT OR UPDATE OR DELETE ON disclosure_boxopening
  FOR EACH ROW EXECUTE FUNCTION disclosure_opening_kept();
ALTER TABLE disclosure_boxopening ENABLE ALWAYS TRIGGER kept;
REVOKE DELETE, TRUNCATE ON disclosure_boxopening FROM guanai_app;

CREATE OR REPLACE FUNCTION disclosure_report_from_box() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.channel = 'box') <> (NEW.opening_id IS NOT NULL) THEN
    RAISE EXCEPTION 'a report of a box has its opening' USING ERRCODE = '23514';
  END IF;
  IF NEW.opening_id IS NOT NULL THEN
    UPDATE disclosure_boxopening SET entered = entered + 1
     WHERE id = NEW.opening_id AND status = 'confirmed' AND entered < papers
       AND board_id = NEW.board_id;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'opening % has no paper left', NEW.opening_id USING ERRCODE = '23514';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER from_box BEFORE INSERT ON disclosure_report
  FOR EACH ROW EXECUTE FUNCTION disclosure_report_from_box();
ALTER TABLE disclosure_report ENABLE ALWAYS TRIGGER from_box;
