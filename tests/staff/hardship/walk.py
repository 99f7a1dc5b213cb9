"""One application walked step by step, each step by whom it needs."""

import datetime as dt
import hashlib
import uuid
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
    start_tier_change,
)
from staff.actions.survey_photos import keep_photos
from staff.actions.surveys import (
    assign_surveyors,
    fill_survey,
    sign_survey,
)
from staff.hardship_facts import Circumstances, IncomeRow, SurveyFacts
from staff.models import (
    Cadre,
    Cause,
    Certification,
    Clear,
    FilePaper,
    Finding,
    HardshipFile,
    IncomeKind,
    Nature,
    RunKind,
    Tier,
    Worker,
)
from tests.people import DAY
from tests.staff.care import make_lead
from welfare.days import last_working_day
from welfare.models import User
from welfare.uploads import CleanFile, FileType

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
        "needs": "看病", "clear": list(Clear), "finding": Finding.FITS,
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


def clean_photo() -> CleanFile:
    """A photograph as it comes out of the cleaning, unlike any other."""
    content = uuid.uuid4().bytes
    return CleanFile(FileType.JPEG, content, hashlib.sha256(content).hexdigest())


class Walk:
    """The run of one worker; `zheng` fills in, `liang` reviews and proposes the tier, `people` survey,
    `gao` decides.
    """

    def __init__(
        self, worker: Worker, filler: User, reviewer: User, people: list[User], chair: User
    ):
        self.worker, self.filler, self.reviewer = worker, filler, reviewer
        self.people, self.chair, self.pk, self.day = people, chair, 0, DAY

    @property
    def run(self) -> Certification:
        """The run as it stands now."""
        return Certification.objects.select_related("file__worker").get(pk=self.pk)

    def fill(self, **changes) -> "Walk":
        """草稿."""
        self.pk = fill_application(self.worker, told(**changes), on=self.day, by=self.filler).pk
        return self

    def sign(self) -> "Walk":
        """已申请."""
        sign_application(
            self.run, signed_on=self.day, authorised=True, promised=True, agreed=True, on=self.day,
            by=self.filler,
        )  # fmt: skip
        return self

    def receive(self) -> "Walk":
        """材料初审."""
        receive_application(self.run, on=self.day, by=self.reviewer)
        return self

    def pass_papers(self) -> "Walk":
        """入户调查."""
        pass_papers(self.run, papers=list(FilePaper), on=self.day, by=self.reviewer)
        return self

    def assign(self, *people: User) -> "Walk":
        """Two are asked to go."""
        assign_surveyors(self.run, people=people or self.people, on=self.day, by=self.filler)
        return self

    def survey(self, **changes) -> "Walk":
        """The form is filled in."""
        facts = survey_facts(**({"on": self.day} | changes))
        fill_survey(self.run, facts, on=self.day, by=self.people[0])
        keep_photos(self.run, [clean_photo() for _ in range(4)], by=self.people[0])
        return self

    def sign_survey(self) -> "Walk":
        """民主评议: both have signed."""
        for person in self.people:
            sign_survey(self.run, on=self.day, by=person)
        return self

    def peer_review(self, tier: str = "severe", reason: str = "", **changes) -> "Walk":
        """The branch agrees, the tier is proposed."""
        facts = {"present": 9, "agreed": 8, "minutes": "都同意", "is_skipped": False}
        facts["held_on"] = self.day
        record_peer_review(
            self.run, tier=Tier.objects.get(key=tier), raise_reason=reason, on=self.day,
            by=self.reviewer, **(facts | changes),
        )  # fmt: skip
        return self

    def announce(self, last: dt.date | None = None) -> "Walk":
        """公示中, for five working days unless told otherwise."""
        start_publicity(
            self.run, number="GS-2026-0009", first=self.day,
            last=last or last_working_day(self.day, 5), on=self.day, by=self.reviewer,
        )  # fmt: skip
        return self

    @property
    def over(self) -> dt.date:
        """The day after the notice."""
        return last_working_day(self.day, 5) + ONE

    def close(self, on: dt.date | None = None) -> "Walk":
        """段工会审核."""
        posted = "6 处都贴了，照片已存"
        close_publicity(self.run, posted=posted, on=on or self.over, by=self.filler)
        return self

    def approve(
        self,
        on: dt.date | None = None,
        by: User | None = None,
        lead: Cadre | None = None,
        senior: str = "",
    ) -> "Walk":
        """在档, led by somebody of the office unless told otherwise; a tier change keeps its lead."""
        run, number, chair = self.run, "段工会〔2026〕8 号", by or self.chair
        if run.kind != RunKind.CHANGE:
            lead = lead or make_lead(self.filler)
        approve_certification(
            run, decision_no=number, lead=lead, on=on or self.over, by=chair, senior_opinion=senior
        )
        return self

    def surveyed(self) -> "Walk":
        """All the way to the peer review."""
        self.fill().sign().receive().pass_papers().assign().survey()
        return self.sign_survey()

    def reviewed(self) -> "Walk":
        """All the way to the union."""
        return self.surveyed().peer_review().announce().close()

    def change(self, file: HardshipFile, tier: str, *, on: dt.date) -> "Walk":
        """等级调整, the whole way, approved on a day."""
        self.worker, self.day = file.worker, on - 14 * ONE
        self.pk = start_tier_change(
            file, told(tier), reason="收入变了", on=self.day, by=self.filler
        ).pk
        self.assign().survey(tier=tier).sign_survey().peer_review(tier).announce()
        return self.close(on).approve(on)
