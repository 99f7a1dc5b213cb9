import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0005_roster_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Departure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "left_on",
                    models.DateField(help_text="从这一天起不算人数", verbose_name="离册日期"),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("retired", "退休"),
                            ("transferred", "调离"),
                            ("dismissed", "解除"),
                            ("died", "死亡"),
                        ],
                        max_length=11,
                        verbose_name="离册原因",
                    ),
                ),
                ("document", models.CharField(max_length=120, verbose_name="证明或文号")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("stopped", models.JSONField(default=dict, verbose_name="随之停下的")),
                ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "returned_on",
                    models.DateField(blank=True, null=True, verbose_name="重新入册日期"),
                ),
                (
                    "return_document",
                    models.CharField(blank=True, max_length=120, verbose_name="重新入册文号"),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                (
                    "undo_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="撤销原因"),
                ),
            ],
            options={
                "verbose_name": "离册",
                "verbose_name_plural": "离册",
                "ordering": ("-left_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="InsuranceEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("paid_to", models.DateField(help_text="那个月的 1 号", verbose_name="缴到")),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="说明")),
                ("recorded_on", models.DateField(verbose_name="登记日期")),
            ],
            options={
                "verbose_name": "三金缴纳",
                "verbose_name_plural": "三金缴纳",
                "ordering": ("-recorded_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="InsuranceKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=20, unique=True, verbose_name="键")),
                ("name", models.CharField(max_length=20, unique=True, verbose_name="险种")),
                (
                    "grace_months",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="本月该缴到几个月以前：1 就是缴到上个月不算欠",
                        verbose_name="宽限月数（示例）",
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "险种",
                "verbose_name_plural": "险种",
                "ordering": ("rank", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Kinship",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("spouse", "配偶"),
                            ("parent", "父母"),
                            ("child", "子女"),
                            ("sibling", "兄弟姐妹"),
                            ("in_law", "姻亲"),
                            ("other", "其他近亲属"),
                        ],
                        max_length=7,
                        verbose_name="关系",
                    ),
                ),
                ("source", models.CharField(max_length=100, verbose_name="谁申报、凭什么")),
                ("declared_on", models.DateField(verbose_name="申报日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                (
                    "end_reason",
                    models.CharField(blank=True, max_length=100, verbose_name="终止原因"),
                ),
            ],
            options={
                "verbose_name": "亲属关系",
                "verbose_name_plural": "亲属关系",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="TenureTrace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(null=True, verbose_name="至")),
                ("job", models.CharField(max_length=40, verbose_name="岗位")),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("on_post", "在岗"),
                            ("off_post", "息岗"),
                            ("early_retired", "内部退养"),
                        ],
                        max_length=13,
                        verbose_name="用工状态",
                    ),
                ),
                (
                    "identity",
                    models.CharField(
                        choices=[("collective", "集体工"), ("state", "全民工")],
                        max_length=10,
                        verbose_name="用工身份",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="改动时间")),
            ],
            options={
                "verbose_name": "任免变动改动前",
                "verbose_name_plural": "任免变动改动前",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="gift",
            name="stop_reason",
            field=models.CharField(blank=True, max_length=100, verbose_name="停发原因"),
        ),
        migrations.AddField(
            model_name="gift",
            name="stopped_on",
            field=models.DateField(blank=True, null=True, verbose_name="停发日期"),
        ),
        migrations.AddField(
            model_name="hardshipfile",
            name="household",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="staff.household",
            ),
        ),
        migrations.AddField(
            model_name="householdmember",
            name="end_reason",
            field=models.CharField(blank=True, max_length=100, verbose_name="原因"),
        ),
        migrations.AddField(
            model_name="householdmember",
            name="ended_on",
            field=models.DateField(blank=True, null=True, verbose_name="不再是家庭成员"),
        ),
        migrations.AddField(
            model_name="householdmember",
            name="entered_year",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="入学年份"),
        ),
        migrations.AddField(
            model_name="householdmember",
            name="health",
            field=models.CharField(
                blank=True,
                choices=[
                    ("good", "健康"),
                    ("chronic", "慢性病"),
                    ("serious", "大病"),
                    ("disabled", "残疾"),
                    ("weak", "体弱"),
                ],
                max_length=8,
                verbose_name="健康状况",
            ),
        ),
        migrations.AddField(
            model_name="householdmember",
            name="id_number",
            field=welfare.crypto.EncryptedField(
                blank=True, editable=True, null=True, verbose_name="身份证号"
            ),
        ),
        migrations.AddField(
            model_name="householdmember",
            name="identity",
            field=models.CharField(
                blank=True,
                choices=[
                    ("state", "全民工"),
                    ("collective", "集体工"),
                    ("employed", "其他单位职工"),
                    ("retired", "退休"),
                    ("pupil", "学生"),
                    ("farmer", "务农"),
                    ("jobless", "无业"),
                    ("other", "其他"),
                ],
                max_length=10,
                verbose_name="身份",
            ),
        ),
        migrations.AddField(
            model_name="householdmember",
            name="illness",
            field=welfare.crypto.EncryptedField(
                blank=True, editable=True, null=True, verbose_name="疾病或残疾类别"
            ),
        ),
        migrations.AddField(
            model_name="householdmember",
            name="medical_insurance",
            field=models.CharField(
                blank=True,
                choices=[
                    ("employee", "职工医保"),
                    ("resident", "居民医保"),
                    ("commercial", "商业保险"),
                    ("none", "没有医保"),
                ],
                max_length=10,
                verbose_name="医保状况",
            ),
        ),
        migrations.AddField(
            model_name="householdmember",
            name="school_years",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="学制（年）"
            ),
        ),
        migrations.AddField(
            model_name="householdmember",
            name="schooling",
            field=models.CharField(
                blank=True,
                choices=[
                    ("nursery", "幼儿园"),
                    ("primary", "小学"),
                    ("junior", "初中"),
                    ("senior", "高中"),
                    ("vocational", "中专技校"),
                    ("college", "大专"),
                    ("bachelor", "本科"),
                    ("master", "研究生"),
                ],
                max_length=10,
                verbose_name="当前学历",
            ),
        ),
        migrations.AddField(
            model_name="householdmember",
            name="workplace",
            field=models.CharField(blank=True, max_length=60, verbose_name="单位或学校"),
        ),
        migrations.AddField(
            model_name="tenure",
            name="identity",
            field=models.CharField(
                choices=[("collective", "集体工"), ("state", "全民工")],
                db_default="collective",
                default="collective",
                max_length=10,
                verbose_name="用工身份",
            ),
        ),
        migrations.AddField(
            model_name="tenure",
            name="reason",
            field=models.CharField(blank=True, db_default="", max_length=200, verbose_name="原因"),
        ),
        migrations.AddField(
            model_name="visitduty",
            name="waived_reason",
            field=models.CharField(blank=True, max_length=100, verbose_name="免走访原因"),
        ),
        migrations.AddField(
            model_name="worker",
            name="identity",
            field=models.CharField(
                choices=[("collective", "集体工"), ("state", "全民工")],
                db_default="collective",
                default="collective",
                max_length=10,
                verbose_name="用工身份",
            ),
        ),
        migrations.AddConstraint(
            model_name="gift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stop_reason", ""), ("stopped_on__isnull", True)),
                    models.Q(
                        ("received_on__isnull", True),
                        ("stopped_on__isnull", False),
                        models.Q(("stop_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="gift_stopped_is_not_received",
                violation_error_message="停发的一行不能签领",
            ),
        ),
        migrations.AddConstraint(
            model_name="hardshipfile",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("status__in", ["exited", "rejected", "withdrawn"]), _negated=True
                ),
                fields=("household",),
                name="hardship_one_open_file_per_household",
                violation_error_message="这一户已有一份困难档案。一户一档",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("health__in", ["", "good", "chronic", "serious", "disabled", "weak"]),
                    ("medical_insurance__in", ["", "employee", "resident", "commercial", "none"]),
                    (
                        "identity__in",
                        [
                            "",
                            "state",
                            "collective",
                            "employed",
                            "retired",
                            "pupil",
                            "farmer",
                            "jobless",
                            "other",
                        ],
                    ),
                    (
                        "schooling__in",
                        [
                            "",
                            "nursery",
                            "primary",
                            "junior",
                            "senior",
                            "vocational",
                            "college",
                            "bachelor",
                            "master",
                        ],
                    ),
                ),
                name="household_member_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_year__isnull", True),
                    ("entered_year__range", (1950, 2100)),
                    _connector="OR",
                ),
                name="household_member_entered_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("school_years__isnull", True), ("school_years__range", (1, 9)), _connector="OR"
                ),
                name="household_member_school_years_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", ""), ("ended_on__isnull", True)),
                    models.Q(
                        ("ended_on__isnull", False), models.Q(("end_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="household_member_ends_with_reason",
                violation_error_message="家庭成员离开要写原因",
            ),
        ),
        migrations.AddConstraint(
            model_name="tenure",
            constraint=models.CheckConstraint(
                condition=models.Q(("identity__in", ["collective", "state"])),
                name="tenure_identity_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="worker",
            constraint=models.CheckConstraint(
                condition=models.Q(("identity__in", ["collective", "state"])),
                name="worker_identity_known",
            ),
        ),
        migrations.AddField(
            model_name="departure",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="departure",
            name="returned_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="重新入册登记人",
            ),
        ),
        migrations.AddField(
            model_name="departure",
            name="undone_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撤销人",
            ),
        ),
        migrations.AddField(
            model_name="departure",
            name="worker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="departures",
                to="staff.worker",
                verbose_name="职工",
            ),
        ),
        migrations.AddField(
            model_name="insuranceentry",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="insuranceentry",
            name="worker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="insurance_entries",
                to="staff.worker",
                verbose_name="职工",
            ),
        ),
        migrations.AddField(
            model_name="insuranceentry",
            name="kind",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.insurancekind",
                verbose_name="险种",
            ),
        ),
        migrations.AddField(
            model_name="kinship",
            name="declared_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="kinship",
            name="relative",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.worker",
                verbose_name="职工亲属",
            ),
        ),
        migrations.AddField(
            model_name="kinship",
            name="relative_cadre",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.cadre",
                verbose_name="干部亲属",
            ),
        ),
        migrations.AddField(
            model_name="kinship",
            name="relative_user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="经办亲属",
            ),
        ),
        migrations.AddField(
            model_name="kinship",
            name="worker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kinships",
                to="staff.worker",
                verbose_name="职工",
            ),
        ),
        migrations.AddField(
            model_name="tenuretrace",
            name="station",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.station",
                verbose_name="车站",
            ),
        ),
        migrations.AddField(
            model_name="tenuretrace",
            name="worker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="traces",
                to="staff.worker",
                verbose_name="职工",
            ),
        ),
        migrations.AddConstraint(
            model_name="departure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("returned_on__isnull", True), ("undone_at__isnull", True)),
                fields=("worker",),
                name="departure_one_open_per_worker",
                violation_error_message="这位职工已经离册",
            ),
        ),
        migrations.AddConstraint(
            model_name="departure",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ["retired", "transferred", "dismissed", "died"])),
                name="departure_reason_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="departure",
            constraint=models.CheckConstraint(
                condition=models.Q(("document", ""), _negated=True),
                name="departure_has_document",
                violation_error_message="离册要写证明或文号",
            ),
        ),
        migrations.AddConstraint(
            model_name="departure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undo_reason", ""), ("undone_at__isnull", True)),
                    models.Q(
                        ("undone_at__isnull", False), models.Q(("undo_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="departure_undone_with_reason",
                violation_error_message="撤销离册要写原因",
            ),
        ),
        migrations.AddConstraint(
            model_name="departure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("returned_on__isnull", True),
                    ("returned_on__gte", models.F("left_on")),
                    _connector="OR",
                ),
                name="departure_returned_after_leaving",
            ),
        ),
        migrations.AddConstraint(
            model_name="departure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("returned_on__isnull", True), ("undone_at__isnull", True), _connector="OR"
                ),
                name="departure_answered_once",
            ),
        ),
        migrations.AddIndex(
            model_name="insuranceentry",
            index=models.Index(
                fields=["worker", "kind", "-recorded_on", "-id"], name="insurance_current"
            ),
        ),
        migrations.AddConstraint(
            model_name="insuranceentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("paid_to__day", 1)), name="insurance_month_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="kinship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("relation__in", ["spouse", "parent", "child", "sibling", "in_law", "other"])
                ),
                name="kinship_relation_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="kinship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("relative__isnull", False),
                        ("relative_cadre", None),
                        ("relative_user", None),
                    ),
                    models.Q(
                        ("relative", None),
                        ("relative_cadre__isnull", False),
                        ("relative_user", None),
                    ),
                    models.Q(
                        ("relative", None),
                        ("relative_cadre", None),
                        ("relative_user__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="kinship_one_relative",
                violation_error_message="亲属只写一位：职工、干部或经办人员",
            ),
        ),
        migrations.AddConstraint(
            model_name="kinship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("relative__isnull", True),
                    models.Q(("relative", models.F("worker")), _negated=True),
                    _connector="OR",
                ),
                name="kinship_not_oneself",
                violation_error_message="自己不能是自己的亲属",
            ),
        ),
        migrations.AddConstraint(
            model_name="kinship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", ""), ("ended_on__isnull", True)),
                    models.Q(
                        ("ended_on__isnull", False), models.Q(("end_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="kinship_ends_with_reason",
            ),
        ),
    ]
