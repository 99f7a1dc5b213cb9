-- 录入时间 of a signature is the database's clock: a day typed into the window does not make it timely.

CREATE OR REPLACE FUNCTION staff_gift_entered() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.received_on IS NULL THEN
    NEW.entered_at := NULL;
  ELSIF OLD.received_on IS NOT NULL THEN
    NEW.entered_at := OLD.entered_at;
  ELSIF NOT welfare_clock_is_told() OR NEW.entered_at IS NULL THEN
    NEW.entered_at := now();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entered BEFORE UPDATE ON staff_gift
  FOR EACH ROW EXECUTE FUNCTION staff_gift_entered();
ALTER TABLE staff_gift ENABLE ALWAYS TRIGGER entered;
