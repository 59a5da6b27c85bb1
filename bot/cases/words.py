"""What riders and staff read about cases, on every channel."""

from bot.cases.states import State, Urgency, What

JOB_RELAY = "传递骑手和工会的话"
JOB_REMINDERS = "到点提醒办事的人"
JOB_MATTERS = "把议题商定的发给每个人"
JOB_LEAVING = "收回离岗人手里的事"
JOB_WORDS = "删到期的办完的事"

KEY_WRONG = "骑手交来的事打不开：钥匙 {file} 不在，或不是原来那把"
KEY_WRONG_FIX = "把原来的钥匙文件放回去，或把 UNIONBOT_CASE_KEY 改成它在的地方；没有它，谁也打不开。"
KEY_OPEN = "钥匙 {file} 别的用户也能读"
KEY_OPEN_FIX = "只留自己能读：chmod 600 {file}。"
KEY_BESIDE = "钥匙 {file} 和数据库或备份放在同一个文件夹，一起被拷走就等于没锁"
KEY_BESIDE_FIX = "挪到别的文件夹，用 UNIONBOT_CASE_KEY 指过去；另存一份在保险的地方。"
KEY_FINE = "骑手交来的事已加密，钥匙另放"

# --- riders ---

URGENCIES = {
    Urgency.NOW: "小事，一两句话能办",
    Urgency.DAY: "急事，当天要办",
    Urgency.DAYS: "难事，要查、要谈",
}
PROMISED = {Urgency.NOW: "当场办", Urgency.DAY: "当天办", Urgency.DAYS: "三个工作日内办"}
PROMISED_DAYS = "{days} 个工作日内办"
NO_SUBJECT = "别的事"
TITLE = "{number}号 {subject}（{region}）"

RECEIPT = "已交给工会，编号 {number}。"
RECEIPT_PROMISE = "工会承诺{promise}：{due} 前给您结果。从现在起计时，您在「我的事」里看得到。"
RECEIPT_NO_PROMISE = "现在没有人值班，不敢答应您哪天办好；有人上岗就会看到。等不及请打 12351。"
RECEIPT_HERE = "工会的答复会发到这里，不会问您是谁。"

STATES = {
    State.OPEN: "在办",
    State.ASKED: "等您补充",
    State.HANDED: "转给了{unit}",
    State.SOLVED: "工会说办好了，等您说行不行",
    State.CLOSED: "办完了",
    State.NOT_OURS: "不归工会管",
    State.WITHDRAWN: "您收回了",
    State.ABUSE: "没有受理",
}
WAITING = "等人接"
DUE = "{due} 前给结果"
PAUSED = "您补充前不计时"
OVERDUE = "过了 {due}，已经催了"
NO_CLOCK = "没有承诺时间"
LEFT_OFF = "……前面还有 {count} 条"

SAYS_YOU, SAYS_UNION, SAYS_NOTE = "您", "工会", "内部"
SAYS_RIDER = "当事人"
SAYS_BY = "{side}，{who}"
PIECE = "{at} {who}：{text}"
FILE_PHOTO, FILE_VOICE, FILE_DOCUMENT = "［照片］", "［语音］", "［文件］{name}"
ASKED = "（问您）{text}"
ASKED_BACK = "（追问）{text}"
SOLVED = "（办好了）{text}"
NOT_OURS = "（不归工会管）{text}"
HANDED = "（转给{unit}办）"
AGREED = "（会上商定）{text}"

TO_RIDER = {
    "said": "{number}号事，工会答复：\n{text}",
    "asked": "{number}号事，工会想问您：\n{text}\n\n点「补充」回答。您答之前不计时。",
    "solved": "{number}号事，工会说办好了：\n{text}\n\n真的解决了吗？点一下；七天不点就算办完。",
    "not_ours": "{number}号事不归工会管：\n{text}",
    "handed": "{number}号事转给了「{text}」去办，工会还盯着，时间照算。",
    "agreed": "{number}号事说的问题，好几个人都提过，会上商定了：\n{text}",
}

# --- staff ---

STAFF_STATES = {
    State.OPEN: "在办",
    State.ASKED: "等当事人补充，停表",
    State.HANDED: "转给{unit}",
    State.SOLVED: "已说办好，等当事人点",
    State.CLOSED: "办完",
    State.NOT_OURS: "不归我们",
    State.WITHDRAWN: "当事人收回了，内容已删",
    State.ABUSE: "不予受理",
}
HANDED_SINCE = "{since} 转"
HANDED_UNTIL = "，要求 {until} 前办"
HOLDER_NOBODY = "没人接"
HOLDER_YOU = "您在办"
HOLDER_OTHER = "{who} 在办"
IN_MATTER = "并在议题 {matter}"
CAME_BACK = "当事人说没解决，退回来重办"
STAFF_DUE = "还剩 {left}（{due} 到点）"
STAFF_PAUSED = "停表，还剩 {left}"
STAFF_OVERDUE = "已过点（{due}）"
HOURS_MINUTES = "{hours} 小时 {minutes} 分"
MINUTES = "{minutes} 分"
TOLD = {
    "queued": "…还没发出",
    "sending": "…正在发",
    "sent": "✓",
    "unknown": "？说不准对方收没收到",
    "failed": "✗ 对方收不到",
}

TO_STAFF = {
    What.NEW: "新的事：{title}\n{clock}",
    What.MORE: "{title}：当事人补充了",
    What.HALF: "{title}：时间过半\n{clock}",
    What.NEAR: "{title}：快到点了\n{clock}",
    What.OVER: "{title}：到点了，还没办完",
    What.LEAD: "{title}：已经过点，请您过问",
    What.WITHDRAWN: "{title}：当事人收回了，内容已删",
    What.UNSOLVED: "{title}：当事人说没解决，要换个人办\n{clock}",
    What.SETTLED: "{title}：当事人说解决了",
    What.THANKS: "{title}：当事人说谢谢您",
    What.BACK: "{title}：退回来了，没人接\n{clock}",
    What.TAKEN: "{title}：有同事接过去了",
    What.UNREACHED: "{title}：您的答复对方收不到（停用或拉黑了机器人），打开看看",
}

# --- matters ---

MATTER_TITLE = "议题 {number}：{title}"
MATTER_COUNT = "{cases} 件事，在办 {open} 件"
MATTER_WHERE = "{region} {count}"
MATTER_CASES = "编号：{numbers}"
MATTER_AGREED = "商定（{at}）：{text}"
MATTER_TOLD = "发到 {sent}，还没发 {waiting}，说不准 {unknown}，收不到 {failed}"

AGENDA = "议事会议程"
AGENDA_OF = "{day}，{count} 个议题。由骑手交来的事并成，只写件数，不写是谁。"
AGENDA_HEAD = ("序号", "议题", "事由", "几件事", "在办", "地方", "上次商定", "这次商定")
AGENDA_FONT = "宋体"

# --- the account ---

ACCOUNT_TITLE = "{year}年{month}月，骑手交给工会的事"
ACCOUNT_SMALL = "这个月不到 {smallest} 件，不单列。"
ACCOUNT_TOTAL = "收到 {received} 件，办好 {solved} 件。"
ACCOUNT_KEPT = "有承诺时间的，{kept}% 在承诺时间内办好。"
ACCOUNT_MEDIAN = "从交上来到办好，一半不超过 {time}。"
ACCOUNT_GROUPS = "事由：{groups}。"
ACCOUNT_GROUP = "{name} {count} 件"
ACCOUNT_CHANGED = "改了什么：{changed}"
ACCOUNT_OTHERS = "别的事合在一起"
ACCOUNT_ALL = "合计"
ACCOUNT_HEAD = ("月份", "事由", "收到", "办好", "承诺时间内办好%", "办好用时中位数（小时）")
LASTING_HOURS, LASTING_DAYS = "{hours} 小时", "{days} 天"
