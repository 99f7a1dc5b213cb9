"""Disclosure 厂务公开: boards, notices, suggestions."""

import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import welfare.crypto
from welfare.database.together import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("mutualfund", "0001_initial"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Board",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="栏号")),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.branch",
                        verbose_name="分公司",
                    ),
                ),
                ("place", models.CharField(max_length=80, verbose_name="位置")),
                ("keeper", models.CharField(max_length=40, verbose_name="责任人")),
                (
                    "in_public_place",
                    models.BooleanField(default=True, verbose_name="在职工随时能到的地方"),
                ),
            ],
            options={
                "verbose_name": "公开栏",
                "verbose_name_plural": "公开栏",
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="HandlerKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受理人",
                    ),
                ),
                ("public", models.BinaryField(max_length=32, verbose_name="公钥")),
                ("locked", models.BinaryField(max_length=80, verbose_name="锁着的私钥")),
                ("salt", models.BinaryField(max_length=16, verbose_name="盐")),
                ("made_on", models.DateField(verbose_name="启用日期")),
                ("ended_on", models.DateField(null=True, verbose_name="停用日期")),
            ],
            options={
                "verbose_name": "受理密码",
                "verbose_name_plural": "受理密码",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("user",),
                        name="handler_key_one_in_use",
                        violation_error_message="这位受理人已经有受理密码",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ErasedReport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("received_year", models.PositiveSmallIntegerField(verbose_name="收到年度")),
                ("received_quarter", models.PositiveSmallIntegerField(verbose_name="收到季度")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("online", "网上"),
                            ("box", "举报箱"),
                            ("hotline", "举报电话"),
                            ("visit", "来访"),
                            ("above", "上级转"),
                        ],
                        max_length=7,
                        verbose_name="渠道",
                    ),
                ),
                (
                    "days_taken",
                    models.PositiveSmallIntegerField(null=True, verbose_name="办理天数"),
                ),
                ("erased_on", models.DateField(verbose_name="删除日期")),
            ],
            options={
                "verbose_name": "到期删除的举报",
                "verbose_name_plural": "到期删除的举报",
                "ordering": ("-erased_on", "pk"),
            },
        ),
        migrations.CreateModel(
            name="CatalogueTopic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=20, unique=True, verbose_name="目录编码")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="名称")),
                ("area", models.CharField(max_length=20, verbose_name="大类")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("month", "每月"),
                            ("quarter", "每季"),
                            ("half", "每半年"),
                            ("year", "每年"),
                            ("event", "即时"),
                        ],
                        max_length=7,
                        verbose_name="周期",
                    ),
                ),
                (
                    "carrier",
                    models.CharField(
                        choices=[("wall", "公开栏"), ("web", "网上"), ("both", "公开栏和网上")],
                        max_length=4,
                        verbose_name="载体",
                    ),
                ),
                (
                    "feed",
                    models.CharField(
                        choices=[
                            ("paper", "张贴后登记"),
                            ("meeting", "互助金补助公示"),
                            ("certification", "困难认定公示"),
                            ("campaign", "送温暖发放公示"),
                            ("fund", "账本，随时可查"),
                            ("suggestions", "建议台账，随时可查"),
                        ],
                        max_length=13,
                        verbose_name="凭什么算公开了",
                    ),
                ),
                ("owner", models.CharField(max_length=40, verbose_name="责任部门")),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(250),
                        ],
                        verbose_name="时限（形成后工作日）",
                    ),
                ),
                (
                    "masking",
                    models.CharField(
                        choices=[
                            ("amount", "姓名遮中间字，写单位和金额"),
                            ("tier", "姓名遮中间字，写单位和等级"),
                            ("both", "姓名遮中间字，写单位、等级和金额"),
                            ("totals", "只写合计，不写人"),
                        ],
                        max_length=6,
                        verbose_name="脱敏模板",
                    ),
                ),
                (
                    "retention_years",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="保存年限",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        blank=True,
                        help_text="从这一天起的每一期都要公开；空着就还不算",
                        null=True,
                        verbose_name="启用日期",
                    ),
                ),
                ("is_sample", models.BooleanField(default=True, verbose_name="示例")),
            ],
            options={
                "verbose_name": "公开目录",
                "verbose_name_plural": "公开目录",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("feed__in", ("meeting", "certification", "campaign")),
                                ("rhythm", "event"),
                            ),
                            models.Q(
                                models.Q(
                                    ("feed__in", ("meeting", "certification", "campaign")),
                                    _negated=True,
                                ),
                                models.Q(("rhythm", "event"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="catalogue_notices_at_once",
                        violation_error_message="凭公示算公开的，周期选「即时」；别的选月、季、半年或年",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__range", (1, 250))),
                        name="catalogue_days_sensible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicTrace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="traces",
                        to="disclosure.cataloguetopic",
                        verbose_name="目录",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="改动时间")),
                ("before", models.JSONField(verbose_name="改动以前")),
            ],
            options={
                "verbose_name": "公开目录改动",
                "verbose_name_plural": "公开目录改动",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="disclosure.cataloguetopic",
                        verbose_name="目录",
                    ),
                ),
                ("first", models.DateField(verbose_name="期的第一天")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版次")),
                ("published_on", models.DateField(verbose_name="公开日期")),
                ("people", models.PositiveIntegerField(verbose_name="表上人数")),
                ("people_due", models.PositiveIntegerField(verbose_name="应在表上人数")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="更正原因")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "公开登记",
                "verbose_name_plural": "公开登记",
                "ordering": ("-first", "-version"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("topic", "first", "version"), name="publication_once_a_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="publication_corrected_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__lte", models.F("people_due"))),
                        name="publication_people_within_due",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("published_on__gt", models.F("first"))),
                        name="publication_after_its_period",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
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
                ("topic", models.CharField(max_length=40, verbose_name="栏目")),
                ("title", models.CharField(max_length=120, verbose_name="题目")),
                ("source", models.CharField(db_collation="C", max_length=60, verbose_name="来源")),
                ("intro", models.TextField(blank=True, verbose_name="正文")),
                ("columns", models.JSONField(default=list, verbose_name="表头")),
                ("rows", models.JSONField(default=list, verbose_name="表格")),
                ("summary", models.CharField(blank=True, max_length=120, verbose_name="合计")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="补充说明")),
                ("claims", models.JSONField(default=list, verbose_name="申请")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "拟稿"),
                            ("in_review", "待放行"),
                            ("published", "公开中"),
                            ("withdrawn", "已撤下"),
                            ("archived", "已归档"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="拟稿人",
                    ),
                ),
                (
                    "releaser",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="放行人",
                    ),
                ),
                ("drafted_on", models.DateField(verbose_name="拟稿日期")),
                ("public_from", models.DateField(null=True, verbose_name="公示起")),
                ("public_until", models.DateField(null=True, verbose_name="公示止")),
                ("check_code", models.CharField(blank=True, max_length=16, verbose_name="校验码")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="第几版")),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="disclosure.notice",
                        verbose_name="更正哪一件",
                    ),
                ),
                (
                    "correction",
                    models.CharField(blank=True, max_length=200, verbose_name="更正原因"),
                ),
                ("archive_no", models.CharField(blank=True, max_length=20, verbose_name="归档号")),
                ("kept_until", models.DateField(null=True, verbose_name="保存到")),
            ],
            options={
                "verbose_name": "公开事项",
                "verbose_name_plural": "公开事项",
                "ordering": ("-public_from", "-number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "version"),
                        name="notice_one_per_source",
                        violation_error_message="这件事已经拟过公示",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("releaser__isnull", True),
                            models.Q(("releaser", models.F("editor")), _negated=True),
                            _connector="OR",
                        ),
                        name="notice_released_by_another",
                        violation_error_message="自己拟的公示要由别人放行",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ("draft", "in_review")),
                            models.Q(
                                ("public_from__isnull", False),
                                ("public_until__isnull", False),
                                ("releaser__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="notice_public_with_releaser_and_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["draft", "in_review", "published", "withdrawn", "archived"],
                            )
                        ),
                        name="notice_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("correction", ""), ("replaces__isnull", True), ("version", 1)
                            ),
                            models.Q(
                                ("replaces__isnull", False),
                                ("version__gt", 1),
                                models.Q(("correction", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="notice_corrected_with_reason",
                        violation_error_message="更正要写原因，写明更正哪一件",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "archived"), _negated=True),
                            models.Q(
                                models.Q(("archive_no", ""), _negated=True),
                                ("kept_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="notice_archived_with_number_and_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
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
                    "field",
                    models.CharField(
                        choices=[
                            ("safety", "安全生产"),
                            ("management", "经营管理"),
                            ("service", "优质服务"),
                            ("stability", "保持稳定"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="建议名称")),
                ("present", models.TextField(blank=True, max_length=500, verbose_name="现状分析")),
                ("measure", models.TextField(max_length=500, verbose_name="改进措施")),
                ("made_on", models.DateField(verbose_name="提出日期")),
                (
                    "source",
                    models.CharField(
                        choices=[("paper", "纸质"), ("online", "本人网上提")],
                        default="paper",
                        max_length=6,
                        verbose_name="怎样提的",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "已提交"),
                            ("in_review", "评审中"),
                            ("merged", "合并"),
                            ("declined", "不采纳"),
                            ("deferred", "存档备用"),
                            ("implementing", "正在办"),
                            ("reported_done", "等验收"),
                            ("accepted", "等职工评价"),
                            ("implemented", "已落实"),
                        ],
                        max_length=13,
                        verbose_name="状态",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="disclosure.suggestion",
                        verbose_name="并入",
                    ),
                ),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="公布日期")),
                ("reply", models.CharField(blank=True, max_length=300, verbose_name="答复")),
                ("owner", models.CharField(blank=True, max_length=40, verbose_name="负责人")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="计划完成")),
                ("evidence", models.CharField(blank=True, max_length=300, verbose_name="落实凭据")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="落实日期")),
                (
                    "reported_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="报完成人",
                    ),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="验收人",
                    ),
                ),
                (
                    "excellent_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="优秀年度"
                    ),
                ),
                (
                    "circular_no",
                    models.CharField(blank=True, max_length=80, verbose_name="通报文号"),
                ),
                (
                    "proposers",
                    models.ManyToManyField(
                        related_name="+", to="staff.worker", verbose_name="建议人"
                    ),
                ),
            ],
            options={
                "verbose_name": "合理化建议",
                "verbose_name_plural": "合理化建议",
                "ordering": ("-number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "submitted",
                                    "in_review",
                                    "merged",
                                    "declined",
                                    "deferred",
                                    "implementing",
                                    "reported_done",
                                    "accepted",
                                    "implemented",
                                ],
                            )
                        ),
                        name="suggestion_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("field__in", ["safety", "management", "service", "stability", "other"])
                        ),
                        name="suggestion_field_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["accepted", "implemented"]), _negated=True),
                            models.Q(
                                ("done_on__isnull", False),
                                models.Q(("evidence", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="suggestion_done_with_evidence",
                        violation_error_message="落实要有凭据和日期",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("accepted_by", models.F("reported_by")), _negated=True),
                        name="suggestion_accepted_by_another",
                        violation_error_message="验收人不能是报完成的人",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["declined", "deferred"]), _negated=True),
                            models.Q(("reply", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="suggestion_refused_with_reason",
                        violation_error_message="不采纳要写明原因",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("status", "merged")),
                            models.Q(
                                models.Q(("status", "merged"), _negated=True),
                                ("merged_into__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="suggestion_merged_into_another",
                        violation_error_message="合并要写并入哪一条",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                        name="suggestion_not_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["paper", "online"])),
                        name="suggestion_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("excellent_year__isnull", True),
                            models.Q(("circular_no", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="suggestion_excellent_by_circular",
                        violation_error_message="优秀建议要写通报文号",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SuggestionStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="disclosure.suggestion",
                        verbose_name="建议",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("collected", "收到"),
                            ("taken_over", "由纸质台账接收"),
                            ("screened", "送评审"),
                            ("merged", "并入别的建议"),
                            ("joined", "相近的并进来"),
                            ("answered", "答复"),
                            ("published", "集中公布"),
                            ("progress", "进展"),
                            ("reported", "报完成"),
                            ("accepted", "验收通过"),
                            ("sent_back", "退回接着办"),
                            ("rated", "职工评价"),
                            ("commended", "评为优秀"),
                        ],
                        max_length=10,
                        verbose_name="做了什么",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "已提交"),
                            ("in_review", "评审中"),
                            ("merged", "合并"),
                            ("declined", "不采纳"),
                            ("deferred", "存档备用"),
                            ("implementing", "正在办"),
                            ("reported_done", "等验收"),
                            ("accepted", "等职工评价"),
                            ("implemented", "已落实"),
                        ],
                        max_length=13,
                        verbose_name="之后的状态",
                    ),
                ),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "满意"),
                            ("fair", "基本满意"),
                            ("unsatisfied", "不满意"),
                        ],
                        max_length=11,
                        verbose_name="满意度",
                    ),
                ),
                (
                    "heard",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signed", "职工签字"),
                            ("face", "当面问的"),
                            ("phone", "电话回访"),
                            ("own", "本人登录评价"),
                        ],
                        max_length=6,
                        verbose_name="怎样听到的",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ],
            options={
                "verbose_name": "建议的经过",
                "verbose_name_plural": "建议的经过",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "collected",
                                    "taken_over",
                                    "screened",
                                    "merged",
                                    "joined",
                                    "answered",
                                    "published",
                                    "progress",
                                    "reported",
                                    "accepted",
                                    "sent_back",
                                    "rated",
                                    "commended",
                                ],
                            ),
                            (
                                "status__in",
                                [
                                    "submitted",
                                    "in_review",
                                    "merged",
                                    "declined",
                                    "deferred",
                                    "implementing",
                                    "reported_done",
                                    "accepted",
                                    "implemented",
                                ],
                            ),
                        ),
                        name="suggestion_step_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("heard__in", ["signed", "face", "phone", "own"]),
                                ("kind", "rated"),
                                ("rating__in", ["satisfied", "fair", "unsatisfied"]),
                            ),
                            models.Q(
                                models.Q(("kind", "rated"), _negated=True),
                                ("heard", ""),
                                ("rating", ""),
                            ),
                            _connector="OR",
                        ),
                        name="suggestion_step_rated_by_the_proposer",
                        violation_error_message="提建议的人的评价要写满意度和怎样听到的",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoardCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="disclosure.board",
                        verbose_name="公开栏",
                    ),
                ),
                ("in_public_place", models.BooleanField(verbose_name="职工随时能到")),
                ("words", models.CharField(max_length=200, verbose_name="看到什么")),
                ("on", models.DateField(verbose_name="检查日期")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="检查人",
                    ),
                ),
            ],
            options={
                "verbose_name": "公开栏检查",
                "verbose_name_plural": "公开栏检查",
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="board_check_told",
                        violation_error_message="写一句看到什么",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="disclosure.notice",
                        verbose_name="公示",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="disclosure.board",
                        verbose_name="公开栏",
                    ),
                ),
                ("poster", models.CharField(max_length=40, verbose_name="张贴人")),
                ("posted_on", models.DateField(verbose_name="张贴日期")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                ("remover", models.CharField(blank=True, max_length=40, verbose_name="撤下人")),
                ("removed_on", models.DateField(blank=True, null=True, verbose_name="撤下日期")),
            ],
            options={
                "verbose_name": "张贴记录",
                "verbose_name_plural": "张贴记录",
                "ordering": ("-posted_on", "-pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "board"),
                        name="posting_once_a_board",
                        violation_error_message="这块公开栏已经登记过这件公示",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_on__isnull", True), ("remover", "")),
                            models.Q(
                                models.Q(("remover", ""), _negated=True),
                                ("removed_on__gte", models.F("posted_on")),
                            ),
                            _connector="OR",
                        ),
                        name="posting_removed_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostingPhoto",
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
                ("at", models.DateTimeField(verbose_name="上传时间")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="disclosure.posting",
                        verbose_name="张贴记录",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("up", "贴上"), ("down", "撤下")],
                        max_length=4,
                        verbose_name="照片",
                    ),
                ),
            ],
            options={
                "verbose_name": "张贴照片",
                "verbose_name_plural": "张贴照片",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Congress",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("joint", "职工代表联席会"),
                            ("workers", "职工大会"),
                            ("congress", "职工代表大会"),
                        ],
                        max_length=8,
                        verbose_name="会议",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="名称")),
                ("held_on", models.DateField(verbose_name="开会日期")),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                ("entitled", models.PositiveSmallIntegerField(verbose_name="应到代表")),
                ("present", models.PositiveSmallIntegerField(verbose_name="实到代表")),
                ("agenda", models.TextField(max_length=1000, verbose_name="议程")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                ("recorded_on", models.DateField(verbose_name="登记日期")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核对人",
                    ),
                ),
                ("confirmed_on", models.DateField(null=True, verbose_name="核对日期")),
            ],
            options={
                "verbose_name": "职工代表大会和联席会",
                "verbose_name_plural": "职工代表大会和联席会",
                "ordering": ("-held_on", "-number"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["joint", "workers", "congress"])),
                        name="congress_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entitled__gte", 1), ("present__lte", models.F("entitled"))
                        ),
                        name="congress_present_of_entitled",
                        violation_error_message="实到不能多于应到",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", models.F("recorded_by")), _negated=True
                        ),
                        name="congress_confirmed_by_another",
                        violation_error_message="登记的人不能自己核对",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="disclosure.congress",
                        verbose_name="会议",
                    ),
                ),
                ("number", models.CharField(max_length=80, unique=True, verbose_name="决议文号")),
                ("title", models.CharField(max_length=120, verbose_name="决议")),
                ("agreed", models.PositiveSmallIntegerField(verbose_name="同意")),
                ("refused", models.PositiveSmallIntegerField(verbose_name="不同意")),
                ("abstained", models.PositiveSmallIntegerField(verbose_name="弃权")),
                (
                    "charter",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.charter",
                        verbose_name="章程",
                    ),
                ),
                (
                    "care",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.caremeasure",
                        verbose_name="包保走访尺度",
                    ),
                ),
                (
                    "help",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.helpmeasure",
                        verbose_name="帮扶尺度",
                    ),
                ),
                (
                    "tiers",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.tierscheme",
                        verbose_name="困难等级方案",
                    ),
                ),
                (
                    "rules",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.certificationrule",
                        verbose_name="认定期限",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.subsistenceline",
                        verbose_name="低保标准",
                    ),
                ),
                (
                    "report_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="审议哪一年的报告"
                    ),
                ),
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
                "verbose_name": "决议",
                "verbose_name_plural": "决议",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="CongressPaper",
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
                (
                    "sha256",
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
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="disclosure.congress",
                    ),
                ),
            ],
            options={
                "verbose_name": "会议纪要",
                "verbose_name_plural": "会议纪要",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Inspection",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("quarter", "季度检查"),
                            ("half", "半年检查"),
                            ("year", "年终检查"),
                            ("special", "专项检查"),
                            ("secret", "暗访"),
                        ],
                        max_length=7,
                        verbose_name="类型",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.branch",
                        verbose_name="被查单位",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="季度")),
                ("opened_on", models.DateField(verbose_name="检查日期")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "检查中"), ("signed", "已评分"), ("closed", "已归档")],
                        default="open",
                        max_length=6,
                        verbose_name="状态",
                    ),
                ),
            ],
            options={
                "verbose_name": "监督检查",
                "verbose_name_plural": "监督检查",
                "ordering": ("-number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["quarter", "half", "year", "special", "secret"]),
                            ("status__in", ["open", "signed", "closed"]),
                        ),
                        name="inspection_words_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__gte", 1), ("quarter__lte", 4)),
                        name="inspection_quarter_of_four",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inspector",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="team",
                        to="disclosure.inspection",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="检查人",
                    ),
                ),
                ("signed_at", models.DateTimeField(null=True, verbose_name="签字时间")),
            ],
            options={
                "verbose_name": "检查人",
                "verbose_name_plural": "检查人",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "user"),
                        name="inspector_once",
                        violation_error_message="这位检查人已经在里面",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionDraw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draws",
                        to="disclosure.inspection",
                    ),
                ),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("notice", "公示"),
                            ("decision", "补助决定"),
                            ("payment", "付款"),
                            ("visit", "走访"),
                        ],
                        max_length=8,
                        verbose_name="抽什么",
                    ),
                ),
                ("seed", models.CharField(max_length=16, verbose_name="种子")),
                ("keys", models.JSONField(verbose_name="从哪些里抽")),
                ("count", models.PositiveSmallIntegerField(verbose_name="抽几件")),
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
                "verbose_name": "检查抽样",
                "verbose_name_plural": "检查抽样",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inspection", "sort"),
                        name="inspection_draw_once",
                        violation_error_message="这一类已经抽过，不能重抽",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="disclosure.inspectiondraw",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disclosure.notice",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.decision",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mutualfund.payment",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.visit",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("fits", "一致"), ("differs", "不一致")],
                        max_length=7,
                        verbose_name="结果",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="看了什么")),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="检查人",
                    ),
                ),
                ("checked_at", models.DateTimeField(null=True, verbose_name="检查时间")),
            ],
            options={
                "verbose_name": "抽中的",
                "verbose_name_plural": "抽中的",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("checked_at__isnull", True),
                                ("checked_by__isnull", True),
                                ("result", ""),
                            ),
                            models.Q(
                                ("checked_at__isnull", False),
                                ("checked_by__isnull", False),
                                ("result", "fits"),
                            ),
                            models.Q(
                                ("checked_by__isnull", False),
                                ("result", "differs"),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="inspection_item_differs_with_words",
                        violation_error_message="不一致要写明哪里不一致",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="disclosure.inspection",
                    ),
                ),
                (
                    "quality",
                    models.CharField(
                        choices=[
                            ("initiative", "主动性"),
                            ("timeliness", "及时性"),
                            ("truthfulness", "真实性"),
                            ("completeness", "完整性"),
                            ("standard", "规范性"),
                        ],
                        max_length=12,
                        verbose_name="五性",
                    ),
                ),
                ("points", models.PositiveSmallIntegerField(verbose_name="扣分")),
                ("reason", models.CharField(max_length=200, verbose_name="扣分原因")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("system", "系统算出"),
                            ("sample", "抽查"),
                            ("site", "现场看"),
                            ("poll", "问职工"),
                        ],
                        max_length=6,
                        verbose_name="来处",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="检查人",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "检查发现的问题",
                "verbose_name_plural": "检查发现的问题",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("points__gte", 1),
                            ("points__lte", 20),
                            (
                                "quality__in",
                                [
                                    "initiative",
                                    "timeliness",
                                    "truthfulness",
                                    "completeness",
                                    "standard",
                                ],
                            ),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        name="finding_points_with_reason",
                        violation_error_message="扣 1 到 20 分，写明原因",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rectification",
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
                    "finding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order",
                        to="disclosure.finding",
                    ),
                ),
                ("demand", models.CharField(max_length=200, verbose_name="整改要求")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="责任人",
                    ),
                ),
                ("issued_on", models.DateField(verbose_name="下达日期")),
                ("due_on", models.DateField(verbose_name="整改期限")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("issued", "等整改"),
                            ("done", "等复查"),
                            ("closed", "改好，已复查"),
                        ],
                        default="issued",
                        max_length=6,
                        verbose_name="状态",
                    ),
                ),
                ("closed_on", models.DateField(null=True, verbose_name="复查日期")),
            ],
            options={
                "verbose_name": "整改通知",
                "verbose_name_plural": "整改通知",
                "ordering": ("-number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["issued", "done", "closed"]),
                            models.Q(
                                models.Q(("closed_on__isnull", False), ("status", "closed")),
                                models.Q(
                                    models.Q(("status", "closed"), _negated=True),
                                    ("closed_on__isnull", True),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="rectification_closed_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("issued_on"))),
                        name="rectification_due_afterwards",
                        violation_error_message="整改期限要在下达以后",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="disclosure.inspection",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opened", "开始检查"),
                            ("signed", "检查人都签字"),
                            ("closed", "归档"),
                        ],
                        max_length=6,
                        verbose_name="做了什么",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "检查中"), ("signed", "已评分"), ("closed", "已归档")],
                        max_length=6,
                        verbose_name="之后的状态",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "监督检查的经过",
                "verbose_name_plural": "监督检查的经过",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="RectificationStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="disclosure.rectification",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("issued", "下达"),
                            ("done", "报改好"),
                            ("returned", "没改好，退回"),
                            ("closed", "复查通过"),
                        ],
                        max_length=8,
                        verbose_name="做了什么",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("issued", "等整改"),
                            ("done", "等复查"),
                            ("closed", "改好，已复查"),
                        ],
                        max_length=6,
                        verbose_name="之后的状态",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "整改的经过",
                "verbose_name_plural": "整改的经过",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["issued", "done", "returned", "closed"]),
                            ("status__in", ["issued", "done", "closed"]),
                        ),
                        name="rectification_step_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RectificationPaper",
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
                (
                    "sha256",
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
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="disclosure.rectificationstep",
                    ),
                ),
            ],
            options={
                "verbose_name": "整改照片",
                "verbose_name_plural": "整改照片",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="NoticeStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="disclosure.notice",
                        verbose_name="公示",
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("drafted", "提出"),
                            ("sent", "送审"),
                            ("returned", "退回"),
                            ("released", "放行公开"),
                            ("withdrawn", "撤下"),
                            ("feedback", "反馈"),
                            ("ordered", "要求整改"),
                            ("rectified", "整改完成"),
                            ("failed", "监督没有通过"),
                            ("checked", "监督通过"),
                            ("archived", "归档"),
                        ],
                        max_length=9,
                        verbose_name="办了什么",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                ("owner", models.CharField(blank=True, max_length=40, verbose_name="整改责任人")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="整改期限")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁办的",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "公开步骤",
                "verbose_name_plural": "公开步骤",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "act__in",
                                [
                                    "drafted",
                                    "sent",
                                    "returned",
                                    "released",
                                    "withdrawn",
                                    "feedback",
                                    "ordered",
                                    "rectified",
                                    "failed",
                                    "checked",
                                    "archived",
                                ],
                            )
                        ),
                        name="notice_step_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "ordered"), _negated=True),
                            models.Q(
                                models.Q(("owner", ""), _negated=True),
                                ("due_on__gte", models.F("on")),
                            ),
                            _connector="OR",
                        ),
                        name="notice_step_order_has_owner_and_day",
                        violation_error_message="整改要写责任人和期限",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by__isnull", False), ("act", "withdrawn"), _connector="OR"
                        ),
                        name="notice_step_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepPaper",
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
                ("at", models.DateTimeField(verbose_name="上传时间")),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="disclosure.noticestep",
                        verbose_name="步骤",
                    ),
                ),
            ],
            options={
                "verbose_name": "整改凭据",
                "verbose_name_plural": "整改凭据",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NoticeObjection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="disclosure.notice",
                        verbose_name="公示",
                    ),
                ),
                ("row", models.PositiveSmallIntegerField(default=0, verbose_name="名单第几行")),
                ("grounds", models.JSONField(default=list, verbose_name="哪里不对")),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="意见"
                    ),
                ),
                (
                    "who",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="姓名"
                    ),
                ),
                (
                    "contact",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="联系方式"
                    ),
                ),
                ("receipt", models.BinaryField(unique=True, verbose_name="回执码摘要")),
                ("raised_on", models.DateField(verbose_name="收到日期")),
                ("due_on", models.DateField(verbose_name="答复期限")),
                (
                    "file_objection",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.objection",
                        verbose_name="档案里的不同意见",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
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
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
            ],
            options={
                "verbose_name": "公示异议",
                "verbose_name_plural": "公示异议",
                "ordering": ("-raised_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_by__isnull", True),
                                ("answered_on__isnull", True),
                                ("result", ""),
                            ),
                            models.Q(
                                ("answer__isnull", False),
                                ("answered_by__isnull", False),
                                ("answered_on__isnull", False),
                                ("result__in", ["unfounded", "founded"]),
                            ),
                            _connector="OR",
                        ),
                        name="notice_objection_answered_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result", ""), ("file_objection__isnull", True), _connector="OR"
                        ),
                        name="notice_objection_answered_in_one_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SuggestionScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="disclosure.suggestion",
                        verbose_name="建议",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="评审",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("technical", models.PositiveSmallIntegerField(verbose_name="技术水平")),
                ("gain", models.PositiveSmallIntegerField(verbose_name="经济效益")),
                ("scope", models.PositiveSmallIntegerField(verbose_name="应用范围")),
                ("practical", models.PositiveSmallIntegerField(verbose_name="实用程度")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="评审意见")),
            ],
            options={
                "verbose_name": "建议的评分",
                "verbose_name_plural": "建议的评分",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("suggestion", "by"),
                        name="suggestion_score_once",
                        violation_error_message="这条建议您已经评过分",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gain__lte", 30),
                            ("practical__lte", 20),
                            ("scope__lte", 20),
                            ("technical__lte", 30),
                        ),
                        name="suggestion_score_within",
                        violation_error_message="评分超过这一项的满分",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SuggestionPaper",
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
                (
                    "sha256",
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
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="disclosure.suggestionstep",
                        verbose_name="经过",
                    ),
                ),
            ],
            options={
                "verbose_name": "建议的凭据",
                "verbose_name_plural": "建议的凭据",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="SuggestionBenefit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benefits",
                        to="disclosure.suggestion",
                        verbose_name="建议",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("direct", "直接经济效益"), ("indirect", "间接效益")],
                        max_length=8,
                        verbose_name="效益类型",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=12,
                        verbose_name="年效益（元）",
                    ),
                ),
                ("basis", models.CharField(max_length=300, verbose_name="计算方法")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("claimed", "等核定"),
                            ("confirmed", "已核定"),
                            ("refused", "不予认定"),
                        ],
                        default="claimed",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                (
                    "claimed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申报人",
                    ),
                ),
                ("claimed_on", models.DateField(verbose_name="申报日期")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核定人",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="核定日期")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="核定意见")),
            ],
            options={
                "verbose_name": "建议的效益",
                "verbose_name_plural": "建议的效益",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "refused"), _negated=True),
                        fields=("suggestion", "kind"),
                        name="suggestion_benefit_one_of_a_kind",
                        violation_error_message="这一类效益已经申报过",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gt", 0), ("kind", "direct")),
                            models.Q(("amount", 0), ("kind", "indirect")),
                            _connector="OR",
                        ),
                        name="suggestion_benefit_yuan_only_when_direct",
                        violation_error_message="直接效益写金额，间接效益不写金额",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", models.F("claimed_by")), _negated=True),
                        name="suggestion_benefit_decided_by_another",
                        violation_error_message="核定人不能是申报人",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_by__isnull", True),
                                ("decided_on__isnull", True),
                                ("state", "claimed"),
                            ),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                ("state", "confirmed"),
                            ),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                ("state", "refused"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="suggestion_benefit_decided_with_reason",
                        violation_error_message="不予认定要写原因",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoxOpening",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="disclosure.board",
                        verbose_name="举报箱",
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="开箱日期")),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="开箱人（登记）",
                    ),
                ),
                (
                    "opened_with",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="开箱人（确认）",
                    ),
                ),
                ("papers", models.PositiveSmallIntegerField(verbose_name="几份")),
                ("entered", models.PositiveSmallIntegerField(default=0, verbose_name="已登记几份")),
                ("words", models.CharField(max_length=100, verbose_name="锁和封条")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "等另一位确认"),
                            ("confirmed", "两人都确认"),
                            ("disputed", "另一位说不对"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="确认日期")),
                (
                    "objection",
                    models.CharField(blank=True, max_length=200, verbose_name="哪里不对"),
                ),
            ],
            options={
                "verbose_name": "开箱登记",
                "verbose_name_plural": "开箱登记",
                "ordering": ("-opened_on", "board", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("opened_by", models.F("opened_with")), _negated=True),
                        name="box_opening_by_two",
                        violation_error_message="开箱要两个人",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entered__lte", models.F("papers"))),
                        name="box_opening_no_more_than_papers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="box_opening_told"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_on__isnull", True),
                                ("objection", ""),
                                ("status", "waiting"),
                            ),
                            models.Q(
                                ("answered_on__gte", models.F("opened_on")),
                                ("objection", ""),
                                ("status", "confirmed"),
                            ),
                            models.Q(
                                ("answered_on__gte", models.F("opened_on")),
                                ("status", "disputed"),
                                models.Q(("objection", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="box_opening_answered_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "disputed"), _negated=True),
                        fields=("board", "opened_on"),
                        name="box_opening_once_a_day",
                        violation_error_message="这个举报箱这天已经登记过开箱",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("online", "网上"),
                            ("box", "举报箱"),
                            ("hotline", "举报电话"),
                            ("visit", "来访"),
                            ("above", "上级转"),
                        ],
                        max_length=7,
                        verbose_name="渠道",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("late", "公开不及时"),
                            ("untrue", "内容不实"),
                            ("favour", "人情帮扶"),
                            ("fraud", "冒领"),
                            ("visits", "漏访假访"),
                            ("money", "经费"),
                            ("leak", "信息泄露"),
                            ("other", "其他"),
                        ],
                        max_length=7,
                        verbose_name="类别",
                    ),
                ),
                (
                    "secrecy",
                    models.CharField(
                        choices=[("inner", "内部"), ("strict", "从严保密")],
                        default="inner",
                        max_length=6,
                        verbose_name="密级",
                    ),
                ),
                ("is_named", models.BooleanField(default=False, verbose_name="实名")),
                (
                    "board",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disclosure.board",
                        verbose_name="举报箱",
                    ),
                ),
                (
                    "opening",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disclosure.boxopening",
                        verbose_name="哪次开箱",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("register_by", models.DateField(verbose_name="登记时限")),
                ("answer_by", models.DateField(verbose_name="答复时限")),
                ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "已收，等两人登记"),
                            ("registered", "已登记"),
                            ("accepted", "调查中"),
                            ("not_accepted", "不受理"),
                            ("decided", "有结论"),
                            ("answered", "已答复"),
                            ("archived", "归档"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("founded", "属实"),
                            ("partly", "部分属实"),
                            ("unfounded", "不属实"),
                            ("unclear", "查不清"),
                        ],
                        max_length=9,
                        verbose_name="结论",
                    ),
                ),
                ("satisfied", models.BooleanField(null=True, verbose_name="举报人是否满意")),
                ("erase_on", models.DateField(null=True, verbose_name="删除日期")),
                ("public", models.BinaryField(max_length=32, verbose_name="公钥")),
                (
                    "receipt",
                    models.BinaryField(max_length=16, unique=True, verbose_name="回执码摘要"),
                ),
                ("by_receipt", models.BinaryField(max_length=80, verbose_name="回执码锁着的私钥")),
                ("told", models.BinaryField(verbose_name="被反映人和举报人")),
            ],
            options={
                "verbose_name": "举报",
                "verbose_name_plural": "举报",
                "ordering": ("-received_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "category__in",
                                [
                                    "late",
                                    "untrue",
                                    "favour",
                                    "fraud",
                                    "visits",
                                    "money",
                                    "leak",
                                    "other",
                                ],
                            ),
                            ("channel__in", ["online", "box", "hotline", "visit", "above"]),
                            ("secrecy__in", ["inner", "strict"]),
                            (
                                "status__in",
                                [
                                    "received",
                                    "registered",
                                    "accepted",
                                    "not_accepted",
                                    "decided",
                                    "answered",
                                    "archived",
                                ],
                            ),
                        ),
                        name="report_words_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["decided", "answered"]), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="report_decided_with_outcome",
                        violation_error_message="有结论要写明结论",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "archived"), _negated=True),
                            ("erase_on__isnull", False),
                            _connector="OR",
                        ),
                        name="report_archived_until",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportShare",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="disclosure.report",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受理人",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disclosure.handlerkey",
                    ),
                ),
                ("sealed", models.BinaryField(verbose_name="封给受理人的私钥")),
                ("since", models.DateField(verbose_name="起")),
                ("until", models.DateField(null=True, verbose_name="止")),
            ],
            options={
                "verbose_name": "举报受理人",
                "verbose_name_plural": "举报受理人",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("report", "handler"),
                        name="report_share_one_per_handler",
                        violation_error_message="这位受理人已经在办这件举报",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportMessage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="disclosure.report",
                    ),
                ),
                ("turn", models.PositiveSmallIntegerField(verbose_name="次序")),
                (
                    "side",
                    models.CharField(
                        choices=[("reporter", "举报人"), ("handler", "监督小组")],
                        max_length=8,
                        verbose_name="谁说的",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("words", models.BinaryField(verbose_name="内容")),
            ],
            options={
                "verbose_name": "举报往来",
                "verbose_name_plural": "举报往来",
                "ordering": ("turn",),
                "constraints": [
                    models.UniqueConstraint(fields=("report", "turn"), name="report_message_turn"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by__isnull", True), ("side", "reporter")),
                            models.Q(("by__isnull", False), ("side", "handler")),
                            _connector="OR",
                        ),
                        name="report_message_reporter_is_nobody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="disclosure.reportmessage",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="第几份")),
                ("file_type", models.CharField(max_length=3, verbose_name="类型")),
                ("content", models.BinaryField(verbose_name="内容")),
            ],
            options={
                "verbose_name": "举报附件",
                "verbose_name_plural": "举报附件",
                "ordering": ("place",),
            },
        ),
        migrations.CreateModel(
            name="ReportStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="disclosure.report",
                    ),
                ),
                ("turn", models.PositiveSmallIntegerField(verbose_name="次序")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sent", "收到"),
                            ("seen", "第一人登记"),
                            ("registered", "两人登记完"),
                            ("accepted", "受理"),
                            ("declined", "不受理"),
                            ("graded", "定为从严保密"),
                            ("noted", "调查记录"),
                            ("extended", "延期一次"),
                            ("decided", "结论"),
                            ("answered", "答复举报人"),
                            ("rated", "举报人评价"),
                            ("reopened", "举报人要求复查"),
                            ("shared", "加人办理"),
                            ("left", "回避"),
                            ("shut", "受理人被写到，退出"),
                            ("passed", "转给没有被写到的受理人"),
                            ("printed", "打印登记表"),
                            ("archived", "归档"),
                        ],
                        max_length=10,
                        verbose_name="做了什么",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "已收，等两人登记"),
                            ("registered", "已登记"),
                            ("accepted", "调查中"),
                            ("not_accepted", "不受理"),
                            ("decided", "有结论"),
                            ("answered", "已答复"),
                            ("archived", "归档"),
                        ],
                        max_length=12,
                        verbose_name="之后的状态",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("words", models.BinaryField(null=True, verbose_name="说明")),
            ],
            options={
                "verbose_name": "举报的经过",
                "verbose_name_plural": "举报的经过",
                "ordering": ("turn",),
                "constraints": [
                    models.UniqueConstraint(fields=("report", "turn"), name="report_step_turn"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "sent",
                                    "seen",
                                    "registered",
                                    "accepted",
                                    "declined",
                                    "graded",
                                    "noted",
                                    "extended",
                                    "decided",
                                    "answered",
                                    "rated",
                                    "reopened",
                                    "shared",
                                    "left",
                                    "shut",
                                    "passed",
                                    "printed",
                                    "archived",
                                ],
                            ),
                            (
                                "status__in",
                                [
                                    "received",
                                    "registered",
                                    "accepted",
                                    "not_accepted",
                                    "decided",
                                    "answered",
                                    "archived",
                                ],
                            ),
                        ),
                        name="report_step_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectionPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="disclosure.noticeobjection",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="第几份")),
                (
                    "file_type",
                    models.CharField(
                        choices=[("jpg", "JPEG 图片"), ("png", "PNG 图片"), ("pdf", "PDF 文件")],
                        max_length=3,
                        verbose_name="类型",
                    ),
                ),
                ("content", models.BinaryField(verbose_name="内容")),
            ],
            options={
                "verbose_name": "异议附件",
                "verbose_name_plural": "异议附件",
                "ordering": ("place",),
            },
        ),
        migrations.CreateModel(
            name="ObjectionAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="disclosure.noticeobjection",
                        verbose_name="异议",
                    ),
                ),
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
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核查人",
                    ),
                ),
                ("on", models.DateField(verbose_name="核查日期")),
                (
                    "judged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                ("judged_on", models.DateField(blank=True, null=True, verbose_name="确认日期")),
                ("agreed", models.BooleanField(blank=True, null=True, verbose_name="同意")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="退回原因")),
            ],
            options={
                "verbose_name": "异议的答复",
                "verbose_name_plural": "异议的答复",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("by", models.F("judged_by")), _negated=True),
                        name="objection_answer_by_two",
                        violation_error_message="答复要由另一个人确认",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed__isnull", True),
                                ("judged_by__isnull", True),
                                ("judged_on__isnull", True),
                            ),
                            models.Q(
                                ("agreed__isnull", False),
                                ("judged_by__isnull", False),
                                ("judged_on__gte", models.F("on")),
                            ),
                            _connector="OR",
                        ),
                        name="objection_answer_judged_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed__isnull", True),
                            ("agreed", True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="objection_answer_returned_with_words",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("judged_on__isnull", True)),
                        fields=("objection",),
                        name="objection_answer_one_waits",
                        violation_error_message="已有一份答复等确认",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpinionSlip",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slips",
                        to="disclosure.inspection",
                    ),
                ),
                ("digest", models.BinaryField(unique=True, verbose_name="码的摘要")),
                ("is_used", models.BooleanField(default=False, verbose_name="用过")),
            ],
            options={
                "verbose_name": "意见条",
                "verbose_name_plural": "意见条",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="disclosure.inspection",
                    ),
                ),
                ("is_clear", models.BooleanField(verbose_name="看得到、看得懂")),
            ],
            options={
                "verbose_name": "职工意见",
                "verbose_name_plural": "职工意见",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="HotlineDuty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("day", models.DateField(unique=True, verbose_name="值班日期")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="值班人",
                    ),
                ),
                ("begins", models.TimeField(verbose_name="从几点")),
                ("ends", models.TimeField(verbose_name="到几点")),
                ("calls", models.PositiveSmallIntegerField(null=True, verbose_name="接了几个电话")),
                (
                    "words",
                    welfare.crypto.EncryptedField(
                        blank=True, editable=True, null=True, verbose_name="值班记录"
                    ),
                ),
                ("kept_on", models.DateField(null=True, verbose_name="记录日期")),
                (
                    "kept_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
            ],
            options={
                "verbose_name": "举报电话值班",
                "verbose_name_plural": "举报电话值班",
                "ordering": ("-day",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("begins"))),
                        name="hotline_duty_ends_after_it_begins",
                        violation_error_message="「到几点」要晚于「从几点」",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("calls__isnull", True),
                                ("kept_by__isnull", True),
                                ("kept_on__isnull", True),
                                ("words__isnull", True),
                            ),
                            models.Q(
                                ("calls__isnull", False),
                                ("kept_by__isnull", False),
                                ("kept_on__gte", models.F("day")),
                                ("words__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="hotline_duty_logged_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "congress",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegates",
                        to="disclosure.congress",
                        verbose_name="会议",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.worker",
                        verbose_name="代表",
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
                    "attendance",
                    models.CharField(
                        choices=[("present", "到会"), ("excused", "请假"), ("missing", "缺席")],
                        max_length=7,
                        verbose_name="到会",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表名单",
                "verbose_name_plural": "代表名单",
                "ordering": ("congress", "station", "worker"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("congress", "worker"),
                        name="delegate_once",
                        violation_error_message="名单里有人写了两次",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attendance__in", ["present", "excused", "missing"])),
                        name="delegate_attendance_known",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="Inspection",
            name="inspectors",
            field=models.ManyToManyField(
                related_name="+",
                through="disclosure.Inspector",
                to=settings.AUTH_USER_MODEL,
                verbose_name="检查人",
            ),
        ),
    ]
    operations = [Together(operations)]
