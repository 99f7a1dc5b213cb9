"""Payee 代领人: who takes the money of an applicant who died."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from mutualfund.models.claims import Claim
from welfare.models import User


class Payee(models.Model):
    """A relative who takes a dead applicant's approved money, by a paper (代领). Never changed."""

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="payee", verbose_name="申请")
    name = models.CharField("代领人", max_length=60)
    relation = models.CharField("和申请人的关系", max_length=20)
    document = models.CharField("凭什么（死亡证明、亲属关系证明）", max_length=120)
    recorded_on = models.DateField("登记日期")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "代领人"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(relation="") & ~Q(document=""),
                name="payee_is_told",
                violation_error_message="代领要写姓名、关系和证明",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} {self.name}"
