"""凭证办理: what can be done with a draft and a voucher, and why not."""

from django.urls import reverse

from mutualfund.actions.vouchers import review_voucher
from mutualfund.models import DraftStatus, DraftVoucher, Voucher
from tests.people import DAY

LIST = reverse("draft-list")


def press(client, name, thing=None, **sent) -> str:
    """Press a button; the page that follows."""
    args = [thing.pk] if thing else []
    return client.post(reverse(name, args=args), sent, follow=True).content.decode()


def test_it_lists_what_waits_and_opens_it(as_, guo, draft):
    made = draft("88.00")
    client = as_(guo)
    page = client.get(LIST).content.decode()
    assert made.get_absolute_url() in page
    assert "88.00" in page
    detail = client.get(made.get_absolute_url()).content.decode()
    assert "102 银行存款" in detail
    assert "陈静" in detail


def test_it_asks_the_same_of_the_database_for_one_and_for_twenty(
    as_, guo, draft, django_assert_num_queries, django_assert_max_num_queries
):
    client = as_(guo)
    draft()
    client.get(LIST)
    with django_assert_max_num_queries(20) as few:
        client.get(LIST)
    for _ in range(19):
        draft()
    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_it_shows_fifty_a_page(as_, guo, draft):
    for _ in range(51):
        draft()
    assert "第 1 页，共 2 页，51 条" in as_(guo).get(LIST).content.decode()


def test_the_reviewer_sends_a_draft_back_with_a_reason(as_, guo, draft):
    made, client = draft(), as_(guo)
    assert "退回要写明哪里不对" in press(client, "draft-send-back", made)
    page = press(client, "draft-send-back", made, reason="附件少一张")
    assert "郭永明退回：附件少一张" in page
    made.refresh_from_db()
    assert made.status == DraftStatus.DROPPED
    assert made.get_absolute_url() in client.get(LIST, {"state": "dropped"}).content.decode()


def test_nobody_sends_back_his_own_or_a_posted_one(as_, guo, draft, post):
    own = draft(by=guo)
    page = press(as_(guo), "draft-send-back", own, reason="x")
    assert "这张凭证是您制的单" in page
    assert "disabled" in page
    posted = DraftVoucher.objects.get(voucher=post())
    assert "记错了用红字冲销" in press(as_(guo), "draft-send-back", posted, reason="x")


def test_a_mistake_is_reversed_over_three_desks(as_, chen, guo, yun, post):
    wrong = post("540.00")
    page = press(as_(chen), "voucher-reverse", wrong, reason="金额应为 500.00 元")
    assert "红字凭证已制单，等审核" in page
    red = DraftVoucher.objects.get(reverses=wrong)
    assert "由出纳核对收付以后记账" in press(as_(chen), "draft-post", red)
    assert "审核以后才能记账" in press(as_(yun), "draft-enter", red)
    assert "已审核，等出纳收付以后记账" in press(as_(guo), "draft-review", red)
    assert "已收付并记账" in press(as_(yun), "draft-enter", red)
    twin = Voucher.objects.get(reverses=wrong)
    assert twin.cashier == yun
    page = as_(chen).get(wrong.get_absolute_url()).content.decode()
    assert f'已由红字凭证 <a href="{twin.get_absolute_url()}">' in page
    assert "已经冲销过" in page


def test_it_reverses_nothing_twice_and_nothing_without_a_reason(as_, chen, post):
    wrong, client = post(), as_(chen)
    assert "冲销要写原因" in press(client, "voucher-reverse", wrong)
    press(client, "voucher-reverse", wrong, reason="重复")
    assert "等审核和记账" in press(client, "voucher-reverse", wrong, reason="重复")


def test_income_is_not_posted_by_hand(as_, chen, guo, draft):
    made = review_voucher(draft(), on=DAY, by=guo)
    assert "由出纳收付时记账" in press(as_(chen), "draft-post", made)
    assert not Voucher.objects.exists()
