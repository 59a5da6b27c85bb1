"""What says danger by its very words: patterns that hold by themselves, and words that tell it is over or not real.

They stand beside the model of `bot.understanding.danger`: where a pattern is found, less is asked of the model. What is
over and asked about (去年, 赔多少, 算不算工伤) is an ordinary question.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from bot.understanding.syllables import Syllables
from data.catalogue.dangers import DangerKind

_SOMEBODY = "(?:我|俺|咱|他|她|人|你|工友|同事|骑手|孩子|师傅)"
_BY = "(?:被|让|叫|给)"
_VEHICLE = "(?:车|电驴|三轮|摩托|公交|卡车|货拉拉)"
_HITS = "(?:打|揍|踹|扇|掐|捅|砍|殴打|毒打)"
# What 打 does that hurts nobody: 打我电话, 打我卡里, 被打差评, 被打回来.
_TAME = (
    "(?!(?:了|过|一|两|三|四|五|几|好几|八|十|多|个|通|遍|次|回|的|到|上|在|成|俺|我| )*"
    "(?:电话|手机|微信|卡|钱|工资|款|账|支付宝|主意|招呼|小报告|差评|低分|分|星|赏|折|评|脸色?(?!上)|断|扰|乱|压|发|标签|入|击|动|"
    "包|印|响|开|通|败|扮|造|磨|工|车|板|水|烊|样|回|单|票|饭|菜|的|条|字|招|飞的|酱油|算|听|也|都|低|高|叉|勾|码|错))"
)
_HURT_BY_BLOW = r"(?:了|伤|得|的|成|骨折|流血|倒|一顿|住院|咋|怎|找谁|报警|能|$| )"

_SELF_HARM = (
    r"不想活|活不下去|想死(?!你|我|他|她|咱|大家|您)|去死算|自杀|轻生|跳楼(?!价|机|大|甩|清)|跳河|割腕|了结(?:自己|生命)|"
    r"结束生命|死了算|活着没(?:啥)?意思|没(?:啥|什么|个)?活头|想4(?:了|算了)?(?: |$)"
)
_FIRE = (
    r"(?<!不)(?<!打)[着起失](?:大|了)?火(?!车|锅|爆|热|箭)|火灾(?!隐患|险|报警器)|(?:烧|着)起来了|"
    r"(?:车|电瓶|电池|电机|柜|屋|楼|房|插座|电线|厨房|仓库).{0,4}冒.{0,2}烟|"
    r"(?:煤气|燃气|天然气|液化气|瓦斯|煤气罐).{0,2}(?:泄漏|泄露|漏|炸)|(?:电池|电瓶|锅炉|充电宝|换电柜).{0,3}(?:爆炸|炸了)"
)
_CRASH = (
    rf"(?:{_BY}|跟|和|与).{{0,6}}{_VEHICLE}.{{0,3}}(?:撞(?!单|衫|脸)|剐|刮倒|碾|轧|追尾)|"
    r"撞(?:了|到|着|倒|上)了?一?(?:个|位|名)?(?:人|老|小孩|孩子|行人|路人|大爷|大妈|电动车|轿车|骑手|学生)|"
    r"撞车(?!险|票)|出(?:了|大)?车祸|车祸了|发生车祸|^车祸$|"
    rf"{_VEHICLE}(?:子)?翻(?:了|沟|进|到|在)|翻(?:到)?沟里|{_BY}人?给?撞(?:了|倒|飞|伤|翻|晕|咧)|追尾了|(?:肇事|撞).{{0,4}}(?:逃逸|跑了)"
)
_VIOLENCE = (
    rf"{_HITS}了?(?:我|俺|咱){_TAME}|把{_SOMEBODY}(?:给|都)?{_HITS}{_TAME}|"
    rf"(?:动手|在|正|又|还|要|当众)打人(?!工|气|机)|打人(?:了|啦)|(?:砍|捅|杀)人|打起来了|正在?打架|"
    rf"被.{{0,5}}?(?:打|揍|捅){_TAME}{_HURT_BY_BLOW}|被.{{0,5}}砍(?:伤|了[一两几]刀)|"
    rf"(?:让|叫|给)(?:人|站长|老板|保安|顾客|客人|工头|包工头|他|他们)给?(?:打|揍|捅|砍)(?:了|伤|倒){_TAME}|"
    r"(?:拿|持|抄|举).{0,2}(?:刀|棍|砖头|酒瓶|铁锹).{0,6}(?:追|砍|捅|打|吓|威胁|指|要|冲|堵)|持刀|动刀子|"
    r"(?:要|想|威胁|扬言).{0,3}(?:弄|整|打|砍|杀|捅)死(?:我|俺|他|她|人)|"
    r"(?<!单)(?<!单子)(?<!额)(?<!票)(?<!位)被抢(?:了|走|劫)(?!.{0,3}单)|[抢打]劫(?:我|了|犯)|被打劫|(?:碰|遇)(?:到|上|见)[抢打]劫|"
    r"抢(?:了|走)?(?:我|俺)的?(?:车|手机|钱|包)|"
    r"[关锁](?:在|起来|到|屋).{0,8}(?:不让|不放|出不)|(?:关|锁|堵|扣)着?(?:我|人|俺|门).{0,6}不让(?:走|出|离)|限制.{0,2}人身自由|"
    r"非法拘禁|绑架|(?<!防)(?<!止)性骚扰|(?<!电话)(?<!短信)骚扰我|猥亵|强奸|耍流氓|摸我(?!头|底)|跟踪我|家暴"
)
_BODY = "(?:(?<![镜桌椅凳])腿|胳膊|手(?![机续套环表电链])|脚(?![手踏架蹬])|骨头|指头|肋骨|腰|脖子)"
_HURT = (
    r"[晕昏](?:倒|死过去|过去)|昏迷|不省人事|没了?(?:呼吸|心跳|意识|知觉)|[人他她].{0,4}没气|[叫喊]不醒|口吐白沫|抽搐|抽过去|抽风了|"
    r"心脏病.{0,2}(?:犯|发作)|犯心脏病|心梗|脑梗|脑出血|中风了|触电|[被让给]电(?:了|着|到|倒|击)|电(?:着|到|倒)人|"
    r"大出血|流血不止|(?:止不住|不停)血|血.{0,3}(?:止不住|不停)|流(?:了)?(?:好多|很多|一地|一脸|满脸)血|"
    r"(?:煤气|一氧化碳|农药|食物|酒精)中毒|喝(?:了)?农药|中暑.{0,4}(?:晕|倒|抽|昏|不行)|热射病|"
    r"(?:架子?|楼|梯子?|房顶|屋顶|塔吊|吊篮|高处|台子)[上顶]?.{0,3}[摔掉栽跌](?:了)?下[来去]|坠楼|"
    rf"{_BY}.{{0,6}}(?:砸(?:到|着|中|伤|了|住)|压(?:住|在.{{0,6}}下)|埋[了住]|绞[住了断进]|卷进|轧[了断住]|夹住|烧伤|电击)|"
    r"塌.{0,3}(?:埋|压)|埋[了住着]?(?:人|工友|同事)|"
    rf"{_BODY}.{{0,3}}(?:断了|绞断|切断|骨折)|摔(?:断|骨折|晕|昏)|[倒躺]在?[地路](?:上|边)?.{{0,4}}(?:不动|不起|没|叫不|起不|昏)|"
    r"倒地(?:上)?(?:了|不|没|叫)|倒下(?:了)?一个|人倒下了|(?:人|他|她|快)不行了(?!.{0,3}(?:笑|累|困))|溺水|(?:人|孩子|他|她)掉(?:进|到)?(?:河|水|井)里|"
    r"羊水破|[她婆妇就]要生了|呼吸困难|胸口.{0,3}(?:疼|痛|闷).{0,6}(?:喘|不行|厉害|出汗)|喘不[上过]来?气.{0,3}(?:快|要)|"
    r"救命(?!钱|药|稻草|恩|的|之|.{0,8}(?:笑|好看|好吃|可爱|离谱|尴尬))|救救(?:我|他|她|人)"
)
_HARMS: Final = (DangerKind.INJURY, DangerKind.FALL, DangerKind.HEAT_STROKE, DangerKind.CRASH)
_SIGNS: Final = (
    ((DangerKind.SELF_HARM,), re.compile(_SELF_HARM)),
    ((DangerKind.FIRE,), re.compile(_FIRE)),
    ((DangerKind.CRASH,), re.compile(_CRASH)),
    ((DangerKind.VIOLENCE, DangerKind.THREAT), re.compile(_VIOLENCE)),
    (_HARMS, re.compile(_HURT)),
)

_SAID: Final = {
    DangerKind.SELF_HARM: "不想活了 不想活 我想死 想自杀 活不下去了",
    DangerKind.FIRE: "着火了 起火了 宿舍起火了 电动车起火了 换电柜起火了",
    DangerKind.CRASH: "被车撞了 我被车撞了 被车撞 我被撞了 出车祸了 撞到人了 撞人了",
    DangerKind.VIOLENCE: "站长打我 老板打我 保安打我 顾客打我 我被打了 有人打我 拿刀砍我 被抢劫了",
    DangerKind.INJURY: "救命 有人晕倒 有人晕倒了 有人昏倒了 有人倒地上了 流血不止 触电了 有人触电了 煤气中毒 骨折了",
}
"""What is said in danger, known by its sound too: typed as pinyin (jiuming), or misheard by a phone (我被车装了)."""

_FEELS = (
    "累困渴烦气急笑丑美香臭辣甜酸苦贵难慢快堵挤吵闹闷晒忙闲尬慕兴馋撑坑穷远麻痒爱想恨亲逗萌乐愁吓疼爽跑爬骑等排搬站"
)
_THINGS = "(?:手机|钥匙|耳机|头盔|餐|外卖|快递|钱包|电池|帽子|手套|充电宝)"
_FIGURES: Final = re.compile(
    rf"[{_FEELS}]死(?:我|你|他|她|俺|咱|个|人|们|了|啦|咯|算了)+|[冻饿热]死(?:我|个人|人)了|[{_FEELS}]到?(?:爆|炸|疯)了?|"
    r"打(?:了|过|一|两|几|个|通|遍|到|在|我|俺|他|她|下|的)*(?:电话|手机|微信|卡|钱|主意|招呼|小报告|差评|低分|星|折|扰|赏|车|卡里)|"
    r"跳楼(?:价|机|大?甩卖)|救命(?:啊|呀)?.{0,3}(?:太|好)(?:好)?.{1,3}了|"
    rf"{_THINGS}掉(?:进|到|在)?(?:水|河|沟|井|坑)里|(?:轮胎|车胎|前胎|后胎|篮球)没气|"
    r"(?:单|单子|订单|活|票|名额|座位|生意|饭碗)(?:又|都|全|老)?(?:被|让|给)(?:人|别人|同事|他)?抢|"
    r"(?:生意|直播|做菜|菜|考试|面试|导航|剧|视频)翻车|(?:店|歌|生意|视频|剧|号|电影)(?:又|都|一下|突然)?火(?:了|起来)|"
    r"心累.{0,2}喘不过气|^晕了?$|导航.{0,4}带.{0,4}(?:沟|河|坑|田|山)里|有人(?:给我)?打电话|抢(?:单|票|红包|座)"
)
"""Figures of speech and what befalls things: an utterance that tells of danger does so without them too."""

_TAILS: Final = ("", *"啊 怎么办 咋办 咋整 快来人".split())

_LEAST_HEARD: Final = 4
"""Syllables from which characters count by their sound: 找活了 sounds like 着火了. Letters count from two."""

_NOT_HAPPENING = re.compile(
    r"电影|电视剧|小说|新闻|做梦|噩梦|梦[见到]|歌|游戏|知识|预防|防止|防范|培训|演练|讲座|课程|手册|制度|规定|条例|段子|"
    r"开玩笑|怎么治|危害|万一|如果|先救谁|哪个科|啥科|什么科|建档|哪个小区"
)
_QUOTED = re.compile(r"^(?:请|帮我|给我|麻烦)?翻译|(?:英语|英文|日语|韩语|粤语)(?:怎么|咋)?[说讲写]|(?:翻译|译)成")
_LONG_AGO = re.compile(
    r"去年|前年|那年|当年|年前|以前|曾经|小时候|上个?(?:月|周|礼拜|星期)|(?<!晚)上回|上次|前[几两些]?天|[几半一二两三四五六七八九十]个?(?:月|年)了?|"
    r"天前|出院|(?:人|正|已经|还)在.{0,4}(?:医院|icu)|icu|(?<!别)送(?:到|去|进)?了?医院了|进了?医院|住[了过]?.{0,4}院|住了.{1,3}天|重症|在家[躺养歇]|后来"
)
_AFTERWARDS = re.compile(
    r"赔|工伤|保险|报销|医药费|医疗费|药费|垫|认定|伤残|算不算|算谁|谁负责|怎么判|咋判|仲裁|官司|律师|起诉|私了|补助|补偿|待遇|慰问|不管|没人管|"
    r"不认|一毛不|不露面|躲着|求助|救急|应急|申请|精光|流程|证明|拘留|吃什么|吃啥|买啥|哪里买|合同|责任"
)
_NOW = re.compile(
    r"救命|快来|快不行|流血|血止不住|没气|没呼吸|没反应|没动静|[叫喊]不醒|不省人事|动不了|站不起来|起不来|刚[才刚被让给]|现在|正在|还在|救护车"
)
_LIES_THERE = re.compile(r"没气了|没呼吸|没反应|没动静|[叫喊]不醒|不省人事|止不住血|血止不住")
_HAPPENING = re.compile(
    r"救命|快来|快不行|血|没气|没呼吸|没反应|没动静|[叫喊]不醒|不省人事|动不了|站不起|起不来|喘不[上过]|晕|"
    r"刚[才刚被让给]|正[在打砍追带拿堵]|在[打砍追]我|今[天早晚]|突然|忽然|这会"
)

NEVER_OVER: Final = frozenset({DangerKind.SELF_HARM, DangerKind.THREAT})
"""Dangers that are never over: what was thought of yesterday may be done today."""

_STAYS: Final = frozenset({DangerKind.VIOLENCE, DangerKind.FRAUD_THEFT, DangerKind.COLD_HUNGER})
"""Who was beaten, robbed or turned out asks what becomes of it, and is in danger still."""


@lru_cache(maxsize=8)
def _sounds(syllables: Syllables) -> dict[tuple[str, ...], DangerKind]:
    return {
        (*syllables(said), *syllables(tail)): kind
        for kind, texts in _SAID.items()
        for said in texts.split()
        for tail in _TAILS
    }


def signs(normalized: str, sounds: Sequence[str], syllables: Syllables) -> tuple[DangerKind, ...]:
    """The dangers that the utterance names by its words or its sound; none when it names none.

    `sounds` are its syllables, by `syllables`.
    """
    for kinds, pattern in _SIGNS:
        if pattern.search(normalized):
            return kinds
    # The whole utterance only: a part would make 站长打我电话 a danger.
    if len(sounds) < _LEAST_HEARD and not normalized.isascii():
        return ()
    kind = _sounds(syllables).get(tuple(sounds))
    return (kind,) if kind is not None else ()


def asks_afterwards(normalized: str) -> bool:
    """Whether it is asked what becomes of the harm: who pays, whether it counts as an injury at work."""
    return _AFTERWARDS.search(normalized) is not None


def without_figures(normalized: str) -> str:
    """The utterance without what is only said so (笑死我了) or befalls things (手机掉水里了)."""
    return " ".join(_FIGURES.sub(" ", normalized).split())


def quoted(normalized: str) -> bool:
    """Whether words are given to be translated: they tell of nobody's danger, whatever they say."""
    return _QUOTED.search(normalized) is not None


def over(kind: DangerKind, normalized: str) -> bool:
    """Whether a danger of this kind is over and asked about, or never was (a film, a lesson)."""
    if _NOT_HAPPENING.search(normalized) or _LONG_AGO.search(normalized):
        return True
    return kind not in _STAYS and asks_afterwards(normalized) and _NOW.search(normalized) is None


def happening(clause: str) -> bool:
    """Whether a clause of a story tells of this very moment (干了三个月 刚才被车撞了), whatever is told around it."""
    return not (_HAPPENING.search(clause) is None or _NOT_HAPPENING.search(clause) or _LONG_AGO.search(clause))


def lies_there(clause: str) -> bool:
    """Whether somebody is told to lie there without a sign of life: such a clause needs no other word of danger."""
    return _LIES_THERE.search(clause) is not None and happening(clause)
