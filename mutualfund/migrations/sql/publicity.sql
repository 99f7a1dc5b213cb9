-- The days of a notice 公示 are set when it begins; they are only prolonged, or go with the decision.
CREATE OR REPLACE FUNCTION mutualfund_publicity_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.publicity_until IS NULL AND NEW.publicity_from IS NULL THEN
    IF NEW.status = 'deliberating' AND OLD.status <> 'deliberating' THEN
      RETURN NEW;
    END IF;
  ELSIF OLD.publicity_from IS NULL THEN
    IF NEW.status = 'publicity' AND OLD.status = 'approved'
       AND NEW.publicity_until >= NEW.publicity_from THEN
      RETURN NEW;
    END IF;
  ELSIF NEW.publicity_from = OLD.publicity_from AND NEW.publicity_until > OLD.publicity_until THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the notice of claim % keeps its days', OLD.number USING ERRCODE = '23514';
END $$;
CREATE OR REPLACE TRIGGER notice_kept BEFORE UPDATE OF publicity_from, publicity_until ON mutualfund_claim
  FOR EACH ROW WHEN ((NEW.publicity_from, NEW.publicity_until)
    IS DISTINCT FROM (OLD.publicity_from, OLD.publicity_until))
  EXECUTE FUNCTION mutualfund_publicity_kept();
ALTER TABLE mutualfund_claim ENABLE ALWAYS TRIGGER notice_kept;

-- No claim comes with the days of a notice: they would never be looked at again.
CREATE OR REPLACE FUNCTION mutualfund_no_days_yet() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'claim % comes before its notice', NEW.number USING ERRCODE = '23514';
END $$;
CREATE OR REPLACE TRIGGER no_days_yet BEFORE INSERT ON mutualfund_claim FOR EACH ROW
  WHEN (NEW.publicity_from IS NOT NULL OR NEW.publicity_until IS NOT NULL)
  EXECUTE FUNCTION mutualfund_no_days_yet();
ALTER TABLE mutualfund_claim ENABLE ALWAYS TRIGGER no_days_yet;
