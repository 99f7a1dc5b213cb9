import django.contrib.auth.models
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
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
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
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
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
                    ("export_workers", "导出职工名单"),
                    ("edit_places", "维护分公司和车站"),
                    ("import_roster", "导入花名册"),
                    ("manage_hardship", "办理困难档案"),
                    ("view_pairings", "查看结对包保"),
                    ("manage_pairings", "调整结对包保"),
                    ("record_visit", "记走访"),
                    ("manage_campaigns", "办送温暖活动"),
                    ("view_claims", "查看补助申请"),
                    ("intake_claim", "受理补助申请"),
                    ("investigate_claim", "调查核实"),
                    ("manage_meeting", "办委员会会议"),
                    ("vote_claim", "表决补助申请"),
                    ("finalise_claim", "签发表决结果"),
                    ("view_fund", "查看互助金"),
                    ("view_books", "查看账本"),
                    ("make_voucher", "制单"),
                    ("review_voucher", "审核凭证"),
                    ("pay_claim", "付款"),
                    ("receive_money", "收款"),
                    ("draft_notice", "拟公示"),
                    ("release_notice", "放行公示"),
                    ("post_notice", "张贴公示"),
                    ("view_audit", "查看操作日志"),
                    ("manage_accounts", "管理账号"),
                    ("grant_roles", "授权"),
                    ("edit_reference", "维护参数和代码表"),
                ],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("action", models.CharField(max_length=60, verbose_name="动作")),
                ("subject", models.CharField(max_length=80, verbose_name="对象")),
                ("facts", models.JSONField(default=dict, verbose_name="内容")),
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
    ]
