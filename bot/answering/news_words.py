"""What is said where somebody asks for announcements."""

LATEST = "最近的公告："
NONE = "现在没有公告。"
LINE = "{month}月{day}日 {title}"
SUBSCRIBE = "公告不订也能看；订了，一有公告就发给您，不要钱。"
ACTIVITY = "活动"
"""Stands in the title or the summary of what one can go to."""

ACTIVITIES = "工会正在办的，点一个看："
NO_ACTIVITIES = "报道里没有正在办的活动。"
