"""What every template may say: amounts, days, masked names, tiers, states, icons, modes."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide

from welfare import money, names
from welfare.display import MODES, OFF
from welfare.icons import DRAWN, ICONS
from welfare.shapes import SHAPES
from welfare.tells import holders_of

register = template.Library()

NO_TIER = (0, "未建档", "—")
STATE_ICONS = {
    "ok": "check-lg",
    "wait": "hourglass-split",
    "info": "arrow-right",
    "over": "exclamation-triangle-fill",
    "draft": "pencil",
    "done": "check-lg",
}
NOTE_KINDS = {"success": "ok", "warning": "wait", "error": "over"}
NOTE_ICONS = {
    "ok": "check-circle",
    "info": "info-circle",
    "wait": "hourglass-split",
    "over": "exclamation-triangle",
}
WEEK = "一二三四五六日"


@register.filter
def yuan(amount: Decimal | None) -> str:
    """1,234.50; nothing for None. Unit: yuan."""
    return "" if amount is None else money.yuan(amount)


@register.filter
def yuan0(amount: Decimal | None) -> str:
    """1,235 for boards and headlines, but 1,234.50 where fen matter. Unit: yuan."""
    if amount is None:
        return ""
    exact = money.cents(amount)
    return f"{int(exact):,}" if exact == int(exact) else money.yuan(exact)


@register.filter
def masked(name: str) -> str:
    """张*明 (domain.md 13.3)."""
    return names.masked(name)


@register.filter
def cn_date(day: dt.date | None) -> str:
    """10 月 18 日, for prose."""
    return f"{day.month} 月 {day.day} 日" if day else ""


@register.filter
def day(value: dt.date | None) -> str:
    """10-18, for tables."""
    return f"{value:%m-%d}" if value else ""


@register.filter
def weekday(value: dt.date | None) -> str:
    """周二."""
    return f"周{WEEK[value.weekday()]}" if value else ""


@register.filter
def of_key(table: dict[Any, Any], key: Any) -> Any:
    """table[key], or nothing."""
    return table.get(key, "")


@register.filter
def beside(values: list[Any], titles: list[Any]) -> list[tuple[Any, Any]]:
    """The values of a row, each with the title of its column."""
    return list(zip(titles, values, strict=False))


@register.filter
def pc(part: Any, whole: Any) -> str:
    """The class `pc-52` that carries a width of 52 %; pages have no inline styles (CSP)."""
    share = 100 * part / whole if whole else 0
    return f"pc-{min(100, max(0, round(share)))}"


@register.filter
def share(part: Any, whole: Any) -> str:
    """A whole number of per cent: 52%."""
    return f"{round(100 * part / whole) if whole else 0}%"


@register.filter
def note_kind(level: str) -> str:
    """The kind of note for a message's level: ok, info, wait or over."""
    return NOTE_KINDS.get(level, "info")


@register.filter
def pair(words: Any) -> tuple[str, str]:
    """A word with its small print; a bare word has none."""
    return (words, "") if isinstance(words, str) else (str(words[0]), str(words[1]))


@register.filter
def error_count(form: BaseForm) -> int:
    """How many things are wrong with a form."""
    return sum(len(words) for words in form.errors.values())


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """A field's input with the classes of the design."""
    own = field.field.widget.attrs.get("class", "")
    look = {"checkbox": "form-check-input", "select": "form-select"}
    css = [own, look.get(field.widget_type, "form-control")]
    if field.errors:
        css.append("is-invalid")
    return field.as_widget(attrs={"class": " ".join(filter(None, css))})


@register.simple_tag
@lru_cache(maxsize=256)  # a list draws the same few icons in every row
def icon(name: str, css: str = "") -> SafeString:
    """An icon as inline SVG. Raises KeyError for a name the design does not use."""
    classes = f"bi bi-{name} {css}".strip()
    if name in DRAWN:
        return format_html(
            '<svg width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
            ' stroke-width="2" stroke-linecap="round" class="{}" aria-hidden="true">'
            '<path d="{}" /></svg>',
            classes,
            DRAWN[name],
        )
    drawn = lucide(ICONS[name], size=16, **{"class": classes, "aria-hidden": "true"})
    return SafeString(drawn)  # the package has marked it safe; its annotation says str


@register.simple_tag
def note_icon(kind: str) -> SafeString:
    """The icon of a note: ok, info, wait or over."""
    return icon(NOTE_ICONS[kind])


@register.simple_tag
def tier(held: Any, short: bool = False) -> SafeString:
    """A hardship tier, of whatever scheme, or None as bars and word; never colour alone."""
    rank, long_name, short_name = (held.bars, held.name, held.short) if held else NO_TIER
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


@register.simple_tag
def meter(part: Any, whole: Any, kind: str = "ok", label: str = "") -> SafeString:
    """A bar filled part / whole; kind is ok, over, wait, accent or plain. Read out by `label`."""
    spoken = format_html(' role="img" aria-label="{}"', label) if label else ""
    return format_html(
        '<div class="wf-meter wf-meter--{}"{}><i class="{}"></i></div>',
        kind,
        spoken,
        pc(part, whole),
    )


@register.simple_tag
def period(days: Iterable[dt.date], on: dt.date, label: str) -> SafeString:
    """A notice period 公示期, one cell per working day; `on` is today, `label` says it in words."""
    cells = format_html_join(
        "",
        '<span class="{}" aria-hidden="true">{}<small>{}</small></span>',
        (
            (
                "past" if each < on else "now" if each == on else "",
                f"{each.day:02}",
                "今天" if each == on else weekday(each),
            )
            for each in days
        ),
    )
    return format_html('<div class="wf-period" role="img" aria-label="{}">{}</div>', label, cells)


@register.simple_tag
def days_left(days: Iterable[dt.date], on: dt.date) -> SafeString:
    """还剩 N 天 of a notice period: its working days after today; the last one says so."""
    left = sum(day > on for day in days)
    if not left:
        return format_html('<p class="wf-count">{}</p>', "今天最后一天")
    return format_html('<p class="wf-count">还剩<b>{}</b>天</p>', left)


def _address(request: HttpRequest, changes: dict[str, Any]) -> str:
    query = request.GET.copy()
    for key, value in changes.items():
        if value in ("", None):
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"{request.path}?{query.urlencode()}" if query else request.path


@register.simple_tag(takes_context=True)
def url_with(context: template.Context, **changes: Any) -> str:
    """This page's address with some values changed; an empty value takes it out.

    `{% url_with station=3 page="" %}`. Changing a filter should take the page number out.
    """
    return _address(context["request"], changes)


@register.simple_tag(takes_context=True)
def mode_url(context: template.Context, key: str) -> str:
    """This page's address with 大字版 (key "size") or 高对比 (key "contrast") turned over."""
    turned = OFF[key] if context["display"][key] else MODES[key]
    return _address(context["request"], {key: turned})


@register.inclusion_tag("components/_tells.html")
def tells(words: str = "", *, able: str = "", but: int = 0) -> dict[str, str]:
    """Who is told by the button: those who hold a permission (`but` one of them), then the words."""
    return {"words": f"{holders_of(able, but=but) if able else ''}{words}"}


@register.inclusion_tag("components/_take_out.html", takes_context=True)
def take_out(
    context: template.Context,
    name: str,
    count: int,
    unit: str,
    *,
    label: str = "导出",
    sheets: bool = False,
    **path: object,
) -> dict[str, Any]:
    """导出 of a list as its page shows it; `path` are the numbers in the path of the page.

    With `sheets`, its workers in hardship can be printed as visit sheets, too.

    Nothing for a reader who lacks what the list asks for.
    """
    shape, request = SHAPES[name], context["request"]
    query = request.GET.copy()
    for key, value in path.items():
        query[key] = str(value)
    return {
        "shape": shape,
        "count": count,
        "unit": unit,
        "label": label,
        "sheets": sheets,
        "query": query.urlencode(),
        "may": not shape.missing_permission(request.user),
        "may_ask": shape.has_masks and request.user.may_use("export_full"),
    }
