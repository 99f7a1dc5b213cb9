"""身份证号状态 says of every worker how good his number is, and never against what is there."""

from django.db import migrations

GUARD = """
CREATE FUNCTION worker_id_state_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.id_number_state := CASE WHEN NEW.id_number_index IS NULL THEN 'missing' ELSE 'valid' END;
  RETURN NEW;
END $$;
CREATE TRIGGER id_state_follows BEFORE INSERT OR UPDATE ON staff_worker FOR EACH ROW
  WHEN ((NEW.id_number_index IS NULL) = (NEW.id_number_state IN ('valid', 'legacy15')))
  EXECUTE FUNCTION worker_id_state_follows();
ALTER TABLE staff_worker ENABLE ALWAYS TRIGGER id_state_follows;
"""
UNDO = """
DROP TRIGGER id_state_follows ON staff_worker;
DROP FUNCTION worker_id_state_follows();
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0041_id_state_and_national_form")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
