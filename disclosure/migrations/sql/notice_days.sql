-- The days on which a claim hangs are those of a released notice that names it: payment trusts them.
CREATE OR REPLACE FUNCTION disclosure_days_of_notice() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM disclosure_notice n
     WHERE n.claims @> to_jsonb(NEW.id) AND n.status = 'published'
       AND n.public_until = NEW.publicity_until
       AND (OLD.publicity_from IS NOT NULL OR n.public_from = NEW.publicity_from)) THEN
    RAISE EXCEPTION 'no notice of claim % hangs from % to %',
      NEW.number, NEW.publicity_from, NEW.publicity_until USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER of_a_notice BEFORE UPDATE OF publicity_from, publicity_until ON mutualfund_claim
  FOR EACH ROW WHEN (NEW.publicity_until IS NOT NULL
    AND (NEW.publicity_from, NEW.publicity_until)
      IS DISTINCT FROM (OLD.publicity_from, OLD.publicity_until))
  EXECUTE FUNCTION disclosure_days_of_notice();
ALTER TABLE mutualfund_claim ENABLE ALWAYS TRIGGER of_a_notice;

-- A released notice keeps its days, what it names and who released it; they are what was shown.
CREATE OR REPLACE FUNCTION disclosure_released_kept() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.status IN ('draft', 'in_review')
     OR (NEW.public_from, NEW.public_until, NEW.claims, NEW.source, NEW.editor_id, NEW.releaser_id)
        IS DISTINCT FROM
        (OLD.public_from, OLD.public_until, OLD.claims, OLD.source, OLD.editor_id, OLD.releaser_id)
  THEN
    RAISE EXCEPTION 'notice % is released and keeps its days', OLD.number USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER released_kept BEFORE UPDATE ON disclosure_notice FOR EACH ROW
  WHEN (OLD.status NOT IN ('draft', 'in_review')) EXECUTE FUNCTION disclosure_released_kept();
ALTER TABLE disclosure_notice ENABLE ALWAYS TRIGGER released_kept;
