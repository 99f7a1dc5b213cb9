"""The report's numbers from the database; scripts read the JSON keys, so they stay."""

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from disclosure.models import Board, Suggestion
from mutualfund.claim_stats import claim_stats
from mutualfund.models import Fund, Meeting, MeetingStatus, Member
from mutualfund.reports import fund_statement
from staff.summary import head_count, latest_campaign, tier_counts, visit_count
from welfare import clock
from welfare.money import cents


def collect() -> dict[str, Any]:
    """Every number of the source report, counted now; money as text with two decimals."""
    today = clock.today()
    people, visits, campaign = head_count(on=today), visit_count(), latest_campaign()
    statement = fund_statement(Fund.objects.mutual_aid(), on=today)
    income = {part.key: part.amount for part in statement.income}
    claims = claim_stats(on=today)
    tiers: Counter[str] = Counter()
    for one in tier_counts(on=today):
        tiers[one.tier.key] += one.files
    year = Suggestion.objects.judged_year(on=today)  # the report speaks of the year that is over
    suggestions = Suggestion.objects.of_year(year).tally()
    grants = sum((v for k, v in income.items() if k.startswith("grant_")), Decimal(0))
    dues = sum((v for k, v in income.items() if k.startswith("dues_")), Decimal(0))
    return {
        **vars(people),
        "tiers": tiers,
        "members": Member.objects.open_on(today).count(),
        "dues": str(cents(dues)),
        "donations": str(cents(income.get("donations", 0))),
        "grants": str(cents(grants)),
        "raised": str(cents(statement.raised)),
        "balance": str(cents(statement.balance)),
        "claims": {kind.kind: kind.cases for kind in claims.kinds},
        "claimants": claims.total.persons,
        "paid": str(cents(claims.total.amount)),
        "meetings": Meeting.objects.filter(status=MeetingStatus.CLOSED).count(),
        "visits_due": visits.due,
        "visits_done": visits.done,
        "boards": Board.objects.count(),
        "suggestions": suggestions["total"],
        "suggestions_excellent": suggestions["excellent"],
        "suggestions_implemented": suggestions["implemented"],
        "campaign_people": campaign.people,
        "campaign_value": str(cents(campaign.value)),
    }


class Command(BaseCommand):
    """manage.py facts [--json]."""

    help = "报告里的数字，从数据库里数出来。"

    def add_arguments(self, parser: CommandParser) -> None:
        """--json for scripts."""
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print them."""
        found = collect()
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for name, value in found.items():
            self.stdout.write(f"{name}: {value}")
