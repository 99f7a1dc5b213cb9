"""A payment that came back makes room for another."""

import re
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


def _function(topic, name):
    text = (SQL / f"{topic}.sql").read_text("utf-8")
    return re.search(rf"CREATE OR REPLACE FUNCTION {name}\(.*?\n(END )?\$\$;", text, re.DOTALL)[0]


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0073_sent_to_bank"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="claimstep",
            name="claimstep_act_known",
        ),
        migrations.RemoveConstraint(
            model_name="claimstep",
            name="claimstep_says_why",
        ),
        migrations.RemoveConstraint(
            model_name="payline",
            name="pay_line_one_live_per_claim",
        ),
        migrations.AddField(
            model_name="payment",
            name="bounced_claim",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bounced",
                to="mutualfund.claim",
                verbose_name="退回的申请",
            ),
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
                    ("withdrawn", "撤回"),
                    ("held", "暂缓"),
                    ("released", "解除暂缓"),
                    ("taken_over", "历史申请转入"),
                ],
                max_length=12,
                verbose_name="做了什么",
            ),
        ),
        migrations.AlterField(
            model_name="payment",
            name="claim",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payment",
                to="mutualfund.claim",
                verbose_name="申请",
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
        migrations.AddConstraint(
            model_name="claimstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "act__in",
                            (
                                "returned",
                                "declined",
                                "refused",
                                "withdrawn",
                                "held",
                                "released",
                                "taken_back",
                                "replaced",
                                "bounced",
                            ),
                        ),
                        _negated=True,
                    ),
                    ("words__isnull", False),
                    _connector="OR",
                ),
                name="claimstep_says_why",
                violation_error_message="写一句原因",
            ),
        ),
        migrations.AddConstraint(
            model_name="payline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("result", "pending")),
                fields=("claim",),
                name="pay_line_one_live_per_claim",
                violation_error_message="这件已经在一个批次里",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("claim__isnull", True), ("bounced_claim__isnull", True), _connector="XOR"
                ),
                name="payment_of_one_claim",
            ),
        ),
        migrations.RunSQL((SQL / "bounced.sql").read_text("utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL(_function("claims", "mutualfund_claim_leads"), migrations.RunSQL.noop),
        migrations.RunSQL(
            _function("pay_batches", "mutualfund_pay_line_kept"), migrations.RunSQL.noop
        ),
    ]
