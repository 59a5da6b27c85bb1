"""Whom to call for what is surely not the union's: public numbers that hold in the whole country, generally known."""

import re
from typing import Final

from bot.answering import words

_NEIGHBOURS: Final = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"诈骗|骗子|被骗|刷单|冒充|杀猪盘|转账.{0,6}骗", words.CALL_FRAUD),
        (r"包裹|快件|取件|寄件|快递(?!员|小哥|师傅|骑手)|菜鸟|丰巢|驿站取|物流信息", words.CALL_PARCELS),
        (r"违章|驾照|驾驶证|扣分|行驶证|电子眼|限号|年检|车管所|闯红灯|交通罚单|罚单在哪交", words.CALL_TRAFFIC),
        (r"公积金", words.CALL_HOUSING_FUND),
        (r"医保卡|医保局|医保报销|医保怎么|异地就医|新农合|城乡居民医保", words.CALL_HEALTH_INSURANCE),
        (r"个税|报税|发票|税务|退税", words.CALL_TAX),
        (r"火车票|高铁|(?<!电)动车|退票|抢票", words.CALL_RAIL),
        (
            r"退货|退款|假货|商家|淘宝|拼多多|网购|差价|质量问题|食品过期|吃出|保修|三包|预付卡|健身卡|会员店",
            words.CALL_CONSUMER,
        ),
        (r"离婚|抚养|家暴|婆婆|彩礼|出轨", words.CALL_FAMILY),
        (
            r"停水|停电|停气|暖气不热|供暖|路灯|井盖|噪音|吵得|楼上|转学|物业|小区|邻居|违建|公交|地铁|户口|身份证(?!照)|居住证|上学|学区|低保|养老金|老年证",
            words.CALL_CITY,
        ),
        (r"(?:电动车|车|电瓶|手机|钱包|背包|包)子?(?:丢了|不见了|让人偷了|被偷)", words.CALL_LOST),
        (r"天气|下雨[吗不么]|下雪[吗不么]|几度|气温|刮风[吗不么]", words.CALL_WEATHER),
        (r"房东|租房|买房|卖房|遗产|遗嘱|借条|民间借贷|网贷|催收", words.CALL_LAW),
    )
)


def neighbour(normalized: str) -> str | None:
    """What to tell who asks for a neighbour's business; None when we know no number for it."""
    return next((said for pattern, said in _NEIGHBOURS if pattern.search(normalized)), None)
