import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ROLES = [
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
]
STATES = [
    ("asked", "等确认"),
    ("in_force", "有效"),
    ("declined", "没同意"),
    ("ended", "已收回"),
]


def person(words, **facts):
    """A foreign key to an account."""
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        verbose_name=words,
        **facts,
    )


class Migration(migrations.Migration):
    dependencies = [("welfare", "0029_confirm_roles_permission")]
    operations = [
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(choices=ROLES, max_length=20, verbose_name="角色")),
                ("until", models.DateField(null=True, verbose_name="代办到")),
                ("reason", models.CharField(max_length=200, verbose_name="依据")),
                ("status", models.CharField(choices=STATES, max_length=8, verbose_name="状态")),
                ("asked_at", models.DateTimeField(verbose_name="授权时间")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                ("asked_by", person("授权人")),
                ("decided_by", person("确认人", null=True)),
                ("user", person("授给谁")),
            ],
            options={
                "verbose_name": "授权",
                "verbose_name_plural": "授权",
                "ordering": ("-asked_at", "-pk"),
                "indexes": [models.Index(fields=["status", "-asked_at"], name="grant_status")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", [key for key, _ in STATES])),
                        name="grant_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", [key for key, _ in ROLES])),
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
                                (
                                    "role__in",
                                    ["audit_admin", "cashier", "chair", "security_admin"],
                                ),
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
    ]
