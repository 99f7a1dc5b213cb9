"""KeptPaper: a scanned paper or photograph that shows something was done, kept as a cleaned file."""

from django.db import models

from welfare.models import User
from welfare.uploads import FileType, path_of


class KeptPaper(models.Model):
    """What every such paper has; `FOLDER` says where the files of a kind lie."""

    FOLDER = ""

    uid = models.UUIDField("文件号", unique=True, editable=False)
    file_type = models.CharField("类型", max_length=3, choices=FileType.choices)
    sha256 = models.CharField("存档指纹", max_length=64, db_collation="C")
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    added_at = models.DateTimeField("上传时间")

    class Meta:
        abstract = True

    @property
    def path(self) -> str:
        """Where the file lies under the media root."""
        return path_of(self.uid, self.file_type, folder=self.FOLDER)
