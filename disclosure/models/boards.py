"""Board 公开栏: where workers read what is public."""

from django.db import models

from staff.models import Branch


class Board(models.Model):
    """One of the fixed walls in the branch companies (公开栏)."""

    number = models.PositiveSmallIntegerField("栏号", unique=True)
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="+", verbose_name="分公司")
    place = models.CharField("位置", max_length=80)
    keeper = models.CharField("责任人", max_length=40)
    in_public_place = models.BooleanField("在职工随时能到的地方", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开栏"
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} 号公开栏（{self.branch}）"
