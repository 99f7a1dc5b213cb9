"""撤销签领: a line entered as signed for by mistake can be opened again, and tells what stood there."""

import re
import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

SQL = Path(__file__).parent / "sql"
PROTECT = django.db.models.deletion.PROTECT


def sealed(name):
    return welfare.crypto.EncryptedField(name, blank=True, editable=True, null=True)


def key(to, name, **kwargs):
    return models.ForeignKey(on_delete=PROTECT, to=to, verbose_name=name, **kwargs)


def function(topic, name):
    """The words of one function as they stand in its topic's file."""
    words = (SQL / f"{topic}.sql").read_text("utf-8")
    return re.search(rf"CREATE OR REPLACE FUNCTION {name}\(.*?\nEND \$\$;", words, re.DOTALL)[0]


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0011_sealed_reasons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="GiftUndo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("received_on", models.DateField(verbose_name="原来的领取日期")),
                ("stood", sealed("原来怎样记的")),
                ("reason", sealed("撤销的原因")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("by", key(settings.AUTH_USER_MODEL, "谁撤销的", related_name="+")),
                ("gift", key("staff.gift", "发放", related_name="undos")),
            ],
            options={"verbose_name": "撤销签领", "verbose_name_plural": "撤销签领", "ordering": ("pk",)},
        ),
        migrations.AddField(
            "gift", "undone",
            models.PositiveSmallIntegerField("撤销过几次", default=0, db_default=0),
        ),
        migrations.RunSQL((SQL / "gift_undos.sql").read_text("utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL(function("campaigns", "staff_gift_paid_once"), migrations.RunSQL.noop),
    ]  # fmt: skip
