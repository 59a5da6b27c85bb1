"""What a person reads about their own region and data."""

MENU_REGION = "我所在的地区"
MENU_PRIVACY = "隐私说明"
MENU_MYDATA = "您这里存了我什么"
MENU_ROLE = "给人权限、收权限"
MENU_AUDIT = "谁改了什么"
MENU_FORGET = "删除我的数据和聊天消息"

PRIVACY = (
    "1. 这里是云端聊天，不是端到端加密；别发身份证号、银行卡号、密码。\n"
    "2. 我能收到您的 Telegram 编号、名字、用户名、语言和您发来的话；名字和您发的位置不存，"
    "您的话不记日志，谁问了什么不存。\n"
    "3. 只存：您选的地区、订的公告和给您发过哪几条、报的名和投的票（到您删为止）、聊到哪项服务（30 分钟）、"
    "消息编号和您点的👍👎（48 小时）、"
    "数人数的打乱编号（当天）。"
    "没答上的问题只记问法和次数，有 3 个不同的人问过、或您点了「告诉工会」才给工会看，否则 30 天删；"
    "像带电话、证件号、车牌、姓名、地址、账号的一律不记。"
    "您交给工会的事加密存着，办事的人看不到您是谁，办完 90 天后删内容。\n"
    "4. 单位和平台什么都得不到。查看用 /mydata，删除用 /forget"
)

REGION_ASK = "您在哪里干活？选一个，答案就按那里来。也可以发：/region {example}"
REGION_NOW = "您现在的地区：{region}"
REGION_SET = "好，以后按「{region}」回答。改地区再发 /region"
REGION_CLEARED = "好，不再记您的地区。"
REGION_UNKNOWN = "没找到这个地方。请写区县或城市的名字，比如：/region {example}"
REGION_BACK = "返回"
REGION_NONE = "不记地区"

MYDATA_HEAD = "关于您，这里只存了这些："
MYDATA_REGION = "· 地区：{region}（{since} 选的）"
MYDATA_TALK = "· 刚才聊的（30 分钟后删，不含您的原话）：{talk}"
MYDATA_MESSAGES = "· 消息编号 {count} 个（只有编号和您点的👍👎，没有内容，48 小时后删）"
MYDATA_ON_RECORD = "· 您为工会做的事留底 {count} 处（谁写的、谁批的、谁改的；要能查，/forget 也不删）"
MYDATA_COUNTER = "· 内存里数着您发了几条，防刷屏用，重启就没了"
MYDATA_FOOT = "全部删除：/forget"

FORGOTTEN = "已删除这里存的关于您的全部数据，公告也退订了。"
FORGOTTEN_MESSAGES = "这个聊天里最近 48 小时的 {count} 条消息也删了。"
FORGOTTEN_NOT_ALL = "有些消息 Telegram 没让删，请您自己删。"
FORGOTTEN_REST = "更早的消息和这一条我删不了，请在聊天里点「删除聊天记录」。"

CHANNELS = {"telegram": "Telegram", "terminal": "命令行", "web": "网页", "sender": "发送程序"}
