"""代领人 known by a number with 代领说明, and why 特困 is not led by the section's leaders."""

import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

SQL = Path(__file__).parent / "sql"
PROTECT = django.db.models.deletion.PROTECT


def key(to, name, **kwargs):
    return models.ForeignKey(on_delete=PROTECT, to=to, verbose_name=name, **kwargs)


def sealed(name):
    return welfare.crypto.EncryptedField(name, blank=True, editable=True, null=True)


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0003_shipped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="GiftProxy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=60, verbose_name="代领人")),
                ("id_number", sealed("身份证号")),
                ("id_number_index", welfare.crypto.BlindIndexField("id_number", max_length=16, null=True)),
                ("campaign", key("staff.campaign", "活动", related_name="proxies")),
                ("worker", key("staff.worker", "本段职工", related_name="+", null=True)),
            ],
            options={"verbose_name": "代领人", "verbose_name_plural": "代领人", "ordering": ("pk",)},
        ),
        migrations.CreateModel(
            name="ProxyExplanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("families", models.PositiveSmallIntegerField(verbose_name="那时代领几户")),
                ("words", sealed("说明")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("by", key(settings.AUTH_USER_MODEL, "谁写的", related_name="+")),
                ("proxy", key("staff.giftproxy", "代领人", related_name="explanations")),
            ],
            options={"verbose_name": "代领说明", "verbose_name_plural": "代领说明", "ordering": ("pk",)},
        ),
        migrations.AddConstraint(
            model_name="giftproxy",
            constraint=models.UniqueConstraint(
                fields=("campaign", "id_number_index"), name="proxy_id_once_per_campaign"
            ),
        ),
        migrations.AddConstraint(
            model_name="giftproxy",
            constraint=models.UniqueConstraint(
                fields=("campaign", "worker"), name="proxy_worker_once_per_campaign"
            ),
        ),
        migrations.AddConstraint(
            model_name="giftproxy",
            constraint=models.CheckConstraint(
                condition=models.Q(worker__isnull=False) | models.Q(id_number_index__isnull=False),
                name="proxy_is_known",
                violation_error_message="代领人要有身份证号，或者是本段职工",
            ),
        ),
        migrations.AddConstraint(
            model_name="proxyexplanation",
            constraint=models.CheckConstraint(
                condition=models.Q(families__gt=2), name="explanation_of_too_many"
            ),
        ),
        migrations.AddField("gift", "proxy", key("staff.giftproxy", "代领人是谁", related_name="gifts", null=True)),
        migrations.AddField("handover", "no_leader", sealed("为什么不由段领导包保")),
        migrations.AddField("pairing", "no_leader", sealed("为什么不由段领导包保")),
        migrations.RunSQL((SQL / "proxies.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]  # fmt: skip
