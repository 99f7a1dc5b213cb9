"""A line of what the charter asks of a claim, as it is said and as it is kept: without a name in clear."""

from dataclasses import dataclass

from mutualfund.models import Claim
from mutualfund.same_event import NAMES
from staff.models import Worker


@dataclass(frozen=True)
class Check:
    """One line of the list: passed (`ok`), still open (`wait`), or against the charter (`over`).

    What names relatives says itself in three ways: to the desk, in what is kept with the claim
    (`kept`, with the keys of the workers it was about), and to the applicant (`own`), who does not
    learn of another's claim.
    """

    state: str
    title: str
    words: str
    article: str = ""
    kept: str | None = None
    people: tuple[int, ...] = ()
    own: str | None = None  # empty: nothing is said to him

    @property
    def refusal(self) -> str:
        """The sentence a refusal says: article, facts, way out."""
        return f"按章程{self.article}，{self.words}" if self.article else self.words

    def as_json(self) -> dict[str, object]:
        """As it is kept with the claim: no name of a relative in clear."""
        words = self.words if self.kept is None else self.kept
        told = {"state": self.state, "title": self.title, "words": words, "article": self.article}
        return told | {"people": list(self.people)}


def kept_checks(claim: Claim) -> list[Check]:
    """What was weighed when the claim was taken in, the names put in again. One query at most."""
    rows = [dict(row) for row in claim.checks]
    keys = {key for row in rows for key in row.get("people", ())}
    names = {one.pk: one.name for one in Worker.objects.filter(pk__in=keys)} if keys else {}
    found = []
    for row in rows:
        people = tuple(row.get("people", ()))
        told = "、".join(names[key] for key in people if key in names)
        words = str(row["words"]).replace(NAMES, told)
        found.append(Check(row["state"], row["title"], words, row["article"], people=people))
    return found
