"""One claim from the counter to the cashier, each step by the person whose step it is."""

import datetime as dt
from decimal import Decimal

import pytest

from mutualfund.models import Claim, ClaimStatus, Decision, Investigation, Payment, Vote, Voucher
from mutualfund.purse import purse_today
from tests.mutualfund.fund import EVENT, picture
from tests.people import DAY
from welfare import clock

pytestmark = pytest.mark.browser

PAID = 500


@pytest.fixture
def papers(tmp_path):
    """Photographs of the two papers the charter asks for a child at college."""
    found = []
    for name in ("notice.jpg", "household.jpg"):
        path = tmp_path / name
        path.write_bytes(picture((600, 800)))
        found.append(str(path))
    return found


def test_a_claim_walks_from_the_counter_to_the_cashier(
    browser, papers, zhang_joined, committee, zheng, liang, he, gao, wang, bian, sun, chen, guo, yun
):
    worker, before = zhang_joined.worker, purse_today(DAY).balance
    claim = _take_in(browser, worker, papers)
    _investigate(browser, claim, [("liang", "梁艳"), ("he", "何伟")])
    _decide(browser, claim, committee)
    _announce(browser)
    after = Claim.objects.get(pk=claim.pk).publicity_until + dt.timedelta(days=1)
    with clock.travel(after):
        _pay(browser, claim)
    assert purse_today(after).balance == before - PAID
    browser.sign_in("zheng")
    browser.open(f"/workers/{worker.pk}/")
    assert "子女入学补助 500.00 元" in browser.text
    assert "已付款" in browser.text


def _take_in(browser, worker, papers) -> Claim:
    """Zheng at the counter; the browser shows the sum while she types."""
    browser.sign_in("zheng")
    browser.open(f"/claims/new/?worker={worker.pk}&kind=education")
    browser.choose("relation", "child")
    browser.type("beneficiary", "张小雨")
    browser.day("event_date", EVENT)
    browser.type("event", "女儿考入大学")
    browser.type("total_cost", "6420")
    for n, path in enumerate(papers):
        browser.find(f"[name=paper_{n}]").send_keys(path)
        browser.tick(f"seen_{n}")
    browser.tick("signed")
    browser.press("受理")
    claim = Claim.objects.get()
    assert claim.number in browser.text
    assert claim.evidence.count() == 2
    return claim


def _investigate(browser, claim, people) -> None:
    browser.pick("iv甲", people[0][1])
    browser.pick("iv乙", people[1][1])
    browser.press("请他们调查")
    for username, _ in people:
        browser.sign_in(username)
        browser.open("/investigations/")
        browser.click(browser.driver.find_element("link text", claim.member.worker.name))
        browser.type("finding", "上门看过录取通知书原件，情况属实。")
        browser.choose("conclusion", "true")
        browser.press("签字")
        assert "已签字" in browser.text
    assert Investigation.objects.filter(signed_at__isnull=False).count() == 2


def _decide(browser, claim, committee) -> None:
    """Nobody may vote before the quorum is there, and nobody twice."""
    browser.sign_in("zheng")
    browser.open("/meetings/new/")
    browser.press("排好会议")
    assert browser.find("form[action$='/open/'] button").get_attribute("disabled")
    browser.tick("present")
    browser.press("记到会")
    browser.press("开会")
    meeting = browser.driver.current_url.removeprefix(browser.site)
    for member in committee:
        browser.sign_in(member.username)
        browser.open(meeting)
        browser.press("同意")
        assert browser.lacks("//button[@value='agree']")
    browser.sign_in("gao")
    browser.open(meeting)
    browser.press("签发通过的 1 件")
    assert Vote.objects.filter(item__claim=claim).count() == len(committee)
    assert Decision.objects.get(item__claim=claim).amount == Decimal(PAID)
    browser.sign_in("zheng")
    browser.open(meeting)
    browser.press("散会")


def _announce(browser) -> None:
    browser.sign_in("bian")
    browser.open("/publish/")
    browser.press("拟公示")
    browser.press("送放行")
    browser.sign_in("sun")
    browser.open("/publish/")
    browser.click(browser.driver.find_element("partial link text", "互助金补助名单公示"))
    browser.press("放行")


def _pay(browser, claim) -> None:
    """Maker, reviewer and cashier are three people; two clicks pay once."""
    browser.sign_in("chen")
    browser.open("/payments/")
    browser.press("制单")
    assert browser.lacks("//button[contains(., '审核')]")
    browser.sign_in("guo")
    browser.open("/payments/")
    browser.press("审核")
    browser.sign_in("yun")
    browser.open("/payments/")
    button = browser.driver.find_element("xpath", "//button[contains(., '付款')]")
    browser.driver.execute_script("arguments[0].click(); arguments[0].click()", button)
    browser.await_text("已付")
    assert Payment.objects.get().claim_id == claim.pk
    assert Claim.objects.get(pk=claim.pk).status == ClaimStatus.PAID
    assert Voucher.objects.filter(source=f"claim:{claim.pk}").count() == 1
