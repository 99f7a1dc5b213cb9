import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0020_campaign_money"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BankLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="行")),
                ("date", models.DateField(verbose_name="日期")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                (
                    "balance",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="余额（元）"),
                ),
                ("party", models.CharField(blank=True, max_length=80, verbose_name="对方")),
                ("memo", models.CharField(blank=True, max_length=120, verbose_name="摘要")),
                (
                    "serial",
                    models.CharField(
                        blank=True, db_collation="C", max_length=60, verbose_name="流水号"
                    ),
                ),
            ],
            options={
                "verbose_name": "银行流水",
                "verbose_name_plural": "银行流水",
                "ordering": ("date", "statement", "line"),
            },
        ),
        migrations.CreateModel(
            name="BankMatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("matched_at", models.DateTimeField(verbose_name="核对时间")),
            ],
            options={
                "verbose_name": "对账",
                "verbose_name_plural": "对账",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="BankRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=40, verbose_name="对方或摘要里的字")),
            ],
            options={
                "verbose_name": "对账规则",
                "verbose_name_plural": "对账规则",
                "ordering": ("word",),
            },
        ),
        migrations.CreateModel(
            name="BankStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="文件")),
                (
                    "sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="文件指纹"),
                ),
                ("first", models.DateField(verbose_name="起")),
                ("last", models.DateField(verbose_name="止")),
                ("taken_at", models.DateTimeField(verbose_name="导入时间")),
            ],
            options={
                "verbose_name": "银行对账单",
                "verbose_name_plural": "银行对账单",
                "ordering": ("-last", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="CashCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="盘点日")),
                ("pieces", models.JSONField(default=dict, verbose_name="张数")),
                (
                    "counted",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="实有（元）"),
                ),
                (
                    "booked",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="账面（元）"),
                ),
                (
                    "explanation",
                    models.CharField(blank=True, max_length=200, verbose_name="差额说明"),
                ),
                ("counted_at", models.DateTimeField(verbose_name="盘点时间")),
                ("witnessed_at", models.DateTimeField(null=True, verbose_name="监盘时间")),
            ],
            options={
                "verbose_name": "现金盘点",
                "verbose_name_plural": "现金盘点",
                "ordering": ("-on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="DailyHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("day", models.DateField(verbose_name="日期")),
                ("last_number", models.PositiveIntegerField(verbose_name="末号")),
                ("hash", models.BinaryField(max_length=32, verbose_name="链头")),
                ("root", models.BinaryField(max_length=32, verbose_name="默克尔根")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "每日校验码",
                "verbose_name_plural": "每日校验码",
                "ordering": ("-day", "fund", "-year"),
            },
        ),
        migrations.CreateModel(
            name="MatchedVoucher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "对上的凭证",
                "verbose_name_plural": "对上的凭证",
            },
        ),
        migrations.CreateModel(
            name="PeriodStep",
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
                        choices=[("close", "结账"), ("reopen", "反结账")],
                        max_length=6,
                        verbose_name="种类",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("through", models.DateField(verbose_name="办完以后结到哪天")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                ("is_dropped", models.BooleanField(default=False, verbose_name="不办了")),
            ],
            options={
                "verbose_name": "结账申请",
                "verbose_name_plural": "结账申请",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="SelfCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("seconds", models.FloatField(verbose_name="用时（秒）")),
                ("vouchers", models.PositiveIntegerField(verbose_name="凭证数")),
                ("problems", models.JSONField(default=list, verbose_name="问题")),
            ],
            options={
                "verbose_name": "账目自检",
                "verbose_name_plural": "账目自检",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="VoucherPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="附件")),
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
                    models.CharField(db_collation="C", max_length=64, verbose_name="原文件指纹"),
                ),
                (
                    "stored_sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="存档指纹"),
                ),
                ("added_at", models.DateTimeField(verbose_name="上传时间")),
            ],
            options={
                "verbose_name": "凭证附件",
                "verbose_name_plural": "凭证附件",
                "ordering": ("pk",),
            },
        ),
        migrations.AlterModelOptions(
            name="closing",
            options={
                "ordering": ("pk",),
                "verbose_name": "结账记录",
                "verbose_name_plural": "结账记录",
            },
        ),
        migrations.RemoveConstraint(
            model_name="closing",
            name="closing_once",
        ),
        migrations.AddField(
            model_name="closing",
            name="asked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="提出人",
            ),
        ),
        migrations.AddField(
            model_name="closing",
            name="kind",
            field=models.CharField(
                choices=[("close", "结账"), ("reopen", "反结账")],
                default="close",
                max_length=6,
                verbose_name="种类",
            ),
        ),
        migrations.AddField(
            model_name="closing",
            name="last_number",
            field=models.PositiveIntegerField(null=True, verbose_name="当时的末号"),
        ),
        migrations.AddField(
            model_name="closing",
            name="year",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="年"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="closing",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="确认人",
            ),
        ),
        migrations.AddConstraint(
            model_name="closing",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["close", "reopen"])), name="closing_kind_known"
            ),
        ),
        migrations.AddField(
            model_name="bankmatch",
            name="matched_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="核对人",
            ),
        ),
        migrations.AddField(
            model_name="bankline",
            name="match",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="mutualfund.bankmatch",
                verbose_name="对上",
            ),
        ),
        migrations.AddField(
            model_name="bankrule",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mutualfund.account",
                verbose_name="银行科目",
            ),
        ),
        migrations.AddField(
            model_name="bankrule",
            name="counter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mutualfund.account",
                verbose_name="对方科目",
            ),
        ),
        migrations.AddField(
            model_name="bankrule",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="记住的人",
            ),
        ),
        migrations.AddField(
            model_name="bankstatement",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mutualfund.account",
                verbose_name="科目",
            ),
        ),
        migrations.AddField(
            model_name="bankstatement",
            name="taken_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="导入人",
            ),
        ),
        migrations.AddField(
            model_name="bankline",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="mutualfund.bankstatement",
                verbose_name="对账单",
            ),
        ),
        migrations.AddField(
            model_name="cashcount",
            name="cashier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="出纳",
            ),
        ),
        migrations.AddField(
            model_name="cashcount",
            name="fund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mutualfund.fund",
                verbose_name="基金",
            ),
        ),
        migrations.AddField(
            model_name="cashcount",
            name="witness",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="监盘人",
            ),
        ),
        migrations.AddField(
            model_name="dailyhead",
            name="fund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mutualfund.fund",
                verbose_name="基金",
            ),
        ),
        migrations.AddField(
            model_name="matchedvoucher",
            name="match",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="vouchers",
                to="mutualfund.bankmatch",
            ),
        ),
        migrations.AddField(
            model_name="matchedvoucher",
            name="voucher",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bank_match",
                to="mutualfund.voucher",
                verbose_name="凭证",
            ),
        ),
        migrations.AddField(
            model_name="periodstep",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="提出人",
            ),
        ),
        migrations.AddField(
            model_name="periodstep",
            name="confirmed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="确认人",
            ),
        ),
        migrations.AddField(
            model_name="periodstep",
            name="fund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mutualfund.fund",
                verbose_name="基金",
            ),
        ),
        migrations.AddField(
            model_name="voucherpaper",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="上传人",
            ),
        ),
        migrations.AddField(
            model_name="voucherpaper",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="mutualfund.draftvoucher",
                verbose_name="凭证草稿",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankrule",
            constraint=models.UniqueConstraint(
                fields=("account", "word"),
                name="bank_rule_once",
                violation_error_message="这个字已经有规则了",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankstatement",
            constraint=models.UniqueConstraint(
                fields=("account", "sha256"),
                name="bank_statement_once",
                violation_error_message="这份对账单已经导入过",
            ),
        ),
        migrations.AddIndex(
            model_name="bankline",
            index=models.Index(fields=["date"], name="bank_line_date"),
        ),
        migrations.AddConstraint(
            model_name="bankline",
            constraint=models.UniqueConstraint(fields=("statement", "line"), name="bank_line_once"),
        ),
        migrations.AddConstraint(
            model_name="bankline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", 0), _negated=True), name="bank_line_not_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="cashcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("witness__isnull", True),
                    models.Q(("witness", models.F("cashier")), _negated=True),
                    _connector="OR",
                ),
                name="cash_count_by_two",
                violation_error_message="盘点和监盘要两个人",
            ),
        ),
        migrations.AddConstraint(
            model_name="cashcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("counted", models.F("booked")),
                    models.Q(("explanation", ""), _negated=True),
                    _connector="OR",
                ),
                name="cash_count_difference_explained",
                violation_error_message="实有和账面不一样，要写明原因",
            ),
        ),
        migrations.AddConstraint(
            model_name="cashcount",
            constraint=models.CheckConstraint(
                condition=models.Q(("counted__gte", 0)), name="cash_count_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="dailyhead",
            constraint=models.UniqueConstraint(
                fields=("fund", "year", "day"), name="daily_head_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="periodstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("confirmed_by__isnull", True), ("is_dropped", False)),
                fields=("fund",),
                name="period_step_one_waiting",
                violation_error_message="已有一件结账或反结账等着确认",
            ),
        ),
        migrations.AddConstraint(
            model_name="periodstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="period_step_by_two",
                violation_error_message="提出和确认要两个人",
            ),
        ),
        migrations.AddConstraint(
            model_name="periodstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["close", "reopen"])), name="period_step_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="periodstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "close"), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="period_step_reopened_for_a_reason",
                violation_error_message="反结账要写原因",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucherpaper",
            constraint=models.UniqueConstraint(
                fields=("draft", "sha256"), name="voucher_paper_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="voucherpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                name="voucher_paper_type_known",
            ),
        ),
    ]
