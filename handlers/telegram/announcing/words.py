"""What riders and union staff read about announcements."""

from bot.announcing.audience import Topic
from bot.announcing.messenger import Why
from bot.announcing.states import PauseReason, State

TOPICS = {
    Topic.RIGHTS: "维权",
    Topic.BENEFITS: "福利",
    Topic.SAFETY: "安全",
    Topic.JOBS: "就业培训",
    Topic.STATIONS: "驿站",
}
ALL_TOPICS = "全部话题"
EVERYWHERE = "全国"

# --- commands ---
MENU_SUBSCRIBE = "订阅工会公告"
MENU_UNSUBSCRIBE = "退订公告"
MENU_SETTINGS = "订阅设置：话题、地区、静音、暂停"
MENU_NEWS = "最近十条公告"
MENU_ANNOUNCE = "发公告"
MENU_ANNOUNCEMENTS = "公告列表和结果"
MENU_STOPALL = "全部停：暂停所有公告"
MENU_CHANNEL = "公告发到哪些频道和群"
MENU_FIX = "更正已发的公告"
MENU_RECALL = "撤回已发的公告"

BACK = "返回"
QUIT = "取消"
COPY = "复制"

# --- riders ---
SUBSCRIBE_WHERE = "想收哪里的公告？点一下地区，再点一下话题就好。全都要，点第一个。"
SUBSCRIBE_ALL = "全部都收"
SUBSCRIBE_WHAT = "「{area}」的公告，想收哪类？"
SUBSCRIBE_UNKNOWN = "没看懂「{given}」。可以发：/subscribe all（全都收），或 /subscribe {example} 维权"
SUBSCRIBED = "订好了。\n{subscription}\n不想收了，随时发「退订」。改话题、静音、暂停：/settings"
SUBSCRIPTION = "地区：{area}\n话题：{topics}"
SUBSCRIPTION_STATION = "驿站：{station}"
NO_STATION = "不收驿站的"
UNSUBSCRIBED = "已退订，不再给您发公告。想再收，发 /subscribe"
NOT_SUBSCRIBED = "您没有订公告，我不会给您发。想收，发 /subscribe"
UNSUBSCRIBE_BUTTON = "退订公告"
SUBSCRIBE_BUTTON = "订阅公告"

GROUP_SUBSCRIBED = (
    "这个群订好了公告。\n{subscription}\n"
    "群管理员发 /unsubscribe 就不再发到这里。改地区和话题：/subscribe {example} 维权"
)
TOPIC_SUBSCRIBED = "公告会发到群里的这个话题。\n{subscription}\n群管理员在这个话题里发 /unsubscribe 就停。"
GROUP_LEFT = "好，公告不再发到这里。"
GROUP_NOT_SUBSCRIBED = "这里没有订公告。"
ADMINS_ONLY = "公告发不发到群里，由群管理员定。您自己想收，到私聊里发 /subscribe"
ADMIN_UNKNOWN = "现在查不到您是不是群管理员，请过一会儿再发一次。"

SETTINGS = "您的订阅：\n{subscription}\n声音：{sound}\n每日汇总：{digest}\n{pause}"
SOUND_ON = "有声"
SOUND_OFF = "静音"
DIGEST_ON = "开（一天一条）"
DIGEST_OFF = "关（来一条发一条）"
PAUSED_UNTIL = "暂停到 {until}，期间的公告不补发"
NOT_PAUSED = "正常接收"
CHANGE_TOPICS = "改话题"
CHANGE_AREA = "改地区"
MAKE_SILENT = "改成静音"
MAKE_LOUD = "改成有声"
MAKE_DIGEST = "开每日汇总"
MAKE_SINGLE = "关每日汇总"
PAUSE_DAYS = "暂停 {days} 天"
PAUSE_END = "恢复接收"
TOPICS_ASK = "点一下选上或去掉："
TOPIC_CHOSEN = "✓ {topic}"
LAST_TOPIC = "至少留一个话题。一个都不要，请点「退订公告」。"
AREA_ASK = "想收哪里的公告？"

NOT_TO_BE_SEEN = "这条公告现在看不到了。最近的公告：/news"
NEWS_HEAD = "最近的公告，新的在前："
NEWS_NONE = "还没有公告。"
NEWS_LINE = "{date}　{text}"


# --- staff: writing ---
ASK_CONTENT = "请发公告内容：文字，照片、视频、语音、文件、相册都行，粗体和链接会保留。"
ALBUM = (
    "公告 {number} 号，相册收到 {count} 个。都到齐了，点「看预览」；要配文字，直接写在下面。\n"
    "Telegram 的相册带不了按钮，文字和按钮会跟在相册后面，另起一条。"
)
ALBUM_WHOLE = "看预览"
UNDER_ALBUM = "上面是工会的公告。"
BAD_ALBUM = "这几个放不进一个相册：最多 10 个，照片可以和视频放一起，文件只能和文件放，音乐只能和音乐放。请重发。"
NOT_CARRIED = "公告带不了这种消息。能带的：文字、照片、视频、动图、语音、音乐、文件，或一个相册。"
DRAFT = "公告 {number} 号，草稿。上面就是大家会收到的样子。\n{details}"
DETAILS = "{urgent}发给：{audience}\n时间：{at}\n{expiry}现在算有 {people} 人，大约 {minutes} 分钟发完。"
DRAFT_URGENT = "紧急公告\n"
AT_ONCE = "点「发送」后马上发"
AT_HOUR = "{at}（晚了 {hours} 小时还没发，就先不发，来问您）"
NOBODY_THERE = "注意：现在没有人能收到，请看看「改对象」。"
EXPIRY = "过了 {until} 没发到的就不发了\n"
ENDS_ASK = "内容里写着 {day}。过了那天就不用再发了吧？点「到{day}为止」，那天过后有人问，就答已经结束。"
ENDS = "到{day}为止"
DAY = "{month}月{day}日"
REMIND_ON, REMIND_OFF = "到期前再提醒", "✓ 到期前再提醒"
REMINDED = "{at} 再提醒一次\n"
SEND = "发送"
CHANGE_AUDIENCE = "改对象"
CHANGE_TIME = "改时间"
CHANGE_EXPIRY = "过期不发"
CHANGE_LINKS = "加按钮"
CHANGE_CONTENT = "改内容"
MAKE_URGENT = "标为紧急"
MAKE_USUAL = "不算紧急"
DROP_DRAFT = "不发了"
DROPPED = "公告 {number} 号不发了。"
LEFT_DIALOGUE = "好，没有发任何东西。"

AUDIENCE_ALL = "全体订阅者"
AUDIENCE_REGION = "{region}的订阅者"
AUDIENCE_TOPIC = "订了「{topic}」的人"
AUDIENCE_STATION = "驿站 {station} 的人"
AUDIENCE_STAFF = "有发公告权限的同事"
AUDIENCE_DIGEST = "选了每日汇总的人"
AUDIENCE_JOIN = "，并且是"
ASK_AUDIENCE = "发给谁？地区、话题和驿站可以一起选。"
BY_REGION = "按地区"
BY_TOPIC = "按话题"
BY_STATION = "按驿站"
ONLY_STAFF = "只发同事"
ASK_REGION = "发给哪个地区的人？"
TYPE_REGION = "自己写地区"
ASK_REGION_WORDS = "请写地区，比如：赛罕区、包头市。"
ASK_TOPIC = "发给订了哪个话题的人？"
ASK_STATION = "请写驿站的编号，比如：st-017。"
STATION_WRONG = "驿站编号最多 80 个字，不能分行。请再写一次。"

ASK_TIME = "什么时候发？"
TIME_NOW = "马上发"
TIME_TOMORROW = "明早 8 点"
TIME_TYPE = "自己写时间"
ASK_TIME_WORDS = "请写时间，比如：明早8点、11月27日 9:00、两小时后。"
ASK_EXPIRY = "什么时候以后就不用再发了？"
EXPIRY_NONE = "不限"
EXPIRY_TODAY = "发的当天 24 点"
EXPIRY_TYPE = "自己写"
TIME_UNREADABLE = "没看懂这个时间。请这样写：明早8点、11月27日 9:00、两小时后。"
TIME_PAST = "这个时间已经过了，请写以后的时间。"
TIMES_CROSS = "时间对不上：发送时间已经过了，或者「过期不发」早于发送时间。请改时间。"

ASK_LINKS = "请写按钮，一行一个：文字 https://…\n最多 8 个。"
LINKS_UNREADABLE = "没看懂。一行一个按钮，文字在前、网址在后，网址以 https:// 开头。"
DROP_LINKS = "去掉按钮"

EDITED_TOO_LATE = "公告 {number} 号现在是「{state}」，您刚才的修改没有算进去。要改，请先取消，再写一条。"
EDITED_AFTER_SENDING = "公告 {number} 号已发出，改聊天里的这条消息，大家手里的不会变。要更正，看下面："

CHANNELS_HEAD = "公告也发到这些频道和群（点一个，就不再发到那里）："
CHANNELS_NONE = "公告还没有发到哪个频道或群。"
CHANNELS_HOW = (
    "加频道：先把机器人设成频道管理员，能发消息；再发 /channel @频道名，后面可以写地区和话题。\n"
    "加群：请群管理员在群里发 /subscribe；在论坛群的哪个话题里发，公告就到哪个话题。"
)
CHANNEL_LINE = "· {title}：{area}，{topics}{gone}"
CHANNEL_TOPIC = "{title}，话题 {topic}"
CHANNEL_SHUT = "（现在发不进去）"
CHANNEL_NO_TITLE = "查不到名字的（{number}）"
CHANNEL_ADDED = "好，公告也发到频道「{title}」：{area}，{topics}。"
CHANNEL_NOT_FOUND = "没找到这个频道。请把机器人设成频道管理员，再发 /channel @频道名"
CHANNEL_IS_GROUP = "这是群。请群管理员在群里发 /subscribe"
CHANNEL_NO_POST = "我在「{title}」里还不能发消息。请把机器人设成频道管理员，勾上「发消息」。"
CHANNEL_NOT_YOURS = "您不是「{title}」的管理员，请频道管理员来加。"
CHANNEL_ASK_DROP = "不再把公告发到「{title}」吗？"
CHANNEL_DROP = "不再发到这里"
CHANNEL_DROPPED = "好，公告不再发到「{title}」。"

EMPTY = "没有内容，请再发一次。"
TOO_LONG = "太长了，多出 {over} 个字，请缩短再发。（文字最多 4096 字，带照片或文件最多 1024 字）"
BAD_MARKS = "格式有问题，请去掉格式再发。"
PLAIN_NOW = "Telegram 看不懂这段格式，已改成纯文字。"
NO_ANSWER = "Telegram 没有回应"
PREVIEW_FAILED = "预览没发出来（{why}），请改内容再试。"

# --- staff: sending ---
NEEDS_APPROVAL = "公告 {number} 号，请您审批。上面就是大家会收到的样子。\n写的人：{author}\n{details}"
APPROVE = "同意"
DECLINE = "退回"
APPROVED = "公告 {number} 号，{who} 同意了。"
DECLINED = "公告 {number} 号被 {who} 退回，没有发。可以改了再发："
YOU_APPROVED = "公告 {number} 号，您同意了。"
YOU_DECLINED = "公告 {number} 号，您退回了，对方可以改了再发。"
ASK_REASON = "为什么退回？打一句话，我转给写的人；不想说就点「取消」。"
REASON = "公告 {number} 号，{who} 退回的原因：{why}"
REASON_TOLD = "已转给写的人。"
REASON_NOT_TOLD = "没能转给写的人，请当面告诉对方。"
NO_REASON = "好，不写原因。"
ALREADY_APPROVED = "公告 {number} 号您已经同意过了，现在是「{state}」。"
ALREADY_DECIDED = "公告 {number} 号已经有人处理过，现在是「{state}」，这次没有动它。"
SHOW_DRAFT = "打开草稿"
OVERRIDE_OFFER = "公告 {number} 号已经请同事审批。情况紧急，也可以不等。"
OVERRIDE = "紧急，不等审批"
ASK_OVERRIDE = "不等同事审批就发公告 {number} 号？这会记入操作记录。"
OVERRIDE_SURE = "确定，马上发"
NOBODY_ASKED = "没能通知到能审批的同事，请当面找他们发 /announcements {number}"

STATES = {
    State.DRAFT: "草稿",
    State.WAITING: "等同事审批",
    State.SCHEDULED: "等时间到",
    State.SENDING: "正在发送",
    State.PAUSED: "已暂停",
    State.FINISHED: "已发完",
    State.CANCELLED: "已取消",
    State.EXPIRED: "已过期",
}
RECALLED = "已撤回"
AMENDING = {"fix": "正在更正", "recall": "正在撤回"}
AMENDED = {"fix": "公告 {number} 号更正完了。", "recall": "公告 {number} 号撤回完了。"}
PAUSES = {
    PauseReason.STAFF: "有人按了暂停",
    PauseReason.STOP_ALL: "有人按了全部停",
    PauseReason.FAILURES: "失败的超过 2%，自动停下。请看报告，没问题再继续",
    PauseReason.BLOCKS: "拉黑的人比平常多得多，自动停下。请想想内容合不合适",
    PauseReason.UNREACHABLE: "连着很多人找不到，自动停下。请管机器的人看看令牌和数据库",
    PauseReason.WRONG_TOKEN: "Telegram 不认机器人的令牌，自动停下。请管机器的人换令牌",
    PauseReason.BROKEN: "Telegram 不收这条公告的格式、按钮或文件，自动停下。请改内容重发",
    PauseReason.LATE: "过了发送时间 2 小时还没发，先不发了。还要发就点「继续」，不要了就点「取消」",
    PauseReason.TROUBLE: "程序或数据库出了毛病，自动停下。请管机器的人看日志，修好后再继续",
}
CARD_HEAD = "公告 {number} 号：{state}"
CARD_DIGEST = "每日汇总，给选了一天一条的人"
CARD_AT = "发送时间：{at}"
CARD_PAUSED = "原因：{reason}"
CARD_SENT = "已送达 {sent} / {total}（{percent}%）"
CARD_TROUBLE = "拉黑 {blocked}　失败 {failed}　不确定 {unknown}"
CARD_EXPIRED = "没再发 {expired}"
CARD_MOVED = "群换了编号 {moved}"
CARD_LEFT = "大约还要 {minutes} 分钟"
CARD_EDITED = "已更正 {edited}"
CARD_DELETED = "已撤回 {deleted}"
CARD_TOO_OLD = "超过 48 小时、撤不回 {too_old}"
CARD_NOT_AMENDED = "没改成 {failed}"
PAUSE = "暂停"
RESUME = "继续"
CANCEL = "取消"
RESEND = "重发未知"
REPORT = "看报告"
ASK_CANCEL = "公告 {number} 号还有 {left} 人没收到，取消后不再发。取消吗？"
CANCEL_SURE = "确定取消"
KEPT = "好，公告 {number} 号没动。"
ASK_RESEND = "公告 {number} 号有 {unknown} 人不确定收没收到。重发的话，其中有的人会收到两次。重发吗？"
RESEND_SURE = "确定重发"
NOTHING_UNKNOWN = "公告 {number} 号没有不确定的人。"
DONE_NOW = "公告 {number} 号：好了。"
FINISHED = "公告 {number} 号发完了：送达 {sent} 人。"
STOPPED_ITSELF = "公告 {number} 号自动停下了：{reason}"

STOPPED = "已全部暂停：公告 {numbers} 号。要接着发，请在公告列表里点「继续」。"
NOTHING_TO_STOP = "现在没有在发或等着发的公告。"

LIST_HEAD = "最近的公告（看某一条：/announcements 编号）："
LIST_NONE = "还没有公告。发一条：/announce 内容"
LIST_LINE = "{number} 号　{state}　{at}　{text}"
LIST_BUTTON = "{number} 号"
LIST_MORE = "更早的：/announcements 前 {before}"
REPORT_AUTHOR = "写的人 {author}"
REPORT_APPROVER = "审批的人 {approver}"
REASONS_HEAD = "没送到的原因："
REASON_LINE = "· {reason}：{count}"
REASONS = {
    Why.BLOCKED: "拉黑了机器人",
    Why.DEACTIVATED: "账号注销了",
    Why.KICKED: "机器人被移出了群",
    Why.NO_CHAT: "找不到这个聊天",
    Why.NO_RIGHT: "群里不让机器人说话",
    Why.TOPIC_CLOSED: "群里的话题关了",
    Why.BAD_TEXT: "Telegram 不收这段内容",
    Why.REFUSED: "Telegram 拒绝了",
    Why.TOO_OLD: "超过 48 小时",
    Why.MOVED_AGAIN: "群又换了编号",
    Why.NO_ANSWER: "发出后没有回音，可能收到了",
    Why.SERVER_ERROR: "Telegram 出错，可能收到了",
    Why.CRASH: "发送时程序断了，可能收到了",
    Why.LEFT: "退订了",
    Why.NO_CHANNEL: "那个渠道没有开通",
}
FIX_EXAMPLE = "/fix 12 新内容"
NO_NUMBER = "请写公告编号，比如：{example}。编号在 /announcements 里看。"
UNKNOWN_NUMBER = "没有这个编号的公告。看列表：/announcements"
NOT_NOW = "公告 {number} 号现在是「{state}」，这次没有动它。"
NEEDS_ANOTHER = "自己写的公告要由另一位同事审批。"
NOBODY_TO_ASK = "设置要求第二个人审批，可是没有别人有审批权限。请所有者用 /role 给一位同事。"
NOT_YOURS = "这一步您没有权限，或者草稿是别人写的。"
UNKNOWN_REGION = "没找到这个地方。请写区县或城市的名字，比如：赛罕区。"

# --- staff: afterwards ---
CORRECTION = "【更正】"
ASK_FIX = "请发公告 {number} 号的新内容，大家手里的会原地换掉。"
FIX_SURE = "公告 {number} 号会换成上面这样，包括已经送到的 {sent} 份。看过旧内容的人，收不回来。更正吗？"
FIX = "确定更正"
RECALL_SURE = "撤回公告 {number} 号？送到的 {sent} 份里，48 小时内的会删掉，更早的删不了；看过的人，收不回来。"
RECALL = "确定撤回"
BUTTONS_ONLY = "请点上面的按钮。"
FIXING = "公告 {number} 号开始更正。"
RECALLING = "公告 {number} 号开始撤回。"

# --- what is kept of a person ---
MYDATA_SUBSCRIPTION = "· 公告订阅（{since} 起）：{chosen}"
MYDATA_DIGEST = "每日汇总"
MYDATA_PAUSED = "暂停到 {until}"
MYDATA_GONE = "发不到，先停着"
MYDATA_DELIVERIES = "· 给您发过 {count} 条公告的记录（哪条、送没送到，不含别的）"
