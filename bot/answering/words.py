"""What the assistant says around the stored entries."""

from bot.understanding.aspects import Aspect
from bot.understanding.details import Detail
from bot.words import ASK_UNION, HOTLINE

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
FIRST_OF_TWO = "① {told}"
SECOND_OF_TWO = "② {told}"
"""The answers to two needs of one message."""

ALSO_SAID = "您还说到：{lead}"
"""Before the answer to a second need that a message perhaps only touches on."""

DETAIL_NOT_WRITTEN = {
    Detail.AGE: "报道没有写年龄要求。",
    Detail.FAMILY: "报道没有写家属能不能用。",
    Detail.NO_EMPLOYER: "报道没有写没单位的人行不行。",
    Detail.RETIRED: "报道没有写退休的人行不行。",
    Detail.OUTSIDER: "报道没有写外地人行不行。",
    Detail.TEMPORARY: "报道没有写临时工、派遣工行不行。",
    Detail.QUOTA: "报道没有写有多少名额。",
    Detail.CAP: "报道没有写最多是多少。",
    Detail.OWN_SHARE: "报道没有写自己要交多少。",
    Detail.PAID_OUT: "报道没有写看病、住院一次能领多少。",
    Detail.SUM_EACH: "报道没有写一个人、一次给多少。",
    Detail.PLEDGE: "报道没有写要不要押东西。",
    Detail.PRIZE: "报道没有写有什么奖。",
    Detail.SECRECY: "报道没有写要不要报名字、会不会告诉单位。",
    Detail.OPENING: NOT_WRITTEN[Aspect.HOURS],
    Detail.LENGTH: "报道没有写几天。",
    Detail.COURSE: "报道没有写有没有这个班。",
}
ONLY_WRITTEN_FOR = "只写了给谁：{audience}。"
PLACE_NOT_WRITTEN = "报道没有写{place}有没有。"
TOLD_BY = {
    True: f"报道里确实没写。{{who}}说得准：打 {HOTLINE}（全国工会热线），请他们转。",
    False: "报道里确实没写。{who}说得准：它的电话这里没有，可打市民热线 12345 问。",
}
"""Who can tell what the page does not, at the second asking; whether that is a union."""

TOLD_BY_ANY_UNION = "当地工会"
NOT_KNOWN_AGAIN = f"这个我真不知道，不能乱说。打 {HOTLINE} 跟人说，一两句就能问清。"
ASKED_THERE = frozenset({Aspect.CONTACT, Aspect.WHERE, Aspect.PAPERS, Aspect.HOW})
"""Aspects whose sentence above says whom to ask already."""

EMPTY = "没看到字。打两三个字就行，比如：欠薪、驿站、体检。"
TOO_LITTLE = f"没看懂。打两三个字就行，比如：欠薪、驿站、体检。急事打 {HOTLINE}（全国工会热线）。"
CHOOSE = f"您想问的是哪一个？都不是就换个说法，或打 {HOTLINE}。"
CHOOSE_FROM_MENU = "我能答这些，点一个："
MENU_PAGE = "{name}：点一个看详情。"
NOTHING_THERE = (
    f"{{name}}：报道里没有写到。{{here}}有没有、怎么个办法，打 {HOTLINE}（全国工会热线）问当地工会。",
    f"{{name}}的事，{{here}}有没有、什么条件，我真不知道，不能乱说。打 {HOTLINE} 跟人说，一两句就能问清。",
    f"{{name}}这里查不到。{HOTLINE} 打不通，就去单位工会或{{here}}的总工会当面问，也可打市民热线 12345 请他们转。",
)
"""What is said of a subject that no page tells of, the first time and after; none promises anything."""

THIS_SUBJECT = "这一类"
OTHERWISE = "问的是下面这样，就点它："
PERHAPS_NEAR = "下面这项也许帮得上："
NOT_OURS = "这个不归工会管，我答不了，可打市民热线 12345 问。我能答工会的事，比如欠薪、驿站、入会、体检。"
NOT_OURS_AGAIN = "这个也不是工会的事，可打市民热线 12345 问。看看下面有没有您要的："
NOT_OURS_THIRD = f"我这里答不了。可以打全国工会热线 {HOTLINE}，或者直接找您所在地的工会问。"
NOT_UNDERSTOOD = f"没听懂您这事，换个说法再说一遍行吗？说清谁、什么事、多少钱。急的话打 {HOTLINE}，这是全国工会热线。"
NOT_UNDERSTOOD_GUESSES = f"没全听懂。您说的是不是下面哪件？都不是就换个说法，或打 {HOTLINE}（全国工会热线）。"
NOT_UNDERSTOOD_AGAIN = f"还是没听懂，对不住。打 {HOTLINE} 跟人说最快；欠薪、社保、合同的事打 12333，想问律师打 12348。"

# Neighbours' business: numbers of the whole country, generally known.
CALL_FRAUD = "这个不归工会管。被骗了马上打 110，再打反诈专线 96110，转账记录别删。"
CALL_PARCELS = "这个不归工会管。查包裹找快递公司；快递公司不管，打 12305 申诉。"
CALL_TRAFFIC = "这个不归工会管。驾照、违章、罚单的事打 12123。"
CALL_HOUSING_FUND = "这个不归工会管。公积金的事打 12329。"
CALL_HEALTH_INSURANCE = "这个不归工会管。医保的事打 12393。"
CALL_TAX = "这个不归工会管。税和发票的事打 12366。"
CALL_RAIL = "这个不归工会管。火车票的事打 12306。"
CALL_CONSUMER = "这个不归工会管。买东西吃了亏打 12315。"
CALL_FAMILY = "这个不归工会管。家里的事可打妇联 12338，想问律师打 12348；有人动手先打 110。"
CALL_CITY = "这个不归工会管。市里的事打市民热线 12345。"
CALL_LOST = "这个不归工会管。东西丢了、被偷了，打 110 报警；手机卡、银行卡先挂失。"
CALL_WEATHER = "这个不归工会管。问天气打 12121。"
CALL_LAW = "这个不归工会管。想问律师打 12348，不要钱。"
CORRECTED = f"明白，换一个。您想问的是哪一个？都不是就打 {HOTLINE} 问。"
CORRECTED_ASK = f"明白，不是这个。您想问什么？换个说法再打一遍，或打 {HOTLINE} 问。"
MAY_HAVE_FORGOTTEN = "（刚才聊到哪儿我可能记不得了，接着问就把事再说一遍。）"
NO_MORE = f"这一类就这些了。要别的，{ASK_UNION}。"
STALE_CHOICE = "这个按钮对应的内容已经没有了。请再问一遍。"
PASSAGE = "原文：{passage}"
NO_PASSAGE = "这里没有存原文，可按来源去找报纸。"

GREETING = "您好！我是工会服务小助手。直接问就行，比如：拖欠工资咋办、附近哪能歇脚、怎么入会。"
WHAT_I_DO = "我答工会的服务：欠薪和法律援助、驿站、入会、体检、医疗互助、培训、困难帮扶等。每条都写明出处。直接问就行。"
THANKS = "不客气。路上注意安全，有事再问。"
GOODBYE = "再见，路上注意安全。"
ACKNOWLEDGED = "好的。有事再问。"

UNION_PHONE = f"打 {HOTLINE}，这是全国工会热线。本地工会的电话和地址，报道没有写，可打这个号问。"
UNION_PLACE = f"工会的地址，报道没有写。可打全国工会热线 {HOTLINE} 问当地工会。"
UNION_HOTLINE = f"{HOTLINE} 是全国工会的职工服务热线。欠薪、工伤、入会、困难，都能打这个号问。"
UNION_BUSY = (
    f"{HOTLINE} 打不通，就换个号：欠薪、社保、合同打 12333，问律师打 12348，别的打 12345。也可直接去当地工会问。"
)
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
KEPT_GUIDE_FIRST = "看过办法的头几步"
KEPT_GUIDE_ALL = "看过办法的全部步骤"
KEPT_DISCLAIMED = "说过法条不是律师意见"
KEPT_ASKED = "上一句问的方面 {count} 样（多少、在哪、几点这类）"
KEPT_MEASURE = "问的是多少{measure}"
KEPT_UNKNOWN = "报道没写的连着问了 {count} 次"
KEPT_ANNOUNCED = "看过公告 {number} 号"
KEPT_GONE = "已撤下的服务"
KEPT_NOTHING = "没有内容"

MENU_LABEL = "全部服务"
NO_NUMBER = f"；{ASK_UNION}"
"""Ends a card that names no number to dial: whoever is told only whom to look for needs a way to get there."""

PASSAGE_LABEL = "看原文"
DETAILS_LABEL = "更多数字"
NEXT_PAGE = "下一页"

FIELD = "{label}：{value}"
AND = "；"
MEANT_FOR = "面向{audience}"
TIME = "时间：{dates}"
HOW_UNKNOWN = f"怎么办：报道没写，{ASK_UNION}"
SOURCE = "来源：《{headline}》{signed}"
OTHER_SOURCE = "另见：《{headline}》{signed}"
NAMED = "{title}：{said}"
FACT = "{name}：{value}{unit}"
YES, NO, PRINTED_SO = "是，", "不是，报道里是：", "报道里是："
PRINTED = "{title}，报道里写的有：{facts}"
CLOSE_FACTS = "报道里相近的有：{facts}"
OF_DATE = "（{date}）"
FROM = "{region}，"
ELSEWHERE = "{here}没有查到；{there}有：{said}"
FINISHED_ELSEWHERE = "{here}没有查到；{there}办过{title}，已经结束（{until}）。"
ELSEWHERE_NEAR_LINE = "这是{there}的，{here}没查到；{here}相近的有：{title}"
ELSEWHERE_LINE = f"这是{{there}}的，{{here}}没查到，{ASK_UNION}"
CALLED_ELSEWHERE = "那是{there}的{dated}；{here}没有查到。{said}"
BESIDE = "；{fact}"
OVER = "；这项已经结束（{until}）"
STILL_ON = "是，还在：{title}到{end}为止，还有{days}天。"
LAST_DAY = "是，还在：{title}到{end}为止，今天是最后一天。"
STILL_UNKNOWN = f"{{title}}：报道没写到哪天为止，只写了{{as_of}}的情况；现在还有没有，打 {HOTLINE} 问。"
OVER_NOW = "没有了，"
OF_A_YEAR = "{title}：报道只写了{until}办过，后来结束没有不清楚。"
OF_A_YEAR_ELSEWHERE = "{here}没有查到；{there}{until}办过{title}，后来结束没有不清楚。"
OF_A_YEAR_LINE = "{region}，{until}的，后来结束没有不清楚"
FINISHED = "{title}已经结束（{until}）。"
ASK_HERE = f"；{{here}}没查到，{ASK_UNION}"
FINISHED_LINE = "{region}，{until}已结束"
RUNNING_UNTIL = "{region}，{as_of}的情况，到{end}为止，还有{days}天"
PLANNED = "{title}还没开始（{since}起）。"
PLANNED_LINE = "{region}，{since}开始"
RUNNING_LINE = "{region}，{as_of}的情况"
OLD_LINE = "{region}，{as_of}的情况，现在有没有变化不清楚"
NO_DATE_LINE = "{region}，日期不详"
CONFLICT = "注意：{note}"
YEAR = "{year}年"
YEAR_UNKNOWN = "没有查到{years}的，只有{as_of}的。"
SINCE = "{start}开始"
UNTIL = "到{end}为止"
BETWEEN = "{start}到{end}"

# Who speaks here.
OF_NO_UNION = (
    "这是演示用的自动问答，不是任何工会办的，也不收钱、不要证件号。"
    f"资料出自公开报道，写明出处；要找真工会，{ASK_UNION}。"
)
OFFICIAL = "这是{name}办的自动问答，不收钱、不要证件号、不要验证码。"
DEMONSTRATION = "这是{name}做的演示，不是工会的正式服务，也不收钱、不要证件号。"
REACH = "不放心就打{reach}问。"
REACH_UNION = f"全国工会热线 {HOTLINE}"
REGISTERED = "备案号：{number}。"
NO_PERSON = f"这里是自动回答，没有真人。想跟人说，打 {HOTLINE}（全国工会热线）。"
SORRY_FOR_GAPS = (
    f"对不住，没帮上您。我只说报道和法条里写了的，没写的不敢编。急事打 {HOTLINE}（工会）；欠薪、社保、合同打 12333。"
)
TELLS_NOBODY = "不会。您问了什么，不存、不记日志，单位、老板和平台什么都得不到。也请别在这里写姓名、证件号。"
