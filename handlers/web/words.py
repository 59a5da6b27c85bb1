"""What people read on the web page besides the answers themselves."""

from bot.announcing.audience import Topic
from bot.reply import Status
from bot.words import COMMON_TROUBLES as COMMON_TROUBLES

NAME = "工会服务助手"
SHORT_NAME = "工会助手"
DESCRIPTION = "驿站、欠薪、入会、看病报销：打几个字就问，每条都写明出处。不用注册。"

CHAT = "提问"
SERVICES = "服务"
ABOUT = "说明"
SKIP = "跳到正文"

WELCOME = "您好，打几个字问我就行。"
WELCOME_MORE = "答案都出自公开报道，写明出处；报道没写的，我会直说没写。您是谁、问了什么，单位和平台什么都得不到。"
ASK_LABEL = "您想问什么"
PLACEHOLDER = "比如：驿站在哪"
SEND = "发送"
SENDING = "正在找……"
YOU = "您问："
ANSWERED = "回答："
BESIDE = "正在说的"
ALL = "全部服务"
QUICK_LABEL = "常问的"
CHOICES_LABEL = "接着点"
VOTE_TOO_LATE = "隔得太久，这条不能再评了。"
TOLD_ENOUGH = "今天从您这里转给工会的已经够多了，明天再来；急的事打 12351。"
ASK_ON = "接着问"
CALL = "拨打 {number}"
COPY = "复制 {number}"
COPIED = "已复制"
SHARE = "分享这一条"
SHARED = "已复制，去粘贴"
OPEN_SERVICE = "看详情"

REGION = "地区"
REGION_LABEL = "您在哪里干活"
REGION_OTHERS = "其他{kinds}"

SERVICES_TITLE = "全部服务"
SERVICES_INTRO = "点一类，看里面有什么。"
COUNT = "{count} 条"
FIND_LABEL = "在全部服务和办法里找"
FIND_PLACEHOLDER = "比如：体检、欠薪"
FIND = "找一找"
FOUND = "和“{words}”有关的 {count} 条"
FOUND_NOTHING = "没找到和“{words}”有关的。换个说法，或在“提问”里说一句，也可打 12351。"
LISTED = "{region} · {year} · {state}"
NO_YEAR = "年份不详"
STATES = {
    Status.RUNNING: "在办",
    Status.PLANNED: "还没开始",
    Status.FINISHED: "已结束",
    Status.UNKNOWN: "还办不办不清楚",
}
A_GUIDE = "办法 · 依据法律"
WHOLE_GUIDE_TITLE = "从头到尾"
NONE_YET = "这一类还没有收录服务，可打 12351 问当地工会。"
BACK_TO_SERVICES = "返回全部服务"
PASSAGE_TITLE = "报道原文"
DETAILS_TITLE = "更多数字"

WHOSE_TITLE = "谁办的"
NOBODYS = "资料出自公开报道，找真工会请打 12351。"
ABOUT_TITLE = "说明与隐私"
ABOUT_PARTS = (
    (
        "这是什么",
        (
            "这里从公开报道过的工会服务里，找出和您的问题对得上的那一条，第一句就答。",
            "每条都写明出自哪篇报道、哪一年、哪个地方。不编内容，不替人报名，不收钱。",
            "不要在这里写身份证号、银行卡号、密码。我们从不问这些。",
        ),
    ),
    (
        "隐私",
        (
            "不用注册。只有一个随机编号的 Cookie，30 分钟后作废，用来记住刚才聊到哪项服务。",
            "您的话不存、不记日志；您选的地区只留在您自己的手机里。",
            "刚才的对话只留在您手机的这个页面里，好让您翻回来看；关掉就没了，点“清空对话”马上删。",
            "点了👍👎，半小时后就只剩总数；点了“告诉工会这个问题”，才把那一句留给工会看，不带您是谁。",
            "没有统计代码，不加载别人的东西。单位和平台什么都得不到。",
            "网址里带着的问题，打开后就从地址栏里去掉，不会跟着链接传出去。",
        ),
    ),
    (
        "没有网的时候",
        (
            "打开过一次以后，没有网也能在这里查上次存下的办法、服务和驿站；页面会写明是哪天存的。",
            "听着像有危险的，不用等网，手机自己先把该打的电话摆出来；这句话不会因此多留一份。",
        ),
    ),
    (
        "着急找人",
        ("全国工会热线 12351。有危险打 110，有人受伤打 120，着火打 119，撞车打 122。",),
    ),
)
INSTALL = "想放到手机桌面：在浏览器菜单里点“添加到主屏幕”。"

OFFLINE = "现在没有网。下面是 {day} 存下的资料，可能不是最新的。"
OFFLINE_TITLE = "现在没有网"
OFFLINE_PAGE = "这一页要有网才打得开。"
OFFLINE_CAN = "没网也能用：在“提问”里查上次存下的办法和服务，在“附近”看存下的驿站，打电话。"
OFFLINE_CANNOT = "没网不能用：看公告、看服务的详情、点有用没用。有网以后再点一次就行。"
FAR = "离您约 {kilometres} 公里（直线）"
DANGER = "听着像有危险。人要紧，先打电话："
DANGER_CALLS = (("120", "急救"), ("110", "报警"), ("119", "火警"), ("122", "撞车"), ("12356", "心里难受"))
OFFLINE_NOTHING = "现在没有网，存下的资料里没找到。可以换个说法再打，或拨打 12351。"
OFFLINE_EMPTY = "现在没有网，这部手机里也还没有存下资料。有网以后打开一次就会存。急事请拨 12351。"

AGAIN = "再发一次"
RETRY = "再试一次"
DISMISS = "知道了"
CLEAR = "清空对话"
CUT = "您发了 {count} 个字，只看了前 {most} 个字。"
EARLIER = "上面是早先问的，隔了半小时以上。接着问请把话说全。"
PLAIN_HTTP = "这个网址不是 https 开头的，手机不肯把位置给它。选一个区，或打街道、站名。"

IN_DANGER = "有危险马上打 110，有人受伤打 120。"
NOT_FOUND_TITLE = "没有这一页"
NOT_FOUND = "这个网址对应的内容没有，或者已经撤下了。"
TOO_MANY_TITLE = "歇一会儿再问"
TOO_MANY = f"问得有点快，请等 {{seconds}} 秒再发。急事请拨 12351。{IN_DANGER}"
BUSY_TITLE = "现在人多"
BUSY = f"现在问的人太多，请过几秒再试。急事请拨 12351。{IN_DANGER}"
TOO_LARGE_TITLE = "太长了"
TOO_LARGE = "发来的内容太长。打两三个字就行，比如：驿站、欠薪。"
WRONG_TITLE = "没看懂"
WRONG = "这样打开不了。请回到首页再问一次。"
BROKEN_TITLE = "出了点问题"
BROKEN = f"抱歉，刚才出了点问题，没能答上来。请再发一次，或拨打 12351。{IN_DANGER}"
BACK = "返回首页"

NEAR = "附近"
NEAR_TITLE = "附近的驿站"
NEAR_QUICK = "附近驿站"
NEAR_INTRO = "选一个区，或打街道、站名、门上的编号；手机肯给位置的，还能马上按远近排。"
NEAR_PRIVATE = "位置只用这一次，不存、不记，也不给别人。"
GO_THERE = "去这里"
MORE_OF_IT = "地址和设施"
LOCATE = "用我的位置"
LOCATING = "正在看您在哪儿……"
LOCATION_DENIED = "手机没让看位置。不要紧：选一个区，或打街道、站名。"
LOCATION_FAILED = "这会儿定不了位（室内、地下常这样）。选一个区，或打街道、站名；也可以换个地方再试一次。"
IN_THIS_REGION = "看这个区的"
MAP = "示意图：上北下南；号码和上面的单子一样"
NORTH = "北"
YOU_ARE_HERE = "我"
BAR_METRES = "{metres} 米"
BAR_KILOMETRES = "{kilometres} 公里"
# Eight directions, from north over east.
DIRECTIONS = (
    "在您的正北方向",
    "在您的东北方向",
    "在您的正东方向",
    "在您的东南方向",
    "在您的正南方向",
    "在您的西南方向",
    "在您的正西方向",
    "在您的西北方向",
)
KEPT_HOURS = "开放时间：{hours}"

NEWS = "公告"
NEWS_TITLE = "工会公告"
NEWS_NONE = "还没有公告。"
NEWS_OLDER = "更早的"
NEWS_BACK = "全部公告"
NEWS_HERE = (
    "公告都在“公告”那一页，不用注册。手机里有阅读器的，可以订下面这个地址；用 Telegram 的，给机器人发“订阅”就行。"
)
NEWS_ALL = "看全部公告"
NEWS_FEED = "订阅（Atom）"
NEWS_URGENT = "紧急"
NEWS_UNTIL = "到{moment}为止"
NEWS_MOMENT = "{month}月{day}日 {clock}"
NEWS_UNTITLED = "公告 {number} 号（照片或文件，在 Telegram 里看）"
NEWS_READ = "看全文"
NEWS_SIGNUP = "可以报名。"
NEWS_POLL = "投票：{choices}"
NEWS_WAY_IN = "在 Telegram 里报名、投票"
NEWS_WHY_THERE = "一人一份，网页不认人，所以在 Telegram 里点。"
NEWS_NO_WAY_IN = "一人一份，网页不认人：请在工会的 Telegram 机器人里点这条公告下面的按钮。"
NEWS_QUESTION = "有问题，告诉工会"
NEWS_ABOUT = "公告 {number} 号「{title}」："
NEWS_TOPIC = "话题"
NEWS_EVERY_TOPIC = "全部话题"
NEWS_AREA = "地区"
NEWS_EVERY_AREA = "全部地区"
NEWS_SHOW = "看看"
NEWS_NONE_SUCH = "没有这样的公告。换一个话题或地区。"
NEWS_TOPICS = {
    Topic.RIGHTS: "维权",
    Topic.BENEFITS: "福利",
    Topic.SAFETY: "安全",
    Topic.JOBS: "就业培训",
    Topic.STATIONS: "驿站",
}
DAY = "{year}年{month}月{day}日"
NEWS_FOR = "发给：{region}"

SCRIPT = {
    "sending": SENDING,
    "you": YOU,
    "copied": COPIED,
    "shared": SHARED,
    "locating": LOCATING,
    "denied": LOCATION_DENIED,
    "unlocated": LOCATION_FAILED,
    "plainHttp": PLAIN_HTTP,
    "again": AGAIN,
    "retry": RETRY,
    "call": CALL,
    "earlier": EARLIER,
    "left": "刚才没等到回答就离开了这一页。",
    "offline": OFFLINE,
    "offlineNothing": OFFLINE_NOTHING,
    "offlineEmpty": OFFLINE_EMPTY,
    "locate": LOCATE,
    "danger": DANGER,
    "dangerCalls": DANGER_CALLS,
    "far": FAR,
    "slow": "等了 {seconds} 秒还没有回答：线路太慢，或者服务器忙。",
    "cut": "没连上服务器：线断了一下，或者服务器正在重启。",
    "gateway": "服务器那头出了毛病（{status}），不是您的手机坏了。",
    "portal": "回来的不是我们的页面：这个网可能要先登录，商场、车站的 Wi-Fi 常这样。登录后再发，或改用手机流量。",
}
"""What the script says; each fault has its own words."""

# --- cases ---

# Every pair of one of each is a word of a secret: 32 times 64, 11 bits.
FOUR_WORDS_FIRST = "红黄蓝绿白黑青紫大小高长老新早晚东西南北上下前后金银铜铁木石水火"
FOUR_WORDS_SECOND = (
    "马牛羊鹅鸭鱼鸟虎龙狗猫兔鹿象熊猴山河湖海江桥路门窗灯车船钟鼓笔书"
    "花草树叶瓜果豆米麦茶糖饼面汤酒盐云风雨雪月星泉天田井城楼房塔店桌"
)
CASE_TITLE = "交给工会"
CASE_WORDS = "说说是什么事：哪儿、什么时候、出了什么事、想要怎么办。别写身份证号、银行卡号；不用写您是谁。"
CASE_FILE = "照片或 PDF（可不选，一次一个，5 MB 以内；照片里的时间、地点、手机型号会去掉）"
CASE_WRONG_FILE = "只收照片（JPG、PNG）和 PDF，请换一个文件。"
CASE_WHERE = "在哪个地方"
CASE_URGENCY = "急不急"
CASE_KEPT_TITLE = "交之前看一眼"
CASE_KEPT = (
    "会存什么：上面写的、选的这些，加密；不存您的网络地址，没有账号。",
    "谁看得到：工会里办这类事的 {people} 个人。他们不知道您是谁，除非您自己写了；谁打开过都有记录。",
    "存多久：办完 {days} 天后删内容，只留件数；您随时能收回，当场删。",
    "怎么回来看：交上去会给您四个词，只有它能打开这件事，丢了找不回。",
)
CASE_GO = "交上去"
CASE_NOBODY = "这里还没有工会的人接手办事。请打全国工会热线 12351。"
CASE_EMPTY = "写几个字，选好急缓，再交。"
CASE_TOO_LONG = "最多 {most} 个字，请写短些。"
CASE_BACK_TITLE = "看交过的事"
CASE_FOUR_WORDS_LABEL = "您的四个词"
CASE_SEE = "看办到哪一步"
CASE_UNKNOWN = "没有这件事：四个词写错了，或者已经收回、到期删了。"
CASE_FOUR_WORDS_TITLE = "您的四个词"
CASE_FOUR_WORDS_KEEP = "抄下来或截图：只有这四个词（或下面的码）能打开这件事，丢了找不回。别给别人看。"
CASE_CODE = "打开这件事的二维码"
CASE_IS_SOLVED, CASE_IS_NOT, CASE_THANK = "解决了", "没解决", "说声谢谢"
CASE_MORE, CASE_ADD = "补充几句", "交给办事的人"
CASE_TAKE_BACK = "收回"
CASE_SURE = "我知道：写的当场删掉，不能恢复"
CASE_ADDED = "补充已交给工会。"
CASE_GONE = "已收回，内容都删了。"
CASE_SOLVED = "好，这件事办完了。"
CASE_AGAIN = "退回去了，换一个人重办。"
CASE_THANKS = "谢谢"
CASE_THANKED = "已转告。"
CASE_NOT_NOW = "这件事现在不能这样了。"
CASE_OFFER = "交给工会的人办"
CASE_ACCOUNT = "工会办得怎么样（每月的账）"

# --- the account of cases ---
ACCOUNT_CHANGED = "这个月改了什么"
ACCOUNT_CHART = "都是什么事"
ACCOUNT_CHART_SAID = "每类两条：上面浅的是收到几件，下面深的是办好几件；数同下表。"
ACCOUNT_TABLE = "每类事的件数和快慢"
ACCOUNT_HEAD = ("事由", "收到", "办好", "承诺时间内", "一半不超过")
ACCOUNT_ALL = "合计"
ACCOUNT_PER_CENT = "{kept}%"
ACCOUNT_TOO_FEW = "不到 10 件，不列"
ACCOUNT_NO_PERSONS = "这里没有人：不到 10 件的类别合在一起。数是公开那天的。"
ACCOUNT_SHEET = "下载表格（CSV）"
ACCOUNT_EARLIER = "别的月份"
