"""The one table of every URL and the permission it asks for (security.md 4.4).

Each package keeps its rows beside its urls; here they meet. A URL without a row, or a row that
does not say what its view guards, stops the start-up check (welfare/checks.py).
"""

from disclosure.policy import POLICY as DISCLOSURE
from mutualfund.policy import POLICY as MUTUALFUND
from staff.policy import POLICY as STAFF
from welfare.access import LOGIN, PUBLIC

WELFARE: dict[str, str] = {
    "login": PUBLIC,
    "logout": LOGIN,
    "home": "use_office",
    "me": LOGIN,  # the worker behind the login, nothing of anybody else
    "me-data": LOGIN,
    "me-looks": LOGIN,
    "me-copy": LOGIN,
    "me-visit": LOGIN,
    "me-matter": LOGIN,
    "me-matter-new": LOGIN,
    "me-suggestion-new": LOGIN,
    "me-suggestion-similar": LOGIN,
    "me-suggestion": LOGIN,
    "worker-detail": "view_workers",
    "worker-reveal": "reveal_worker",
    "worker-help": "view_help",
    "help-balance": "view_help",
    "after-death-list": "view_help",
    "annual-report": "view_help",
    "annual-paper": "view_help",
    "congress-report": "view_help",
    "congress-report-paper": "view_help",
    "worker-pdf": "view_workers",
    "worker-pdfs": "view_workers",
    "list-export": "use_office",  # and what its list asks for: welfare.shapes.Shape.permissions
    "export-list": "see_exports",
    "export-ask": "export_full",
    "export-decide": "approve_export",
    "export-take": "export_full",
    "audit-list": "view_audit",
    "password-change": LOGIN,
    "account-list": "view_accounts",
    "account-new": "manage_accounts",
    "account-detail": "view_accounts",
    "account-link": "manage_accounts",
    "account-lock": "manage_accounts",
    "account-unlock": "grant_roles",
    "account-roles": "grant_roles",
    "account-password": "grant_roles",
    "role-grant-list": "confirm_roles",
    "role-grant-decide": "confirm_roles",
    "role-table": "use_office",
}

POLICY: dict[str, str] = {**WELFARE, **STAFF, **MUTUALFUND, **DISCLOSURE}
