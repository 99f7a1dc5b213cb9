"""纸质档案 typed by one and confirmed by another before the file begins."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0024_kin_visits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                ("document_no", models.CharField(max_length=80, verbose_name="批准文号")),
                ("approved_on", models.DateField(verbose_name="批准日期")),
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
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
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
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="困难等级",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_files",
                        to="staff.worker",
                        verbose_name="职工",
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
        migrations.RunSQL((SQL / "paper_files.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]
