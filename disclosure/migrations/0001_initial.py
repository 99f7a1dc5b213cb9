"""Disclosure 厂务公开: boards, notices, suggestions."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
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
                            ("noted", "调查记录"),
                            ("extended", "延期一次"),
                            ("decided", "结论"),
                            ("answered", "答复举报人"),
                            ("reopened", "举报人要求复查"),
                            ("shared", "加人办理"),
                            ("left", "回避"),
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
                                    "noted",
                                    "extended",
                                    "decided",
                                    "answered",
                                    "reopened",
                                    "shared",
                                    "left",
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
                ("claims", models.JSONField(default=list, verbose_name="申请")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "拟稿"),
                            ("in_review", "待放行"),
                            ("published", "公开中"),
                            ("withdrawn", "已撤下"),
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
            ],
            options={
                "verbose_name": "公开事项",
                "verbose_name_plural": "公开事项",
                "ordering": ("-public_from", "-number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source",),
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
                            ("status__in", ["draft", "in_review", "published", "withdrawn"])
                        ),
                        name="notice_status_known",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "已提交"),
                            ("merged", "合并"),
                            ("declined", "不采纳"),
                            ("deferred", "存档备用"),
                            ("implementing", "正在办"),
                            ("reported_done", "等验收"),
                            ("implemented", "已落实"),
                        ],
                        max_length=13,
                        verbose_name="状态",
                    ),
                ),
                ("reply", models.CharField(blank=True, max_length=300, verbose_name="答复")),
                ("owner", models.CharField(blank=True, max_length=40, verbose_name="负责人")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="计划完成")),
                ("evidence", models.CharField(blank=True, max_length=300, verbose_name="落实凭据")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="落实日期")),
                (
                    "reported_by",
                    models.ForeignKey(
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
                                    "merged",
                                    "declined",
                                    "deferred",
                                    "implementing",
                                    "reported_done",
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
                            models.Q(("status", "implemented"), _negated=True),
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
                    "status",
                    models.CharField(
                        choices=[
                            ("submitted", "已提交"),
                            ("merged", "合并"),
                            ("declined", "不采纳"),
                            ("deferred", "存档备用"),
                            ("implementing", "正在办"),
                            ("reported_done", "等验收"),
                            ("implemented", "已落实"),
                        ],
                        max_length=13,
                        verbose_name="状态",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ],
            options={
                "verbose_name": "建议的经过",
                "verbose_name_plural": "建议的经过",
                "ordering": ("pk",),
            },
        ),
    ]
