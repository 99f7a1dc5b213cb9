"""What suggestions 合理化建议 brought, as far as somebody else confirmed it 经济效益."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from disclosure.models import BenefitKind, BenefitState, Suggestion, SuggestionBenefit


@dataclass(frozen=True)
class Confirmed:
    """Direct benefit in yuan a year, of how many suggestions, and how many indirect ones."""

    amount: Decimal
    direct: int
    indirect: int


def confirmed_of(suggestions: "QuerySet[Suggestion]") -> Confirmed:
    """What was confirmed of these. One query."""
    rows = SuggestionBenefit.objects.filter(
        state=BenefitState.CONFIRMED, suggestion__in=suggestions
    )
    nothing = Value(Decimal("0.00"), output_field=DecimalField())
    return Confirmed(
        **rows.aggregate(
            amount=Coalesce(Sum("amount"), nothing),
            direct=Count("pk", filter=Q(kind=BenefitKind.DIRECT)),
            indirect=Count("pk", filter=Q(kind=BenefitKind.INDIRECT)),
        )
    )
