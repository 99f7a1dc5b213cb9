-- 慰问标准: fixed once entered, decided once by another; a campaign's comparison is drawn from it.

CREATE OR REPLACE FUNCTION staff_norm_decided_once() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.agreed IS NOT NULL THEN
      RAISE EXCEPTION 'a norm is entered first' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.agreed IS NOT NULL OR
     (NEW.valid_from, NEW.document_no, NEW.is_sample, NEW.entered_on, NEW.entered_by_id)
     IS DISTINCT FROM
     (OLD.valid_from, OLD.document_no, OLD.is_sample, OLD.entered_on, OLD.entered_by_id) THEN
    RAISE EXCEPTION 'norm % is decided once', OLD.id USING ERRCODE = '23514';
  END IF;
  IF NEW.agreed IS NOT NULL AND NOT staff_may(NEW.decided_by_id, 'approve_campaign') THEN
    RAISE EXCEPTION 'user % decides no norm', NEW.decided_by_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decided_once BEFORE INSERT OR UPDATE ON staff_norm
  FOR EACH ROW EXECUTE FUNCTION staff_norm_decided_once();
ALTER TABLE staff_norm ENABLE ALWAYS TRIGGER decided_once;
REVOKE DELETE, TRUNCATE ON staff_norm FROM guanai_app;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_normline
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_normline ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_normline FROM guanai_app;

CREATE OR REPLACE FUNCTION staff_norm_lines_before_word() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF (SELECT agreed FROM staff_norm WHERE id = NEW.norm_id) IS NOT NULL THEN
    RAISE EXCEPTION 'norm % is decided once', NEW.norm_id USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER before_word BEFORE INSERT ON staff_normline
  FOR EACH ROW EXECUTE FUNCTION staff_norm_lines_before_word();
ALTER TABLE staff_normline ENABLE ALWAYS TRIGGER before_word;

CREATE OR REPLACE FUNCTION staff_standard_drawn() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM staff_campaign c
      JOIN staff_norm n ON n.id = c.norm_id AND n.agreed AND n.valid_from <= c.window_from
      JOIN staff_normline l ON l.norm_id = n.id AND l.tier_id = NEW.tier_id
     WHERE c.id = NEW.campaign_id
       AND (l.state_cash, l.state_goods_value) = (NEW.state_cash, NEW.state_goods_value)
       AND (NEW.reason = '' OR (l.own_cash, l.own_goods_value, l.reason)
                             = (NEW.cash, NEW.goods_value, NEW.reason))) THEN
    RAISE EXCEPTION 'a standard is compared with the norm of campaign %', NEW.campaign_id
      USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER drawn BEFORE INSERT OR UPDATE ON staff_standard
  FOR EACH ROW EXECUTE FUNCTION staff_standard_drawn();
ALTER TABLE staff_standard ENABLE ALWAYS TRIGGER drawn;
