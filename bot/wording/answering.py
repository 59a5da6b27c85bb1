"""What the assistant says around the stored entries."""

from bot.aspects import Aspect

HOTLINE = "12351"
"""The national hotline of the unions (职工服务热线): whom to ask where a source names nobody."""

ASK_UNION = f"可打 {HOTLINE} 问当地工会"

NOT_WRITTEN = {
    Aspect.COUNT: "报道没有写这个数。",
    Aspect.MONEY: "报道没有写多少钱。",
    Aspect.SHARE: "报道没有写这个比例。",
    Aspect.DATE: "报道没有写时间。",
    Aspect.HOURS: "报道没有写几点开门、几点关门。",
    Aspect.DURATION: "报道没有写要多久。",
    Aspect.NAME: "报道没有写名字。",
    Aspect.PROVIDER: "报道没有写由谁负责。",
    Aspect.CONTACT: f"报道没有写电话，{ASK_UNION}。",
    Aspect.WHERE: f"报道没有写具体地点，{ASK_UNION}。",
    Aspect.PAPERS: f"报道没有写要带什么材料，{ASK_UNION}。",
    Aspect.COST: "报道没有写要不要钱。",
    Aspect.ELIGIBLE: "报道没有写具体条件。",
    Aspect.HOW: f"报道没有写怎么办理，{ASK_UNION}。",
}
ASKED_THERE = frozenset({Aspect.CONTACT, Aspect.WHERE, Aspect.PAPERS, Aspect.HOW})
"""Aspects whose sentence above says whom to ask already."""

EMPTY = "没看到字。打两三个字就行，比如：欠薪、驿站、体检。"
TOO_LITTLE = "没看懂。打两三个字就行，比如：欠薪、驿站、体检。"
CHOOSE = "你想问的是哪一个？"
CHOOSE_FROM_MENU = "我能答这些，点一个："
MENU_PAGE = "{name}：点一个看详情。"
NOTHING_THERE = f"这一类还没有收录服务，{ASK_UNION}。"
NOT_OURS = "这个不归工会管，我答不了。我能答工会的事，比如欠薪、驿站、入会、体检。"
NOT_OURS_AGAIN = "还是没找到对应的工会服务。看看下面有没有你要的："
NOT_OURS_THIRD = f"我这里答不了。可以打全国工会热线 {HOTLINE}，或者直接找你所在地的工会问。"
CORRECTED = "明白，换一个。你想问的是哪一个？"
CORRECTED_ASK = "明白，不是这个。你想问什么？换个说法再打一遍。"
NO_MORE = "这一类就这些了。"
STALE_CHOICE = "这个按钮对应的内容已经没有了。请再问一遍。"
PASSAGE = "原文：{passage}"
NO_PASSAGE = "这里没有存原文，可按来源去找报纸。"

GREETING = "你好！我是工会服务小助手。直接问就行，比如：拖欠工资咋办、附近哪能歇脚、怎么入会。"
WHAT_I_DO = "我答工会的服务：欠薪和法律援助、驿站、入会、体检、医疗互助、培训、困难帮扶等。每条都写明出处。直接问就行。"
THANKS = "不客气。路上注意安全，有事再问。"
GOODBYE = "再见，路上注意安全。"
ACKNOWLEDGED = "好的。有事再问。"

# What comes first in an emergency; only the numbers that everybody knows.
DANGER = "先保证安全：有危险马上打 110 或 120。难受的时候别一个人扛。"
FIRE = "快离开火场，马上打 119；有人受伤打 120。"
CRASH = "先看人：有人受伤马上打 120，再打 122 报交警。"
VIOLENCE = "先躲到安全的地方，马上打 110；受了伤打 120。"
HURT = "先救人：马上打 120。"
SAFE_FIRST = "要是干活时出的事，人安全了再点下面，看工会的法律援助。"

UNION_PHONE = f"打 {HOTLINE}，这是全国工会热线。本地工会的电话和地址，报道没有写，可打这个号问。"
UNION_PLACE = f"工会的地址，报道没有写。可打全国工会热线 {HOTLINE} 问当地工会。"
UNION_PERSON = f"这里是自动回答，没有人工。想跟真人说，打 {HOTLINE}，这是全国工会热线。"

# What is kept of a talk, for whoever asks.
KEPT_SUBJECT = "聊的是{subject}"
KEPT_SHOWN = "看过：{titles}"
KEPT_REST = "还合适的 {count} 项：{titles}"
KEPT_REGION = "提到的地区：{region}"
KEPT_STATIONS = "找到的驿站 {count} 个：{codes}"
KEPT_SEEN = "看过其中 {count} 个"
KEPT_WANTED = "找驿站时问到的设施 {count} 样"
KEPT_OFFERED = "屏幕上的按钮 {count} 个"
KEPT_MISSES = "没答上 {count} 次"
KEPT_GONE = "已撤下的服务"
KEPT_NOTHING = "没有内容"

MENU_LABEL = "全部服务"
PASSAGE_LABEL = "看原文"
DETAILS_LABEL = "更多数字"
NEXT_PAGE = "下一页"

FOR_WHOM = "给谁：{audience}"
MEANT_FOR = "面向{audience}"
HOW = "怎么办：{how}"
CONTACT = "找谁：{contact}"
PROVIDER = "谁办：{provider}"
TIME = "时间：{dates}"
HOW_UNKNOWN = f"怎么办：报道没写，{ASK_UNION}"
SOURCE = "来源：《{headline}》{signed}"
OTHER_SOURCE = "另见：《{headline}》{signed}"
NAMED = "{title}：{said}"
FACT = "{name}：{value}{unit}"
CLOSE_FACTS = "报道里相近的有：{facts}"
OF_DATE = "（{date}）"
FROM = "{region}，"
ELSEWHERE = "{here}没有查到；{there}有：{said}"
FINISHED_ELSEWHERE = "{here}没有查到；{there}办过{title}，已经结束（{until}）。"
ELSEWHERE_LINE = f"这是{{there}}的，{{here}}没查到，{ASK_UNION}"
OF_A_YEAR = "{title}：报道只写了{until}办过，后来结束没有不清楚。"
OF_A_YEAR_ELSEWHERE = "{here}没有查到；{there}{until}办过{title}，后来结束没有不清楚。"
OF_A_YEAR_LINE = "{region}，{until}的，后来结束没有不清楚"
FINISHED = "{title}已经结束（{until}）。"
ASK_HERE = f"；{{here}}没查到，{ASK_UNION}"
FINISHED_LINE = "{region}，{until}已结束"
PLANNED = "{title}还没开始（{since}起）。"
PLANNED_LINE = "{region}，{since}开始"
RUNNING_LINE = "{region}，{as_of}的情况"
OLD_LINE = "{region}，{as_of}的情况，现在有没有变化不清楚"
NO_DATE_LINE = "{region}，日期不详"
CONFLICT = "注意：{note}"
YEAR_UNKNOWN = "没有查到{years}的，只有{as_of}的。"
SINCE = "{start}开始"
UNTIL = "到{end}为止"
BETWEEN = "{start}到{end}"
