"""One application walked step by step, each step by whom it needs."""

import datetime as dt
from decimal import Decimal

from staff.actions.approvals import (
    approve_certification,
    close_publicity,
    record_peer_review,
    start_publicity,
)
from staff.actions.certifications import (
    fill_application,
    pass_papers,
    receive_application,
    sign_application,
)
from staff.actions.surveys import (
    assign_surveyors,
    fill_survey,
    sign_survey,
)
from staff.hardship_facts import Circumstances, IncomeRow, SurveyFacts
from staff.models import (
    Cause,
    Certification,
    Clear,
    FilePaper,
    Finding,
    IncomeKind,
    Nature,
    Tier,
    Worker,
)
from tests.people import DAY
from welfare.models import User

ONE = dt.timedelta(days=1)


def told(tier: str = "severe", **changes) -> Circumstances:
    """What an applicant says."""
    facts = {
        "asked_tier": Tier.objects.get(key=tier),
        "cause": Cause.FAMILY_ILLNESS,
        "nature": Nature.PERSONAL,
        "story": "丈夫透析，儿子上大专",
        "other_causes": ["schooling"],
    }
    return Circumstances(**(facts | changes))


def survey_facts(tier: str | None = "severe", on: dt.date = DAY, **changes) -> SurveyFacts:
    """A whole form: 31,840 left of a year for three people, 884.44 a head and month."""
    facts = {
        "surveyed_at": dt.datetime.combine(on, dt.time(8), dt.UTC),
        "respondent": "张桂兰", "relation": "本人", "family": "三口人", "home": "自购房 62 平方米",
        "assets": "没有车", "verifier": "邻居", "verified": "属实", "story": "丈夫每周透析两次",
        "needs": "看病", "clear": list(Clear), "photos": 4, "finding": Finding.FITS,
        "suggested_tier": Tier.objects.get(key=tier) if tier else None,
        "worker_signed_on": on, "people": 3,
        "rows": [
            IncomeRow(IncomeKind.WAGE, Decimal(39840), "本人和丈夫", "工资条"),
            IncomeRow(IncomeKind.TRANSFER, Decimal(3600)),
            IncomeRow(IncomeKind.ILLNESS, Decimal(9200), "透析自付"),
            IncomeRow(IncomeKind.SCHOOLING, Decimal(2400), "学费"),
        ],
        "grounds": [],
    }  # fmt: skip
    return SurveyFacts(**(facts | changes))


class Walk:
    """The run of one worker; `zheng` fills in, `liang` reviews, `people` survey, `gao` decides."""

    def __init__(
        self, worker: Worker, filler: User, reviewer: User, people: list[User], chair: User
    ):
        self.worker, self.filler, self.reviewer = worker, filler, reviewer
        self.people, self.chair, self.pk = people, chair, 0

    @property
    def run(self) -> Certification:
        """The run as it stands now."""
        return Certification.objects.select_related("file__worker").get(pk=self.pk)

    def fill(self, **changes) -> "Walk":
        """草稿."""
        self.pk = fill_application(self.worker, told(**changes), on=DAY, by=self.filler).pk
        return self

    def sign(self) -> "Walk":
        """已申请."""
        sign_application(
            self.run, signed_on=DAY, authorised=True, promised=True, agreed=True, on=DAY,
            by=self.filler,
        )  # fmt: skip
        return self

    def receive(self) -> "Walk":
        """材料初审."""
        receive_application(self.run, on=DAY, by=self.reviewer)
        return self

    def pass_papers(self) -> "Walk":
        """入户调查."""
        pass_papers(self.run, papers=list(FilePaper), on=DAY, by=self.reviewer)
        return self

    def assign(self, *people: User) -> "Walk":
        """Two are asked to go."""
        assign_surveyors(self.run, people=people or self.people, on=DAY, by=self.filler)
        return self

    def survey(self, **changes) -> "Walk":
        """The form is filled in."""
        fill_survey(self.run, survey_facts(**changes), on=DAY, by=self.people[0])
        return self

    def sign_survey(self) -> "Walk":
        """民主评议: both have signed."""
        for person in self.people:
            sign_survey(self.run, on=DAY, by=person)
        return self

    def peer_review(self, tier: str = "severe", reason: str = "", **changes) -> "Walk":
        """The branch agrees, the tier is proposed."""
        facts = {"present": 9, "agreed": 8, "minutes": "都同意", "is_skipped": False}
        record_peer_review(
            self.run, tier=Tier.objects.get(key=tier), raise_reason=reason, held_on=DAY, on=DAY,
            by=self.filler, **(facts | changes),
        )  # fmt: skip
        return self

    def announce(self, last: dt.date = DAY) -> "Walk":
        """公示中, over with the day of the tests unless told otherwise."""
        start_publicity(
            self.run, number="GS-2026-0009", first=DAY, last=last, on=DAY, by=self.reviewer
        )
        return self

    def close(self, on: dt.date = DAY + ONE) -> "Walk":
        """段工会审核."""
        close_publicity(self.run, posted="6 处都贴了，照片已存", on=on, by=self.filler)
        return self

    def approve(self, on: dt.date = DAY + ONE, by: User | None = None) -> "Walk":
        """在档."""
        approve_certification(
            self.run, decision_no="段工会〔2026〕8 号", on=on, by=by or self.chair
        )
        return self

    def surveyed(self) -> "Walk":
        """All the way to the peer review."""
        self.fill().sign().receive().pass_papers().assign().survey()
        return self.sign_survey()

    def reviewed(self) -> "Walk":
        """All the way to the union."""
        return self.surveyed().peer_review().announce().close()
