REVOKE UPDATE, DELETE ON mutualfund_charter, mutualfund_article, mutualfund_benefit FROM guanai_app;
GRANT UPDATE (valid_to) ON mutualfund_charter TO guanai_app;
DROP TRIGGER fixed ON mutualfund_amountband;
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
     AND EXISTS (SELECT FROM mutualfund_claim WHERE charter_id = charter) THEN
    RAISE EXCEPTION 'charter % is in use', charter USING ERRCODE = '23514';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
