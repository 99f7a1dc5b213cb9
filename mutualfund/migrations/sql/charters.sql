-- A charter that was adopted, or that a claim rests on, only gets its end, once; all it says is fixed.
CREATE OR REPLACE FUNCTION mutualfund_charter_fixed() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE old_row jsonb := to_jsonb(OLD); new_row jsonb := to_jsonb(NEW); charter bigint;
BEGIN
  IF TG_TABLE_NAME = 'mutualfund_charter' THEN
    charter := (old_row ->> 'id')::bigint;
    IF old_row -> 'valid_to' = 'null'::jsonb THEN
      old_row := old_row - 'valid_to';
      new_row := new_row - 'valid_to';
    END IF;
  ELSE
    charter := coalesce(old_row ->> 'charter_id', new_row ->> 'charter_id')::bigint;
  END IF;
  IF old_row IS DISTINCT FROM new_row
     AND (EXISTS (SELECT FROM mutualfund_claim WHERE charter_id = charter)
          OR EXISTS (SELECT FROM mutualfund_charter WHERE id = charter AND adopted_on IS NOT NULL)) THEN
    RAISE EXCEPTION 'charter % is in use', charter USING ERRCODE = '23514';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER fixed BEFORE INSERT OR UPDATE OR DELETE ON mutualfund_amountband
  FOR EACH ROW EXECUTE FUNCTION mutualfund_charter_fixed();
ALTER TABLE mutualfund_amountband ENABLE ALWAYS TRIGGER fixed;
GRANT UPDATE ON mutualfund_charter, mutualfund_article, mutualfund_benefit TO guanai_app;
GRANT DELETE ON mutualfund_article, mutualfund_benefit TO guanai_app;
