"""Who is told when a button is pressed 按下会告诉谁: the names stand beside it, before it sends."""

from welfare.models import User

MOST = 6  # names; the rest is a number


def named(names: list[str]) -> str:
    """A few names in full, of many the first and how many there are."""
    if len(names) <= MOST:
        return "、".join(names)
    return f"{'、'.join(names[:MOST])}等 {len(names)} 人"


def holders_of(able: str, *, but: int = 0) -> str:
    """Who may take the next step, by permission, without the one who may not; one query."""
    people = User.objects.filter(is_active=True, groups__permissions__codename=able)
    names = people.exclude(pk=but).distinct().order_by("name", "pk").values_list("name", flat=True)
    return named(list(names)) or "还没有人有这个权限"
