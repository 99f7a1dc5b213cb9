"""Relief 困难救助 with its guards."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

GUARDS = (Path(__file__).parent / "sql" / "reliefs.sql").read_text("utf-8")


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0003_chart_of_accounts"),
        ("staff", "0003_shipped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Relief",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("temporary", "临时困难"),
                            ("illness", "大病救助"),
                            ("schooling", "金秋助学"),
                            ("exam", "高考助学"),
                            ("bereavement", "直系亲属去世慰问"),
                            ("hospital", "住院慰问"),
                            ("festival", "两节走访"),
                        ],
                        max_length=11,
                        verbose_name="类别",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                ("document_no", models.CharField(max_length=60, verbose_name="依据文件")),
                (
                    "reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="为什么救助"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "等批准"),
                            ("approved", "已批准，等付款"),
                            ("declined", "没有批准"),
                            ("withdrawn", "已撤回"),
                            ("paid", "已发放"),
                        ],
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("proposed_on", models.DateField(verbose_name="提出日期")),
                ("decided_on", models.DateField(null=True, verbose_name="批准日期")),
                (
                    "answer",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="没有批准的原因"
                    ),
                ),
                ("paid_on", models.DateField(null=True, verbose_name="发放日期")),
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
                (
                    "taken_by",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="代领人、关系和原因"
                    ),
                ),
                (
                    "cashier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出纳",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reliefs",
                        to="staff.hardshipfile",
                        verbose_name="困难档案",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reliefs",
                        to="staff.measure",
                        verbose_name="帮扶措施",
                    ),
                ),
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
                    "voucher",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.voucher",
                        verbose_name="凭证",
                    ),
                ),
                (
                    "witness",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办二人",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reliefs",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
            ],
            options={
                "verbose_name": "困难救助",
                "verbose_name_plural": "困难救助",
                "ordering": ("-proposed_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ReliefCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("arrived", models.BooleanField(verbose_name="钱到了")),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="怎么说的"
                    ),
                ),
                ("called_on", models.DateField(verbose_name="回访日期")),
                (
                    "called_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="回访人",
                    ),
                ),
                (
                    "relief",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="mutualfund.relief",
                        verbose_name="救助",
                    ),
                ),
            ],
            options={
                "verbose_name": "救助回访",
                "verbose_name_plural": "救助回访",
                "ordering": ("-pk",),
            },
        ),
        migrations.AddIndex(
            model_name="relief",
            index=models.Index(fields=["status", "proposed_on"], name="relief_status"),
        ),
        migrations.AddConstraint(
            model_name="relief",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["declined", "withdrawn"]), _negated=True),
                fields=("worker", "kind", "proposed_on"),
                name="relief_once_a_day",
                violation_error_message="今天已经给这位职工提过一样的救助",
            ),
        ),
        migrations.AddConstraint(
            model_name="relief",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="relief_amount_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="relief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "temporary",
                            "illness",
                            "schooling",
                            "exam",
                            "bereavement",
                            "hospital",
                            "festival",
                        ],
                    ),
                    ("status__in", ["proposed", "approved", "declined", "withdrawn", "paid"]),
                ),
                name="relief_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="relief",
            constraint=models.CheckConstraint(
                condition=models.Q(("document_no", ""), _negated=True), name="relief_has_its_paper"
            ),
        ),
        migrations.AddConstraint(
            model_name="relief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("file__isnull", False),
                    ("kind__in", ["bereavement", "hospital", "temporary"]),
                    _connector="OR",
                ),
                name="relief_file_first",
                violation_error_message="先建档，后帮扶",
            ),
        ),
        migrations.AddConstraint(
            model_name="relief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="relief_approved_by_another",
                violation_error_message="自己提出的救助要由别人批准",
            ),
        ),
        migrations.AddConstraint(
            model_name="relief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_by__isnull", True), ("status__in", ["proposed", "withdrawn"])
                    ),
                    models.Q(
                        ("decided_by__isnull", False),
                        ("decided_on__isnull", False),
                        ("status__in", ["approved", "declined", "paid"]),
                    ),
                    _connector="OR",
                ),
                name="relief_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="relief",
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
                        ("method", "bank"),
                        ("paid_on__isnull", False),
                        ("status", "paid"),
                        ("taken_by__isnull", True),
                        ("voucher__isnull", False),
                        ("witness__isnull", True),
                    ),
                    models.Q(
                        ("cashier__isnull", False),
                        ("method", "cash"),
                        ("paid_on__isnull", False),
                        ("status", "paid"),
                        ("voucher__isnull", False),
                        ("witness__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="relief_paid_with_its_voucher",
            ),
        ),
        migrations.AddConstraint(
            model_name="relief",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("witness__isnull", True),
                    models.Q(("witness", models.F("cashier")), _negated=True),
                    _connector="OR",
                ),
                name="relief_cash_by_two",
                violation_error_message="现金要两个人一起发",
            ),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
