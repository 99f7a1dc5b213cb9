"""Gift 发放, one family's line of a campaign, on its Sheet 签领表 with the photographs of it."""

import datetime as dt
import secrets
import uuid
from decimal import Decimal
from typing import ClassVar, Self

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from staff.models.campaigns import STOPPABLE, WATCHERS, Campaign, CampaignStatus
from staff.models.hardship import HardshipFile
from staff.models.places import Station
from staff.models.proxies import GiftProxy
from staff.models.tiers import Tier
from staff.models.workers import LeaveReason
from welfare.crypto import EncryptedField
from welfare.models import User
from welfare.uploads import FileType, path_of

SHEETS = "sheets"  # the folder of the photographs
LINES_PER_SHEET = 8  # what an A4 page holds with room for signatures
CODE_LENGTH = 8
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is misread on paper
ZERO = Decimal("0.00")


def new_code() -> str:
    """A code that cannot be guessed, for the sheet's QR."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


class Sheet(models.Model):
    """One page of the sign-off list (签领表): a station's lines. Made with the list, then fixed."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="sheets")
    number = models.PositiveSmallIntegerField("第几张")
    station = models.ForeignKey(Station, models.PROTECT, related_name="+", verbose_name="车站")
    code = models.CharField("校验码", max_length=12, unique=True, default=new_code)

    class Meta:
        verbose_name = verbose_name_plural = "签领表"
        ordering = ("campaign", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "number"], name="sheet_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign.number}-{self.number:02d}"

    def get_absolute_url(self) -> str:
        """Where the QR leads: send the photograph, settle the lines."""
        return reverse("sheet-detail", args=[self.code])


class PhotoMatch(models.TextChoices):
    """How a photograph was found to be of its sheet."""

    QR = "qr", "二维码对上"
    HAND = "hand", "二维码读不出，人工对的"


class SheetPhoto(models.Model):
    """A photograph of a signed sheet (签领表照片), cleaned. Only ever added to."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="photos")
    uid = models.UUIDField("文件号", unique=True, editable=False)
    file_type = models.CharField("类型", max_length=3, choices=FileType.choices)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("原文件指纹", max_length=64, unique=True, db_collation="C")
    stored_sha256 = models.CharField("存档指纹", max_length=64, db_collation="C")
    match = models.CharField("怎么对上的", max_length=4, choices=PhotoMatch.choices)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "签领表照片"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file_type__in=FileType.values), name="sheet_photo_type_known"
            ),
            models.CheckConstraint(
                condition=Q(match__in=PhotoMatch.values), name="sheet_photo_match_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} 照片"

    @property
    def path(self) -> str:
        """Where the file lies under the media root."""
        return path_of(self.uid, self.file_type, folder=SHEETS)


class GiftQuerySet(models.QuerySet["Gift"]):
    """Questions to the lines."""

    def visible_to(self, user: User) -> Self:
        """Those who see campaigns."""
        return self if user.has_role(*WATCHERS) else self.none()

    def received(self) -> Self:
        """Signed for."""
        return self.filter(received_on__isnull=False)

    def after_death(self) -> Self:
        """Signed for on or after the day the worker died."""
        return self.filter(
            file__worker__leave_reason=LeaveReason.DIED,
            file__worker__left_on__lte=F("received_on"),
        )

    def stoppable(self) -> Self:
        """Neither signed for nor stopped, of a campaign whose list is drawn and not closed."""
        open_lines = self.filter(received_on__isnull=True, stopped_on__isnull=True)
        return open_lines.filter(campaign__status__in=STOPPABLE)

    def with_word(self) -> Self:
        """Each with `went`, what the second payer said of it: True, False, or None before he has."""
        said = GiftAvowal.objects.filter(gift=OuterRef("pk"), undone=OuterRef("undone"))
        return self.annotate(went=Subquery(said.values("went")[:1]))

    def unavowed(self) -> Self:
        """Signed for, and the second payer has not said that he went along."""
        return self.received().with_word().filter(Q(went=None) | Q(went=False))

    def denied(self) -> Self:
        """The second payer says that he did not go along, and nobody has opened the line again."""
        return self.received().with_word().filter(went=False)

    def to_avow(self, user: User) -> Self:
        """Lines another entered that wait for this person's word, while the handing out goes on."""
        return self.unanswered().filter(paid_with=user)

    def unanswered(self) -> Self:
        """Signed for, without a word of the second payer, while the handing out goes on."""
        going = self.filter(campaign__status=CampaignStatus.DISTRIBUTING)
        return going.received().with_word().filter(went=None)

    def undecided(self) -> Self:
        """Neither signed for, nor noted as not fetched, nor stopped."""
        open_lines = self.filter(received_on__isnull=True, stopped_on__isnull=True)
        return open_lines.filter(unpaid_reason=None)

    def sums(self) -> dict[str, Decimal]:
        """Cash and goods of the lines, yuan. One query."""
        found: dict[str, Decimal] = self.order_by().aggregate(
            cash=Coalesce(Sum("cash"), ZERO), goods=Coalesce(Sum("goods_value"), ZERO)
        )
        return found


class Gift(models.Model):
    """One family's line of a campaign (发放): drawn from its live file, signed for once."""

    uid = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="gifts", verbose_name="活动"
    )
    file = models.ForeignKey(
        HardshipFile, models.PROTECT, related_name="gifts", verbose_name="困难档案"
    )
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+", verbose_name="等级")
    cash = models.DecimalField("慰问金（元）", max_digits=12, decimal_places=2)
    goods = models.CharField("慰问品", max_length=100, blank=True)
    goods_value = models.DecimalField("折合（元）", max_digits=12, decimal_places=2, default=0)
    sheet = models.ForeignKey(
        Sheet, models.PROTECT, related_name="gifts", null=True, verbose_name="签领表"
    )
    line = models.PositiveSmallIntegerField("序号", default=0)
    received_on = models.DateField("领取日期", null=True, blank=True)
    entered_at = models.DateTimeField("录入时间", null=True, editable=False)  # the database's clock
    undone = models.PositiveSmallIntegerField("撤销过几次", default=0, db_default=0)
    proxy = models.ForeignKey(
        GiftProxy, models.PROTECT, related_name="gifts", null=True, verbose_name="代领人是谁"
    )
    proxy_name = models.CharField("代领人", max_length=60, blank=True)
    proxy_relation = models.CharField("代领人与职工关系", max_length=20, blank=True)
    proxy_reason = EncryptedField("代领原因")
    stopped_on = models.DateField("停发日期", null=True, blank=True)
    stop_reason = models.CharField("停发原因", max_length=100, blank=True)
    unpaid_reason = EncryptedField("没有领的原因")
    paid_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="发放人"
    )
    paid_with = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="发放人二"
    )

    objects = GiftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "发放"
        ordering = ("file__worker__station", "file__worker__pinyin", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "file"],
                name="gift_one_per_campaign_and_file",
                violation_error_message="这户在本次活动里已有一行",
            ),
            models.CheckConstraint(
                condition=Q(cash__gte=0, goods_value__gte=0), name="gift_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True, stop_reason="")
                | (Q(stopped_on__isnull=False, received_on__isnull=True) & ~Q(stop_reason="")),
                name="gift_stopped_is_not_received",
                violation_error_message="停发的一行不能签领",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True, entered_at__isnull=True)
                | Q(received_on__isnull=False, entered_at__isnull=False),
                name="gift_entered_when_received",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(unpaid_reason=None),
                name="gift_received_or_not",
            ),
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True) | ~Q(paid_by=F("paid_with")),
                name="gift_paid_by_two",
                violation_error_message="发放要两个人",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.file.worker.name}"

    @property
    def value(self) -> Decimal:
        """Cash and goods together, yuan."""
        return self.cash + self.goods_value

    @property
    def entered_on(self) -> dt.date | None:
        """The local day of entry."""
        return timezone.localtime(self.entered_at).date() if self.entered_at else None

    @property
    def lag_days(self) -> int:
        """Days between the signature and its entry."""
        if self.received_on is None or self.entered_on is None:
            return 0
        return (self.entered_on - self.received_on).days

    @property
    def is_late_entry(self) -> bool:
        """补记: entered when the days of handing out were over, whatever day was written."""
        return self.entered_on is not None and self.entered_on > self.campaign.window_until

    @property
    def why_unpaid(self) -> str:
        """Why nobody signs this line: not fetched, stopped, or one after the other; else empty."""
        return "；".join(words for words in (str(self.unpaid_reason), self.stop_reason) if words)

    @property
    def avowal(self) -> "GiftAvowal | None":
        """What the second payer said of the line as it stands now."""
        return next((one for one in self.avowals.all() if one.undone == self.undone), None)


class GiftUndo(models.Model):
    """撤销签领: a line was entered as signed for by mistake, and what stood there. Only added to."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gift = models.ForeignKey(Gift, models.PROTECT, related_name="undos", verbose_name="发放")
    received_on = models.DateField("原来的领取日期")
    stood = EncryptedField("原来怎样记的")
    reason = EncryptedField("撤销的原因")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="谁撤销的")

    class Meta:
        verbose_name = verbose_name_plural = "撤销签领"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.gift} {self.received_on}"


class GiftAvowal(models.Model):
    """发放确认: the second payer says himself that he went along, or that he did not. Only added to."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gift = models.ForeignKey(Gift, models.PROTECT, related_name="avowals", verbose_name="发放")
    undone = models.PositiveSmallIntegerField("第几次撤销以后记的")
    went = models.BooleanField("一同去发的")
    words = EncryptedField("怎么回事")
    at = models.DateTimeField("时间")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发放人二")

    class Meta:
        verbose_name = verbose_name_plural = "发放确认"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gift", "undone"], name="gift_avowed_once"),
            models.CheckConstraint(
                condition=Q(went=True) | Q(words__isnull=False),
                name="gift_avowal_says_why_not",
                violation_error_message="没有去的，要写怎么回事",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gift} {self.by}"
