"""Places of work: Branch 分公司 and Station 车站, with the other spellings rosters use."""

from django.db import models


class Branch(models.Model):
    """A branch company of the collective company (分公司); it holds stations and a board."""

    name = models.CharField("分公司", max_length=40, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "分公司"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Station(models.Model):
    """A station or office where workers belong (车站)."""

    branch = models.ForeignKey(
        Branch, models.PROTECT, related_name="stations", verbose_name="分公司"
    )
    name = models.CharField("车站", max_length=40, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "车站"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class StationAlias(models.Model):
    """Another spelling of a station in the rosters (车站别名)."""

    station = models.ForeignKey(
        Station, models.PROTECT, related_name="aliases", verbose_name="车站"
    )
    name = models.CharField("别名", max_length=40, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "车站别名"
        ordering = ("name",)

    def __str__(self) -> str:
        return f"{self.name} = {self.station}"


def station_names() -> dict[str, Station]:
    """Every known spelling with its station. Two queries."""
    names = {station.name: station for station in Station.objects.select_related("branch")}
    aliases = StationAlias.objects.select_related("station__branch")
    return names | {alias.name: alias.station for alias in aliases}
