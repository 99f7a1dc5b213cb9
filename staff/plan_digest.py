"""What a campaign's plan says as one short sum 方案指纹: the chair signs what the chair read."""

import hashlib
import json

from staff.models import Campaign

LENGTH = 16  # characters: nobody looks for a plan that collides with his own


def digest_of(campaign: Campaign) -> str:
    """The plan with its goods, standards and what they are compared with. Three queries."""
    standards = campaign.standards.order_by("tier").prefetch_related("portions__goods")
    told = {
        "head": [
            campaign.festival, campaign.year, campaign.document_no, campaign.state_document_no,
            campaign.money_from, campaign.is_sample, campaign.window_from, campaign.window_until,
        ],
        "goods": [
            [thing.name, thing.spec, thing.unit, thing.unit_price, thing.priced_on]
            for thing in campaign.goods_lines.order_by("pk")
        ],
        "standards": [
            [
                line.tier_id, line.cash, line.state_cash, line.state_goods_value, line.reason,
                sorted((str(part.goods), part.quantity) for part in line.portions.all()),
            ]
            for line in standards
        ],
    }  # fmt: skip
    written = json.dumps(told, default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:LENGTH]
