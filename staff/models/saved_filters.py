"""SavedFilter 存下的筛选: a person's own names for filters of the list of workers."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from welfare.models import User

MOST = 20


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    """Questions to the saved filters."""

    def visible_to(self, user: User) -> Self:
        """One's own."""
        return self.filter(user=user)


class SavedFilter(models.Model):
    """A filter with the name its owner gave it (存下的筛选)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="谁的")
    name = models.CharField("名字", max_length=20)
    query = models.JSONField("筛选")  # filter -> value, as the address has them

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "存下的筛选"
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="saved_filter_one_per_name",
                violation_error_message="这个名字已经用过了，换一个",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="saved_filter_has_name"),
        ]

    def __str__(self) -> str:
        return self.name
