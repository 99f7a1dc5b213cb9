"""What a reporter sends 举报 and what a handler chooses, as forms hand it to the actions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from disclosure.models.reports import Category, StepKind
from disclosure.report_keys import code_of, new_code
from staff.models import Branch

K = StepKind
MOST_FILES = 3  # with one message
# the steps a handler chooses from on the page; the others have forms of their own
CHOSEN = (
    K.REGISTERED,
    K.ACCEPTED,
    K.DECLINED,
    K.GRADED,
    K.NOTED,
    K.EXTENDED,
    K.DECIDED,
    K.ANSWERED,
    K.ARCHIVED,
)


@dataclass(frozen=True)
class Telling:
    """What is told: about whom, of which unit, and by whom when he wants to say so."""

    category: Category
    words: str
    subjects: str = ""
    branch: Branch | None = None
    name: str = ""
    contact: str = ""
    files: Sequence[tuple[str, bytes]] = field(default_factory=list)
    token: str = ""  # drawn for the form it was written in

    def inside(self) -> bytes:
        """The part that stands beside the words, to be sealed."""
        unit = self.branch.pk if self.branch else None
        told = {
            "subjects": self.subjects, "branch": unit, "name": self.name, "contact": self.contact,
        }  # fmt: skip
        return json.dumps(told, ensure_ascii=False).encode()

    def code(self) -> str:
        """The receipt code: the same when the same form is sent twice, else drawn anew. A form kept by
        the browser and written over is another one.
        """
        if not self.token:
            return new_code()
        parts = [self.token, self.category, self.words]
        papers = [sha256(content).hexdigest() for _, content in self.files]
        return code_of("\0".join([*parts, self.inside().decode(), *papers]))


@dataclass(frozen=True)
class Chosen:
    """A step as the page sends it."""

    kind: StepKind
    words: str = ""
    outcome: str = ""
