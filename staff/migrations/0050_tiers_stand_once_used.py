"""A tier scheme that files were judged by stands: other lines come with a new dated scheme."""

from django.db import migrations

STANDS = """
CREATE FUNCTION staff_scheme_is_used(asked bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM staff_hardshipfile f JOIN staff_tier t ON t.id = f.tier_id
                  WHERE t.scheme_id = asked)
      OR EXISTS (SELECT FROM staff_certification c
                   JOIN staff_tier t ON t.id IN (c.asked_tier_id, c.proposed_tier_id)
                  WHERE t.scheme_id = asked)
$$;
CREATE FUNCTION staff_tier_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.scheme_id, OLD.key, OLD.name, OLD.rank, OLD.line_multiple)
     IS NOT DISTINCT FROM (NEW.scheme_id, NEW.key, NEW.name, NEW.rank, NEW.line_multiple) THEN
    RETURN NEW;
  END IF;
  IF TG_OP <> 'INSERT' AND staff_scheme_is_used(OLD.scheme_id)
     OR TG_OP <> 'DELETE' AND staff_scheme_is_used(NEW.scheme_id) THEN
    RAISE EXCEPTION 'files were judged by this tier scheme: % refused', TG_OP
      USING ERRCODE = '42501';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER stands BEFORE INSERT OR UPDATE OR DELETE ON staff_tier
  FOR EACH ROW EXECUTE FUNCTION staff_tier_stands();
ALTER TABLE staff_tier ENABLE ALWAYS TRIGGER stands;
CREATE FUNCTION staff_scheme_stands() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  IF staff_scheme_is_used(OLD.id) AND (OLD.code, OLD.valid_from) IS DISTINCT FROM
     (NEW.code, NEW.valid_from)
     OR staff_scheme_is_used(OLD.id) AND OLD.valid_to IS NOT NULL
        AND OLD.valid_to IS DISTINCT FROM NEW.valid_to THEN
    RAISE EXCEPTION 'files were judged by this tier scheme: its days stand'
      USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stands BEFORE UPDATE ON staff_tierscheme
  FOR EACH ROW EXECUTE FUNCTION staff_scheme_stands();
ALTER TABLE staff_tierscheme ENABLE ALWAYS TRIGGER stands;
"""
NOT_STANDS = """
DROP TRIGGER stands ON staff_tierscheme;
DROP FUNCTION staff_scheme_stands();
DROP TRIGGER stands ON staff_tier;
DROP FUNCTION staff_tier_stands();
DROP FUNCTION staff_scheme_is_used(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0049_only_sealed_words")]
    operations = [migrations.RunSQL(STANDS, NOT_STANDS)]
