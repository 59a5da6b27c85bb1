"""What the commands say to the person who runs the program."""

FITTING = "正在学习 {count} 条问法（只在第一次或内容变了的时候，约半分钟）……"
DATABASE_THERE = "数据库：{file}"
DATABASE_HERE = "数据库：当前文件夹里已有 unionbot.db，就用它：{file}"
LOADING = "第一次启动：建立数据库并载入服务资料……"
TERMINAL_HELLO = "工会服务小助手。直接打字提问，回车发送；打数字选按钮；打 退出 结束。"
WEB_READY = "网页已打开：{address}\n在浏览器里输入上面的地址；按 Ctrl-C 停止。"
WEB_READY_WITH_CODE = "网页已打开：{address}\n用手机扫这个码，或在浏览器里输入上面的地址；按 Ctrl-C 停止。"
WEB_ONLY_HERE = "这个地址只有本机能打开；要让别的手机也能打开，看 README 里的 UNIONBOT_WEB_HOST 和 UNIONBOT_WEB_URL。"
JOB_CATALOGUE = "资料改动生效"
JOB_TALKS = "删掉过期的对话"
JOB_FORMS = "删掉没填完的表"
JOB_BACKUPS = "夜里备份"
JOB_COUNTS = "结每天的数、删到期的提问"
JOB_ANNOUNCEMENTS = "发公告"
JOB_REMINDERS = "公告到期前的提醒"
JOB_DIGESTS = "每晚的公告合集"
JOB_SHUT_REPORTS = "删到期的关门反映"

PROMPT = "你："
LEAVING = "再见。"
LEAVE = ("退出", "exit", "quit", "q")

WRONG_LINE = 'not a JSON object with the text of a question in "text"'
WRONG_TEXT = '"text" is missing or no string'
WRONG_REGION_KIND = '"region" is no string'
WRONG_SESSION = '"session" is no string'
