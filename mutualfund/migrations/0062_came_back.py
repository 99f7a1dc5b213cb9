"""An advance that came back 垫付退回, and the day of a payment that is made again."""

from pathlib import Path

from django.db import migrations, models
from django.db.models import Q

SQL = Path(__file__).parent / "sql"
HELD = ("paid", "bounced")


class Migration(migrations.Migration):
    dependencies = [("mutualfund", "0061_notice_days")]
    operations = [
        migrations.RemoveConstraint("advance", "advance_one_per_claim"),
        migrations.RemoveConstraint("advance", "advance_status_known"),
        migrations.RemoveConstraint("advance", "advance_paid_with_its_voucher"),
        migrations.AlterField(
            model_name="advance",
            name="status",
            field=models.CharField(
                choices=[
                    ("proposed", "等批准"),
                    ("approved", "已批准，等付款"),
                    ("declined", "没有批准"),
                    ("paid", "已垫付"),
                    ("bounced", "退回，没有付到"),
                ],
                max_length=8,
                verbose_name="状态",
            ),
        ),
        migrations.AddConstraint(
            "advance",
            models.UniqueConstraint(
                condition=Q(("status__in", ("declined", "bounced")), _negated=True),
                fields=("claim",),
                name="advance_one_per_claim",
                violation_error_message="这件申请已经有一笔紧急垫付",
            ),
        ),
        migrations.AddConstraint(
            "advance",
            models.CheckConstraint(
                condition=Q(
                    ("status__in", ["proposed", "approved", "declined", "paid", "bounced"])
                ),
                name="advance_status_known",
            ),
        ),
        migrations.AddConstraint(
            "advance",
            models.CheckConstraint(
                condition=(
                    ~Q(status__in=HELD)
                    & Q(voucher__isnull=True, paid_on__isnull=True, cashier__isnull=True, method="")
                )
                | Q(
                    status__in=HELD,
                    voucher__isnull=False,
                    paid_on__isnull=False,
                    cashier__isnull=False,
                    method__in=["bank", "cash"],
                ),
                name="advance_paid_with_its_voucher",
            ),
        ),
        *(
            migrations.RunSQL((SQL / f"{topic}.sql").read_text("utf-8"), migrations.RunSQL.noop)
            for topic in ("advances", "drafts")
        ),
    ]
