"""What fits this very harm: who calls down a well needs other words than who bleeds.

That somebody is in danger, and of which kind, is heard by meaning (`bot/understanding/danger.py`); here only the words
of help are chosen. Where no sign of a special harm stands in the message, those of the kind serve.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.answering import first_aid_words as words
from data.catalogue.dangers import DangerKind

HARMED: Final = frozenset({DangerKind.INJURY, DangerKind.HEAT_STROKE, DangerKind.COLD_HUNGER})
"""Harm to a body that is neither a fall, a crash nor a fire: in those their own words come first."""

ANY_HARM: Final = HARMED | {DangerKind.FALL, DangerKind.CRASH, DangerKind.FIRE}
AMONG_PEOPLE: Final = frozenset({DangerKind.VIOLENCE, DangerKind.THREAT, DangerKind.SELF_HARM})


@dataclass(frozen=True, slots=True)
class FirstAid:
    """Words for one special harm; `first` replaces the line with the numbers, None: that of the kind stands.

    It fits messages of these kinds of danger in which each of the `signs` is found.
    """

    kinds: frozenset[DangerKind]
    signs: tuple[re.Pattern[str], ...]
    next: str
    first: str | None = None

    def fits(self, kind: DangerKind, normalized: str) -> bool:
        """Whether these are the words for a message of that kind."""
        return kind in self.kinds and all(sign.search(normalized) for sign in self.signs)


def _of(*signs: str, next_: str, first: str | None = None, kinds: frozenset[DangerKind] = HARMED) -> FirstAid:
    return FirstAid(kinds, tuple(re.compile(sign) for sign in signs), next_, first)


_NO_FLAMES: Final = r"^(?!.*(?:着火|起火|火苗|烧起|烧着|冒烟|爆炸|炸了))"

_AWAKE: Final = r"^(?!.*(?:不醒|昏|晕|没反应|没呼吸|叫不))"

_SILENT: Final = r"没(?:声|动静|反应|出声|上来|醒)|不(?:吭声|答应|应|动|醒)|叫不|晕|昏|倒|捞|救|上不来|有气味"

FITTING: Final = (
    _of(
        r"井(?:里|下|底)|下(?:去|到|了)?(?:井|池|坑|罐|窖|捞)|(?:化粪|污水|沼气|腌菜|发酵|料)池"
        r"|罐(?:里|内|底)|地窖|菜窖|下水道|捞泵|清淤",
        _SILENT,
        r"^(?!.*(?:我|俺)(?:掉|摔|困|卡|在))",
        first=words.CONFINED,
        next_=words.CONFINED_NEXT,
        kinds=ANY_HARM | {DangerKind.THREAT},  # 我下去救他 sounds like a threat
    ),
    _of(
        r"机器|滚筒|皮带|搅拌|绞肉|压面|注塑|冲床|传送带|齿轮",
        r"夹|卷|绞|轧|咬住|出不来|拔不出",
        r"出不来|拔不出|取不出|还在里|卡(?:在|着|住)|夹(?:在|着|住)",
        first=words.CAUGHT,
        next_=words.CAUGHT_NEXT,
        kinds=HARMED | {DangerKind.FALL},
    ),
    _of(
        r"煤气|炉子|炭|一氧化碳|发电机|热水器|沼气",
        r"晕|恶心|头疼|迷糊|叫不|中毒|不醒|吐",
        _NO_FLAMES,
        next_=words.CARBON_MONOXIDE_NEXT,
        kinds=HARMED | {DangerKind.FIRE},
    ),
    _of(
        r"煤气|燃气|天然气|液化气|气罐|臭鸡蛋",
        r"味|漏|嘶|阀",
        _NO_FLAMES,
        first=words.GAS,
        next_=words.GAS_NEXT,
        kinds=HARMED | {DangerKind.FIRE},
    ),
    _of(r"眼(?!看|见|下|瞅|睁|里有活)", r"溅|碱|酸|石灰|水泥|药水|胶|油漆|清洗剂|消毒|84", next_=words.EYE_NEXT),
    _of(
        r"洁厕|84|消毒水|氯|氨|硫酸|盐酸|油漆|稀料|药水|熏",
        r"呛|喘|嗓子|胸闷|头晕|恶心|辣|熏|晕",
        next_=words.FUMES_NEXT,
    ),
    _of(r"硫酸|盐酸|烧碱|碱水|石灰|腐蚀", r"溅|泼|烧|沾|洒", next_=words.ACID_NEXT),
    _of(r"触电|漏电|电了一下|过电|电线|电着|那根线|电麻|让电", next_=words.ELECTRIC_NEXT),
    _of(r"烫(?:着|伤|了|起|到|熟)|开水|热油|蒸汽", r"烫|浇|泼|溅", next_=words.SCALD_NEXT),
    _of(
        r"胸口|心口|心脏|左胳膊|左臂|嘴歪|嘴角|半边|口齿|说话不利索|流口水|胳膊抬不",
        r"疼|闷|压|麻|歪|不利索|不清|抬不|不听使唤|喘",
        next_=words.HEART_NEXT,
    ),
    _of(r"怀|孕|肚子里|产", r"流血|见红|出血|流水|破水|肚子疼", next_=words.PREGNANT_NEXT),
    _of(r"蛇", r"咬", next_=words.SNAKE_NEXT),
    _of(r"狗|猫|犬|老鼠", r"咬|抓|挠", next_=words.BITTEN_NEXT),
    _of(r"冷库|冷冻库|冷藏", r"锁|关|出不|困", first=words.COLD_STORE, next_=words.COLD_STORE_NEXT),
    _of(r"脚趾|手指|脚|手|耳朵", r"冻(?!库|结)|零下|头白", r"冻|没知觉|木|白|疼", _AWAKE, next_=words.FROSTBITE_NEXT),
    _of(
        r"雪|白毛风|戈壁|草原|零下",
        r"车",
        r"陷|困|埋|没油|油快|熄火|走不了",
        r"^(?!.*(?:翻|撞|血|伤|断|压着|卡))",
        first=words.SNOWBOUND,
        next_=words.SNOWBOUND_NEXT,
        kinds=frozenset({DangerKind.COLD_HUNGER, DangerKind.CRASH}),
    ),
    _of(
        r"塔吊|楼顶|天台|楼上|桥|架子|窗",
        r"(?:他|她|有人|个人|工友|师傅|同事).*(?:不下来|要跳|跳楼|就跳)",
        r"^(?!.*(?:我|俺)(?:就|要|想|真|也|站|坐|爬|在|不))",
        first=words.JUMPER,
        next_=words.JUMPER_NEXT,
        kinds=ANY_HARM | AMONG_PEOPLE,
    ),
    _of(
        r"把.{0,2}(?:老板|站长|经理|包工头|工头|队长).{0,3}(?:堵|锁|围|关|扣)",
        r"不让(?:他|她)走|堵(?:屋|门|住|在)|锁(?:屋|在|住)|不放(?:他|人)",
        first=words.HOLDING,
        next_=words.HOLDING_NEXT,
        kinds=AMONG_PEOPLE,
    ),
    _of(
        r"锁|关|扣|看着|堵|不让",
        r"不让(?:我|俺|咱|出|走|回|离)|出不去|锁(?:在|宿舍|屋|门|里)|关(?:在|屋|着|起)",
        next_=words.HELD_NEXT,
        kinds=frozenset({DangerKind.VIOLENCE}),
    ),
)  # fmt: skip
"""The first that fits is said; narrower ones stand before wider ones."""


def fitting(kind: DangerKind, normalized: str) -> FirstAid | None:
    """The words for the special harm that a message of this kind tells of; None where those of the kind serve."""
    return next((aid for aid in FITTING if aid.fits(kind, normalized)), None)
