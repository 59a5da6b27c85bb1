"""What is said around the words of an announcement."""

from bot.announced.parts import Part

SAYS = "{title}：{said}"
OVER = "这事已经结束了（{day}）。{said}"
NOT_WRITTEN = "公告没写{parts}。"
SIGN_UP = "回到收到公告的聊天里，点那条公告下面的「我要报名」就报上了。"
AND = "、"
REST = "公告全文：{text}"
SOURCE = "来源：公告，{day}"

PARTS = {
    Part.TIME: "时间",
    Part.UNTIL: "到什么时候",
    Part.PLACE: "在哪里",
    Part.BRING: "要带什么",
    Part.SIGN_UP: "怎么报名",
    Part.COST: "要不要钱",
    Part.COUNT: "多少",
    Part.WHO: "谁能参加",
    Part.CONTACT: "电话",
    Part.PRIZE: "有什么奖",
}
