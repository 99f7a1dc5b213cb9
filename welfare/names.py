"""Names 姓名: pinyin, initials, masking (domain.md 13.3)."""

import os
from functools import lru_cache

# Surnames read otherwise than the common reading of their character.
SURNAME_READINGS = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "任": "ren",
    "盖": "ge", "朴": "piao", "华": "hua", "尉": "wei", "燕": "yan", "召": "shao", "乐": "yue",
    "翟": "zhai", "覃": "qin", "缪": "miao", "种": "chong", "员": "yun", "繁": "po", "秘": "bi",
    "冼": "xian", "洗": "xian", "折": "she", "黑": "he", "那": "na", "宁": "ning", "牟": "mu",
    "应": "ying", "葛": "ge", "尹": "yin", "褚": "chu", "万俟": "mo qi", "尉迟": "yu chi",
    "长孙": "zhang sun", "澹台": "tan tai",
}  # fmt: skip
COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "闾丘",
        "子车",
        "亓官",
        "司寇",
        "巫马",
        "公西",
        "颛孙",
        "壤驷",
        "公良",
        "漆雕",
        "乐正",
        "宰父",
        "谷梁",
        "拓跋",
        "夹谷",
        "轩辕",
        "令狐",
        "段干",
        "百里",
        "呼延",
        "东郭",
        "南门",
        "羊舌",
        "微生",
        "梁丘",
        "左丘",
        "东门",
        "西门",
    ]
)


def surname(name: str) -> str:
    """The surname: two characters for a compound one, else the first."""
    return name[:2] if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else name[:1]


@lru_cache(maxsize=8192)
def _reading(character: str) -> str:
    # Loaded at the first question: a server that imports no roster never asks. We ask for single
    # characters, and its dictionary of phrases alone takes 44 MB of 57.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import Style, pinyin  # noqa: PLC0415

    return pinyin(character, style=Style.NORMAL, errors="default")[0][0].lower()


@lru_cache(maxsize=64)  # who asks for the pinyin of a name asks for its initials next
def _syllables(name: str) -> tuple[str, ...]:
    family = surname(name)
    readings = SURNAME_READINGS.get(family, "").split() or map(_reading, family)
    return (*readings, *map(_reading, name[len(family) :]))


def name_pinyin(name: str) -> str:
    """The name in pinyin without tones or blanks: 曾秀妹 → zengxiumei."""
    return "".join(_syllables(name))


def spoken(name: str) -> tuple[str, str]:
    """Pinyin and initials at once."""
    syllables = _syllables(name)
    return "".join(syllables), "".join([syllable[:1] for syllable in syllables])


def initials(name: str) -> str:
    """The first letter of each syllable: 曾秀妹 → zxm."""
    return "".join(syllable[:1] for syllable in _syllables(name))


def masked(name: str) -> str:
    """The name as the public sees it (domain.md 13.3): 张* 张*明 欧阳*华; 阿卜·*."""
    if "·" in name:
        return name.split("·", 1)[0] + "·*"
    family = surname(name)
    given = name[len(family) :]
    if len(given) <= 1:
        return family + "*"
    return family + "*" * (len(given) - 1) + given[-1]
