"""What is asked and told when something is worked out."""

LABELS = {
    "severance": "算补偿",
    "deadline": "算截止日",
    "overtime": "算加班费",
    "leave": "算年假",
}
"""The buttons below a guide."""

YEARS = "{years}年"
UNDER_A_YEAR = "不到1年"
MORE_YEARS = "更久"
MONTH = "{year}年{month}月"
EARLIER = "更早"
FIRST_THIRD, SECOND_THIRD, LAST_THIRD = "1到10号", "11到20号", "21号以后"
YUAN = "{yuan}元"
NO_WAGE = "先算月数"
HOURS = "{hours}小时"
EXACTLY, LESS_THAN_HALF, HALF_OR_MORE = "正好整年", "多出不到半年", "多出半年以上"
LESS_THAN_HALF_ALONE, HALF_OR_MORE_ALONE = "不到半年", "半年以上"
ON_A_WORKDAY, ON_A_REST_DAY, ON_A_HOLIDAY = "平时下班后", "休息日，没补休", "法定节假日"

ASK_YEARS = "在这家干了几年？（只算这一次，不记下来）"
ASK_REST = "零头有多少？"
ASK_WAGE = "走之前12个月，平均一个月挣多少？奖金补贴都算。挑最近的。"
ASK_MONTH = "哪个月知道自己吃亏的？（比如该发没发、被辞那天。还在上班的欠薪不受1年限制。）"
ASK_DAY = "大概几号？"
ASK_EXTRA = "哪种加班？"
ASK_HOURLY = "平时一小时合多少钱？挑最近的。"
ASK_HOURS = "加了多少小时？"
ASK_WORKED = "一共工作满几年了？换过单位的加起来算。"

SEVERANCE = "该给 {months} 个月工资的补偿。"
SEVERANCE_YUAN = "该给 {months} 个月工资的补偿，一个月 {wage} 元的话约 {sum} 元。"
SEVERANCE_RULE = "算法：每满1年1个月；半年以上算1年，不到半年算半个月。月工资是走之前12个月的平均。"
SEVERANCE_CAP = "月工资高过当地平均3倍的，按3倍算，最多12年；平均是多少打12333问。"
SEVERANCE_DOUBLE = "公司乱辞的，按这个数的2倍赔：{months} 个月。"
SEVERANCE_WHEN = "自己没缘由走的没有；公司提出的、欠薪没社保逼走的有。"
SEVERANCE_LAW = "来源：劳动合同法46、47、87条（2012年版）"

DEADLINE = "最晚 {day} 前去申请仲裁，越早越好。"
DEADLINE_OVER = "按1年算，{day} 就到期了。先打12333或12348问：中间催过、投诉过的，从那天重新算。"
DEADLINE_EARLIER = "超过1年了。先打12333或12348问：中间催过、投诉过的，从那天重新算；欠薪的，离职后1年内都行。"
DEADLINE_RULE = "算法：从知道吃亏那天起1年；按您挑的最早那天算，免得晚。"
DEADLINE_BREAK = "中间催过、投诉过，1年从那天重新算；欠薪的，离职后1年内都行。"
DEADLINE_LAW = "来源：劳动争议调解仲裁法27条（2007年版）"

OVERTIME = "该给 {sum} 元加班费。"
OVERTIME_RULE = "算法：一小时 {hourly} 元 × {hours} 小时 × {share}%。"
OVERTIME_KINDS = "平时150%，休息日没补休200%，法定节假日300%。"
OVERTIME_LAW = "来源：劳动法44条（2018年版）"

LEAVE = "一年有 {days} 天带薪年假。"
LEAVE_NONE = "连续工作满1年才有年假。"
LEAVE_RULE = "算法：满1年不到10年5天，满10年不到20年10天，满20年15天；节假日、休息日不算在里头。"
LEAVE_UNUSED = "没让休的，一天按日工资的300%给。"
LEAVE_LAW = "来源：职工带薪年休假条例2、3、5条（2007年版）"

DAY = "{year}年{month}月{day}日"
AGAIN = "重算"
DIAL = "拿不准打12333（人社、劳动监察）或12351（工会）。"
