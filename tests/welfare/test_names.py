"""Names: pinyin for finding, masks for the wall."""

import sys

import pytest

from welfare.names import initials, masked, name_pinyin


@pytest.mark.parametrize(
    ("name", "mask"),
    [
        ("张明", "张*"),
        ("张小明", "张*明"),
        ("欧阳华", "欧阳*"),
        ("欧阳小华", "欧阳*华"),
        ("司马相如", "司马*如"),
        ("阿卜杜·热合曼", "阿卜杜·*"),
    ],
)
def test_it_masks_names_for_the_board(name, mask):
    assert masked(name) == mask


@pytest.mark.parametrize(
    ("name", "pinyin", "letters"),
    [
        ("张桂兰", "zhangguilan", "zgl"),
        ("曾秀妹", "zengxiumei", "zxm"),
        ("单英", "shanying", "sy"),
        ("尉迟芳", "yuchifang", "ycf"),
        ("诸葛巧", "zhugeqiao", "zgq"),
    ],
)
def test_it_reads_surnames_as_surnames(name, pinyin, letters):
    assert (name_pinyin(name), initials(name)) == (pinyin, letters)


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [("重阳", "zhongyang"), ("吕行长", "lvxingzhang"), ("阿·Li", "a·li"), ("", "")],
)
def test_it_reads_character_by_character(name, pinyin):
    assert name_pinyin(name) == pinyin


def test_it_loads_no_dictionary_of_phrases():
    name_pinyin("张桂兰")
    assert "pypinyin" in sys.modules
    assert "pypinyin.phrases_dict" not in sys.modules
