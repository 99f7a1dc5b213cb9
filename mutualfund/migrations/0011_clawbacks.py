"""追回 of a part of a paid claim."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0010_fund_mended"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Clawback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="追回（元）"),
                ),
                (
                    "reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="为什么追回"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "等批准"),
                            ("approved", "已批准，等收钱"),
                            ("declined", "没有批准"),
                            ("taken", "已追回"),
                        ],
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="提出日期")),
                ("decided_on", models.DateField(null=True, verbose_name="批准日期")),
                ("taken_on", models.DateField(null=True, verbose_name="收到日期")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
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
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clawbacks",
                        to="mutualfund.claim",
                        verbose_name="申请",
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
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clawbacks",
                        to="mutualfund.payment",
                        verbose_name="付款",
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
            ],
            options={
                "verbose_name": "追回",
                "verbose_name_plural": "追回",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["asked", "approved"])),
                        fields=("payment",),
                        name="clawback_one_open_per_payment",
                        violation_error_message="这笔付款已有一次没办完的追回",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="clawback_amount_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["asked", "approved", "declined", "taken"])
                        ),
                        name="clawback_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__isnull", False)), name="clawback_for_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="clawback_approved_by_another",
                        violation_error_message="自己提出的追回要由别人批准",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("status", "asked")),
                            models.Q(
                                models.Q(("status", "asked"), _negated=True),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="clawback_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("status", "taken"), _negated=True),
                                ("cashier__isnull", True),
                                ("taken_on__isnull", True),
                                ("voucher__isnull", True),
                            ),
                            models.Q(
                                ("cashier__isnull", False),
                                ("status", "taken"),
                                ("taken_on__isnull", False),
                                ("voucher__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="clawback_taken_with_its_voucher",
                    ),
                ],
            },
        ),
        migrations.RunSQL((SQL / "clawbacks.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]
