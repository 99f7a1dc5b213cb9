"""Where a word may begin inside a name 姓名, as the registry indexes it."""

from django.db.models import CharField, F, Func, Q, Value
from django.db.models.functions import Substr
from django.db.models.lookups import StartsWith

SECOND, THIRD = Substr("name", 2), Substr("name", 3)  # 张[桂兰], 欧阳[春梅]
AFTER_DOT = Func(F("name"), Value("·"), Value(2), function="split_part", output_field=CharField())
HAS_DOT = Q(name__contains="·")  # 阿卜·[热合曼]; few names have one, so its index is partial


def inside_name(word: str) -> Q:
    """Names in which the word begins at the second or third character, or after the dot."""
    dotted = Q(HAS_DOT) & Q(StartsWith(AFTER_DOT, word))
    return Q(StartsWith(SECOND, word)) | Q(StartsWith(THIRD, word)) | dotted
