"""暂缓付款: an objection stops the payment, an answer lets it go on."""

from django.db import connection
from django.urls import reverse

from mutualfund.models import Claim


def press(client, name, claim, **sent) -> str:
    """Press a button of the claim's page; the page that follows."""
    return client.post(reverse(name, args=[claim.pk]), sent, follow=True).content.decode()


def test_it_is_held_and_released_with_words(as_, announced, zheng, chen):
    page = press(as_(zheng), "claim-hold", announced, reason="有人说票据不是本人的")
    assert "暂缓付款：有人说票据不是本人的" in page
    assert "暂缓付款" in press(as_(chen), "payment-voucher", announced)
    assert Claim.objects.get().status == "publicity"
    page = press(as_(zheng), "claim-release", announced, reason="核对过原件，是本人的")
    assert "已解除暂缓" in page
    assert Claim.objects.get().held_reason == ""


def test_why_it_waits_and_what_it_lacks_lie_sealed(as_, announced, zheng):
    press(as_(zheng), "claim-hold", announced, reason="说她在透析")
    press(as_(zheng), "claim-release", announced, reason="透析属实")
    press(as_(zheng), "claim-return", announced, missing="透析病历", words="透析病历")
    assert [str(step.words) for step in announced.steps.all()][-2:] != ["", ""]
    with connection.cursor() as cursor:
        for table in ("mutualfund_claim", "mutualfund_claimstep", "welfare_auditentry"):
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
            lies = "".join(row[0] for row in cursor.fetchall())
            assert "透析" not in lies
            assert "透析".encode().hex() not in lies


def test_it_wants_words_both_times(as_, announced, zheng):
    assert "写明有什么异议" in press(as_(zheng), "claim-hold", announced)
    press(as_(zheng), "claim-hold", announced, reason="有异议")
    assert "写明核查的结果" in press(as_(zheng), "claim-release", announced)
    assert Claim.objects.get().held_reason == "有异议"


def test_the_applicant_does_not_answer_objections_to_her_own_claim(
    as_, announced, zhang, liang, zheng
):
    press(as_(zheng), "claim-hold", announced, reason="有异议")
    zhang.user = liang
    zhang.save()
    page = press(as_(liang), "claim-release", announced, reason="没问题")
    assert "您是申请人本人" in page
    assert "disabled" in page
    assert Claim.objects.get().held_reason == "有异议"


def test_it_is_not_held_between_decision_and_notice(as_, approved, zheng):
    assert "才能暂缓" in press(as_(zheng), "claim-hold", approved, reason="有异议")
