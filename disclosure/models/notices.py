"""Notice 公开事项: a table drawn from the records, masked, frozen when released."""

import datetime as dt
import hashlib
import json
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from welfare.models import User


class NoticeStatus(models.TextChoices):
    """Life of a notice (domain.md 10.3)."""

    DRAFT = "draft", "拟稿"
    IN_REVIEW = "in_review", "待放行"
    PUBLISHED = "published", "公开中"
    WITHDRAWN = "withdrawn", "已撤下"
    ARCHIVED = "archived", "已归档"


NEXT = {
    NoticeStatus.DRAFT: {NoticeStatus.IN_REVIEW},
    NoticeStatus.IN_REVIEW: {NoticeStatus.PUBLISHED, NoticeStatus.DRAFT},
    NoticeStatus.PUBLISHED: {NoticeStatus.WITHDRAWN},
    NoticeStatus.WITHDRAWN: {NoticeStatus.ARCHIVED},
}


SHOWN = (
    NoticeStatus.PUBLISHED,
    NoticeStatus.WITHDRAWN,
    NoticeStatus.ARCHIVED,
)  # what anyone may read


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions to the notices."""

    def public(self) -> Self:
        """What anyone may read: released, also after its period."""
        return self.filter(status__in=SHOWN).select_related("successor")

    def matching(self, text: str) -> Self:
        """Those whose number or title holds the words; all for none."""
        return self.filter(Q(number__icontains=text) | Q(title__icontains=text)) if text else self

    def running(self, *, on: dt.date) -> Self:
        """On notice on a day."""
        return self.filter(status=NoticeStatus.PUBLISHED, public_from__lte=on, public_until__gte=on)


class Notice(models.Model):
    """A matter made public (公开事项); editor and releaser are never the same person."""

    number = models.CharField("编号", max_length=20, unique=True, db_collation="C")
    topic = models.CharField("栏目", max_length=40)
    title = models.CharField("题目", max_length=120)
    source = models.CharField("来源", max_length=60, db_collation="C")
    intro = models.TextField("正文", blank=True)
    columns = models.JSONField("表头", default=list)
    rows = models.JSONField("表格", default=list)
    summary = models.CharField("合计", max_length=120, blank=True)
    note = models.CharField("补充说明", max_length=400, blank=True)  # all that is ever typed
    claims = models.JSONField("申请", default=list)  # ids of the claims in the table, in its order
    status = models.CharField(
        "状态", max_length=9, choices=NoticeStatus.choices, default=NoticeStatus.DRAFT
    )
    editor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="拟稿人")
    releaser = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="放行人"
    )
    drafted_on = models.DateField("拟稿日期")
    public_from = models.DateField("公示起", null=True)
    public_until = models.DateField("公示止", null=True)
    check_code = models.CharField("校验码", max_length=16, blank=True)
    version = models.PositiveSmallIntegerField("第几版", default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, related_name="successor", null=True, verbose_name="更正哪一件"
    )
    correction = models.CharField("更正原因", max_length=200, blank=True)
    archive_no = models.CharField("归档号", max_length=20, blank=True)
    kept_until = models.DateField("保存到", null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开事项"
        ordering = ("-public_from", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "version"],
                name="notice_one_per_source",
                violation_error_message="这件事已经拟过公示",
            ),
            models.CheckConstraint(
                condition=Q(releaser__isnull=True) | ~Q(releaser=F("editor")),
                name="notice_released_by_another",
                violation_error_message="自己拟的公示要由别人放行",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "in_review"))
                | Q(releaser__isnull=False, public_from__isnull=False, public_until__isnull=False),
                name="notice_public_with_releaser_and_days",
            ),
            models.CheckConstraint(
                condition=Q(status__in=NoticeStatus.values), name="notice_status_known"
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces__isnull=True, correction="")
                | (Q(version__gt=1, replaces__isnull=False) & ~Q(correction="")),
                name="notice_corrected_with_reason",
                violation_error_message="更正要写原因，写明更正哪一件",
            ),
            models.CheckConstraint(
                condition=~Q(status="archived") | (~Q(archive_no="") & Q(kept_until__isnull=False)),
                name="notice_archived_with_number_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("notice-detail", args=[self.number])

    @property
    def issuer(self) -> str:
        """Who signs the paper: the committee what its meeting decided, else the union."""
        is_committee = self.source.startswith(("meeting:", "fund:"))
        return "车务段互助补充保险委员会" if is_committee else "车务段工会委员会"

    @property
    def newer(self) -> "Notice | None":
        """The version that took its place, once it is public."""
        found: Notice | None = getattr(self, "successor", None)
        return found if found is not None and found.status in SHOWN else None

    @property
    def state_words(self) -> str:
        """Its state as the public reads it: 已更正 when a newer version took its place."""
        return "已更正" if self.newer is not None else self.get_status_display()

    def row_words(self, number: int) -> str:
        """A line of the table in words, from 1; of several amounts the last, their sum."""
        cells = list(zip(self.columns, self.rows[number - 1], strict=False))[1:]
        words = [str(value) for title, value in cells if "元" not in title]
        amounts = [f"{value} 元" for title, value in cells if "元" in title and value]
        return "，".join([*words, *amounts[-1:]])

    def shows_names(self, *, on: dt.date) -> bool:
        """Whether the table stands on a day: the calendar takes it down, not the nightly job."""
        until = self.public_until
        return self.status == NoticeStatus.PUBLISHED and until is not None and on <= until

    def can_become(self, status: NoticeStatus) -> bool:
        """Whether the life of the notice goes on to the status."""
        return status in NEXT.get(NoticeStatus(self.status), set())

    def computed_code(self) -> str:
        """The check code of what stands in the notice: 12 characters for comparing with paper."""
        told = [self.number, self.title, self.intro, self.columns, self.rows, self.summary]
        told += [str(self.public_from), str(self.public_until)]
        told += [self.note] if self.note else []
        text = json.dumps(told, ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(text.encode()).hexdigest()[:12].upper()
        return "-".join(digest[i : i + 4] for i in (0, 4, 8))
