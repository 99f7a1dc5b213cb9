"""The life of a hardship file in the database: its steps, who signs, both hearers of an objection."""

import re
import uuid
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

SQL = Path(__file__).parent / "sql"
# nobody signed a tier change: the day was written by the program
UNSIGNED = "UPDATE staff_certification SET signed_on = NULL WHERE kind = 'change'"


def functions(topic: str, *names: str) -> str:
    """The functions of a topic as they are now, to put them in the place of what was."""
    text = (SQL / f"{topic}.sql").read_text("utf-8")
    found = [
        re.search(rf"CREATE OR REPLACE FUNCTION {name}\(.*?\n(END )?\$\$;", text, re.S)
        for name in names
    ]
    return "\n".join(match.group() for match in found if match)


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0003_shipped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(UNSIGNED, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="ObjectionSignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "result",
                    models.CharField(
                        choices=[("unfounded", "不属实"), ("founded", "属实，重新调查")],
                        max_length=9,
                        verbose_name="核查结果",
                    ),
                ),
                (
                    "answer",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="答复"
                    ),
                ),
                ("signed_at", models.DateTimeField(verbose_name="签字时间")),
            ],
            options={
                "verbose_name": "核查人签字",
                "verbose_name_plural": "核查人签字",
                "ordering": ("pk",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="certification",
            name="certification_signed_by_worker",
        ),
        migrations.RemoveConstraint(
            model_name="filestep",
            name="step_act_known",
        ),
        migrations.RemoveConstraint(
            model_name="filestep",
            name="step_duty_known",
        ),
        migrations.AddField(
            model_name="peerreview",
            name="tier",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.tier",
                verbose_name="评议的等级",
            ),
        ),
        migrations.AlterField(
            model_name="filestep",
            name="act",
            field=models.CharField(
                choices=[
                    ("taken_over", "转入纸质档案"),
                    ("filled", "填写申请"),
                    ("corrected", "更改申请内容"),
                    ("signed", "本人签字申请"),
                    ("received", "收件初审"),
                    ("returned", "退回补正"),
                    ("supplemented", "材料补齐"),
                    ("papers_passed", "初审通过"),
                    ("assigned", "指派调查人"),
                    ("replaced", "换调查人"),
                    ("surveyed", "调查签字"),
                    ("peer_reviewed", "民主评议"),
                    ("announced", "公示开始"),
                    ("objected", "收到不同意见"),
                    ("heard", "答复不同意见"),
                    ("notice_over", "公示期满"),
                    ("approved", "批准"),
                    ("rejected", "不予认定"),
                    ("withdrawn", "撤回"),
                    ("recheck_due", "到了复核的日子"),
                    ("rechecked", "复核，等级不变"),
                    ("change_started", "提出等级调整"),
                    ("change_ended", "等级调整办结"),
                    ("exit_proposed", "提出退档"),
                    ("exit_refused", "不同意退档"),
                    ("exited", "退档"),
                    ("left", "职工离册，随之退档"),
                    ("reopened", "撤销离册，恢复档案"),
                    ("followed_up", "退档回访"),
                ],
                max_length=14,
                verbose_name="做了什么",
            ),
        ),
        migrations.AlterField(
            model_name="filestep",
            name="duty",
            field=models.CharField(
                blank=True,
                choices=[
                    ("apply", "代填"),
                    ("handle", "经办"),
                    ("review", "初审"),
                    ("survey", "调查"),
                    ("propose", "拟定等级"),
                    ("hear", "核查"),
                    ("decide", "审批"),
                    ("propose_exit", "提出退档"),
                    ("exit", "批准退档"),
                ],
                max_length=12,
                verbose_name="职责",
            ),
        ),
        migrations.AddConstraint(
            model_name="certification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"),
                    ("status", "withdrawn"),
                    ("kind", "change"),
                    ("signed_on__isnull", False),
                    _connector="OR",
                ),
                name="certification_signed_by_worker",
                violation_error_message="申请要本人签字",
            ),
        ),
        migrations.AddConstraint(
            model_name="certification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status", "draft"), ("kind", "change"), _connector="OR", _negated=True
                    ),
                    ("signed_on__isnull", True),
                    _connector="OR",
                ),
                name="certification_unsigned_while_written",
                violation_error_message="内容还能改的申请，本人还没有签字",
            ),
        ),
        migrations.AddConstraint(
            model_name="filestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "act__in",
                        [
                            "taken_over",
                            "filled",
                            "corrected",
                            "signed",
                            "received",
                            "returned",
                            "supplemented",
                            "papers_passed",
                            "assigned",
                            "replaced",
                            "surveyed",
                            "peer_reviewed",
                            "announced",
                            "objected",
                            "heard",
                            "notice_over",
                            "approved",
                            "rejected",
                            "withdrawn",
                            "recheck_due",
                            "rechecked",
                            "change_started",
                            "change_ended",
                            "exit_proposed",
                            "exit_refused",
                            "exited",
                            "left",
                            "reopened",
                            "followed_up",
                        ],
                    )
                ),
                name="step_act_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="filestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("duty", ""),
                    (
                        "duty__in",
                        [
                            "apply",
                            "handle",
                            "review",
                            "survey",
                            "propose",
                            "hear",
                            "decide",
                            "propose_exit",
                            "exit",
                        ],
                    ),
                    _connector="OR",
                ),
                name="step_duty_known",
            ),
        ),
        migrations.AddField(
            model_name="objectionsignature",
            name="handler",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="核查人",
            ),
        ),
        migrations.AddField(
            model_name="objectionsignature",
            name="objection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="staff.objection",
                verbose_name="不同意见",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectionsignature",
            constraint=models.UniqueConstraint(
                fields=("objection", "handler"), name="objection_signature_one_per_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="objectionsignature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer__isnull", False), ("result__in", ["unfounded", "founded"])
                ),
                name="objection_signature_whole",
            ),
        ),
        *(
            migrations.AddField(
                model_name="certificationrule",
                name=name,
                field=models.PositiveSmallIntegerField(default=days, verbose_name=words),
            )
            for name, days, words in (
                ("returned_days", 20, "本人补材料（工作日）"),
                ("peer_days", 10, "民主评议（工作日）"),
                ("exit_days", 10, "退档审批（工作日）"),
            )
        ),
        migrations.AddField(
            model_name="hardshipfile",
            name="exit_due_on",
            field=models.DateField(blank=True, null=True, verbose_name="退档审批期限"),
        ),
        migrations.RunSQL(
            functions("hardship", "staff_duties_apart", "staff_state_follows_step")
            + functions("tiers", "staff_notice_stands"),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL((SQL / "life.sql").read_text("utf-8"), migrations.RunSQL.noop),
    ]
