"""What the program writes around announcements itself: reminders, and the evening's digest."""

REMINDER = "【提醒】"
DIGEST_HEAD = "今天的公告"
DIGEST_FILE = "（带照片或文件，这里看不到）"
DIGEST_CUT = "……（全文见 /news）"
