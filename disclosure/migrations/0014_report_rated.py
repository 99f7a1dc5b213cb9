"""The reporter says of the answer whether it is good."""

from django.db import migrations, models

from disclosure.migrations._again import changed


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0013_opinions"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="reportstep",
            name="report_step_known",
        ),
        migrations.AddField(
            model_name="report",
            name="satisfied",
            field=models.BooleanField(null=True, verbose_name="举报人是否满意"),
        ),
        migrations.AlterField(
            model_name="reportstep",
            name="kind",
            field=models.CharField(
                choices=[
                    ("sent", "收到"),
                    ("seen", "第一人登记"),
                    ("registered", "两人登记完"),
                    ("accepted", "受理"),
                    ("declined", "不受理"),
                    ("noted", "调查记录"),
                    ("extended", "延期一次"),
                    ("decided", "结论"),
                    ("answered", "答复举报人"),
                    ("rated", "举报人评价"),
                    ("reopened", "举报人要求复查"),
                    ("shared", "加人办理"),
                    ("left", "回避"),
                    ("printed", "打印登记表"),
                    ("archived", "归档"),
                ],
                max_length=10,
                verbose_name="做了什么",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "sent",
                            "seen",
                            "registered",
                            "accepted",
                            "declined",
                            "noted",
                            "extended",
                            "decided",
                            "answered",
                            "rated",
                            "reopened",
                            "shared",
                            "left",
                            "printed",
                            "archived",
                        ],
                    ),
                    (
                        "status__in",
                        [
                            "received",
                            "registered",
                            "accepted",
                            "not_accepted",
                            "decided",
                            "answered",
                            "archived",
                        ],
                    ),
                ),
                name="report_step_known",
            ),
        ),
        migrations.RunSQL(
            changed("reports", "disclosure_report_step_in_order"), migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            changed("reports", "disclosure_report_keeps_its_telling"), migrations.RunSQL.noop
        ),
    ]
