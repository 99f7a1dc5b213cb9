"""Nothing that identifies a person leaves the house: the last look over public text."""

import re

PATTERNS = {
    "身份证号": re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"),
    "银行卡号": re.compile(r"(?<!\d)\d{15,19}(?!\d)"),
    "手机号": re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"),
}


def leaks(texts: dict[str, str]) -> list[str]:
    """Sentences naming each place that holds an ID number, a card or a phone number."""
    found = []
    for place, text in texts.items():
        plain = re.sub(r"[\s-]", "", text)
        for words, pattern in PATTERNS.items():
            if pattern.search(plain):
                found.append(f"{place}里有{words}，请删掉")
                break
    return found
