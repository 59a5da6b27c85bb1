"""Who somebody says to be, and by what number to be reached: set aside, for it tells nothing of what is asked."""

import re
from typing import Final

_FAMILY: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟汪田姜范姚谭廖邹"
    "熊陆郝孔崔康毛邱秦史顾侯邵孟龙段雷汤尹黎武贺赖龚庞樊兰殷施陶洪翟颜倪严芦俞鲁葛伍韦尤毕聂邢岳齐莫庄辛祁耿关苗凌靳欧甄裴覃霍翁柳"
    "乔何余于尚闫付肖"
)
_EVERYDAY: Final = "马高金石任白江方钱常文温牛易代"
"""Family names that are frequent in China; the second are everyday words too (本人高中毕业), so they count behind 叫
alone. Those that behind 叫 mostly are a thing (车, 包, 单) are left out."""

_STEPPE: Final = (
    "巴特尔|乌云|其木格|格日勒|苏日|娜仁|斯琴|宝音|那仁|阿拉坦|孟和|牧仁|萨仁|高娃|塔娜|琪琪格|哈斯|布和|特木尔|毕力格|图雅|吉雅|敖登|额尔敦|"
    "呼日|乌日|苏和|青格|满都|莫日根|诺敏|托娅|斯日|阿木|布仁"
)
"""Parts of Mongolian names."""

_AFTER: Final = (
    "(?= |$|[0-9]|电话|手机|联系|微信|身份证|我|俺|是|在|今年|来自|"
    "家|住|跑|送|干|做|要|想|被|让|给|有|站长|站点|老板|队长|平台|公司|单位|工资|工头|骑手|外卖|快递|司机|一个|男|女|请问|咨询|求|帮)"
)
"""What may follow a name that no comma ends."""

_NAME: Final = f"[{_FAMILY}][一-鿿]{{1,2}}?|(?:{_STEPPE})[一-鿿]{{0,3}}?"
_LABEL: Final = (
    "(?:我?的?(?:联系)?(?:电话|手机|座机|微信|qq|身份证|银行卡|卡|工)(?:号码?)?|我?的?联系方式|号码)? ?(?:是|为)? ?"
)
# 2025 2024 2023 and 1 200 300 are no telephone: spaces stand where people write them in each kind of number.
_NUMBER: Final = (
    "(?:1[3-9][0-9] ?[0-9]{4} ?[0-9]{4}|0[0-9]{2,3} ?[0-9]{7,8}|[0-9]{6} ?[0-9]{8} ?[0-9]{3}[0-9x]"
    "|[0-9]{4}(?: [0-9]{4}){3}(?: [0-9]{1,3})?|(?!20[0-9]{2}[01][0-9][0-3][0-9](?![0-9]))[0-9]{7,}x?)"
    "(?![0-9x元块万亿人名个家件次年户])"
)
_GATE = re.compile("名字叫|我叫|本人|我姓|[0-9](?: ?[0-9]){6}")
_SAID = re.compile(
    f"(?<![0-9]){_LABEL}{_NUMBER}|本人(?:{_NAME}){_AFTER}|"
    f"(?:我的?名字叫|我叫|本人叫)(?:{_NAME}|[{_EVERYDAY}][一-鿿]{{1,2}}?){_AFTER}|我姓[{_FAMILY}{_EVERYDAY}]{_AFTER}"
)


def without_introduction(normalized: str) -> str:
    """The utterance without the name and the numbers of its speaker; as it was where nothing else would be left."""
    if _GATE.search(normalized) is None:
        return normalized
    return " ".join(_SAID.sub(" ", normalized).split()) or normalized
