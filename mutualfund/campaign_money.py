"""What the money of a campaign comes to 送温暖的钱, its two vouchers, and who may handle them."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from mutualfund.models import DraftStatus, DraftVoucher
from staff.campaign_duties import signers_of
from staff.goods_count import GoodsCount, count_goods
from staff.models import Campaign, CampaignStatus
from welfare.models import User

DRAW, SETTLE = "draw", "settle"
PURPOSES = (DRAW, SETTLE)
ZERO = Decimal("0.00")


def source_of(campaign: Campaign) -> str:
    """The source key of the campaign's vouchers."""
    return f"campaign:{campaign.pk}"


@dataclass(frozen=True)
class Money:
    """A campaign in yuan, and its goods counted."""

    cash_listed: Decimal
    cash_signed: Decimal
    goods: list[GoodsCount]
    sheets: int

    @property
    def cash_left(self) -> Decimal:
        """Drawn and not signed for: it goes back to the bank."""
        return self.cash_listed - self.cash_signed

    @property
    def goods_bought(self) -> Decimal:
        """What the goods cost."""
        return sum((count.goods.unit_price * count.bought for count in self.goods), ZERO)

    @property
    def drawn(self) -> Decimal:
        """What left the bank."""
        return self.cash_listed + self.goods_bought

    @property
    def unbought(self) -> list[str]:
        """Things the list needs that are neither bought nor in the store."""
        return [str(count.goods) for count in self.goods if count.there < count.needed]

    def papers(self, purpose: str) -> int:
        """附单据: the plan and the invoices, or the sheets."""
        return 1 + len(self.goods) if purpose == DRAW else max(self.sheets, 1)


def money_of(campaign: Campaign) -> Money:
    """The sums. Six queries however many lines."""
    signed = Q(received_on__isnull=False)
    sums = campaign.gifts.aggregate(
        listed=Coalesce(Sum("cash"), ZERO), signed=Coalesce(Sum("cash", filter=signed), ZERO)
    )
    return Money(sums["listed"], sums["signed"], count_goods(campaign), campaign.sheets.count())


def draft_of(campaign: Campaign, purpose: str) -> DraftVoucher | None:
    """The voucher on its way or posted; None while it is not made."""
    drafts = DraftVoucher.objects.filter(source=source_of(campaign), purpose=purpose)
    known = drafts.exclude(status=DraftStatus.DROPPED)
    return known.select_related("maker", "reviewer", "voucher__cashier").first()


def may_not_cancel(campaign: Campaign) -> str:
    """Why the campaign cannot be cancelled any more; empty while no money is on its way."""
    draft = draft_of(campaign, DRAW)
    if draft is None:
        return ""
    if draft.status == DraftStatus.POSTED:
        return "钱已经领出，不能取消，发不出去的写没领的原因。"
    return "领出凭证正在办，先请审核人退回，再取消。"


def may_handle(user: User, campaign: Campaign) -> str:
    """Why this user may not touch the campaign's vouchers; empty when he may. Two queries."""
    signers = signers_of(campaign)
    if user.pk in (signers.get(CampaignStatus.DRAFT), signers.get(CampaignStatus.APPROVED)):
        return "方案是您拟的或批的，账要由别人来办。"
    if campaign.gifts.filter(Q(paid_by=user) | Q(paid_with=user)).exists():
        return "您发过这次的慰问，账要由别人来办。"
    return ""
