"""Saved filters 存下的筛选: a person's own, so no history is kept."""

from collections.abc import Mapping

from django.db import transaction

from staff.models import SavedFilter
from staff.models.saved_filters import MOST
from welfare.errors import Refused
from welfare.masks import identifies
from welfare.models import User


@transaction.atomic
def save_filter(name: str, query: Mapping[str, str], *, by: User) -> SavedFilter:
    """Keep the filters under a name. Raises Refused without a filter, for a name in use, for an
    ID, telephone or card number among them, or beyond twenty.
    """
    kept = {key: value for key, value in query.items() if value}
    if not kept.keys() - {"sort"}:
        raise Refused("还没有选筛选条件，先选一个再存。")
    if any(identifies(value) for value in kept.values()):
        raise Refused("证件号、手机号和银行卡号不能存进筛选里。")
    User.objects.select_for_update().get(pk=by.pk)
    own = SavedFilter.objects.visible_to(by)
    if own.count() >= MOST:
        raise Refused(f"最多存 {MOST} 个筛选，先去掉一个不用的。")
    _want_free(name, by)
    return SavedFilter.objects.create(user=by, name=name, query=kept)


def _want_free(name: str, user: User) -> None:
    if SavedFilter.objects.visible_to(user).filter(name=name).exists():
        raise Refused(f"「{name}」这个名字已经用过了，换一个。")


@transaction.atomic
def rename_filter(kept: SavedFilter, name: str) -> SavedFilter:
    """Give it another name. Raises Refused for a name in use."""
    kept = SavedFilter.objects.select_for_update().select_related("user").get(pk=kept.pk)
    if name != kept.name:
        _want_free(name, kept.user)
        kept.name = name
        kept.save(update_fields=["name"])
    return kept


def drop_filter(kept: SavedFilter) -> None:
    """Take it away; the workers it listed stay where they are."""
    kept.delete()
