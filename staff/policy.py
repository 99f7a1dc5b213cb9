"""What each URL of staff asks for."""

POLICY: dict[str, str] = {
    "pairing-matrix": "view_pairings",
    "visit-list": "record_visit",
    "visit-new": "record_visit",
    "visit-detail": "record_visit",
}
