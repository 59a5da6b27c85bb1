"""What every trade says alike: whom to ask, dates, and who speaks here."""

HOTLINE = "12351"
"""The national hotline of the unions (职工服务热线): whom to ask where a source names nobody."""

ASK_UNION = f"可打 {HOTLINE} 问当地工会"

COMMON_TROUBLES = (
    "工资拖着不给",
    "受工伤怎么办",
    "没签劳动合同",
    "不给交社保",
    "站点乱罚款",
    "说辞退就辞退",
    "平台封我的号",
    "加班不给钱",
)
"""What riders come with most, as they say it; each is understood, and stands on the first screen of every channel."""

DATE_UNITS = ("年", "月", "日")
"""Behind the year, the month and the day."""

NAME, PHONE, HOURS, REGISTRATION, KIND = "名称", "电话", "时间", "备案号", "性质"
"""The keys of the setting that names the operator, and two kinds of operators:"""

OFFICIAL, DEMONSTRATION = "官方", "演示"
OPERATOR_FORM = f"{NAME}=…；{PHONE}=…；{HOURS}=…；{REGISTRATION}=…；{KIND}={OFFICIAL} or {DEMONSTRATION}"

NOBODYS = "演示用，不是任何工会办的"
RUN_BY = "{name}主办"
DEMONSTRATED_BY = "{name}的演示，不是工会正式服务"
REACH, REACH_AT = "电话 {phone}（{hours}）", "电话 {phone}"
