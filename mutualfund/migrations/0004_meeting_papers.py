"""Minutes, letters and payment list of a meeting; emergency advances."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

SQL = Path(__file__).parent / "sql"
TOPICS = (
    "minutes",
    "advances",
)


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0003_chart_of_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Advance",
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
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="垫付（元）"),
                ),
                (
                    "reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="为什么等不到开会"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "等批准"),
                            ("approved", "已批准，等付款"),
                            ("declined", "没有批准"),
                            ("paid", "已垫付"),
                        ],
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("proposed_on", models.DateField(verbose_name="提出日期")),
                ("decided_on", models.DateField(null=True, verbose_name="批准日期")),
                ("paid_on", models.DateField(null=True, verbose_name="付款日期")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[("bank", "工资卡"), ("cash", "现金")],
                        max_length=4,
                        verbose_name="方式",
                    ),
                ),
                ("card_last4", models.CharField(blank=True, max_length=4, verbose_name="卡尾号")),
            ],
            options={
                "verbose_name": "紧急垫付",
                "verbose_name_plural": "紧急垫付",
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="Letter",
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
                ("issued_on", models.DateField(verbose_name="日期")),
                ("appeal_until", models.DateField(null=True, verbose_name="复核期限")),
            ],
            options={
                "verbose_name": "通知书",
                "verbose_name_plural": "通知书",
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="MinutesVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveSmallIntegerField(verbose_name="版次")),
                (
                    "text",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="全文"
                    ),
                ),
                ("digest", models.CharField(db_collation="C", max_length=64, verbose_name="指纹")),
                (
                    "before",
                    models.CharField(
                        blank=True, db_collation="C", max_length=64, verbose_name="上一版指纹"
                    ),
                ),
                (
                    "correction",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="更正"
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="写定时间")),
            ],
            options={
                "verbose_name": "会议纪要",
                "verbose_name_plural": "会议纪要",
                "ordering": ("meeting", "-version"),
            },
        ),
        migrations.CreateModel(
            name="PayList",
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
                ("cases", models.PositiveSmallIntegerField(verbose_name="件数")),
                (
                    "total",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="合计（元）"),
                ),
                ("made_on", models.DateField(verbose_name="日期")),
            ],
            options={
                "verbose_name": "付款单",
                "verbose_name_plural": "付款单",
                "ordering": ("-number",),
            },
        ),
        migrations.CreateModel(
            name="SignedCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    models.CharField(db_collation="C", max_length=64, verbose_name="原文件指纹"),
                ),
                (
                    "stored_sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="存档指纹"),
                ),
                ("added_at", models.DateTimeField(verbose_name="上传时间")),
            ],
            options={
                "verbose_name": "纪要签字件",
                "verbose_name_plural": "纪要签字件",
                "ordering": ("pk",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="article",
            name="article_topic_known",
        ),
        migrations.AddField(
            model_name="benefit",
            name="may_advance",
            field=models.BooleanField(default=False, verbose_name="可以紧急垫付"),
        ),
        migrations.AddField(
            model_name="charter",
            name="advance_cap",
            field=models.DecimalField(
                decimal_places=2, default=300, max_digits=12, verbose_name="紧急垫付每件上限（元）"
            ),
        ),
        migrations.AddField(
            model_name="charter",
            name="ratify_days",
            field=models.PositiveSmallIntegerField(
                default=100, verbose_name="紧急垫付追认期限（天）"
            ),
        ),
        migrations.AlterField(
            model_name="article",
            name="topic",
            field=models.CharField(
                choices=[
                    ("membership", "社员资格"),
                    ("dues", "会费"),
                    ("waiting", "等待期"),
                    ("window", "申请期限"),
                    ("once", "一事一补"),
                    ("count", "年度次数"),
                    ("cap", "年度封顶"),
                    ("fund", "量入为出"),
                    ("guard", "年度支出上限"),
                    ("papers", "证明材料"),
                    ("quorum", "会议人数"),
                    ("inquiry", "调查核实"),
                    ("recusal", "回避"),
                    ("publicity", "公示"),
                    ("appeal", "复核"),
                    ("advance", "紧急垫付"),
                ],
                max_length=10,
                verbose_name="事项",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "topic__in",
                        [
                            "membership",
                            "dues",
                            "waiting",
                            "window",
                            "once",
                            "count",
                            "cap",
                            "fund",
                            "guard",
                            "papers",
                            "quorum",
                            "inquiry",
                            "recusal",
                            "publicity",
                            "appeal",
                            "advance",
                        ],
                    )
                ),
                name="article_topic_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="charter",
            constraint=models.CheckConstraint(
                condition=models.Q(("advance_cap__gte", 0)), name="charter_advance_cap_not_negative"
            ),
        ),
        migrations.AddField(
            model_name="advance",
            name="cashier",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="出纳",
            ),
        ),
        migrations.AddField(
            model_name="advance",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="advances",
                to="mutualfund.claim",
                verbose_name="申请",
            ),
        ),
        migrations.AddField(
            model_name="advance",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="批准人",
            ),
        ),
        migrations.AddField(
            model_name="advance",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="提出人",
            ),
        ),
        migrations.AddField(
            model_name="advance",
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
            model_name="letter",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letter",
                to="mutualfund.decision",
                verbose_name="决定",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="issued_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="签发人",
            ),
        ),
        migrations.AddField(
            model_name="minutesversion",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minutes",
                to="mutualfund.meeting",
                verbose_name="会议",
            ),
        ),
        migrations.AddField(
            model_name="minutesversion",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="写定人",
            ),
        ),
        migrations.AddField(
            model_name="paylist",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="开单人",
            ),
        ),
        migrations.AddField(
            model_name="paylist",
            name="meeting",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pay_list",
                to="mutualfund.meeting",
                verbose_name="会议",
            ),
        ),
        migrations.AddField(
            model_name="signedcopy",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="上传人",
            ),
        ),
        migrations.AddField(
            model_name="signedcopy",
            name="minutes",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="copies",
                to="mutualfund.minutesversion",
                verbose_name="纪要",
            ),
        ),
        migrations.AddConstraint(
            model_name="advance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "declined"), _negated=True),
                fields=("claim",),
                name="advance_one_per_claim",
                violation_error_message="这件申请已经有一笔紧急垫付",
            ),
        ),
        migrations.AddConstraint(
            model_name="advance",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="advance_amount_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="advance",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["proposed", "approved", "declined", "paid"])),
                name="advance_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="advance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="advance_approved_by_another",
                violation_error_message="自己提出的垫付要由别人批准",
            ),
        ),
        migrations.AddConstraint(
            model_name="advance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by__isnull", True), ("status", "proposed")),
                    models.Q(
                        models.Q(("status", "proposed"), _negated=True),
                        ("decided_by__isnull", False),
                        ("decided_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="advance_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="advance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("status", "paid"), _negated=True),
                        ("cashier__isnull", True),
                        ("method", ""),
                        ("paid_on__isnull", True),
                        ("voucher__isnull", True),
                    ),
                    models.Q(
                        ("cashier__isnull", False),
                        ("method__in", ["bank", "cash"]),
                        ("paid_on__isnull", False),
                        ("status", "paid"),
                        ("voucher__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="advance_paid_with_its_voucher",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("appeal_until__isnull", True),
                    ("appeal_until__gte", models.F("issued_on")),
                    _connector="OR",
                ),
                name="letter_appeal_after_issue",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesversion",
            constraint=models.UniqueConstraint(
                fields=("meeting", "version"), name="minutes_one_per_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("before", ""), ("correction__isnull", True), ("version", 1)),
                    models.Q(
                        ("correction__isnull", False),
                        ("version__gt", 1),
                        models.Q(("before", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="minutes_corrected_after_the_first",
                violation_error_message="更正要写明更正什么",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutesversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest", ""), _negated=True), name="minutes_have_a_digest"
            ),
        ),
        migrations.AddConstraint(
            model_name="paylist",
            constraint=models.CheckConstraint(
                condition=models.Q(("cases__gt", 0), ("total__gt", 0)), name="pay_list_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="signedcopy",
            constraint=models.UniqueConstraint(
                fields=("minutes", "sha256"), name="signed_copy_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signedcopy",
            constraint=models.CheckConstraint(
                condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                name="signed_copy_type_known",
            ),
        ),
        *(
            migrations.RunSQL((SQL / f"{topic}.sql").read_text("utf-8"), migrations.RunSQL.noop)
            for topic in TOPICS
        ),
    ]
