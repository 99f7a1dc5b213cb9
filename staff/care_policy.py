"""What each URL of pairings and visits asks for."""

from welfare.access import PUBLIC

CARE_POLICY: dict[str, str] = {
    "pairing-matrix": "view_pairings",
    "visit-sheets": "view_pairings",
    "worker-visit-sheets": "view_pairings",
    "pairing-detail": "view_pairings",
    "pairing-plan": "view_pairings",
    "pairing-card": "view_pairings",
    "handover-new": "view_pairings",
    "handover-accept": "view_pairings",
    "handover-decline": "view_pairings",
    "handover-withdraw": "view_pairings",
    "duty-list": "view_pairings",
    "duty-waive": "check_visits",
    "cadre-list": "manage_pairings",
    "cadre-new": "manage_pairings",
    "cadre-detail": "manage_pairings",
    "cadre-leave": "manage_pairings",
    "visit-list": "record_visit",
    "visit-new": "record_visit",
    "visit-send": "record_visit",
    "visit-session": "record_visit",
    "visit-worker": PUBLIC,
    "visit-detail": "record_visit",
    "visit-ask": "record_visit",
    "visit-confirm": PUBLIC,
    "visit-oddities": "check_visits",
    "callback-list": "check_visits",
    "callback-draw": "check_visits",
    "callback-detail": "check_visits",
}
