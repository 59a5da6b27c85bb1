"""What a new message takes from the talk before it: follow-ups, corrections, topic switches."""

import re

from bot.understanding.classifying import Leaning
from bot.understanding.function_words import FUNCTION_WORDS

_FUNCTION = re.compile("|".join(sorted(FUNCTION_WORDS, key=len, reverse=True)))

_POINTS_BACK = re.compile(
    r"^(?:那|也|还|它|这个|那个|里头|里面|刚才|刚刚|上面|前面|除了|然后|另外|再|要是|如果|没|不想|不用|我这|像我|一(?:年|月|次))"
    r"|(?:呢|也行|也能|也可以|也算|行不|行吗|可以吗|能不能|给不|给吗|给上)(?: |$)"
)
_CORRECTION = re.compile(
    r"^(?:不是|不对|错了|不|弄错了|搞错了|答非所问|你?理解错了|你没(?:听|看|弄|搞)懂|我没问这个|不是(?:这|那)个?)"
    r"(?:啊|呀|的|了|吧|这个|那个|问这个|说这个|这意思|这个意思|我的意思| )*"
    r"(?:我?(?:问|说|想问|要问|指|想说)的?(?:不是(?:这|那)个)?(?:是|就是)?|我是(?:问|说|想问)|是)? ?"
)
_MEANT = re.compile(r"^(?:我)?(?:问|说|想问|要问|指)的(?:其实|明明)?(?:是|就是) ?")


def letters_left(normalized: str) -> int:
    """Characters that no function word accounts for: what names a subject, a place or a thing."""
    return len(_FUNCTION.sub("", normalized).replace(" ", ""))


def follows_up(normalized: str, region_letters: int) -> bool:
    """Whether nothing in the utterance names a subject of its own; `region_letters` characters of it name a region."""
    return letters_left(normalized) <= region_letters


def leaning(intent: str | None, normalized: str, region_letters: int) -> Leaning | None:
    """How far the talk on a subject draws this utterance to it; None when there is none.

    The shorter an utterance and the more it points back, the more it takes; an utterance that names its own subject
    keeps the model's verdict, so that an old topic does not stick.
    """
    if intent is None:
        return None
    left = letters_left(normalized) - region_letters
    letters = len(normalized.replace(" ", ""))
    support = 0.55 if letters <= 12 else 0.2 if letters <= 18 else 0.0
    if left <= 2:
        support += 0.3
    if _POINTS_BACK.search(normalized):
        support += 0.35
    return Leaning(intent, support, left) if support or left <= 0 else None


_YEAR_SAID = re.compile(r"(?:\d|[零〇一二三四五六七八九]){2,4} ?年")
_THE_SAME = re.compile(
    r"(?:这|那)(?:个|种|样|事|活动|项目|服务)的?(?:没|有|吗)|也(?:有|搞|办|发|给)|有(?:没有?|吗|么|不)|没有"
)


def asks_again(normalized: str, region_letters: int) -> bool:
    """Whether an utterance asks what was asked before of another region or year (那全区呢, 一七年那会呢)."""
    return letters_left(_YEAR_SAID.sub(" ", normalized)) - region_letters <= 1


def asks_for_the_same(normalized: str, region_letters: int) -> bool:
    """Whether an utterance asks if another region has what was just shown (咱呼市有这个没)."""
    return _THE_SAME.search(normalized) is not None and letters_left(normalized) <= region_letters


def correction(normalized: str) -> str | None:
    """What a person says instead, when the utterance corrects our last answer; empty when they say no more."""
    for pattern in (_MEANT, _CORRECTION):
        match = pattern.match(normalized)
        if match is not None and match.end() > 1 and (pattern is _MEANT or _is_correction(match[0], normalized)):
            return normalized[match.end() :].strip()
    return None


def _is_correction(said: str, normalized: str) -> bool:
    """不是说好的 and 不交会费行吗 begin alike but correct nothing."""
    return said.strip() == normalized or bool(
        re.search(r"(?:问|说|指)的?(?:是|就是)|不是(?:这|那)个|不对|错了|没懂|问这个|意思|是问", said)
    )
