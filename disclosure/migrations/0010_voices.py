"""Voices: who holds a report 举报 is a step of it, a duty is logged by who may, a meeting has delegates."""

import re
from pathlib import Path

from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


def function_of(topic: str, name: str) -> migrations.RunSQL:
    """A function of a topic as it stands now; on a database already made it takes the place of the old."""
    found = re.search(
        rf"CREATE OR REPLACE FUNCTION {name}\(.*?^END \$\$;",
        (SQL / f"{topic}.sql").read_text("utf-8"),
        re.DOTALL | re.MULTILINE,
    )
    if found is None:
        raise LookupError(f"{topic}.sql has no function {name}")
    return migrations.RunSQL(found.group(), migrations.RunSQL.noop)


def topic_of(topic: str) -> migrations.RunSQL:
    """The guards of a new topic."""
    return migrations.RunSQL((SQL / f"{topic}.sql").read_text("utf-8"), migrations.RunSQL.noop)


KINDS = (
    ("sent", "收到"), ("seen", "第一人登记"), ("registered", "两人登记完"), ("accepted", "受理"),
    ("declined", "不受理"), ("graded", "定为从严保密"), ("noted", "调查记录"), ("extended", "延期一次"),
    ("decided", "结论"), ("answered", "答复举报人"), ("rated", "举报人评价"), ("reopened", "举报人要求复查"),
    ("shared", "加人办理"), ("left", "回避"), ("shut", "受理人被写到，退出"),
    ("passed", "转给没有被写到的受理人"), ("printed", "打印登记表"), ("archived", "归档"),
)  # fmt: skip
ATTENDANCE = (("present", "到会"), ("excused", "请假"), ("missing", "缺席"))
STATES = ["received", "registered", "accepted", "not_accepted", "decided", "answered", "archived"]


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0003_catalogue_shipped"), ("staff", "0003_shipped")]
    operations = [
        migrations.RemoveConstraint("reportstep", "report_step_known"),
        migrations.AlterField(
            "reportstep",
            "kind",
            models.CharField("做了什么", max_length=10, choices=KINDS),
        ),
        migrations.AddConstraint(
            "reportstep",
            models.CheckConstraint(
                condition=models.Q(kind__in=[key for key, _ in KINDS], status__in=STATES),
                name="report_step_known",
            ),
        ),
        function_of("reports", "disclosure_report_step_in_order"),
        function_of("reports", "disclosure_report_share_ends_once"),
        topic_of("report_shares"),
        migrations.AddField(
            "hotlineduty",
            "kept_by",
            models.ForeignKey(
                settings.AUTH_USER_MODEL,
                models.PROTECT,
                related_name="+",
                null=True,
                verbose_name="记录人",
            ),
        ),
        # the trigger forbids any change of a log that is kept; these are the same logs told whole
        migrations.RunSQL(
            "ALTER TABLE disclosure_hotlineduty DISABLE TRIGGER kept;"
            "UPDATE disclosure_hotlineduty SET kept_by_id = person_id WHERE kept_on IS NOT NULL;"
            "SET CONSTRAINTS ALL IMMEDIATE;"
            "ALTER TABLE disclosure_hotlineduty ENABLE ALWAYS TRIGGER kept",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveConstraint("hotlineduty", "hotline_duty_logged_whole"),
        migrations.AddConstraint(
            "hotlineduty",
            models.CheckConstraint(
                condition=models.Q(
                    kept_on__isnull=True,
                    kept_by__isnull=True,
                    calls__isnull=True,
                    words__isnull=True,
                )
                | models.Q(
                    kept_on__gte=models.F("day"),
                    kept_by__isnull=False,
                    calls__isnull=False,
                    words__isnull=False,
                ),
                name="hotline_duty_logged_whole",
            ),
        ),
        function_of("hotline", "disclosure_hotline_kept"),
        function_of("reports", "disclosure_erase_reports"),
        function_of("suggestion_steps", "disclosure_suggestion_step_in_order"),
        migrations.CreateModel(
            "Delegate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attendance",
                    models.CharField("到会", max_length=7, choices=ATTENDANCE),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        "disclosure.congress",
                        models.PROTECT,
                        related_name="delegates",
                        verbose_name="会议",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        "staff.station", models.PROTECT, related_name="+", verbose_name="车站"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        "staff.worker", models.PROTECT, related_name="+", verbose_name="代表"
                    ),
                ),
            ],
            options={
                "verbose_name": "代表名单",
                "verbose_name_plural": "代表名单",
                "ordering": ("congress", "station", "worker"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("congress", "worker"),
                        name="delegate_once",
                        violation_error_message="名单里有人写了两次",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(attendance__in=[key for key, _ in ATTENDANCE]),
                        name="delegate_attendance_known",
                    ),
                ],
            },
        ),
        topic_of("delegates"),
    ]
