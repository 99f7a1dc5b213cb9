"""一事不兼办: nobody takes two steps of one claim, and nobody acts for himself or his own."""

import datetime as dt
from itertools import permutations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from mutualfund.actions.decisions import finalise_ripe_items
from mutualfund.actions.investigations import assign_investigators, sign_finding
from mutualfund.actions.meetings import cast_vote
from mutualfund.actions.payments import make_payment_voucher, pay_claim, review_payment
from mutualfund.actions.seats import seat_member
from mutualfund.duties import TOGETHER, Step, may
from mutualfund.models import Choice, Claim, Conclusion, SeatKind
from staff.models import Cadre, Household
from tests.mutualfund.conftest import FOUNDED
from tests.mutualfund.fund import (
    announce,
    convene,
    file_claim,
    investigate,
    vote_all,
)
from tests.mutualfund.sql import run
from tests.people import DAY, make_worker
from tests.staff.care import close, from_paper
from welfare.errors import Refused
from welfare.models import User
from welfare.roles import Role


class Way:
    """One claim walked step by step; `one` takes the steps named, others take the rest."""

    def __init__(self, zhang, others: dict[Step, User], one: User, steps: set[Step]):
        self.zhang, self.claim = zhang, None
        self.who = {step: one if step in steps else others[step] for step in Step}

    def receive(self):
        """受理."""
        self.claim = file_claim(self.zhang, by=self.who[Step.RECEIVE])

    def investigate(self):
        """调查 with a second person."""
        second = User.objects.get(username="liang")
        investigate(self.claim, [self.who[Step.INVESTIGATE], second], by=self.who[Step.RECEIVE])

    def vote(self):
        """表决: everyone but the one agrees first, then he."""
        self.claim = Claim.objects.get(pk=self.claim.pk)
        chair, zheng = User.objects.get(username="gao"), User.objects.get(username="zheng")
        self.meeting = convene([self.claim], chair=chair, recorder=zheng)
        voters = [User.objects.get(username=name) for name in ("gao", "wang", "bai", "lin")]
        voters = [voter for voter in voters if voter != self.who[Step.VOTE]]
        vote_all(self.meeting, [*voters, self.who[Step.VOTE]])

    def finalise(self):
        """签发."""
        finalise_ripe_items(self.meeting, on=DAY, by=self.who[Step.FINALISE])
        announce(self.claim, by=User.objects.get(username="bian"))

    def make(self):
        """制单."""
        make_payment_voucher(self.claim, on=DAY, by=self.who[Step.MAKE])

    def review(self):
        """审核."""
        review_payment(self.claim, on=DAY, by=self.who[Step.REVIEW])

    def pay(self):
        """付款."""
        pay_claim(self.claim, on=DAY, by=self.who[Step.PAY])


@pytest.fixture
def others(zhang_joined, committee, zheng, liang, he, gao, wang, chen, guo, yun, bian):
    """Who takes each step when the one does not."""
    return {
        Step.RECEIVE: zheng, Step.INVESTIGATE: he, Step.VOTE: wang, Step.FINALISE: gao,
        Step.MAKE: chen, Step.REVIEW: guo, Step.PAY: yun,
    }  # fmt: skip


@pytest.fixture
def one(committee, hire):
    """Someone who may investigate: only the duties stand in his way."""
    return hire("one", "一人", Role.OFFICER)


PAIRS = [(a, b) for a, b in permutations(Step, 2) if list(Step).index(a) < list(Step).index(b)]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_it_lets_one_person_take_two_steps_only_where_the_table_says(
    zhang_joined, others, one, first, second
):
    way, met = Way(zhang_joined.worker, others, one, {first, second}), None
    for step in Step:
        if step == Step.VOTE and step in {first, second}:
            seat_member(one, kind=SeatKind.WORKER_REP, since=FOUNDED, by=None)
        try:
            with transaction.atomic():
                getattr(way, step.value)()
        except Refused:
            met = step
            break
    if frozenset({first, second}) in TOGETHER:
        assert met is None
    else:
        assert met == second


@pytest.mark.parametrize("step", Step)
def test_it_keeps_the_applicant_and_his_home_from_every_step(accepted, zhang, hire, step):
    home = Household.objects.create(number="H-001")
    zhang.household = home
    zhang.save()
    spouse = make_worker("刘建国", household=home, user=hire("liu", "刘建国"))
    claim = Claim.objects.select_related("member__worker").get(pk=accepted.pk)
    assert "申请人本人" in may(zhang.user, step, claim)
    assert "申请人的家里人" in may(spouse.user, step, claim)


@pytest.fixture
def paired(zhang, bai, zheng):
    """Bai is the cadre who answers for Zhang."""
    cadre = Cadre.objects.create(number="G-1", name=bai.name, kind="office", title="科长", user=bai)
    file = from_paper(zhang, lead=cadre, by=zheng, tier="general", on=FOUNDED)
    return file.pairings.get()


def test_it_recuses_the_paired_cadre_with_the_reason(paired, meeting, bai):
    item = meeting.items.get()
    with pytest.raises(Refused, match="白丽君是申请人的包保责任人，这件要回避"):
        cast_vote(item, choice=Choice.AGREE, on=DAY, by=bai)


def test_it_lets_the_rest_decide_and_writes_the_recusal(paired, meeting, gao, wang, lin, bai):
    vote_all(meeting, [gao, wang, lin])
    decision = finalise_ripe_items(meeting, on=DAY, by=gao)[0]
    assert (decision.agreed, decision.recused) == (3, 1)
    recusal = meeting.items.get().votes.get(choice=Choice.RECUSE)
    assert (recusal.member.user, recusal.opinion) == (bai, "是申请人的包保责任人")


def test_it_forgets_a_pairing_that_had_ended(paired, zhang_joined, bai, zheng, gao):
    close(paired.file, zheng, gao, on=DAY - dt.timedelta(days=1))
    claim = file_claim(zhang_joined.worker, by=zheng)
    assert may(bai, Step.VOTE, claim) == ""


def test_it_wants_two_different_investigators(accepted, zheng, he):
    for people in ([he], [he, he], []):
        with pytest.raises(Refused, match="2 名不同的调查人"):
            assign_investigators(accepted, people=people, on=DAY, by=zheng)


def test_it_sends_nobody_of_the_committee_to_look_into_a_claim(as_, accepted, zheng, liang, he):
    seat_member(he, kind=SeatKind.WORKER_REP, since=FOUNDED, by=None)
    sent = {"people": [liang.pk, he.pk]}
    page = as_(zheng).get(accepted.get_absolute_url()).content.decode()
    assert "互助委员会委员" in page
    address = reverse("claim-assign", args=[accepted.pk])
    text = as_(zheng).post(address, sent, follow=True).content.decode()
    assert "不能调查：是互助委员会委员，调查要由别人来办" in text
    assert not accepted.investigations.exists()


def test_who_comes_onto_the_committee_after_it_signs_his_finding_and_stays_out_of_the_vote(
    accepted, committee, zheng, liang, he, gao
):
    assign_investigators(accepted, people=[liang, he], on=DAY, by=zheng)
    seat_member(he, kind=SeatKind.WORKER_REP, since=FOUNDED, by=None)
    for person in (liang, he):
        sign_finding(
            accepted, finding="看过", conclusion=Conclusion.TRUE, visited_on=DAY, on=DAY, by=person
        )
    meeting = convene([Claim.objects.get(pk=accepted.pk)], chair=gao, recorder=zheng)
    with pytest.raises(Refused, match="是这件的调查人，这件要回避"):
        vote_all(meeting, [he])


def test_it_lets_each_sign_only_his_own_finding_and_once(accepted, zheng, liang, he, hire):
    assign_investigators(accepted, people=[liang, he], on=DAY, by=zheng)
    told = {"finding": "看过", "conclusion": Conclusion.TRUE, "visited_on": DAY, "on": DAY}
    sign_finding(accepted, by=liang, **told)
    with pytest.raises(Refused, match="已经签过字"):
        sign_finding(accepted, by=liang, **told)
    with pytest.raises(Refused, match="没有指派您"):
        sign_finding(accepted, by=zheng, **told)


# -- the same rules for whoever writes SQL himself, as the application's role ------------------


@pytest.mark.parametrize("who", ["zheng", "he", "liang"])
def test_it_refuses_the_vote_of_receiver_and_investigator_in_the_database(
    request, investigated, committee, gao, zheng, who
):
    seat = seat_member(request.getfixturevalue(who), kind=SeatKind.MANAGER, since=FOUNDED, by=None)
    item = convene([investigated], chair=gao, recorder=zheng).items.get()
    with pytest.raises(IntegrityError, match="took the step"):
        run(
            "INSERT INTO mutualfund_vote (item_id, member_id, choice, opinion, proof, at)"
            " VALUES (%s, %s, 'agree', '', '', now())",
            item.pk,
            seat.pk,
        )


def test_it_refuses_the_vote_of_kin_in_the_database(meeting, zhang, bai):
    home = Household.objects.create(number="H-001")
    zhang.household = home
    zhang.save()
    make_worker("白丽君", household=home, user=bai)
    seat = meeting.attendance.get(member__user=bai).member
    with pytest.raises(IntegrityError, match="is the household of claim"):
        run(
            "INSERT INTO mutualfund_vote (item_id, member_id, choice, opinion, proof, at)"
            " VALUES (%s, %s, 'agree', '', '', now())",
            meeting.items.get().pk,
            seat.pk,
        )


def test_it_refuses_a_voter_as_investigator_in_the_database(accepted, committee, zheng, wang):
    with pytest.raises(IntegrityError, match="sits on the committee"):
        run(
            "INSERT INTO mutualfund_investigation (uid, claim_id, investigator_id, assigned_by_id,"
            " assigned_at, conclusion) VALUES (gen_random_uuid(), %s, %s, %s, now(), '')",
            accepted.pk,
            wang.pk,
            zheng.pk,
        )


def test_it_refuses_the_receiver_as_investigator_in_the_database(accepted, zheng):
    with pytest.raises(IntegrityError, match="took the step receive"):
        run(
            "INSERT INTO mutualfund_investigation (uid, claim_id, investigator_id, assigned_by_id,"
            " assigned_at, conclusion) VALUES (gen_random_uuid(), %s, %s, %s, now(), '')",
            accepted.pk,
            zheng.pk,
            zheng.pk,
        )
