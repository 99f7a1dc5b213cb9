"""The registry 职工档案 and care 帮扶: people, hardship files, pair-ups, visits, campaigns."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import staff.models.gifts
import staff.models.visits
import welfare.crypto
from welfare.database.together import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("welfare", "0002_application_role"),
    ]

    operations = [
        migrations.CreateModel(
            name="Branch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="分公司")),
            ],
            options={
                "verbose_name": "分公司",
                "verbose_name_plural": "分公司",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Station",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations",
                        to="staff.branch",
                        verbose_name="分公司",
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="车站")),
            ],
            options={
                "verbose_name": "车站",
                "verbose_name_plural": "车站",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="StationAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aliases",
                        to="staff.station",
                        verbose_name="车站",
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="别名")),
            ],
            options={
                "verbose_name": "车站别名",
                "verbose_name_plural": "车站别名",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Household",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="户号"
                    ),
                ),
            ],
            options={
                "verbose_name": "家庭户",
                "verbose_name_plural": "家庭户",
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="HouseholdMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="staff.household",
                        verbose_name="家庭户",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("self", "本人"),
                            ("spouse", "配偶"),
                            ("child", "子女"),
                            ("parent", "父母"),
                            ("other", "其他"),
                        ],
                        max_length=6,
                        verbose_name="与职工关系",
                    ),
                ),
                ("birth", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                (
                    "id_number",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="身份证号"
                    ),
                ),
                (
                    "identity",
                    models.CharField(
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
                (
                    "workplace",
                    models.CharField(blank=True, max_length=60, verbose_name="单位或学校"),
                ),
                (
                    "income",
                    welfare.crypto.EncryptedDecimalField(
                        blank=True, editable=True, null=True, verbose_name="月收入"
                    ),
                ),
                (
                    "health",
                    models.CharField(
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
                (
                    "illness",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="疾病或残疾类别"
                    ),
                ),
                (
                    "medical_insurance",
                    models.CharField(
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
                (
                    "schooling",
                    models.CharField(
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
                (
                    "entered_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="入学年份"
                    ),
                ),
                (
                    "school_years",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="学制（年）"
                    ),
                ),
                (
                    "remark",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="情况"
                    ),
                ),
                (
                    "ended_on",
                    models.DateField(blank=True, null=True, verbose_name="不再是家庭成员"),
                ),
                (
                    "end_reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="原因"
                    ),
                ),
            ],
            options={
                "verbose_name": "家庭成员",
                "verbose_name_plural": "家庭成员",
                "ordering": ("household", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relation__in", ["self", "spouse", "child", "parent", "other"])
                        ),
                        name="household_member_relation_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("health__in", ["", "good", "chronic", "serious", "disabled", "weak"]),
                            (
                                "medical_insurance__in",
                                ["", "employee", "resident", "commercial", "none"],
                            ),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entered_year__isnull", True),
                            ("entered_year__range", (1950, 2100)),
                            _connector="OR",
                        ),
                        name="household_member_entered_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("school_years__isnull", True),
                            ("school_years__range", (1, 9)),
                            _connector="OR",
                        ),
                        name="household_member_school_years_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason__isnull", True), ("ended_on__isnull", True)),
                            models.Q(("end_reason__isnull", False), ("ended_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="household_member_ends_with_reason",
                        violation_error_message="家庭成员离开要写原因",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Worker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="工号"
                    ),
                ),
                ("name", models.CharField(db_collation="C", max_length=60, verbose_name="姓名")),
                (
                    "name_raw",
                    models.CharField(
                        blank=True,
                        db_default="",
                        editable=False,
                        help_text="和姓名一样的不记",
                        max_length=80,
                        verbose_name="花名册上的写法",
                    ),
                ),
                ("pinyin", models.CharField(db_collation="C", editable=False, max_length=120)),
                ("initials", models.CharField(db_collation="C", editable=False, max_length=20)),
                (
                    "sex",
                    models.CharField(
                        choices=[("male", "男"), ("female", "女")],
                        max_length=6,
                        verbose_name="性别",
                    ),
                ),
                (
                    "id_number",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="身份证号"
                    ),
                ),
                (
                    "id_number_index",
                    welfare.crypto.BlindIndexField("id_number", max_length=16, null=True),
                ),
                (
                    "id_number_state",
                    models.CharField(
                        choices=[
                            ("valid", "有效"),
                            ("legacy15", "15 位旧号"),
                            ("checksum_failed", "校验不符"),
                            ("precision_lost", "精度丢失"),
                            ("missing", "缺失"),
                        ],
                        db_default="missing",
                        default="missing",
                        editable=False,
                        max_length=15,
                        verbose_name="身份证号状态",
                    ),
                ),
                ("birth", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                (
                    "birth_precision",
                    models.CharField(
                        choices=[("day", "日"), ("month", "月"), ("year", "年")],
                        default="day",
                        max_length=5,
                    ),
                ),
                ("ethnicity", models.CharField(blank=True, max_length=20, verbose_name="民族")),
                (
                    "political_status",
                    models.CharField(blank=True, max_length=20, verbose_name="政治面貌"),
                ),
                ("education", models.CharField(blank=True, max_length=20, verbose_name="文化程度")),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workers",
                        to="staff.station",
                        verbose_name="车站",
                    ),
                ),
                ("job", models.CharField(blank=True, max_length=40, verbose_name="岗位")),
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
                        db_default="collective",
                        default="collective",
                        max_length=10,
                        verbose_name="用工身份",
                    ),
                ),
                (
                    "work_start",
                    models.DateField(blank=True, null=True, verbose_name="参加工作时间"),
                ),
                (
                    "work_start_precision",
                    models.CharField(
                        choices=[("day", "日"), ("month", "月"), ("year", "年")],
                        default="day",
                        max_length=5,
                    ),
                ),
                (
                    "join_date",
                    models.DateField(blank=True, null=True, verbose_name="进入集体单位时间"),
                ),
                (
                    "join_date_precision",
                    models.CharField(
                        choices=[("day", "日"), ("month", "月"), ("year", "年")],
                        db_default="day",
                        default="day",
                        max_length=5,
                    ),
                ),
                (
                    "phone",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="联系电话"
                    ),
                ),
                ("phone_index", welfare.crypto.BlindIndexField("phone", max_length=16, null=True)),
                (
                    "bank_card",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="工资卡号"
                    ),
                ),
                (
                    "bank_card_index",
                    welfare.crypto.BlindIndexField("bank_card", max_length=16, null=True),
                ),
                (
                    "bank_name",
                    models.CharField(
                        blank=True, db_default="", max_length=40, verbose_name="开户银行"
                    ),
                ),
                (
                    "bank_branch",
                    models.CharField(
                        blank=True, db_default="", max_length=60, verbose_name="支行名称"
                    ),
                ),
                (
                    "address",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="家庭住址"
                    ),
                ),
                (
                    "family_size",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="家庭人口"
                    ),
                ),
                (
                    "family_income",
                    welfare.crypto.EncryptedDecimalField(
                        blank=True, editable=True, null=True, verbose_name="家庭月收入"
                    ),
                ),
                ("is_disabled", models.BooleanField(default=False, verbose_name="残疾")),
                (
                    "disability_certificate",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="残疾证号"
                    ),
                ),
                (
                    "disability_type",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="残疾类别"
                    ),
                ),
                (
                    "disability_grade",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="残疾等级"
                    ),
                ),
                (
                    "model_worker_type",
                    models.CharField(
                        blank=True, db_default="", max_length=20, verbose_name="劳模类型"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workers",
                        to="staff.household",
                        verbose_name="家庭户",
                    ),
                ),
                (
                    "marital_status",
                    models.CharField(
                        blank=True, db_default="", max_length=20, verbose_name="婚姻状况"
                    ),
                ),
                (
                    "household_type",
                    models.CharField(
                        blank=True, db_default="", max_length=20, verbose_name="户口性质"
                    ),
                ),
                (
                    "household_place",
                    models.CharField(
                        blank=True, db_default="", max_length=60, verbose_name="户口所在地行政区划"
                    ),
                ),
                (
                    "postcode",
                    models.CharField(
                        blank=True, db_default="", max_length=6, verbose_name="邮政编码"
                    ),
                ),
                (
                    "remark",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="备注"
                    ),
                ),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="离册日期")),
                (
                    "leave_reason",
                    models.CharField(
                        blank=True,
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
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                ("roster_digest", models.BinaryField(max_length=16, null=True)),
                (
                    "roster_version",
                    models.PositiveIntegerField(db_default=0, default=0, editable=False),
                ),
                (
                    "roster_edited",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        db_default=models.Value("{}"),
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
            ],
            options={
                "verbose_name": "职工",
                "verbose_name_plural": "职工",
                "ordering": ("pinyin", "pk"),
                "indexes": [
                    models.Index(fields=["pinyin", "id"], name="worker_pinyin"),
                    models.Index(fields=["initials", "id"], name="worker_initials"),
                    models.Index(fields=["name"], name="worker_name"),
                    models.Index(
                        fields=["station", "post", "pinyin", "id"], name="worker_station_post"
                    ),
                    models.Index(
                        django.db.models.functions.text.Substr("name", 2), name="worker_name_second"
                    ),
                    models.Index(
                        django.db.models.functions.text.Substr("name", 3), name="worker_name_third"
                    ),
                    models.Index(
                        models.Func(
                            models.F("name"),
                            models.Value("·"),
                            models.Value(2),
                            function="split_part",
                            output_field=models.CharField(),
                        ),
                        condition=models.Q(("name__contains", "·")),
                        name="worker_name_after_dot",
                    ),
                    models.Index(fields=["phone_index"], name="worker_phone"),
                    models.Index(
                        condition=models.Q(("household__isnull", False)),
                        fields=["household"],
                        name="worker_household",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("id_number_index",),
                        name="worker_one_per_id_number",
                        violation_error_message="这个身份证号已经登记过了",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["male", "female"])), name="worker_sex_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("post__in", ["on_post", "off_post", "early_retired"])),
                        name="worker_post_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("identity__in", ["collective", "state"])),
                        name="worker_identity_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("leave_reason", ""), ("left_on__isnull", True)),
                            models.Q(
                                (
                                    "leave_reason__in",
                                    ["retired", "transferred", "dismissed", "died"],
                                ),
                                ("left_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="worker_left_with_reason",
                        violation_error_message="离册要同时写日期和原因",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tenure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tenures",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="不含这一天", null=True, verbose_name="至"
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.station",
                        verbose_name="车站",
                    ),
                ),
                ("job", models.CharField(blank=True, max_length=40, verbose_name="岗位")),
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
                        db_default="collective",
                        default="collective",
                        max_length=10,
                        verbose_name="用工身份",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, db_default="", max_length=200, verbose_name="原因"
                    ),
                ),
            ],
            options={
                "verbose_name": "任免变动",
                "verbose_name_plural": "任免变动",
                "ordering": ("since", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("post__in", ["on_post", "off_post", "early_retired"])),
                        name="tenure_post_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("identity__in", ["collective", "state"])),
                        name="tenure_identity_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="tenure_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("until__isnull", False)),
                        expressions=[
                            ("worker", "="),
                            (
                                models.Func(
                                    "since",
                                    "until",
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="tenure_one_at_a_time",
                        violation_error_message="同一个人同一天只能有一条任职记录",
                    ),
                ],
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
                (
                    "worker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="traces",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                ("until", models.DateField(null=True, verbose_name="至")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.station",
                        verbose_name="车站",
                    ),
                ),
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
        migrations.CreateModel(
            name="TierScheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="代码")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("basis", models.CharField(blank=True, max_length=80, verbose_name="依据文号")),
                ("valid_from", models.DateField(verbose_name="启用")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="停用")),
                (
                    "heavy_name",
                    models.CharField(
                        blank=True,
                        help_text="最轻一级以外的几级合起来叫什么，比如特重困；空着就不单列",
                        max_length=20,
                        verbose_name="重的几级合称",
                    ),
                ),
            ],
            options={
                "verbose_name": "等级方案",
                "verbose_name_plural": "等级方案",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="scheme_ends_after_it_begins",
                        violation_error_message="停用日期要晚于启用日期",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "valid_from",
                                    "valid_to",
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            )
                        ],
                        name="scheme_one_at_a_time",
                        violation_error_message="这段日期已有别的等级方案。先停用那一个，再从停用那天启用这一个",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tiers",
                        to="staff.tierscheme",
                        verbose_name="方案",
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="键")),
                ("name", models.CharField(max_length=20, verbose_name="等级")),
                ("rank", models.PositiveSmallIntegerField(help_text="3 最重", verbose_name="轻重")),
                (
                    "line_multiple",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="家庭人均月纯收入不超过低保线的多少倍",
                        max_digits=4,
                        verbose_name="低保线倍数（示例）",
                    ),
                ),
                (
                    "national",
                    models.CharField(
                        choices=[
                            ("deep", "深度困难"),
                            ("relative", "相对困难"),
                            ("accident", "意外致困"),
                        ],
                        default="relative",
                        max_length=8,
                        verbose_name="对应类别",
                    ),
                ),
            ],
            options={
                "verbose_name": "困难等级",
                "verbose_name_plural": "困难等级",
                "ordering": ("-rank",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scheme", "key"), name="tier_one_key_per_scheme"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("national__in", ["deep", "relative", "accident"])),
                        name="tier_national_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HardshipFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="档案号"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hardship_files",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="staff.household",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="困难等级",
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("single_parent", "单亲"),
                            ("low_income", "收入低"),
                            ("disaster", "意外灾害"),
                            ("own_illness", "本人大病"),
                            ("family_illness", "家属大病"),
                            ("schooling", "子女上学"),
                            ("other", "其他"),
                            ("no_ability", "无劳动能力"),
                            ("no_job", "有劳动能力未就业"),
                            ("laid_off", "下岗失业"),
                            ("uninsured", "未参加社会保险"),
                            ("underinsured", "社保待遇落实不到位"),
                            ("accident", "意外事故"),
                        ],
                        max_length=14,
                        verbose_name="主要致困原因",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("applied", "已申请"),
                            ("document_review", "材料初审"),
                            ("returned", "退回补正"),
                            ("home_survey", "入户调查"),
                            ("peer_review", "民主评议"),
                            ("publicity", "公示中"),
                            ("objection", "异议核查"),
                            ("union_review", "段工会审核"),
                            ("active", "在档"),
                            ("recheck_due", "待复核"),
                            ("tier_change", "等级调整"),
                            ("exit_proposed", "拟退档"),
                            ("exited", "已退档"),
                            ("rejected", "不予认定"),
                            ("withdrawn", "撤回"),
                        ],
                        max_length=15,
                        verbose_name="状态",
                    ),
                ),
                ("basis", models.CharField(max_length=120, verbose_name="认定依据")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="建档日期")),
                ("recheck_on", models.DateField(blank=True, null=True, verbose_name="复核日期")),
                (
                    "exit_due_on",
                    models.DateField(blank=True, null=True, verbose_name="退档审批期限"),
                ),
                ("exited_on", models.DateField(blank=True, null=True, verbose_name="退档日期")),
                (
                    "exit_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("lifted", "脱困"),
                            ("retired", "退休"),
                            ("transferred", "调离"),
                            ("died", "死亡"),
                            ("dismissed", "解除关系"),
                            ("no_longer", "不再符合"),
                            ("fraud", "弄虚作假"),
                            ("refused", "拒绝复核"),
                            ("duplicate", "重复建档"),
                        ],
                        max_length=11,
                        verbose_name="退档原因",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.hardshipfile",
                        verbose_name="前一份档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "困难档案",
                "verbose_name_plural": "困难档案",
                "ordering": ("-tier__rank", "worker__pinyin", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("status__in", ["exited", "rejected", "withdrawn"]), _negated=True
                        ),
                        fields=("worker",),
                        name="hardship_one_open_file_per_worker",
                        violation_error_message="该职工已有困难档案或正在办的申请",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("status__in", ["exited", "rejected", "withdrawn"]), _negated=True
                        ),
                        fields=("household",),
                        name="hardship_one_open_file_per_household",
                        violation_error_message="这一户已有一份困难档案。一户一档",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draft",
                                    "applied",
                                    "document_review",
                                    "returned",
                                    "home_survey",
                                    "peer_review",
                                    "publicity",
                                    "objection",
                                    "union_review",
                                    "active",
                                    "recheck_due",
                                    "tier_change",
                                    "exit_proposed",
                                    "exited",
                                    "rejected",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="hardship_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "cause__in",
                                [
                                    "single_parent",
                                    "low_income",
                                    "disaster",
                                    "own_illness",
                                    "family_illness",
                                    "schooling",
                                    "other",
                                    "no_ability",
                                    "no_job",
                                    "laid_off",
                                    "uninsured",
                                    "underinsured",
                                    "accident",
                                ],
                            )
                        ),
                        name="hardship_cause_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "status__in",
                                    ["active", "recheck_due", "tier_change", "exit_proposed"],
                                ),
                                _negated=True,
                            ),
                            ("opened_on__isnull", False),
                            _connector="OR",
                        ),
                        name="hardship_in_force_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("exit_reason", ""), ("exited_on__isnull", True)),
                            (
                                "exit_reason__in",
                                [
                                    "lifted",
                                    "retired",
                                    "transferred",
                                    "died",
                                    "dismissed",
                                    "no_longer",
                                    "fraud",
                                    "refused",
                                    "duplicate",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="hardship_exit_with_reason",
                        violation_error_message="退档要写原因",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "exited"), _negated=True),
                            ("exited_on__isnull", False),
                            _connector="OR",
                        ),
                        name="hardship_exited_has_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TierChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="staff.hardshipfile",
                        verbose_name="档案",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "was",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="原等级",
                    ),
                ),
                (
                    "now",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="新等级",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="原因")),
                ("basis", models.CharField(max_length=120, verbose_name="批准")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "等级变化",
                "verbose_name_plural": "等级变化",
                "ordering": ("-on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Cadre",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="工号"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("leadership", "段领导班子成员"),
                            ("office", "机关中层干部"),
                            ("station", "车站班子"),
                            ("company", "集经公司负责人"),
                        ],
                        max_length=10,
                        verbose_name="干部类别",
                    ),
                ),
                ("title", models.CharField(max_length=40, verbose_name="职务")),
                (
                    "phone",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="联系电话"
                    ),
                ),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="离任日期")),
                (
                    "leave_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("transferred", "调离"),
                            ("retired", "退休"),
                            ("adjusted", "调整分工"),
                        ],
                        max_length=11,
                        verbose_name="离任原因",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "包保责任人",
                "verbose_name_plural": "包保责任人",
                "ordering": ("number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["leadership", "office", "station", "company"])
                        ),
                        name="cadre_kind_known",
                    ),
                    models.CheckConstraint(
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Pairing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings",
                        to="staff.hardshipfile",
                        verbose_name="困难档案",
                    ),
                ),
                (
                    "cadre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings",
                        to="staff.cadre",
                        verbose_name="包保责任人",
                    ),
                ),
                ("since", models.DateField(verbose_name="结对日期")),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="不含这一天", null=True, verbose_name="终止日期"
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(blank=True, max_length=100, verbose_name="终止原因"),
                ),
                (
                    "goal",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="帮扶目标"
                    ),
                ),
                (
                    "measures",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="帮扶措施"
                    ),
                ),
                (
                    "over_limit",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="超过上限的原因"
                    ),
                ),
                (
                    "no_leader",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="为什么不由段领导包保"
                    ),
                ),
                ("card_on", models.DateField(blank=True, null=True, verbose_name="联系卡发放日")),
            ],
            options={
                "verbose_name": "结对包保",
                "verbose_name_plural": "结对包保",
                "ordering": ("cadre__number", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="pairing_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("file", "="),
                            (
                                models.Func(
                                    "since",
                                    "until",
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="pairing_one_lead_at_a_time",
                        violation_error_message="这份档案这段时间已有包保责任人",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="staff.pairing",
                        verbose_name="结对",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="季度")),
                ("due_on", models.DateField(verbose_name="最晚走访日")),
                (
                    "needed",
                    models.PositiveSmallIntegerField(
                        db_default=1, default=1, verbose_name="要走访几次"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "待走访"),
                            ("done", "已走访"),
                            ("late_done", "逾期补访"),
                            ("missed", "未走访"),
                            ("doubted", "待核实"),
                            ("waived", "免走访"),
                        ],
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                (
                    "waived_reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="免走访原因"
                    ),
                ),
                (
                    "waived_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                ("waived_on", models.DateField(blank=True, null=True, verbose_name="批准日期")),
            ],
            options={
                "verbose_name": "季度走访任务",
                "verbose_name_plural": "季度走访任务",
                "ordering": ("year", "quarter", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pairing", "year", "quarter"),
                        name="duty_one_per_pairing_and_quarter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["pending", "done", "late_done", "missed", "doubted", "waived"],
                            )
                        ),
                        name="duty_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__range", (1, 4))), name="duty_quarter_1_to_4"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "waived"),
                                ("waived_by__isnull", False),
                                ("waived_on__isnull", False),
                                ("waived_reason__isnull", False),
                            ),
                            models.Q(
                                models.Q(("status", "waived"), _negated=True),
                                ("waived_by", None),
                                ("waived_on", None),
                                ("waived_reason", None),
                            ),
                            _connector="OR",
                        ),
                        name="duty_waived_with_reason_and_approver",
                        violation_error_message="免走访要写原因，并由别人批准",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="staff.pairing",
                        verbose_name="结对",
                    ),
                ),
                ("visited_on", models.DateField(verbose_name="走访日期")),
                ("visited_time", models.TimeField(blank=True, null=True, verbose_name="几点")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("home", "入户"),
                            ("workplace", "单位面谈"),
                            ("phone", "电话"),
                            ("video", "视频"),
                        ],
                        max_length=9,
                        verbose_name="方式",
                    ),
                ),
                (
                    "living",
                    models.SmallIntegerField(
                        choices=[(0, "放心"), (1, "要关注"), (2, "有风险")],
                        default=0,
                        verbose_name="生活",
                    ),
                ),
                (
                    "schooling",
                    models.SmallIntegerField(
                        choices=[(0, "放心"), (1, "要关注"), (2, "有风险")],
                        default=0,
                        verbose_name="上学",
                    ),
                ),
                (
                    "medical",
                    models.SmallIntegerField(
                        choices=[(0, "放心"), (1, "要关注"), (2, "有风险")],
                        default=0,
                        verbose_name="看病",
                    ),
                ),
                (
                    "belonging",
                    models.SmallIntegerField(
                        choices=[(0, "放心"), (1, "要关注"), (2, "有风险")],
                        default=0,
                        verbose_name="有人管",
                    ),
                ),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("medical", "看病"),
                                ("schooling", "子女上学"),
                                ("living", "生活"),
                                ("housing", "住房"),
                                ("job", "就业"),
                                ("insurance", "社保"),
                                ("other", "其他"),
                            ],
                            max_length=9,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="诉求",
                    ),
                ),
                (
                    "note",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="情况"
                    ),
                ),
                ("note_mark", welfare.crypto.BlindIndexField("note", max_length=16, null=True)),
                (
                    "note_length",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="字数"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=staff.models.visits.new_code,
                        editable=False,
                        max_length=6,
                        unique=True,
                        verbose_name="确认码",
                    ),
                ),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="提交号"
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="录入时间")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                (
                    "by_kin",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        editable=False,
                        verbose_name="亲属走访，不算",
                    ),
                ),
                (
                    "late_after",
                    models.PositiveSmallIntegerField(
                        db_default=7, default=7, verbose_name="过几天算补记"
                    ),
                ),
            ],
            options={
                "verbose_name": "走访",
                "verbose_name_plural": "走访",
                "ordering": ("-visited_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["home", "workplace", "phone", "video"])),
                        name="visit_mode_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("living__range", (0, 2)),
                            ("schooling__range", (0, 2)),
                            ("belonging__range", (0, 2)),
                            ("medical__range", (0, 2)),
                        ),
                        name="visit_levels_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "visit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="staff.visit",
                        verbose_name="走访",
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_by",
                        to="staff.visitduty",
                        verbose_name="走访任务",
                    ),
                ),
            ],
            options={
                "verbose_name": "走访算哪一条任务",
                "verbose_name_plural": "走访算哪一条任务",
                "ordering": ("pk",),
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
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "visit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmation",
                        to="staff.visit",
                        verbose_name="走访",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("code", "确认码"),
                            ("next_visit", "下次走访时当面问"),
                            ("own", "本人登录确认"),
                        ],
                        max_length=10,
                        verbose_name="怎么确认的",
                    ),
                ),
                ("came", models.BooleanField(verbose_name="来过")),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="职工的话"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="确认时间")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记下的人",
                    ),
                ),
            ],
            options={
                "verbose_name": "职工确认",
                "verbose_name_plural": "职工确认",
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("way", "code"),
                            models.Q(("by__isnull", False), ("way__in", ["next_visit", "own"])),
                            _connector="OR",
                        ),
                        name="confirmation_by_code_or_someone",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Canvass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("opened_on", models.DateField(verbose_name="开始")),
                ("due_on", models.DateField(verbose_name="要在哪天前完成")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="完成")),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发起人",
                    ),
                ),
            ],
            options={
                "verbose_name": "摸底普查",
                "verbose_name_plural": "摸底普查",
                "ordering": ("-opened_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("opened_on"))),
                        name="canvass_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CanvassUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "canvass",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="staff.canvass",
                        verbose_name="普查",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="canvass_units",
                        to="staff.station",
                        verbose_name="车站",
                    ),
                ),
                (
                    "surveyors",
                    models.ManyToManyField(
                        related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="调查人"
                    ),
                ),
            ],
            options={
                "verbose_name": "普查单位",
                "verbose_name_plural": "普查单位",
                "ordering": ("station", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("canvass", "station"),
                        name="canvass_station_once",
                        violation_error_message="这个车站已经在这次普查里",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CanvassFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "canvass",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="staff.canvass",
                        verbose_name="普查",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
                ("seen_on", models.DateField(verbose_name="上门日期")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("well", "不困难"),
                            ("trouble", "有困难，要建档"),
                            ("in_care", "已在档"),
                        ],
                        max_length=7,
                        verbose_name="结果",
                    ),
                ),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="情况"
                    ),
                ),
                (
                    "went_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="同去的人",
                    ),
                ),
                (
                    "companion",
                    models.CharField(blank=True, max_length=60, verbose_name="同去的外单位的人"),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="调查人",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="录入时间")),
            ],
            options={
                "verbose_name": "普查结果",
                "verbose_name_plural": "普查结果",
                "ordering": ("-pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("canvass", "worker"),
                        name="canvass_worker_once",
                        violation_error_message="这位职工这次普查已经走过了",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result__in", ["well", "trouble", "in_care"])),
                        name="canvass_result_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("companion", ""), ("went_with__isnull", False)),
                            models.Q(
                                ("went_with__isnull", True),
                                models.Q(("companion", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="canvass_seen_by_two",
                        violation_error_message="同去的人选一位；外单位的人写单位和姓名，两样只填一样",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("went_with__isnull", True),
                            models.Q(("went_with", models.F("recorded_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="canvass_two_are_different",
                        violation_error_message="两个人一起去，同去的不能是自己",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CardChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_changes",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("hand", "换卡"), ("roster", "花名册或更正")],
                        max_length=6,
                        verbose_name="来自",
                    ),
                ),
                (
                    "card",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="新卡号"
                    ),
                ),
                ("card_index", models.BinaryField(max_length=16, null=True)),
                ("bank_name", models.CharField(blank=True, max_length=40, verbose_name="开户银行")),
                (
                    "bank_branch",
                    models.CharField(blank=True, max_length=60, verbose_name="支行名称"),
                ),
                ("document", models.CharField(blank=True, max_length=120, verbose_name="凭什么")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "asked_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        verbose_name="经办时间",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                ("changed_at", models.DateTimeField(null=True, verbose_name="换卡时间")),
                (
                    "dropped_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
                (
                    "drop_reason",
                    models.CharField(blank=True, max_length=100, verbose_name="作废的原因"),
                ),
            ],
            options={
                "verbose_name": "换卡",
                "verbose_name_plural": "换卡",
                "ordering": ("-asked_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["hand", "roster"])),
                        name="card_change_origin_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(
                                ("asked_by__isnull", False),
                                models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="card_change_by_two",
                        violation_error_message="换卡要两个人，经办人自己不能确认",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            ("dropped_by__isnull", True),
                            _connector="OR",
                        ),
                        name="card_change_answered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("drop_reason", ""), ("dropped_by__isnull", True)),
                            models.Q(
                                ("dropped_by__isnull", False),
                                models.Q(("drop_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="card_change_drop_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("confirmed_by", None), ("dropped_by", None), ("origin", "hand")
                        ),
                        fields=("worker",),
                        name="card_change_one_open",
                        violation_error_message="这个人已经有一张新卡在等确认",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CertificationRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(unique=True, verbose_name="启用")),
                ("basis", models.CharField(max_length=80, verbose_name="依据文号")),
                (
                    "document_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="材料初审（工作日）"),
                ),
                (
                    "survey_days",
                    models.PositiveSmallIntegerField(default=10, verbose_name="入户调查（工作日）"),
                ),
                (
                    "publicity_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="公示（工作日）"),
                ),
                (
                    "objection_days",
                    models.PositiveSmallIntegerField(default=20, verbose_name="异议核查（工作日）"),
                ),
                (
                    "review_days",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="段工会审核（工作日）"
                    ),
                ),
                (
                    "returned_days",
                    models.PositiveSmallIntegerField(
                        default=20, verbose_name="本人补材料（工作日）"
                    ),
                ),
                (
                    "peer_days",
                    models.PositiveSmallIntegerField(default=10, verbose_name="民主评议（工作日）"),
                ),
                (
                    "exit_days",
                    models.PositiveSmallIntegerField(default=10, verbose_name="退档审批（工作日）"),
                ),
                (
                    "recheck_months",
                    models.PositiveSmallIntegerField(default=12, verbose_name="复核（月）"),
                ),
                ("surveyors", models.PositiveSmallIntegerField(default=2, verbose_name="调查人数")),
            ],
            options={
                "verbose_name": "认定期限",
                "verbose_name_plural": "认定期限",
                "ordering": ("-valid_from",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("publicity_days__range", (5, 10))),
                        name="rule_publicity_at_least_five_days",
                        violation_error_message="公示至少 5 个工作日，最多 10 个",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recheck_months__in", (6, 12))),
                        name="rule_recheck_half_yearly_or_yearly",
                        violation_error_message="复核周期是 6 个月或 12 个月",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("surveyors__range", (2, 3))),
                        name="rule_two_or_three_surveyors",
                        violation_error_message="入户调查由 2 到 3 人办",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="申请编号"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certifications",
                        to="staff.hardshipfile",
                        verbose_name="档案",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("first", "首次认定"),
                            ("reentry", "重新认定"),
                            ("change", "等级调整"),
                        ],
                        max_length=7,
                        verbose_name="类别",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("applied", "已申请"),
                            ("document_review", "材料初审"),
                            ("returned", "退回补正"),
                            ("home_survey", "入户调查"),
                            ("peer_review", "民主评议"),
                            ("publicity", "公示中"),
                            ("objection", "异议核查"),
                            ("union_review", "段工会审核"),
                            ("active", "在档"),
                            ("recheck_due", "待复核"),
                            ("tier_change", "等级调整"),
                            ("exit_proposed", "拟退档"),
                            ("exited", "已退档"),
                            ("rejected", "不予认定"),
                            ("withdrawn", "撤回"),
                        ],
                        max_length=15,
                        verbose_name="状态",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="第几轮")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="这一步的期限")),
                (
                    "filled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填表人",
                    ),
                ),
                ("is_on_behalf", models.BooleanField(default=False, verbose_name="代填")),
                ("applied_on", models.DateField(verbose_name="申请日期")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="本人签字日期")),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="初审人",
                    ),
                ),
                (
                    "asked_tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="申请等级",
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("single_parent", "单亲"),
                            ("low_income", "收入低"),
                            ("disaster", "意外灾害"),
                            ("own_illness", "本人大病"),
                            ("family_illness", "家属大病"),
                            ("schooling", "子女上学"),
                            ("other", "其他"),
                            ("no_ability", "无劳动能力"),
                            ("no_job", "有劳动能力未就业"),
                            ("laid_off", "下岗失业"),
                            ("uninsured", "未参加社会保险"),
                            ("underinsured", "社保待遇落实不到位"),
                            ("accident", "意外事故"),
                        ],
                        max_length=14,
                        verbose_name="主要致困原因",
                    ),
                ),
                (
                    "other_causes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("single_parent", "单亲"),
                                ("low_income", "收入低"),
                                ("disaster", "意外灾害"),
                                ("own_illness", "本人大病"),
                                ("family_illness", "家属大病"),
                                ("schooling", "子女上学"),
                                ("other", "其他"),
                                ("no_ability", "无劳动能力"),
                                ("no_job", "有劳动能力未就业"),
                                ("laid_off", "下岗失业"),
                                ("uninsured", "未参加社会保险"),
                                ("underinsured", "社保待遇落实不到位"),
                                ("accident", "意外事故"),
                            ],
                            max_length=14,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="次要致困原因",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[("personal", "个人原因"), ("policy", "政策原因")],
                        max_length=8,
                        verbose_name="成因性质",
                    ),
                ),
                ("is_sudden", models.BooleanField(default=False, verbose_name="意外致困")),
                (
                    "is_staff_relative",
                    models.BooleanField(default=False, verbose_name="经办人员近亲属"),
                ),
                (
                    "story",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="困难情况"
                    ),
                ),
                (
                    "health",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="健康状况"
                    ),
                ),
                (
                    "contact",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="其他联系方式"
                    ),
                ),
                (
                    "housing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "承租公房"),
                            ("low_rent", "廉租房"),
                            ("bought", "自购房"),
                            ("rented", "租房"),
                            ("built", "自建房"),
                            ("none", "无房"),
                            ("other", "其他"),
                        ],
                        max_length=8,
                        verbose_name="住房类型",
                    ),
                ),
                (
                    "floor_area",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=6,
                        null=True,
                        verbose_name="建筑面积（平方米）",
                    ),
                ),
                ("is_single_parent", models.BooleanField(default=False, verbose_name="单亲")),
                (
                    "is_zero_employment",
                    models.BooleanField(default=False, verbose_name="零就业家庭"),
                ),
                ("can_self_help", models.BooleanField(default=False, verbose_name="有自救能力")),
                ("insurance", models.CharField(blank=True, max_length=40, verbose_name="医保状况")),
                (
                    "own_income",
                    welfare.crypto.EncryptedDecimalField(
                        blank=True, editable=True, null=True, verbose_name="本人月平均收入"
                    ),
                ),
                (
                    "papers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("application", "申请书"),
                                ("authorisation", "家庭经济状况核对授权书"),
                                ("identity", "全家身份证复印件"),
                                ("booklet", "户口本"),
                                ("income", "收入证明"),
                                ("cause", "致困原因证明"),
                                ("card", "本人银行卡复印件"),
                            ],
                            max_length=13,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="已收材料",
                    ),
                ),
                (
                    "missing",
                    models.CharField(blank=True, max_length=200, verbose_name="要补的材料"),
                ),
                (
                    "proposed_tier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="拟定等级",
                    ),
                ),
                (
                    "raise_reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="提高一级的理由"
                    ),
                ),
                ("publicity_from", models.DateField(blank=True, null=True, verbose_name="公示起")),
                ("publicity_until", models.DateField(blank=True, null=True, verbose_name="公示止")),
                (
                    "notice_number",
                    models.CharField(blank=True, max_length=20, verbose_name="公示编号"),
                ),
                (
                    "decision_no",
                    models.CharField(blank=True, max_length=80, verbose_name="批准文号"),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="审批日期")),
                (
                    "senior_opinion",
                    models.CharField(
                        blank=True, db_default="", max_length=100, verbose_name="上级工会意见"
                    ),
                ),
            ],
            options={
                "verbose_name": "困难认定",
                "verbose_name_plural": "困难认定",
                "ordering": ("-pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("status__in", ["exited", "rejected", "withdrawn", "active"]),
                            _negated=True,
                        ),
                        fields=("file",),
                        name="certification_one_open_per_file",
                        violation_error_message="这份档案已有一次认定正在办",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draft",
                                    "applied",
                                    "document_review",
                                    "returned",
                                    "home_survey",
                                    "peer_review",
                                    "publicity",
                                    "objection",
                                    "union_review",
                                    "active",
                                    "recheck_due",
                                    "tier_change",
                                    "exit_proposed",
                                    "exited",
                                    "rejected",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="certification_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["first", "reentry", "change"])),
                        name="certification_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "cause__in",
                                [
                                    "single_parent",
                                    "low_income",
                                    "disaster",
                                    "own_illness",
                                    "family_illness",
                                    "schooling",
                                    "other",
                                    "no_ability",
                                    "no_job",
                                    "laid_off",
                                    "uninsured",
                                    "underinsured",
                                    "accident",
                                ],
                            ),
                            ("nature__in", ["personal", "policy"]),
                        ),
                        name="certification_cause_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("other_causes__len__lte", 3)),
                        name="certification_three_other_causes_at_most",
                        violation_error_message="次要致困原因最多三项",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("publicity_from__isnull", True), ("publicity_until__isnull", True)
                            ),
                            ("publicity_until__gte", models.F("publicity_from")),
                            _connector="OR",
                        ),
                        name="certification_publicity_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["union_review", "active"]), _negated=True),
                            models.Q(
                                ("proposed_tier__isnull", False), ("publicity_until__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="certification_public_before_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            ("status", "withdrawn"),
                            ("kind", "change"),
                            ("signed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="certification_signed_by_worker",
                        violation_error_message="申请要本人签字",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "draft"),
                                ("kind", "change"),
                                _connector="OR",
                                _negated=True,
                            ),
                            ("signed_on__isnull", True),
                            _connector="OR",
                        ),
                        name="certification_unsigned_while_written",
                        violation_error_message="内容还能改的申请，本人还没有签字",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FileStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="staff.hardshipfile",
                        verbose_name="档案",
                    ),
                ),
                (
                    "certification",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="staff.certification",
                        verbose_name="认定",
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("taken_over", "转入纸质档案"),
                            ("filled", "填写申请"),
                            ("corrected", "更改申请内容"),
                            ("signed", "本人签字申请"),
                            ("received", "收件初审"),
                            ("returned", "退回补正"),
                            ("supplemented", "材料补齐"),
                            ("papers_passed", "初审通过"),
                            ("assigned", "指派调查人"),
                            ("replaced", "换人"),
                            ("surveyed", "调查签字"),
                            ("peer_reviewed", "民主评议"),
                            ("announced", "公示开始"),
                            ("objected", "收到不同意见"),
                            ("heard", "答复不同意见"),
                            ("notice_over", "公示期满"),
                            ("approved", "批准"),
                            ("rejected", "不予认定"),
                            ("withdrawn", "撤回"),
                            ("recheck_due", "到了复核的日子"),
                            ("rechecked", "复核，等级不变"),
                            ("change_started", "提出等级调整"),
                            ("change_ended", "等级调整办结"),
                            ("exit_proposed", "提出退档"),
                            ("exit_refused", "不同意退档"),
                            ("exited", "退档"),
                            ("left", "职工离册，随之退档"),
                            ("reopened", "撤销离册，恢复档案"),
                            ("followed_up", "退档回访"),
                        ],
                        max_length=14,
                        verbose_name="做了什么",
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("apply", "代填"),
                            ("handle", "经办"),
                            ("review", "初审"),
                            ("survey", "调查"),
                            ("propose", "拟定等级"),
                            ("hear", "核查"),
                            ("decide", "审批"),
                            ("propose_exit", "提出退档"),
                            ("exit", "批准退档"),
                        ],
                        max_length=12,
                        verbose_name="职责",
                    ),
                ),
                (
                    "was",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "草稿"),
                            ("applied", "已申请"),
                            ("document_review", "材料初审"),
                            ("returned", "退回补正"),
                            ("home_survey", "入户调查"),
                            ("peer_review", "民主评议"),
                            ("publicity", "公示中"),
                            ("objection", "异议核查"),
                            ("union_review", "段工会审核"),
                            ("active", "在档"),
                            ("recheck_due", "待复核"),
                            ("tier_change", "等级调整"),
                            ("exit_proposed", "拟退档"),
                            ("exited", "已退档"),
                            ("rejected", "不予认定"),
                            ("withdrawn", "撤回"),
                        ],
                        max_length=15,
                        verbose_name="从",
                    ),
                ),
                (
                    "now",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("applied", "已申请"),
                            ("document_review", "材料初审"),
                            ("returned", "退回补正"),
                            ("home_survey", "入户调查"),
                            ("peer_review", "民主评议"),
                            ("publicity", "公示中"),
                            ("objection", "异议核查"),
                            ("union_review", "段工会审核"),
                            ("active", "在档"),
                            ("recheck_due", "待复核"),
                            ("tier_change", "等级调整"),
                            ("exit_proposed", "拟退档"),
                            ("exited", "已退档"),
                            ("rejected", "不予认定"),
                            ("withdrawn", "撤回"),
                        ],
                        max_length=15,
                        verbose_name="到",
                    ),
                ),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="说明"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "办理经过",
                "verbose_name_plural": "办理经过",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "act__in",
                                [
                                    "taken_over",
                                    "filled",
                                    "corrected",
                                    "signed",
                                    "received",
                                    "returned",
                                    "supplemented",
                                    "papers_passed",
                                    "assigned",
                                    "replaced",
                                    "surveyed",
                                    "peer_reviewed",
                                    "announced",
                                    "objected",
                                    "heard",
                                    "notice_over",
                                    "approved",
                                    "rejected",
                                    "withdrawn",
                                    "recheck_due",
                                    "rechecked",
                                    "change_started",
                                    "change_ended",
                                    "exit_proposed",
                                    "exit_refused",
                                    "exited",
                                    "left",
                                    "reopened",
                                    "followed_up",
                                ],
                            )
                        ),
                        name="step_act_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("duty", ""),
                            (
                                "duty__in",
                                [
                                    "apply",
                                    "handle",
                                    "review",
                                    "survey",
                                    "propose",
                                    "hear",
                                    "decide",
                                    "propose_exit",
                                    "exit",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="step_duty_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "list",
                    models.CharField(
                        choices=[
                            ("ethnicity", "民族"),
                            ("political_status", "政治面貌"),
                            ("education", "文化程度"),
                            ("marital_status", "婚姻状况"),
                            ("hukou_type", "户口类型"),
                            ("disability_type", "残疾类别"),
                            ("disability_grade", "残疾等级"),
                            ("model_worker_type", "劳模类型"),
                            ("health_status", "健康状况"),
                            ("housing_type", "住房类型"),
                        ],
                        max_length=20,
                        verbose_name="代码表",
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
                ("rank", models.PositiveSmallIntegerField(default=99, verbose_name="次序")),
                (
                    "is_used",
                    models.BooleanField(
                        default=True, help_text="不用了就去掉勾，不删除", verbose_name="在用"
                    ),
                ),
            ],
            options={
                "verbose_name": "代码表",
                "verbose_name_plural": "代码表",
                "ordering": ("list", "rank", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("list", "name"),
                        name="code_one_per_name",
                        violation_error_message="这张代码表里已经有这个名称",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "list__in",
                                [
                                    "ethnicity",
                                    "political_status",
                                    "education",
                                    "marital_status",
                                    "hukou_type",
                                    "disability_type",
                                    "disability_grade",
                                    "model_worker_type",
                                    "health_status",
                                    "housing_type",
                                ],
                            )
                        ),
                        name="code_list_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("name", "姓名"),
                            ("id_number", "身份证号、出生日期"),
                            ("phone", "手机号"),
                            ("address", "家庭住址"),
                            ("bank", "银行卡"),
                            ("work", "单位、岗位、用工状态"),
                            ("years", "参加工作、进集体单位的时间"),
                            ("family", "家庭成员、家庭收入"),
                            ("health", "残疾情况"),
                            ("dues", "会费、三金缴到哪个月"),
                            ("other", "别的"),
                        ],
                        max_length=9,
                        verbose_name="哪一项",
                    ),
                ),
                (
                    "wanted",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="应该是什么"
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="申请日期")),
                ("due_on", models.DateField(verbose_name="时限")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "等答复"),
                            ("corrected", "已更正"),
                            ("declined", "没有改"),
                        ],
                        default="asked",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                (
                    "answer",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="答复"
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
            ],
            options={
                "verbose_name": "更正申请",
                "verbose_name_plural": "更正申请",
                "ordering": ("due_on", "pk"),
                "indexes": [models.Index(fields=["status", "due_on"], name="correction_status")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["asked", "corrected", "declined"])),
                        name="correction_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "item__in",
                                [
                                    "name",
                                    "id_number",
                                    "phone",
                                    "address",
                                    "bank",
                                    "work",
                                    "years",
                                    "family",
                                    "health",
                                    "dues",
                                    "other",
                                ],
                            )
                        ),
                        name="correction_item_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_by__isnull", True),
                                ("answered_on__isnull", True),
                                ("status", "asked"),
                            ),
                            models.Q(
                                models.Q(("status", "asked"), _negated=True),
                                ("answered_by__isnull", False),
                                ("answered_on__gte", models.F("asked_on")),
                            ),
                            _connector="OR",
                        ),
                        name="correction_answered_by_someone",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "asked")),
                        fields=("worker", "item"),
                        name="correction_one_open_per_item",
                        violation_error_message="这一项已经申请更正，正在办",
                    ),
                ],
            },
        ),
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
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="departures",
                        to="staff.worker",
                        verbose_name="职工",
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
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "returned_on",
                    models.DateField(blank=True, null=True, verbose_name="重新入册日期"),
                ),
                (
                    "return_document",
                    models.CharField(blank=True, max_length=120, verbose_name="重新入册文号"),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="重新入册登记人",
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤销人",
                    ),
                ),
                (
                    "undo_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="撤销原因"),
                ),
            ],
            options={
                "verbose_name": "离册",
                "verbose_name_plural": "离册",
                "ordering": ("-left_on", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("returned_on__isnull", True), ("undone_at__isnull", True)
                        ),
                        fields=("worker",),
                        name="departure_one_open_per_worker",
                        violation_error_message="这位职工已经离册",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["retired", "transferred", "dismissed", "died"])
                        ),
                        name="departure_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True),
                        name="departure_has_document",
                        violation_error_message="离册要写证明或文号",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undo_reason", ""), ("undone_at__isnull", True)),
                            models.Q(
                                ("undone_at__isnull", False),
                                models.Q(("undo_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="departure_undone_with_reason",
                        violation_error_message="撤销离册要写原因",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returned_on__isnull", True),
                            ("returned_on__gte", models.F("left_on")),
                            _connector="OR",
                        ),
                        name="departure_returned_after_leaving",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returned_on__isnull", True),
                            ("undone_at__isnull", True),
                            _connector="OR",
                        ),
                        name="departure_answered_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitDoubt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doubts",
                        to="staff.visit",
                        verbose_name="走访",
                    ),
                ),
                ("raised_on", models.DateField(verbose_name="提出日期")),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核实人",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="核实时限")),
                (
                    "found",
                    models.CharField(
                        choices=[("open", "待核实"), ("stands", "核实来过"), ("void", "核实没来")],
                        default="open",
                        max_length=6,
                        verbose_name="结果",
                    ),
                ),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="查到什么"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="核实日期")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁核实的",
                    ),
                ),
            ],
            options={
                "verbose_name": "走访核实",
                "verbose_name_plural": "走访核实",
                "ordering": ("due_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_by", None), ("closed_on", None), ("found", "open")),
                            models.Q(
                                ("closed_by__isnull", False),
                                ("closed_on__isnull", False),
                                ("found__in", ["stands", "void"]),
                            ),
                            _connector="OR",
                        ),
                        name="doubt_closed_by_someone",
                        violation_error_message="核实要有人、有日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("raised_on"))),
                        name="doubt_due_after_it_was_raised",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("found", "open")),
                        fields=("visit",),
                        name="doubt_one_open_per_visit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitAvowal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "visit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avowal",
                        to="staff.visit",
                        verbose_name="走访",
                    ),
                ),
                ("made", models.BooleanField(verbose_name="是本人走访的")),
                (
                    "way",
                    models.CharField(
                        choices=[("own", "本人登录确认"), ("paper", "本人签字的走访单")],
                        max_length=5,
                        verbose_name="怎么确认的",
                    ),
                ),
                ("paper", models.CharField(blank=True, max_length=60, verbose_name="走访单编号")),
                ("at", models.DateTimeField(verbose_name="确认时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记下的人",
                    ),
                ),
            ],
            options={
                "verbose_name": "代录确认",
                "verbose_name_plural": "代录确认",
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paper", ""), ("way", "own")),
                            models.Q(("way", "paper"), models.Q(("paper", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="avowal_by_login_or_paper",
                        violation_error_message="没有账号的，要写签字走访单的编号",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CodeTry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tries",
                        to="staff.visit",
                        verbose_name="走访",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "确认码试错",
                "verbose_name_plural": "确认码试错",
                "ordering": ("pk",),
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
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="staff.pairing",
                        verbose_name="原结对",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="takeovers",
                        to="staff.cadre",
                        verbose_name="接任人",
                    ),
                ),
                (
                    "note",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="交接说明"
                    ),
                ),
                (
                    "over_limit",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="超过上限的原因"
                    ),
                ),
                (
                    "no_leader",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="为什么不由段领导包保"
                    ),
                ),
                ("proposed_on", models.DateField(verbose_name="提出日期")),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
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
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                (
                    "answer",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="答复"
                    ),
                ),
                (
                    "successor",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_over_by",
                        to="staff.pairing",
                        verbose_name="新结对",
                    ),
                ),
            ],
            options={
                "verbose_name": "交接",
                "verbose_name_plural": "交接",
                "ordering": ("-proposed_on", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "proposed")),
                        fields=("pairing",),
                        name="handover_one_open_per_pairing",
                        violation_error_message="这位职工正在办交接，先等接任人答复",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["proposed", "accepted", "declined", "withdrawn"])
                        ),
                        name="handover_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note__isnull", False)),
                        name="handover_has_note",
                        violation_error_message="交接要写说明",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_by", None), ("answered_on", None), ("status", "proposed")
                            ),
                            models.Q(
                                models.Q(("status", "proposed"), _negated=True),
                                ("answered_by__isnull", False),
                                ("answered_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="handover_answered_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "accepted"), ("successor__isnull", False)),
                            models.Q(
                                models.Q(("status", "accepted"), _negated=True), ("successor", None)
                            ),
                            _connector="OR",
                        ),
                        name="handover_accepted_has_successor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubsistenceLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        blank=True,
                        help_text="留空是全段通用",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.branch",
                        verbose_name="分公司",
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=8, verbose_name="低保线（元/人·月）"
                    ),
                ),
                ("basis", models.CharField(max_length=120, verbose_name="依据")),
            ],
            options={
                "verbose_name": "低保标准",
                "verbose_name_plural": "低保标准",
                "ordering": ("-since", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("branch", "since"),
                        name="line_one_per_place_and_day",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="line_amount_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IncomeTest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "certification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incomes",
                        to="staff.certification",
                        verbose_name="认定",
                    ),
                ),
                ("first", models.DateField(verbose_name="起")),
                ("last", models.DateField(verbose_name="止")),
                ("people", models.PositiveSmallIntegerField(verbose_name="家庭人口")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.subsistenceline",
                        verbose_name="低保线",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核算人",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="核算时间")),
            ],
            options={
                "verbose_name": "收入核算",
                "verbose_name_plural": "收入核算",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("people__range", (1, 20))), name="income_people_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gt", models.F("first"))), name="income_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IncomeLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "test",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="staff.incometest",
                        verbose_name="核算",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wage", "工资"),
                            ("business", "经营"),
                            ("property", "财产"),
                            ("transfer", "转移性收入"),
                            ("other_in", "其他收入"),
                            ("illness", "看病"),
                            ("disability", "残疾"),
                            ("schooling", "上学"),
                            ("housing", "住房"),
                            ("working", "必要的就业成本"),
                            ("other_out", "其他刚性支出"),
                        ],
                        max_length=10,
                        verbose_name="项目",
                    ),
                ),
                (
                    "amount",
                    welfare.crypto.EncryptedDecimalField(
                        blank=True, editable=True, null=True, verbose_name="12 个月合计（元）"
                    ),
                ),
                (
                    "note",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="谁的、怎么算"
                    ),
                ),
                ("proof", models.CharField(blank=True, max_length=60, verbose_name="凭据")),
            ],
            options={
                "verbose_name": "收支项目",
                "verbose_name_plural": "收支项目",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "wage",
                                    "business",
                                    "property",
                                    "transfer",
                                    "other_in",
                                    "illness",
                                    "disability",
                                    "schooling",
                                    "housing",
                                    "working",
                                    "other_out",
                                ],
                            )
                        ),
                        name="income_line_kind_known",
                    )
                ],
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
            name="InsuranceEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="insurance_entries",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.insurancekind",
                        verbose_name="险种",
                    ),
                ),
                ("paid_to", models.DateField(help_text="那个月的 1 号", verbose_name="缴到")),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="说明")),
                ("recorded_on", models.DateField(verbose_name="登记日期")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "三金缴纳",
                "verbose_name_plural": "三金缴纳",
                "ordering": ("-recorded_on", "-pk"),
                "indexes": [
                    models.Index(
                        fields=["worker", "kind", "-recorded_on", "-id"], name="insurance_current"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("paid_to__day", 1)), name="insurance_month_begins"
                    )
                ],
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
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kinships",
                        to="staff.worker",
                        verbose_name="职工",
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
                (
                    "relative",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                        verbose_name="职工亲属",
                    ),
                ),
                (
                    "relative_cadre",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.cadre",
                        verbose_name="干部亲属",
                    ),
                ),
                (
                    "relative_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办亲属",
                    ),
                ),
                (
                    "source",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="谁申报、凭什么"
                    ),
                ),
                ("declared_on", models.DateField(verbose_name="申报日期")),
                (
                    "declared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="终止日期")),
                (
                    "end_reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="终止原因"
                    ),
                ),
            ],
            options={
                "verbose_name": "亲属关系",
                "verbose_name_plural": "亲属关系",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "relation__in",
                                ["spouse", "parent", "child", "sibling", "in_law", "other"],
                            )
                        ),
                        name="kinship_relation_known",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relative__isnull", True),
                            models.Q(("relative", models.F("worker")), _negated=True),
                            _connector="OR",
                        ),
                        name="kinship_not_oneself",
                        violation_error_message="自己不能是自己的亲属",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__isnull", False)),
                        name="kinship_has_source",
                        violation_error_message="写明是谁申报的、凭什么",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason__isnull", True), ("ended_on__isnull", True)),
                            models.Q(("end_reason__isnull", False), ("ended_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="kinship_ends_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="编号"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("visit", "走访"),
                            ("counter", "来访来电"),
                            ("prompt", "系统提示"),
                            ("own", "本人网上提"),
                        ],
                        max_length=7,
                        verbose_name="来源",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="staff.visit",
                        verbose_name="走访",
                    ),
                ),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("medical", "看病"),
                            ("schooling", "子女上学"),
                            ("living", "生活"),
                            ("housing", "住房"),
                            ("job", "就业"),
                            ("insurance", "社保"),
                            ("other", "其他"),
                        ],
                        max_length=9,
                        verbose_name="诉求",
                    ),
                ),
                (
                    "content",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="内容"
                    ),
                ),
                ("raised_on", models.DateField(verbose_name="提出日期")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("raised", "待指派"),
                            ("doing", "正在办"),
                            ("answered", "等职工评价"),
                            ("closed", "办结"),
                        ],
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承办人",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="时限")),
                ("first_due_on", models.DateField(verbose_name="最初时限")),
            ],
            options={
                "verbose_name": "转办事项",
                "verbose_name_plural": "转办事项",
                "ordering": ("due_on", "pk"),
                "indexes": [models.Index(fields=["status", "due_on"], name="matter_status_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["raised", "doing", "answered", "closed"])
                        ),
                        name="matter_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "need__in",
                                [
                                    "medical",
                                    "schooling",
                                    "living",
                                    "housing",
                                    "job",
                                    "insurance",
                                    "other",
                                ],
                            )
                        ),
                        name="matter_need_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["visit", "counter", "prompt", "own"])),
                        name="matter_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "raised"), ("owner__isnull", False), _connector="OR"
                        ),
                        name="matter_has_owner",
                        violation_error_message="转办事项要有承办人",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("status", "closed"), _negated=True), ("source", "visit")
                        ),
                        fields=("worker", "need"),
                        name="matter_one_open_per_need",
                        violation_error_message="这位职工的这件事已经在办",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatterStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="staff.matter",
                        verbose_name="事项",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("raised", "提出"),
                            ("asked", "又提了一次"),
                            ("assigned", "指派"),
                            ("pressed", "督办"),
                            ("answered", "答复"),
                            ("rated", "职工评价"),
                        ],
                        max_length=8,
                        verbose_name="做了什么",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("raised", "待指派"),
                            ("doing", "正在办"),
                            ("answered", "等职工评价"),
                            ("closed", "办结"),
                        ],
                        max_length=8,
                        verbose_name="之后的状态",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="之后的承办人",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="之后的时限")),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "满意"),
                            ("fair", "基本满意"),
                            ("unsatisfied", "不满意"),
                        ],
                        max_length=11,
                        verbose_name="满意度",
                    ),
                ),
                (
                    "heard",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signed", "职工签字"),
                            ("face", "当面问的"),
                            ("phone", "电话回访"),
                            ("own", "本人登录评价"),
                        ],
                        max_length=6,
                        verbose_name="怎样听到的",
                    ),
                ),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="说明"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "转办事项的经过",
                "verbose_name_plural": "转办事项的经过",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["raised", "asked", "assigned", "pressed", "answered", "rated"],
                            ),
                            ("status__in", ["raised", "doing", "answered", "closed"]),
                        ),
                        name="matter_step_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("heard__in", ["signed", "face", "phone", "own"]),
                                ("kind", "rated"),
                                ("rating__in", ["satisfied", "fair", "unsatisfied"]),
                            ),
                            models.Q(
                                models.Q(("kind", "rated"), _negated=True),
                                ("heard", ""),
                                ("rating", ""),
                            ),
                            _connector="OR",
                        ),
                        name="matter_step_rated_by_the_worker",
                        violation_error_message="职工评价要写满意度和怎样听到的",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "closed"), _negated=True),
                            ("rating__in", ["satisfied", "fair"]),
                            _connector="OR",
                        ),
                        name="matter_closed_by_a_good_word",
                        violation_error_message="职工不满意，不能办结",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelpMeasure",
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
                    "months",
                    models.PositiveSmallIntegerField(default=12, verbose_name="看最近几个月"),
                ),
                (
                    "few_times",
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="在档户少于几次算帮得少"
                    ),
                ),
                (
                    "few_yuan",
                    models.DecimalField(
                        decimal_places=2,
                        default=300,
                        max_digits=12,
                        verbose_name="在档户合计少于几元算帮得少",
                    ),
                ),
                (
                    "often_times",
                    models.PositiveSmallIntegerField(default=4, verbose_name="多于几次算帮得多"),
                ),
                (
                    "much_yuan",
                    models.DecimalField(
                        decimal_places=2,
                        default=3000,
                        max_digits=12,
                        verbose_name="合计多于几元算帮得多",
                    ),
                ),
            ],
            options={
                "verbose_name": "帮扶尺度",
                "verbose_name_plural": "帮扶尺度",
                "ordering": ("-valid_from",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("much_yuan__gte", models.F("few_yuan")),
                            ("often_times__gte", models.F("few_times")),
                        ),
                        name="help_measure_in_order",
                        violation_error_message="帮得多的线不能低于帮得少的线",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__gt", 0)), name="help_measure_has_months"
                    ),
                ],
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
                (
                    "visits_per_quarter",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="一季度至少当面走访几次"
                    ),
                ),
                (
                    "first_visit_days",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="结对后几天内首次走访"
                    ),
                ),
                (
                    "late_entry_days",
                    models.PositiveSmallIntegerField(
                        default=7, verbose_name="走访过几天才录入算补记"
                    ),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(default=15, verbose_name="转办事项几天内答复"),
                ),
                (
                    "again_days",
                    models.PositiveSmallIntegerField(
                        default=7, verbose_name="职工不满意，几天内再答复"
                    ),
                ),
                (
                    "soon_days",
                    models.PositiveSmallIntegerField(default=14, verbose_name="到期前几天提醒"),
                ),
                (
                    "claim_days",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="上学、看病的补助几天内到手"
                    ),
                ),
            ],
            options={
                "verbose_name": "包保走访尺度",
                "verbose_name_plural": "包保走访尺度",
                "ordering": ("-valid_from",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("load_limit__gte", 1)),
                        name="care_measure_has_load",
                        violation_error_message="一人至少能包保一户",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("callback_percent__range", (5, 100))),
                        name="care_measure_percent_in_range",
                        violation_error_message="回访抽样在 5% 到 100% 之间",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("visits_per_quarter__range", (1, 3))),
                        name="care_measure_visits_in_range",
                        violation_error_message="一季度走访 1 到 3 次",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("late_entry_days__range", (1, 15))),
                        name="care_measure_late_entry_in_range",
                        violation_error_message="过 1 到 15 天算补记",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer_days__range", (1, 90)),
                            ("first_visit_days__range", (1, 90)),
                            ("again_days__range", (1, 90)),
                            ("claim_days__range", (1, 180)),
                            ("soon_days__range", (1, 90)),
                        ),
                        name="care_measure_days_in_range",
                        violation_error_message="天数在 1 到 90 之间，补助到手最多 180 天",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DepotFacts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(unique=True, verbose_name="启用")),
                ("industry", models.CharField(max_length=40, verbose_name="所属行业")),
                ("nature", models.CharField(max_length=40, verbose_name="单位性质")),
                ("condition", models.CharField(max_length=40, verbose_name="企业状况")),
                ("postcode", models.CharField(blank=True, max_length=6, verbose_name="邮政编码")),
                ("is_sample", models.BooleanField(default=True, verbose_name="示例")),
            ],
            options={
                "verbose_name": "单位情况",
                "verbose_name_plural": "单位情况",
                "ordering": ("-valid_from",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("postcode", ""), ("postcode__regex", "^[0-9]{6}$"), _connector="OR"
                        ),
                        name="depot_postcode_of_six_digits",
                        violation_error_message="邮政编码是 6 位数字",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReliefPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan",
                        to="staff.hardshipfile",
                        verbose_name="档案",
                    ),
                ),
                ("made_on", models.DateField(verbose_name="制定日期")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="制定人",
                    ),
                ),
            ],
            options={
                "verbose_name": "帮扶方案",
                "verbose_name_plural": "帮扶方案",
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="staff.reliefplan",
                        verbose_name="方案",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="第几版")),
                (
                    "goals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("living", "过得下去"),
                                ("schooling", "上得起学"),
                                ("medical", "看得起病"),
                                ("belonging", "有人管"),
                            ],
                            max_length=9,
                        ),
                        size=None,
                        verbose_name="目标",
                    ),
                ),
                (
                    "aim",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="要达到什么"
                    ),
                ),
                ("made_on", models.DateField(verbose_name="制定日期")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="制定人",
                    ),
                ),
            ],
            options={
                "verbose_name": "帮扶方案一版",
                "verbose_name_plural": "帮扶方案一版",
                "ordering": ("plan", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="plan_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("goals__len__gte", 1)),
                        name="plan_has_a_goal",
                        violation_error_message="至少选一项目标",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("aim__isnull", False)), name="plan_has_an_aim"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="staff.reliefplan",
                        verbose_name="方案",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("job", "就业推荐"),
                            ("training", "技能培训"),
                            ("loan", "小额贷款"),
                            ("living", "生活救助"),
                            ("schooling", "助学"),
                            ("medicine", "助医"),
                            ("insurance", "社保接续"),
                            ("legal", "法律援助"),
                            ("counselling", "心理疏导"),
                        ],
                        max_length=11,
                        verbose_name="措施",
                    ),
                ),
                (
                    "goal",
                    models.CharField(
                        choices=[
                            ("living", "过得下去"),
                            ("schooling", "上得起学"),
                            ("medical", "看得起病"),
                            ("belonging", "有人管"),
                        ],
                        max_length=9,
                        verbose_name="守住哪一条",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="责任人",
                    ),
                ),
                (
                    "outsider",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="责任人（外单位）"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="什么时候")),
                ("source", models.CharField(blank=True, max_length=60, verbose_name="资金来源")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="预计（元）",
                    ),
                ),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("planned", "还没到"),
                            ("applied", "等审批"),
                            ("running", "正在办"),
                            ("done", "已办"),
                            ("dropped", "不办了"),
                        ],
                        default="planned",
                        max_length=7,
                        verbose_name="进展",
                    ),
                ),
            ],
            options={
                "verbose_name": "帮扶措施",
                "verbose_name_plural": "帮扶措施",
                "ordering": ("due_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("goal__in", ["living", "schooling", "medical", "belonging"]),
                            (
                                "kind__in",
                                [
                                    "job",
                                    "training",
                                    "loan",
                                    "living",
                                    "schooling",
                                    "medicine",
                                    "insurance",
                                    "legal",
                                    "counselling",
                                ],
                            ),
                        ),
                        name="measure_kind_and_goal_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("progress__in", ["planned", "applied", "running", "done", "dropped"])
                        ),
                        name="measure_progress_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("owner__isnull", True), ("outsider__isnull", True), _connector="XOR"
                        ),
                        name="measure_has_one_owner",
                        violation_error_message="责任人选一位；外单位的人写单位和姓名，两样只填一样",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True),
                            models.Q(("amount__gt", 0), ("source__gt", "")),
                            _connector="OR",
                        ),
                        name="measure_money_has_a_source",
                        violation_error_message="写了金额，就要写资金来源",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="staff.measure",
                        verbose_name="措施",
                    ),
                ),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("planned", "还没到"),
                            ("applied", "等审批"),
                            ("running", "正在办"),
                            ("done", "已办"),
                            ("dropped", "不办了"),
                        ],
                        max_length=7,
                        verbose_name="进展",
                    ),
                ),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="做了什么"
                    ),
                ),
                (
                    "effect",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="效果"
                    ),
                ),
                (
                    "earned",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        verbose_name="每月增收（元）",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
            ],
            options={
                "verbose_name": "措施进展",
                "verbose_name_plural": "措施进展",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("progress", "done"), _negated=True),
                            ("effect__isnull", False),
                            _connector="OR",
                        ),
                        name="measure_done_has_effect",
                        violation_error_message="办完了要写效果",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Prompt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("school_age", "孩子到了上学年龄"),
                            ("hospital", "走访记了住院"),
                            ("death", "有人去世"),
                            ("marriage", "结婚"),
                            ("untouched", "档案一年没动"),
                            ("never_helped", "建档后没有帮过"),
                        ],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        db_collation="C", max_length=80, unique=True, verbose_name="依据的事实"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
                (
                    "fact",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="依据"
                    ),
                ),
                ("happened_on", models.DateField(null=True, verbose_name="发生日期")),
                ("relation", models.CharField(blank=True, max_length=6, verbose_name="与职工关系")),
                (
                    "who",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="谁的事"
                    ),
                ),
                (
                    "event",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="什么事"
                    ),
                ),
                ("found_on", models.DateField(verbose_name="发现日期")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "待办"), ("taken", "已立事项"), ("dismissed", "不用办")],
                        default="open",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                (
                    "matter",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prompt",
                        to="staff.matter",
                        verbose_name="转办事项",
                    ),
                ),
                ("closed_on", models.DateField(null=True, verbose_name="处理日期")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="处理人",
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=200, verbose_name="不用办的原因"),
                ),
            ],
            options={
                "verbose_name": "系统提示",
                "verbose_name_plural": "系统提示",
                "ordering": ("-found_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "school_age",
                                    "hospital",
                                    "death",
                                    "marriage",
                                    "untouched",
                                    "never_helped",
                                ],
                            )
                        ),
                        name="prompt_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_by", None),
                                ("closed_on", None),
                                ("matter", None),
                                ("reason", ""),
                                ("status", "open"),
                            ),
                            models.Q(
                                ("closed_by__isnull", False),
                                ("closed_on__isnull", False),
                                ("matter__isnull", False),
                                ("reason", ""),
                                ("status", "taken"),
                            ),
                            models.Q(
                                ("closed_by__isnull", False),
                                ("closed_on__isnull", False),
                                ("matter", None),
                                ("status", "dismissed"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="prompt_taken_or_dismissed_with_reason",
                        violation_error_message="不用办要写原因",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("key", models.CharField(db_collation="C", max_length=30, verbose_name="事项")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提醒谁",
                    ),
                ),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="说了什么"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="最晚哪天")),
                ("on", models.DateField(verbose_name="提醒日期")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁提醒的",
                    ),
                ),
                (
                    "mail_to",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="邮箱"
                    ),
                ),
                ("mailed_at", models.DateTimeField(null=True, verbose_name="邮件发出时间")),
                (
                    "mail_error",
                    models.CharField(blank=True, max_length=200, verbose_name="邮件没发出的原因"),
                ),
                (
                    "mail_tries",
                    models.PositiveSmallIntegerField(
                        db_default=0, default=0, verbose_name="试了几次"
                    ),
                ),
            ],
            options={
                "verbose_name": "提醒",
                "verbose_name_plural": "提醒",
                "ordering": ("-at", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "person", "on"),
                        name="reminder_once_a_day",
                        violation_error_message="今天已经提醒过",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("filename", models.CharField(max_length=200, verbose_name="文件名")),
                ("digest", models.CharField(db_index=True, max_length=64, verbose_name="文件指纹")),
                ("size", models.PositiveIntegerField(default=0, verbose_name="大小")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reading", "正在读"),
                            ("mapping", "对应列"),
                            ("preview", "待确认"),
                            ("committed", "已写入"),
                            ("dropped", "不导入了"),
                            ("undone", "已撤回"),
                            ("failed", "没读成"),
                        ],
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("create_places", models.BooleanField(default=False, verbose_name="自动建单位")),
                ("heads", models.JSONField(default=list, verbose_name="工作表")),
                (
                    "samples",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="前几行"
                    ),
                ),
                ("mapping", models.JSONField(default=dict, verbose_name="手工对应")),
                (
                    "answers",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="手工改正"
                    ),
                ),
                ("totals", models.JSONField(default=dict, verbose_name="总数核对")),
                ("notes", models.JSONField(default=list, verbose_name="说明")),
                (
                    "failure",
                    models.CharField(blank=True, max_length=500, verbose_name="没读成的原因"),
                ),
                ("reading_since", models.DateTimeField(null=True, verbose_name="开始读")),
                ("read_rows", models.PositiveIntegerField(null=True, verbose_name="已读行数")),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                (
                    "accepted",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), default=list, size=None
                    ),
                ),
                ("made", models.JSONField(default=dict, verbose_name="写入时建的")),
                ("written_on", models.DateField(null=True, verbose_name="写入日期")),
                ("committed_at", models.DateTimeField(null=True, verbose_name="写入时间")),
                (
                    "committed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "花名册导入",
                "verbose_name_plural": "花名册导入",
                "ordering": ("-uploaded_at",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "reading",
                                    "mapping",
                                    "preview",
                                    "committed",
                                    "dropped",
                                    "undone",
                                    "failed",
                                ],
                            )
                        ),
                        name="roster_import_status_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "roster",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="staff.rosterimport",
                    ),
                ),
                ("sheet", models.PositiveSmallIntegerField(default=0, verbose_name="第几个工作表")),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "新增"),
                            ("changed", "变更"),
                            ("unchanged", "没变"),
                            ("error", "要改"),
                            ("left", "离册"),
                        ],
                        max_length=9,
                        verbose_name="结果",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="staff.worker",
                    ),
                ),
                ("uid", models.UUIDField(editable=False, null=True)),
                ("id_index", models.BinaryField(max_length=16, null=True)),
                ("spouse_index", models.BinaryField(max_length=16, null=True)),
                ("version", models.PositiveIntegerField(null=True)),
                ("digest", models.BinaryField(max_length=16, null=True)),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), null=True, size=None
                    ),
                ),
                (
                    "payload",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="改了什么"
                    ),
                ),
                ("problems", models.JSONField(default=list, verbose_name="问题")),
                ("warnings", models.JSONField(default=list, verbose_name="提醒")),
                ("hidden", models.BooleanField(default=False, verbose_name="隐藏行")),
            ],
            options={
                "ordering": ("sheet", "number"),
                "indexes": [
                    models.Index(fields=["roster", "outcome", "id"], name="roster_row_by_outcome"),
                    models.Index(
                        condition=models.Q(("worker__isnull", False)),
                        fields=["worker"],
                        name="roster_row_worker",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StagedWorker",
            fields=[
                (
                    "row",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="staged",
                        serialize=False,
                        to="staff.rosterimportrow",
                    ),
                ),
                (
                    "roster",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="staff.rosterimport",
                    ),
                ),
                ("worker_id", models.BigIntegerField()),
                ("uid", models.UUIDField()),
                ("place", models.CharField(max_length=40, null=True)),
                ("tenure_id", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=60, null=True)),
                ("name_raw", models.CharField(max_length=80, null=True)),
                ("pinyin", models.CharField(max_length=120, null=True)),
                ("initials", models.CharField(max_length=20, null=True)),
                ("sex", models.CharField(max_length=6, null=True)),
                ("id_number", models.BinaryField(null=True)),
                ("id_number_index", models.BinaryField(null=True)),
                ("id_number_state", models.CharField(max_length=15, null=True)),
                ("birth", models.DateField(null=True)),
                ("birth_precision", models.CharField(max_length=5, null=True)),
                ("ethnicity", models.CharField(max_length=20, null=True)),
                ("political_status", models.CharField(max_length=20, null=True)),
                ("education", models.CharField(max_length=20, null=True)),
                ("station_id", models.BigIntegerField(null=True)),
                ("job", models.CharField(max_length=40, null=True)),
                ("post", models.CharField(max_length=13, null=True)),
                ("work_start", models.DateField(null=True)),
                ("work_start_precision", models.CharField(max_length=5, null=True)),
                ("join_date", models.DateField(null=True)),
                ("join_date_precision", models.CharField(max_length=5, null=True)),
                ("phone", models.BinaryField(null=True)),
                ("phone_index", models.BinaryField(null=True)),
                ("bank_card", models.BinaryField(null=True)),
                ("bank_card_index", models.BinaryField(null=True)),
                ("address", models.BinaryField(null=True)),
                ("family_size", models.PositiveSmallIntegerField(null=True)),
                ("family_income", models.BinaryField(null=True)),
                ("is_disabled", models.BooleanField(null=True)),
                ("disability_certificate", models.BinaryField(null=True)),
                ("disability_type", models.BinaryField(null=True)),
                ("disability_grade", models.BinaryField(null=True)),
                ("model_worker_type", models.CharField(max_length=20, null=True)),
                ("marital_status", models.CharField(max_length=20, null=True)),
                ("household_type", models.CharField(max_length=20, null=True)),
                ("identity", models.CharField(max_length=10, null=True)),
                ("remark", models.BinaryField(null=True)),
            ],
            options={
                "verbose_name": "待写入的职工",
                "verbose_name_plural": "待写入的职工",
            },
        ),
        migrations.CreateModel(
            name="RosterTitle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=100, unique=True, verbose_name="表头")),
                (
                    "column",
                    models.CharField(
                        blank=True, help_text="空着是不导入", max_length=30, verbose_name="放到"
                    ),
                ),
            ],
            options={
                "verbose_name": "记住的列",
                "verbose_name_plural": "记住的列",
                "ordering": ("title",),
            },
        ),
        migrations.CreateModel(
            name="RosterWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("column", models.CharField(max_length=30, verbose_name="列")),
                ("raw", models.CharField(max_length=100, verbose_name="表里写的")),
                ("meaning", models.CharField(blank=True, max_length=100, verbose_name="当作")),
            ],
            options={
                "verbose_name": "记住的写法",
                "verbose_name_plural": "记住的写法",
                "ordering": ("column", "raw"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("column", "raw"),
                        name="roster_word_once",
                        violation_error_message="这种写法已经记住了",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁的",
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="名字")),
                ("query", models.JSONField(verbose_name="筛选")),
            ],
            options={
                "verbose_name": "存下的筛选",
                "verbose_name_plural": "存下的筛选",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "name"),
                        name="saved_filter_one_per_name",
                        violation_error_message="这个名字已经用过了，换一个",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="saved_filter_has_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "certification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surveys",
                        to="staff.certification",
                        verbose_name="认定",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="第几轮")),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="指派人",
                    ),
                ),
                ("assigned_at", models.DateTimeField(verbose_name="指派时间")),
                ("surveyed_at", models.DateTimeField(null=True, verbose_name="调查时间")),
                (
                    "respondent",
                    models.CharField(blank=True, max_length=60, verbose_name="被调查人"),
                ),
                (
                    "relation",
                    models.CharField(blank=True, max_length=20, verbose_name="与职工关系"),
                ),
                (
                    "family",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="家庭成员及健康"
                    ),
                ),
                (
                    "home",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="住房产权、面积、实况"
                    ),
                ),
                (
                    "assets",
                    welfare.crypto.EncryptedField(
                        blank=True,
                        editable=True,
                        null=True,
                        verbose_name="车辆、经商、房产核查和大额用品",
                    ),
                ),
                (
                    "verifier",
                    models.CharField(blank=True, max_length=60, verbose_name="邻里或单位核实人"),
                ),
                (
                    "verified",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="核实人的意见"
                    ),
                ),
                (
                    "story",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="看到和核对的情况"
                    ),
                ),
                (
                    "needs",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="帮扶需求"
                    ),
                ),
                (
                    "clear",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("members", "人口清楚"),
                                ("address", "住址清楚"),
                                ("income", "收入清楚"),
                                ("illness", "病情清楚"),
                                ("work", "就业清楚"),
                                ("school", "就学清楚"),
                            ],
                            max_length=7,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="六清",
                    ),
                ),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fits", "符合"),
                            ("unfit", "不符合"),
                            ("refused", "家里不让调查"),
                        ],
                        max_length=7,
                        verbose_name="结论",
                    ),
                ),
                (
                    "suggested_tier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="建议等级",
                    ),
                ),
                (
                    "worker_signed_on",
                    models.DateField(blank=True, null=True, verbose_name="本人签字日期"),
                ),
                (
                    "filled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填表人",
                    ),
                ),
            ],
            options={
                "verbose_name": "入户调查",
                "verbose_name_plural": "入户调查",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("certification", "round"), name="survey_one_per_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finding", ""), ("surveyed_at__isnull", True)),
                            models.Q(
                                ("finding__in", ["fits", "unfit"]),
                                ("surveyed_at__isnull", False),
                                ("worker_signed_on__isnull", False),
                            ),
                            models.Q(
                                ("finding", "refused"),
                                ("story__isnull", False),
                                ("suggested_tier__isnull", True),
                                ("surveyed_at__isnull", False),
                                ("worker_signed_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="survey_whole_or_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyPhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="staff.survey",
                        verbose_name="调查",
                    ),
                ),
                ("uid", models.UUIDField(editable=False, unique=True, verbose_name="文件号")),
                (
                    "file_type",
                    models.CharField(
                        choices=[("jpg", "JPEG 图片"), ("png", "PNG 图片"), ("pdf", "PDF 文件")],
                        max_length=3,
                        verbose_name="类型",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="字节")),
                (
                    "sha256",
                    models.CharField(
                        db_collation="C", max_length=64, unique=True, verbose_name="原文件指纹"
                    ),
                ),
                (
                    "stored_sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="存档指纹"),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
            ],
            options={
                "verbose_name": "入户照片",
                "verbose_name_plural": "入户照片",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                        name="survey_photo_type_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveySignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="staff.survey",
                        verbose_name="调查",
                    ),
                ),
                (
                    "surveyor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="调查人",
                    ),
                ),
                ("signed_at", models.DateTimeField(null=True, verbose_name="签字时间")),
            ],
            options={
                "verbose_name": "调查人签字",
                "verbose_name_plural": "调查人签字",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("survey", "surveyor"), name="survey_signature_one_per_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GroundFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grounds",
                        to="staff.survey",
                        verbose_name="调查",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("homes", "两套以上住房"),
                            ("business", "开店或雇人"),
                            ("school", "高收费私立学校或自费留学"),
                            ("car", "经常使用小汽车（残疾人专用车除外）"),
                            ("shares", "控股股东"),
                            ("refuses", "不配合核查"),
                            ("false", "虚报或隐瞒收入"),
                            ("idle", "能劳动而无故不就业"),
                        ],
                        max_length=8,
                        verbose_name="情形",
                    ),
                ),
                ("is_found", models.BooleanField(default=False, verbose_name="有")),
                (
                    "checked",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="怎么核对的"
                    ),
                ),
                (
                    "override",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="为什么仍然建档"
                    ),
                ),
            ],
            options={
                "verbose_name": "不能建档的情形",
                "verbose_name_plural": "不能建档的情形",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("survey", "ground"), name="ground_once_per_survey"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ground__in",
                                [
                                    "homes",
                                    "business",
                                    "school",
                                    "car",
                                    "shares",
                                    "refuses",
                                    "false",
                                    "idle",
                                ],
                            )
                        ),
                        name="ground_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_found", False), ("override__isnull", False), _connector="OR"
                        ),
                        name="ground_found_has_override",
                        violation_error_message="有这种情形，要写明为什么仍然建档",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeerReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "certification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="peer_reviews",
                        to="staff.certification",
                        verbose_name="认定",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="第几轮")),
                ("held_on", models.DateField(verbose_name="评议日期")),
                ("is_skipped", models.BooleanField(default=False, verbose_name="没有开评议会")),
                (
                    "tier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="评议的等级",
                    ),
                ),
                ("present", models.PositiveSmallIntegerField(default=0, verbose_name="到会人数")),
                ("agreed", models.PositiveSmallIntegerField(default=0, verbose_name="同意人数")),
                (
                    "minutes",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="评议记录"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="记录时间")),
            ],
            options={
                "verbose_name": "民主评议",
                "verbose_name_plural": "民主评议",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("certification", "round"), name="peer_review_one_per_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreed__lte", models.F("present"))),
                        name="peer_review_agreed_within_present",
                        violation_error_message="同意人数不能多于到会人数",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_skipped", True), ("present__gt", 0), _connector="OR"
                        ),
                        name="peer_review_counted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "certification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="staff.certification",
                        verbose_name="认定",
                    ),
                ),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="意见"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("letter", "书面"),
                            ("phone", "电话"),
                            ("visit", "来访"),
                            ("box", "举报箱"),
                            ("board", "公开栏"),
                            ("online", "网上公示"),
                        ],
                        max_length=6,
                        verbose_name="来源",
                    ),
                ),
                (
                    "who",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="提出人"
                    ),
                ),
                ("raised_on", models.DateField(verbose_name="收到日期")),
                ("due_on", models.DateField(verbose_name="答复期限")),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("unfounded", "不属实"), ("founded", "属实，重新调查")],
                        max_length=9,
                        verbose_name="核查结果",
                    ),
                ),
                (
                    "answer",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="答复"
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                (
                    "handlers",
                    models.ManyToManyField(
                        related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="核查人"
                    ),
                ),
            ],
            options={
                "verbose_name": "不同意见",
                "verbose_name_plural": "不同意见",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__in", ["letter", "phone", "visit", "box", "board", "online"])
                        ),
                        name="objection_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entered_by__isnull", False), ("source", "online"), _connector="OR"
                        ),
                        name="objection_entered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_by__isnull", True),
                                ("answered_on__isnull", True),
                                ("result", ""),
                            ),
                            models.Q(
                                ("answer__isnull", False),
                                ("answered_by__isnull", False),
                                ("answered_on__isnull", False),
                                ("result__in", ["unfounded", "founded"]),
                            ),
                            _connector="OR",
                        ),
                        name="objection_answered_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdExit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exits",
                        to="staff.household",
                        verbose_name="家庭户",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
                (
                    "reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="原因"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁移出的",
                    ),
                ),
            ],
            options={
                "verbose_name": "移出本户",
                "verbose_name_plural": "移出本户",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason__isnull", False)),
                        name="household_exit_says_why",
                        violation_error_message="移出本户要写原因",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectionSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="staff.objection",
                        verbose_name="不同意见",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核查人",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[("unfounded", "不属实"), ("founded", "属实，重新调查")],
                        max_length=9,
                        verbose_name="核查结果",
                    ),
                ),
                (
                    "answer",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="答复"
                    ),
                ),
                ("signed_at", models.DateTimeField(verbose_name="签字时间")),
            ],
            options={
                "verbose_name": "核查人签字",
                "verbose_name_plural": "核查人签字",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("objection", "handler"), name="objection_signature_one_per_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer__isnull", False), ("result__in", ["unfounded", "founded"])
                        ),
                        name="objection_signature_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Norm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="启用")),
                ("document_no", models.CharField(max_length=80, verbose_name="文号")),
                ("is_sample", models.BooleanField(default=False, verbose_name="示例")),
                ("entered_on", models.DateField(verbose_name="录入日期")),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                ("agreed", models.BooleanField(null=True, verbose_name="核过")),
                ("words", models.CharField(blank=True, max_length=100, verbose_name="退回的原因")),
                ("decided_on", models.DateField(null=True, verbose_name="核的日期")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核的人",
                    ),
                ),
            ],
            options={
                "verbose_name": "慰问标准文件",
                "verbose_name_plural": "慰问标准文件",
                "ordering": ("-valid_from", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("agreed", None), ("agreed", True), _connector="OR"),
                        fields=("valid_from",),
                        name="norm_one_per_day",
                        violation_error_message="这一天起已有一份慰问标准",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document_no", ""), _negated=True),
                        name="norm_has_document",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", None), ("decided_by", None), ("decided_on", None)),
                            models.Q(
                                ("agreed__isnull", False),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                models.Q(("decided_by", models.F("entered_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="norm_confirmed_by_another",
                        violation_error_message="慰问标准要由别人来核",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", False), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="norm_refused_with_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="编号"
                    ),
                ),
                (
                    "festival",
                    models.CharField(
                        choices=[
                            ("new_year", "元旦"),
                            ("spring", "春节"),
                            ("mid_autumn", "中秋"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="节日",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("document_no", models.CharField(max_length=80, verbose_name="方案文号")),
                (
                    "state_document_no",
                    models.CharField(blank=True, max_length=80, verbose_name="全民工标准的文号"),
                ),
                (
                    "norm",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.norm",
                        verbose_name="慰问标准",
                    ),
                ),
                (
                    "money_from",
                    models.CharField(
                        default="送温暖（帮困）资金", max_length=60, verbose_name="资金来源"
                    ),
                ),
                ("is_sample", models.BooleanField(default=False, verbose_name="标准和单价是示例")),
                ("window_from", models.DateField(verbose_name="发放起")),
                ("window_until", models.DateField(verbose_name="发放止")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "拟定"),
                            ("approved", "已批准"),
                            ("list_locked", "名单锁定"),
                            ("notified", "已部署"),
                            ("distributing", "发放中"),
                            ("signed", "签领完成"),
                            ("reconciled", "核销"),
                            ("archived", "归档"),
                            ("cancelled", "取消"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
            ],
            options={
                "verbose_name": "送温暖活动",
                "verbose_name_plural": "送温暖活动",
                "ordering": ("-window_from",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("festival", "other"), _negated=True),
                            models.Q(("status", "cancelled"), _negated=True),
                        ),
                        fields=("festival", "year"),
                        name="campaign_one_per_festival_and_year",
                        violation_error_message="这个节日今年已有一次活动",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("window_until__gte", models.F("window_from"))),
                        name="campaign_window_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draft",
                                    "approved",
                                    "list_locked",
                                    "notified",
                                    "distributing",
                                    "signed",
                                    "reconciled",
                                    "archived",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="campaign_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="staff.campaign",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "拟定"),
                            ("approved", "已批准"),
                            ("list_locked", "名单锁定"),
                            ("notified", "已部署"),
                            ("distributing", "发放中"),
                            ("signed", "签领完成"),
                            ("reconciled", "核销"),
                            ("archived", "归档"),
                            ("cancelled", "取消"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签字人",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("facts", models.JSONField(default=dict, verbose_name="依据")),
            ],
            options={
                "verbose_name": "活动的经过",
                "verbose_name_plural": "活动的经过",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "status"), name="campaign_step_taken_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draft",
                                    "approved",
                                    "list_locked",
                                    "notified",
                                    "distributing",
                                    "signed",
                                    "reconciled",
                                    "archived",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="campaign_step_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="staff.campaign",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.station",
                        verbose_name="车站",
                    ),
                ),
                ("person", models.CharField(max_length=60, verbose_name="回执人")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "回执",
                "verbose_name_plural": "回执",
                "ordering": ("on", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "station"),
                        name="receipt_one_per_campaign_and_station",
                        violation_error_message="这个站已经回执",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="staff.campaign",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="第几张")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.station",
                        verbose_name="车站",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=staff.models.gifts.new_code,
                        max_length=12,
                        unique=True,
                        verbose_name="校验码",
                    ),
                ),
            ],
            options={
                "verbose_name": "签领表",
                "verbose_name_plural": "签领表",
                "ordering": ("campaign", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "number"), name="sheet_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetPhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="staff.sheet",
                    ),
                ),
                ("uid", models.UUIDField(editable=False, unique=True, verbose_name="文件号")),
                (
                    "file_type",
                    models.CharField(
                        choices=[("jpg", "JPEG 图片"), ("png", "PNG 图片"), ("pdf", "PDF 文件")],
                        max_length=3,
                        verbose_name="类型",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="字节")),
                (
                    "sha256",
                    models.CharField(
                        db_collation="C", max_length=64, unique=True, verbose_name="原文件指纹"
                    ),
                ),
                (
                    "stored_sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="存档指纹"),
                ),
                (
                    "match",
                    models.CharField(
                        choices=[("qr", "二维码对上"), ("hand", "二维码读不出，人工对的")],
                        max_length=4,
                        verbose_name="怎么对上的",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
            ],
            options={
                "verbose_name": "签领表照片",
                "verbose_name_plural": "签领表照片",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                        name="sheet_photo_type_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("match__in", ["qr", "hand"])),
                        name="sheet_photo_match_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GiftProxy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proxies",
                        to="staff.campaign",
                        verbose_name="活动",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="代领人")),
                (
                    "worker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                        verbose_name="本段职工",
                    ),
                ),
                (
                    "id_number",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="身份证号"
                    ),
                ),
                (
                    "id_number_index",
                    welfare.crypto.BlindIndexField("id_number", max_length=16, null=True),
                ),
            ],
            options={
                "verbose_name": "代领人",
                "verbose_name_plural": "代领人",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "id_number_index"), name="proxy_id_once_per_campaign"
                    ),
                    models.UniqueConstraint(
                        fields=("campaign", "worker"), name="proxy_worker_once_per_campaign"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("worker__isnull", False),
                            ("id_number_index__isnull", False),
                            _connector="OR",
                        ),
                        name="proxy_is_known",
                        violation_error_message="代领人要有身份证号，或者是本段职工",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gift",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="staff.campaign",
                        verbose_name="活动",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="staff.hardshipfile",
                        verbose_name="困难档案",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="等级",
                    ),
                ),
                (
                    "cash",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="慰问金（元）"
                    ),
                ),
                ("goods", models.CharField(blank=True, max_length=100, verbose_name="慰问品")),
                (
                    "goods_value",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=12, verbose_name="折合（元）"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="staff.sheet",
                        verbose_name="签领表",
                    ),
                ),
                ("line", models.PositiveSmallIntegerField(default=0, verbose_name="序号")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="领取日期")),
                (
                    "entered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="录入时间"),
                ),
                (
                    "undone",
                    models.PositiveSmallIntegerField(
                        db_default=0, default=0, verbose_name="撤销过几次"
                    ),
                ),
                (
                    "proxy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="staff.giftproxy",
                        verbose_name="代领人是谁",
                    ),
                ),
                ("proxy_name", models.CharField(blank=True, max_length=60, verbose_name="代领人")),
                (
                    "proxy_relation",
                    models.CharField(blank=True, max_length=20, verbose_name="代领人与职工关系"),
                ),
                (
                    "proxy_reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="代领原因"
                    ),
                ),
                ("stopped_on", models.DateField(blank=True, null=True, verbose_name="停发日期")),
                (
                    "stop_reason",
                    models.CharField(blank=True, max_length=100, verbose_name="停发原因"),
                ),
                (
                    "unpaid_reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="没有领的原因"
                    ),
                ),
                (
                    "paid_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发放人",
                    ),
                ),
                (
                    "paid_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发放人二",
                    ),
                ),
            ],
            options={
                "verbose_name": "发放",
                "verbose_name_plural": "发放",
                "ordering": ("file__worker__station", "file__worker__pinyin", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "file"),
                        name="gift_one_per_campaign_and_file",
                        violation_error_message="这户在本次活动里已有一行",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cash__gte", 0), ("goods_value__gte", 0)),
                        name="gift_not_negative",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entered_at__isnull", True), ("received_on__isnull", True)),
                            models.Q(("entered_at__isnull", False), ("received_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="gift_entered_when_received",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_on__isnull", True), ("unpaid_reason", None), _connector="OR"
                        ),
                        name="gift_received_or_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paid_by__isnull", True),
                            models.Q(("paid_by", models.F("paid_with")), _negated=True),
                            _connector="OR",
                        ),
                        name="gift_paid_by_two",
                        violation_error_message="发放要两个人",
                    ),
                ],
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
                ("year", models.PositiveSmallIntegerField(null=True, verbose_name="年")),
                ("quarter", models.PositiveSmallIntegerField(null=True, verbose_name="季度")),
                (
                    "campaign",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sample",
                        to="staff.campaign",
                        verbose_name="送温暖活动",
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(verbose_name="百分比")),
                ("seed", models.CharField(max_length=32, verbose_name="种子")),
                ("last_key", models.PositiveBigIntegerField(verbose_name="抽到第几号为止")),
                ("population", models.PositiveIntegerField(verbose_name="从多少里抽")),
                ("drawn_at", models.DateTimeField(verbose_name="抽取时间")),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="抽取人",
                    ),
                ),
            ],
            options={
                "verbose_name": "回访抽样",
                "verbose_name_plural": "回访抽样",
                "ordering": ("-year", "-quarter", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "quarter"),
                        name="callback_sample_once_a_quarter",
                        violation_error_message="这个季度已经抽过，不能重抽",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("campaign", None),
                                ("quarter__isnull", False),
                                ("year__isnull", False),
                            ),
                            models.Q(
                                ("campaign__isnull", False), ("quarter", None), ("year", None)
                            ),
                            _connector="OR",
                        ),
                        name="callback_sample_of_a_quarter_or_a_campaign",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Callback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="staff.callbacksample",
                        verbose_name="抽样",
                    ),
                ),
                (
                    "visit",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="callback",
                        to="staff.visit",
                        verbose_name="走访",
                    ),
                ),
                (
                    "gift",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="callback",
                        to="staff.gift",
                        verbose_name="发放",
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
                (
                    "note",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="职工怎么说"
                    ),
                ),
                ("called_at", models.DateTimeField(blank=True, null=True, verbose_name="回访时间")),
                (
                    "called_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="回访人",
                    ),
                ),
            ],
            options={
                "verbose_name": "回访",
                "verbose_name_plural": "回访",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gift__isnull", False), ("visit__isnull", True)),
                            models.Q(("gift__isnull", True), ("visit__isnull", False)),
                            _connector="OR",
                        ),
                        name="callback_about_a_visit_or_a_gift",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("called_at", None), ("called_by", None), ("result", "waiting")
                            ),
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Goods",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goods_lines",
                        to="staff.campaign",
                    ),
                ),
                ("name", models.CharField(max_length=30, verbose_name="品名")),
                ("spec", models.CharField(blank=True, max_length=30, verbose_name="规格")),
                ("unit", models.CharField(max_length=6, verbose_name="单位")),
                (
                    "unit_price",
                    models.DecimalField(decimal_places=2, max_digits=10, verbose_name="单价（元）"),
                ),
                ("priced_on", models.DateField(verbose_name="询价日期")),
            ],
            options={
                "verbose_name": "慰问品",
                "verbose_name_plural": "慰问品",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "name", "spec"), name="goods_once_per_campaign"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit_price__gt", 0)), name="goods_price_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Standard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standards",
                        to="staff.campaign",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="等级",
                    ),
                ),
                (
                    "cash",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="慰问金（元）"
                    ),
                ),
                ("goods", models.CharField(blank=True, max_length=100, verbose_name="慰问品")),
                (
                    "goods_value",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=12, verbose_name="折合（元）"
                    ),
                ),
                (
                    "state_cash",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="全民工慰问金（元）"
                    ),
                ),
                (
                    "state_goods_value",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=12,
                        verbose_name="全民工慰问品折合（元）",
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=100, verbose_name="不一样的原因"),
                ),
            ],
            options={
                "verbose_name": "慰问标准",
                "verbose_name_plural": "慰问标准",
                "ordering": ("-tier__rank",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("campaign", "tier"), name="standard_one_per_campaign_and_tier"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cash__gte", 0), ("goods_value__gte", 0)),
                        name="standard_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Portion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portions",
                        to="staff.standard",
                    ),
                ),
                (
                    "goods",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portions",
                        to="staff.goods",
                    ),
                ),
                ("quantity", models.PositiveSmallIntegerField(verbose_name="数量")),
            ],
            options={
                "verbose_name": "每户数量",
                "verbose_name_plural": "每户数量",
                "ordering": ("goods",),
                "constraints": [
                    models.UniqueConstraint(fields=("standard", "goods"), name="portion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="portion_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Purchase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "goods",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="purchase",
                        to="staff.goods",
                    ),
                ),
                ("quantity", models.PositiveIntegerField(verbose_name="数量")),
                ("invoice", models.CharField(max_length=40, verbose_name="发票号")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "购进",
                "verbose_name_plural": "购进",
            },
        ),
        migrations.CreateModel(
            name="Leftover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "goods",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leftover",
                        to="staff.goods",
                    ),
                ),
                ("quantity", models.PositiveIntegerField(verbose_name="数量")),
                ("words", models.CharField(max_length=100, verbose_name="去处")),
                ("is_kept", models.BooleanField(default=False, verbose_name="入库，下次先用")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "结余",
                "verbose_name_plural": "结余",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="leftover_positive"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProxyExplanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "proxy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explanations",
                        to="staff.giftproxy",
                        verbose_name="代领人",
                    ),
                ),
                ("families", models.PositiveSmallIntegerField(verbose_name="那时代领几户")),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="说明"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁写的",
                    ),
                ),
            ],
            options={
                "verbose_name": "代领说明",
                "verbose_name_plural": "代领说明",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("families__gt", 2)), name="explanation_of_too_many"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GiftUndo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "gift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undos",
                        to="staff.gift",
                        verbose_name="发放",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="原来的领取日期")),
                (
                    "stood",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="原来怎样记的"
                    ),
                ),
                (
                    "reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="撤销的原因"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁撤销的",
                    ),
                ),
            ],
            options={
                "verbose_name": "撤销签领",
                "verbose_name_plural": "撤销签领",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="GiftAvowal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "gift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="avowals",
                        to="staff.gift",
                        verbose_name="发放",
                    ),
                ),
                ("undone", models.PositiveSmallIntegerField(verbose_name="第几次撤销以后记的")),
                ("went", models.BooleanField(verbose_name="一同去发的")),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="怎么回事"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发放人二",
                    ),
                ),
            ],
            options={
                "verbose_name": "发放确认",
                "verbose_name_plural": "发放确认",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("gift", "undone"), name="gift_avowed_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("went", True), ("words__isnull", False), _connector="OR"
                        ),
                        name="gift_avowal_says_why_not",
                        violation_error_message="没有去的，要写怎么回事",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StockUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "goods",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stock_uses",
                        to="staff.goods",
                    ),
                ),
                (
                    "leftover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="staff.leftover",
                    ),
                ),
                ("quantity", models.PositiveIntegerField(verbose_name="数量")),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "用库存",
                "verbose_name_plural": "用库存",
                "constraints": [
                    models.UniqueConstraint(fields=("goods", "leftover"), name="stock_use_once"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="stock_use_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CampaignWindow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="windows",
                        to="staff.campaign",
                    ),
                ),
                ("first", models.DateField(verbose_name="发放起")),
                ("last", models.DateField(verbose_name="发放止")),
                ("was_first", models.DateField(verbose_name="原来的发放起")),
                ("was_last", models.DateField(verbose_name="原来的发放止")),
                ("reason", models.CharField(max_length=100, verbose_name="改期的原因")),
                ("notice", models.CharField(max_length=100, verbose_name="怎样通知各站")),
                ("proposed_on", models.DateField(verbose_name="报的日期")),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报的人",
                    ),
                ),
                ("agreed", models.BooleanField(null=True, verbose_name="批准")),
                ("words", models.CharField(blank=True, max_length=100, verbose_name="批语")),
                ("decided_on", models.DateField(null=True, verbose_name="批的日期")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批的人",
                    ),
                ),
            ],
            options={
                "verbose_name": "改期",
                "verbose_name_plural": "改期",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("agreed", None)),
                        fields=("campaign",),
                        name="window_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="window_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("notice", ""), _negated=True),
                        ),
                        name="window_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", None), ("decided_by", None), ("decided_on", None)),
                            models.Q(
                                ("agreed__isnull", False),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="window_decided_by_another",
                        violation_error_message="改期要由别人来批",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", False), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="window_refused_with_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NormLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "norm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="staff.norm",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="等级",
                    ),
                ),
                (
                    "state_cash",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="全民工慰问金"
                    ),
                ),
                (
                    "state_goods_value",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="全民工慰问品折合"
                    ),
                ),
                (
                    "own_cash",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="集体工慰问金"
                    ),
                ),
                (
                    "own_goods_value",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="集体工慰问品折合"
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=100, verbose_name="不一样的原因"),
                ),
            ],
            options={
                "verbose_name": "慰问标准的等级",
                "verbose_name_plural": "慰问标准的等级",
                "ordering": ("-tier__rank",),
                "constraints": [
                    models.UniqueConstraint(fields=("norm", "tier"), name="norm_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("own_cash__gte", 0),
                            ("own_goods_value__gte", 0),
                            ("state_cash__gte", 0),
                            ("state_goods_value__gte", 0),
                        ),
                        name="norm_line_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(
                                ("own_cash", models.F("state_cash")),
                                ("own_goods_value", models.F("state_goods_value")),
                            ),
                            _connector="OR",
                        ),
                        name="norm_difference_has_reason",
                        violation_error_message="集体工和全民工不一样，要写原因",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_files",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
                ("document_no", models.CharField(max_length=80, verbose_name="批准文号")),
                ("approved_on", models.DateField(verbose_name="批准日期")),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="困难等级",
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("single_parent", "单亲"),
                            ("low_income", "收入低"),
                            ("disaster", "意外灾害"),
                            ("own_illness", "本人大病"),
                            ("family_illness", "家属大病"),
                            ("schooling", "子女上学"),
                            ("other", "其他"),
                            ("no_ability", "无劳动能力"),
                            ("no_job", "有劳动能力未就业"),
                            ("laid_off", "下岗失业"),
                            ("uninsured", "未参加社会保险"),
                            ("underinsured", "社保待遇落实不到位"),
                            ("accident", "意外事故"),
                        ],
                        max_length=14,
                        verbose_name="主要致困原因",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.cadre",
                        verbose_name="包保责任人",
                    ),
                ),
                (
                    "over_limit",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="超过上限的原因"
                    ),
                ),
                (
                    "no_leader",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="为什么不由段领导包保"
                    ),
                ),
                ("entered_on", models.DateField(verbose_name="录入日期")),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                ("agreed", models.BooleanField(null=True, verbose_name="核过")),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="退回的原因"
                    ),
                ),
                ("decided_on", models.DateField(null=True, verbose_name="核的日期")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核的人",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper",
                        to="staff.hardshipfile",
                        verbose_name="困难档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "纸质档案",
                "verbose_name_plural": "纸质档案",
                "ordering": ("-pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("agreed", None)),
                        fields=("worker",),
                        name="paper_one_open_per_worker",
                        violation_error_message="这位职工的纸质档案已经录入，等别人核对",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document_no", ""), _negated=True),
                        name="paper_has_document",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", None), ("decided_by", None), ("decided_on", None)),
                            models.Q(
                                ("agreed__isnull", False),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                models.Q(("decided_by", models.F("entered_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="paper_confirmed_by_another",
                        violation_error_message="纸质档案要由别人来核",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", True), ("file__isnull", False)),
                            models.Q(models.Q(("agreed", True), _negated=True), ("file", None)),
                            _connector="OR",
                        ),
                        name="paper_begins_its_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", False), _negated=True),
                            ("words__isnull", False),
                            _connector="OR",
                        ),
                        name="paper_refused_with_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptLead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept",
                        to="staff.pairing",
                        verbose_name="结对",
                    ),
                ),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="为什么不由段领导包保"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "不换段领导的原因",
                "verbose_name_plural": "不换段领导的原因",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words__isnull", False)),
                        name="kept_lead_says_why",
                        violation_error_message="写明为什么不由段领导包保",
                    )
                ],
            },
        ),
    ]
    operations = [Together(operations)]
