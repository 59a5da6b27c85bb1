"""What is said before any trade takes over: greeting, help, limits, and what nobody takes."""

from data.storage.troubles import Trouble

WELCOME = (
    "您好，我是工会服务助手。\n"
    "驿站、欠薪、入会、看病报销……打几个字问我就行，也可以点下面的按钮。\n"
    "答案都出自公开报道，并注明出处；拿不准的我会直说。\n"
    "想收工会的公告，发「订阅」。\n"
    "您是谁、问了什么，不会告诉单位或平台。说明见 /privacy"
)

WHOSE = "谁办的：{operator}"

HELP_HEAD = "直接打字问就行，比如「驿站在哪」「公司欠工资咋办」。\n也可以用这些命令："
HELP_FOOT = "着急找人：全国工会热线 12351"
HELP_GROUP_FOOT = "群里请用命令、@我，或回复我的消息。涉及个人的事请私聊。"

MENU_START = "开始"
MENU_HELP = "怎么用"
MENU_CANCEL = "从头再来"

CANCELLED = "好，从头来。想问什么直接说。"
UNKNOWN_COMMAND = "没有这个命令。直接打字问我，或发 /help 看看能做什么。"
NOT_YOUR_WORDS = "转来的、别的机器人代发的命令不算数。要办就自己打一遍。"
NOT_TEXT = "我只看得懂文字和位置。请打两三个字，比如「驿站」「欠薪」。"
CALL = "有危险马上打 110，有人受伤打 120。"
APOLOGY = f"抱歉，刚才出了点问题，没能答上来。请再发一次，或打 12351。{CALL}"
NOT_STORED = {
    Trouble.FULL: f"磁盘满了，这次没存上，什么都没改。请管机器的人腾出地方，再发一次。{CALL}",
    Trouble.READ_ONLY: f"资料库现在只能看、不能改，这次没存上。请管机器的人看看。{CALL}",
    Trouble.BUSY: f"资料库正忙，这次没办成。请过一会儿再发一次。{CALL}",
    Trouble.AWAY: f"资料库暂时连不上，这次没办成。请过一会儿再发一次。{CALL}",
}
TO_OWNERS = {
    Trouble.FULL: "磁盘满了：提问照答，别的什么都存不上，公告也发不动。请腾出地方，好了会自己接着来，不用重启。",
    Trouble.READ_ONLY: "资料库现在只能看、不能改：提问照答，别的什么都存不上。请看看那个磁盘，好了会自己接着来。",
}
STALE = "抱歉刚才离线，现在回复您："
TOO_MANY_A_MINUTE = f"您发得有点快，请歇一分钟再问，或打 12351。{CALL}"
TOO_MANY_A_DAY = f"今天问得够多了，我先歇歇，明天再答，急事打 12351。{CALL}"
EDIT_TAKES_NOTHING_AWAY = "改旧消息不算删除。要删除您的数据，请新发一条 /forget"
DIALOGUE_LEFT = "刚才没做完的那一步，先停下了。"
FORM_OVER = "这一步已经过去了。要重来，请再发一次命令。"

PRIVATE_ONLY = "这事请到私聊里说，群里别人看得见。"
