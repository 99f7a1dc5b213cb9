"""Handovers, waivers with an approver, codes and call-backs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import staff.models.visits

CODES = """
ALTER TABLE staff_visit ADD COLUMN code varchar(6) NOT NULL DEFAULT
  translate(substr(md5(random()::text || clock_timestamp()::text), 1, 6), '01abcdef', '89ABCDEF');
ALTER TABLE staff_visit ALTER COLUMN code DROP DEFAULT;
ALTER TABLE staff_visit ADD CONSTRAINT staff_visit_code_key UNIQUE (code);
"""
NO_CODES = "ALTER TABLE staff_visit DROP COLUMN code;"
# Duties waived so far were waived by who entered the departure or closed the file; a cadre
# without a reason: 调整分工.
SETTLE = """
UPDATE staff_visitduty d SET waived_by_id = x.recorded_by_id, waived_on = x.left_on
  FROM staff_departure x WHERE d.status = 'waived' AND x.stopped -> 'duties' @> to_jsonb(d.id);
UPDATE staff_visitduty d SET waived_by_id = s.by_id, waived_on = s."on"
  FROM staff_pairing p JOIN staff_filestep s ON s.file_id = p.file_id
 WHERE p.id = d.pairing_id AND d.status = 'waived' AND d.waived_by_id IS NULL
   AND s.now = 'exited' AND s.was <> 'exited';
UPDATE staff_cadre SET leave_reason = 'adjusted' WHERE left_on IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0035_roster_guards_identity"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Callback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("waiting", "还没打"),
                            ("came", "来过"),
                            ("not_came", "没来过"),
                            ("unreached", "打不通"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="结果",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="职工怎么说")),
                ("called_at", models.DateTimeField(blank=True, null=True, verbose_name="回访时间")),
            ],
            options={
                "verbose_name": "回访",
                "verbose_name_plural": "回访",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="CallbackSample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="季度")),
                ("percent", models.PositiveSmallIntegerField(verbose_name="百分比")),
                ("seed", models.CharField(max_length=32, verbose_name="种子")),
                ("last_visit", models.PositiveBigIntegerField(verbose_name="抽到第几号走访为止")),
                ("population", models.PositiveIntegerField(verbose_name="当面走访次数")),
                ("drawn_at", models.DateTimeField(verbose_name="抽取时间")),
            ],
            options={
                "verbose_name": "回访抽样",
                "verbose_name_plural": "回访抽样",
                "ordering": ("-year", "-quarter"),
            },
        ),
        migrations.CreateModel(
            name="CareMeasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(unique=True, verbose_name="启用")),
                ("document_no", models.CharField(max_length=80, verbose_name="依据文号")),
                ("is_sample", models.BooleanField(default=True, verbose_name="示例")),
                (
                    "load_limit",
                    models.PositiveSmallIntegerField(default=5, verbose_name="一人最多包保几户"),
                ),
                (
                    "callback_percent",
                    models.PositiveSmallIntegerField(default=10, verbose_name="回访抽样百分比"),
                ),
            ],
            options={
                "verbose_name": "包保走访尺度",
                "verbose_name_plural": "包保走访尺度",
                "ordering": ("-valid_from",),
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.CharField(max_length=500, verbose_name="交接说明")),
                (
                    "over_limit",
                    models.CharField(blank=True, max_length=100, verbose_name="超过上限的原因"),
                ),
                ("proposed_on", models.DateField(verbose_name="提出日期")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "等接任人接收"),
                            ("accepted", "已接收"),
                            ("declined", "接任人没有接"),
                            ("withdrawn", "已收回"),
                        ],
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="答复")),
            ],
            options={
                "verbose_name": "交接",
                "verbose_name_plural": "交接",
                "ordering": ("-proposed_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="VisitConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("code", "确认码"), ("next_visit", "下次走访时当面问")],
                        max_length=10,
                        verbose_name="怎么确认的",
                    ),
                ),
                ("came", models.BooleanField(verbose_name="来过")),
                ("at", models.DateTimeField(verbose_name="确认时间")),
            ],
            options={
                "verbose_name": "职工确认",
                "verbose_name_plural": "职工确认",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="cadre",
            name="leave_reason",
            field=models.CharField(
                blank=True,
                choices=[("transferred", "调离"), ("retired", "退休"), ("adjusted", "调整分工")],
                max_length=11,
                verbose_name="离任原因",
            ),
        ),
        migrations.AddField(
            model_name="pairing",
            name="card_on",
            field=models.DateField(blank=True, null=True, verbose_name="联系卡发放日"),
        ),
        migrations.AddField(
            model_name="pairing",
            name="goal",
            field=models.CharField(blank=True, max_length=200, verbose_name="帮扶目标"),
        ),
        migrations.AddField(
            model_name="pairing",
            name="measures",
            field=models.CharField(blank=True, max_length=300, verbose_name="帮扶措施"),
        ),
        migrations.AddField(
            model_name="pairing",
            name="over_limit",
            field=models.CharField(blank=True, max_length=100, verbose_name="超过上限的原因"),
        ),
        # One code for each old row: the default of ADD COLUMN is drawn row by row when it is volatile.
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(CODES, NO_CODES)],
            [
                migrations.AddField(
                    model_name="visit",
                    name="code",
                    field=models.CharField(
                        default=staff.models.visits.new_code,
                        editable=False,
                        max_length=6,
                        unique=True,
                        verbose_name="确认码",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="visit",
            name="visited_time",
            field=models.TimeField(blank=True, null=True, verbose_name="几点"),
        ),
        migrations.AddField(
            model_name="visitduty",
            name="waived_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="批准人",
            ),
        ),
        migrations.AddField(
            model_name="visitduty",
            name="waived_on",
            field=models.DateField(blank=True, null=True, verbose_name="批准日期"),
        ),
        migrations.RunSQL(SETTLE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="cadre",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("leave_reason", ""), ("left_on__isnull", True)),
                    models.Q(
                        ("leave_reason__in", ["transferred", "retired", "adjusted"]),
                        ("left_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="cadre_leaves_with_reason",
                violation_error_message="离任要选原因",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitduty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status", "waived"),
                        ("waived_by__isnull", False),
                        ("waived_on__isnull", False),
                        models.Q(("waived_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("status", "waived"), _negated=True),
                        ("waived_by", None),
                        ("waived_on", None),
                        ("waived_reason", ""),
                    ),
                    _connector="OR",
                ),
                name="duty_waived_with_reason_and_approver",
                violation_error_message="免走访要写原因，并由别人批准",
            ),
        ),
        migrations.AddField(
            model_name="callback",
            name="called_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="回访人",
            ),
        ),
        migrations.AddField(
            model_name="callback",
            name="visit",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="callback",
                to="staff.visit",
                verbose_name="走访",
            ),
        ),
        migrations.AddField(
            model_name="callbacksample",
            name="drawn_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="抽取人",
            ),
        ),
        migrations.AddField(
            model_name="callback",
            name="sample",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calls",
                to="staff.callbacksample",
                verbose_name="抽样",
            ),
        ),
        migrations.AddConstraint(
            model_name="caremeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("load_limit__gte", 1)),
                name="care_measure_has_load",
                violation_error_message="一人至少能包保一户",
            ),
        ),
        migrations.AddConstraint(
            model_name="caremeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("callback_percent__range", (5, 100))),
                name="care_measure_percent_in_range",
                violation_error_message="回访抽样在 5% 到 100% 之间",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="答复人",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="pairing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handovers",
                to="staff.pairing",
                verbose_name="原结对",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="提出人",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="successor",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="taken_over_by",
                to="staff.pairing",
                verbose_name="新结对",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="to",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="takeovers",
                to="staff.cadre",
                verbose_name="接任人",
            ),
        ),
        migrations.AddField(
            model_name="visitconfirmation",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="记下的人",
            ),
        ),
        migrations.AddField(
            model_name="visitconfirmation",
            name="visit",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmation",
                to="staff.visit",
                verbose_name="走访",
            ),
        ),
        migrations.AddConstraint(
            model_name="callbacksample",
            constraint=models.UniqueConstraint(
                fields=("year", "quarter"),
                name="callback_sample_once_a_quarter",
                violation_error_message="这个季度已经抽过，不能重抽",
            ),
        ),
        migrations.AddConstraint(
            model_name="callback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("called_at", None), ("called_by", None), ("result", "waiting")),
                    models.Q(
                        ("result__in", ["waiting", "came", "not_came", "unreached"]),
                        models.Q(("result", "waiting"), _negated=True),
                        ("called_at__isnull", False),
                        ("called_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="callback_answered_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "proposed")),
                fields=("pairing",),
                name="handover_one_open_per_pairing",
                violation_error_message="这位职工正在办交接，先等接任人答复",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["proposed", "accepted", "declined", "withdrawn"])
                ),
                name="handover_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True),
                name="handover_has_note",
                violation_error_message="交接要写说明",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_by", None), ("answered_on", None), ("status", "proposed")),
                    models.Q(
                        models.Q(("status", "proposed"), _negated=True),
                        ("answered_by__isnull", False),
                        ("answered_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="handover_answered_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "accepted"), ("successor__isnull", False)),
                    models.Q(models.Q(("status", "accepted"), _negated=True), ("successor", None)),
                    _connector="OR",
                ),
                name="handover_accepted_has_successor",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by", None), ("way", "code")),
                    models.Q(("by__isnull", False), ("way", "next_visit")),
                    _connector="OR",
                ),
                name="confirmation_by_code_or_someone",
            ),
        ),
    ]
