"""What people read about questions that were not answered, about votes, and about numbers."""

from bot.answering import why_words

# --- riders ---

TELL = "告诉工会这个问题"
TOLD = "好，已转给工会，只转问题，不带您是谁。工会的人看到后会补上答案，过几天再来问；急事打 12351。"
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
NOT_OURS = why_words.NOT_OURS
NEW_ENTRY = "建新条目"
IGNORE = "忽略"
IGNORE_TOLD = "只有人转告的 {count} 个全放一边"
IGNORED_TOLD = "放一边了：{count} 个只有人转告、没几个人问的问题。"
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

# --- taught where it is seen ---

TEACH_IT = "教它"
OFFER_TEACH = "答错了？现在就教它该答哪一条。"
WHICH_ENTRY = "「{question}」该答哪一条？点一个，或打一个词找别的条目。"
QUESTION_GONE = "这句话没有留，请用 /why 再问一遍。"
NOT_TAUGHT = "好，没有教。"

# --- subjects made in the chat ---

SUBJECT_NAME_WRONG = "主题名要 {least} 到 {most} 个字，写成一行。"
SUBJECT_THERE = "已有「{name}」这个主题，直接用它。"
SUBJECT_SCOPE_WRONG = "管什么要 {least} 到 {most} 个字，写成一行。"
PHRASES_TOO_FEW = "问法要 {least} 到 {most} 句，一行一句，不要重复。这里有 {count} 句。"
PHRASE_WRONG = "「{text}」这句不行：要 {least} 到 {most} 个字。"
PHRASE_TAUGHT = "「{text}」已经教过了（{other}），请换一句。"
PHRASE_OF_ANOTHER = "这样问「{text}」已经有别的答案，问法请换得更明确些。"

# --- why ---

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

WAYS_TO_ASK = ("{name}", "{name}怎么办", "{name}在哪里办", "我想参加{name}", "工会有{name}吗")
"""How people ask for a thing that they know by its name."""
