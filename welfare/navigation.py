"""What the two shells link to: the office's sidebar, the phone's tabs, the public six words.

A line whose address does not exist, or which its reader may not open, is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from welfare.models import User


@dataclass(frozen=True)
class Item:
    """A line of a menu. `covers` are the keys for which a phone tab counts as the current one."""

    key: str
    url: str
    icon: str
    text: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading of the sidebar with its lines."""

    title: str
    items: list[Item]


# heading -> (url name, icon, words, permission); the url name is the key of the line
SECTIONS = [
    ("", [("home", "house", "工作台", "use_office")]),
    (
        "人和走访",
        [
            ("worker-list", "people", "职工档案", "view_workers"),
            ("household-list", "house", "家庭户", "view_workers"),
            ("insurance-list", "umbrella", "三金", "view_workers"),
            ("hardship-list", "folder2-open", "困难档案", "view_pairings"),
            ("canvass-list", "geo-alt", "摸底普查", "survey_hardship"),
            ("pairing-matrix", "diagram-2", "结对包保", "view_pairings"),
            ("visit-list", "journal-check", "走访记录", "record_visit"),
            ("matter-list", "arrow-return-right", "转办事项", "view_matters"),
            ("prompt-list", "bell", "系统提示", "manage_hardship"),
            ("reminder-desk", "clock-history", "提醒", "send_reminders"),
            ("never-lets", "shield-exclamation", "四个决不让", "view_pairings"),
            ("campaign-list", "gift", "送温暖", "view_campaigns"),
            ("relief-list", "cash", "困难救助", "view_campaigns"),
            ("help-balance", "clipboard-check", "帮扶汇总", "view_help"),
            ("annual-report", "file-earmark-text", "年度报告", "view_help"),
        ],
    ),
    (
        "互助金",
        [
            ("claim-list", "file-earmark-text", "补助申领", "view_claims"),
            ("investigation-list", "search", "我的调查", "investigate_claim"),
            ("meeting-list", "people", "委员会会议", "view_claims"),
            ("payment-list", "cash", "付款", "view_books"),
            ("fund-overview", "wallet2", "互助金", "view_fund"),
            ("coop-list", "people", "社员", "view_fund"),
            ("income-overview", "cash", "进账", "view_fund"),
            ("income-desk", "pencil", "收款办理", "view_books"),
            ("charter-list", "file-earmark-text", "章程", "view_fund"),
        ],
    ),
    (
        "账",
        [
            ("voucher-list", "list-columns-reverse", "账本", "view_books"),
            ("draft-list", "pencil", "凭证办理", "view_books"),
            ("ledger-account-list", "list-check", "科目和明细账", "view_books"),
            ("trial-balance", "check-circle", "试算平衡", "view_books"),
            ("bank-desk", "link-45deg", "银行对账", "view_books"),
            ("cash-list", "cash-stack", "现金盘点", "view_books"),
            ("closing-list", "lock", "结账", "view_books"),
            ("fund-report", "printer", "月报季报年报", "view_books"),
            ("books-proof", "shield-check", "账目证明", "view_books"),
        ],
    ),
    (
        "公开",
        [
            ("notice-desk", "megaphone", "公示公告", "use_office"),
            ("wall-list", "image", "公开栏张贴", "use_office"),
            ("objection-list", "chat-left-text", "公示异议", "use_office"),
            ("catalogue-desk", "list-check", "公开目录", "use_office"),
            ("suggestion-list", "lightbulb", "合理化建议", "use_office"),
            ("report-desk", "shield-exclamation", "举报受理", "handle_reports"),
            ("inspection-list", "clipboard2-check", "监督检查", "use_office"),
            ("congress-list", "people", "职工代表大会", "use_office"),
        ],
    ),
    (
        "管理",
        [
            ("roster-imports", "file-earmark-spreadsheet", "花名册导入", "import_roster"),
            ("export-list", "file-earmark-arrow-down", "完整导出", "see_exports"),
            ("account-list", "person-check", "账号", "view_accounts"),
            ("role-grant-list", "check-circle", "确认授权", "confirm_roles"),
            ("role-table", "shield-lock", "角色权限", "view_accounts"),
            ("audit-list", "clock-history", "操作日志", "view_audit"),
        ],
    ),
]

_PEOPLE = (
    *("worker-list", "household-list", "insurance-list", "hardship-list"),
    *("pairing-matrix", "matter-list", "prompt-list", "reminder-desk", "canvass-list"),
    *("never-lets", "campaign-list", "relief-list", "help-balance", "annual-report"),
)
_MONEY = (
    *("claim-list", "investigation-list", "meeting-list", "payment-list"),
    *("fund-overview", "voucher-list", "draft-list", "ledger-account-list", "trial-balance"),
    *("bank-desk", "cash-list", "closing-list", "fund-report", "books-proof"),
    *("coop-list", "income-overview", "income-desk", "charter-list", "dues-list", "receipt-list"),
    *("drive-list", "grant-list"),
)
# (url name, icon, words, permission, keys it stands for)
TABS = [
    ("home", "house", "工作台", "use_office", ("home",)),
    ("worker-list", "people", "职工", "view_workers", _PEOPLE),
    ("visit-new", "plus-lg", "记走访", "record_visit", ("visit-list", "visit-new")),
    ("fund-overview", "wallet2", "互助金", "view_fund", _MONEY),
]

# (key, url name, fragment, words)
PUBLIC_NAV = [
    ("board", "board", "", "首页"),
    ("notice-list", "notice-list", "", "公示公告"),
    ("fund-public", "fund-public", "", "互助金"),
    ("care", "board", "#care", "帮扶慰问"),
    ("suggestion-board", "suggestion-board", "", "建议落实"),
    ("report-new", "report-new", "", "监督举报"),
]


def address(name: str) -> str:
    """The address of a page, or "" while there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def sidebar(user: User) -> list[Section]:
    """The sections this person may open, empty ones left out."""
    found = []
    for title, lines in SECTIONS:
        items = [
            Item(name, address(name), picture, text)
            for name, picture, text, permission in lines
            if user.may_use(permission) and address(name)
        ]
        if items:
            found.append(Section(title, items))
    return found


def tabs(user: User) -> list[Item]:
    """The phone's tabs for this person; 更多 is drawn by the template."""
    return [
        Item(name, address(name), picture, text, covers)
        for name, picture, text, permission, covers in TABS
        if user.may_use(permission) and address(name)
    ]


def public_nav() -> list[Item]:
    """The public six words."""
    return [
        Item(key, address(name) + fragment, "", text)
        for key, name, fragment, text in PUBLIC_NAV
        if address(name)
    ]


def current(path: str, items: Iterable[Item]) -> str:
    """The key of the menu line under which `path` lies: the longest address it begins with.

    The board's address "/" is the beginning of everything and counts only for itself.
    """
    under = [
        item
        for item in items
        if item.url == path or (item.url != "/" and path.startswith(item.url))
    ]
    return max(under, key=lambda item: len(item.url)).key if under else ""
