"""The tier scheme the depot uses, shipped as data; its thresholds are 示例 (domain.md 5.1)."""

import datetime as dt
from decimal import Decimal
from typing import Any

TIERS = [
    ("extreme", "特困", 3, Decimal("1.00")),
    ("severe", "重困", 2, Decimal("1.50")),
    ("general", "一般困难", 1, Decimal("2.00")),
]


def seed_tiers(scheme_model: Any, tier_model: Any) -> None:
    """Make the three tiers; what is there stays. Takes a migration's historical models too."""
    facts: dict[str, Any] = {
        "name": "特困、重困、一般困难", "basis": "示例", "valid_from": dt.date(2000, 1, 1),
    }  # fmt: skip
    if hasattr(scheme_model, "heavy_name"):  # not yet in the model of the first migration
        facts["heavy_name"] = "特重困"
    scheme, _ = scheme_model.objects.get_or_create(code="depot", defaults=facts)
    for key, name, rank, multiple in TIERS:
        defaults = {"name": name, "rank": rank, "line_multiple": multiple}
        if hasattr(tier_model, "national"):  # not yet in the model of the first migration
            defaults["national"] = "deep" if key == "extreme" else "relative"
        tier_model.objects.get_or_create(scheme=scheme, key=key, defaults=defaults)
