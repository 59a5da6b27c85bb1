"""What stands on the buttons that belong to no trade."""

from bot.words import COMMON_TROUBLES

# Each is a question that the assistant understands, except those that are words of commands.
KEYBOARD = (("找驿站",), *zip(COMMON_TROUBLES[::2], COMMON_TROUBLES[1::2], strict=True))
KEYBOARD_LOCATION = "发位置"  # stands before the first of them, and sends where the person is
KEYBOARD_HINT = "打几个字就行，比如：驿站在哪"
COPY_HOTLINE = "复制热线 12351"

NEWS_HERE = "看最近的公告，发 /news；想一有公告就收到，发 /subscribe；不想收了，发「退订」。"
SEND_PLACE = "点下面的「发位置」，我按远近排。位置只用这一次，不存、不记。"
SEND_PLACE_PRIVATELY = "想按远近排，请私聊我再发位置；别在群里发，大家都看得见。"
