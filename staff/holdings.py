"""Holding 任职: station, job, post and identity together, as a dated row has them."""

from dataclasses import dataclass

from staff.models import Identity, Post, Station, Tenure, Worker


@dataclass(frozen=True)
class Holding:
    """Where and how someone is employed."""

    station: Station
    job: str
    post: Post
    identity: Identity

    @property
    def facts(self) -> dict[str, str]:
        """As the audit trail keeps it."""
        return {
            "station": self.station.name,
            "job": self.job,
            "post": self.post,
            "identity": self.identity,
        }


def holding_of(row: "Worker | Tenure") -> Holding:
    """What a worker holds now, or held in a dated row."""
    return Holding(row.station, row.job, Post(row.post), Identity(row.identity))
