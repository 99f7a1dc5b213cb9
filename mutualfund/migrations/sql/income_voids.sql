-- 作废 of a row of money: asked by the accountant, confirmed once by a reviewer, kept.
CREATE OR REPLACE FUNCTION mutualfund_void_goes_on() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'void % is kept', OLD.id USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.confirmed_by_id IS NOT NULL OR NEW.is_dropped
       OR NOT mutualfund_holds(NEW.asked_by_id, 'accountant') THEN
      RAISE EXCEPTION 'a void is asked for by the accountant' USING ERRCODE = '42501';
    END IF;
  ELSIF (OLD.source, OLD.reason, OLD.asked_by_id, OLD.asked_on) IS DISTINCT FROM
        (NEW.source, NEW.reason, NEW.asked_by_id, NEW.asked_on)
     OR OLD.confirmed_by_id IS NOT NULL OR OLD.is_dropped
     OR NEW.confirmed_by_id IS NOT NULL AND NOT mutualfund_holds(NEW.confirmed_by_id, 'reviewer') THEN
    RAISE EXCEPTION 'void % is not theirs to change', OLD.id USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER goes_on BEFORE INSERT OR UPDATE OR DELETE ON mutualfund_incomevoid
  FOR EACH ROW EXECUTE FUNCTION mutualfund_void_goes_on();
ALTER TABLE mutualfund_incomevoid ENABLE ALWAYS TRIGGER goes_on;
REVOKE UPDATE, DELETE, TRUNCATE ON mutualfund_incomevoid FROM guanai_app;
GRANT UPDATE (confirmed_by_id, confirmed_on, is_dropped) ON mutualfund_incomevoid TO guanai_app;
GRANT UPDATE (is_void) ON mutualfund_interest TO guanai_app;
GRANT UPDATE (is_void) ON mutualfund_duespayment TO guanai_app;
GRANT UPDATE (is_void) ON mutualfund_donation TO guanai_app;
GRANT UPDATE (is_void) ON mutualfund_grant TO guanai_app;
