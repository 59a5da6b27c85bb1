"""What `/why` says of how an answer came about."""

NOT_OURS = "不归我们管"

WHY_USAGE = "用法：/why 骑手打的那句话\n比如：/why 公司欠薪咋办。这句话不存、不记。"
WHY_HEAD = "为什么这样答：{text}"
WHY_WORDS = "词：{words}"
WHY_TAUGHT = "教过的问法：「{phrase}」像 {alike}% → {target}"
WHY_NOT_TAUGHT = "教过的问法：没有对上的"
WHY_NAMES = "听到的条目名：{names}"
WHY_NAME = "《{name}》像 {alike}%"
WHY_NO_NAMES = "听到的条目名：没有"
WHY_SCORES = "主题打分：{best}；第二 {second}，差 {margin}；不归我们管 {out}"
WHY_SCORE = "{name} {score}"
WHY_CONFIDENCE = "把握 {confidence}：{answer_from} 起直接答，{choose_from} 起反问，再低就说不归工会管"
WHY_OF_TAUGHT = "（教过的问法说了算，不看打分）"
WHY_REGION_NAMED = "地区：话里说了{region}，按那里找"
WHY_REGION_OWN = "地区：话里没说，按提问人的{region}找"
WHY_YEARS = "年份：话里说了 {years} 年"
WHY_ENTRY = "条目：《{title}》（{id}）{region}；{status}"
WHY_HERE = "{there}，包括{asked}"
WHY_INSIDE = "{there}，只是{asked}的一处"
WHY_ELSEWHERE = "{there}，不管{asked}，只作外地例子"
WHY_STATUS = {
    "running": "还在办（{as_of}的情况）",
    "finished": "已经结束（{until}）",
    "planned": "还没开始（{since}起）",
    "unknown": "还办不办不清楚（{as_of}的情况）",
}
WHY_NO_DATE = "日期不详"
WHY_DANGER = "有危险的话，先说急救或报警电话"
WHY_PATTERN = "这句按固定说法处理（问候、感谢、空话、问工会电话或按钮），没有打分"
WHY_OUTCOMES = {
    "answer": "结果：直接答",
    "choose": "结果：拿不准，反问",
    "unknown": "结果：说不归工会管",
    "smalltalk": "结果：寒暄",
}
