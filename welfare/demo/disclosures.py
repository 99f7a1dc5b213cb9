"""What hung on the walls this year: the catalogue in force, one month's bonus paper forgotten."""

import datetime as dt

from django.db.models import F
from django.db.models.functions import Coalesce

from disclosure.actions.catalogue import register_publication
from disclosure.catalogue import periods_of
from disclosure.models import CatalogueTopic
from disclosure.models.catalogue import Feed, Masking, period_last
from staff.models import Worker
from welfare.days import last_working_day
from welfare.demo.cast import Cast

FORGOTTEN = 2  # the appraisal paper of this month, counted back from the last one, never hung


def publish_papers(cast: Cast, on: dt.date) -> None:
    """From the first of January last year: every paper four working days after its period."""
    start = dt.date(on.year - 1, 1, 1)
    CatalogueTopic.objects.update(starts_on=Coalesce(F("starts_on"), start))
    people = Worker.objects.on_roster(on=on).count()
    for topic in CatalogueTopic.objects.filter(feed=Feed.PAPER):
        periods = periods_of(topic, on=on)
        if topic.code == "appraisal":
            del periods[-FORGOTTEN]
        named = 0 if topic.masking == Masking.TOTALS else people
        for first in periods:
            day = last_working_day(period_last(topic.rhythm, first) + dt.timedelta(days=1), 4)
            if day <= on:
                register_publication(
                    topic, first=first, published_on=day, people=named, people_due=named,
                    reason="", on=on, by=cast["bianwen"],
                )  # fmt: skip
