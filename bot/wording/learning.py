"""What people read about questions that were not answered, about votes, and about numbers."""

# --- riders ---

TELL = "告诉工会这个问题"
TOLD = "好，已转给工会，只转问题，不带您是谁。"
TOLD_TOO_LATE = "隔得太久，这个问题没有留。请再问一遍。"
HELPFUL, UNHELPFUL = "👍 有用", "👎 没用"
VOTED = "收到，谢谢。再点一次可以收回。"
VOTE_CHANGED = "改好了。"
VOTE_WITHDRAWN = "收回了。"
VOTE_TOO_LATE = "过了两天，这条不能再评了。"
OFFER_TELL = "没帮上您。要不要把这个问题（只有问题，不带您是谁）告诉工会？"

MYDATA_HASHES = "· 今天数人数用的打乱编号 {count} 个（不含您的编号和问题，过了今天连钥匙一起删）"

# --- questions that were not answered ---

MENU_UNANSWERED = "没答上的问题"
MENU_TAUGHT = "教过的问法"
MENU_WHY = "为什么这样答"
MENU_STATS = "统计图"

MISSES_NONE = "现在没有要处理的问题。同一个问题有 {people} 个不同的人问过，或有人点了「告诉工会」，才会列在这里。"
MISSES_HEAD = "没答上的问题 {count} 个（第 {page}/{pages} 页）。人数按天数，隔天再问的算两次："
MISS_LINE = "{mark}{number}. {question}（{people} 人，{asked} 次{told}）"
MISS_CURRENT, MISS_OTHER = "▶ ", "　 "
MISS_TOLD = "，有人要求转告"
MISSES_FOOT = "给 ▶ 这个问题选一个："
OTHER_ENTRY = "别的条目…"
NOT_OURS = "不归我们管"
NEW_ENTRY = "建新条目"
IGNORE = "忽略"
NEXT, BEFORE = "下一个 ▶", "◀ 上一个"
CONFIRM, BACK, CANCEL = "确认", "返回", "取消"
UNDO = "撤销"

MISS_GONE = "这个问题已经有人处理了，或过期删了。"
ENTRY_GONE = "这个条目已经没有了，请另选一个。"
MAY_NOT_EDIT = "您能看，不能改：要有「改服务条目」的权限。"
MAY_NOT_CONFIRM = "这样教会改变别的答案，要有「确认会改变答案的修改」权限的人来确认。"
TAUGHT_TO_ENTRY = "学会了：「{question}」→ 《{title}》\n马上生效，模型随后在后台重学。"
TAUGHT_NOT_OURS = "学会了：「{question}」→ 不归我们管\n马上生效，模型随后在后台重学。"
IGNORED = "放一边了：「{question}」"
WOULD_CHANGE = "先别急，这样教会让 {count} 个已知问题的答案变样："
CHANGED_LINE = "· {question}\n　现在：{before}\n　以后：{after}{worse}"
CHANGED_WORSE = "（原来是对的）"
CHANGED_MORE = "……还有 {count} 个"
ASK_CONFIRM = "要教「{question}」→ {target}，请点确认。"
FIND_ASK = "归到哪个条目？打一两个字找，比如：体检"
FIND_NONE = "没找到「{word}」。换一个词再打，比如：体检"
FIND_FOUND = "找到这些，点一个；不对就再打一个词："

TAUGHT_NONE = "还没有教过的问法。"
TAUGHT_HEAD = "教过的问法 {count} 个（第 {page}/{pages} 页），新的在前："
TAUGHT_LINE = "{number}. {text} → {target}"
TAKEN_BACK = "撤销了：「{text}」"
TAKEN_BACK_BEFORE = "这个已经撤销过了。"
UNDO_NUMBER = "撤销 {number}"
NEXT_PAGE, PAGE_BEFORE = "下一页 ▶", "◀ 上一页"

# --- why ---

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

# --- numbers ---

STATS_USAGE = "用法：/stats 7d 或 /stats 30d"
STATS_EMPTY = "这 {days} 天还没有人提问，没有可画的。"
STATS_FIRST = "{first} 到 {last}：{questions} 个问题，没答上 {unanswered}；有用 {helpful}，没用 {unhelpful}。"
STATS_GROUPS = "不到 {smallest} 个不同的人问的主题合成「其他」{left_out}。"
STATS_LEFT_OUT = "，合起来还不到，就没列"
STATS_FAILED = "图没画出来，数字在这里："

OTHERS = "其他"
CHART_TITLE = "工会服务小助手：{first} 到 {last}"
CHART_QUESTIONS = "每天的问题"
CHART_SUBJECTS = "问得多的主题"
CHART_UNANSWERED = "没答上的比例（%）"
CHART_VOTES = "答案有没有用"
CHART_ANSWERED, CHART_ASKED_BACK, CHART_NOT_ANSWERED = "答了", "反问", "没答上"
CHART_HELPFUL, CHART_UNHELPFUL = "有用", "没用"
CHART_NO_SUBJECTS = "每个主题都不到 {smallest} 人，不单列"
