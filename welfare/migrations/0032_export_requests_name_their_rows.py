"""A request for a full export 完整导出 names its rows: what comes later is not in it."""

from django.db import migrations, models

GUARD = """
CREATE FUNCTION export_request_keeps_its_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND jsonb_array_length(NEW.row_ids) <> NEW.rows THEN
    RAISE EXCEPTION 'an export request names each of its rows' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.row_ids, OLD.filter_words) IS DISTINCT FROM
     (NEW.row_ids, NEW.filter_words) THEN
    RAISE EXCEPTION 'what was asked does not change' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_rows BEFORE INSERT OR UPDATE ON welfare_exportrequest
  FOR EACH ROW EXECUTE FUNCTION export_request_keeps_its_rows();
ALTER TABLE welfare_exportrequest ENABLE ALWAYS TRIGGER keeps_its_rows;
"""
UNDO = """
DROP TRIGGER keeps_its_rows ON welfare_exportrequest;
DROP FUNCTION export_request_keeps_its_rows();
"""


class Migration(migrations.Migration):
    dependencies = [("welfare", "0031_risky_roles_take_two")]

    operations = [
        migrations.AddField(
            model_name="exportrequest",
            name="filter_words",
            field=models.CharField(blank=True, max_length=300, verbose_name="筛选的话"),
        ),
        migrations.AddField(
            model_name="exportrequest",
            name="row_ids",
            field=models.JSONField(default=list, verbose_name="哪些行"),
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]
