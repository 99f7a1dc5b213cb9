"""VoucherPaper 原始凭证: the papers behind a voucher that was written by hand."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mutualfund.models.vouchers import DraftVoucher
from welfare.models import User
from welfare.uploads import FileType, path_of

FOLDER = "vouchers"


class VoucherPaper(models.Model):
    """A scanned paper of a draft (附件), kept as a cleaned file of a random name."""

    draft = models.ForeignKey(
        DraftVoucher, models.PROTECT, related_name="papers", verbose_name="凭证草稿"
    )
    name = models.CharField("附件", max_length=60)
    uid = models.UUIDField("文件号", unique=True, editable=False)
    file_type = models.CharField("类型", max_length=3, choices=FileType.choices)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("原文件指纹", max_length=64, db_collation="C")
    stored_sha256 = models.CharField("存档指纹", max_length=64, db_collation="C")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "凭证附件"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "sha256"], name="voucher_paper_once"),
            models.CheckConstraint(
                condition=Q(file_type__in=FileType.values), name="voucher_paper_type_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the file lies under the media root."""
        return path_of(self.uid, self.file_type, folder=FOLDER)
