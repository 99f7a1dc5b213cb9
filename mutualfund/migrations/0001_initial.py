import datetime
import uuid
from decimal import Decimal

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import welfare.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("staff", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            },
        ),
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
                    )
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
                ("signed_on", models.DateField(verbose_name="本人签名日期")),
                (
                    "supplement_words",
                    models.CharField(blank=True, max_length=200, verbose_name="要补的材料"),
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
                    models.CharField(blank=True, max_length=200, verbose_name="暂缓原因"),
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
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受理人",
                    ),
                ),
            ],
            options={
                "verbose_name": "互助金申请",
                "verbose_name_plural": "互助金申请",
                "ordering": ("-number",),
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
                ("order", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("is_postponed", models.BooleanField(default=False, verbose_name="下次再议")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="mutualfund.claim",
                        verbose_name="申请",
                    ),
                ),
            ],
            options={
                "verbose_name": "议题",
                "verbose_name_plural": "议题",
                "ordering": ("order", "pk"),
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
                    "kind",
                    models.CharField(
                        choices=[("manager", "管理人员"), ("worker_rep", "职工代表")],
                        max_length=10,
                        verbose_name="代表",
                    ),
                ),
                ("since", models.DateField(verbose_name="任期自")),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="不含这一天", null=True, verbose_name="任期至"
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
            ],
            options={
                "verbose_name": "委员",
                "verbose_name_plural": "委员",
                "ordering": ("kind", "pk"),
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
                    "reason",
                    models.CharField(blank=True, max_length=200, verbose_name="不同意的理由"),
                ),
                ("decided_on", models.DateField(verbose_name="决定日期")),
                ("signed_at", models.DateTimeField(verbose_name="签发时间")),
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
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="签发人",
                    ),
                ),
            ],
            options={
                "verbose_name": "委员会决定",
                "verbose_name_plural": "委员会决定",
                "ordering": ("item__meeting", "item__order"),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="制单",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审核",
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
            ],
            options={
                "verbose_name": "凭证草稿",
                "verbose_name_plural": "凭证草稿",
                "ordering": ("date", "pk"),
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
                ("line", models.PositiveIntegerField(verbose_name="行")),
                ("party", models.CharField(blank=True, max_length=60, verbose_name="往来")),
                (
                    "side",
                    models.SmallIntegerField(choices=[(1, "借"), (-1, "贷")], verbose_name="方向"),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
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
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="mutualfund.draftvoucher",
                    ),
                ),
            ],
            options={
                "ordering": ("draft", "line"),
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
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("original_seen_at", models.DateTimeField(null=True, verbose_name="原件核对时间")),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                (
                    "is_released",
                    models.BooleanField(
                        default=False, help_text="申请撤回或不同意以后", verbose_name="可再用"
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
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
            ],
            options={
                "verbose_name": "证明材料",
                "verbose_name_plural": "证明材料",
                "ordering": ("pk",),
            },
        ),
        migrations.AddField(
            model_name="account",
            name="fund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accounts",
                to="mutualfund.fund",
                verbose_name="基金",
            ),
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
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="指派人",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "调查",
                "verbose_name_plural": "调查",
                "ordering": ("pk",),
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
                    "status",
                    models.CharField(
                        choices=[("planned", "待开会"), ("open", "正在开会"), ("closed", "已结束")],
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "委员会会议",
                "verbose_name_plural": "委员会会议",
                "ordering": ("-number",),
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
                    "presence",
                    models.CharField(
                        choices=[("present", "到会"), ("leave", "请假"), ("absent", "缺席")],
                        max_length=7,
                        verbose_name="到会情况",
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="mutualfund.meeting",
                        verbose_name="会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "到会",
                "verbose_name_plural": "到会",
                "ordering": ("member__kind", "member"),
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="mutualfund.meeting",
                verbose_name="会议",
            ),
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
                ("joined_on", models.DateField(verbose_name="入社日期")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="退社日期")),
                (
                    "leave_reason",
                    models.CharField(blank=True, max_length=40, verbose_name="退社原因"),
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
                "verbose_name": "社员",
                "verbose_name_plural": "社员",
                "ordering": ("number",),
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="mutualfund.member",
                verbose_name="社员",
            ),
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
                ("month", models.DateField(help_text="当月一日", verbose_name="月")),
                (
                    "debit",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="借方（元）"),
                ),
                (
                    "credit",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="贷方（元）"),
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
            ],
            options={
                "verbose_name": "期间余额",
                "verbose_name_plural": "期间余额",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("last_number", models.PositiveIntegerField(default=0, verbose_name="末号")),
                ("last_hash", models.BinaryField(max_length=32, verbose_name="链头")),
                ("closed_through", models.DateField(verbose_name="已结账至")),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.fund",
                    ),
                ),
            ],
            options={
                "verbose_name": "凭证序列",
                "verbose_name_plural": "凭证序列",
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
                ("proof", models.CharField(blank=True, max_length=100, verbose_name="代录凭据")),
                ("at", models.DateTimeField(verbose_name="时间")),
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
                    "proxied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代录人",
                    ),
                ),
            ],
            options={
                "verbose_name": "表决",
                "verbose_name_plural": "表决",
                "ordering": ("at", "pk"),
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
                ("attachments", models.PositiveSmallIntegerField(verbose_name="附单据（张）")),
                ("posted_at", models.DateTimeField(verbose_name="记账时间")),
                ("line_count", models.PositiveIntegerField(verbose_name="分录数")),
                (
                    "total",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, verbose_name="借方合计（元）"
                    ),
                ),
                ("hash", models.BinaryField(max_length=32, verbose_name="链散列")),
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
                    "corrects",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="mutualfund.voucher",
                        verbose_name="订正",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vouchers",
                        to="mutualfund.fund",
                        verbose_name="基金",
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="制单",
                    ),
                ),
                (
                    "poster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记账",
                    ),
                ),
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
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审核",
                    ),
                ),
            ],
            options={
                "verbose_name": "凭证",
                "verbose_name_plural": "凭证",
                "ordering": ("fund", "year", "number"),
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
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                ("paid_on", models.DateField(verbose_name="付款日期")),
                (
                    "method",
                    models.CharField(
                        choices=[("bank", "工资卡"), ("cash", "现金")],
                        max_length=4,
                        verbose_name="方式",
                    ),
                ),
                ("card_last4", models.CharField(blank=True, max_length=4, verbose_name="卡尾号")),
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
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment",
                        to="mutualfund.claim",
                        verbose_name="申请",
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
            ],
            options={
                "verbose_name": "付款",
                "verbose_name_plural": "付款",
                "ordering": ("-paid_on", "-pk"),
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
                    "voucher",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.voucher",
                        verbose_name="凭证",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位拨款",
                "verbose_name_plural": "单位拨款",
                "ordering": ("received_on", "number"),
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
                ("line", models.PositiveIntegerField(verbose_name="行")),
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
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.account",
                        verbose_name="科目",
                    ),
                ),
                (
                    "voucher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="mutualfund.voucher",
                        verbose_name="凭证",
                    ),
                ),
            ],
            options={
                "verbose_name": "分录",
                "verbose_name_plural": "分录",
                "ordering": ("voucher", "line"),
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
                    "receipt_no",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="收据号"
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
            ],
            options={
                "verbose_name": "会费",
                "verbose_name_plural": "会费",
                "ordering": ("receipt_no",),
            },
        ),
        migrations.AddField(
            model_name="draftvoucher",
            name="corrects",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mutualfund.voucher",
            ),
        ),
        migrations.AddField(
            model_name="draftvoucher",
            name="reverses",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mutualfund.voucher",
            ),
        ),
        migrations.AddField(
            model_name="draftvoucher",
            name="voucher",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mutualfund.voucher",
            ),
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
                    "number",
                    models.CharField(
                        db_collation="C", max_length=20, unique=True, verbose_name="编号"
                    ),
                ),
                ("donor", models.CharField(max_length=60, verbose_name="捐款人")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="单位/部门")),
                ("is_anonymous", models.BooleanField(default=False, verbose_name="匿名")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）"),
                ),
                ("given_on", models.DateField(verbose_name="捐款日期")),
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
                    "voucher",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.voucher",
                        verbose_name="凭证",
                    ),
                ),
            ],
            options={
                "verbose_name": "捐款",
                "verbose_name_plural": "捐款",
                "ordering": ("number",),
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
                    "papers",
                    models.CharField(
                        help_text="用顿号分开", max_length=200, verbose_name="所需材料"
                    ),
                ),
                ("is_sample", models.BooleanField(default=True, verbose_name="示例")),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benefits",
                        to="mutualfund.charter",
                        verbose_name="章程",
                    ),
                ),
            ],
            options={
                "verbose_name": "救助标准",
                "verbose_name_plural": "救助标准",
                "ordering": ("article",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("charter", "kind"), name="benefit_one_per_charter_and_kind"
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
                            ("recusal", "回避"),
                            ("publicity", "公示"),
                        ],
                        max_length=10,
                        verbose_name="事项",
                    ),
                ),
                ("number", models.CharField(max_length=20, verbose_name="条款")),
                ("text", models.CharField(max_length=300, verbose_name="条文")),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="mutualfund.charter",
                        verbose_name="章程",
                    ),
                ),
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
                                    "recusal",
                                    "publicity",
                                ],
                            )
                        ),
                        name="article_topic_known",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="committeemember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until__isnull", True)),
                fields=("user",),
                name="committee_one_open_seat_per_user",
                violation_error_message="这个账号已经是委员",
            ),
        ),
        migrations.AddConstraint(
            model_name="committeemember",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["manager", "worker_rep"])),
                name="committee_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="committeemember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"
                ),
                name="committee_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__gt", 0), ("outcome", "approved"), ("reason", "")),
                    models.Q(
                        ("amount__isnull", True),
                        ("outcome", "rejected"),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="decision_has_amount_or_reason",
                violation_error_message="通过要有金额，不通过要有理由",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="draftline",
            constraint=models.UniqueConstraint(fields=("draft", "line"), name="draft_line_once"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_released", False)),
                fields=("sha256",),
                name="evidence_one_use_per_file",
                violation_error_message="这张票据已经用过了",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("is_released", False), models.Q(("receipt_no", ""), _negated=True)
                ),
                fields=("receipt_no",),
                name="evidence_one_use_per_receipt",
                violation_error_message="这个票号已经用过了",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("file_type__in", ["jpg", "png", "pdf"])),
                name="evidence_file_type_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("original_seen_at__isnull", True), ("original_seen_by__isnull", True)
                    ),
                    models.Q(
                        ("original_seen_at__isnull", False), ("original_seen_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="evidence_seen_by_and_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                fields=("fund", "code"), name="account_one_code_per_fund"
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                fields=("fund", "key"), name="account_one_key_per_fund"
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["asset", "liability", "net", "income", "expense"])
                ),
                name="account_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="investigation",
            constraint=models.UniqueConstraint(
                fields=("claim", "investigator"),
                name="investigation_one_per_person",
                violation_error_message="这位调查人已经指派过了",
            ),
        ),
        migrations.AddConstraint(
            model_name="investigation",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["planned", "open", "closed"])),
                name="meeting_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("meeting", "member"), name="attendance_one_per_member"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("presence__in", ["present", "leave", "absent"])),
                name="attendance_presence_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "claim"), name="agenda_claim_once_a_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "order"), name="agenda_order_once_a_meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_postponed", False)),
                fields=("claim",),
                name="agenda_claim_on_one_meeting",
                violation_error_message="这件申请已经排进一次会议",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on__isnull", True)),
                fields=("worker",),
                name="member_one_open_per_worker",
                violation_error_message="该职工已是在社社员",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on__isnull", True),
                    ("left_on__gte", models.F("joined_on")),
                    _connector="OR",
                ),
                name="member_leaves_after_joining",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["status", "-number"], name="claim_status"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["kind", "-number"], name="claim_kind"),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["rejected", "withdrawn"]), _negated=True),
                fields=("event_key",),
                name="claim_one_per_event",
                violation_error_message="这位受益人的这件事已经申请过了",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["education", "medical", "wedding_funeral", "other"])
                ),
                name="claim_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("relation__in", ["self", "spouse", "child", "parent", "other"])
                ),
                name="claim_relation_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked_amount__gt", 0), ("other_aid__gte", 0), ("total_cost__gte", 0)
                ),
                name="claim_figures_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_amount__isnull", True), ("approved_amount__gt", 0), _connector="OR"
                ),
                name="claim_approved_amount_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("publicity_from__isnull", True), ("publicity_until__isnull", True)),
                    ("publicity_until__gte", models.F("publicity_from")),
                    _connector="OR",
                ),
                name="claim_publicity_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.UniqueConstraint(
                fields=("fund", "year"), name="series_one_per_fund_and_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(
                fields=("item", "member"),
                name="vote_once_per_member",
                violation_error_message="这位委员已经表决过了",
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(("choice__in", ["agree", "refuse", "abstain", "recuse"])),
                name="vote_choice_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("choice__in", ["refuse", "recuse"]), _negated=True),
                    models.Q(("opinion", ""), _negated=True),
                    _connector="OR",
                ),
                name="vote_refusal_has_opinion",
                violation_error_message="不同意或回避要写明原因",
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proof", ""), ("proxied_by__isnull", True)),
                    models.Q(("proxied_by__isnull", False), models.Q(("proof", ""), _negated=True)),
                    _connector="OR",
                ),
                name="vote_proxy_has_proof",
                violation_error_message="代录要写明凭据",
            ),
        ),
        migrations.AddIndex(
            model_name="voucher",
            index=models.Index(fields=["fund", "date", "number"], name="voucher_fund_date"),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.UniqueConstraint(
                fields=("fund", "year", "number"), name="voucher_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "normal")),
                fields=("source", "purpose"),
                name="voucher_one_per_source_and_purpose",
                violation_error_message="这件事已经记过账了",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(("maker", models.F("reviewer")), _negated=True),
                name="voucher_reviewed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(("year", models.F("date__year"))), name="voucher_year_of_date"
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "reversal"), ("reverses__isnull", False)),
                    models.Q(
                        models.Q(("kind", "reversal"), _negated=True), ("reverses__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="voucher_reversal_names_its_twin",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["normal", "reversal", "closing", "opening"])),
                name="voucher_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(("line_count__gte", 2)), name="voucher_two_lines"
            ),
        ),
        migrations.AddConstraint(
            model_name="voucher",
            constraint=models.CheckConstraint(
                condition=models.Q(("summary__regex", "[[:cntrl:]]"), _negated=True),
                name="voucher_summary_is_plain",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="payment_amount_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ["bank", "cash"])), name="payment_method_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("method", "bank"), _negated=True),
                    ("card_last4__regex", "^\\d{4}$"),
                    _connector="OR",
                ),
                name="payment_bank_has_card",
                violation_error_message="付到卡上要有卡号后四位",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="grant_amount_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("payer__in", ["depot", "labour_service_company", "upper_union"])
                ),
                name="grant_payer_known",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                fields=["account", "date", "voucher", "line"],
                include=("side", "amount"),
                name="entry_account_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", (1, -1))), name="entry_side_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", 0), _negated=True), name="entry_amount_not_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("party__regex", "^[a-z_]*(:[0-9]+)?$")),
                name="entry_party_is_a_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="duespayment",
            constraint=models.UniqueConstraint(
                fields=("member", "year"),
                name="dues_one_per_member_and_year",
                violation_error_message="这位社员这个年度已缴过会费",
            ),
        ),
        migrations.AddConstraint(
            model_name="duespayment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "first")),
                fields=("member",),
                name="dues_first_once_per_membership",
                violation_error_message="首次会费一次入社只缴一次",
            ),
        ),
        migrations.AddConstraint(
            model_name="duespayment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="dues_amount_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="duespayment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["first", "renewal"])), name="dues_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftvoucher",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "dropped"), _negated=True),
                fields=("source", "purpose"),
                name="draft_one_per_source_and_purpose",
                violation_error_message="这件事已经制过单了",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftvoucher",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewer__isnull", True),
                    models.Q(("maker", models.F("reviewer")), _negated=True),
                    _connector="OR",
                ),
                name="draft_reviewed_by_another",
                violation_error_message="制单人不能审核自己的凭证",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftvoucher",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "reviewed", "posted", "dropped"])),
                name="draft_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="donation",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="donation_amount_positive"
            ),
        ),
    ]
