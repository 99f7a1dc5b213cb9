"""What every template may say: amounts, days, masked names, tiers, states, icons."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide

from welfare import money, names
from welfare.icons import ICONS

register = template.Library()

TIERS = {
    "extreme": (3, "特困", "特困"),
    "severe": (2, "重困", "重困"),
    "general": (1, "一般困难", "一般"),
}
NO_TIER = (0, "未建档", "未建档")
STATE_ICONS = {
    "ok": "check-lg",
    "wait": "hourglass-split",
    "info": "arrow-right",
    "over": "exclamation-triangle-fill",
    "draft": "pencil",
    "done": "check-lg",
}
WEEK = "一二三四五六日"


@register.filter
def yuan(amount: Decimal | None) -> str:
    """1,234.50; nothing for None. Unit: yuan."""
    return "" if amount is None else money.yuan(amount)


@register.filter
def yuan0(amount: Decimal | None) -> str:
    """1,235 for boards and headlines, but 1,234.50 where fen matter."""
    if amount is None:
        return ""
    exact = money.cents(amount)
    return f"{int(exact):,}" if exact == int(exact) else money.yuan(exact)


@register.filter
def masked(name: str) -> str:
    """张*明."""
    return names.masked(name)


@register.filter
def cn_date(day: dt.date | None) -> str:
    """10 月 18 日."""
    return f"{day.month} 月 {day.day} 日" if day else ""


@register.filter
def day(value: dt.date | None) -> str:
    """10-18."""
    return f"{value:%m-%d}" if value else ""


@register.filter
def weekday(value: dt.date | None) -> str:
    """周二."""
    return f"周{WEEK[value.weekday()]}" if value else ""


@register.filter
def of_key(table: dict[Any, Any], key: Any) -> Any:
    """table[key], or nothing."""
    return table.get(key, "")


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon as inline SVG. Raises KeyError for a name the design does not use."""
    classes = f"bi {css}".strip()
    return lucide(ICONS[name], size=16, **{"class": classes, "aria-hidden": "true"})


@register.simple_tag
def tier(key: Any, short: bool = False) -> SafeString:
    """A hardship tier as bars and word; never colour alone."""
    rank, long_name, short_name = TIERS.get(str(key or ""), NO_TIER)
    return format_html(
        '<span class="wf-tier wf-tier--{}"><span class="wf-tier__p" aria-hidden="true">'
        "<i></i><i></i><i></i></span>{}</span>",
        rank,
        short_name if short else long_name,
    )


@register.simple_tag
def state(kind: str, text: str, name: str = "") -> SafeString:
    """A state as icon and word; kind is ok, wait, info, over, draft or done."""
    return format_html(
        '<span class="wf-state wf-state--{}">{}{}</span>',
        kind,
        icon(name or STATE_ICONS[kind]),
        text,
    )


@register.simple_tag(takes_context=True)
def url_with(context: template.Context, **changes: Any) -> str:
    """The page's query string with some values changed; an empty value takes it out."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for key, value in changes.items():
        if value in ("", None):
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else request.path
