"""What editors read about entries: what is wrong with a value."""

CLEARING = ("空", "无", "没有")
"""Typed for a field that may stay empty."""

EMPTY = "（空）"
BLANK_TEXT = "（未写）"

# What is wrong with an entry.
WRONG_ID = "编号「{value}」不对：用小写英文字母、数字和连字符，至少一个连字符，最多 {most} 个字。"
MISSING = "「{field}」不能空着。"
BLANK = "「{field}」只有空白。没有就写「空」。"
CONTROL = "「{field}」里有换行、首尾空格或看不见的字符，请去掉。"
TOO_LONG = "「{field}」有 {length} 个字，最多 {most} 个。"
UNKNOWN_INTENT = "没有「{value}」这个主题。"
UNKNOWN_REGION = "没有「{value}」这个地区。请写全，比如 内蒙古自治区呼和浩特市。"
WRONG_DATE = "「{field}」的日期「{value}」不对。请写 2026、2026-03 或 2026-03-15。"
ENDS_BEFORE = "结束日期（{until}）早于开始日期（{since}）。"
WRONG_PHONE = "「{field}」里的「{number}」不像电话：手机 11 位，座机带区号，12351 这样的 5 位号，或 400 开头 10 位。"
TWICE = "这个地区已有同名条目：{title}（{id}）。请在标题里加上地方或年份。"
NO_SOURCE = "要有出处：写上标题，再写报刊、文章或日期之一。"
SOURCE_DATE = "出处日期和「日期可靠程度」对不上：没有日期就是 unknown，有日期就不是。"
SOURCE_PLACE = "出处的起止位置不对：起点要小于终点。"
FACT_TWICE = "数据里「{name}」写了 {times} 次，每个名称只能一次。"
FACT_SPACE = "数据「{name}」的值里有空格，请照原样写，不要空格。"
TOO_MANY_FACTS = "数据最多 {most} 条，这里有 {count} 条。"
WRONG_CONFLICT = "「说法不一」指向的「{value}」不是另一个条目。"

# What is wrong with a typed value.
NO_FIELD = "没有「{given}」这一项。能改的有：{fields}。"
NOT_CLEARED = "「{field}」不能空着，请写上内容。"
SEVERAL_REGIONS = "叫「{value}」的地区不止一个：{regions}。请写全。"
WRONG_FACT = "第 {line} 行看不懂：「{text}」。请写成：名称=值 单位 @日期，比如：律师人数=20 名 @2026。"

# What is in the way of a change.
GONE = "没有编号为「{id}」的条目，可能已经删掉了。"
NO_HISTORY = "「{id}」还没有人改过，没有可撤销的。"
NO_REVISION = "「{id}」没有第 {number} 次修改。"
UNDO_IN_THE_WAY = "第 {number} 次修改之后，「{fields}」又被改过，所以没有撤销。要改请直接改这一项，或先撤销更晚的修改。"
UNDO_DONE = "第 {number} 次修改已经撤销过了。"
UNDO_THERE_AGAIN = "「{id}」现在又有了，不能再恢复一次。"
UNDO_GONE = "「{id}」已经删掉了。要找回来，请撤销删除的那一次。"
UNDO_ADD = "「{id}」添加之后又改过，撤销添加会丢掉那些修改，所以没有撤销。要删请用 /service remove {id}"
