"""The office's sidebar: what there is, for whom."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from welfare.models import User


@dataclass(frozen=True)
class Item:
    """A line of the sidebar."""

    url: str
    icon: str
    text: str
    name: str


@dataclass(frozen=True)
class Section:
    """A heading of the sidebar with its lines."""

    title: str
    items: list[Item]


# heading -> (url name, icon, words, permission)
SECTIONS = [
    ("", [("home", "house", "工作台", "use_office")]),
    (
        "人和走访",
        [
            ("worker-list", "people", "职工档案", "view_workers"),
            ("hardship-list", "folder2-open", "困难档案", "view_pairings"),
            ("pairing-matrix", "diagram-2", "结对包保", "view_pairings"),
            ("visit-list", "journal-check", "走访记录", "record_visit"),
            ("never-lets", "shield-exclamation", "四个决不让", "view_pairings"),
            ("campaign-list", "gift", "送温暖", "manage_campaigns"),
        ],
    ),
    (
        "互助金",
        [
            ("claim-list", "file-earmark-text", "补助申领", "view_claims"),
            ("meeting-list", "people", "委员会会议", "view_claims"),
            ("fund-overview", "wallet2", "互助金", "view_fund"),
            ("voucher-list", "list-columns-reverse", "账本", "view_books"),
            ("draft-list", "pencil", "凭证办理", "view_books"),
        ],
    ),
    ("公开", [("notice-desk", "megaphone", "公示公告", "use_office")]),
    (
        "管理",
        [
            (
                "roster-imports",
                "file-earmark-spreadsheet",
                "花名册导入",
                "import_roster",
            ),
            ("audit-list", "clock-history", "操作日志", "view_audit"),
        ],
    ),
]


def sidebar(user: User) -> list[Section]:
    """The sections this person may open, empty ones left out."""
    found = []
    for title, lines in SECTIONS:
        items = [
            Item(reverse(name), picture, text, name)
            for name, picture, text, permission in lines
            if user.may_use(permission) and _exists(name)
        ]
        if items:
            found.append(Section(title, items))
    return found


def _exists(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True
