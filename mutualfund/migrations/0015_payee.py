import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0014_proxies_do_not_decide"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Payee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="代领人")),
                ("relation", models.CharField(max_length=20, verbose_name="和申请人的关系")),
                (
                    "document",
                    models.CharField(
                        max_length=120, verbose_name="凭什么（死亡证明、亲属关系证明）"
                    ),
                ),
                ("recorded_on", models.DateField(verbose_name="登记日期")),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payee",
                        to="mutualfund.claim",
                        verbose_name="申请",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "代领人",
                "verbose_name_plural": "代领人",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("relation", ""), _negated=True),
                            models.Q(("document", ""), _negated=True),
                        ),
                        name="payee_is_told",
                        violation_error_message="代领要写姓名、关系和证明",
                    )
                ],
            },
        ),
    ]
