"""What each URL of the hardship files and the canvass asks for."""

from welfare.access import LOGIN

OFFICE = (
    "hardship-new", "hardship-sheet", "hardship-edit", "hardship-sign", "hardship-receive",
    "hardship-papers", "hardship-supplement", "hardship-withdraw", "hardship-surveyors", "surveyor-replace",
    "hardship-peer", "objection-new", "objection-replace", "hardship-close", "hardship-change", "hardship-recheck",
    "hardship-exit", "hardship-follow-up", "hardship-plan", "measure-new",
    "canvass-new", "canvass-assign", "canvass-close",
)  # fmt: skip
SURVEYORS = (
    "hardship-survey", "survey-sign", "survey-refused", "survey-photos", "objection-answer", "canvass-list", "canvass-detail",
    "canvass-record",
)  # fmt: skip

HARDSHIP_POLICY: dict[str, str] = {
    "hardship-list": "view_pairings",
    "hardship-detail": "view_pairings",
    "survey-photo-file": "view_pairings",
    "measure-note": "view_pairings",  # the office, who answers for it, who leads the family
    "hardship-own": LOGIN,  # the worker behind the login, nobody else's file
    "hardship-own-withdraw": LOGIN,
    "hardship-own-supplement": LOGIN,
    "hardship-decide": "approve_hardship",
    "hardship-exit-decide": "approve_hardship",
    "hardship-take-over": "take_over_hardship",
    "hardship-paper": "take_over_hardship",
    **dict.fromkeys(OFFICE, "manage_hardship"),
    **dict.fromkeys(SURVEYORS, "survey_hardship"),
}
