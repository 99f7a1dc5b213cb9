"""Amounts on screen and in words."""

from decimal import Decimal

import pytest

from welfare.money import in_words, yuan


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ("0.05", "人民币伍分"),
        ("0.50", "人民币伍角"),
        ("10", "人民币壹拾元整"),
        ("20", "人民币贰拾元整"),
        ("50", "人民币伍拾元整"),
        ("100.05", "人民币壹佰元零伍分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("1409.50", "人民币壹仟肆佰零玖元伍角"),
        ("1680.32", "人民币壹仟陆佰捌拾元零叁角贰分"),
        ("3000", "人民币叁仟元整"),
        ("30000", "人民币叁万元整"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("15000", "人民币壹万伍仟元整"),
        ("16500", "人民币壹万陆仟伍佰元整"),
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("25400", "人民币贰万伍仟肆佰元整"),
        ("74900", "人民币柒万肆仟玖佰元整"),
        ("75000", "人民币柒万伍仟元整"),
        ("107000.53", "人民币壹拾万柒仟元零伍角叁分"),
    ],
)
def test_it_writes_amounts_in_words_as_the_bank_wants_them(figure, words):
    assert in_words(Decimal(figure)) == words


def test_it_has_no_words_for_less_than_nothing():
    with pytest.raises(ValueError, match="negative"):
        in_words(Decimal("-1"))


def test_it_shows_thousands_and_fen():
    assert yuan(Decimal("74900")) == "74,900.00"
