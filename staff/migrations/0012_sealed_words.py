"""Words on persons are sealed, the rows there are keep theirs; a measure's owner is one with a login;
a lead past the limit or past a leader carries its reason. The guards.
"""

import uuid
from pathlib import Path

import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto
from welfare.sealing import seal_column

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0011_canvass_companions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
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
                ("reason", welfare.crypto.EncryptedField(verbose_name="原因")),
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
            ],
            options={
                "verbose_name": "移出本户",
                "verbose_name_plural": "移出本户",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(reason__isnull=False),
                        name="household_exit_says_why",
                        violation_error_message="移出本户要写原因",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint("householdmember", "household_member_ends_with_reason"),
        *seal_column("staff", "householdmember", "end_reason", "原因"),
        migrations.AddConstraint(
            "householdmember",
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True, end_reason__isnull=True)
                | models.Q(ended_on__isnull=False, end_reason__isnull=False),
                name="household_member_ends_with_reason",
                violation_error_message="家庭成员离开要写原因",
            ),
        ),
        *seal_column("staff", "pairing", "over_limit", "超过上限的原因"),
        *seal_column("staff", "handover", "over_limit", "超过上限的原因"),
        migrations.AddField(
            "measure",
            "uid",
            models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
                editable=False,
                unique=True,
            ),
        ),
        *seal_column("staff", "measure", "person", "责任人（外单位）", sealed="outsider"),
        migrations.AddField(
            "measure",
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
        migrations.AddConstraint(
            "measure",
            models.CheckConstraint(
                condition=models.Q(owner__isnull=True) ^ models.Q(outsider__isnull=True),
                name="measure_has_one_owner",
                violation_error_message="责任人选一位；外单位的人写单位和姓名，两样只填一样",
            ),
        ),
        *[
            migrations.RunSQL((SQL / f"{topic}.sql").read_text("utf-8"), migrations.RunSQL.noop)
            for topic in ("leads", "measure_owners")
        ],
    ]
