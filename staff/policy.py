"""What each URL of staff asks for."""

from staff.people_policy import PEOPLE_POLICY

POLICY: dict[str, str] = {
    **PEOPLE_POLICY,
    "worker-list": "view_workers",
    "worker-find": "view_workers",
    "roster-imports": "import_roster",
    "roster-import-preview": "import_roster",
    "roster-import-commit": "import_roster",
    "roster-import-drop": "import_roster",
    "pairing-matrix": "view_pairings",
    "visit-list": "record_visit",
    "visit-new": "record_visit",
    "visit-detail": "record_visit",
}
