"""Fund 基金: a purse of its own. Whoever pays locks it first."""

from django.db import models


class FundKey(models.TextChoices):
    """The two funds (domain.md 9.3)."""

    MUTUAL_AID = "mutual_aid", "互助补充保险基金"
    RELIEF = "relief", "送温暖(帮困)资金"


class FundQuerySet(models.QuerySet["Fund"]):
    """Doors to the funds."""

    def mutual_aid(self) -> "Fund":
        """The fund that has members."""
        return self.get(key=FundKey.MUTUAL_AID)

    def locked(self, key: str = FundKey.MUTUAL_AID) -> "Fund":
        """The fund's row, locked to the end of the transaction: always before any claim."""
        return self.select_for_update().get(key=key)


class Fund(models.Model):
    """A fund with its own books (基金); transfers between funds need a resolution."""

    key = models.CharField("键", max_length=12, choices=FundKey.choices, unique=True)
    name = models.CharField("基金", max_length=40)

    objects = FundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "基金"

    def __str__(self) -> str:
        return self.name
