"""What people read on Telegram besides the answers themselves."""

WELCOME = (
    "您好，我是工会服务助手。\n"
    "驿站、欠薪、入会、看病报销……打几个字问我就行，也可以点下面的按钮。\n"
    "答案都出自公开报道，并注明出处；拿不准的我会直说。\n"
    "想收工会的公告，发「订阅」。\n"
    "您是谁、问了什么，不会告诉单位或平台。说明见 /privacy"
)
# Each is a question that the assistant understands, except those that are words of commands.
KEYBOARD = (("找驿站", "欠薪"), ("入会", "医疗互助"), ("体检", "困难帮扶"), ("热线", "服务"))
KEYBOARD_HINT = "打几个字就行，比如：驿站在哪"

HELP_HEAD = "直接打字问就行，比如「驿站在哪」「公司欠工资咋办」。\n也可以用这些命令："
HELP_FOOT = "着急找人：全国工会热线 12351"
HELP_GROUP_FOOT = "群里请用命令、@我，或回复我的消息。涉及个人的事请私聊。"

MENU_START = "开始"
MENU_HELP = "怎么用"
MENU_SERVICES = "全部服务"
MENU_REGION = "我所在的地区"
MENU_PRIVACY = "隐私说明"
MENU_MYDATA = "您这里存了我什么"
MENU_FORGET = "删除我的数据和聊天消息"
MENU_CANCEL = "从头再来"
MENU_ROLE = "给人权限、收权限"
MENU_AUDIT = "谁改了什么"

CANCELLED = "好，从头来。想问什么直接说。"
UNKNOWN_COMMAND = "没有这个命令。直接打字问我，或发 /help 看看能做什么。"
NOT_TEXT = "我只看得懂文字。请打两三个字，比如「驿站」「欠薪」。"
APOLOGY = "抱歉，刚才出了点问题，没能答上来。请再发一次，或拨打 12351。"
STALE = "抱歉刚才离线，现在回复您："
TOO_MANY_A_MINUTE = "您发得有点快，请歇一分钟再问。急事请拨 12351。"
TOO_MANY_A_DAY = "今天问得够多了，我先歇歇，明天再答。急事请拨 12351。"
FORM_OVER = "这一步已经过去了。要重来，请再发一次命令。"
BUTTON_NOT_YOURS = "这个按钮您用不了。"
COPY_HOTLINE = "复制热线 12351"

PRIVACY = (
    "1. 这里是云端聊天，不是端到端加密；别发身份证号、银行卡号、密码。\n"
    "2. 我能收到您的 Telegram 编号、名字、用户名、语言和您发来的话；名字和您的话不存、不记日志。\n"
    "3. 只存：您选的地区、订的公告和给您发过哪几条（到您删为止）、刚才聊到哪项服务（30 分钟）、"
    "消息编号（48 小时，供删除用）。\n"
    "4. 单位和平台什么都得不到。查看用 /mydata，删除用 /forget"
)

REGION_ASK = "您在哪里干活？选一个，答案就按那里来。也可以发：/region 赛罕区"
REGION_NOW = "您现在的地区：{region}"
REGION_SET = "好，以后按「{region}」回答。改地区再发 /region"
REGION_CLEARED = "好，不再记您的地区。"
REGION_UNKNOWN = "没找到这个地方。请写区县或城市的名字，比如：/region 赛罕区"
REGION_AMBIGUOUS = "叫这个名字的地方不止一个：{regions}。请写全一点，比如带上城市名。"
REGION_ELSEWHERE = "其他盟市"
REGION_BACK = "返回"
REGION_NONE = "不记地区"
REGION_WHOLE_CITY = "呼和浩特全市"

MYDATA_HEAD = "关于您，这里只存了这些："
MYDATA_REGION = "· 地区：{region}（{since} 选的）"
MYDATA_TALK = "· 刚才聊的（30 分钟后删，不含您的原话）：{talk}"
MYDATA_MESSAGES = "· 消息编号 {count} 个（只有编号没有内容，48 小时后删）"
MYDATA_COUNTER = "· 内存里数着您发了几条，防刷屏用，重启就没了"
MYDATA_FOOT = "全部删除：/forget"

FORGOTTEN = "已删除这里存的关于您的全部数据，公告也退订了。"
FORGOTTEN_MESSAGES = "这个聊天里最近 48 小时的 {count} 条消息也删了。"
FORGOTTEN_NOT_ALL = "有些消息 Telegram 没让删，请您自己删。"
FORGOTTEN_REST = "更早的消息和这一条我删不了，请在聊天里点「删除聊天记录」。"

PRIVATE_ONLY = "这事请到私聊里说，群里别人看得见。"
PERSONAL_TOPIC = "这是您个人的事，别在群里说。点下面的按钮，到私聊里问我。"
OPEN_PRIVATE = "到私聊里说"

INLINE_OPEN = "打开助手"
