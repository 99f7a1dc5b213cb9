"""Columns of the claim desk: how it was signed, appeals, holds, four amounts; quorum by the charter."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto

# The refusals of before had words and no code.
CODED = """
ALTER TABLE mutualfund_decision DISABLE TRIGGER append_only;
UPDATE mutualfund_decision SET reason_code = 'no_majority' WHERE outcome = 'rejected';
ALTER TABLE mutualfund_decision ENABLE ALWAYS TRIGGER append_only;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("mutualfund", "0025_members_receipts_charters_are_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClaimStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("filled", "代填"),
                            ("submitted", "提交"),
                            ("accepted", "受理"),
                            ("declined", "不予受理"),
                            ("returned", "退回补正"),
                            ("supplemented", "材料补齐"),
                            ("assigned", "指派调查人"),
                            ("investigated", "提交委员会"),
                            ("approved", "委员会同意"),
                            ("refused", "委员会不同意"),
                            ("taken_back", "撤销决定"),
                            ("announced", "公示开始"),
                            ("vouched", "制单"),
                            ("paid", "付款"),
                            ("withdrawn", "撤回"),
                            ("held", "暂缓"),
                            ("released", "解除暂缓"),
                            ("taken_over", "历史申请转入"),
                        ],
                        max_length=12,
                        verbose_name="做了什么",
                    ),
                ),
                (
                    "was",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "已提交"),
                            ("accepted", "已受理"),
                            ("supplement", "补正"),
                            ("investigating", "调查核实"),
                            ("deliberating", "集体研究"),
                            ("approved", "同意"),
                            ("rejected", "不同意"),
                            ("publicity", "公示"),
                            ("payable", "待付款"),
                            ("paid", "已付款"),
                            ("receipt_signed", "已签领"),
                            ("closed", "结案"),
                            ("withdrawn", "撤回"),
                        ],
                        max_length=14,
                        verbose_name="从",
                    ),
                ),
                (
                    "now",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "已提交"),
                            ("accepted", "已受理"),
                            ("supplement", "补正"),
                            ("investigating", "调查核实"),
                            ("deliberating", "集体研究"),
                            ("approved", "同意"),
                            ("rejected", "不同意"),
                            ("publicity", "公示"),
                            ("payable", "待付款"),
                            ("paid", "已付款"),
                            ("receipt_signed", "已签领"),
                            ("closed", "结案"),
                            ("withdrawn", "撤回"),
                        ],
                        max_length=14,
                        verbose_name="到",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_covered", "不在章程的出险范围"),
                            ("not_entitled", "社员资格、等待期或会费不合"),
                            ("too_late", "超过申请期限"),
                            ("papers", "证明材料不足"),
                            ("untrue", "情况不实"),
                            ("twice", "这件事已经补过"),
                            ("elsewhere", "别处已经补足"),
                            ("fund", "基金不够"),
                            ("no_majority", "同意的没有过半"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="原因",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("on", models.DateField(verbose_name="日期")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "申请办理经过",
                "verbose_name_plural": "申请办理经过",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Revocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="撤销的原因")),
                ("revoked_on", models.DateField(verbose_name="撤销日期")),
                ("revoked_at", models.DateTimeField(verbose_name="撤销时间")),
            ],
            options={
                "verbose_name": "撤销的决定",
                "verbose_name_plural": "撤销的决定",
            },
        ),
        migrations.RemoveConstraint(
            model_name="agendaitem",
            name="agenda_claim_on_one_meeting",
        ),
        migrations.RemoveConstraint(
            model_name="article",
            name="article_topic_known",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_has_amount_or_reason",
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="is_revoked",
            field=models.BooleanField(default=False, verbose_name="决定已撤销"),
        ),
        migrations.AddField(
            model_name="charter",
            name="appeal_days",
            field=models.PositiveSmallIntegerField(
                default=15, verbose_name="申请复核期限（工作日）"
            ),
        ),
        migrations.AddField(
            model_name="charter",
            name="decide_days",
            field=models.PositiveSmallIntegerField(default=30, verbose_name="办结期限（工作日）"),
        ),
        migrations.AddField(
            model_name="charter",
            name="least_managers",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="最少管理人员"),
        ),
        migrations.AddField(
            model_name="charter",
            name="least_voters",
            field=models.PositiveSmallIntegerField(default=3, verbose_name="最少到会和表决人数"),
        ),
        migrations.AddField(
            model_name="charter",
            name="present_parts",
            field=models.PositiveSmallIntegerField(default=2, verbose_name="到会比例的分子"),
        ),
        migrations.AddField(
            model_name="charter",
            name="present_whole",
            field=models.PositiveSmallIntegerField(default=3, verbose_name="到会比例的分母"),
        ),
        migrations.AddField(
            model_name="charter",
            name="worker_parts",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="职工代表比例的分子"),
        ),
        migrations.AddField(
            model_name="charter",
            name="worker_whole",
            field=models.PositiveSmallIntegerField(default=3, verbose_name="职工代表比例的分母"),
        ),
        migrations.AddField(
            model_name="claim",
            name="appeal_of",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appeal",
                to="mutualfund.claim",
                verbose_name="复核的是",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="appeal_words",
            field=welfare.crypto.EncryptedField(
                blank=True, editable=True, null=True, verbose_name="不服的理由"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="code",
            field=models.CharField(blank=True, editable=False, max_length=6, verbose_name="确认码"),
        ),
        migrations.AddField(
            model_name="claim",
            name="filled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="代填人",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="held_until",
            field=models.DateField(blank=True, null=True, verbose_name="暂缓到"),
        ),
        migrations.AddField(
            model_name="claim",
            name="requested_amount",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=12,
                null=True,
                verbose_name="申请金额（元）",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="signed_way",
            field=models.CharField(
                blank=True,
                choices=[("paper", "柜台签字"), ("phone", "本人登录提交"), ("code", "确认码")],
                default="paper",
                max_length=5,
                verbose_name="本人确认方式",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="reason_code",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not_covered", "不在章程的出险范围"),
                    ("not_entitled", "社员资格、等待期或会费不合"),
                    ("too_late", "超过申请期限"),
                    ("papers", "证明材料不足"),
                    ("untrue", "情况不实"),
                    ("twice", "这件事已经补过"),
                    ("elsewhere", "别处已经补足"),
                    ("fund", "基金不够"),
                    ("no_majority", "同意的没有过半"),
                    ("other", "其他"),
                ],
                max_length=12,
                verbose_name="不同意的原因",
            ),
        ),
        migrations.AlterField(
            model_name="article",
            name="topic",
            field=models.CharField(
                choices=[
                    ("membership", "社员资格"),
                    ("dues", "会费"),
                    ("waiting", "等待期"),
                    ("window", "申请期限"),
                    ("once", "一事一补"),
                    ("count", "年度次数"),
                    ("cap", "年度封顶"),
                    ("fund", "量入为出"),
                    ("guard", "年度支出上限"),
                    ("papers", "证明材料"),
                    ("quorum", "会议人数"),
                    ("inquiry", "调查核实"),
                    ("recusal", "回避"),
                    ("publicity", "公示"),
                    ("appeal", "复核"),
                ],
                max_length=10,
                verbose_name="事项",
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="received_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="受理人",
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="signed_on",
            field=models.DateField(blank=True, null=True, verbose_name="本人签名日期"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_postponed", False), ("is_revoked", False)),
                fields=("claim",),
                name="agenda_claim_on_one_meeting",
                violation_error_message="这件申请已经排进一次会议",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "topic__in",
                        [
                            "membership",
                            "dues",
                            "waiting",
                            "window",
                            "once",
                            "count",
                            "cap",
                            "fund",
                            "guard",
                            "papers",
                            "quorum",
                            "inquiry",
                            "recusal",
                            "publicity",
                            "appeal",
                        ],
                    )
                ),
                name="article_topic_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="charter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("least_managers__gte", 1),
                    ("least_voters__gte", 3),
                    ("present_parts__gte", 1),
                    ("present_whole__gte", models.F("present_parts")),
                    ("worker_parts__gte", 1),
                    ("worker_whole__gte", models.F("worker_parts")),
                ),
                name="charter_quorum_in_range",
                violation_error_message="会议人数的比例要在 0 和 1 之间，至少 3 人到会、1 名管理人员",
            ),
        ),
        migrations.AddConstraint(
            model_name="charter",
            constraint=models.CheckConstraint(
                condition=models.Q(("investigators__range", (2, 9))),
                name="charter_two_investigators_or_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True),
                fields=("code",),
                name="claim_one_per_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "submitted", "supplement", "rejected", "withdrawn"]),
                    ("received_by__isnull", False),
                    _connector="OR",
                ),
                name="claim_received_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "withdrawn"]),
                    models.Q(
                        ("signed_on__isnull", False), models.Q(("signed_way", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="claim_signed_by_the_applicant",
                violation_error_message="要本人确认以后才能往下办",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("requested_amount__isnull", True), ("requested_amount__gt", 0), _connector="OR"
                ),
                name="claim_requested_amount_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_reason", ""), _negated=True),
                    ("held_until__isnull", True),
                    _connector="OR",
                ),
                name="claim_held_with_a_reason",
            ),
        ),
        migrations.RunSQL(CODED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("amount__gt", 0),
                        ("outcome", "approved"),
                        ("reason", ""),
                        ("reason_code", ""),
                    ),
                    models.Q(
                        ("amount__isnull", True),
                        ("outcome", "rejected"),
                        (
                            "reason_code__in",
                            [
                                "not_covered",
                                "not_entitled",
                                "too_late",
                                "papers",
                                "untrue",
                                "twice",
                                "elsewhere",
                                "fund",
                                "no_majority",
                                "other",
                            ],
                        ),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="decision_has_amount_or_reason",
                violation_error_message="通过要有金额，不通过要有理由",
            ),
        ),
        migrations.AddField(
            model_name="claimstep",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="经办人",
            ),
        ),
        migrations.AddField(
            model_name="claimstep",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="mutualfund.claim",
                verbose_name="申请",
            ),
        ),
        migrations.AddField(
            model_name="revocation",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="revocation",
                to="mutualfund.decision",
                verbose_name="决定",
            ),
        ),
        migrations.AddField(
            model_name="revocation",
            name="revoked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撤销人",
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
                            "investigated",
                            "approved",
                            "refused",
                            "taken_back",
                            "announced",
                            "vouched",
                            "paid",
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
                        ("act__in", ("declined", "refused")),
                        (
                            "code__in",
                            [
                                "not_covered",
                                "not_entitled",
                                "too_late",
                                "papers",
                                "untrue",
                                "twice",
                                "elsewhere",
                                "fund",
                                "no_majority",
                                "other",
                            ],
                        ),
                    ),
                    models.Q(
                        models.Q(("act__in", ("declined", "refused")), _negated=True), ("code", "")
                    ),
                    _connector="OR",
                ),
                name="claimstep_refusal_has_code",
                violation_error_message="不同意要选原因",
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
                            ),
                        ),
                        _negated=True,
                    ),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="claimstep_says_why",
                violation_error_message="写一句原因",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act__in", ("held", "released")), ("was", models.F("now"))),
                    models.Q(
                        models.Q(("act__in", ("held", "released")), _negated=True),
                        models.Q(("was", models.F("now")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="claimstep_moves_or_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="revocation",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="revocation_says_why"
            ),
        ),
    ]
