"""Questions about the assistant itself: whose it is, whether it is genuine, who made it, whom it tells."""

import re
from enum import Enum
from typing import Final

from bot.answering import words
from bot.operator import Operator

_LONGEST: Final = 22
_YOU: Final = (
    "(?:你们?|您们?|妳们?|这|这个|这里|这儿|那你们?|咱这?|机器人|小助手|助手|网页|网站|小程序|公众号|号|东西|软件| )*"
)
_END: Final = "(?:的|呀|啊|呢|吗|嘛|么|不|吧|啦|了|哦| )*"


class _Asked(Enum):
    """What is asked about us."""

    WHOSE = re.compile(
        f"{_YOU}(?:到底|究竟)?(?:是|属于|归|算)(?:哪个?|哪家|哪里|什么|啥|谁)(?:个|的)?(?:单位|部门|机构|公司|组织|地方|管|办|开|家){_END}"
        f"|{_YOU}(?:是|由)?(?:谁|哪个公司|哪家公司|哪个单位|哪个部门|啥单位|什么单位|什么公司)(?:的)?(?:开发|做|办|搞|弄|建|运营|主办|负责|管){_END}"
        f"|{_YOU}(?:背后|后台)(?:是|有)(?:谁|什么人|哪个单位){_END}|{_YOU}(?:哪个|什么|啥|哪家)(?:单位|公司|部门|机构){_END}"
    )
    GENUINE = re.compile(
        f"{_YOU}(?:真|真的|到底|究竟)?(?:是不是|是|不是|不会是|会不会是|该不会是)?"
        f"(?:官方|正规|真|国家|政府|工会|正式|假|骗子|骗人|诈骗|忽悠人?|冒充)(?:办|开|单位|机构|网站|平台)?的?"
        f"(?:骗子|网站|平台|单位)?{_END}|{_YOU}(?:靠谱|可信|可靠|信得过|安全){_END}|{_YOU}(?:能|可以|敢)信{_END}"
    )
    MACHINE = re.compile(
        f"{_YOU}(?:到底|究竟)?(?:是不是|是|不是)(?:个|一个|台)?(?:真人|人|活人|机器人?|人工智能|电脑|自动回?答?复?)(?:在)?(?:回|回答|回复|聊天?)?{_END}"
    )
    USELESS = re.compile(
        f"{_YOU}(?:咋|怎么|老|老是|总|总是|就会|只会|净)(?:啥都|什么都|都|就|老|只|会|是)*(?:说|回|答)?(?:报道)?"
        f"(?:里)?(?:没写|没有写|不知道|答不了|不清楚|这一?句|一样的?话|车轱辘话){_END}"
        f"|(?:气死我?了|真是|烦死了| )*{_YOU}"
        f"(?:有(?:啥|什么|个?屁)用|没(?:啥|什么)?用|白问了?|问了?(?:也|等于)白问|不管用){_END}"
    )
    TELLS = re.compile(
        f"{_YOU}(?:会不会|会|不会|能不能|可别|别|是不是会)(?:把)?(?:我说的|我的话|我问的|这些|这事|这个|聊天记录|记录|信息)*"
        f"(?:告诉|告|泄露给?|传给|发给|报告给?|透露给?|说给|给)(?:我们?)?"
        f"(?:老板|单位|公司|站长|平台|领导|别人|站点|工头|美团|饿了么)(?:知道|听|看)?{_END}"
        f"|(?:老板|单位|公司|站长|平台|领导|工头)(?:会|能|会不会|能不能)(?:看到?|知道|查到?|晓得)(?:我(?:问|说|聊)(?:的|了|过)?(?:什么|啥)?|这些)?{_END}"
        f"|{_YOU}(?:保密|匿名|实名|会保密){_END}"
    )


_ALWAYS: Final = {
    _Asked.MACHINE: words.NO_PERSON,
    _Asked.USELESS: words.SORRY_FOR_GAPS,
    _Asked.TELLS: words.TELLS_NOBODY,
}
"""Answered alike whoever runs it."""


def about_us(normalized: str, operator: Operator) -> str | None:
    """The answer to a question about the assistant itself; null where the utterance is, or also holds, another."""
    if len(normalized) > _LONGEST:
        return None
    asked = next((one for one in _Asked if one.value.fullmatch(normalized)), None)
    if asked is None:
        return None
    if asked in _ALWAYS:
        return _ALWAYS[asked]
    if not operator.name:
        return words.OF_NO_UNION
    said = words.OFFICIAL if operator.official else words.DEMONSTRATION
    reach = operator.reach or words.REACH_UNION
    registered = words.REGISTERED.format(number=operator.registration) if operator.registration else ""
    return said.format(name=operator.name) + words.REACH.format(reach=reach) + registered
