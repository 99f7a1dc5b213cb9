"""The second payer's own word 发放确认: one person alone hands nothing out."""

from collections.abc import Iterable

from django.db import transaction

from staff.actions.campaigns import lock_campaign
from staff.models import Gift, GiftAvowal, Sheet
from welfare import audit, clock
from welfare.errors import Refused
from welfare.models import User

WORDS = 200  # characters of why he did not go


@transaction.atomic
def avow_lines(
    sheet: Sheet, lines: Iterable[int], *, went: bool, words: str = "", by: User
) -> list[Gift]:
    """发放人二 says of lines of a sheet that he went along, or did not and why. All or nothing.

    Raises Refused without a line, for one that does not wait for him, and for a no without a word.
    """
    lock_campaign(sheet.campaign)
    asked = set(lines)
    if not asked:
        raise Refused("勾上您要确认的那几行。")
    if not went and not words.strip():
        raise Refused("没有一同去发，写明怎么回事，工会干事好去核对。")
    waiting = Gift.objects.to_avow(by).filter(sheet=sheet, pk__in=asked)
    found = list(waiting.select_related("file__worker").order_by("line"))
    if len(found) != len(asked):
        raise Refused("有的行不等您确认：不是和您一同发的，或者已经确认过。刷新再看。")
    for gift in found:
        GiftAvowal.objects.create(
            gift=gift, undone=gift.undone, went=went,
            words="" if went else words.strip()[:WORDS], at=clock.now(), by=by,
        )  # fmt: skip
        audit.record("gift.avowed", gift, by=by, went=went)
    return found
