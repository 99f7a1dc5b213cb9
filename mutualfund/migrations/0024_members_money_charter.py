import django.contrib.postgres.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0023_evidence_is_kept"),
        ("staff", "0019_traces_outlive_an_undone_import"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AmountBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "above",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="超过（元）"),
                ),
                (
                    "investigators",
                    models.PositiveSmallIntegerField(default=2, verbose_name="调查人数"),
                ),
                (
                    "agreeing",
                    models.PositiveSmallIntegerField(default=0, verbose_name="至少同意票"),
                ),
            ],
            options={
                "verbose_name": "金额分档",
                "verbose_name_plural": "金额分档",
                "ordering": ("above",),
            },
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("unit", "单位缴费表"), ("payroll", "工资代扣清单")],
                        max_length=7,
                        verbose_name="种类",
                    ),
                ),
                ("unit", models.CharField(max_length=60, verbose_name="单位")),
                ("filename", models.CharField(max_length=200, verbose_name="文件名")),
                (
                    "digest",
                    models.CharField(db_collation="C", max_length=64, verbose_name="文件指纹"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preview", "待确认"),
                            ("written", "已写入"),
                            ("dropped", "不收了"),
                        ],
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
                ("rows", models.JSONField(default=list, verbose_name="行")),
                ("problems", models.JSONField(default=list, verbose_name="要改的")),
                (
                    "claimed_total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="表上合计（元）",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                ("written_on", models.DateField(null=True, verbose_name="写入日期")),
            ],
            options={
                "verbose_name": "收款批次",
                "verbose_name_plural": "收款批次",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
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
                        db_collation="C", max_length=20, unique=True, verbose_name="登记号"
                    ),
                ),
                ("applied_on", models.DateField(verbose_name="申请日期")),
                ("opinion", models.CharField(max_length=100, verbose_name="单位工会意见")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="本人签名日期")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤回日期")),
            ],
            options={
                "verbose_name": "入社登记",
                "verbose_name_plural": "入社登记",
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="说明的金额（元）"
                    ),
                ),
                ("paper", models.CharField(max_length=80, verbose_name="凭什么")),
                ("words", models.CharField(max_length=200, verbose_name="怎么回事")),
                ("entered_on", models.DateField(verbose_name="日期")),
            ],
            options={
                "verbose_name": "差额说明",
                "verbose_name_plural": "差额说明",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Interest",
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
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                ("received_on", models.DateField(verbose_name="入账日")),
                (
                    "advice_no",
                    models.CharField(
                        db_collation="C", max_length=40, unique=True, verbose_name="银行回单号"
                    ),
                ),
            ],
            options={
                "verbose_name": "利息",
                "verbose_name_plural": "利息",
                "ordering": ("-received_on", "number"),
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
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("number", models.PositiveIntegerField(verbose_name="号")),
                ("source", models.CharField(db_collation="C", max_length=60, verbose_name="来源")),
                ("payer", models.CharField(max_length=60, verbose_name="交款人")),
                ("reason", models.CharField(max_length=120, verbose_name="收款事由")),
                (
                    "method",
                    models.CharField(
                        choices=[("cash", "现金"), ("bank", "转账"), ("payroll", "工资代扣")],
                        max_length=7,
                        verbose_name="方式",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                ("issued_on", models.DateField(verbose_name="日期")),
                (
                    "paper_no",
                    models.CharField(
                        blank=True, db_collation="C", max_length=20, verbose_name="纸质收据号"
                    ),
                ),
                (
                    "void_reason",
                    models.CharField(blank=True, max_length=100, verbose_name="作废原因"),
                ),
            ],
            options={
                "verbose_name": "收据",
                "verbose_name_plural": "收据",
                "ordering": ("-year", "-number"),
            },
        ),
        migrations.CreateModel(
            name="StatedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("document", models.CharField(max_length=80, verbose_name="文件")),
                ("words", models.CharField(max_length=120, verbose_name="原文")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("raised", "收进总额"),
                            ("dues", "会费"),
                            ("donations", "捐款"),
                            ("grants", "单位拨款"),
                            ("interest", "利息"),
                        ],
                        max_length=9,
                        verbose_name="对哪个数",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="文件上的数（元）"
                    ),
                ),
                ("as_of", models.DateField(verbose_name="截止日")),
            ],
            options={
                "verbose_name": "文件所载数",
                "verbose_name_plural": "文件所载数",
                "ordering": ("-as_of", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="benefit",
            name="cap_per_event",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=12,
                null=True,
                verbose_name="每件封顶（元）",
            ),
        ),
        migrations.AddField(
            model_name="benefit",
            name="count_per_year",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="每人每年次数"
            ),
        ),
        migrations.AddField(
            model_name="benefit",
            name="waiting_days",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="等待期（天）"
            ),
        ),
        migrations.AddField(
            model_name="benefit",
            name="window_days",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="申请期限（天）"
            ),
        ),
        migrations.AddField(
            model_name="charter",
            name="adopted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="公布人",
            ),
        ),
        migrations.AddField(
            model_name="charter",
            name="adopted_on",
            field=models.DateField(blank=True, null=True, verbose_name="通过日期"),
        ),
        migrations.AddField(
            model_name="charter",
            name="drafted_from",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mutualfund.charter",
                verbose_name="改自",
            ),
        ),
        migrations.AddField(
            model_name="donation",
            name="is_cadre",
            field=models.BooleanField(default=False, verbose_name="党员干部"),
        ),
        migrations.AddField(
            model_name="donation",
            name="may_be_named",
            field=models.BooleanField(default=False, verbose_name="同意公开姓名"),
        ),
        migrations.AddField(
            model_name="donation",
            name="method",
            field=models.CharField(
                choices=[("cash", "现金"), ("bank", "转账"), ("payroll", "工资代扣")],
                default="bank",
                max_length=7,
                verbose_name="方式",
            ),
        ),
        migrations.AddField(
            model_name="donation",
            name="wish",
            field=models.CharField(blank=True, max_length=60, verbose_name="意愿用途"),
        ),
        migrations.AddField(
            model_name="duespayment",
            name="method",
            field=models.CharField(
                choices=[("cash", "现金"), ("bank", "转账"), ("payroll", "工资代扣")],
                default="bank",
                max_length=7,
                verbose_name="方式",
            ),
        ),
        migrations.AddField(
            model_name="duespayment",
            name="payer",
            field=models.CharField(
                choices=[
                    ("self", "本人"),
                    ("depot", "车务段代缴"),
                    ("union", "工会代缴"),
                    ("other", "其他单位代缴"),
                ],
                default="self",
                max_length=5,
                verbose_name="缴费人",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="match_ratio",
            field=models.DecimalField(
                blank=True, decimal_places=3, max_digits=6, null=True, verbose_name="配比比例"
            ),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cap_per_event__isnull", True), ("cap_per_event__gt", 0), _connector="OR"
                ),
                name="benefit_event_cap_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="charter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("adopted_on__isnull", True),
                    models.Q(("resolution", ""), _negated=True),
                    _connector="OR",
                ),
                name="charter_adopted_by_resolution",
                violation_error_message="通过的章程要有决议文号",
            ),
        ),
        migrations.AddConstraint(
            model_name="charter",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("adopted_on__isnull", False)),
                expressions=[(models.Func("valid_from", "valid_to", function="daterange"), "&&")],
                name="charter_one_in_force",
                violation_error_message="这段时间已有一版章程生效",
            ),
        ),
        migrations.AddConstraint(
            model_name="donation",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_anonymous", True), ("may_be_named", True), _negated=True),
                name="donation_anonymous_is_not_named",
                violation_error_message="匿名捐款不能公开姓名",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("match_base__isnull", True), ("match_ratio__isnull", True)),
                    models.Q(("match_base__gt", 0), ("match_ratio__gt", 0)),
                    _connector="OR",
                ),
                name="grant_base_with_ratio",
                violation_error_message="配比基数和比例要一起填",
            ),
        ),
        migrations.AddField(
            model_name="amountband",
            name="charter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bands",
                to="mutualfund.charter",
                verbose_name="章程",
            ),
        ),
        migrations.AddField(
            model_name="collection",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="上传人",
            ),
        ),
        migrations.AddField(
            model_name="duespayment",
            name="collection",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dues",
                to="mutualfund.collection",
                verbose_name="收款批次",
            ),
        ),
        migrations.AddConstraint(
            model_name="duespayment",
            constraint=models.CheckConstraint(
                condition=models.Q(("payer__in", ["self", "depot", "union", "other"])),
                name="dues_payer_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="duespayment",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ["cash", "bank", "payroll"])),
                name="dues_method_known",
            ),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="经办",
            ),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="member",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="enrolment",
                to="mutualfund.member",
                verbose_name="社员",
            ),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="worker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.worker",
                verbose_name="职工",
            ),
        ),
        migrations.AddField(
            model_name="explanation",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="interest",
            name="voucher",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mutualfund.voucher",
                verbose_name="凭证",
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="issued_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="经手人",
            ),
        ),
        migrations.AddField(
            model_name="receipt",
            name="voided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="作废人",
            ),
        ),
        migrations.AddField(
            model_name="statedfigure",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="explanation",
            name="figure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="explanations",
                to="mutualfund.statedfigure",
            ),
        ),
        migrations.AddConstraint(
            model_name="amountband",
            constraint=models.UniqueConstraint(
                fields=("charter", "above"), name="band_one_per_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="amountband",
            constraint=models.CheckConstraint(
                condition=models.Q(("above__gt", 0)), name="band_above_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="amountband",
            constraint=models.CheckConstraint(
                condition=models.Q(("investigators__range", (2, 9))),
                name="band_two_investigators_or_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="collection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "written")),
                fields=("digest",),
                name="collection_one_per_file",
                violation_error_message="这个文件已经收过了",
            ),
        ),
        migrations.AddConstraint(
            model_name="collection",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["unit", "payroll"])), name="collection_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="collection",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["preview", "written", "dropped"])),
                name="collection_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="collection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "written"), _negated=True),
                    ("problems", []),
                    _connector="OR",
                ),
                name="collection_written_without_problems",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("member__isnull", True), ("withdrawn_on__isnull", True)),
                fields=("worker",),
                name="enrolment_one_open_per_worker",
                violation_error_message="该职工已有一份没办完的入社登记",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("member__isnull", True), ("signed_on__isnull", False), _connector="OR"
                ),
                name="enrolment_signed_before_member",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("member__isnull", True), ("withdrawn_on__isnull", True), _connector="OR"
                ),
                name="enrolment_one_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="interest",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="interest_amount_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("year", "number"), name="receipt_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("void_reason", "")),
                fields=("source",),
                name="receipt_one_per_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="receipt_amount_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("year", models.F("issued_on__year"))),
                name="receipt_year_of_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ["cash", "bank", "payroll"])),
                name="receipt_method_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_by__isnull", True)),
                    models.Q(
                        models.Q(("void_reason", ""), _negated=True), ("voided_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="receipt_void_has_reason_and_hand",
            ),
        ),
        migrations.AddConstraint(
            model_name="statedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("measure__in", ["raised", "dues", "donations", "grants", "interest"])
                ),
                name="figure_measure_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statedfigure",
            constraint=models.UniqueConstraint(
                fields=("document", "measure", "as_of"),
                name="figure_once_per_document",
                violation_error_message="这份文件的这个数已经登记过了",
            ),
        ),
        migrations.AddConstraint(
            model_name="explanation",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", 0), _negated=True), name="explanation_of_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="explanation",
            constraint=models.CheckConstraint(
                condition=models.Q(("paper", ""), _negated=True), name="explanation_has_a_paper"
            ),
        ),
    ]
