from django.db import migrations, models

import welfare.crypto


class Migration(migrations.Migration):
    dependencies = [("staff", "0040_remarks_lie_sealed")]

    operations = [
        migrations.AddField(
            model_name="certification",
            name="own_income",
            field=welfare.crypto.EncryptedDecimalField(
                blank=True, editable=True, null=True, verbose_name="本人月平均收入"
            ),
        ),
        migrations.AddField(
            model_name="certification",
            name="senior_opinion",
            field=models.CharField(
                blank=True, db_default="", max_length=100, verbose_name="上级工会意见"
            ),
        ),
        migrations.AddField(
            model_name="stagedworker",
            name="id_number_state",
            field=models.CharField(max_length=15, null=True),
        ),
        migrations.AddField(
            model_name="stagedworker",
            name="name_raw",
            field=models.CharField(max_length=80, null=True),
        ),
        migrations.AddField(
            model_name="worker",
            name="bank_branch",
            field=models.CharField(
                blank=True, db_default="", max_length=60, verbose_name="支行名称"
            ),
        ),
        migrations.AddField(
            model_name="worker",
            name="bank_name",
            field=models.CharField(
                blank=True, db_default="", max_length=40, verbose_name="开户银行"
            ),
        ),
        migrations.AddField(
            model_name="worker",
            name="household_place",
            field=models.CharField(
                blank=True, db_default="", max_length=60, verbose_name="户口所在地行政区划"
            ),
        ),
        migrations.AddField(
            model_name="worker",
            name="id_number_state",
            field=models.CharField(
                choices=[
                    ("valid", "有效"),
                    ("legacy15", "15 位旧号"),
                    ("checksum_failed", "校验不符"),
                    ("precision_lost", "精度丢失"),
                    ("missing", "缺失"),
                ],
                db_default="missing",
                default="missing",
                editable=False,
                max_length=15,
                verbose_name="身份证号状态",
            ),
        ),
        migrations.AddField(
            model_name="worker",
            name="name_raw",
            field=models.CharField(
                blank=True,
                db_default="",
                editable=False,
                help_text="和姓名一样的不记",
                max_length=80,
                verbose_name="花名册上的写法",
            ),
        ),
        migrations.AddField(
            model_name="worker",
            name="postcode",
            field=models.CharField(
                blank=True, db_default="", max_length=6, verbose_name="邮政编码"
            ),
        ),
        migrations.CreateModel(
            name="DepotFacts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(unique=True, verbose_name="启用")),
                ("industry", models.CharField(max_length=40, verbose_name="所属行业")),
                ("nature", models.CharField(max_length=40, verbose_name="单位性质")),
                ("condition", models.CharField(max_length=40, verbose_name="企业状况")),
                ("postcode", models.CharField(blank=True, max_length=6, verbose_name="邮政编码")),
                ("is_sample", models.BooleanField(default=True, verbose_name="示例")),
            ],
            options={
                "verbose_name": "单位情况",
                "verbose_name_plural": "单位情况",
                "ordering": ("-valid_from",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("postcode", ""), ("postcode__regex", "^[0-9]{6}$"), _connector="OR"
                        ),
                        name="depot_postcode_of_six_digits",
                        violation_error_message="邮政编码是 6 位数字",
                    )
                ],
            },
        ),
    ]
