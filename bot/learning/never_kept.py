"""Questions that may name or lead to somebody; such a question is never kept, not even as a count.

Judged by patterns, to the safe side: a question lost here costs one count, a name kept costs trust.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from bot.understanding.function_words import FUNCTION_WORDS, UNTELLING_WORDS

LONGEST: Final = 40
"""Letters above which a question tells somebody's own story."""

_CHINESE_DIGIT = "零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖"
_HOTLINE = re.compile(r"12[0-9]{3}|1001[0-9]|10086|95[0-9]{3}")
_DIGITS = re.compile(r"[0-9](?:[ \-_.·,，、/\\*x()（）+]{0,3}[0-9])+[xX]?")
_MOST_DIGITS: Final = 4
"""Digits in a row that may be a year, a sum or a count; from five on they may be a number that belongs to somebody."""

_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领] ?[a-z][ .·•\-]?[a-z0-9]{3,6}|"
    r"(?:车牌|牌照|尾号|号牌)[^ ]{0,4}?[a-z0-9]{2,}|[a-z][0-9]{4,5}(?![0-9])"
)
_SPOKEN_DIGITS = re.compile(f"[{_CHINESE_DIGIT}](?:[ ,，、\\-]?[{_CHINESE_DIGIT}]){{4,}}")
_REACHED_BY = re.compile(
    r"[@＠]|://|www\.|t\.me|\.(?:com|cn|net|org|me|cc|top|xyz|vip|io)\b|"
    r"(?:微信|威信|薇信|vx|wx|v信|qq|扣扣|抖音|快手|账号|帐号|用户名|密码|邮箱)[号是为: ]{0,3}[a-z0-9_\-]{3,}|"
    r"(?=[a-z0-9_\-]*[a-z])(?=[a-z0-9_\-]*[0-9])[a-z0-9_\-]{5,}"
)
_SPELT = re.compile(r"[a-z]{6,}")
"""Typed pinyin, or a word of another language: a name in it sounds like any other word."""
_LATIN = re.compile(r"[a-z0-9@＠]")
_NUMERAL = f"[0-9{_CHINESE_DIGIT}十百]"
_PLACE = re.compile(
    rf"(?:路|街|巷|胡同|大道){_NUMERAL}+号?|{_NUMERAL}+ ?(?:号楼|号院|单元|栋|幢|号门|弄|号房|号店|排{_NUMERAL})|"
    rf"{_NUMERAL}{{3,}} ?(?:室|房间|房)|地址(?:是|在|:)|家庭?住址|门牌|户籍地|籍贯|"
    r"(?:(?<!居)住|家在|送到|送去|位于|搬到)[^ ]{1,12}(?:路|街|巷|胡同|小区|花园|家园|公寓|嘉园|新村|大院|楼|镇|乡|村)"
)

_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田姜范石姚谭廖邹"
    "熊陆郝孔崔康毛邱秦史顾侯邵孟龙段雷汤尹黎武乔贺赖龚庞樊兰殷施陶洪翟颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢路岳齐梅莫庄辛"
    "管祝左涂谷祁耿牟卜詹关苗凌费纪靳盛童欧甄项曲游裴席卫查屈鲍位覃霍翁隋植甘景薄单柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘"
    "古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞"
    "卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和马金白高于何任余方江万钱常文易安包"
)
_EVERYDAY_SURNAMES = frozenset(
    "和来都位车向全花房边路解强明安包高方常钱万文应计原管单查台官关保连商蒙宁华木党银沙练乐古米井冷左石牛马金白任何余于江易游曲项"
    "费盛童温季申甘景吉简盖符燕谈宫席卫衣章蓝"
)
"""Surnames that mostly are everyday words when they stand alone; they count behind a cue or before a title."""

_TITLE = (
    "(?:师傅|师父|经理|站长|老板|总监|队长|主任|主管|姐|哥|工长|老师|律师|会计|女士|先生|小姐|同志|书记|主席|组长|班长|店长|阿姨|大爷|大妈|老太|"
    "叔|婶|科长|处长|局长|厂长|院长|部长|总(?![额共数量计会体是的]|工会))"
)
_ANY = "".join(sorted(_SURNAMES))
_RARE = "".join(sorted(_SURNAMES - _EVERYDAY_SURNAMES))
_TITLED = re.compile(
    f"[{_ANY}]{_TITLE}|[{_RARE}][^的了们是在有个请找的不我你]{{1,2}}{_TITLE}|[老小阿][{_RARE}](?![一-鿿]*序)"
)
_NOT_TITLED = re.compile(
    "(?:工会|工程|全体|全国|市|区|县|旗|总|公安|安全|高级|大|班组|车间|党|来自|保险|外卖|快递|站点|网点|同城|平台|客户|商家|美团|单位|公司|门店|全)"
    f"{_TITLE}|(?:何时|任何)|(?:和|跟|给|找|向|问|让|都|来|那|管|叫|被|应|原){_TITLE}"
)
_CALLED = re.compile(
    r"我(?:名字)?叫(?!外卖|车|货|餐|了|你|他|人|个|的|不|什么|啥)[一-鿿a-z]+|本人[一-鿿]{2,4}(?:,| |是|在|于)|姓名|"
    r"(?:名字|名)(?:叫|是|:)|我姓|(?:他|她|老板|站长|队长|工头|经理|主管|包工头|这人|那人)(?:叫|姓|名叫)(?!什么|啥|我|人|你|他)|"
    r"(?:密码|验证码|口令|身份证号?)(?:是|为|:)|生日(?:是|:)|出生(?:于|年月)"
)
_CUES = frozenset("叫 找 投诉 举报 联系 替 帮 是 我是 跟 被 给 让 骂 欠 向 害".split())
_STEPPE_NAMES = re.compile(
    "巴特尔|乌云|其木格|格日勒|苏日|娜仁|斯琴|宝音|朝鲁|那仁|阿拉腾|阿拉坦|孟和|牧仁|萨仁|高娃|塔娜|琪琪格|哈斯|布和|特木尔|达来|毕力格|"
    "图雅|吉雅|敖登|乌兰其|额尔敦|额日|呼斯楞|呼日|乌日|苏和|包力|白音|青格|满都|莫日根|那日|诺敏|萨日|斯日|托娅|德力|阿木|布仁|"
    "买买提|阿卜|艾力|古丽|卓玛|扎西|次仁|丹增|多吉|欧阳|上官|司马(?!光)|诸葛|尉迟|皇甫|慕容|令狐|端木"
)


def never_kept(said: str, question: str, words: Sequence[str], is_name: Callable[[str], bool]) -> bool:
    """Whether a question holds, or may hold, a number, a name, a place or a handle of somebody.

    `said` is what the person wrote, `question` the same normalised, `words` the words of that. `is_name` tells of a
    word whether the dictionary knows it as a person's name.
    """
    if len(question.replace(" ", "")) > LONGEST:
        return True
    written = unicodedata.normalize("NFKC", said).lower()
    if _SPELT.search(written) or any(_numbered_or_placed(text) for text in (written, question)):
        return True
    return _names(question, words, is_name)


def _numbered_or_placed(text: str) -> bool:
    if _PLACE.search(text) or _numbers(text):
        return True
    return _LATIN.search(text) is not None and any(pattern.search(text) for pattern in (_PLATE, _REACHED_BY))


def _numbers(text: str) -> bool:
    for run in _DIGITS.findall(text):
        digits = "".join(c for c in run if c.isdigit())
        if len(digits) > _MOST_DIGITS and not _HOTLINE.fullmatch(digits):
            return True
    return _SPOKEN_DIGITS.search(text) is not None


def _names(question: str, words: Sequence[str], is_name: Callable[[str], bool]) -> bool:
    letters = question.replace(" ", "")
    if any(pattern.search(text) for pattern in (_CALLED, _STEPPE_NAMES) for text in (question, letters)):
        return True
    if _TITLED.search(_NOT_TITLED.sub(" ", letters)):
        return True
    if any(len(word) == 3 and word[0] in _RARE and word != "夏令营" and is_name(word) for word in words):
        return True
    # 找苏军: the dictionary takes some names for a word.
    if any(cue in _CUES and len(word) in (2, 3) and word[0] in _RARE for cue, word in pairwise(words)):
        return True
    return any(_named(*three) for three in zip(("", *words), words, words[1:], strict=False))


def _named(before: str, one: str, following: str) -> bool:
    """Whether a surname stands alone with what may be a given name behind it."""
    if one not in _SURNAMES or not "一" <= following[0] <= "鿿":
        return False
    if following in FUNCTION_WORDS or following in UNTELLING_WORDS:
        return False
    return before in _CUES and len(following) == 1 if one in _EVERYDAY_SURNAMES else len(following) <= 2
