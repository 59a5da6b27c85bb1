"""What people read on the web page besides the answers themselves."""

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
# Each is a question that the assistant understands.
QUICK = ("欠薪", "入会", "医疗互助", "体检")
ALL = "全部服务"
QUICK_LABEL = "常问的"
CHOICES_LABEL = "接着点"
VOTE_TOO_LATE = "隔得太久，这条不能再评了。"
ASK_ON = "接着问"
CALL = "拨打 {number}"
COPY = "复制 {number}"
COPIED = "已复制"
SHARE = "分享这一条"
SHARED = "网址已复制"
OPEN_SERVICE = "详情和分享"

REGION = "地区"
REGION_LABEL = "您在哪里干活"
REGION_OTHERS = "其他盟市"

SERVICES_TITLE = "全部服务"
SERVICES_INTRO = "点一类，看里面有什么。"
COUNT = "{count} 条"
NONE_YET = "这一类还没有收录服务，可打 12351 问当地工会。"
BACK_TO_SERVICES = "返回全部服务"
PASSAGE_TITLE = "报道原文"
DETAILS_TITLE = "更多数字"

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
            "点了👍👎，半小时后就只剩总数；点了“告诉工会这个问题”，才把那一句留给工会看，不带您是谁。",
            "没有统计代码，不加载别人的东西。单位和平台什么都得不到。",
            "网址里带着的问题，打开后就从地址栏里去掉，不会跟着链接传出去。",
        ),
    ),
    (
        "没有网的时候",
        ("打开过一次以后，没有网也能在这里查上次存下的服务；页面会写明是哪天存的。",),
    ),
    (
        "着急找人",
        ("全国工会热线 12351。有危险打 110，有人受伤打 120，着火打 119，撞车打 122。",),
    ),
)
INSTALL = "想放到手机桌面：在浏览器菜单里点“添加到主屏幕”。"

OFFLINE = "现在没有网。下面是 {day} 存下的资料，可能不是最新的。"
OFFLINE_NOTHING = "现在没有网，存下的资料里没找到。可以换个说法再打，或拨打 12351。"
OFFLINE_EMPTY = "现在没有网，这部手机里也还没有存下资料。有网以后打开一次就会存。急事请拨 12351。"
NO_ANSWER = "没连上，请再点一次发送。急事请拨 12351。"

NOT_FOUND_TITLE = "没有这一页"
NOT_FOUND = "这个网址对应的内容没有，或者已经撤下了。"
TOO_MANY_TITLE = "歇一会儿再问"
TOO_MANY = "问得有点快，请歇一分钟再问。急事请拨 12351。"
BUSY_TITLE = "现在人多"
BUSY = "现在问的人太多，请过几秒再试。急事请拨 12351。"
TOO_LARGE_TITLE = "太长了"
TOO_LARGE = "发来的内容太长。打两三个字就行，比如：驿站、欠薪。"
WRONG_TITLE = "没看懂"
WRONG = "这样打开不了。请回到首页再问一次。"
BROKEN_TITLE = "出了点问题"
BROKEN = "抱歉，刚才出了点问题，没能答上来。请再发一次，或拨打 12351。"
BACK = "返回首页"

NEAR = "附近"
NEAR_TITLE = "附近的驿站"
NEAR_QUICK = "附近驿站"
NEAR_INTRO = "点“用我的位置”，马上按远近排；也可以选区，或打街道、站名、门上的编号。"
NEAR_PRIVATE = "位置只用这一次，不存、不记，也不给别人。"
LOCATE = "用我的位置"
LOCATING = "正在看您在哪儿……"
LOCATION_DENIED = "没拿到位置。不要紧：选一个区，或打街道、站名。"
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
NEWS_FEED = "订阅（Atom）"
NEWS_FOR = "发给：{region}"
