"""Openings of the report boxes 开箱登记, and the printed form as a step of a report."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from disclosure.migrations._again import SQL, changed

ORDER = changed("reports", "disclosure_report_step_in_order")


class Migration(migrations.Migration):
    dependencies = [
        ("disclosure", "0003_catalogue_shipped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BoxOpening",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="开箱日期")),
                ("papers", models.PositiveSmallIntegerField(verbose_name="几份")),
                ("entered", models.PositiveSmallIntegerField(default=0, verbose_name="已登记几份")),
                ("words", models.CharField(max_length=100, verbose_name="锁和封条")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "等另一位确认"),
                            ("confirmed", "两人都确认"),
                            ("disputed", "另一位说不对"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="确认日期")),
                (
                    "objection",
                    models.CharField(blank=True, max_length=200, verbose_name="哪里不对"),
                ),
            ],
            options={
                "verbose_name": "开箱登记",
                "verbose_name_plural": "开箱登记",
                "ordering": ("-opened_on", "board", "pk"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="reportstep",
            name="report_step_known",
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
        migrations.AddField(
            model_name="boxopening",
            name="board",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="openings",
                to="disclosure.board",
                verbose_name="举报箱",
            ),
        ),
        migrations.AddField(
            model_name="boxopening",
            name="opened_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="开箱人（登记）",
            ),
        ),
        migrations.AddField(
            model_name="boxopening",
            name="opened_with",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="开箱人（确认）",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="opening",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="disclosure.boxopening",
                verbose_name="哪次开箱",
            ),
        ),
        migrations.AddConstraint(
            model_name="boxopening",
            constraint=models.CheckConstraint(
                condition=models.Q(("opened_by", models.F("opened_with")), _negated=True),
                name="box_opening_by_two",
                violation_error_message="开箱要两个人",
            ),
        ),
        migrations.AddConstraint(
            model_name="boxopening",
            constraint=models.CheckConstraint(
                condition=models.Q(("entered__lte", models.F("papers"))),
                name="box_opening_no_more_than_papers",
            ),
        ),
        migrations.AddConstraint(
            model_name="boxopening",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="box_opening_told"
            ),
        ),
        migrations.AddConstraint(
            model_name="boxopening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_on__isnull", True), ("objection", ""), ("status", "waiting")
                    ),
                    models.Q(
                        ("answered_on__gte", models.F("opened_on")),
                        ("objection", ""),
                        ("status", "confirmed"),
                    ),
                    models.Q(
                        ("answered_on__gte", models.F("opened_on")),
                        ("status", "disputed"),
                        models.Q(("objection", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="box_opening_answered_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="boxopening",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "disputed"), _negated=True),
                fields=("board", "opened_on"),
                name="box_opening_once_a_day",
                violation_error_message="这个举报箱这天已经登记过开箱",
            ),
        ),
        migrations.RunSQL(ORDER, migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "box_openings.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]
