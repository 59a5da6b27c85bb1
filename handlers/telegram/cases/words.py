"""What riders and staff read about cases on Telegram alone."""

MENU_CASE = "有事交给工会办"
MENU_MINE = "我交给工会的事"
MENU_CASES = "骑手交来的事"

HAND_OVER = "交给工会"
NOBODY = "这里还没有工会的人接手办事。请打全国工会热线 12351。"
PAUSED = "上次交来的内容没法受理，{until} 以后才能再交。急事请打 12351。"
TOO_MANY = "您有 {most} 件事还没办完，办完一件才能再交。要补充，点「我的事」。"

ASK_WORDS = (
    "说说是什么事：哪儿、什么时候、出了什么事、想要怎么办。\n"
    "一条或几条都行，也可以发照片、语音、PDF。别写身份证号、银行卡号。\n"
    "不用写您是谁，办事的人看不到您的名字和编号。"
)
NOTED = "记下第 {count} 条。还有就接着发；没有了点「写好了」。"
DONE = "写好了"
NOTHING_YET = "还没写。打几个字，或发照片、语音。"
TOO_LONG = "一条最多 {most} 个字，请分开发。"
TOO_MUCH = "一件事最多 {most} 条，先交上去吧。"
TOO_LARGE = "文件太大，最多 5 MB。"
WRONG_FILE = "只收照片、语音、PDF。"
FILE_GONE = "有个文件取不到了，请重发。"
ASK_WHERE = "这事在哪个地方？"
ASK_URGENCY = "急不急？"
ASK_SUBJECT = "这事归哪一类？"

REVIEW = (
    "交之前看一眼：\n"
    "事由：{subject}\n"
    "地方：{region}\n"
    "急缓：{urgency}\n"
    "内容：{count} 条\n"
    "\n"
    "会存什么：上面这些，还有答复要发到的这个聊天；都加密。\n"
    "谁看得到：{who}。他们看不到您的名字、用户名和编号，除非您自己写了；谁打开过都有记录。\n"
    "存多久：办完 {days} 天后删内容，只留件数；您随时能收回，当场删。"
)
WHO_SEES = "只有工会里办这类事的 {count} 个人"
GO = "交上去"
CHANGE_WORDS, CHANGE_SUBJECT, CHANGE_WHERE, CHANGE_URGENCY = "再写几句", "改事由", "改地方", "改急缓"
DROPPED = "好，没有交，写的都删了。"

MINE = "我的事"
MINE_NONE = "您没有交过事。"
MINE_HEAD = "您交给工会的事："
MINE_LINE = "{title}：{state}"
NEW = "交一件新的"
ADD, TAKE_BACK, SOLVED, UNSOLVED, THANK, SEE = "补充", "收回", "解决了", "没解决", "说声谢谢", "看全部"
THANKS = "谢谢"
ASK_MORE = "{number}号事：您下面写的、发的照片语音，会交给办这件事的人。只收一条。"
ADDED = "{number}号事：补充已交给工会。"
SURE_BACK = "收回 {number}号事？写的和照片会当场删掉，办事的人只知道您收回了。"
YES_BACK, KEEP = "收回并删掉", "不收回"
GONE_BACK = "{number}号事已收回，内容都删了。"
SOLVED_THANKS = "好，{number}号事办完了。"
AGAIN = "{number}号事退回去了，换一个人重办。"
NOT_NOW = "这件事现在不能这样了，点「我的事」看看。"
GONE = "没有这件事，或者已经删了。"
THANKED = "已转告。"

# --- staff ---

BOARD = "骑手交来的事\n{duty}"
ON_DUTY, OFF_DUTY = "您在岗：新的事会发给您", "您没在岗：新的事不会发给您"
GO_ON_DUTY, GO_OFF_DUTY = "上岗", "下岗"
DUTY = "接哪些事"
LISTS = {"MINE": "我的", "UNCLAIMED": "没人接", "SOON": "快到点", "OVERDUE": "过点"}
LIST_LABEL = "{name} {count}"
LIST_HEAD = "{name}："
LIST_EMPTY = "{name}：没有。"
LINE = "{title} {clock}"
NEXT, BEFORE, BACK = "下一页", "上一页", "返回"
OPEN = "打开"

TAKE, RELEASE, ANSWER, ASK, NOTE = "接下", "放回", "答复", "追问", "记一笔"
HAND, SOLVE, NOT_OURS, ABUSE, REPEAT = "转单位", "办好了", "不归我们", "不是正经事", "再发一次"
FILE = "{kind} {number}"
PHOTO, VOICE, DOCUMENT = "照片", "语音", "文件"
TAKEN_BY = "{who}。"
NOT_YOURS = "先点「接下」。"
STAFF_NOT_NOW = "这件事现在不能这样办，看看它到哪一步了。"
FILE_OF = "{number}号事的{kind}"
TOO_LONG_STAFF = "最多 {most} 个字，请写短些。"
REPEATED, NOT_REPEATED = "再发了一次。", "这条不用再发。"

WRITE = {
    "answer": "写给 {number}号事的当事人。您下面写的原样发给对方（对方看不到您是谁）：",
    "ask": "追问 {number}号事的当事人，对方答之前停表。您下面写的原样发给对方：",
    "note": "{number}号事的内部记录，只有同事看得到，不发给当事人。请写：",
    "solve": "{number}号事办好了：写做了什么，原样发给当事人，由对方点「解决了」：",
    "not_ours": "{number}号事不归工会管：写清该找谁，原样发给当事人，发完就结了：",
}
CONFIRM = {
    "answer": "发给 {number}号事的当事人：\n{text}",
    "ask": "追问 {number}号事的当事人：\n{text}",
    "note": "记在 {number}号事里，不发给当事人：\n{text}",
    "solve": "{number}号事办好了，发给当事人：\n{text}",
    "not_ours": "{number}号事不归工会管，发给当事人：\n{text}",
}
SEND, KEEP_NOTE, REWRITE, INSERT = "发出", "记下", "重写", "插入条目"
DONE_SAYING = "{number}号事：已办。"
ASK_TITLE = "写条目的名字或里面的词，选一个插在后面。"
NO_ENTRY = "没找到。换个词，或点返回。"
ASK_UNIT = "{number}号事转给哪个单位？转出后时间照算，您接着盯。"
NO_UNITS = "还没有单位。有「过问」权限的同事在 /cases 的「单位名单」里加。"
ASK_UNTIL = "要「{unit}」什么时候办好？写「三天后」「12月4日 17:00」，或点不限。"
NO_LIMIT = "不限"
TIME_WRONG = "看不懂这个时间。写「三天后」或「12月4日 17:00」。"
SURE_ABUSE = "{number}号事不是正经事？会直接关掉，交的人 7 天内不能再交，您仍不知道是谁。"
YES_ABUSE = "关掉"

DUTY_HEAD = "您接哪些事（点一下改；都不选就是全接）"
DUTY_REGIONS, DUTY_SUBJECTS = "按地方", "按事由"
CHOSEN = "✓ {name}"
UNITS = "单位名单"
UNITS_HEAD = "能转去的单位（点一个就删）："
ADD_UNIT = "加一个"
ASK_UNIT_NAME = "写单位的名字，最多 {most} 个字。"
UNIT_WRONG = "名字要 1 到 {most} 个字。"

MENU_MATTERS = "几件事并成的议题、议事会的议程"
JOIN = "并入议题"
MATTERS = "议题"
MATTERS_NONE = "还没有议题。打开一件事，点「并入议题」，就能把说一样的几件事并成一个。"
MATTERS_HEAD = "{count} 个议题，早的在前。上面的文档是议程，打开就能接着写。"
AGENDA_NOT_SENT = "议程没发出去，再发一次 /matters。"
MATTER_GONE = "没有这个议题，或者已经结了。"
ASK_MATTER = (
    "{number}号事并进哪个议题？说得最像的在前。\n一个议题已经有商定的，并进去就会把商定的发给 {number}号事的当事人。"
)
NEW_MATTER, PART = "新议题", "移出议题"
ALIKE, RENAME, AGREE, END = "像的事", "改说法", "写商定的", "结议题"
ALIKE_HEAD = "和议题 {number} 说得像的事（左边打开看，右边并进来）："
ALIKE_NONE = "没有说得像的事了。"
JOIN_THIS = "并入 {number}号"
ASK_MATTER_TITLE = "用一句话写这个议题，印在议程上，最多 {most} 个字。别写是谁。"
ASK_AGREED = "议题 {number} 会上商定了什么？您下面写的会原样发给每个提过的人，一人一次。别写是谁："
CONFIRM_AGREED = "{title}，{count} 件事的当事人每人收到一次：\n{text}"
SURE_END = "结了议题 {number}？它不再上议程；商定的还没发完的照发。"
YES_END = "结了"

MENU_ACCOUNT = "办事账：一个月收到多少、办得怎么样"
ACCOUNT_USAGE = "写月份，比如 /account 2026-10；单发看上个月的。"
ACCOUNT_PUBLISHED = "已公开（{at}）：{changed}"
ACCOUNT_NOT_PUBLISHED = "还没公开。"
EARLIER, LATER = "前一个月", "后一个月"
ACCOUNT_SHEET, ACCOUNT_DRAFT, ACCOUNT_PUBLISH = "表格（CSV）", "写成公告草稿", "公开到网页"
ACCOUNT_SHEET_OF = "{month} 的办事账，没有人名；不到 10 件的合在一起。"
ACCOUNT_SHEET_FAILED = "表格没发出去，再点一次。"
ASK_CHANGED = "写这个月改了什么，给所有人看，最多 {most} 个字。别写是谁："
CONFIRM_PUBLISH = "网页上会写：\n{text}"
PUBLISH_NOT = "这个月还没过完，或者不到 10 件，不能公开。"

MYDATA_CASE = "· 您交给工会的事（加密存着，办完 {days} 天后删，也可以在「我的事」里收回）：{case}"
