"""What each URL of disclosure asks for."""

from welfare.access import PUBLIC

POLICY: dict[str, str] = {
    "board": PUBLIC,
    "fund-public": PUBLIC,
    "book-heads": PUBLIC,
    "notice-list": PUBLIC,
    "notice-detail": PUBLIC,
    "notice-verify": PUBLIC,
    "suggestion-board": PUBLIC,
    "suggestion-list": "use_office",
    "suggestion-detail": "use_office",
    "suggestion-new": "handle_suggestions",
    "suggestion-answer": "handle_suggestions",
    "suggestion-done": "handle_suggestions",
    "suggestion-commend": "handle_suggestions",
    "suggestion-accept": "accept_suggestion",
    "suggestion-return": "accept_suggestion",
    "never-lets": "view_pairings",
    "never-let-cases": "view_pairings",
    "never-let-quarter": "view_pairings",
    "notice-desk": "use_office",
    "notice-draft": "draft_notice",
    "notice-draft-file": "draft_notice",
    "notice-draft-campaign": "draft_notice",
    "notice-preview": "use_office",
    "notice-send": "draft_notice",
    "notice-release": "release_notice",
    "notice-return": "release_notice",
}
