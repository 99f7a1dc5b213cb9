-- The duty to visit 走访任务 follows the measure of its day.

CREATE OR REPLACE FUNCTION staff_duty_keeps_its_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'duty % needs as many visits as it did', OLD.id USING ERRCODE = '23514';
END $$;
CREATE TRIGGER keeps_its_number BEFORE UPDATE ON staff_visitduty FOR EACH ROW
  WHEN (NEW.needed <> OLD.needed) EXECUTE FUNCTION staff_duty_keeps_its_number();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON staff_caremeasure
  FOR EACH ROW EXECUTE FUNCTION append_only();
ALTER TABLE staff_caremeasure ENABLE ALWAYS TRIGGER append_only;
REVOKE UPDATE, DELETE, TRUNCATE ON staff_caremeasure FROM guanai_app;
