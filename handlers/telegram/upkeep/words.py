"""What the examination finds at Telegram, what the jobs of this channel are called, and what is said of backups."""

from data.storage.troubles import Trouble

CHANNEL = "Telegram"
UNCONNECTED = "没有 Telegram 令牌，只有终端能聊"
UNCONNECTED_FIX = "向 @BotFather 申请，写进 UNIONBOT_TELEGRAM_TOKEN。"
REFUSED = "Telegram 不认这个令牌"
REFUSED_FIX = "把 @BotFather 给的令牌整个写进 UNIONBOT_TELEGRAM_TOKEN，再启动。"
NO_CONNECTION = "连不上 Telegram（{error}）"
NO_CONNECTION_FIX = "检查网络、代理和 UNIONBOT_TELEGRAM_API。"
BOT_IS = "Telegram 通，机器人是 @{name}"
PRIVATE_IN_GROUPS = "群里只收得到命令和回复（隐私模式开着）"
PRIVATE_IN_GROUPS_FIX = (
    "群里 @ 它没反应时：给 @BotFather 发 /setprivacy，选 Disable，再把机器人移出群、重新拉进来；不用在群里就不用管。"
)
ALL_IN_GROUPS = "群里的消息都收得到，只答 @ 它的和回复它的"
NO_INLINE = "别的聊天里用 @{name} 查不了服务"
NO_INLINE_FIX = "想用就给 @BotFather 发 /setinline；不用就不用管。"
WEBHOOK = "机器人上设了 webhook，收消息会打架"
WEBHOOK_FIX = "重启 python -m bot run，它会自己去掉；又出现就是别的程序在用这个令牌，换令牌。"
WAITING = "有 {count} 条消息等着没收"
WAITING_FIX = "看程序开着没有：python -m bot run。"
SECOND = "另一个程序也在收这个机器人的消息"
SECOND_FIX = "停掉那一个；找不到就让 @BotFather 换令牌（/revoke）。"
ONLY_US = "收消息的只有这一个程序"
SOMEBODY_FETCHES = "有程序正在收消息"
NOBODY_FETCHES = "没有程序在收消息"
NOBODY_FETCHES_FIX = "启动：python -m bot run。"
WRONG_MENU = "命令菜单和程序里的不一样（{where}）"
WRONG_MENU_FIX = "重启 python -m bot run，它会重新发布菜单。"
MENUS_FINE = "命令菜单都对"
CLOCK = "机器的时钟和 Telegram 差 {seconds} 秒"
CLOCK_FIX = "校准时间（开启 NTP）。"
CLOCK_FINE = "时钟准"

BACKUP_SENT = "备份，{size}。这是全部数据（权限、打开的表单、选的地区都在里面），没有加密，别转给别人。"
BACKUP_TOO_LARGE = "备份做好了，但有 {size}，超过 Telegram 给机器人的 50 MB，发不了。文件在机器上：{file}"
BACKUP_FAILED = "没备份成：{cause}"
BACKUP_TROUBLE = {
    Trouble.FULL: "磁盘满了，备份放不下。数据库没坏，别去恢复旧备份；腾出地方再发一次 /backup。",
    Trouble.READ_ONLY: "放备份的磁盘只能看、不能写。数据库没坏；把磁盘改回可写，再发一次 /backup。",
    Trouble.BUSY: "数据库正被别的程序占着。等一会儿再发一次 /backup。",
    Trouble.AWAY: "数据库暂时读不了。先看它开着没有、文件还在不在，再发一次 /backup。",
}
BACKUP_NO_FOLDER = "写不进备份文件夹 {folder}。看 UNIONBOT_BACKUPS 指的文件夹在不在、能不能写。"
BACKUP_DAMAGED = "数据库文件坏了。停掉程序，恢复最近的备份：python -m bot restore 文件。"
BACKUP_NOT_SENT = "备份做好了，但没发出去。文件在机器上：{file}"

JOB_CARDS = "公告进度"
JOB_SIGNUPS = "告诉报名的人"
JOB_NUMBERS = "删到期的消息编号"
JOB_UPDATES = "删答过的消息编号"
JOB_CLAIMS = "记下谁在答哪条消息"
