import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Branch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="分公司")),
            ],
            options={
                "verbose_name": "分公司",
                "verbose_name_plural": "分公司",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="HardshipFile",
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
                        db_collation="C", max_length=20, unique=True, verbose_name="档案号"
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("single_parent", "单亲"),
                            ("low_income", "收入低"),
                            ("disaster", "意外灾害"),
                            ("own_illness", "本人大病"),
                            ("family_illness", "家属大病"),
                            ("schooling", "子女上学"),
                            ("other", "其他"),
                        ],
                        max_length=14,
                        verbose_name="主要致困原因",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("applied", "已申请"),
                            ("document_review", "材料初审"),
                            ("returned", "退回补正"),
                            ("home_survey", "入户调查"),
                            ("peer_review", "民主评议"),
                            ("publicity", "公示中"),
                            ("objection", "异议核查"),
                            ("union_review", "段工会审核"),
                            ("active", "在档"),
                            ("recheck_due", "待复核"),
                            ("exit_proposed", "拟退档"),
                            ("exited", "已退档"),
                            ("rejected", "不予认定"),
                            ("withdrawn", "撤回"),
                        ],
                        max_length=15,
                        verbose_name="状态",
                    ),
                ),
                ("basis", models.CharField(max_length=120, verbose_name="认定依据")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="建档日期")),
                ("recheck_on", models.DateField(blank=True, null=True, verbose_name="复核日期")),
                ("exited_on", models.DateField(blank=True, null=True, verbose_name="退档日期")),
            ],
            options={
                "verbose_name": "困难档案",
                "verbose_name_plural": "困难档案",
                "ordering": ("-tier__rank", "worker__pinyin", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Household",
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
                        db_collation="C", max_length=20, unique=True, verbose_name="户号"
                    ),
                ),
            ],
            options={
                "verbose_name": "家庭户",
                "verbose_name_plural": "家庭户",
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Tier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="键")),
                ("name", models.CharField(max_length=20, verbose_name="等级")),
                ("rank", models.PositiveSmallIntegerField(help_text="3 最重", verbose_name="轻重")),
                (
                    "line_multiple",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="家庭人均月纯收入不超过低保线的多少倍",
                        max_digits=4,
                        verbose_name="低保线倍数（示例）",
                    ),
                ),
            ],
            options={
                "verbose_name": "困难等级",
                "verbose_name_plural": "困难等级",
                "ordering": ("-rank",),
            },
        ),
        migrations.CreateModel(
            name="TierScheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="代码")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("basis", models.CharField(blank=True, max_length=80, verbose_name="依据文号")),
                ("valid_from", models.DateField(verbose_name="启用")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="停用")),
            ],
            options={
                "verbose_name": "等级方案",
                "verbose_name_plural": "等级方案",
            },
        ),
        migrations.CreateModel(
            name="Cadre",
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
                        db_collation="C", max_length=20, unique=True, verbose_name="工号"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("leadership", "段领导班子成员"),
                            ("office", "机关中层干部"),
                            ("station", "车站班子"),
                            ("company", "集经公司负责人"),
                        ],
                        max_length=10,
                        verbose_name="干部类别",
                    ),
                ),
                ("title", models.CharField(max_length=40, verbose_name="职务")),
                (
                    "phone",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="联系电话"
                    ),
                ),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="离任日期")),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "包保责任人",
                "verbose_name_plural": "包保责任人",
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Campaign",
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
                    "festival",
                    models.CharField(
                        choices=[
                            ("new_year", "元旦"),
                            ("spring", "春节"),
                            ("mid_autumn", "中秋"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="节日",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("document_no", models.CharField(max_length=80, verbose_name="方案文号")),
                ("window_from", models.DateField(verbose_name="发放起")),
                ("window_until", models.DateField(verbose_name="发放止")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "拟定"),
                            ("approved", "已批准"),
                            ("list_locked", "名单锁定"),
                            ("distributing", "发放中"),
                            ("signed", "签领完成"),
                            ("reconciled", "核销"),
                            ("archived", "归档"),
                            ("cancelled", "取消"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
            ],
            options={
                "verbose_name": "送温暖活动",
                "verbose_name_plural": "送温暖活动",
                "ordering": ("-window_from",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("festival", "other"), _negated=True),
                            models.Q(("status", "cancelled"), _negated=True),
                        ),
                        fields=("festival", "year"),
                        name="campaign_one_per_festival_and_year",
                        violation_error_message="这个节日今年已有一次活动",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("window_until__gte", models.F("window_from"))),
                        name="campaign_window_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draft",
                                    "approved",
                                    "list_locked",
                                    "distributing",
                                    "signed",
                                    "reconciled",
                                    "archived",
                                    "cancelled",
                                ],
                            )
                        ),
                        name="campaign_status_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
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
                        verbose_name="与职工关系",
                    ),
                ),
                ("birth", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                (
                    "income",
                    welfare.crypto.EncryptedDecimalField(
                        blank=True, editable=True, null=True, verbose_name="月收入"
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=100, verbose_name="情况")),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="staff.household",
                        verbose_name="家庭户",
                    ),
                ),
            ],
            options={
                "verbose_name": "家庭成员",
                "verbose_name_plural": "家庭成员",
                "ordering": ("household", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Pairing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="结对日期")),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="不含这一天", null=True, verbose_name="终止日期"
                    ),
                ),
                (
                    "end_reason",
                    models.CharField(blank=True, max_length=100, verbose_name="终止原因"),
                ),
                (
                    "cadre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings",
                        to="staff.cadre",
                        verbose_name="包保责任人",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings",
                        to="staff.hardshipfile",
                        verbose_name="困难档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "结对包保",
                "verbose_name_plural": "结对包保",
                "ordering": ("cadre__number", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RosterImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("filename", models.CharField(max_length=200, verbose_name="文件名")),
                ("sheet", models.CharField(max_length=100, verbose_name="工作表")),
                ("digest", models.CharField(max_length=64, verbose_name="文件指纹")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preview", "待确认"),
                            ("committed", "已写入"),
                            ("dropped", "不导入了"),
                        ],
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("create_places", models.BooleanField(default=False, verbose_name="自动建单位")),
                ("columns", models.JSONField(default=list, verbose_name="列的对应")),
                ("totals", models.JSONField(default=dict, verbose_name="总数核对")),
                ("notes", models.JSONField(default=list, verbose_name="说明")),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                ("committed_at", models.DateTimeField(null=True, verbose_name="写入时间")),
                (
                    "committed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
            ],
            options={
                "verbose_name": "花名册导入",
                "verbose_name_plural": "花名册导入",
                "ordering": ("-uploaded_at",),
            },
        ),
        migrations.CreateModel(
            name="Station",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="车站")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations",
                        to="staff.branch",
                        verbose_name="分公司",
                    ),
                ),
            ],
            options={
                "verbose_name": "车站",
                "verbose_name_plural": "车站",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="StationAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="别名")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aliases",
                        to="staff.station",
                        verbose_name="车站",
                    ),
                ),
            ],
            options={
                "verbose_name": "车站别名",
                "verbose_name_plural": "车站别名",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Standard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cash",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="慰问金（元）"
                    ),
                ),
                ("goods", models.CharField(blank=True, max_length=100, verbose_name="慰问品")),
                (
                    "goods_value",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=12, verbose_name="折合（元）"
                    ),
                ),
                (
                    "state_cash",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="全民工慰问金（元）"
                    ),
                ),
                (
                    "state_goods_value",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=12,
                        verbose_name="全民工慰问品折合（元）",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standards",
                        to="staff.campaign",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="等级",
                    ),
                ),
            ],
            options={
                "verbose_name": "慰问标准",
                "verbose_name_plural": "慰问标准",
                "ordering": ("-tier__rank",),
            },
        ),
        migrations.AddField(
            model_name="hardshipfile",
            name="tier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.tier",
                verbose_name="困难等级",
            ),
        ),
        migrations.CreateModel(
            name="Gift",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "cash",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="慰问金（元）"
                    ),
                ),
                ("goods", models.CharField(blank=True, max_length=100, verbose_name="慰问品")),
                (
                    "goods_value",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=12, verbose_name="折合（元）"
                    ),
                ),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="领取日期")),
                ("proxy_name", models.CharField(blank=True, max_length=60, verbose_name="代领人")),
                (
                    "proxy_relation",
                    models.CharField(blank=True, max_length=20, verbose_name="代领人与职工关系"),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="staff.campaign",
                        verbose_name="活动",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="staff.hardshipfile",
                        verbose_name="困难档案",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="等级",
                    ),
                ),
            ],
            options={
                "verbose_name": "发放",
                "verbose_name_plural": "发放",
                "ordering": ("file__worker__station", "file__worker__pinyin", "pk"),
            },
        ),
        migrations.CreateModel(
            name="TierChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("reason", models.CharField(max_length=200, verbose_name="原因")),
                ("basis", models.CharField(max_length=120, verbose_name="批准")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="staff.hardshipfile",
                        verbose_name="档案",
                    ),
                ),
                (
                    "now",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="新等级",
                    ),
                ),
                (
                    "was",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tier",
                        verbose_name="原等级",
                    ),
                ),
            ],
            options={
                "verbose_name": "等级变化",
                "verbose_name_plural": "等级变化",
                "ordering": ("-on", "-pk"),
            },
        ),
        migrations.AddField(
            model_name="tier",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tiers",
                to="staff.tierscheme",
                verbose_name="方案",
            ),
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("visited_on", models.DateField(verbose_name="走访日期")),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("home", "入户"),
                            ("workplace", "单位面谈"),
                            ("phone", "电话"),
                            ("video", "视频"),
                        ],
                        max_length=9,
                        verbose_name="方式",
                    ),
                ),
                (
                    "living",
                    models.SmallIntegerField(
                        choices=[(0, "放心"), (1, "要关注"), (2, "有风险")],
                        default=0,
                        verbose_name="生活",
                    ),
                ),
                (
                    "schooling",
                    models.SmallIntegerField(
                        choices=[(0, "放心"), (1, "要关注"), (2, "有风险")],
                        default=0,
                        verbose_name="上学",
                    ),
                ),
                (
                    "medical",
                    models.SmallIntegerField(
                        choices=[(0, "放心"), (1, "要关注"), (2, "有风险")],
                        default=0,
                        verbose_name="看病",
                    ),
                ),
                (
                    "belonging",
                    models.SmallIntegerField(
                        choices=[(0, "放心"), (1, "要关注"), (2, "有风险")],
                        default=0,
                        verbose_name="有人管",
                    ),
                ),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("medical", "看病"),
                                ("schooling", "子女上学"),
                                ("living", "生活"),
                                ("housing", "住房"),
                                ("job", "就业"),
                                ("insurance", "社保"),
                                ("other", "其他"),
                            ],
                            max_length=9,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="诉求",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="情况")),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="提交号"
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="录入时间")),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="staff.pairing",
                        verbose_name="结对",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
            ],
            options={
                "verbose_name": "走访",
                "verbose_name_plural": "走访",
                "ordering": ("-visited_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="VisitDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="季度")),
                ("due_on", models.DateField(verbose_name="最晚走访日")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "待走访"),
                            ("done", "已走访"),
                            ("late_done", "逾期补访"),
                            ("missed", "未走访"),
                            ("waived", "免走访"),
                        ],
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                (
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="staff.pairing",
                        verbose_name="结对",
                    ),
                ),
            ],
            options={
                "verbose_name": "季度走访任务",
                "verbose_name_plural": "季度走访任务",
                "ordering": ("year", "quarter", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Worker",
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
                        db_collation="C", max_length=20, unique=True, verbose_name="工号"
                    ),
                ),
                ("name", models.CharField(db_collation="C", max_length=60, verbose_name="姓名")),
                ("pinyin", models.CharField(db_collation="C", editable=False, max_length=120)),
                ("initials", models.CharField(db_collation="C", editable=False, max_length=20)),
                (
                    "sex",
                    models.CharField(
                        choices=[("male", "男"), ("female", "女")],
                        max_length=6,
                        verbose_name="性别",
                    ),
                ),
                (
                    "id_number",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="身份证号"
                    ),
                ),
                (
                    "id_number_index",
                    welfare.crypto.BlindIndexField("id_number", max_length=16, null=True),
                ),
                ("birth", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                (
                    "birth_precision",
                    models.CharField(
                        choices=[("day", "日"), ("month", "月"), ("year", "年")],
                        default="day",
                        max_length=5,
                    ),
                ),
                ("ethnicity", models.CharField(blank=True, max_length=20, verbose_name="民族")),
                (
                    "political_status",
                    models.CharField(blank=True, max_length=20, verbose_name="政治面貌"),
                ),
                ("education", models.CharField(blank=True, max_length=20, verbose_name="文化程度")),
                ("job", models.CharField(blank=True, max_length=40, verbose_name="岗位")),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("on_post", "在岗"),
                            ("off_post", "息岗"),
                            ("early_retired", "内部退养"),
                        ],
                        max_length=13,
                        verbose_name="用工状态",
                    ),
                ),
                (
                    "work_start",
                    models.DateField(blank=True, null=True, verbose_name="参加工作时间"),
                ),
                (
                    "work_start_precision",
                    models.CharField(
                        choices=[("day", "日"), ("month", "月"), ("year", "年")],
                        default="day",
                        max_length=5,
                    ),
                ),
                (
                    "phone",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="联系电话"
                    ),
                ),
                ("phone_index", welfare.crypto.BlindIndexField("phone", max_length=16, null=True)),
                (
                    "bank_card",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="工资卡号"
                    ),
                ),
                (
                    "bank_card_index",
                    welfare.crypto.BlindIndexField("bank_card", max_length=16, null=True),
                ),
                (
                    "address",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="家庭住址"
                    ),
                ),
                (
                    "family_size",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="家庭人口"
                    ),
                ),
                (
                    "family_income",
                    welfare.crypto.EncryptedDecimalField(
                        blank=True, editable=True, null=True, verbose_name="家庭月收入"
                    ),
                ),
                ("is_disabled", models.BooleanField(default=False, verbose_name="残疾")),
                (
                    "disability_certificate",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="残疾证号"
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="离册日期")),
                (
                    "leave_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("retired", "退休"),
                            ("transferred", "调离"),
                            ("dismissed", "解除"),
                            ("died", "死亡"),
                        ],
                        max_length=11,
                        verbose_name="离册原因",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workers",
                        to="staff.household",
                        verbose_name="家庭户",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workers",
                        to="staff.station",
                        verbose_name="车站",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "职工",
                "verbose_name_plural": "职工",
                "ordering": ("pinyin", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Tenure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                (
                    "until",
                    models.DateField(
                        blank=True, help_text="不含这一天", null=True, verbose_name="至"
                    ),
                ),
                ("job", models.CharField(blank=True, max_length=40, verbose_name="岗位")),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("on_post", "在岗"),
                            ("off_post", "息岗"),
                            ("early_retired", "内部退养"),
                        ],
                        max_length=13,
                        verbose_name="用工状态",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.station",
                        verbose_name="车站",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tenures",
                        to="staff.worker",
                        verbose_name="职工",
                    ),
                ),
            ],
            options={
                "verbose_name": "任免变动",
                "verbose_name_plural": "任免变动",
                "ordering": ("since", "pk"),
            },
        ),
        migrations.CreateModel(
            name="RosterImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField(verbose_name="行号")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "新增"),
                            ("changed", "变更"),
                            ("unchanged", "没变"),
                            ("error", "要改"),
                        ],
                        max_length=9,
                        verbose_name="结果",
                    ),
                ),
                (
                    "values",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="读到的值"
                    ),
                ),
                (
                    "changes",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="变更"
                    ),
                ),
                ("problems", models.JSONField(default=list, verbose_name="问题")),
                (
                    "roster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="staff.rosterimport",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.AddField(
            model_name="hardshipfile",
            name="worker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hardship_files",
                to="staff.worker",
                verbose_name="职工",
            ),
        ),
        migrations.AddConstraint(
            model_name="cadre",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["leadership", "office", "station", "company"])),
                name="cadre_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("relation__in", ["self", "spouse", "child", "parent", "other"])
                ),
                name="household_member_relation_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"
                ),
                name="pairing_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="pairing",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("file", "="),
                    (
                        models.Func(
                            "since",
                            "until",
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="pairing_one_lead_at_a_time",
                violation_error_message="这份档案这段时间已有包保责任人",
            ),
        ),
        migrations.AddConstraint(
            model_name="rosterimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["preview", "committed", "dropped"])),
                name="roster_import_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="standard",
            constraint=models.UniqueConstraint(
                fields=("campaign", "tier"), name="standard_one_per_campaign_and_tier"
            ),
        ),
        migrations.AddConstraint(
            model_name="standard",
            constraint=models.CheckConstraint(
                condition=models.Q(("cash__gte", 0), ("goods_value__gte", 0)),
                name="standard_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="gift",
            constraint=models.UniqueConstraint(
                fields=("campaign", "file"),
                name="gift_one_per_campaign_and_file",
                violation_error_message="这户在本次活动里已有一行",
            ),
        ),
        migrations.AddConstraint(
            model_name="gift",
            constraint=models.CheckConstraint(
                condition=models.Q(("cash__gte", 0), ("goods_value__gte", 0)),
                name="gift_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.UniqueConstraint(
                fields=("scheme", "key"), name="tier_one_key_per_scheme"
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ["home", "workplace", "phone", "video"])),
                name="visit_mode_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("living__range", (0, 2)),
                    ("schooling__range", (0, 2)),
                    ("belonging__range", (0, 2)),
                    ("medical__range", (0, 2)),
                ),
                name="visit_levels_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitduty",
            constraint=models.UniqueConstraint(
                fields=("pairing", "year", "quarter"), name="duty_one_per_pairing_and_quarter"
            ),
        ),
        migrations.AddConstraint(
            model_name="visitduty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["pending", "done", "late_done", "missed", "waived"])
                ),
                name="duty_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitduty",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter__range", (1, 4))), name="duty_quarter_1_to_4"
            ),
        ),
        migrations.AddIndex(
            model_name="worker",
            index=models.Index(fields=["pinyin", "id"], name="worker_pinyin"),
        ),
        migrations.AddIndex(
            model_name="worker",
            index=models.Index(fields=["initials", "id"], name="worker_initials"),
        ),
        migrations.AddIndex(
            model_name="worker",
            index=models.Index(fields=["name"], name="worker_name"),
        ),
        migrations.AddIndex(
            model_name="worker",
            index=models.Index(
                fields=["station", "post", "pinyin", "id"], name="worker_station_post"
            ),
        ),
        migrations.AddIndex(
            model_name="worker",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["pinyin"], name="worker_pinyin_trgm", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="worker",
            constraint=models.UniqueConstraint(
                fields=("id_number_index",),
                name="worker_one_per_id_number",
                violation_error_message="这个身份证号已经登记过了",
            ),
        ),
        migrations.AddConstraint(
            model_name="worker",
            constraint=models.CheckConstraint(
                condition=models.Q(("sex__in", ["male", "female"])), name="worker_sex_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="worker",
            constraint=models.CheckConstraint(
                condition=models.Q(("post__in", ["on_post", "off_post", "early_retired"])),
                name="worker_post_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="worker",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("leave_reason", ""), ("left_on__isnull", True)),
                    models.Q(
                        ("leave_reason__in", ["retired", "transferred", "dismissed", "died"]),
                        ("left_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="worker_left_with_reason",
                violation_error_message="离册要同时写日期和原因",
            ),
        ),
        migrations.AddConstraint(
            model_name="tenure",
            constraint=models.CheckConstraint(
                condition=models.Q(("post__in", ["on_post", "off_post", "early_retired"])),
                name="tenure_post_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="tenure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"
                ),
                name="tenure_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="tenure",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("worker", "="),
                    (
                        models.Func(
                            "since",
                            "until",
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="tenure_one_at_a_time",
                violation_error_message="同一个人同一天只能有一条任职记录",
            ),
        ),
        migrations.AddIndex(
            model_name="rosterimportrow",
            index=models.Index(fields=["roster", "outcome", "number"], name="roster_row_outcome"),
        ),
        migrations.AddConstraint(
            model_name="hardshipfile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["active", "recheck_due", "exit_proposed"])),
                fields=("worker",),
                name="hardship_one_file_in_force_per_worker",
                violation_error_message="该职工已有在档的困难档案",
            ),
        ),
        migrations.AddConstraint(
            model_name="hardshipfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draft",
                            "applied",
                            "document_review",
                            "returned",
                            "home_survey",
                            "peer_review",
                            "publicity",
                            "objection",
                            "union_review",
                            "active",
                            "recheck_due",
                            "exit_proposed",
                            "exited",
                            "rejected",
                            "withdrawn",
                        ],
                    )
                ),
                name="hardship_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="hardshipfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "cause__in",
                        [
                            "single_parent",
                            "low_income",
                            "disaster",
                            "own_illness",
                            "family_illness",
                            "schooling",
                            "other",
                        ],
                    )
                ),
                name="hardship_cause_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="hardshipfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status__in", ["active", "recheck_due", "exit_proposed"]), _negated=True
                    ),
                    ("opened_on__isnull", False),
                    _connector="OR",
                ),
                name="hardship_in_force_has_day",
            ),
        ),
    ]
