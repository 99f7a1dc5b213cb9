"""No edit by hand can hide from a roster.

A worker's `roster_digest` says "a row with this digest changes nothing here". Whoever changes a
column the roster knows takes the digest away and is noted in `roster_edited`; the version counts
every change. Only an import keeps the digest, by raising the version by exactly one itself: a row
saved from an old copy cannot.
"""

from django.db import migrations

# the roster's name of a column → the columns whose change is a change of it
SPOKEN = {
    "name": ["name"], "sex": ["sex"], "id_number": ["id_number_index"],
    "birth": ["birth", "birth_precision"], "ethnicity": ["ethnicity"],
    "political_status": ["political_status"], "education": ["education"],
    "station": ["station_id"], "job": ["job"], "post": ["post"],
    "work_start": ["work_start", "work_start_precision"], "phone": ["phone_index"],
    "bank_card": ["bank_card_index"], "address": ["address"], "family_size": ["family_size"],
    "family_income": ["family_income"],
    "disability_certificate": ["disability_certificate", "is_disabled"],
    "marital_status": ["marital_status"], "household_type": ["household_type"],
    "remark": ["remark"],
}  # fmt: skip


def _differs(columns):
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return f"({old}) IS DISTINCT FROM ({new})"


CHANGED = ",\n    ".join(
    f"CASE WHEN {_differs(columns)} THEN '{name}' END" for name, columns in SPOKEN.items()
)
GUARD = f"""
CREATE FUNCTION staff_roster_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed text[];
BEGIN
  IF NEW.roster_version = OLD.roster_version + 1 THEN
    RETURN NEW;  -- an import, which says itself what it wrote
  END IF;
  changed := array_remove(ARRAY[
    {CHANGED}
  ], NULL);
  NEW.roster_version := OLD.roster_version;
  NEW.roster_digest := OLD.roster_digest;
  NEW.roster_edited := OLD.roster_edited;
  IF cardinality(changed) > 0 THEN
    NEW.roster_version := OLD.roster_version + 1;
    NEW.roster_digest := NULL;
    NEW.roster_edited := ARRAY(
      SELECT DISTINCT name FROM unnest(OLD.roster_edited::text[] || changed) AS name ORDER BY name);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER roster_version BEFORE UPDATE ON staff_worker
  FOR EACH ROW EXECUTE FUNCTION staff_roster_version();
ALTER TABLE staff_worker ENABLE ALWAYS TRIGGER roster_version;
"""  # noqa: S608 - every name in it is our own
UNDO = """
DROP TRIGGER roster_version ON staff_worker;
DROP FUNCTION staff_roster_version();
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0004_roster_staging")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
