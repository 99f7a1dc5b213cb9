"""Visits of one cadre that say nearly the same 写得很像 (domain.md 14, P16).

The words are sealed, so the database cannot compare them: those of one quarter are opened and
compared here, cadre by cadre, and as many as a quarter of the largest depot has.
"""

from collections import defaultdict
from difflib import SequenceMatcher

from staff.models import Visit
from welfare.days import Quarter

ALIKE = 0.9  # how much of the words is the same
LONG_ENOUGH = 5  # shorter words (家里都好) are nobody's invention
LOOKED_AT = 5000  # visits of a quarter
OF_ONE = 60  # visits of one cadre among them


def _told(quarter: Quarter, **which: object) -> dict[int, list[Visit]]:
    """By cadre, the visits of a quarter with words to compare. One query."""
    rows = Visit.objects.of_quarter(quarter).filter(note_length__gte=LONG_ENOUGH, **which)
    found: dict[int, list[Visit]] = defaultdict(list)
    for visit in rows.select_related("pairing__cadre").order_by("pk")[:LOOKED_AT]:
        if len(found[visit.pairing.cadre_id]) < OF_ONE:
            found[visit.pairing.cadre_id].append(visit)
    return found


def _are_alike(one: Visit, other: Visit) -> bool:
    short, long = sorted((one.note_length, other.note_length))
    if 2 * short <= ALIKE * (short + long):  # no words of these lengths can be
        return False
    if one.note_mark == other.note_mark:
        return True
    return SequenceMatcher(None, str(one.note), str(other.note), autojunk=False).ratio() > ALIKE


def _like(visit: Visit, told: list[Visit]) -> list[Visit]:
    return [other for other in told if other.pk == visit.pk or _are_alike(visit, other)]


def groups_alike(quarter: Quarter) -> list[list[Visit]]:
    """Groups of two and more visits of one cadre that say nearly the same, the largest first."""
    groups = []
    for told in _told(quarter).values():
        shown: set[int] = set()
        for visit in told:
            if visit.pk in shown or len(group := _like(visit, told)) == 1:
                continue
            shown.update(other.pk for other in group)
            groups.append(group)
    return sorted(groups, key=lambda group: (-len(group), group[0].pk))


def keys_alike(visit: Visit) -> list[int]:
    """The visits that say nearly what this one says: of its cadre and quarter, itself among them."""
    cadre = visit.pairing.cadre_id
    told = _told(Quarter.of(visit.visited_on), pairing__cadre=cadre)[cadre]
    return [other.pk for other in _like(visit, told)]
