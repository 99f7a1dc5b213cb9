"""How a paid claim ends 签领、回访、结案."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

SQL = Path(__file__).parent / "sql"
CLAIMS = (SQL / "claims.sql").read_text("utf-8")
# the life of a claim alone: a claim that was signed for and came back is payable again
LIFE = CLAIMS[CLAIMS.index("CREATE OR REPLACE") : CLAIMS.index("$$;") + len("$$;")]


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0003_chart_of_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("own", "本人登录确认"),
                            ("paper", "签字的纸，扫描留存"),
                            ("batch", "现金批次的签领表"),
                        ],
                        max_length=5,
                        verbose_name="怎么签领的",
                    ),
                ),
                ("signed_on", models.DateField(verbose_name="签领日期")),
                ("at", models.DateTimeField(verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "签领",
                "verbose_name_plural": "签领",
            },
        ),
        migrations.CreateModel(
            name="ClaimCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("waiting", "还没打"),
                            ("got", "收到了，数对"),
                            ("not_got", "没收到或数不对"),
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
            ],
            options={
                "verbose_name": "补助回访",
                "verbose_name_plural": "补助回访",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="ClaimSample",
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
                ("last_key", models.PositiveBigIntegerField(verbose_name="抽到第几号为止")),
                ("population", models.PositiveIntegerField(verbose_name="从多少里抽")),
                ("drawn_at", models.DateTimeField(verbose_name="抽取时间")),
            ],
            options={
                "verbose_name": "补助回访抽样",
                "verbose_name_plural": "补助回访抽样",
                "ordering": ("-year", "-quarter"),
            },
        ),
        migrations.CreateModel(
            name="SignedSheet",
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
                    models.CharField(
                        db_collation="C", max_length=64, unique=True, verbose_name="原文件指纹"
                    ),
                ),
                (
                    "stored_sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="存档指纹"),
                ),
                ("added_at", models.DateTimeField(verbose_name="上传时间")),
            ],
            options={
                "verbose_name": "签领单",
                "verbose_name_plural": "签领单",
            },
        ),
        migrations.RemoveConstraint(
            model_name="claimstep",
            name="claimstep_act_known",
        ),
        migrations.AlterField(
            model_name="claimstep",
            name="act",
            field=models.CharField(
                choices=[
                    ("filled", "代填"),
                    ("submitted", "提交"),
                    ("accepted", "受理"),
                    ("declined", "不予受理"),
                    ("returned", "退回补正"),
                    ("supplemented", "材料补齐"),
                    ("assigned", "指派调查人"),
                    ("replaced", "更换调查人"),
                    ("investigated", "提交委员会"),
                    ("approved", "委员会同意"),
                    ("refused", "委员会不同意"),
                    ("taken_back", "撤销决定"),
                    ("announced", "公示开始"),
                    ("vouched", "制单"),
                    ("paid", "付款"),
                    ("bounced", "退票，重新付"),
                    ("signed", "签领"),
                    ("closed", "结案"),
                    ("withdrawn", "撤回"),
                    ("held", "暂缓"),
                    ("released", "解除暂缓"),
                    ("taken_over", "历史申请转入"),
                ],
                max_length=12,
                verbose_name="做了什么",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "act__in",
                        [
                            "filled",
                            "submitted",
                            "accepted",
                            "declined",
                            "returned",
                            "supplemented",
                            "assigned",
                            "replaced",
                            "investigated",
                            "approved",
                            "refused",
                            "taken_back",
                            "announced",
                            "vouched",
                            "paid",
                            "bounced",
                            "signed",
                            "closed",
                            "withdrawn",
                            "held",
                            "released",
                            "taken_over",
                        ],
                    )
                ),
                name="claimstep_act_known",
            ),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="payment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acknowledgement",
                to="mutualfund.payment",
                verbose_name="付款",
            ),
        ),
        migrations.AddField(
            model_name="claimcall",
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
            model_name="claimcall",
            name="payment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="call",
                to="mutualfund.payment",
                verbose_name="付款",
            ),
        ),
        migrations.AddField(
            model_name="claimsample",
            name="drawn_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="抽取人",
            ),
        ),
        migrations.AddField(
            model_name="claimcall",
            name="sample",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calls",
                to="mutualfund.claimsample",
                verbose_name="抽样",
            ),
        ),
        migrations.AddField(
            model_name="signedsheet",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="上传人",
            ),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="sheet",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rows",
                to="mutualfund.signedsheet",
                verbose_name="签领单",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimsample",
            constraint=models.UniqueConstraint(
                fields=("year", "quarter"),
                name="claim_sample_once_a_quarter",
                violation_error_message="这个季度已经抽过，不能重抽",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimcall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "waiting"), ("called_at", None), ("called_by", None)),
                    models.Q(
                        ("answer__in", ["waiting", "got", "not_got", "unreached"]),
                        models.Q(("answer", "waiting"), _negated=True),
                        ("called_at__isnull", False),
                        ("called_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="claim_call_answered_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimcall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", "not_got"), _negated=True),
                    ("note__isnull", False),
                    _connector="OR",
                ),
                name="claim_call_no_has_words",
                violation_error_message="没收到的，写下他怎么说",
            ),
        ),
        migrations.AddConstraint(
            model_name="signedsheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                name="signed_sheet_type_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("how", "paper"), ("sheet__isnull", False)),
                    models.Q(("how__in", ["own", "batch"]), ("sheet__isnull", True)),
                    _connector="OR",
                ),
                name="acknowledgement_paper_has_its_scan",
                violation_error_message="纸上签领的要有扫描件",
            ),
        ),
        migrations.RunSQL(LIFE, migrations.RunSQL.noop),
        migrations.RunSQL((SQL / "endings.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]
