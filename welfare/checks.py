"""Start-up checks: every page has its line in the access table, and guards what the line says."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from welfare.access import LOGIN, PUBLIC
from welfare.policy import POLICY

ADMIN = "admin"  # the admin site guards itself, model by model


def named_views(resolver: URLResolver | None = None) -> Iterator[tuple[str, Any]]:
    """Every (url name, view) of the product, the admin site left out."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern), pattern.callback
        elif pattern.app_name != ADMIN:
            yield from named_views(pattern)


def _guard_of(view: Any) -> str:
    if codename := getattr(view, "required_permission", ""):
        return str(codename)
    return LOGIN if getattr(view, "login_required", True) else PUBLIC


@register("access")
def every_url_has_its_policy(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Compare the URLs with the policy table, both ways."""
    views = dict(named_views())
    found: list[CheckMessage] = [
        Error(f"URL {name!r} has no line in the policy table", id="welfare.E001")
        for name in sorted(views.keys() - POLICY.keys())
    ]
    found += [
        Error(f"policy line {name!r} has no URL", id="welfare.E002")
        for name in sorted(POLICY.keys() - views.keys())
    ]
    for name in sorted(views.keys() & POLICY.keys()):
        guard = _guard_of(views[name])
        if guard != POLICY[name]:
            words = f"URL {name!r} guards {guard!r}, its policy line says {POLICY[name]!r}"
            found.append(Error(words, id="welfare.E003"))
    return found
