"""子类: a kind divided in the charter, each part with its own amount and papers; data, not code."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from mutualfund.actions.advances import propose_advance
from mutualfund.actions.charter import adopt_charter, change_draft, draft_charter
from mutualfund.actions.claims import accept_claim
from mutualfund.actions.evidence import Paper
from mutualfund.alike import counts_for
from mutualfund.charter_page import compare
from mutualfund.claim_checks import assess
from mutualfund.decision_facts import facts_of as decided
from mutualfund.models import Benefit, Charter, Claim, ClaimKind
from mutualfund.shapes import CLAIMS
from mutualfund.what_if import past_claims, recompute, terms_of
from staff.actions.prompts import raise_prompts
from staff.models import Prompt, PromptKind
from staff.prompt_facts import Fact
from tests.mutualfund.fund import facts_of, papers_for, picture
from tests.mutualfund.sql import rewrite, run
from tests.people import DAY
from welfare.errors import Refused

KIND = ClaimKind.WEDDING_FUNERAL
WED, DEATH = "本人结婚", "亲人去世"


def change(charter: Charter, by, **told) -> Charter:
    bands = [(band.above, band.investigators, band.agreeing) for band in charter.bands.all()]
    facts = {"terms": {}, "benefits": {}, "articles": {}, "bands": bands} | told
    return change_draft(charter, by=by, **facts)


@pytest.fixture
def draft(coop, zheng) -> Charter:
    """A revision that divides weddings and funerals."""
    draft = draft_charter(coop, version="分子类", on=DAY, by=zheng)
    change(draft, zheng, added=[(KIND, WED), (KIND, DEATH)], removed=[KIND])
    own = {
        f"{KIND}/{WED}": {"amount": Decimal(200), "papers": "结婚证"},
        f"{KIND}/{DEATH}": {"amount": Decimal(600), "papers": "死亡证明、户口簿"},
    }
    return change(draft, zheng, benefits=own)


@pytest.fixture
def divided(draft, coop, zhang_joined, gao) -> Charter:
    """The revision is in force since before the event."""
    adopted = adopt_charter(
        draft, resolution="2 号", valid_from=DAY + dt.timedelta(days=1), on=DAY, by=gao
    )
    first = DAY - dt.timedelta(days=60)
    rewrite(coop, valid_to=first)
    rewrite(adopted, valid_from=first)
    return adopted


def claim_of(worker, by, subtype, papers):
    told = {"event": "婚丧", "total_cost": Decimal(0), "beneficiary": subtype or "张三"}
    return accept_claim(
        facts_of(worker, KIND, subtype=subtype, **told),
        papers=[Paper(name, picture(), original_seen=True) for name in papers],
        signed_on=DAY, on=DAY, by=by,
    )  # fmt: skip


def test_each_sub_type_has_its_own_amount_papers_and_list(as_, divided, zhang_joined, zheng):
    wedding = claim_of(zhang_joined.worker, zheng, WED, ["结婚证"])
    funeral = claim_of(zhang_joined.worker, zheng, DEATH, ["死亡证明", "户口簿"])
    assert (wedding.asked_amount, funeral.asked_amount) == (Decimal(200), Decimal(600))
    assert funeral.kind_words == "婚丧嫁娶：亲人去世"
    listed, asked = reverse("claim-list"), {"kind": KIND, "subtype": DEATH}
    page = as_(zheng).get(listed, asked).content.decode()
    assert "补助申领 1 件" in page
    assert funeral.number in page
    assert wedding.number not in page
    assert "补助申领 0 件" in as_(zheng).get(listed, asked | {"subtype": "-"}).content.decode()
    assert "补助申领 2 件" in as_(zheng).get(listed, asked | {"subtype": "x"}).content.decode()
    rows = CLAIMS.rows(zheng, asked, DAY)
    assert [claim.number for claim in rows] == [funeral.number]
    with pytest.raises(DatabaseError, match="keeps its facts"):
        run("UPDATE mutualfund_claim SET subtype = %s WHERE id = %s", DEATH, wedding.pk)


def test_papers_of_another_sub_type_do_not_do(divided, zhang_joined, zheng):
    with pytest.raises(Refused, match="死亡证明"):
        claim_of(zhang_joined.worker, zheng, DEATH, ["结婚证"])
    with pytest.raises(Refused, match=f"分成{WED}、{DEATH}，选一个子类"):
        claim_of(zhang_joined.worker, zheng, "", ["结婚证"])


def test_the_database_advances_what_the_sub_type_does(divided, zhang_joined, zheng, monkeypatch):
    """A wedding cannot wait, a funeral can: both are one kind."""
    rewrite(divided.benefit_of(KIND, WED), may_advance=True)
    rewrite(divided.benefit_of(KIND, DEATH), may_advance=False)
    wedding = claim_of(zhang_joined.worker, zheng, WED, ["结婚证"])
    funeral = claim_of(zhang_joined.worker, zheng, DEATH, ["死亡证明", "户口簿"])
    told = {"amount": Decimal(100), "reason": "等不到开会", "on": DAY, "by": zheng}
    assert propose_advance(wedding, **told)
    with pytest.raises(Refused, match="不能紧急垫付"):
        propose_advance(funeral, **told)
    monkeypatch.setattr("mutualfund.actions.advances.why_no_advance", lambda claim: "")
    with pytest.raises(DatabaseError, match="takes no advance"):
        propose_advance(funeral, **told)


def test_the_form_picks_the_sub_type(as_, divided, zhang_joined, zheng):
    address = reverse("claim-new") + f"?worker={zhang_joined.worker_id}&kind={KIND}"
    page = as_(zheng).get(address).content.decode()
    assert f'name="subtype" value="{WED}"' in page
    assert "死亡证明" not in page
    page = as_(zheng).get(f"{address}&subtype={DEATH}").content.decode()
    assert f'name="subtype" value="{DEATH}"' in page
    assert "死亡证明" in page


def told(worker, day, **more) -> dict:
    return {
        "worker": worker.pk, "kind": KIND, "relation": "self", "event": "结婚", "total_cost": "0",
        "other_aid": "0", "signed": "on", "event_date": day.isoformat(), "seen_0": "on",
        "paper_0": SimpleUploadedFile("0.jpg", picture(), "image/jpeg"),
    } | more  # fmt: skip


def test_a_claim_is_asked_by_the_charter_of_its_day(as_, divided, coop, zhang_joined, zheng):
    """Today's charter divides the kind, the event's does not: its own papers, no sub-type."""
    worker, day = zhang_joined.worker, DAY - dt.timedelta(days=61)
    new = divided.benefit_of(KIND, WED)
    sent = told(worker, day, subtype=WED, drawn=new.pk)
    side = as_(zheng).post(reverse("claim-checks"), sent | {"paper_0": ""}).content.decode()
    assert f"&event_date={day}" in side
    assert "亲人去世" not in side
    page = as_(zheng).post(reverse("claim-new"), sent).content.decode()
    assert "要的是结婚证或死亡证明、关系证明。提交时换成这几样" in page
    assert not Claim.objects.exists()
    more = {"drawn": coop.benefit_of(KIND).pk, "subtype": "", "seen_1": "on"}
    papers = {"paper_1": SimpleUploadedFile("1.jpg", picture(), "image/jpeg")}
    as_(zheng).post(reverse("claim-new"), told(worker, day, **more) | papers)
    claim = Claim.objects.get()
    assert (claim.charter, claim.subtype, claim.asked_amount) == (coop, "", Decimal(300))


def test_a_worker_chooses_the_sub_type_of_the_day(as_, divided, coop, zhang_joined, draft):
    """Today's charter is whole again, the event's is divided."""
    rewrite(divided, valid_to=DAY)
    rewrite(coop, valid_to=None, valid_from=DAY)
    worker, day = zhang_joined.worker, DAY - dt.timedelta(days=5)
    mine = as_(worker.user)
    sent = told(worker, day, subtype="", drawn=coop.benefit_of(KIND).pk)
    page = mine.post(reverse("own-claim-new"), sent).content.decode()
    assert f"分成{WED}、{DEATH}，选一个子类" in page
    assert f'type="radio" name="subtype" id="subtype_2" value="{DEATH}"' in " ".join(page.split())
    assert 'type="hidden" name="subtype"' not in page  # nothing is chosen for him
    address = reverse("own-claim-new") + f"?kind={KIND}&event_date={day}"
    assert f"按 {day} 生效的「分子类」分的" in mine.get(address).content.decode()
    mine.post(
        reverse("own-claim-new"),
        told(worker, day, subtype=WED, drawn=divided.benefit_of(KIND, WED).pk),
    )
    assert Claim.objects.get().subtype == WED


def test_the_years_cap_counts_what_came_before_the_kind_was_divided(
    draft, coop, zhang_joined, zheng, gao
):
    """300 and then 200 of one year's cap of 600, the second after the kind was divided."""
    worker = zhang_joined.worker
    rewrite(coop, claims_per_year=9)
    early = accept_claim(
        facts_of(worker, KIND, event="婚", total_cost=Decimal(0), beneficiary="甲"),
        papers=papers_for(KIND), signed_on=DAY, on=DAY, by=zheng,
    )  # fmt: skip
    change(draft, zheng, benefits={f"{KIND}/{WED}": {"count_per_year": 1}})
    adopted = adopt_charter(
        draft, resolution="2 号", valid_from=DAY + dt.timedelta(days=1), on=DAY, by=gao
    )
    rewrite(coop, valid_to=DAY - dt.timedelta(days=9))
    rewrite(adopted, valid_from=DAY - dt.timedelta(days=9))
    facts = facts_of(worker, KIND, subtype=WED, beneficiary="乙", event_date=DAY)
    weighed = assess(facts, on=DAY)
    assert (early.subtype, weighed.arithmetic.used) == ("", Decimal(300))
    assert f"{WED}每人每年最多 1 次" in weighed.refusals[0].words
    terms = terms_of(adopted) | {f"{KIND}/{WED}": terms_of(coop)[KIND]}
    (past,) = past_claims(since=DAY, on=DAY)
    tried = recompute([past, past, replace(past, subtype=WED)], terms)
    assert sum(amount for _, amount in tried) == Decimal(600)


@pytest.mark.parametrize(
    ("subtype", "then", "benefit", "now", "counts"),
    [
        ("", {""}, WED, {WED, DEATH}, True),  # given before the kind was divided
        ("", {"", WED}, WED, {"", WED}, False),  # given as 其他
        (WED, {WED, DEATH}, "", {""}, True),  # divided no more
        (WED, {WED, DEATH}, "", {"", WED}, False),
        (WED, {WED}, DEATH, {WED, DEATH}, False),  # it has a cap of its own
        ("生子", {"生子"}, WED, {WED, DEATH}, True),  # listed no more, and no 其他 to fall to
        ("生子", {"生子"}, WED, {"", WED}, False),
    ],
)
def test_what_counts_when_kinds_are_divided_and_joined(subtype, then, benefit, now, counts):
    row = Benefit(charter_id=2, kind=KIND, subtype=benefit)
    assert counts_for(subtype, 1, row, {1: then, 2: now}) is counts


def test_a_prompt_opens_the_sub_type_it_is_about(as_, divided, zhang_joined, zheng):
    worker = zhang_joined.worker
    raise_prompts([Fact(PromptKind.DEATH, "member:1", worker, "母亲病故")], on=DAY)
    asked = f"?worker={worker.pk}&kind={KIND}&prompt={Prompt.objects.get().pk}"
    page = as_(zheng).get(reverse("claim-new") + asked).content.decode()
    assert f'name="subtype" value="{DEATH}"' in page


def test_decision_what_if_and_comparison_follow(divided, coop, zhang_joined, zheng, meeting):
    claim = claim_of(zhang_joined.worker, zheng, DEATH, ["死亡证明", "户口簿"])
    told = decided(claim, meeting, on=DAY)
    assert (told["subtype"], told["kind_words"]) == (DEATH, "婚丧嫁娶：亲人去世")
    assert "定额 600.00 元" in told["article_text"]
    terms = terms_of(divided)
    tried = recompute(past_claims(since=DAY - dt.timedelta(days=9), on=DAY), terms)
    assert Decimal(600) in [amount for past, amount in tried if past.subtype == DEATH]
    titles = [group.title for group in compare(coop, divided)]
    assert f"补助标准：婚丧嫁娶：{WED}" in titles


def test_an_event_of_the_older_charter_keeps_its_terms(divided, coop, zhang_joined):
    early = {"event_date": DAY - dt.timedelta(days=61), "subtype": DEATH}
    weighed = assess(facts_of(zhang_joined.worker, KIND, **early), on=DAY)
    assert (weighed.charter, weighed.benefit.subtype) == (coop, "")


def test_the_draft_is_divided_on_its_page(as_, coop, zheng):
    draft = draft_charter(coop, version="页上分", on=DAY, by=zheng)
    page = as_(zheng).get(reverse("charter-edit", args=[draft.pk]))
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    sent = {key: value for key, value in sent.items() if value is not False}
    edit = reverse("charter-edit", args=[draft.pk])
    page = as_(zheng).post(edit, sent | {"new_subtype": WED}).content.decode()
    assert f"新子类「{WED}」属于哪一类，选一个" in page
    assert draft.subtypes_of(KIND) == [""]
    as_(zheng).post(edit, sent | {"new_kind": KIND, "new_subtype": WED})
    assert draft.subtypes_of(KIND) == ["", WED]
    assert WED in as_(zheng).get(draft.get_absolute_url()).content.decode()


def test_a_divided_kind_is_made_whole_again(as_, draft, zheng):
    edit = reverse("charter-edit", args=[draft.pk])
    form = as_(zheng).get(edit).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value()}
    sent |= {name: 0 for name in form.fields if form[name].value() == 0}
    as_(zheng).post(edit, sent | {"joined": [KIND]})
    assert [(row.subtype, row.amount) for row in draft.benefits.filter(kind=KIND)] == [
        ("", Decimal(200))
    ]
    with pytest.raises(Refused, match="没有分子类"):
        change(draft, zheng, joined=[KIND])


def test_a_kind_keeps_something_and_names_are_used_once(draft, zheng):
    with pytest.raises(Refused, match="最后一条，不能去掉"):
        change(draft, zheng, removed=[ClaimKind.EDUCATION])
    with pytest.raises(Refused, match="已经有了"):
        change(draft, zheng, added=[(KIND, WED)])
    with pytest.raises(Refused, match="写名称"):
        change(draft, zheng, added=[(KIND, " ")])
