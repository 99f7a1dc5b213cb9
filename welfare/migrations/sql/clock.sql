-- Whose clock a stamp is by 录入时间: the database's. Only the invented world tells its own, and only the
-- owner of the database can say that this is one (manage.py migrate does, by the setting DEMO).

CREATE OR REPLACE FUNCTION welfare_clock_is_told() RETURNS boolean
LANGUAGE sql STABLE AS 'SELECT false';

-- The column named in the trigger's argument is the moment of the transaction, whatever was sent.
CREATE OR REPLACE FUNCTION welfare_stamped() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT welfare_clock_is_told() THEN
    NEW := jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[0], now()));
  END IF;
  RETURN NEW;
END $$;
