"""登记公开: a period's paper hangs; what was registered stays, a correction is one more version."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from disclosure.catalogue import periods_of
from disclosure.models import CatalogueTopic, Publication
from disclosure.models.catalogue import Feed, period_last, period_words
from welfare import audit
from welfare.errors import Refused
from welfare.models import User


def why_not_registered(topic: CatalogueTopic) -> str:
    """Why nothing is registered by hand for the topic; empty when it is."""
    if topic.feed != Feed.PAPER:
        return f"「{topic}」凭{topic.get_feed_display()}算公开，不用登记。"
    if topic.starts_on is None:
        return f"「{topic}」还没有启用日期，请系统管理员在后台的公开目录里填上。"
    return ""


@transaction.atomic
def register_publication(
    topic: CatalogueTopic,
    *,
    first: dt.date,
    published_on: dt.date,
    people: int,
    people_due: int,
    reason: str,
    on: dt.date,
    by: User,
) -> Publication:
    """登记一期. Raises Refused for a period that is not over, a day to come, too many people,
    and for a second time without the reason of the correction."""
    topic = CatalogueTopic.objects.select_for_update().get(pk=topic.pk)
    if words := why_not_registered(topic):
        raise Refused(words)
    if first not in periods_of(topic, on=on):
        raise Refused("这一期还没有结束，或者不在启用日期以后，从名单里重选一期。")
    if not period_last(topic.rhythm, first) < published_on <= on:
        raise Refused("公开日期要在这一期结束以后、今天或以前。")
    if people > people_due:
        raise Refused(f"表上 {people} 人比应在表上的 {people_due} 人还多，请核对人数。")
    before = topic.publications.filter(first=first).aggregate(last=Max("version"))["last"]
    if before and not reason.strip():
        words = period_words(topic.rhythm, first)
        raise Refused(f"{words}已经登记过。要更正，请写明更正原因，原来那一版会留着。")
    publication = Publication.objects.create(
        topic=topic, first=first, version=(before or 0) + 1, published_on=published_on,
        people=people, people_due=people_due, reason=reason.strip() if before else "", by=by,
    )  # fmt: skip
    audit.record("publication.registered", publication, by=by, version=publication.version)
    return publication
