"""Accounts 用户, roles 角色, holidays 节假日, audit 审计, export requests 导出申请."""

import uuid

import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                (
                    "must_change_password",
                    models.BooleanField(default=False, verbose_name="下次登录改密码"),
                ),
                (
                    "one_time_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="临时密码有效到"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "账号",
                "verbose_name_plural": "账号",
                "permissions": [
                    ("use_office", "进入工会办公"),
                    ("view_workers", "查看职工档案"),
                    ("reveal_worker", "查看完整证件号"),
                    ("edit_workers", "维护职工档案"),
                    ("export_workers", "导出职工名单"),
                    ("export_full", "申请导出完整号码"),
                    ("approve_export", "批准导出完整号码"),
                    ("see_exports", "查看完整导出的申请"),
                    ("edit_places", "维护分公司和车站"),
                    ("import_roster", "导入花名册"),
                    ("manage_hardship", "办理困难档案"),
                    ("take_over_hardship", "转入纸质困难档案"),
                    ("survey_hardship", "入户调查和核查"),
                    ("approve_hardship", "审批困难档案"),
                    ("view_pairings", "查看结对包保"),
                    ("manage_pairings", "调整结对包保"),
                    ("record_visit", "记走访"),
                    ("check_visits", "核查走访"),
                    ("view_matters", "查看转办事项"),
                    ("assign_matter", "指派转办事项"),
                    ("answer_matter", "办理转办事项"),
                    ("press_matter", "督办转办事项"),
                    ("send_reminders", "发提醒"),
                    ("view_campaigns", "查看送温暖活动"),
                    ("manage_campaigns", "办送温暖活动"),
                    ("approve_campaign", "批准送温暖方案"),
                    ("hand_out_gift", "发放慰问"),
                    ("view_help", "查看每户帮扶汇总"),
                    ("view_claims", "查看补助申请"),
                    ("intake_claim", "受理补助申请"),
                    ("investigate_claim", "调查核实"),
                    ("call_claims", "回访补助"),
                    ("manage_meeting", "办委员会会议"),
                    ("vote_claim", "表决补助申请"),
                    ("finalise_claim", "签发表决结果"),
                    ("view_fund", "查看互助金"),
                    ("manage_members", "办入社退社"),
                    ("draft_charter", "起草章程"),
                    ("adopt_charter", "公布章程"),
                    ("view_books", "查看账本"),
                    ("make_voucher", "制单"),
                    ("review_voucher", "审核凭证"),
                    ("reopen_books", "反结账"),
                    ("pay_claim", "付款"),
                    ("receive_money", "收款"),
                    ("draft_notice", "拟公示"),
                    ("release_notice", "放行公示"),
                    ("hear_objections", "核查公示异议"),
                    ("handle_suggestions", "办理合理化建议"),
                    ("score_suggestion", "评审合理化建议"),
                    ("confirm_benefit", "核定建议效益"),
                    ("accept_suggestion", "验收建议落实"),
                    ("record_congress", "登记职工代表大会"),
                    ("confirm_congress", "核对职工代表大会"),
                    ("inspect", "监督检查"),
                    ("handle_reports", "受理举报"),
                    ("view_audit", "查看操作日志"),
                    ("view_accounts", "查看账号"),
                    ("manage_accounts", "管理账号"),
                    ("grant_roles", "授权"),
                    ("confirm_roles", "确认授权"),
                    ("edit_reference", "维护参数和代码表"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("one_time_until__isnull", True),
                            ("must_change_password", True),
                            _connector="OR",
                        ),
                        name="user_one_time_password_is_changed",
                        violation_error_message="临时密码登录后要改",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
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
                        verbose_name="授给谁",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("worker", "职工"),
                            ("officer", "工会干事"),
                            ("cadre", "包保责任人"),
                            ("committee", "互助委员会委员"),
                            ("chair", "主任委员"),
                            ("accountant", "会计"),
                            ("reviewer", "审核"),
                            ("cashier", "出纳"),
                            ("editor", "公开编辑"),
                            ("supervisor", "监督小组"),
                            ("registrar", "人事导入员"),
                            ("auditor", "经审委员"),
                            ("system_admin", "系统管理员"),
                            ("security_admin", "安全管理员"),
                            ("audit_admin", "审计管理员"),
                        ],
                        max_length=20,
                        verbose_name="角色",
                    ),
                ),
                ("until", models.DateField(null=True, verbose_name="代办到")),
                ("reason", models.CharField(max_length=200, verbose_name="依据")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "等确认"),
                            ("in_force", "有效"),
                            ("declined", "没同意"),
                            ("ended", "已收回"),
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
                        verbose_name="授权人",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="授权时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="确认时间")),
            ],
            options={
                "verbose_name": "授权",
                "verbose_name_plural": "授权",
                "ordering": ("-asked_at", "-pk"),
                "indexes": [models.Index(fields=["status", "-asked_at"], name="grant_status")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["asked", "in_force", "declined", "ended"])
                        ),
                        name="grant_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "worker",
                                    "officer",
                                    "cadre",
                                    "committee",
                                    "chair",
                                    "accountant",
                                    "reviewer",
                                    "cashier",
                                    "editor",
                                    "supervisor",
                                    "registrar",
                                    "auditor",
                                    "system_admin",
                                    "security_admin",
                                    "audit_admin",
                                ],
                            )
                        ),
                        name="grant_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="grant_has_reason",
                        violation_error_message="授权要写依据",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("asked_by", models.F("user")), _negated=True),
                            models.Q(
                                ("decided_by__isnull", True),
                                models.Q(("decided_by", models.F("user")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="grant_not_to_oneself",
                        violation_error_message="不能给自己授权",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("role__in", ["audit_admin", "cashier", "chair", "security_admin"]),
                                _negated=True,
                            ),
                            ("status__in", ["asked", "declined"]),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="grant_confirmed_by_another",
                        violation_error_message="这个角色要另一个人确认",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["asked", "in_force"])),
                        fields=("user", "role"),
                        name="grant_one_open",
                        violation_error_message="这个角色已经在等确认",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="操作人",
                    ),
                ),
                ("action", models.CharField(max_length=60, verbose_name="动作")),
                ("subject", models.CharField(max_length=80, verbose_name="对象")),
                ("facts", models.JSONField(default=dict, verbose_name="内容")),
            ],
            options={
                "verbose_name": "操作日志",
                "verbose_name_plural": "操作日志",
                "ordering": ("-at", "-pk"),
                "indexes": [
                    models.Index(fields=["subject", "at"], name="audit_subject_at"),
                    models.Index(fields=["-at"], name="audit_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True, verbose_name="日期")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "is_working",
                    models.BooleanField(
                        default=False, help_text="调休的周末勾选", verbose_name="要上班"
                    ),
                ),
            ],
            options={
                "verbose_name": "节假日",
                "verbose_name_plural": "节假日",
                "ordering": ("day",),
            },
        ),
        migrations.CreateModel(
            name="ExportRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("shape", models.CharField(max_length=40, verbose_name="名单")),
                ("title", models.CharField(max_length=60, verbose_name="名单名称")),
                ("query", models.JSONField(default=dict, verbose_name="筛选")),
                ("form", models.CharField(max_length=5, verbose_name="格式")),
                (
                    "filter_words",
                    models.CharField(blank=True, max_length=300, verbose_name="筛选的话"),
                ),
                ("rows", models.PositiveIntegerField(verbose_name="行数")),
                ("row_ids", models.JSONField(default=list, verbose_name="哪些行")),
                ("reason", models.CharField(max_length=200, verbose_name="用途")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "待批准"),
                            ("approved", "已批准"),
                            ("refused", "没批准"),
                            ("taken", "已取走"),
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
                        verbose_name="申请人",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="申请时间")),
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
                ("decided_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="批语")),
                ("expires_at", models.DateTimeField(null=True, verbose_name="过期时间")),
                ("taken_at", models.DateTimeField(null=True, verbose_name="取走时间")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="文件指纹")),
            ],
            options={
                "verbose_name": "完整导出申请",
                "verbose_name_plural": "完整导出申请",
                "ordering": ("-asked_at", "-pk"),
                "indexes": [
                    models.Index(fields=["status", "-asked_at"], name="export_status"),
                    models.Index(fields=["asked_by", "-asked_at"], name="export_asked_by"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["asked", "approved", "refused", "taken"])
                        ),
                        name="export_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="export_has_reason",
                        violation_error_message="写明用途",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="export_decided_by_another",
                        violation_error_message="自己的申请要由另一个人批",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("status", "asked")),
                            models.Q(
                                models.Q(("status", "asked"), _negated=True),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="export_decided_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("expires_at__isnull", False),
                                ("status", "taken"),
                                ("taken_at__isnull", False),
                                ("taken_at__lt", models.F("expires_at")),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("status", "taken"), _negated=True),
                                ("digest", ""),
                                ("taken_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="export_taken_in_time",
                        violation_error_message="批准过了时间就不能取",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("expires_at__gt", models.F("decided_at")),
                                ("expires_at__isnull", False),
                                ("status__in", ["approved", "taken"]),
                            ),
                            models.Q(
                                ("expires_at__isnull", True), ("status__in", ["asked", "refused"])
                            ),
                            _connector="OR",
                        ),
                        name="export_approved_for_hours",
                        violation_error_message="批准要写明到什么时候",
                    ),
                ],
            },
        ),
    ]
