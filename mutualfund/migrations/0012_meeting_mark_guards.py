"""Meetings called off 取消 and letters read 本人看过 are guarded; a meeting goes forward or is called off."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"
COMMITTEE = (SQL / "committee.sql").read_text("utf-8")


def function(name: str) -> str:
    """A function of the committee's file, to be replaced."""
    begun = COMMITTEE.index(f"CREATE OR REPLACE FUNCTION {name}()")
    return COMMITTEE[begun : COMMITTEE.index("END $$;", begun)] + "END $$;\n"


CHANGED = ("mutualfund_meeting_goes_on", "mutualfund_roll_kept", "mutualfund_agenda_kept")


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0011_meeting_marks")]
    operations = [
        *(migrations.RunSQL(function(name), migrations.RunSQL.noop) for name in CHANGED),
        migrations.RunSQL((SQL / "meeting_marks.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]
