"""Questions for the union itself, by telephone, address or voice: 工会电话多少, 总工会在哪, 你们电话, 转人工."""

import re
from enum import StrEnum
from typing import Final

from bot.answering import words
from bot.words import HOTLINE


class UnionContact(StrEnum):
    """What of the union is asked for; the value answers."""

    PHONE = words.UNION_PHONE
    PLACE = words.UNION_PLACE
    PERSON = words.UNION_PERSON
    HOTLINE = words.UNION_HOTLINE
    BUSY = words.UNION_BUSY


_LONGEST: Final = 24

# What may stand around the asking; taken out first, so that the patterns below stay flat.
_FILLING = re.compile(
    "请问|想问|知道|查一下|告诉|给个|有没有|怎么|咋样?|如何|办公|多少|几号|什么|哪个|一下|一个|谢谢|麻烦|你好|呼市|市里|本地|当地|全国|"
    "[请想要给发问说打拨找是有的了能我俺咱这那边里们呀啊呢吗嘛么不没吧啥甚]"
)
_ASKS = re.compile("怎么|咋|如何|找|联系|打|拨|哪")
_UNION = "(?:区|市|旗|县|自治区|内蒙古?)?(?:总?[工公]会|市总|[你您](?:[工公]会)?)"
_PHONE = re.compile(
    f"(?:{_UNION})?(?:服务|值班|联系|维权|职工|人工)?(?:电话号?码?|热线电?话?|号码|座机|联系方式|联络方式)"
)
_PLACE = re.compile(
    rf"{_UNION}(?:详细|具体)?(?:地址|位置|地方|地点|办公室|办公楼|大门)?(?:在|搁)?(?:哪儿?块?|条街|条路|地方|位置|路)?"
)
_PERSON = re.compile("[你您]?[转接换叫]?个?(?:人工|真人|活人)(?:客服|服务|坐席|接听)?[跟和帮]?[聊讲谈话来在]?")
_CALLED: Final = re.compile(rf"{HOTLINE}|热线|[工公]会(?:的)?电话")
_BUSY: Final = re.compile("没人接|没有人接|打不通|打不进|占线|不接|没人应|一直响|老忙|没人管|空号|踢皮球|推给")
_HOTLINE: Final = re.compile(
    rf"(?:请问|这个|那个|你说的| )*{HOTLINE}(?:到底)?(?:是|算)?(?:个)?"
    "(?:哪儿?里?|哪个|谁|干啥|干什么|干嘛|什么|啥|咋回事)(?:的|单位|部门|地方|家)*(?:电话|热线|号码?)?(?:的|呀|啊|呢|吗)*"
)
_ADDRESS = re.compile("在|搁|哪|地址|位置|地方|地点|怎么走|咋走|怎么去|咋去")
_REACH = re.compile(rf"(?:联系|上|去|到)*{_UNION}(?:联系|走)?(?:人|领导)?|(?:上|去|到)哪儿?{_UNION}|电话{_UNION}")
_US = re.compile("[工公]会|市总|你们|您|热线")
_NOT_ASKED = re.compile("打|没|不|找")


def union_contact(normalized: str, *, talking: bool) -> UnionContact | None:
    """What of the union the whole utterance asks for; `talking`: a bare 电话多少 is about the service just shown."""
    text = normalized.replace(" ", "")
    if not text or len(text) > _LONGEST:
        return None
    if _CALLED.search(text) and _BUSY.search(text):
        return UnionContact.BUSY
    if _HOTLINE.fullmatch(text):
        return UnionContact.HOTLINE
    if _PERSON.fullmatch(_FILLING.sub("", text)):
        return UnionContact.PERSON
    if "你" in text and not _US.search(text):
        return None
    core = _FILLING.sub("", text)
    if _PHONE.fullmatch(core):
        ours = _US.search(text) is not None or (not talking and not _NOT_ASKED.search(text))
        return UnionContact.PHONE if ours else None
    if not _US.search(text):
        return None
    asks_place = _ADDRESS.search(text) is not None
    if asks_place and (_PLACE.fullmatch(core) or _REACH.fullmatch(core)):
        return UnionContact.PLACE
    if _ASKS.search(text) and _REACH.fullmatch(core):
        return UnionContact.PHONE
    return None
