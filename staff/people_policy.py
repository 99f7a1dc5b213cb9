"""What each URL of people at any date, households, insurances and kinship asks for."""

PEOPLE_POLICY: dict[str, str] = {
    "worker-on-date": "view_workers",
    "departure-list": "view_workers",
    "worker-edit": "edit_workers",
    "worker-move": "edit_workers",
    "worker-move-undo": "edit_workers",
    "worker-leave": "edit_workers",
    "worker-leave-undo": "edit_workers",
    "worker-return": "edit_workers",
    "insurance-list": "view_workers",
    "insurance-new": "edit_workers",
    "kinship-new": "manage_hardship",
    "kinship-end": "manage_hardship",
    "household-list": "view_workers",
    "household-detail": "view_workers",
    "household-new": "manage_hardship",
    "household-join": "manage_hardship",
    "household-leave": "manage_hardship",
    "member-new": "manage_hardship",
    "member-edit": "manage_hardship",
    "member-end": "manage_hardship",
}
