"""What each URL of staff asks for."""

from staff.care_policy import CARE_POLICY
from staff.people_policy import PEOPLE_POLICY

POLICY: dict[str, str] = {
    **PEOPLE_POLICY,
    **CARE_POLICY,
    "worker-list": "view_workers",
    "worker-find": "view_workers",
    "roster-imports": "import_roster",
    "roster-import-preview": "import_roster",
    "roster-import-commit": "import_roster",
    "roster-import-drop": "import_roster",
    "roster-import-missing": "import_roster",
    "roster-import-read": "import_roster",
    "roster-import-undo": "import_roster",
    "roster-import-columns": "import_roster",
    "roster-import-mend": "import_roster",
    "roster-import-repair": "import_roster",
    "campaign-list": "view_campaigns",
    "campaign-new": "manage_campaigns",
    "campaign-approve": "approve_campaign",
    "campaign-lock": "manage_campaigns",
    "campaign-notify": "manage_campaigns",
    "campaign-receipt": "manage_campaigns",
    "campaign-purchase": "manage_campaigns",
    "campaign-leftover": "manage_campaigns",
    "campaign-finish": "manage_campaigns",
    "campaign-archive": "manage_campaigns",
    "campaign-cancel": "approve_campaign",
    "campaign-signoff": "view_campaigns",
    "sheet-detail": "view_campaigns",
    "sheet-photo": "hand_out_gift",
    "sheet-photo-file": "view_campaigns",
}
