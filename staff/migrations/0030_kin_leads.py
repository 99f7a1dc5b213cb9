"""A relative found out later hands over; a worker's family is asked at the end of the transaction."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "kin_leads.sql"
BACK = """
DROP TRIGGER kin_hands_over ON staff_kinship;
DROP TRIGGER kin_hands_over ON staff_worker;
DROP TRIGGER kin_hands_over ON staff_cadre;
DROP TRIGGER kin_hands_over ON staff_handover;
DROP FUNCTION staff_kin_hands_over();
DROP FUNCTION staff_led_by_kin(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_shipped")]
    operations = [migrations.RunSQL(SQL.read_text("utf-8"), BACK)]
