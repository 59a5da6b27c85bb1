"""What stands around an answer on Telegram alone."""

MENU_SERVICES = "全部服务"
PERSONAL_TOPIC = "这是您个人的事，别在群里说。点下面的按钮，到私聊里问我。"

INLINE_OPEN = "打开助手"
INLINE_DANGER = "先打 110 或 120"
