"""What the assistant says around the guides."""

from bot.words import HOTLINE

WHOM = {
    HOTLINE: "工会",
    "12333": "人社、劳动监察",
    "12348": "免费法律咨询",
    "12345": "市民热线",
    "12338": "妇联",
    "12356": "心理援助",
    "12355": "青少年服务",
    "12329": "公积金",
    "12393": "医保",
    "12366": "税务",
    "96110": "反诈",
    "110": "报警",
    "119": "火警",
    "120": "急救",
    "122": "交警",
}
"""What each public number is for."""

STEP = "{number} {text}"
DEADLINE = "期限：{facts}"
FACT = "{name} {say}"
DIAL = "电话：{numbers}"
NUMBER = "{number}（{whom}）"
UNION_HELPS = "工会能帮：{title}（{region}，{year}）"
UNION_HELPS_UNDATED = "工会能帮：{title}（{region}）"
BY_LAW = "来源：{laws}"
LAW = "{law}{articles}条"
LAW_OF = "（{year}年版）"
NOTICE = "{notice}"
NOT_A_LAWYER = "这是法条，不是律师意见。"

PAPERS = "要准备：{papers}。"
PAPERS_UNKNOWN = "要带什么，法条没有单写；身份证和手里的证据先备上，打 {number} 问清再去。"
WHERE = "去哪办：{where}。"
WHERE_UNKNOWN = "去哪办，打 {number} 问最准。"
COST = "{cost}。"
COST_UNKNOWN = "要不要钱，法条没有单写，先打 {number} 问。"
TIME_UNKNOWN = "多久，法条没有单写，打 {number} 问。"
RIDERS = "骑手：{riders}。"
UNSETTLED = "没定死的：{unsettled}。"
SAME_AGAIN = "办法就是刚才那几步。再往下打 {number} 找人问最快，说清在哪干、谁派的活、手里有啥证据。"

REST = "{title}，接着说："
LABEL_MORE = "再细点"
LABEL_PAPERS = "要准备什么"
LABEL_WHERE = "去哪办"
LABEL_TIME = "多久、要不要钱"

ARTICLE = "第{article}条"
"""Of a law, as its references name it."""
