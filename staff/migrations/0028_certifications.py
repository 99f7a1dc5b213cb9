import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0027_reminders_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Canvass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("opened_on", models.DateField(verbose_name="开始")),
                ("due_on", models.DateField(verbose_name="要在哪天前完成")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="完成")),
            ],
            options={
                "verbose_name": "摸底普查",
                "verbose_name_plural": "摸底普查",
                "ordering": ("-opened_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="CanvassFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("seen_on", models.DateField(verbose_name="上门日期")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("well", "不困难"),
                            ("trouble", "有困难，要建档"),
                            ("in_care", "已在档"),
                        ],
                        max_length=7,
                        verbose_name="结果",
                    ),
                ),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="情况"
                    ),
                ),
                ("companion", models.CharField(max_length=60, verbose_name="同去的人")),
                ("recorded_at", models.DateTimeField(verbose_name="录入时间")),
            ],
            options={
                "verbose_name": "普查结果",
                "verbose_name_plural": "普查结果",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="CanvassUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "普查单位",
                "verbose_name_plural": "普查单位",
                "ordering": ("station", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Certification",
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
                            ("first", "首次认定"),
                            ("reentry", "重新认定"),
                            ("change", "等级调整"),
                        ],
                        max_length=7,
                        verbose_name="类别",
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
                            ("tier_change", "等级调整"),
                            ("exit_proposed", "拟退档"),
                            ("exited", "已退档"),
                            ("rejected", "不予认定"),
                            ("withdrawn", "撤回"),
                        ],
                        max_length=15,
                        verbose_name="状态",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="第几轮")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="这一步的期限")),
                ("is_on_behalf", models.BooleanField(default=False, verbose_name="代填")),
                ("applied_on", models.DateField(verbose_name="申请日期")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="本人签字日期")),
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
                            ("no_ability", "无劳动能力"),
                            ("no_job", "有劳动能力未就业"),
                            ("laid_off", "下岗失业"),
                            ("uninsured", "未参加社会保险"),
                            ("underinsured", "社保待遇落实不到位"),
                            ("accident", "意外事故"),
                        ],
                        max_length=14,
                        verbose_name="主要致困原因",
                    ),
                ),
                (
                    "other_causes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("single_parent", "单亲"),
                                ("low_income", "收入低"),
                                ("disaster", "意外灾害"),
                                ("own_illness", "本人大病"),
                                ("family_illness", "家属大病"),
                                ("schooling", "子女上学"),
                                ("other", "其他"),
                                ("no_ability", "无劳动能力"),
                                ("no_job", "有劳动能力未就业"),
                                ("laid_off", "下岗失业"),
                                ("uninsured", "未参加社会保险"),
                                ("underinsured", "社保待遇落实不到位"),
                                ("accident", "意外事故"),
                            ],
                            max_length=14,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="次要致困原因",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[("personal", "个人原因"), ("policy", "政策原因")],
                        max_length=8,
                        verbose_name="成因性质",
                    ),
                ),
                ("is_sudden", models.BooleanField(default=False, verbose_name="意外致困")),
                (
                    "is_staff_relative",
                    models.BooleanField(default=False, verbose_name="经办人员近亲属"),
                ),
                (
                    "story",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="困难情况"
                    ),
                ),
                (
                    "health",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="健康状况"
                    ),
                ),
                (
                    "contact",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="其他联系方式"
                    ),
                ),
                (
                    "housing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "承租公房"),
                            ("low_rent", "廉租房"),
                            ("bought", "自购房"),
                            ("rented", "租房"),
                            ("built", "自建房"),
                            ("none", "无房"),
                            ("other", "其他"),
                        ],
                        max_length=8,
                        verbose_name="住房类型",
                    ),
                ),
                (
                    "floor_area",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=6,
                        null=True,
                        verbose_name="建筑面积（平方米）",
                    ),
                ),
                ("is_single_parent", models.BooleanField(default=False, verbose_name="单亲")),
                (
                    "is_zero_employment",
                    models.BooleanField(default=False, verbose_name="零就业家庭"),
                ),
                ("can_self_help", models.BooleanField(default=False, verbose_name="有自救能力")),
                ("insurance", models.CharField(blank=True, max_length=40, verbose_name="医保状况")),
                (
                    "papers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("application", "申请书"),
                                ("authorisation", "家庭经济状况核对授权书"),
                                ("identity", "全家身份证复印件"),
                                ("booklet", "户口本"),
                                ("income", "收入证明"),
                                ("cause", "致困原因证明"),
                                ("card", "本人银行卡复印件"),
                            ],
                            max_length=13,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="已收材料",
                    ),
                ),
                (
                    "missing",
                    models.CharField(blank=True, max_length=200, verbose_name="要补的材料"),
                ),
                (
                    "raise_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="提高一级的理由"),
                ),
                ("publicity_from", models.DateField(blank=True, null=True, verbose_name="公示起")),
                ("publicity_until", models.DateField(blank=True, null=True, verbose_name="公示止")),
                (
                    "notice_number",
                    models.CharField(blank=True, max_length=20, verbose_name="公示编号"),
                ),
                (
                    "decision_no",
                    models.CharField(blank=True, max_length=80, verbose_name="批准文号"),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="审批日期")),
            ],
            options={
                "verbose_name": "困难认定",
                "verbose_name_plural": "困难认定",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="CertificationRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(unique=True, verbose_name="启用")),
                ("basis", models.CharField(max_length=80, verbose_name="依据文号")),
                (
                    "document_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="材料初审（工作日）"),
                ),
                (
                    "survey_days",
                    models.PositiveSmallIntegerField(default=10, verbose_name="入户调查（工作日）"),
                ),
                (
                    "publicity_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="公示（工作日）"),
                ),
                (
                    "objection_days",
                    models.PositiveSmallIntegerField(default=20, verbose_name="异议核查（工作日）"),
                ),
                (
                    "review_days",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="段工会审核（工作日）"
                    ),
                ),
                (
                    "pairing_days",
                    models.PositiveSmallIntegerField(default=10, verbose_name="结对（工作日）"),
                ),
                (
                    "recheck_months",
                    models.PositiveSmallIntegerField(default=12, verbose_name="复核（月）"),
                ),
                ("surveyors", models.PositiveSmallIntegerField(default=2, verbose_name="调查人数")),
            ],
            options={
                "verbose_name": "认定期限",
                "verbose_name_plural": "认定期限",
                "ordering": ("-valid_from",),
            },
        ),
        migrations.CreateModel(
            name="FileStep",
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
                            ("taken_over", "转入纸质档案"),
                            ("filled", "填写申请"),
                            ("signed", "本人签字申请"),
                            ("received", "收件初审"),
                            ("returned", "退回补正"),
                            ("supplemented", "材料补齐"),
                            ("papers_passed", "初审通过"),
                            ("assigned", "指派调查人"),
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
                (
                    "duty",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("apply", "代填"),
                            ("review", "初审"),
                            ("survey", "调查"),
                            ("hear", "核查"),
                            ("decide", "审批"),
                            ("propose_exit", "提出退档"),
                            ("exit", "批准退档"),
                        ],
                        max_length=12,
                        verbose_name="职责",
                    ),
                ),
                (
                    "was",
                    models.CharField(
                        blank=True,
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
                            ("tier_change", "等级调整"),
                            ("exit_proposed", "拟退档"),
                            ("exited", "已退档"),
                            ("rejected", "不予认定"),
                            ("withdrawn", "撤回"),
                        ],
                        max_length=15,
                        verbose_name="从",
                    ),
                ),
                (
                    "now",
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
                            ("tier_change", "等级调整"),
                            ("exit_proposed", "拟退档"),
                            ("exited", "已退档"),
                            ("rejected", "不予认定"),
                            ("withdrawn", "撤回"),
                        ],
                        max_length=15,
                        verbose_name="到",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=400, verbose_name="说明")),
                ("on", models.DateField(verbose_name="日期")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "办理经过",
                "verbose_name_plural": "办理经过",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="GroundFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("homes", "两套以上住房"),
                            ("business", "开店或雇人"),
                            ("school", "高收费私立学校或自费留学"),
                            ("car", "经常使用小汽车（残疾人专用车除外）"),
                            ("shares", "控股股东"),
                            ("refuses", "不配合核查"),
                            ("false", "虚报或隐瞒收入"),
                            ("idle", "能劳动而无故不就业"),
                        ],
                        max_length=8,
                        verbose_name="情形",
                    ),
                ),
                ("is_found", models.BooleanField(default=False, verbose_name="有")),
                (
                    "checked",
                    models.CharField(blank=True, max_length=120, verbose_name="怎么核对的"),
                ),
                (
                    "override",
                    models.CharField(blank=True, max_length=200, verbose_name="为什么仍然建档"),
                ),
            ],
            options={
                "verbose_name": "不能建档的情形",
                "verbose_name_plural": "不能建档的情形",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="IncomeLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wage", "工资"),
                            ("business", "经营"),
                            ("property", "财产"),
                            ("transfer", "转移性收入"),
                            ("other_in", "其他收入"),
                            ("illness", "看病"),
                            ("disability", "残疾"),
                            ("schooling", "上学"),
                            ("housing", "住房"),
                            ("working", "必要的就业成本"),
                            ("other_out", "其他刚性支出"),
                        ],
                        max_length=10,
                        verbose_name="项目",
                    ),
                ),
                (
                    "amount",
                    welfare.crypto.EncryptedDecimalField(
                        blank=True, editable=True, null=True, verbose_name="12 个月合计（元）"
                    ),
                ),
                (
                    "note",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="谁的、怎么算"
                    ),
                ),
                ("proof", models.CharField(blank=True, max_length=60, verbose_name="凭据")),
            ],
            options={
                "verbose_name": "收支项目",
                "verbose_name_plural": "收支项目",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="IncomeTest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.DateField(verbose_name="起")),
                ("last", models.DateField(verbose_name="止")),
                ("people", models.PositiveSmallIntegerField(verbose_name="家庭人口")),
                ("made_at", models.DateTimeField(verbose_name="核算时间")),
            ],
            options={
                "verbose_name": "收入核算",
                "verbose_name_plural": "收入核算",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Measure",
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
                            ("job", "就业推荐"),
                            ("training", "技能培训"),
                            ("loan", "小额贷款"),
                            ("living", "生活救助"),
                            ("schooling", "助学"),
                            ("medicine", "助医"),
                            ("insurance", "社保接续"),
                            ("legal", "法律援助"),
                            ("counselling", "心理疏导"),
                        ],
                        max_length=11,
                        verbose_name="措施",
                    ),
                ),
                (
                    "goal",
                    models.CharField(
                        choices=[
                            ("living", "过得下去"),
                            ("schooling", "上得起学"),
                            ("medical", "看得起病"),
                            ("belonging", "有人管"),
                        ],
                        max_length=9,
                        verbose_name="守住哪一条",
                    ),
                ),
                ("person", models.CharField(max_length=60, verbose_name="谁办")),
                ("due_on", models.DateField(verbose_name="什么时候")),
                ("source", models.CharField(blank=True, max_length=60, verbose_name="资金来源")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="预计（元）",
                    ),
                ),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("planned", "还没到"),
                            ("applied", "等审批"),
                            ("running", "正在办"),
                            ("done", "已办"),
                            ("dropped", "不办了"),
                        ],
                        default="planned",
                        max_length=7,
                        verbose_name="进展",
                    ),
                ),
            ],
            options={
                "verbose_name": "帮扶措施",
                "verbose_name_plural": "帮扶措施",
                "ordering": ("due_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="MeasureNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("planned", "还没到"),
                            ("applied", "等审批"),
                            ("running", "正在办"),
                            ("done", "已办"),
                            ("dropped", "不办了"),
                        ],
                        max_length=7,
                        verbose_name="进展",
                    ),
                ),
                ("words", models.CharField(max_length=200, verbose_name="做了什么")),
                ("effect", models.CharField(blank=True, max_length=200, verbose_name="效果")),
                (
                    "earned",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        verbose_name="每月增收（元）",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
            ],
            options={
                "verbose_name": "措施进展",
                "verbose_name_plural": "措施进展",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="意见"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("letter", "书面"),
                            ("phone", "电话"),
                            ("visit", "来访"),
                            ("box", "举报箱"),
                            ("board", "公开栏"),
                        ],
                        max_length=6,
                        verbose_name="来源",
                    ),
                ),
                (
                    "who",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="提出人"
                    ),
                ),
                ("raised_on", models.DateField(verbose_name="收到日期")),
                ("due_on", models.DateField(verbose_name="答复期限")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("unfounded", "不属实"), ("founded", "属实，重新调查")],
                        max_length=9,
                        verbose_name="核查结果",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=400, verbose_name="答复")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
            ],
            options={
                "verbose_name": "不同意见",
                "verbose_name_plural": "不同意见",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="PeerReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="第几轮")),
                ("held_on", models.DateField(verbose_name="评议日期")),
                ("is_skipped", models.BooleanField(default=False, verbose_name="没有开评议会")),
                ("present", models.PositiveSmallIntegerField(default=0, verbose_name="到会人数")),
                ("agreed", models.PositiveSmallIntegerField(default=0, verbose_name="同意人数")),
                ("minutes", models.CharField(max_length=500, verbose_name="评议记录")),
                ("recorded_at", models.DateTimeField(verbose_name="记录时间")),
            ],
            options={
                "verbose_name": "民主评议",
                "verbose_name_plural": "民主评议",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="ReliefPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "goals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("living", "过得下去"),
                                ("schooling", "上得起学"),
                                ("medical", "看得起病"),
                                ("belonging", "有人管"),
                            ],
                            max_length=9,
                        ),
                        size=None,
                        verbose_name="目标",
                    ),
                ),
                ("aim", models.CharField(max_length=200, verbose_name="要达到什么")),
                ("made_on", models.DateField(verbose_name="制定日期")),
            ],
            options={
                "verbose_name": "帮扶方案",
                "verbose_name_plural": "帮扶方案",
            },
        ),
        migrations.CreateModel(
            name="SubsistenceLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(verbose_name="自")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=8, verbose_name="低保线（元/人·月）"
                    ),
                ),
                ("basis", models.CharField(max_length=120, verbose_name="依据")),
            ],
            options={
                "verbose_name": "低保标准",
                "verbose_name_plural": "低保标准",
                "ordering": ("-since", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("round", models.PositiveSmallIntegerField(verbose_name="第几轮")),
                ("assigned_at", models.DateTimeField(verbose_name="指派时间")),
                ("surveyed_at", models.DateTimeField(null=True, verbose_name="调查时间")),
                (
                    "respondent",
                    models.CharField(blank=True, max_length=60, verbose_name="被调查人"),
                ),
                (
                    "relation",
                    models.CharField(blank=True, max_length=20, verbose_name="与职工关系"),
                ),
                (
                    "family",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="家庭成员及健康"
                    ),
                ),
                (
                    "home",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="住房产权、面积、实况"
                    ),
                ),
                (
                    "assets",
                    welfare.crypto.EncryptedField(
                        blank=True,
                        editable=True,
                        null=True,
                        verbose_name="车辆、经商、房产核查和大额用品",
                    ),
                ),
                (
                    "verifier",
                    models.CharField(blank=True, max_length=60, verbose_name="邻里或单位核实人"),
                ),
                (
                    "verified",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="核实人的意见"
                    ),
                ),
                (
                    "story",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="看到和核对的情况"
                    ),
                ),
                (
                    "needs",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="帮扶需求"
                    ),
                ),
                (
                    "clear",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("members", "人口清楚"),
                                ("address", "住址清楚"),
                                ("income", "收入清楚"),
                                ("illness", "病情清楚"),
                                ("work", "就业清楚"),
                                ("school", "就学清楚"),
                            ],
                            max_length=7,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="六清",
                    ),
                ),
                ("photos", models.PositiveSmallIntegerField(default=0, verbose_name="照片张数")),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[("fits", "符合"), ("unfit", "不符合")],
                        max_length=5,
                        verbose_name="结论",
                    ),
                ),
                (
                    "worker_signed_on",
                    models.DateField(blank=True, null=True, verbose_name="本人签字日期"),
                ),
            ],
            options={
                "verbose_name": "入户调查",
                "verbose_name_plural": "入户调查",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="SurveySignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("signed_at", models.DateTimeField(null=True, verbose_name="签字时间")),
            ],
            options={
                "verbose_name": "调查人签字",
                "verbose_name_plural": "调查人签字",
                "ordering": ("pk",),
            },
        ),
        migrations.RemoveConstraint(
            model_name="hardshipfile",
            name="hardship_one_file_in_force_per_worker",
        ),
        migrations.RemoveConstraint(
            model_name="hardshipfile",
            name="hardship_status_known",
        ),
        migrations.RemoveConstraint(
            model_name="hardshipfile",
            name="hardship_cause_known",
        ),
        migrations.RemoveConstraint(
            model_name="hardshipfile",
            name="hardship_in_force_has_day",
        ),
        migrations.AddField(
            model_name="hardshipfile",
            name="exit_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("lifted", "脱困"),
                    ("retired", "退休"),
                    ("transferred", "调离"),
                    ("died", "死亡"),
                    ("dismissed", "解除关系"),
                    ("no_longer", "不再符合"),
                    ("fraud", "弄虚作假"),
                    ("refused", "拒绝复核"),
                    ("duplicate", "重复建档"),
                ],
                max_length=11,
                verbose_name="退档原因",
            ),
        ),
        migrations.AddField(
            model_name="hardshipfile",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.hardshipfile",
                verbose_name="前一份档案",
            ),
        ),
        migrations.AddField(
            model_name="tier",
            name="national",
            field=models.CharField(
                choices=[("deep", "深度困难"), ("relative", "相对困难"), ("accident", "意外致困")],
                default="relative",
                max_length=8,
                verbose_name="对应类别",
            ),
        ),
        migrations.AlterField(
            model_name="hardshipfile",
            name="cause",
            field=models.CharField(
                choices=[
                    ("single_parent", "单亲"),
                    ("low_income", "收入低"),
                    ("disaster", "意外灾害"),
                    ("own_illness", "本人大病"),
                    ("family_illness", "家属大病"),
                    ("schooling", "子女上学"),
                    ("other", "其他"),
                    ("no_ability", "无劳动能力"),
                    ("no_job", "有劳动能力未就业"),
                    ("laid_off", "下岗失业"),
                    ("uninsured", "未参加社会保险"),
                    ("underinsured", "社保待遇落实不到位"),
                    ("accident", "意外事故"),
                ],
                max_length=14,
                verbose_name="主要致困原因",
            ),
        ),
        migrations.AlterField(
            model_name="hardshipfile",
            name="status",
            field=models.CharField(
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
                    ("tier_change", "等级调整"),
                    ("exit_proposed", "拟退档"),
                    ("exited", "已退档"),
                    ("rejected", "不予认定"),
                    ("withdrawn", "撤回"),
                ],
                max_length=15,
                verbose_name="状态",
            ),
        ),
        migrations.AddConstraint(
            model_name="hardshipfile",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("status__in", ["exited", "rejected", "withdrawn"]), _negated=True
                ),
                fields=("worker",),
                name="hardship_one_open_file_per_worker",
                violation_error_message="该职工已有困难档案或正在办的申请",
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
                            "tier_change",
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
                            "no_ability",
                            "no_job",
                            "laid_off",
                            "uninsured",
                            "underinsured",
                            "accident",
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
                        ("status__in", ["active", "recheck_due", "tier_change", "exit_proposed"]),
                        _negated=True,
                    ),
                    ("opened_on__isnull", False),
                    _connector="OR",
                ),
                name="hardship_in_force_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="hardshipfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exit_reason", ""), ("exited_on__isnull", True)),
                    (
                        "exit_reason__in",
                        [
                            "lifted",
                            "retired",
                            "transferred",
                            "died",
                            "dismissed",
                            "no_longer",
                            "fraud",
                            "refused",
                            "duplicate",
                        ],
                    ),
                    _connector="OR",
                ),
                name="hardship_exit_with_reason",
                violation_error_message="退档要写原因",
            ),
        ),
        migrations.AddConstraint(
            model_name="hardshipfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "exited"), _negated=True),
                    ("exited_on__isnull", False),
                    _connector="OR",
                ),
                name="hardship_exited_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.CheckConstraint(
                condition=models.Q(("national__in", ["deep", "relative", "accident"])),
                name="tier_national_known",
            ),
        ),
        migrations.AddField(
            model_name="canvass",
            name="opened_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="发起人",
            ),
        ),
        migrations.AddField(
            model_name="canvassfinding",
            name="canvass",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="staff.canvass",
                verbose_name="普查",
            ),
        ),
        migrations.AddField(
            model_name="canvassfinding",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="调查人",
            ),
        ),
        migrations.AddField(
            model_name="canvassfinding",
            name="worker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.worker",
                verbose_name="职工",
            ),
        ),
        migrations.AddField(
            model_name="canvassunit",
            name="canvass",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="units",
                to="staff.canvass",
                verbose_name="普查",
            ),
        ),
        migrations.AddField(
            model_name="canvassunit",
            name="station",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="canvass_units",
                to="staff.station",
                verbose_name="车站",
            ),
        ),
        migrations.AddField(
            model_name="canvassunit",
            name="surveyors",
            field=models.ManyToManyField(
                related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="调查人"
            ),
        ),
        migrations.AddField(
            model_name="certification",
            name="asked_tier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.tier",
                verbose_name="申请等级",
            ),
        ),
        migrations.AddField(
            model_name="certification",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certifications",
                to="staff.hardshipfile",
                verbose_name="档案",
            ),
        ),
        migrations.AddField(
            model_name="certification",
            name="filled_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="填表人",
            ),
        ),
        migrations.AddField(
            model_name="certification",
            name="proposed_tier",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.tier",
                verbose_name="拟定等级",
            ),
        ),
        migrations.AddField(
            model_name="certification",
            name="reviewer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="初审人",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificationrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("publicity_days__range", (5, 10))),
                name="rule_publicity_at_least_five_days",
                violation_error_message="公示至少 5 个工作日，最多 10 个",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificationrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("recheck_months__in", (6, 12))),
                name="rule_recheck_half_yearly_or_yearly",
                violation_error_message="复核周期是 6 个月或 12 个月",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificationrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("surveyors__range", (2, 3))),
                name="rule_two_or_three_surveyors",
                violation_error_message="入户调查由 2 到 3 人办",
            ),
        ),
        migrations.AddField(
            model_name="filestep",
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
            model_name="filestep",
            name="certification",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="staff.certification",
                verbose_name="认定",
            ),
        ),
        migrations.AddField(
            model_name="filestep",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="staff.hardshipfile",
                verbose_name="档案",
            ),
        ),
        migrations.AddField(
            model_name="incometest",
            name="certification",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="incomes",
                to="staff.certification",
                verbose_name="认定",
            ),
        ),
        migrations.AddField(
            model_name="incometest",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="核算人",
            ),
        ),
        migrations.AddField(
            model_name="incomeline",
            name="test",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="staff.incometest",
                verbose_name="核算",
            ),
        ),
        migrations.AddField(
            model_name="measurenote",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="记录人",
            ),
        ),
        migrations.AddField(
            model_name="measurenote",
            name="measure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes",
                to="staff.measure",
                verbose_name="措施",
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="答复人",
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="certification",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="objections",
                to="staff.certification",
                verbose_name="认定",
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="handlers",
            field=models.ManyToManyField(
                related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="核查人"
            ),
        ),
        migrations.AddField(
            model_name="peerreview",
            name="certification",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="peer_reviews",
                to="staff.certification",
                verbose_name="认定",
            ),
        ),
        migrations.AddField(
            model_name="peerreview",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="记录人",
            ),
        ),
        migrations.AddField(
            model_name="reliefplan",
            name="file",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan",
                to="staff.hardshipfile",
                verbose_name="档案",
            ),
        ),
        migrations.AddField(
            model_name="reliefplan",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="制定人",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measures",
                to="staff.reliefplan",
                verbose_name="方案",
            ),
        ),
        migrations.AddField(
            model_name="subsistenceline",
            name="branch",
            field=models.ForeignKey(
                blank=True,
                help_text="留空是全段通用",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.branch",
                verbose_name="分公司",
            ),
        ),
        migrations.AddField(
            model_name="incometest",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.subsistenceline",
                verbose_name="低保线",
            ),
        ),
        migrations.AddField(
            model_name="survey",
            name="assigned_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="指派人",
            ),
        ),
        migrations.AddField(
            model_name="survey",
            name="certification",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="surveys",
                to="staff.certification",
                verbose_name="认定",
            ),
        ),
        migrations.AddField(
            model_name="survey",
            name="filled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="填表人",
            ),
        ),
        migrations.AddField(
            model_name="survey",
            name="suggested_tier",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="staff.tier",
                verbose_name="建议等级",
            ),
        ),
        migrations.AddField(
            model_name="groundfinding",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grounds",
                to="staff.survey",
                verbose_name="调查",
            ),
        ),
        migrations.AddField(
            model_name="surveysignature",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="staff.survey",
                verbose_name="调查",
            ),
        ),
        migrations.AddField(
            model_name="surveysignature",
            name="surveyor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="调查人",
            ),
        ),
        migrations.AddConstraint(
            model_name="canvass",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("opened_on"))), name="canvass_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="canvassfinding",
            constraint=models.UniqueConstraint(
                fields=("canvass", "worker"),
                name="canvass_worker_once",
                violation_error_message="这位职工这次普查已经走过了",
            ),
        ),
        migrations.AddConstraint(
            model_name="canvassfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(("result__in", ["well", "trouble", "in_care"])),
                name="canvass_result_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="canvassunit",
            constraint=models.UniqueConstraint(
                fields=("canvass", "station"),
                name="canvass_station_once",
                violation_error_message="这个车站已经在这次普查里",
            ),
        ),
        migrations.AddConstraint(
            model_name="certification",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("status__in", ["exited", "rejected", "withdrawn", "active"]), _negated=True
                ),
                fields=("file",),
                name="certification_one_open_per_file",
                violation_error_message="这份档案已有一次认定正在办",
            ),
        ),
        migrations.AddConstraint(
            model_name="certification",
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
                            "tier_change",
                            "exit_proposed",
                            "exited",
                            "rejected",
                            "withdrawn",
                        ],
                    )
                ),
                name="certification_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="certification",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["first", "reentry", "change"])),
                name="certification_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="certification",
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
                            "no_ability",
                            "no_job",
                            "laid_off",
                            "uninsured",
                            "underinsured",
                            "accident",
                        ],
                    ),
                    ("nature__in", ["personal", "policy"]),
                ),
                name="certification_cause_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="certification",
            constraint=models.CheckConstraint(
                condition=models.Q(("other_causes__len__lte", 3)),
                name="certification_three_other_causes_at_most",
                violation_error_message="次要致困原因最多三项",
            ),
        ),
        migrations.AddConstraint(
            model_name="certification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("publicity_from__isnull", True), ("publicity_until__isnull", True)),
                    ("publicity_until__gte", models.F("publicity_from")),
                    _connector="OR",
                ),
                name="certification_publicity_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="certification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["union_review", "active"]), _negated=True),
                    models.Q(("proposed_tier__isnull", False), ("publicity_until__isnull", False)),
                    _connector="OR",
                ),
                name="certification_public_before_decided",
            ),
        ),
        migrations.AddConstraint(
            model_name="certification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"),
                    ("status", "withdrawn"),
                    ("signed_on__isnull", False),
                    _connector="OR",
                ),
                name="certification_signed_by_worker",
                violation_error_message="申请要本人签字",
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
                            "signed",
                            "received",
                            "returned",
                            "supplemented",
                            "papers_passed",
                            "assigned",
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
                        ["apply", "review", "survey", "hear", "decide", "propose_exit", "exit"],
                    ),
                    _connector="OR",
                ),
                name="step_duty_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomeline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "wage",
                            "business",
                            "property",
                            "transfer",
                            "other_in",
                            "illness",
                            "disability",
                            "schooling",
                            "housing",
                            "working",
                            "other_out",
                        ],
                    )
                ),
                name="income_line_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="measurenote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("progress", "done"), _negated=True),
                    models.Q(("effect", ""), _negated=True),
                    _connector="OR",
                ),
                name="measure_done_has_effect",
                violation_error_message="办完了要写效果",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["letter", "phone", "visit", "box", "board"])),
                name="objection_source_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_by__isnull", True), ("answered_on__isnull", True), ("result", "")
                    ),
                    models.Q(
                        ("answered_by__isnull", False),
                        ("answered_on__isnull", False),
                        ("result__in", ["unfounded", "founded"]),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="objection_answered_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="peerreview",
            constraint=models.UniqueConstraint(
                fields=("certification", "round"), name="peer_review_one_per_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="peerreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreed__lte", models.F("present"))),
                name="peer_review_agreed_within_present",
                violation_error_message="同意人数不能多于到会人数",
            ),
        ),
        migrations.AddConstraint(
            model_name="peerreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_skipped", True), ("present__gt", 0), _connector="OR"),
                name="peer_review_counted",
            ),
        ),
        migrations.AddConstraint(
            model_name="reliefplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("goals__len__gte", 1)),
                name="plan_has_a_goal",
                violation_error_message="至少选一项目标",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("goal__in", ["living", "schooling", "medical", "belonging"]),
                    (
                        "kind__in",
                        [
                            "job",
                            "training",
                            "loan",
                            "living",
                            "schooling",
                            "medicine",
                            "insurance",
                            "legal",
                            "counselling",
                        ],
                    ),
                ),
                name="measure_kind_and_goal_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("progress__in", ["planned", "applied", "running", "done", "dropped"])
                ),
                name="measure_progress_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__isnull", True),
                    models.Q(("amount__gt", 0), ("source__gt", "")),
                    _connector="OR",
                ),
                name="measure_money_has_a_source",
                violation_error_message="写了金额，就要写资金来源",
            ),
        ),
        migrations.AddConstraint(
            model_name="subsistenceline",
            constraint=models.UniqueConstraint(
                fields=("branch", "since"), name="line_one_per_place_and_day", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="subsistenceline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="line_amount_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="incometest",
            constraint=models.CheckConstraint(
                condition=models.Q(("people__range", (1, 20))), name="income_people_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="incometest",
            constraint=models.CheckConstraint(
                condition=models.Q(("last__gt", models.F("first"))), name="income_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.UniqueConstraint(
                fields=("certification", "round"), name="survey_one_per_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="survey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finding", ""), ("surveyed_at__isnull", True)),
                    models.Q(
                        ("finding__in", ["fits", "unfit"]),
                        ("surveyed_at__isnull", False),
                        ("worker_signed_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="survey_whole_or_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="groundfinding",
            constraint=models.UniqueConstraint(
                fields=("survey", "ground"), name="ground_once_per_survey"
            ),
        ),
        migrations.AddConstraint(
            model_name="groundfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "ground__in",
                        [
                            "homes",
                            "business",
                            "school",
                            "car",
                            "shares",
                            "refuses",
                            "false",
                            "idle",
                        ],
                    )
                ),
                name="ground_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="groundfinding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_found", False), models.Q(("override", ""), _negated=True), _connector="OR"
                ),
                name="ground_found_has_override",
                violation_error_message="有这种情形，要写明为什么仍然建档",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveysignature",
            constraint=models.UniqueConstraint(
                fields=("survey", "surveyor"), name="survey_signature_one_per_person"
            ),
        ),
    ]
