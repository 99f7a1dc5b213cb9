"""Are the guards of the database in their places? Who owns the tables can take them away."""

from collections.abc import Iterator

from django.db import connection

from mutualfund.models import Fund, FundKey
from mutualfund.problems import Problem

# table -> the triggers that must be there and fire for everybody
GUARDS = {
    "mutualfund_voucher": ("append_only", "has_lines"),
    "mutualfund_entry": ("append_only", "check_lines"),
    "welfare_user": ("signed_stay",),
    "mutualfund_closing": ("append_only",),
    "mutualfund_bankline": ("match_stays",),
    "mutualfund_draftvoucher": ("keeps_content", "has_papers", "one_way", "by_parts"),
    "mutualfund_draftline": ("before_review",),
    "mutualfund_voucherpaper": ("append_only", "before_review"),
    "mutualfund_dailyhead": ("append_only", "head_is_true"),
    "mutualfund_selfcheck": ("append_only",),
    "mutualfund_claim": (
        "keeps_facts",
        "follows_steps",
        "stands",
        "notice_kept",
        "no_days_yet",
        "of_a_notice",
        "ends",
    ),
    "mutualfund_investigation": ("finding_frozen", "replaced"),
    "mutualfund_claimstep": ("append_only", "walks", "stands"),
    "mutualfund_revocation": ("append_only", "in_time"),
    "mutualfund_minutesversion": ("append_only", "follow"),
    "mutualfund_signedcopy": ("append_only",),
    "mutualfund_letter": ("append_only",),
    "mutualfund_letterreading": ("append_only", "by_applicant"),
    "mutualfund_cancellation": ("append_only", "is_true", "called_off"),
    "mutualfund_paylist": ("append_only", "is_true"),
    "mutualfund_committeemember": ("kept",),
    "mutualfund_meeting": ("goes_on", "has_papers", "ratifies", "called_off"),
    "mutualfund_advance": ("fits", "goes_on", "takes_money"),
    "mutualfund_clawback": ("fits", "goes_on"),
    "mutualfund_relief": ("fits", "goes_on"),
    "mutualfund_reliefcall": ("append_only", "fits"),
    "mutualfund_duespayment": ("kept", "paid_by_another", "is_the_charters"),
    "mutualfund_donation": ("kept",),
    "mutualfund_grant": ("kept",),
    "mutualfund_member": ("kept", "registered"),
    "mutualfund_enrolment": ("goes_on",),
    "mutualfund_enrolmentscan": ("append_only",),
    "mutualfund_agreement": ("append_only", "by_another"),
    "mutualfund_incomevoid": ("goes_on",),
    "mutualfund_payment": (
        "append_only",
        "duties_apart",
        "settles",
        "to_the_living",
        "is_due",
        "settled",
    ),
    "mutualfund_paybatch": ("append_only", "adds_up"),
    "mutualfund_payline": ("kept", "adds_up"),
    "mutualfund_cashreceipt": ("append_only",),
    "mutualfund_signedsheet": ("append_only",),
    "mutualfund_acknowledgement": ("append_only", "fits"),
    "mutualfund_claimsample": ("append_only", "draws", "calls"),
    "mutualfund_claimcall": ("fits",),
    "staff_cardchange": ("kept",),
    "staff_worker": ("traced_cards",),
}
ARMED = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'A'"


def check_guards(fund: Fund) -> Iterator[Problem]:
    """Every guard is there and ENABLE ALWAYS; asked once, with the mutual-aid fund."""
    if fund.key != FundKey.MUTUAL_AID:
        return
    with connection.cursor() as cursor:
        cursor.execute(ARMED)
        armed = set(cursor.fetchall())
    for table, triggers in GUARDS.items():
        for trigger in triggers:
            if (table, trigger) not in armed:
                words = f"{trigger} 没有开着，有人动过数据库，请系统管理员查"
                yield Problem(f"数据表 {table}", "guard_off", words)
