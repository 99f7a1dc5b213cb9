"""The mutual-aid fund 互助补充保险: charter, members, claims, meetings, books."""

import datetime
import uuid
from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import welfare.crypto
from welfare.database.together import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("mutual_aid", "互助补充保险基金"),
                            ("relief", "送温暖(帮困)资金"),
                        ],
                        max_length=12,
                        unique=True,
                        verbose_name="键",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="基金")),
            ],
            options={
                "verbose_name": "基金",
                "verbose_name_plural": "基金",
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="mutualfund.fund",
                        verbose_name="基金",
                    ),
                ),
                ("code", models.CharField(db_collation="C", max_length=12, verbose_name="编码")),
                ("key", models.CharField(max_length=30, verbose_name="用途键")),
                ("name", models.CharField(max_length=40, verbose_name="科目")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asset", "资产"),
                            ("liability", "负债"),
                            ("net", "净资产"),
                            ("income", "收入"),
                            ("expense", "支出"),
                        ],
                        max_length=9,
                        verbose_name="类别",
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="启用")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停用")),
            ],
            options={
                "verbose_name": "科目",
                "verbose_name_plural": "科目",
                "ordering": ("fund", "code"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fund", "code"), name="account_one_code_per_fund"
                    ),
                    models.UniqueConstraint(
                        fields=("fund", "key"), name="account_one_key_per_fund"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["asset", "liability", "net", "income", "expense"])
                        ),
                        name="account_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Charter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=40, unique=True, verbose_name="版本")),
                ("resolution", models.CharField(max_length=80, verbose_name="决议文号")),
                ("valid_from", models.DateField(verbose_name="施行")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="废止")),
                ("is_sample", models.BooleanField(default=True, verbose_name="示例")),
                (
                    "first_due",
                    models.DecimalField(
                        decimal_places=2, default=50, max_digits=12, verbose_name="首次会费（元）"
                    ),
                ),
                (
                    "renewal_due",
                    models.DecimalField(
                        decimal_places=2, default=20, max_digits=12, verbose_name="年度会费（元）"
                    ),
                ),
                (
                    "founding_until",
                    models.DateField(help_text="此前入社的没有等待期", verbose_name="创社期止"),
                ),
                (
                    "waiting_days",
                    models.PositiveSmallIntegerField(default=30, verbose_name="等待期（天）"),
                ),
                (
                    "lapse_days",
                    models.PositiveSmallIntegerField(default=90, verbose_name="欠费失效（天）"),
                ),
                (
                    "claim_window_days",
                    models.PositiveSmallIntegerField(default=365, verbose_name="申请期限（天）"),
                ),
                (
                    "claims_per_year",
                    models.PositiveSmallIntegerField(default=2, verbose_name="每人每年次数"),
                ),
                (
                    "publicity_days",
                    models.PositiveSmallIntegerField(default=3, verbose_name="公示（工作日）"),
                ),
                (
                    "investigators",
                    models.PositiveSmallIntegerField(default=2, verbose_name="调查人数"),
                ),
                (
                    "payout_guard",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.80"),
                        max_digits=3,
                        verbose_name="年度支出上限比例",
                    ),
                ),
                (
                    "present_parts",
                    models.PositiveSmallIntegerField(default=2, verbose_name="到会比例的分子"),
                ),
                (
                    "present_whole",
                    models.PositiveSmallIntegerField(default=3, verbose_name="到会比例的分母"),
                ),
                (
                    "least_voters",
                    models.PositiveSmallIntegerField(default=3, verbose_name="最少到会和表决人数"),
                ),
                (
                    "least_managers",
                    models.PositiveSmallIntegerField(default=1, verbose_name="最少管理人员"),
                ),
                (
                    "worker_parts",
                    models.PositiveSmallIntegerField(default=1, verbose_name="职工代表比例的分子"),
                ),
                (
                    "worker_whole",
                    models.PositiveSmallIntegerField(default=3, verbose_name="职工代表比例的分母"),
                ),
                (
                    "decide_days",
                    models.PositiveSmallIntegerField(default=30, verbose_name="办结期限（工作日）"),
                ),
                (
                    "appeal_days",
                    models.PositiveSmallIntegerField(
                        default=15, verbose_name="申请复核期限（工作日）"
                    ),
                ),
                (
                    "advance_cap",
                    models.DecimalField(
                        decimal_places=2,
                        default=300,
                        max_digits=12,
                        verbose_name="紧急垫付每件上限（元）",
                    ),
                ),
                (
                    "ratify_days",
                    models.PositiveSmallIntegerField(
                        default=100, verbose_name="紧急垫付追认期限（天）"
                    ),
                ),
                (
                    "same_event_days",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="前后几天内算同一件事"
                    ),
                ),
                (
                    "school_year_month",
                    models.PositiveSmallIntegerField(default=7, verbose_name="几月起算新学年"),
                ),
                (
                    "both_may_claim",
                    models.BooleanField(default=False, verbose_name="夫妻双方可以各申请一次婚丧"),
                ),
                (
                    "drafted_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.charter",
                        verbose_name="改自",
                    ),
                ),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="通过日期")),
                (
                    "adopted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公布人",
                    ),
                ),
            ],
            options={
                "verbose_name": "章程",
                "verbose_name_plural": "章程",
                "ordering": ("-valid_from",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="charter_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("adopted_on__isnull", True),
                            models.Q(("resolution", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="charter_adopted_by_resolution",
                        violation_error_message="通过的章程要有决议文号",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(("investigators__range", (2, 9))),
                        name="charter_two_investigators_or_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("school_year_month__range", (1, 12))),
                        name="charter_school_year_begins_in_a_month",
                        violation_error_message="学年从 1 到 12 月的一个月算起",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("advance_cap__gte", 0)),
                        name="charter_advance_cap_not_negative",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("adopted_on__isnull", False)),
                        expressions=[
                            (models.Func("valid_from", "valid_to", function="daterange"), "&&")
                        ],
                        name="charter_one_in_force",
                        violation_error_message="这段时间已有一版章程生效",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="mutualfund.charter",
                        verbose_name="章程",
                    ),
                ),
                (
                    "topic",
                    models.CharField(
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
                            ("advance", "紧急垫付"),
                        ],
                        max_length=10,
                        verbose_name="事项",
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="条款")),
                ("text", models.CharField(max_length=300, verbose_name="条文")),
            ],
            options={
                "verbose_name": "章程条款",
                "verbose_name_plural": "章程条款",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("charter", "topic"), name="article_one_per_charter_and_topic"
                    ),
                    models.CheckConstraint(
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
                                    "advance",
                                ],
                            )
                        ),
                        name="article_topic_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Benefit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benefits",
                        to="mutualfund.charter",
                        verbose_name="章程",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("education", "子女入学"),
                            ("medical", "疾病医疗"),
                            ("wedding_funeral", "婚丧嫁娶"),
                            ("other", "其他特殊情况"),
                        ],
                        max_length=15,
                        verbose_name="类别",
                    ),
                ),
                (
                    "subtype",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="子类"),
                ),
                ("article", models.CharField(max_length=20, verbose_name="条款")),
                ("covered", models.CharField(max_length=200, verbose_name="出险范围")),
                (
                    "method",
                    models.CharField(
                        choices=[("fixed", "定额"), ("share", "比例")],
                        max_length=5,
                        verbose_name="算法",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=12, verbose_name="定额（元）"
                    ),
                ),
                (
                    "deductible",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=12, verbose_name="起付线（元）"
                    ),
                ),
                (
                    "share",
                    models.DecimalField(
                        decimal_places=3, default=0, max_digits=4, verbose_name="比例"
                    ),
                ),
                (
                    "cap_per_year",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="每人每年封顶（元）"
                    ),
                ),
                (
                    "cap_per_event",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="每件封顶（元）",
                    ),
                ),
                (
                    "count_per_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="每人每年次数"
                    ),
                ),
                (
                    "waiting_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="等待期（天）"
                    ),
                ),
                (
                    "window_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="申请期限（天）"
                    ),
                ),
                (
                    "papers",
                    models.CharField(
                        help_text="用顿号分开", max_length=200, verbose_name="所需材料"
                    ),
                ),
                ("may_advance", models.BooleanField(default=False, verbose_name="可以紧急垫付")),
                ("is_sample", models.BooleanField(default=True, verbose_name="示例")),
            ],
            options={
                "verbose_name": "救助标准",
                "verbose_name_plural": "救助标准",
                "ordering": ("article",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("charter", "kind", "subtype"),
                        name="benefit_one_per_kind_and_subtype",
                        violation_error_message="这一类已有这个子类",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["education", "medical", "wedding_funeral", "other"])
                        ),
                        name="benefit_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["fixed", "share"])),
                        name="benefit_method_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gte", 0),
                            ("cap_per_year__gt", 0),
                            ("deductible__gte", 0),
                            ("share__range", (0, 1)),
                        ),
                        name="benefit_figures_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cap_per_event__isnull", True),
                            ("cap_per_event__gt", 0),
                            _connector="OR",
                        ),
                        name="benefit_event_cap_positive",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AmountBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bands",
                        to="mutualfund.charter",
                        verbose_name="章程",
                    ),
                ),
                (
                    "above",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="超过（元）"),
                ),
                (
                    "investigators",
                    models.PositiveSmallIntegerField(default=2, verbose_name="调查人数"),
                ),
                (
                    "agreeing",
                    models.PositiveSmallIntegerField(default=0, verbose_name="至少同意票"),
                ),
            ],
            options={
                "verbose_name": "金额分档",
                "verbose_name_plural": "金额分档",
                "ordering": ("above",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("charter", "above"), name="band_one_per_amount"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("above__gt", 0)), name="band_above_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("investigators__range", (2, 9))),
                        name="band_two_investigators_or_more",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="社员编号"
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
                ("joined_on", models.DateField(verbose_name="入社日期")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="退社日期")),
                (
                    "leave_reason",
                    models.CharField(blank=True, max_length=40, verbose_name="退社原因"),
                ),
            ],
            options={
                "verbose_name": "社员",
                "verbose_name_plural": "社员",
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_on__isnull", True)),
                        fields=("worker",),
                        name="member_one_open_per_worker",
                        violation_error_message="该职工已是在社社员",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_on__isnull", True),
                            ("left_on__gte", models.F("joined_on")),
                            _connector="OR",
                        ),
                        name="member_leaves_after_joining",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="申请编号"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="mutualfund.member",
                        verbose_name="社员",
                    ),
                ),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.charter",
                        verbose_name="章程",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("education", "子女入学"),
                            ("medical", "疾病医疗"),
                            ("wedding_funeral", "婚丧嫁娶"),
                            ("other", "其他特殊情况"),
                        ],
                        max_length=15,
                        verbose_name="类别",
                    ),
                ),
                (
                    "subtype",
                    models.CharField(blank=True, default="", max_length=20, verbose_name="子类"),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("self", "本人"),
                            ("spouse", "配偶"),
                            ("child", "子女"),
                            ("parent", "父母"),
                            ("other", "其他"),
                        ],
                        max_length=6,
                        verbose_name="受益人是",
                    ),
                ),
                (
                    "beneficiary",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="受益人"
                    ),
                ),
                ("event_key", models.BinaryField(max_length=16, verbose_name="事项指纹")),
                ("event_date", models.DateField(verbose_name="发生日期")),
                (
                    "event",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="事由"
                    ),
                ),
                (
                    "total_cost",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="费用总额（元）"
                    ),
                ),
                (
                    "other_aid",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="医保和别处已报（元）"
                    ),
                ),
                ("article", models.CharField(max_length=20, verbose_name="条款")),
                ("arithmetic", models.JSONField(verbose_name="算式")),
                ("checks", models.JSONField(default=list, verbose_name="受理时的核对")),
                (
                    "requested_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="申请金额（元）",
                    ),
                ),
                (
                    "asked_amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="应补（元）"),
                ),
                (
                    "approved_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="核定（元）",
                    ),
                ),
                (
                    "status",
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
                        verbose_name="状态",
                    ),
                ),
                ("applied_on", models.DateField(verbose_name="申请日期")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="本人签名日期")),
                (
                    "signed_way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("paper", "柜台签字"),
                            ("phone", "本人登录提交"),
                            ("code", "确认码"),
                        ],
                        default="paper",
                        max_length=5,
                        verbose_name="本人确认方式",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, editable=False, max_length=6, verbose_name="确认码"
                    ),
                ),
                (
                    "filled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代填人",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受理人",
                    ),
                ),
                (
                    "appeal_of",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeal",
                        to="mutualfund.claim",
                        verbose_name="复核的是",
                    ),
                ),
                (
                    "appeal_words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="不服的理由"
                    ),
                ),
                (
                    "supplement_words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="要补的材料"
                    ),
                ),
                (
                    "publicity_from",
                    models.DateField(blank=True, null=True, verbose_name="公示开始"),
                ),
                (
                    "publicity_until",
                    models.DateField(blank=True, null=True, verbose_name="公示结束"),
                ),
                (
                    "held_reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="暂缓原因"
                    ),
                ),
                ("held_until", models.DateField(blank=True, null=True, verbose_name="暂缓到")),
            ],
            options={
                "verbose_name": "互助金申请",
                "verbose_name_plural": "互助金申请",
                "ordering": ("-number",),
                "indexes": [
                    models.Index(fields=["status", "-number"], name="claim_status"),
                    models.Index(fields=["kind", "-number"], name="claim_kind"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("status__in", ["rejected", "withdrawn"]), _negated=True
                        ),
                        fields=("event_key",),
                        name="claim_one_per_event",
                        violation_error_message="这位受益人的这件事已经申请过了",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("code",),
                        name="claim_one_per_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draft",
                                    "submitted",
                                    "accepted",
                                    "supplement",
                                    "investigating",
                                    "deliberating",
                                    "approved",
                                    "rejected",
                                    "publicity",
                                    "payable",
                                    "paid",
                                    "receipt_signed",
                                    "closed",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="claim_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["education", "medical", "wedding_funeral", "other"])
                        ),
                        name="claim_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relation__in", ["self", "spouse", "child", "parent", "other"])
                        ),
                        name="claim_relation_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked_amount__gt", 0), ("other_aid__gte", 0), ("total_cost__gte", 0)
                        ),
                        name="claim_figures_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_amount__isnull", True),
                            ("approved_amount__gt", 0),
                            _connector="OR",
                        ),
                        name="claim_approved_amount_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "status__in",
                                    [
                                        "approved",
                                        "publicity",
                                        "payable",
                                        "paid",
                                        "receipt_signed",
                                        "closed",
                                    ],
                                ),
                                _negated=True,
                            ),
                            ("approved_amount__isnull", False),
                            _connector="OR",
                        ),
                        name="claim_approved_has_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("publicity_from__isnull", True), ("publicity_until__isnull", True)
                            ),
                            ("publicity_until__gte", models.F("publicity_from")),
                            _connector="OR",
                        ),
                        name="claim_publicity_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "status__in",
                                    ["publicity", "payable", "paid", "receipt_signed", "closed"],
                                ),
                                _negated=True,
                            ),
                            ("publicity_until__isnull", False),
                            _connector="OR",
                        ),
                        name="claim_public_before_paid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "submitted", "supplement", "rejected", "withdrawn"],
                            ),
                            ("received_by__isnull", False),
                            _connector="OR",
                        ),
                        name="claim_received_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "withdrawn"]),
                            models.Q(
                                ("signed_on__isnull", False),
                                models.Q(("signed_way", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="claim_signed_by_the_applicant",
                        violation_error_message="要本人确认以后才能往下办",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("requested_amount__isnull", True),
                            ("requested_amount__gt", 0),
                            _connector="OR",
                        ),
                        name="claim_requested_amount_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_reason__isnull", False),
                            ("held_until__isnull", True),
                            _connector="OR",
                        ),
                        name="claim_held_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Voucher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vouchers",
                        to="mutualfund.fund",
                        verbose_name="基金",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("number", models.PositiveIntegerField(verbose_name="年内号")),
                ("month_number", models.PositiveIntegerField(verbose_name="月内号")),
                ("date", models.DateField(verbose_name="日期")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("normal", "记账"),
                            ("reversal", "红字冲销"),
                            ("closing", "结转"),
                            ("opening", "期初"),
                        ],
                        max_length=8,
                        verbose_name="种类",
                    ),
                ),
                ("summary", models.CharField(max_length=200, verbose_name="摘要")),
                ("source", models.CharField(db_collation="C", max_length=60, verbose_name="来源")),
                ("purpose", models.CharField(db_collation="C", max_length=30, verbose_name="用途")),
                ("key", models.UUIDField(unique=True, verbose_name="幂等键")),
                ("content_hash", models.BinaryField(max_length=32, verbose_name="内容散列")),
                (
                    "maker",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="制单",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审核",
                    ),
                ),
                (
                    "poster",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记账",
                    ),
                ),
                (
                    "cashier",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出纳",
                    ),
                ),
                ("attachments", models.PositiveSmallIntegerField(verbose_name="附单据（张）")),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="mutualfund.voucher",
                        verbose_name="冲销",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="mutualfund.voucher",
                        verbose_name="订正",
                    ),
                ),
                ("posted_at", models.DateTimeField(verbose_name="记账时间")),
                ("line_count", models.PositiveIntegerField(verbose_name="分录数")),
                (
                    "total",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, verbose_name="借方合计（元）"
                    ),
                ),
                ("hash", models.BinaryField(max_length=32, verbose_name="链散列")),
            ],
            options={
                "verbose_name": "凭证",
                "verbose_name_plural": "凭证",
                "ordering": ("fund", "year", "number"),
                "indexes": [
                    models.Index(fields=["fund", "date", "number"], name="voucher_fund_date"),
                    models.Index(
                        condition=models.Q(("corrects__isnull", False)),
                        fields=["corrects"],
                        name="voucher_corrects",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fund", "year", "number"), name="voucher_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "normal")),
                        fields=("source", "purpose"),
                        name="voucher_one_per_source_and_purpose",
                        violation_error_message="这件事已经记过账了",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("maker", models.F("reviewer")), _negated=True),
                        name="voucher_reviewed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cashier__isnull", True),
                            models.Q(
                                models.Q(("cashier", models.F("maker")), _negated=True),
                                models.Q(("cashier", models.F("reviewer")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="voucher_cashier_apart",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year", models.F("date__year"))),
                        name="voucher_year_of_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "reversal"), ("reverses__isnull", False)),
                            models.Q(
                                models.Q(("kind", "reversal"), _negated=True),
                                ("reverses__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="voucher_reversal_names_its_twin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["normal", "reversal", "closing", "opening"])
                        ),
                        name="voucher_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("line_count__gte", 2)), name="voucher_two_lines"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("summary__regex", "[[:cntrl:]]"), _negated=True),
                        name="voucher_summary_is_plain",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "voucher_id",
                        "line",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "voucher",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="mutualfund.voucher",
                        verbose_name="凭证",
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="行")),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.account",
                        verbose_name="科目",
                    ),
                ),
                (
                    "party",
                    models.CharField(
                        blank=True, db_collation="C", max_length=60, verbose_name="往来"
                    ),
                ),
                ("date", models.DateField(verbose_name="日期")),
                (
                    "side",
                    models.SmallIntegerField(choices=[(1, "借"), (-1, "贷")], verbose_name="方向"),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
            ],
            options={
                "verbose_name": "分录",
                "verbose_name_plural": "分录",
                "ordering": ("voucher", "line"),
                "indexes": [
                    models.Index(
                        fields=["account", "date", "voucher", "line"],
                        include=("side", "amount"),
                        name="entry_account_date",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", (1, -1))), name="entry_side_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True),
                        name="entry_amount_not_zero",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("party__regex", "^[a-z_]*(:[0-9]+)?$")),
                        name="entry_party_is_a_key",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.fund",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("last_number", models.PositiveIntegerField(default=0, verbose_name="末号")),
                (
                    "month_numbers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(),
                        db_default=[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
                        size=12,
                        verbose_name="各月末号",
                    ),
                ),
                ("last_hash", models.BinaryField(max_length=32, verbose_name="链头")),
                (
                    "begun_after",
                    models.PositiveIntegerField(
                        help_text="链从上一年这一号的散列接起；基金的第一年为空",
                        null=True,
                        verbose_name="接上年第几号",
                    ),
                ),
                ("closed_through", models.DateField(verbose_name="已结账至")),
            ],
            options={
                "verbose_name": "凭证序列",
                "verbose_name_plural": "凭证序列",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fund", "year"), name="series_one_per_fund_and_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PeriodBalance",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "account_id",
                        "month",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.account",
                        verbose_name="科目",
                    ),
                ),
                ("month", models.DateField(help_text="当月一日", verbose_name="月")),
                (
                    "debit",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="借方（元）"),
                ),
                (
                    "credit",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="贷方（元）"),
                ),
            ],
            options={
                "verbose_name": "期间余额",
                "verbose_name_plural": "期间余额",
            },
        ),
        migrations.CreateModel(
            name="DraftVoucher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.fund",
                        verbose_name="基金",
                    ),
                ),
                ("date", models.DateField(verbose_name="日期")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("normal", "记账"),
                            ("reversal", "红字冲销"),
                            ("closing", "结转"),
                            ("opening", "期初"),
                        ],
                        default="normal",
                        max_length=8,
                        verbose_name="种类",
                    ),
                ),
                ("summary", models.CharField(max_length=200, verbose_name="摘要")),
                ("source", models.CharField(db_collation="C", max_length=60, verbose_name="来源")),
                ("purpose", models.CharField(db_collation="C", max_length=30, verbose_name="用途")),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="幂等键"
                    ),
                ),
                ("attachments", models.PositiveSmallIntegerField(verbose_name="附单据（张）")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "待审核"),
                            ("reviewed", "已审核"),
                            ("posted", "已记账"),
                            ("dropped", "作废"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="制单",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审核",
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.voucher",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.voucher",
                    ),
                ),
                (
                    "voucher",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.voucher",
                    ),
                ),
            ],
            options={
                "verbose_name": "凭证草稿",
                "verbose_name_plural": "凭证草稿",
                "ordering": ("date", "pk"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("reverses__isnull", False)),
                        fields=["reverses"],
                        name="draft_reverses",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "dropped"), _negated=True),
                        fields=("source", "purpose"),
                        name="draft_one_per_source_and_purpose",
                        violation_error_message="这件事已经制过单了",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewer__isnull", True),
                            models.Q(("maker", models.F("reviewer")), _negated=True),
                            _connector="OR",
                        ),
                        name="draft_reviewed_by_another",
                        violation_error_message="制单人不能审核自己的凭证",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "reviewed", "posted", "dropped"])
                        ),
                        name="draft_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("summary__regex", "[[:cntrl:]]"), _negated=True),
                        name="draft_summary_is_plain",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="mutualfund.draftvoucher",
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="行")),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.account",
                        verbose_name="科目",
                    ),
                ),
                ("party", models.CharField(blank=True, max_length=60, verbose_name="往来")),
                (
                    "side",
                    models.SmallIntegerField(choices=[(1, "借"), (-1, "贷")], verbose_name="方向"),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
            ],
            options={
                "ordering": ("draft", "line"),
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "line"), name="draft_line_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment",
                        to="mutualfund.claim",
                        verbose_name="申请",
                    ),
                ),
                (
                    "bounced_claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bounced",
                        to="mutualfund.claim",
                        verbose_name="退回的申请",
                    ),
                ),
                (
                    "voucher",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.voucher",
                        verbose_name="凭证",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                ("paid_on", models.DateField(verbose_name="付款日期")),
                (
                    "cashier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出纳",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[("bank", "工资卡"), ("cash", "现金")],
                        max_length=4,
                        verbose_name="方式",
                    ),
                ),
                ("card_last4", models.CharField(blank=True, max_length=4, verbose_name="卡尾号")),
            ],
            options={
                "verbose_name": "付款",
                "verbose_name_plural": "付款",
                "ordering": ("-paid_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="payment_amount_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("claim__isnull", True),
                            ("bounced_claim__isnull", True),
                            _connector="XOR",
                        ),
                        name="payment_of_one_claim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["bank", "cash"])),
                        name="payment_method_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("method", "bank"), _negated=True),
                            ("card_last4__regex", "^\\d{4}$"),
                            _connector="OR",
                        ),
                        name="payment_bank_has_card",
                        violation_error_message="付到卡上要有卡号后四位",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Advance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="编号"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="advances",
                        to="mutualfund.claim",
                        verbose_name="申请",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="垫付（元）"),
                ),
                (
                    "reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="为什么等不到开会"
                    ),
                ),
                (
                    "status",
                    models.CharField(
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
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                ("proposed_on", models.DateField(verbose_name="提出日期")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                ("decided_on", models.DateField(null=True, verbose_name="批准日期")),
                (
                    "voucher",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.voucher",
                        verbose_name="凭证",
                    ),
                ),
                ("paid_on", models.DateField(null=True, verbose_name="付款日期")),
                (
                    "cashier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出纳",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[("bank", "工资卡"), ("cash", "现金")],
                        max_length=4,
                        verbose_name="方式",
                    ),
                ),
                ("card_last4", models.CharField(blank=True, max_length=4, verbose_name="卡尾号")),
                (
                    "returned_why",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="为什么退回"
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记退回的人",
                    ),
                ),
                ("returned_on", models.DateField(null=True, verbose_name="登记退回日期")),
            ],
            options={
                "verbose_name": "紧急垫付",
                "verbose_name_plural": "紧急垫付",
                "ordering": ("-number",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ("declined", "bounced")), _negated=True),
                        fields=("claim",),
                        name="advance_one_per_claim",
                        violation_error_message="这件申请已经有一笔紧急垫付",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="advance_amount_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["proposed", "approved", "declined", "paid", "bounced"])
                        ),
                        name="advance_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="advance_approved_by_another",
                        violation_error_message="自己提出的垫付要由别人批准",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("status", "proposed")),
                            models.Q(
                                models.Q(("status", "proposed"), _negated=True),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="advance_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("status__in", ("paid", "bounced")), _negated=True),
                                ("cashier__isnull", True),
                                ("method", ""),
                                ("paid_on__isnull", True),
                                ("voucher__isnull", True),
                            ),
                            models.Q(
                                ("cashier__isnull", False),
                                ("method__in", ["bank", "cash"]),
                                ("paid_on__isnull", False),
                                ("status__in", ("paid", "bounced")),
                                ("voucher__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="advance_paid_with_its_voucher",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.account",
                        verbose_name="科目",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="文件")),
                (
                    "sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="文件指纹"),
                ),
                ("first", models.DateField(verbose_name="起")),
                ("last", models.DateField(verbose_name="止")),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="导入人",
                    ),
                ),
                ("taken_at", models.DateTimeField(verbose_name="导入时间")),
            ],
            options={
                "verbose_name": "银行对账单",
                "verbose_name_plural": "银行对账单",
                "ordering": ("-last", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "sha256"),
                        name="bank_statement_once",
                        violation_error_message="这份对账单已经导入过",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BankMatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "matched_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核对人",
                    ),
                ),
                ("matched_at", models.DateTimeField(verbose_name="核对时间")),
            ],
            options={
                "verbose_name": "对账",
                "verbose_name_plural": "对账",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="BankLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="mutualfund.bankstatement",
                        verbose_name="对账单",
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="行")),
                ("date", models.DateField(verbose_name="日期")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                (
                    "balance",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="余额（元）"),
                ),
                ("party", models.CharField(blank=True, max_length=80, verbose_name="对方")),
                ("memo", models.CharField(blank=True, max_length=120, verbose_name="摘要")),
                (
                    "serial",
                    models.CharField(
                        blank=True, db_collation="C", max_length=60, verbose_name="流水号"
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="mutualfund.bankmatch",
                        verbose_name="对上",
                    ),
                ),
            ],
            options={
                "verbose_name": "银行流水",
                "verbose_name_plural": "银行流水",
                "ordering": ("date", "statement", "line"),
                "indexes": [models.Index(fields=["date"], name="bank_line_date")],
                "constraints": [
                    models.UniqueConstraint(fields=("statement", "line"), name="bank_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="bank_line_not_zero"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchedVoucher",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vouchers",
                        to="mutualfund.bankmatch",
                    ),
                ),
                (
                    "voucher",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_match",
                        to="mutualfund.voucher",
                        verbose_name="凭证",
                    ),
                ),
            ],
            options={
                "verbose_name": "对上的凭证",
                "verbose_name_plural": "对上的凭证",
            },
        ),
        migrations.CreateModel(
            name="BankRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.account",
                        verbose_name="银行科目",
                    ),
                ),
                ("word", models.CharField(max_length=40, verbose_name="对方或摘要里的字")),
                (
                    "counter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.account",
                        verbose_name="对方科目",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记住的人",
                    ),
                ),
            ],
            options={
                "verbose_name": "对账规则",
                "verbose_name_plural": "对账规则",
                "ordering": ("word",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "word"),
                        name="bank_rule_once",
                        violation_error_message="这个字已经有规则了",
                    )
                ],
            },
        ),
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
                    "uid",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="mutualfund.claim",
                        verbose_name="申请",
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
                            ("replaced", "更换调查人"),
                            ("investigated", "提交委员会"),
                            ("approved", "委员会同意"),
                            ("refused", "委员会不同意"),
                            ("taken_back", "撤销决定"),
                            ("announced", "公示开始"),
                            ("vouched", "制单"),
                            ("paid", "付款"),
                            ("bounced", "退票，重新付"),
                            ("signed", "签领"),
                            ("closed", "结案"),
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
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="说明"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "申请办理经过",
                "verbose_name_plural": "申请办理经过",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
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
                                    "signed",
                                    "closed",
                                    "withdrawn",
                                    "held",
                                    "released",
                                    "taken_over",
                                ],
                            )
                        ),
                        name="claimstep_act_known",
                    ),
                    models.CheckConstraint(
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
                                models.Q(("act__in", ("declined", "refused")), _negated=True),
                                ("code", ""),
                            ),
                            _connector="OR",
                        ),
                        name="claimstep_refusal_has_code",
                        violation_error_message="不同意要选原因",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("act__in", ("held", "released", "replaced")),
                                ("was", models.F("now")),
                            ),
                            models.Q(
                                models.Q(
                                    ("act__in", ("held", "released", "replaced")), _negated=True
                                ),
                                models.Q(("was", models.F("now")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="claimstep_moves_or_stands",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeriodStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.fund",
                        verbose_name="基金",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("close", "结账"), ("reopen", "反结账")],
                        max_length=6,
                        verbose_name="种类",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("through", models.DateField(verbose_name="办完以后结到哪天")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                ("is_dropped", models.BooleanField(default=False, verbose_name="不办了")),
            ],
            options={
                "verbose_name": "结账申请",
                "verbose_name_plural": "结账申请",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_by__isnull", True), ("is_dropped", False)),
                        fields=("fund",),
                        name="period_step_one_waiting",
                        violation_error_message="已有一件结账或反结账等着确认",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="period_step_by_two",
                        violation_error_message="提出和确认要两个人",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["close", "reopen"])),
                        name="period_step_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "close"),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="period_step_reopened_for_a_reason",
                        violation_error_message="反结账要写原因",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Closing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.fund",
                        verbose_name="基金",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("close", "结账"), ("reopen", "反结账")],
                        default="close",
                        max_length=6,
                        verbose_name="种类",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("through", models.DateField(verbose_name="结账至")),
                ("last_number", models.PositiveIntegerField(null=True, verbose_name="当时的末号")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "结账记录",
                "verbose_name_plural": "结账记录",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["close", "reopen"])),
                        name="closing_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("unit", "单位缴费表"), ("payroll", "工资代扣清单")],
                        max_length=7,
                        verbose_name="种类",
                    ),
                ),
                ("unit", models.CharField(max_length=60, verbose_name="单位")),
                ("filename", models.CharField(max_length=200, verbose_name="文件名")),
                (
                    "digest",
                    models.CharField(db_collation="C", max_length=64, verbose_name="文件指纹"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preview", "待确认"),
                            ("written", "已写入"),
                            ("dropped", "不收了"),
                        ],
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
                ("rows", models.JSONField(default=list, verbose_name="行")),
                ("problems", models.JSONField(default=list, verbose_name="要改的")),
                (
                    "claimed_total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="表上合计（元）",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                ("written_on", models.DateField(null=True, verbose_name="写入日期")),
            ],
            options={
                "verbose_name": "收款批次",
                "verbose_name_plural": "收款批次",
                "ordering": ("-pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "written")),
                        fields=("digest",),
                        name="collection_one_per_file",
                        violation_error_message="这个文件已经收过了",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["unit", "payroll"])),
                        name="collection_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["preview", "written", "dropped"])),
                        name="collection_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "written"), _negated=True),
                            ("problems", []),
                            _connector="OR",
                        ),
                        name="collection_written_without_problems",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CashCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.fund",
                        verbose_name="基金",
                    ),
                ),
                ("on", models.DateField(verbose_name="盘点日")),
                ("pieces", models.JSONField(default=dict, verbose_name="张数")),
                (
                    "counted",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="实有（元）"),
                ),
                (
                    "booked",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="账面（元）"),
                ),
                (
                    "explanation",
                    models.CharField(blank=True, max_length=200, verbose_name="差额说明"),
                ),
                (
                    "cashier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出纳",
                    ),
                ),
                ("counted_at", models.DateTimeField(verbose_name="盘点时间")),
                (
                    "witness",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="监盘人",
                    ),
                ),
                ("witnessed_at", models.DateTimeField(null=True, verbose_name="监盘时间")),
            ],
            options={
                "verbose_name": "现金盘点",
                "verbose_name_plural": "现金盘点",
                "ordering": ("-on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("witness__isnull", True),
                            models.Q(("witness", models.F("cashier")), _negated=True),
                            _connector="OR",
                        ),
                        name="cash_count_by_two",
                        violation_error_message="盘点和监盘要两个人",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("counted", models.F("booked")),
                            models.Q(("explanation", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cash_count_difference_explained",
                        violation_error_message="实有和账面不一样，要写明原因",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counted__gte", 0)), name="cash_count_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("number", models.PositiveIntegerField(verbose_name="号")),
                ("source", models.CharField(db_collation="C", max_length=60, verbose_name="来源")),
                ("payer", models.CharField(max_length=60, verbose_name="交款人")),
                ("reason", models.CharField(max_length=120, verbose_name="收款事由")),
                (
                    "method",
                    models.CharField(
                        choices=[("cash", "现金"), ("bank", "转账"), ("payroll", "工资代扣")],
                        max_length=7,
                        verbose_name="方式",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                ("issued_on", models.DateField(verbose_name="日期")),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经手人",
                    ),
                ),
                (
                    "paper_no",
                    models.CharField(
                        blank=True, db_collation="C", max_length=20, verbose_name="纸质收据号"
                    ),
                ),
                (
                    "void_reason",
                    models.CharField(blank=True, max_length=100, verbose_name="作废原因"),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作废人",
                    ),
                ),
            ],
            options={
                "verbose_name": "收据",
                "verbose_name_plural": "收据",
                "ordering": ("-year", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("year", "number"), name="receipt_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("void_reason", "")),
                        fields=("source",),
                        name="receipt_one_per_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="receipt_amount_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year", models.F("issued_on__year"))),
                        name="receipt_year_of_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["cash", "bank", "payroll"])),
                        name="receipt_method_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_by__isnull", True)),
                            models.Q(
                                models.Q(("void_reason", ""), _negated=True),
                                ("voided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="receipt_void_has_reason_and_hand",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Drive",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="活动")),
                ("starts_on", models.DateField(verbose_name="开始")),
                ("ends_on", models.DateField(verbose_name="结束")),
            ],
            options={
                "verbose_name": "募捐",
                "verbose_name_plural": "募捐",
                "ordering": ("-starts_on",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="drive_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Donation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "drive",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="donations",
                        to="mutualfund.drive",
                        verbose_name="活动",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="编号"
                    ),
                ),
                ("donor", models.CharField(max_length=60, verbose_name="捐款人")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="单位/部门")),
                ("is_anonymous", models.BooleanField(default=False, verbose_name="匿名")),
                ("may_be_named", models.BooleanField(default=False, verbose_name="同意公开姓名")),
                ("is_cadre", models.BooleanField(default=False, verbose_name="党员干部")),
                ("wish", models.CharField(blank=True, max_length=60, verbose_name="意愿用途")),
                (
                    "method",
                    models.CharField(
                        choices=[("cash", "现金"), ("bank", "转账"), ("payroll", "工资代扣")],
                        default="bank",
                        max_length=7,
                        verbose_name="方式",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                ("given_on", models.DateField(verbose_name="捐款日期")),
                (
                    "voucher",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.voucher",
                        verbose_name="凭证",
                    ),
                ),
                ("is_void", models.BooleanField(default=False, verbose_name="作废")),
            ],
            options={
                "verbose_name": "捐款",
                "verbose_name_plural": "捐款",
                "ordering": ("number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="donation_amount_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_anonymous", True), ("may_be_named", True), _negated=True
                        ),
                        name="donation_anonymous_is_not_named",
                        violation_error_message="匿名捐款不能公开姓名",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DuesPayment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dues",
                        to="mutualfund.member",
                        verbose_name="社员",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="所属年度")),
                (
                    "kind",
                    models.CharField(
                        choices=[("first", "首次入社"), ("renewal", "年度续缴")],
                        max_length=7,
                        verbose_name="类别",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                ("paid_on", models.DateField(verbose_name="缴费日期")),
                (
                    "payer",
                    models.CharField(
                        choices=[
                            ("self", "本人"),
                            ("depot", "车务段代缴"),
                            ("union", "工会代缴"),
                            ("other", "其他单位代缴"),
                        ],
                        default="self",
                        max_length=5,
                        verbose_name="缴费人",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[("cash", "现金"), ("bank", "转账"), ("payroll", "工资代扣")],
                        default="bank",
                        max_length=7,
                        verbose_name="方式",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dues",
                        to="mutualfund.collection",
                        verbose_name="收款批次",
                    ),
                ),
                (
                    "receipt_no",
                    models.CharField(db_collation="C", max_length=20, verbose_name="收据号"),
                ),
                (
                    "voucher",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.voucher",
                        verbose_name="凭证",
                    ),
                ),
                ("is_void", models.BooleanField(default=False, verbose_name="作废")),
            ],
            options={
                "verbose_name": "会费",
                "verbose_name_plural": "会费",
                "ordering": ("receipt_no",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_void", False)),
                        fields=("receipt_no",),
                        name="dues_receipt_once",
                        violation_error_message="收据号已经用过",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_void", False)),
                        fields=("member", "year"),
                        name="dues_one_per_member_and_year",
                        violation_error_message="这位社员这个年度已缴过会费",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_void", False), ("kind", "first")),
                        fields=("member",),
                        name="dues_first_once_per_membership",
                        violation_error_message="首次会费一次入社只缴一次",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="dues_amount_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["first", "renewal"])),
                        name="dues_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("payer__in", ["self", "depot", "union", "other"])),
                        name="dues_payer_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["cash", "bank", "payroll"])),
                        name="dues_method_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Investigation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="investigations",
                        to="mutualfund.claim",
                        verbose_name="申请",
                    ),
                ),
                (
                    "investigator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="调查人",
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="指派人",
                    ),
                ),
                ("assigned_at", models.DateTimeField(verbose_name="指派时间")),
                ("visited_on", models.DateField(blank=True, null=True, verbose_name="上门日期")),
                (
                    "finding",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="调查情况"
                    ),
                ),
                (
                    "conclusion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("true", "情况属实"),
                            ("partly", "部分属实"),
                            ("untrue", "情况不实"),
                        ],
                        max_length=6,
                        verbose_name="结论",
                    ),
                ),
                ("signed_at", models.DateTimeField(null=True, verbose_name="签字时间")),
            ],
            options={
                "verbose_name": "调查",
                "verbose_name_plural": "调查",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "investigator"),
                        name="investigation_one_per_person",
                        violation_error_message="这位调查人已经指派过了",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("conclusion", ""), ("signed_at__isnull", True)),
                            models.Q(
                                ("conclusion__in", ["true", "partly", "untrue"]),
                                ("signed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="investigation_signed_with_conclusion",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="mutualfund.claim",
                        verbose_name="申请",
                    ),
                ),
                ("paper", models.CharField(max_length=60, verbose_name="材料")),
                (
                    "receipt_no",
                    models.CharField(
                        blank=True, db_collation="C", max_length=40, verbose_name="票号"
                    ),
                ),
                ("uid", models.UUIDField(editable=False, unique=True, verbose_name="文件号")),
                (
                    "file_type",
                    models.CharField(
                        choices=[("jpg", "JPEG 图片"), ("png", "PNG 图片"), ("pdf", "PDF 文件")],
                        max_length=3,
                        verbose_name="类型",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="字节")),
                (
                    "sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="原文件指纹"),
                ),
                (
                    "stored_sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="存档指纹"),
                ),
                (
                    "original_seen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="原件核对人",
                    ),
                ),
                ("original_seen_at", models.DateTimeField(null=True, verbose_name="原件核对时间")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                (
                    "is_released",
                    models.BooleanField(
                        default=False, help_text="申请撤回或不同意以后", verbose_name="可再用"
                    ),
                ),
            ],
            options={
                "verbose_name": "证明材料",
                "verbose_name_plural": "证明材料",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_released", False)),
                        fields=("sha256",),
                        name="evidence_one_use_per_file",
                        violation_error_message="这张票据已经用过了",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("is_released", False), models.Q(("receipt_no", ""), _negated=True)
                        ),
                        fields=("receipt_no",),
                        name="evidence_one_use_per_receipt",
                        violation_error_message="这个票号已经用过了",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                        name="evidence_file_type_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("original_seen_at__isnull", True),
                                ("original_seen_by__isnull", True),
                            ),
                            models.Q(
                                ("original_seen_at__isnull", False),
                                ("original_seen_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_seen_by_and_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("document", models.CharField(max_length=80, verbose_name="文件")),
                ("words", models.CharField(max_length=120, verbose_name="原文")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("raised", "收进总额"),
                            ("dues", "会费"),
                            ("donations", "捐款"),
                            ("grants", "单位拨款"),
                            ("interest", "利息"),
                        ],
                        max_length=9,
                        verbose_name="对哪个数",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="文件上的数（元）"
                    ),
                ),
                ("as_of", models.DateField(verbose_name="截止日")),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "文件所载数",
                "verbose_name_plural": "文件所载数",
                "ordering": ("-as_of", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("measure__in", ["raised", "dues", "donations", "grants", "interest"])
                        ),
                        name="figure_measure_known",
                    ),
                    models.UniqueConstraint(
                        fields=("document", "measure", "as_of"),
                        name="figure_once_per_document",
                        violation_error_message="这份文件的这个数已经登记过了",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explanations",
                        to="mutualfund.statedfigure",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="说明的金额（元）"
                    ),
                ),
                ("paper", models.CharField(max_length=80, verbose_name="凭什么")),
                ("words", models.CharField(max_length=200, verbose_name="怎么回事")),
                ("entered_on", models.DateField(verbose_name="日期")),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "差额说明",
                "verbose_name_plural": "差额说明",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True),
                        name="explanation_of_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paper", ""), _negated=True),
                        name="explanation_has_a_paper",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="编号"
                    ),
                ),
                (
                    "payer",
                    models.CharField(
                        choices=[
                            ("depot", "车务段"),
                            ("labour_service_company", "劳动服务公司"),
                            ("upper_union", "上级工会"),
                        ],
                        max_length=22,
                        verbose_name="拨款单位",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                ("received_on", models.DateField(verbose_name="到账日")),
                ("document_no", models.CharField(max_length=80, verbose_name="批准文号")),
                (
                    "match_base",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="配比基数（元）",
                    ),
                ),
                (
                    "match_ratio",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        max_digits=6,
                        null=True,
                        verbose_name="配比比例",
                    ),
                ),
                (
                    "voucher",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.voucher",
                        verbose_name="凭证",
                    ),
                ),
                ("is_void", models.BooleanField(default=False, verbose_name="作废")),
            ],
            options={
                "verbose_name": "单位拨款",
                "verbose_name_plural": "单位拨款",
                "ordering": ("received_on", "number"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="grant_amount_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("payer__in", ["depot", "labour_service_company", "upper_union"])
                        ),
                        name="grant_payer_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("match_base__isnull", True), ("match_ratio__isnull", True)),
                            models.Q(("match_base__gt", 0), ("match_ratio__gt", 0)),
                            _connector="OR",
                        ),
                        name="grant_base_with_ratio",
                        violation_error_message="配比基数和比例要一起填",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="编号"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                ("received_on", models.DateField(verbose_name="入账日")),
                (
                    "advice_no",
                    models.CharField(db_collation="C", max_length=40, verbose_name="银行回单号"),
                ),
                (
                    "voucher",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.voucher",
                        verbose_name="凭证",
                    ),
                ),
                ("is_void", models.BooleanField(default=False, verbose_name="作废")),
            ],
            options={
                "verbose_name": "利息",
                "verbose_name_plural": "利息",
                "ordering": ("-received_on", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_void", False)),
                        fields=("advice_no",),
                        name="interest_advice_once",
                        violation_error_message="这张回单已经记过",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="interest_amount_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitteeMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("manager", "管理人员"), ("worker_rep", "职工代表")],
                        max_length=10,
                        verbose_name="代表",
                    ),
                ),
                ("is_alternate", models.BooleanField(default=False, verbose_name="候补")),
                ("since", models.DateField(verbose_name="任期自")),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="不含这一天", null=True, verbose_name="任期至"
                    ),
                ),
                (
                    "document",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="聘任文件"
                    ),
                ),
                (
                    "seated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                ("confirmed_on", models.DateField(null=True, verbose_name="确认日期")),
                ("leaves_on", models.DateField(null=True, verbose_name="卸任日期")),
                (
                    "leave_document",
                    models.CharField(
                        blank=True, default="", max_length=100, verbose_name="卸任文件"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="卸任登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "委员",
                "verbose_name_plural": "委员",
                "ordering": ("kind", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("user",),
                        name="committee_one_open_seat_per_user",
                        violation_error_message="这个账号已经是委员",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["manager", "worker_rep"])),
                        name="committee_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gt", models.F("since")),
                            _connector="OR",
                        ),
                        name="committee_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("seated_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="committee_confirmed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("leave_document", ""), ("leaves_on__isnull", True)),
                            models.Q(
                                ("leaves_on__gt", models.F("since")),
                                models.Q(("leave_document", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="committee_leaves_by_document",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="会议号"
                    ),
                ),
                ("held_on", models.DateField(verbose_name="日期")),
                ("starts_at", models.TimeField(default=datetime.time(14, 0), verbose_name="时间")),
                ("place", models.CharField(max_length=60, verbose_name="地点")),
                (
                    "chair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.committeemember",
                        verbose_name="主持人",
                    ),
                ),
                (
                    "recorder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "待开会"),
                            ("open", "正在开会"),
                            ("closed", "已结束"),
                            ("dropped", "已取消"),
                        ],
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
            ],
            options={
                "verbose_name": "委员会会议",
                "verbose_name_plural": "委员会会议",
                "ordering": ("-number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["planned", "open", "closed", "dropped"])
                        ),
                        name="meeting_status_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="mutualfund.meeting",
                        verbose_name="会议",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.committeemember",
                        verbose_name="委员",
                    ),
                ),
                (
                    "presence",
                    models.CharField(
                        choices=[("present", "到会"), ("leave", "请假"), ("absent", "缺席")],
                        max_length=7,
                        verbose_name="到会情况",
                    ),
                ),
            ],
            options={
                "verbose_name": "到会",
                "verbose_name_plural": "到会",
                "ordering": ("member__kind", "member"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "member"), name="attendance_one_per_member"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("presence__in", ["present", "leave", "absent"])),
                        name="attendance_presence_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="mutualfund.meeting",
                        verbose_name="会议",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="mutualfund.claim",
                        verbose_name="申请",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("is_postponed", models.BooleanField(default=False, verbose_name="下次再议")),
                ("is_revoked", models.BooleanField(default=False, verbose_name="决定已撤销")),
            ],
            options={
                "verbose_name": "议题",
                "verbose_name_plural": "议题",
                "ordering": ("order", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "claim"), name="agenda_claim_once_a_meeting"
                    ),
                    models.UniqueConstraint(
                        fields=("meeting", "order"), name="agenda_order_once_a_meeting"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_postponed", False), ("is_revoked", False)),
                        fields=("claim",),
                        name="agenda_claim_on_one_meeting",
                        violation_error_message="这件申请已经排进一次会议",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="mutualfund.agendaitem",
                        verbose_name="议题",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.committeemember",
                        verbose_name="委员",
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("agree", "同意"),
                            ("refuse", "不同意"),
                            ("abstain", "弃权"),
                            ("recuse", "回避"),
                        ],
                        max_length=7,
                        verbose_name="表决",
                    ),
                ),
                ("opinion", models.CharField(blank=True, max_length=200, verbose_name="意见")),
                (
                    "proxied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代录人",
                    ),
                ),
                ("proof", models.CharField(blank=True, max_length=100, verbose_name="代录凭据")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "表决",
                "verbose_name_plural": "表决",
                "ordering": ("at", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "member"),
                        name="vote_once_per_member",
                        violation_error_message="这位委员已经表决过了",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("choice__in", ["agree", "refuse", "abstain", "recuse"])
                        ),
                        name="vote_choice_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("choice__in", ["refuse", "recuse"]), _negated=True),
                            models.Q(("opinion", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="vote_refusal_has_opinion",
                        violation_error_message="不同意或回避要写明原因",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proof", ""), ("proxied_by__isnull", True)),
                            models.Q(
                                ("proxied_by__isnull", False),
                                models.Q(("proof", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="vote_proxy_has_proof",
                        violation_error_message="代录要写明凭据",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="mutualfund.agendaitem",
                        verbose_name="议题",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("approved", "通过"), ("rejected", "不通过")],
                        max_length=8,
                        verbose_name="结果",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, null=True, verbose_name="核定（元）"
                    ),
                ),
                ("article", models.CharField(max_length=20, verbose_name="条款")),
                ("facts", models.JSONField(verbose_name="当时的事实")),
                ("entitled", models.PositiveSmallIntegerField(verbose_name="应到")),
                ("present", models.PositiveSmallIntegerField(verbose_name="实到")),
                ("agreed", models.PositiveSmallIntegerField(verbose_name="同意")),
                ("refused", models.PositiveSmallIntegerField(verbose_name="不同意")),
                ("abstained", models.PositiveSmallIntegerField(verbose_name="弃权")),
                ("recused", models.PositiveSmallIntegerField(verbose_name="回避")),
                (
                    "reason_code",
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
                        verbose_name="不同意的原因",
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=200, verbose_name="不同意的理由"),
                ),
                ("decided_on", models.DateField(verbose_name="决定日期")),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签发人",
                    ),
                ),
                ("signed_at", models.DateTimeField(verbose_name="签发时间")),
            ],
            options={
                "verbose_name": "委员会决定",
                "verbose_name_plural": "委员会决定",
                "ordering": ("item__meeting", "item__order"),
                "constraints": [
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "present__gte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("agreed"), "+", models.F("refused")
                                    ),
                                    "+",
                                    models.F("abstained"),
                                ),
                            )
                        ),
                        name="decision_counts_add_up",
                    ),
                ],
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
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revocation",
                        to="mutualfund.decision",
                        verbose_name="决定",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="撤销的原因")),
                ("revoked_on", models.DateField(verbose_name="撤销日期")),
                (
                    "revoked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤销人",
                    ),
                ),
                ("revoked_at", models.DateTimeField(verbose_name="撤销时间")),
            ],
            options={
                "verbose_name": "撤销的决定",
                "verbose_name_plural": "撤销的决定",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="revocation_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="mutualfund.meeting",
                        verbose_name="会议",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="版次")),
                (
                    "text",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="全文"
                    ),
                ),
                ("digest", models.CharField(db_collation="C", max_length=64, verbose_name="指纹")),
                (
                    "before",
                    models.CharField(
                        blank=True, db_collation="C", max_length=64, verbose_name="上一版指纹"
                    ),
                ),
                (
                    "correction",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="更正"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="写定人",
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="写定时间")),
            ],
            options={
                "verbose_name": "会议纪要",
                "verbose_name_plural": "会议纪要",
                "ordering": ("meeting", "-version"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "version"), name="minutes_one_per_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("before", ""), ("correction__isnull", True), ("version", 1)),
                            models.Q(
                                ("correction__isnull", False),
                                ("version__gt", 1),
                                models.Q(("before", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="minutes_corrected_after_the_first",
                        violation_error_message="更正要写明更正什么",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest", ""), _negated=True),
                        name="minutes_have_a_digest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="mutualfund.minutesversion",
                        verbose_name="纪要",
                    ),
                ),
                ("uid", models.UUIDField(editable=False, unique=True, verbose_name="文件号")),
                (
                    "file_type",
                    models.CharField(
                        choices=[("jpg", "JPEG 图片"), ("png", "PNG 图片"), ("pdf", "PDF 文件")],
                        max_length=3,
                        verbose_name="类型",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="字节")),
                (
                    "sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="原文件指纹"),
                ),
                (
                    "stored_sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="存档指纹"),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="上传时间")),
            ],
            options={
                "verbose_name": "纪要签字件",
                "verbose_name_plural": "纪要签字件",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("minutes", "sha256"), name="signed_copy_once"),
                    models.CheckConstraint(
                        condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                        name="signed_copy_type_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="编号"
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter",
                        to="mutualfund.decision",
                        verbose_name="决定",
                    ),
                ),
                ("issued_on", models.DateField(verbose_name="日期")),
                ("appeal_until", models.DateField(null=True, verbose_name="复核期限")),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签发人",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知书",
                "verbose_name_plural": "通知书",
                "ordering": ("number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("appeal_until__isnull", True),
                            ("appeal_until__gte", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="letter_appeal_after_issue",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PayList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="编号"
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_list",
                        to="mutualfund.meeting",
                        verbose_name="会议",
                    ),
                ),
                ("cases", models.PositiveSmallIntegerField(verbose_name="件数")),
                (
                    "total",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="合计（元）"),
                ),
                ("made_on", models.DateField(verbose_name="日期")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="开单人",
                    ),
                ),
            ],
            options={
                "verbose_name": "付款单",
                "verbose_name_plural": "付款单",
                "ordering": ("-number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cases__gt", 0), ("total__gt", 0)),
                        name="pay_list_not_empty",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VoucherPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="mutualfund.draftvoucher",
                        verbose_name="凭证草稿",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="附件")),
                ("uid", models.UUIDField(editable=False, unique=True, verbose_name="文件号")),
                (
                    "file_type",
                    models.CharField(
                        choices=[("jpg", "JPEG 图片"), ("png", "PNG 图片"), ("pdf", "PDF 文件")],
                        max_length=3,
                        verbose_name="类型",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="字节")),
                (
                    "sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="原文件指纹"),
                ),
                (
                    "stored_sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="存档指纹"),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="上传时间")),
            ],
            options={
                "verbose_name": "凭证附件",
                "verbose_name_plural": "凭证附件",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "sha256"), name="voucher_paper_once"),
                    models.CheckConstraint(
                        condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                        name="voucher_paper_type_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="批次号"
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[("bank", "工资卡"), ("cash", "现金")],
                        max_length=4,
                        verbose_name="方式",
                    ),
                ),
                ("made_on", models.DateField(verbose_name="日期")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出纳",
                    ),
                ),
                ("many", models.PositiveSmallIntegerField(verbose_name="笔数")),
                (
                    "total",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="合计（元）"),
                ),
                ("digest", models.CharField(db_collation="C", max_length=64, verbose_name="指纹")),
            ],
            options={
                "verbose_name": "付款批次",
                "verbose_name_plural": "付款批次",
                "ordering": ("-number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("method__in", ["bank", "cash"])),
                        name="pay_batch_method_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("many__gt", 0),
                            ("total__gt", 0),
                            models.Q(("digest", ""), _negated=True),
                        ),
                        name="pay_batch_not_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="mutualfund.paybatch",
                        verbose_name="批次",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_lines",
                        to="mutualfund.claim",
                        verbose_name="申请",
                    ),
                ),
                (
                    "name",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="户名"
                    ),
                ),
                (
                    "card",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="账号"
                    ),
                ),
                ("card_index", models.BinaryField(max_length=16, null=True)),
                ("card_last4", models.CharField(blank=True, max_length=4, verbose_name="卡尾号")),
                ("bank", models.CharField(blank=True, max_length=101, verbose_name="开户行")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                ("purpose", models.CharField(max_length=60, verbose_name="用途")),
                (
                    "result",
                    models.CharField(
                        choices=[("pending", "等结果"), ("paid", "已付"), ("failed", "失败")],
                        default="pending",
                        max_length=7,
                        verbose_name="结果",
                    ),
                ),
                (
                    "fail_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("card", "户名或账号不符"),
                            ("closed", "账户销户、冻结或挂失"),
                            ("bank", "银行原因退回"),
                            ("absent", "本人没有来领"),
                            ("unsent", "这一笔没有送出"),
                        ],
                        max_length=6,
                        verbose_name="失败原因",
                    ),
                ),
                (
                    "fail_words",
                    models.CharField(blank=True, max_length=120, verbose_name="银行的说法"),
                ),
                ("result_on", models.DateField(null=True, verbose_name="结果日期")),
                (
                    "result_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "payment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="line",
                        to="mutualfund.payment",
                        verbose_name="付款",
                    ),
                ),
            ],
            options={
                "verbose_name": "批次里的付款",
                "verbose_name_plural": "批次里的付款",
                "ordering": ("batch", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("batch", "number"), name="pay_line_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("result", "pending")),
                        fields=("claim",),
                        name="pay_line_one_live_per_claim",
                        violation_error_message="这件已经在一个批次里",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="pay_line_amount_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("fail_code", ""),
                                ("payment", None),
                                ("result", "pending"),
                                ("result_by", None),
                                ("result_on", None),
                            ),
                            models.Q(
                                ("fail_code", ""),
                                ("payment__isnull", False),
                                ("result", "paid"),
                                ("result_by__isnull", False),
                                ("result_on__isnull", False),
                            ),
                            models.Q(
                                ("payment", None),
                                ("result", "failed"),
                                ("result_by__isnull", False),
                                ("result_on__isnull", False),
                                ("fail_code__in", ["card", "closed", "bank", "absent", "unsent"]),
                            ),
                            _connector="OR",
                        ),
                        name="pay_line_result_is_whole",
                        violation_error_message="结果要么已付，要么失败并写原因",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CashReceipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "payment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipt",
                        to="mutualfund.payment",
                        verbose_name="付款",
                    ),
                ),
                (
                    "receiver",
                    models.CharField(
                        choices=[("self", "本人"), ("proxy", "代领人")],
                        max_length=5,
                        verbose_name="谁领的",
                    ),
                ),
                (
                    "name",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="代领人"
                    ),
                ),
                (
                    "relation",
                    models.CharField(blank=True, max_length=20, verbose_name="和本人的关系"),
                ),
                (
                    "reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="代领的原因"
                    ),
                ),
                ("signed_on", models.DateField(verbose_name="签领日期")),
            ],
            options={
                "verbose_name": "现金签领",
                "verbose_name_plural": "现金签领",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("name", None),
                                ("reason", None),
                                ("receiver", "self"),
                                ("relation", ""),
                            ),
                            models.Q(
                                ("name__isnull", False),
                                ("reason__isnull", False),
                                ("receiver", "proxy"),
                                models.Q(("relation", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="cash_receipt_proxy_is_told",
                        violation_error_message="代领要写代领人、关系和原因",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CashPhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="mutualfund.paybatch",
                    ),
                ),
                ("uid", models.UUIDField(editable=False, unique=True, verbose_name="文件号")),
                (
                    "file_type",
                    models.CharField(
                        choices=[("jpg", "JPEG 图片"), ("png", "PNG 图片"), ("pdf", "PDF 文件")],
                        max_length=3,
                        verbose_name="类型",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="字节")),
                (
                    "sha256",
                    models.CharField(
                        db_collation="C", max_length=64, unique=True, verbose_name="原文件指纹"
                    ),
                ),
                (
                    "stored_sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="存档指纹"),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
            ],
            options={
                "verbose_name": "现金签领表照片",
                "verbose_name_plural": "现金签领表照片",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                        name="cash_photo_type_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Payee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payee",
                        to="mutualfund.claim",
                        verbose_name="申请",
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
        migrations.CreateModel(
            name="DailyHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.fund",
                        verbose_name="基金",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("day", models.DateField(verbose_name="日期")),
                ("last_number", models.PositiveIntegerField(verbose_name="末号")),
                ("hash", models.BinaryField(max_length=32, verbose_name="链头")),
                ("root", models.BinaryField(max_length=32, verbose_name="默克尔根")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "每日校验码",
                "verbose_name_plural": "每日校验码",
                "ordering": ("-day", "fund", "-year"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fund", "year", "day"), name="daily_head_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("seconds", models.FloatField(verbose_name="用时（秒）")),
                ("vouchers", models.PositiveIntegerField(verbose_name="凭证数")),
                ("problems", models.JSONField(default=list, verbose_name="问题")),
            ],
            options={
                "verbose_name": "账目自检",
                "verbose_name_plural": "账目自检",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Cancellation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cancellation",
                        to="mutualfund.meeting",
                        verbose_name="会议",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="取消的原因")),
                ("cases", models.PositiveSmallIntegerField(verbose_name="退回的议题")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取消人",
                    ),
                ),
                ("cancelled_at", models.DateTimeField(verbose_name="取消时间")),
            ],
            options={
                "verbose_name": "取消的会议",
                "verbose_name_plural": "取消的会议",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="cancellation_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reading",
                        to="mutualfund.letter",
                        verbose_name="通知书",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁看的",
                    ),
                ),
                ("read_at", models.DateTimeField(verbose_name="看的时间")),
            ],
            options={
                "verbose_name": "通知书的阅读",
                "verbose_name_plural": "通知书的阅读",
            },
        ),
        migrations.CreateModel(
            name="NoticeHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notice_holds",
                        to="mutualfund.claim",
                        verbose_name="申请",
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, verbose_name="异议")),
                ("opened_on", models.DateField(verbose_name="暂缓日期")),
                ("lifted_on", models.DateField(blank=True, null=True, verbose_name="解除日期")),
            ],
            options={
                "verbose_name": "公示异议暂缓",
                "verbose_name_plural": "公示异议暂缓",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("claim", "key"), name="notice_hold_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_on__isnull", True),
                            ("lifted_on__gte", models.F("opened_on")),
                            _connector="OR",
                        ),
                        name="notice_hold_lifted_after",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Relief",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="编号"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reliefs",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reliefs",
                        to="staff.hardshipfile",
                        verbose_name="困难档案",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reliefs",
                        to="staff.measure",
                        verbose_name="帮扶措施",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("temporary", "临时困难"),
                            ("illness", "大病救助"),
                            ("schooling", "金秋助学"),
                            ("exam", "高考助学"),
                            ("bereavement", "直系亲属去世慰问"),
                            ("hospital", "住院慰问"),
                            ("festival", "两节走访"),
                        ],
                        max_length=11,
                        verbose_name="类别",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                ("document_no", models.CharField(max_length=60, verbose_name="依据文件")),
                (
                    "reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="为什么救助"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "等批准"),
                            ("approved", "已批准，等付款"),
                            ("declined", "没有批准"),
                            ("withdrawn", "已撤回"),
                            ("paid", "已发放"),
                        ],
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                ("proposed_on", models.DateField(verbose_name="提出日期")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                ("decided_on", models.DateField(null=True, verbose_name="批准日期")),
                (
                    "answer",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="没有批准的原因"
                    ),
                ),
                (
                    "voucher",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.voucher",
                        verbose_name="凭证",
                    ),
                ),
                ("paid_on", models.DateField(null=True, verbose_name="发放日期")),
                (
                    "cashier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出纳",
                    ),
                ),
                (
                    "witness",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办二人",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[("bank", "工资卡"), ("cash", "现金")],
                        max_length=4,
                        verbose_name="方式",
                    ),
                ),
                ("card_last4", models.CharField(blank=True, max_length=4, verbose_name="卡尾号")),
                (
                    "taken_by",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="代领人、关系和原因"
                    ),
                ),
            ],
            options={
                "verbose_name": "困难救助",
                "verbose_name_plural": "困难救助",
                "ordering": ("-proposed_on", "-pk"),
                "indexes": [models.Index(fields=["status", "proposed_on"], name="relief_status")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("status__in", ["declined", "withdrawn"]), _negated=True
                        ),
                        fields=("worker", "kind", "proposed_on"),
                        name="relief_once_a_day",
                        violation_error_message="今天已经给这位职工提过一样的救助",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="relief_amount_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "temporary",
                                    "illness",
                                    "schooling",
                                    "exam",
                                    "bereavement",
                                    "hospital",
                                    "festival",
                                ],
                            ),
                            (
                                "status__in",
                                ["proposed", "approved", "declined", "withdrawn", "paid"],
                            ),
                        ),
                        name="relief_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document_no", ""), _negated=True),
                        name="relief_has_its_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("file__isnull", False),
                            ("kind__in", ["bereavement", "hospital", "temporary"]),
                            _connector="OR",
                        ),
                        name="relief_file_first",
                        violation_error_message="先建档，后帮扶",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="relief_approved_by_another",
                        violation_error_message="自己提出的救助要由别人批准",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_by__isnull", True),
                                ("status__in", ["proposed", "withdrawn"]),
                            ),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                ("status__in", ["approved", "declined", "paid"]),
                            ),
                            _connector="OR",
                        ),
                        name="relief_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("status", "paid"), _negated=True),
                                ("cashier__isnull", True),
                                ("method", ""),
                                ("paid_on__isnull", True),
                                ("voucher__isnull", True),
                            ),
                            models.Q(
                                ("cashier__isnull", False),
                                ("method", "bank"),
                                ("paid_on__isnull", False),
                                ("status", "paid"),
                                ("taken_by__isnull", True),
                                ("voucher__isnull", False),
                                ("witness__isnull", True),
                            ),
                            models.Q(
                                ("cashier__isnull", False),
                                ("method", "cash"),
                                ("paid_on__isnull", False),
                                ("status", "paid"),
                                ("voucher__isnull", False),
                                ("witness__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="relief_paid_with_its_voucher",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("witness__isnull", True),
                            models.Q(("witness", models.F("cashier")), _negated=True),
                            _connector="OR",
                        ),
                        name="relief_cash_by_two",
                        violation_error_message="现金要两个人一起发",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReliefCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "relief",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="mutualfund.relief",
                        verbose_name="救助",
                    ),
                ),
                ("arrived", models.BooleanField(verbose_name="钱到了")),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="怎么说的"
                    ),
                ),
                ("called_on", models.DateField(verbose_name="回访日期")),
                (
                    "called_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="回访人",
                    ),
                ),
            ],
            options={
                "verbose_name": "救助回访",
                "verbose_name_plural": "救助回访",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="IncomeVoid",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(db_collation="C", max_length=60, verbose_name="来源")),
                ("reason", models.CharField(max_length=100, verbose_name="原因")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="提出日期")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                ("confirmed_on", models.DateField(null=True, verbose_name="确认日期")),
                ("is_dropped", models.BooleanField(default=False, verbose_name="不办了")),
            ],
            options={
                "verbose_name": "收款作废",
                "verbose_name_plural": "收款作废",
                "ordering": ("-pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_dropped", False)),
                        fields=("source",),
                        name="income_void_once",
                        violation_error_message="这一笔已经提出作废",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="income_void_by_two",
                        violation_error_message="提出和确认要两个人",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_by__isnull", True), ("confirmed_on__isnull", True)
                            ),
                            models.Q(
                                ("confirmed_by__isnull", False),
                                ("confirmed_on__isnull", False),
                                ("is_dropped", False),
                            ),
                            _connector="OR",
                        ),
                        name="income_void_confirmed_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="income_void_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "explanation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreement",
                        to="mutualfund.explanation",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="复核人",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
            ],
            options={
                "verbose_name": "差额说明复核",
                "verbose_name_plural": "差额说明复核",
            },
        ),
        migrations.CreateModel(
            name="SignedSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(editable=False, unique=True, verbose_name="文件号")),
                (
                    "file_type",
                    models.CharField(
                        choices=[("jpg", "JPEG 图片"), ("png", "PNG 图片"), ("pdf", "PDF 文件")],
                        max_length=3,
                        verbose_name="类型",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="字节")),
                (
                    "sha256",
                    models.CharField(
                        db_collation="C", max_length=64, unique=True, verbose_name="原文件指纹"
                    ),
                ),
                (
                    "stored_sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="存档指纹"),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="上传时间")),
            ],
            options={
                "verbose_name": "签领单",
                "verbose_name_plural": "签领单",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                        name="signed_sheet_type_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "payment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgement",
                        to="mutualfund.payment",
                        verbose_name="付款",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("own", "本人登录确认"),
                            ("paper", "签字的纸，扫描留存"),
                            ("batch", "现金批次的签领表"),
                        ],
                        max_length=5,
                        verbose_name="怎么签领的",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="mutualfund.signedsheet",
                        verbose_name="签领单",
                    ),
                ),
                ("signed_on", models.DateField(verbose_name="签领日期")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "签领",
                "verbose_name_plural": "签领",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "paper"), ("sheet__isnull", False)),
                            models.Q(("how__in", ["own", "batch"]), ("sheet__isnull", True)),
                            _connector="OR",
                        ),
                        name="acknowledgement_paper_has_its_scan",
                        violation_error_message="纸上签领的要有扫描件",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimSample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="季度")),
                ("percent", models.PositiveSmallIntegerField(verbose_name="百分比")),
                ("seed", models.CharField(max_length=32, verbose_name="种子")),
                ("last_key", models.PositiveBigIntegerField(verbose_name="抽到第几号为止")),
                ("population", models.PositiveIntegerField(verbose_name="从多少里抽")),
                ("drawn_at", models.DateTimeField(verbose_name="抽取时间")),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="抽取人",
                    ),
                ),
            ],
            options={
                "verbose_name": "补助回访抽样",
                "verbose_name_plural": "补助回访抽样",
                "ordering": ("-year", "-quarter"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("year", "quarter"),
                        name="claim_sample_once_a_quarter",
                        violation_error_message="这个季度已经抽过，不能重抽",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClaimCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="mutualfund.claimsample",
                        verbose_name="抽样",
                    ),
                ),
                (
                    "payment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="call",
                        to="mutualfund.payment",
                        verbose_name="付款",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("waiting", "还没打"),
                            ("got", "收到了，数对"),
                            ("not_got", "没收到或数不对"),
                            ("unreached", "打不通"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="结果",
                    ),
                ),
                (
                    "note",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="职工怎么说"
                    ),
                ),
                ("called_at", models.DateTimeField(blank=True, null=True, verbose_name="回访时间")),
                (
                    "called_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="回访人",
                    ),
                ),
            ],
            options={
                "verbose_name": "补助回访",
                "verbose_name_plural": "补助回访",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", "waiting"), ("called_at", None), ("called_by", None)
                            ),
                            models.Q(
                                ("answer__in", ["waiting", "got", "not_got", "unreached"]),
                                models.Q(("answer", "waiting"), _negated=True),
                                ("called_at__isnull", False),
                                ("called_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="claim_call_answered_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "not_got"), _negated=True),
                            ("note__isnull", False),
                            _connector="OR",
                        ),
                        name="claim_call_no_has_words",
                        violation_error_message="没收到的，写下他怎么说",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnrolmentScan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(editable=False, unique=True, verbose_name="文件号")),
                (
                    "file_type",
                    models.CharField(
                        choices=[("jpg", "JPEG 图片"), ("png", "PNG 图片"), ("pdf", "PDF 文件")],
                        max_length=3,
                        verbose_name="类型",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="字节")),
                (
                    "sha256",
                    models.CharField(
                        db_collation="C", max_length=64, unique=True, verbose_name="原文件指纹"
                    ),
                ),
                (
                    "stored_sha256",
                    models.CharField(db_collation="C", max_length=64, verbose_name="存档指纹"),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="上传时间")),
            ],
            options={
                "verbose_name": "登记表扫描件",
                "verbose_name_plural": "登记表扫描件",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                        name="enrolment_scan_type_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="登记号"
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
                ("applied_on", models.DateField(verbose_name="申请日期")),
                ("opinion", models.CharField(max_length=100, verbose_name="单位工会意见")),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办",
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="本人签名日期")),
                (
                    "scan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="mutualfund.enrolmentscan",
                        verbose_name="扫描件",
                    ),
                ),
                (
                    "approved_on",
                    models.DateField(blank=True, null=True, verbose_name="互助委批准日期"),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准登记人",
                    ),
                ),
                (
                    "approval_no",
                    models.CharField(blank=True, max_length=80, verbose_name="批准的会议或文号"),
                ),
                ("announced_on", models.DateField(blank=True, null=True, verbose_name="公布日期")),
                (
                    "announced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公布登记人",
                    ),
                ),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤回日期")),
                (
                    "member",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolment",
                        to="mutualfund.member",
                        verbose_name="社员",
                    ),
                ),
            ],
            options={
                "verbose_name": "入社登记",
                "verbose_name_plural": "入社登记",
                "ordering": ("-number",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("member__isnull", True), ("withdrawn_on__isnull", True)
                        ),
                        fields=("worker",),
                        name="enrolment_one_open_per_worker",
                        violation_error_message="该职工已有一份没办完的入社登记",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("member__isnull", True), ("signed_on__isnull", False), _connector="OR"
                        ),
                        name="enrolment_signed_before_member",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("member__isnull", True),
                            ("approved_on__isnull", False),
                            _connector="OR",
                        ),
                        name="enrolment_approved_before_member",
                        violation_error_message="互助委批准以后才能入社",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approval_no", ""),
                                ("approved_by__isnull", True),
                                ("approved_on__isnull", True),
                            ),
                            models.Q(
                                ("approved_by__isnull", False),
                                ("approved_on__gte", models.F("signed_on")),
                                ("approved_on__isnull", False),
                                ("signed_on__isnull", False),
                                models.Q(("approval_no", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="enrolment_approval_is_whole",
                        violation_error_message="批准要在签名以后，写明会议或文号",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("announced_by__isnull", True), ("announced_on__isnull", True)
                            ),
                            models.Q(
                                ("announced_by__isnull", False),
                                ("announced_on__gte", models.F("approved_on")),
                                ("announced_on__isnull", False),
                                ("approved_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="enrolment_announced_after_approval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("member__isnull", True),
                            ("withdrawn_on__isnull", True),
                            _connector="OR",
                        ),
                        name="enrolment_one_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clawback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clawbacks",
                        to="mutualfund.claim",
                        verbose_name="申请",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clawbacks",
                        to="mutualfund.payment",
                        verbose_name="付款",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="追回（元）"),
                ),
                (
                    "reason",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="为什么追回"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "等批准"),
                            ("approved", "已批准，等收钱"),
                            ("declined", "没有批准"),
                            ("taken", "已追回"),
                        ],
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="提出日期")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                ("decided_on", models.DateField(null=True, verbose_name="批准日期")),
                (
                    "given_up_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤回或放弃的人",
                    ),
                ),
                ("given_up_on", models.DateField(null=True, verbose_name="撤回或放弃日期")),
                (
                    "voucher",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.voucher",
                        verbose_name="凭证",
                    ),
                ),
                ("taken_on", models.DateField(null=True, verbose_name="收到日期")),
                (
                    "cashier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="出纳",
                    ),
                ),
            ],
            options={
                "verbose_name": "追回",
                "verbose_name_plural": "追回",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["asked", "approved"])),
                        fields=("payment",),
                        name="clawback_one_open_per_payment",
                        violation_error_message="这笔付款已有一次没办完的追回",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="clawback_amount_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["asked", "approved", "declined", "taken"])
                        ),
                        name="clawback_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__isnull", False)), name="clawback_for_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="clawback_approved_by_another",
                        violation_error_message="自己提出的追回要由别人批准",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("status", "asked")),
                            models.Q(
                                models.Q(("status", "asked"), _negated=True),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                            ),
                            models.Q(
                                ("decided_by__isnull", True),
                                ("given_up_by__isnull", False),
                                ("status", "declined"),
                            ),
                            _connector="OR",
                        ),
                        name="clawback_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_up_by__isnull", True), ("given_up_on__isnull", True)),
                            models.Q(
                                ("given_up_by__isnull", False),
                                ("given_up_on__isnull", False),
                                ("status", "declined"),
                            ),
                            _connector="OR",
                        ),
                        name="clawback_given_up_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("status", "taken"), _negated=True),
                                ("cashier__isnull", True),
                                ("taken_on__isnull", True),
                                ("voucher__isnull", True),
                            ),
                            models.Q(
                                ("cashier__isnull", False),
                                ("status", "taken"),
                                ("taken_on__isnull", False),
                                ("voucher__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="clawback_taken_with_its_voucher",
                    ),
                ],
            },
        ),
    ]
    operations = [Together(operations)]
