"""Evidence 证明材料: a paper of a claim, kept as a cleaned file of a random name."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from mutualfund.models.claims import Claim
from mutualfund.models.investigations import Investigation
from welfare.models import User
from welfare.roles import Role
from welfare.uploads import FileType, path_of

EVIDENCE = "evidence"  # the folder of the kept files


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Questions to the evidence."""

    def visible_to(self, user: User) -> Self:
        """The papers of a case: its handlers, voters and auditors; the applicant his own."""
        if user.has_role(Role.OFFICER, Role.COMMITTEE, Role.CHAIR, Role.AUDITOR):
            return self
        assigned = Investigation.objects.filter(investigator=user).values("claim")
        return self.filter(Q(claim__in=assigned) | Q(claim__member__worker__user=user))


class Evidence(models.Model):
    """A paper that proves the event (证明材料), kept as a cleaned file of a random name."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence", verbose_name="申请")
    paper = models.CharField("材料", max_length=60)
    receipt_no = models.CharField("票号", max_length=40, blank=True, db_collation="C")
    uid = models.UUIDField("文件号", unique=True, editable=False)
    file_type = models.CharField("类型", max_length=3, choices=FileType.choices)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField("原文件指纹", max_length=64, db_collation="C")
    stored_sha256 = models.CharField("存档指纹", max_length=64, db_collation="C")
    original_seen_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="原件核对人"
    )
    original_seen_at = models.DateTimeField("原件核对时间", null=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间")
    is_released = models.BooleanField("可再用", default=False, help_text="申请撤回或不同意以后")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "证明材料"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=Q(is_released=False),
                name="evidence_one_use_per_file",
                violation_error_message="这张票据已经用过了",
            ),
            models.UniqueConstraint(
                fields=["receipt_no"],
                condition=Q(is_released=False) & ~Q(receipt_no=""),
                name="evidence_one_use_per_receipt",
                violation_error_message="这个票号已经用过了",
            ),
            models.CheckConstraint(
                condition=Q(file_type__in=FileType.values),
                name="evidence_file_type_known",
            ),
            models.CheckConstraint(
                condition=Q(original_seen_by__isnull=True, original_seen_at__isnull=True)
                | Q(original_seen_by__isnull=False, original_seen_at__isnull=False),
                name="evidence_seen_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}（{self.get_file_type_display()}）"

    @property
    def path(self) -> str:
        """Where the file lies under the media root."""
        return path_of(self.uid, self.file_type, folder=EVIDENCE)

    @property
    def download_name(self) -> str:
        """The name a download gets."""
        return f"{self.claim.number}-{self.paper}.{self.file_type}"
