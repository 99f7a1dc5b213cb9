"""Nobody records his own family on a canvass."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "canvasses.sql"
BACK = """
DROP TRIGGER by_others ON staff_canvassfinding;
DROP FUNCTION staff_canvassed_by_others();
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0030_kin_leads")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), BACK)]
