"""Roles 角色, what each may do, and which may not meet in one person. Imports nothing of ours."""

from itertools import combinations

from django.db import models


class Role(models.TextChoices):
    """A duty a person holds (domain.md 2.2); stored as the key of a Django group."""

    WORKER = "worker", "职工"
    OFFICER = "officer", "工会干事"
    CADRE = "cadre", "包保责任人"
    COMMITTEE = "committee", "互助委员会委员"
    CHAIR = "chair", "主任委员"
    ACCOUNTANT = "accountant", "会计"
    REVIEWER = "reviewer", "审核"
    CASHIER = "cashier", "出纳"
    EDITOR = "editor", "公开编辑"
    SUPERVISOR = "supervisor", "监督小组"
    REGISTRAR = "registrar", "人事导入员"
    AUDITOR = "auditor", "经审委员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


# permission codename -> the Chinese words the 403 page uses: 「这一页要有……的权限」
PERMISSIONS: dict[str, str] = {
    "use_office": "进入工会办公",
    "view_workers": "查看职工档案",
    "reveal_worker": "查看完整证件号",
    "edit_workers": "维护职工档案",
    "export_workers": "导出职工名单",
    "export_full": "申请导出完整号码",
    "approve_export": "批准导出完整号码",
    "see_exports": "查看完整导出的申请",
    "edit_places": "维护分公司和车站",
    "import_roster": "导入花名册",
    "manage_hardship": "办理困难档案",
    "take_over_hardship": "转入纸质困难档案",
    "survey_hardship": "入户调查和核查",
    "approve_hardship": "审批困难档案",
    "view_pairings": "查看结对包保",
    "manage_pairings": "调整结对包保",
    "record_visit": "记走访",
    "check_visits": "核查走访",
    "view_matters": "查看转办事项",
    "assign_matter": "指派转办事项",
    "answer_matter": "办理转办事项",
    "press_matter": "督办转办事项",
    "send_reminders": "发提醒",
    "view_campaigns": "查看送温暖活动",
    "manage_campaigns": "办送温暖活动",
    "approve_campaign": "批准送温暖方案",
    "hand_out_gift": "发放慰问",
    "view_help": "查看每户帮扶汇总",
    "view_claims": "查看补助申请",
    "intake_claim": "受理补助申请",
    "investigate_claim": "调查核实",
    "call_claims": "回访补助",
    "manage_meeting": "办委员会会议",
    "vote_claim": "表决补助申请",
    "finalise_claim": "签发表决结果",
    "view_fund": "查看互助金",
    "manage_members": "办入社退社",
    "draft_charter": "起草章程",
    "adopt_charter": "公布章程",
    "view_books": "查看账本",
    "make_voucher": "制单",
    "review_voucher": "审核凭证",
    "reopen_books": "反结账",
    "pay_claim": "付款",
    "receive_money": "收款",
    "draft_notice": "拟公示",
    "release_notice": "放行公示",
    "hear_objections": "核查公示异议",
    "handle_suggestions": "办理合理化建议",
    "score_suggestion": "评审合理化建议",
    "confirm_benefit": "核定建议效益",
    "accept_suggestion": "验收建议落实",
    "record_congress": "登记职工代表大会",
    "confirm_congress": "核对职工代表大会",
    "inspect": "监督检查",
    "handle_reports": "受理举报",
    "view_audit": "查看操作日志",
    "view_accounts": "查看账号",
    "manage_accounts": "管理账号",
    "grant_roles": "授权",
    "confirm_roles": "确认授权",
    "edit_reference": "维护参数和代码表",
}

_OFFICE = {"use_office"}
ROLE_PERMISSIONS: dict[Role, set[str]] = {
    Role.WORKER: set(),
    Role.OFFICER: _OFFICE
    | {
        "view_workers",
        "reveal_worker",
        "edit_workers",
        "export_workers",
        "export_full",
        "see_exports",
        "manage_hardship",
        "take_over_hardship",
        "survey_hardship",
        "view_pairings",
        "manage_pairings",
        "record_visit",
        "check_visits",
        "view_matters",
        "assign_matter",
        "answer_matter",
        "send_reminders",
        "view_campaigns",
        "manage_campaigns",
        "hand_out_gift",
        "view_help",
        "view_claims",
        "intake_claim",
        "investigate_claim",
        "call_claims",
        "manage_meeting",
        "view_fund",
        "manage_members",
        "draft_charter",
        "handle_suggestions",
        "hear_objections",
        "record_congress",
    },
    Role.CADRE: _OFFICE
    | {
        "view_workers",
        "view_pairings",
        "record_visit",
        "view_matters",
        "answer_matter",
        "investigate_claim",
        "survey_hardship",
    },
    Role.COMMITTEE: _OFFICE | {"view_claims", "vote_claim", "view_fund", "score_suggestion"},
    Role.CHAIR: _OFFICE
    | {
        "approve_hardship",
        "approve_export",
        "see_exports",
        "view_workers",
        "view_pairings",
        "view_matters",
        "answer_matter",
        "press_matter",
        "view_claims",
        "manage_meeting",
        "vote_claim",
        "finalise_claim",
        "view_campaigns",
        "approve_campaign",
        "view_help",
        "view_fund",
        "adopt_charter",
        "view_books",
        "reopen_books",
        "confirm_roles",
        "score_suggestion",
        "confirm_congress",
    },
    Role.ACCOUNTANT: _OFFICE
    | {
        "view_claims",
        "view_campaigns",
        "view_fund",
        "view_books",
        "make_voucher",
        "confirm_benefit",
    },
    Role.REVIEWER: _OFFICE | {"view_campaigns", "view_fund", "view_books", "review_voucher"},
    Role.CASHIER: _OFFICE
    | {
        "view_claims",
        "view_campaigns",
        "hand_out_gift",
        "view_fund",
        "view_books",
        "receive_money",
        "pay_claim",
        "export_full",
        "see_exports",
    },
    Role.EDITOR: _OFFICE | {"view_fund", "draft_notice"},
    Role.SUPERVISOR: _OFFICE
    | {
        "view_pairings",
        "view_campaigns",
        "view_fund",
        "release_notice",
        "hear_objections",
        "accept_suggestion",
        "inspect",
        "handle_reports",
    },
    Role.REGISTRAR: _OFFICE
    | {
        "view_workers",
        "edit_workers",
        "export_workers",
        "export_full",
        "see_exports",
        "import_roster",
        "edit_places",
    },
    Role.AUDITOR: _OFFICE
    | {
        "hear_objections",  # who had no hand in anything: an answer wants two such people
        "view_workers",
        "export_workers",
        "view_matters",
        "view_claims",
        "call_claims",  # who had no part in a claim asks whether the money came
        "view_campaigns",
        "view_help",
        "view_fund",
        "view_books",
        "reopen_books",
        "inspect",
    },
    Role.SYSTEM_ADMIN: _OFFICE | {"view_accounts", "manage_accounts", "edit_reference"},
    Role.SECURITY_ADMIN: _OFFICE | {"view_accounts", "grant_roles", "confirm_roles"},
    Role.AUDIT_ADMIN: _OFFICE | {"view_accounts", "view_audit"},
}

# who keeps reference data or reads the trail in the admin site
ADMIN_SITE = frozenset({Role.REGISTRAR, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN})

# granted by one, in force when another has confirmed it (security.md S12)
NEEDS_TWO = frozenset({Role.CHAIR, Role.CASHIER, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
# nobody stands in: a worker is himself, and a vote has no proxy (security.md S5, S16)
NO_SUBSTITUTE = frozenset({Role.WORKER, Role.COMMITTEE})

_MONEY = {Role.ACCOUNTANT, Role.REVIEWER, Role.CASHIER, Role.AUDITOR}
_TECHNICAL = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
_BUSINESS = set(Role) - _TECHNICAL - {Role.WORKER}


def _pairs() -> set[frozenset[Role]]:
    """Every forbidden pair (security.md 4.3 S13)."""
    found = {frozenset(pair) for pair in combinations(sorted(_MONEY), 2)}
    for voter in (Role.COMMITTEE, Role.CHAIR):
        found |= {frozenset({voter, other}) for other in _MONEY | {Role.REGISTRAR, Role.EDITOR}}
    found.add(frozenset({Role.EDITOR, Role.SUPERVISOR}))
    found |= {frozenset(pair) for pair in combinations(sorted(_TECHNICAL), 2)}
    found |= {frozenset({tech, other}) for tech in _TECHNICAL for other in _BUSINESS}
    return found


ROLE_CONFLICTS = frozenset(_pairs())


def conflict_among(roles: set[Role]) -> frozenset[Role] | None:
    """The first forbidden pair held together, or None."""
    for pair in sorted(ROLE_CONFLICTS, key=sorted):
        if pair <= roles:
            return pair
    return None


def apart_from(role: Role) -> list[Role]:
    """The roles nobody may hold beside this one, in the order of their definition."""
    return [other for other in Role if frozenset({role, other}) in ROLE_CONFLICTS]
