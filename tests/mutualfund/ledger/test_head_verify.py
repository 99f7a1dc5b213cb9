"""A printed head of the books against the books as they stand: by anyone, without a login."""

import pytest
from django.urls import reverse

from mutualfund.models import Voucher

URL = reverse("book-head-verify")


@pytest.fixture
def books(post):
    """Two vouchers; the newer one."""
    post("100.00")
    return post("7.50")


def told(client, voucher, **facts) -> str:
    """The answer to the code of a voucher."""
    given = {"year": voucher.year, "number": voucher.number, "code": voucher.short_hash}
    return client.get(URL, given | facts).content.decode()


def test_the_code_on_the_paper_is_that_of_the_books(client, books):
    voucher = Voucher.objects.order_by("number").first()
    assert "一致：" in told(client, voucher)
    assert "不一致" not in told(client, voucher)


def test_it_reads_a_code_typed_full_width_and_small(client, books):
    wide = "".join(chr(ord(c) + 0xFEE0) for c in books.short_hash.lower())
    assert "还是印这张纸时的账" in told(client, books, code=wide)


def test_it_tells_a_paper_of_other_books(client, books):
    assert "不一致：" in told(client, books, code="0000-1111-2222")


def test_it_tells_a_voucher_that_is_not_there(client, books):
    page = told(client, books, number=books.number + 1)
    assert "账上没有" in page


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"code": "12AB"}, "12 个数字"),
        ({"code": ""}, "填纸上的校验码"),
        ({"year": "去年"}, "年份写四位数字"),
        ({"number": "2147483648"}, "2147483647"),
    ],
)
def test_it_names_what_was_typed_wrong(client, books, facts, words):
    assert words in told(client, books, **facts)


def test_the_list_of_heads_leads_to_it(client, house):
    assert URL in client.get(reverse("book-heads")).content.decode()
