"""What the program says about this channel to the person who runs it."""

CONNECT = (
    "要接到 Telegram：向 @BotFather 申请一个机器人，把令牌写进环境变量再启动：\n"
    "  UNIONBOT_TELEGRAM_TOKEN=123456:ABC… make run"
)
CONNECTING = "正在连 Telegram……"
SERVING = "Telegram 已接通，按 Ctrl-C 停止。"
