"""Photographs and papers of the walls and notices: cleaned, under random names, only added to."""

from typing import ClassVar

from django.db import models

from welfare.uploads import FileType, path_of


class KeptFile(models.Model):
    """What is known of a kept file; where a photograph was taken is nowhere in it."""

    folder = ""

    uid = models.UUIDField("文件号", unique=True, editable=False)
    file_type = models.CharField("类型", max_length=3, choices=FileType.choices)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("原文件指纹", max_length=64, db_collation="C", unique=True)
    stored_sha256 = models.CharField("存档指纹", max_length=64, db_collation="C")
    at = models.DateTimeField("上传时间")

    class Meta:
        abstract = True
        ordering: ClassVar = ["pk"]

    @property
    def path(self) -> str:
        """Where the file lies under the media root."""
        return path_of(self.uid, self.file_type, folder=self.folder)
