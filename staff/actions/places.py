"""Places 分公司、车站 named by a roster."""

from django.db import transaction

from staff.models import Branch, Station
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


@transaction.atomic
def make_place(station: str, branch: str, *, by: User | None) -> Station:
    """The station of a branch, both made when they are not there.

    Raises Refused when the station is known under another branch or no branch is named.
    """
    known = Station.objects.select_related("branch").filter(name=station).first()
    if known is not None:
        return known
    if not branch:
        raise Refused(f"「{station}」是新车站，花名册里要写它属于哪个分公司。")
    home, _ = Branch.objects.get_or_create(name=branch)
    made = Station.objects.create(name=station, branch=home)
    audit.record("station.made", made, by=by, name=station, branch=branch)
    return made
