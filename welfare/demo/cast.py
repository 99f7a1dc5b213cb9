"""The people of the demo world who sign in: invented, one or more for every role."""

from dataclasses import dataclass, field

from welfare.accounts import create_account, grant_role, lock_account
from welfare.models import User
from welfare.roles import Role

PASSWORD = "guanai-demo-2026"  # noqa: S105 - the demo world's, printed at every start

OFFICE = [
    ("zhengmin", "郑敏", Role.OFFICER),
    ("liangyan", "梁艳", Role.OFFICER),
    ("hewei", "何伟", Role.OFFICER),
    ("gaoli", "高丽", Role.CHAIR),
    ("wangjianguo", "王建国", Role.COMMITTEE),
    ("bailijun", "白丽君", Role.COMMITTEE),
    ("linxiaoyan", "林晓燕", Role.COMMITTEE),
    ("shiyujie", "石玉洁", Role.COMMITTEE),
    ("chenjing", "陈静", Role.ACCOUNTANT),
    ("guoyongming", "郭永明", Role.REVIEWER),
    ("liyun", "李芸", Role.CASHIER),
    ("bianwen", "卞文", Role.EDITOR),
    ("sunyumei", "孙玉梅", Role.SUPERVISOR),
    ("hujun", "胡军", Role.SUPERVISOR),
    ("zhouhai", "周海", Role.REGISTRAR),
    ("xuming", "许明", Role.AUDITOR),
    ("sysadmin", "系统管理员", Role.SYSTEM_ADMIN),
    # the alternates 候补 and two more who look into claims: an appeal is heard by others
    ("jiangtao", "江涛", Role.CHAIR),
    ("fanmei", "范梅", Role.COMMITTEE),
    ("tangyan", "唐燕", Role.COMMITTEE),
    ("dengjie", "邓洁", Role.OFFICER),
    ("weiping", "魏萍", Role.OFFICER),
    ("auditadmin", "审计管理员", Role.AUDIT_ADMIN),
    # the last: from his grant on, the database wants two people for the risky roles
    ("secadmin", "安全管理员", Role.SECURITY_ADMIN),
]


# who used to keep the books: his account is closed, what he did keeps his name
FORMER = ("liuyang", "刘洋", Role.ACCOUNTANT)


@dataclass
class Cast:
    """Who is who, by login name."""

    people: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, username: str) -> User:
        return self.people[username]

    def hire(self, username: str, name: str, role: Role) -> User:
        """Open the account with its role, the way an administrator does."""
        user = create_account(username, name=name, password=PASSWORD, by=None)
        grant_role(user, role, by=None)
        self.people[username] = user
        return user


def hire_office() -> Cast:
    """Everybody of the office."""
    cast = Cast()
    for username, name, role in OFFICE:
        cast.hire(username, name, role)
    former = cast.hire(*FORMER)
    lock_account(former, reason="调离财务岗位", by=cast["sysadmin"])
    return cast


def logins() -> list[tuple[str, str, str]]:
    """One login per role for the printed table: role, login name, person."""
    shown, seen = [], set()
    for username, name, role in OFFICE:
        if role not in seen:
            seen.add(role)
            shown.append((role.label, username, name))
    for role, username in ((Role.CADRE, "c001"), (Role.WORKER, "worker")):
        user = User.objects.filter(username=username).first()
        if user is not None:
            shown.append((role.label, username, user.name))
    return shown
