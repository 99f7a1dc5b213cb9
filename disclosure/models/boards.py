"""Board 公开栏: where workers read what is public, what hung there, and whether anyone can get there."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from disclosure.models.kept_files import KeptFile
from disclosure.models.notices import Notice
from staff.models import Branch
from welfare.models import User


class Board(models.Model):
    """One of the fixed walls in the branch companies (公开栏)."""

    number = models.PositiveSmallIntegerField("栏号", unique=True)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="+", verbose_name="分公司")
    place = models.CharField("位置", max_length=80)
    keeper = models.CharField("责任人", max_length=40)
    # said by the last BoardCheck; the database lets nothing else change it
    in_public_place = models.BooleanField("在职工随时能到的地方", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开栏"
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} 号公开栏（{self.branch}）"

    def get_absolute_url(self) -> str:
        """Its page in the office."""
        return reverse("wall", args=[self.number])


class BoardCheck(models.Model):
    """Supervision looked whether workers can get to the board (可见性检查); only added to."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="checks", verbose_name="公开栏")
    in_public_place = models.BooleanField("职工随时能到")
    words = models.CharField("看到什么", max_length=200)
    on = models.DateField("检查日期")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="检查人")

    class Meta:
        verbose_name = verbose_name_plural = "公开栏检查"
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="board_check_told",
                violation_error_message="写一句看到什么",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board} {self.on}"


class Posting(models.Model):
    """张贴记录: a notice hung on a board, with its photograph; taken down once."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="postings", verbose_name="公示")
    board = models.ForeignKey(Board, models.PROTECT, related_name="postings", verbose_name="公开栏")
    poster = models.CharField("张贴人", max_length=40)
    posted_on = models.DateField("张贴日期")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    remover = models.CharField("撤下人", max_length=40, blank=True)
    removed_on = models.DateField("撤下日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "张贴记录"
        ordering = ("-posted_on", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["notice", "board"],
                name="posting_once_a_board",
                violation_error_message="这块公开栏已经登记过这件公示",
            ),
            models.CheckConstraint(
                condition=Q(remover="", removed_on__isnull=True)
                | (~Q(remover="") & Q(removed_on__gte=F("posted_on"))),
                name="posting_removed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board} {self.notice.number}"


class Side(models.TextChoices):
    """What the photograph shows."""

    UP = "up", "贴上"
    DOWN = "down", "撤下"


class PostingPhoto(KeptFile):
    """A dated photograph of the board, without where and by which machine it was taken."""

    folder = "walls"

    posting = models.ForeignKey(
        Posting, models.PROTECT, related_name="photos", verbose_name="张贴记录"
    )
    side = models.CharField("照片", max_length=4, choices=Side.choices)

    class Meta(KeptFile.Meta):
        verbose_name = verbose_name_plural = "张贴照片"

    def __str__(self) -> str:
        return f"{self.posting} {self.get_side_display()}"
