"""What editors read and press when they look at entries and change them."""

from bot.editing.gaps import Gap

MENU_SERVICE = "找、看、改服务条目"
MENU_TODO = "哪些条目要补、要更新"

HELP = (
    "服务条目：可以打字，也可以点下面的按钮。\n"
    "/service find 词　找条目\n"
    "/service show 编号　看全部内容\n"
    "/service add　加一条\n"
    "/service edit 编号 项目 新内容　改一项\n"
    "/service remove 编号　删掉\n"
    "/service history 编号　谁改过什么\n"
    "/service undo 编号　撤销最近一次修改\n"
    "/service label 编号 问题　加一个样题：这样问，就该答这一条\n"
    "/service labels　看样题\n"
    "能改的项目：{fields}"
)

# Buttons.
FIND, ADD, TODO = "找条目", "加条目", "待办"
NEW_SUBJECT = "＋ 新主题"
EDIT, REMOVE, HISTORY, AS_RIDERS_SEE = "修改", "删除", "改动记录", "骑手看到的"
UNDO, SHOW, EDIT_MORE = "撤销这次修改", "看条目", "接着改"
SKIP, CLEAR = "跳过", "清空这一项"
CONFIRM, SURE, KEEP_MINE, SAVE = "确认修改", "确认删除", "仍然改成我写的", "保存"
NEXT, PREVIOUS = "下一页", "上一页"

CANCELLED = "好，没有改动。"
NOT_FOUND = "没有「{given}」这个条目。"
NEAREST = "您要找的是不是："
ASK_WORD = "找什么？打一个词，比如：驿站、体检、赛罕区。"
NOTHING_LIKE = "没找到「{word}」。换个词再打一遍。"
FOUND = "「{word}」找到 {count} 条（第 {page}/{pages} 页），点开看："
FOUND_MORE = "打别的词可以接着找。"
USAGE = {
    "find": "用法：/service find 词",
    "show": "用法：/service show 编号",
    "edit": "用法：/service edit 编号 项目 新内容",
    "remove": "用法：/service remove 编号",
    "history": "用法：/service history 编号",
    "undo": "用法：/service undo 编号 [第几次]",
    "label": "用法：/service label 编号 问题",
}

LINE = "{field}：{value}"
HEAD = "{title}（{id}）"
CONFLICT_LINE = "说法不一：和 {entry}，{note}"

ASK_FIELD = "改「{title}」的哪一项？"
ASK_VALUE = "「{title}」的「{field}」现在是：\n{value}\n\n请打出新内容。{hint}"
HINT_CLEAR = "没有就打「空」。"
HINTS = {
    "facts": "一行一个，写成：名称=值 单位 @日期，比如：律师人数=20 名 @2026",
    "valid_from": "写 2026、2026-03 或 2026-03-15。",
    "valid_until": "写 2026、2026-03 或 2026-03-15。",
    "source.as_of": "写 2026、2026-03 或 2026-03-15。",
    "region": "写地名，比如：赛罕区、呼和浩特市。",
    "intent": "写主题的名字，或点按钮。",
}

SAVED = "已保存，马上生效。"
SAVED_ADD = "已添加，马上生效。"
SAVED_REMOVE = "已删除，马上生效。再导入自带数据也不会回来。"
SAVED_UNDO = "已撤销，马上生效。"
CHANGED = "{field}：\n　原来：{before}\n　现在：{after}"
UNCHANGED = "本来就是这样，没有改动。"
REFUSED = "没有保存："
CONFLICT_GONE = "「{title}」的「说法不一」也一起去掉了。"

NEEDS_CONFIRMATION = "还没有保存。这样改，下面 {count} 个样题的答案会变："
ANSWER_CHANGE = "问：{question}\n　原来：{before}{right_before}\n　改后：{after}{right_after}"
RIGHT, WRONG = "　✓", "　✗"
ANSWERED = "{title}｜{lead}"
CHOOSES, DECLINES, NOTHING = "反问（{lead}）", "答不了（{lead}）", "{lead}"
MORE_ANSWERS = "……还有 {count} 个"
CONFIRM_ASK = "✓ 是样题要的答案，✗ 不是。真的要改，就点「确认修改」。"
MAY_NOT_CONFIRM = "您没有「{right}」的权限，请找管理员来改。"

OVERTAKEN = "没有保存：「{title}」刚刚被别人改了，请看一眼："
OVERTAKEN_GONE = "没有保存：「{id}」刚刚被别人删了。"
OVERTAKEN_THERE = "没有保存：编号「{id}」刚刚被别人用了。"
OVERTAKEN_MINE = "您写的「{field}」：{value}"

ASK_SURE = "要删除「{title}」吗？删了骑手就看不到了，之后可以撤销。"

HISTORY_HEAD = "「{id}」的改动，新的在前："
HISTORY_NONE = "「{id}」还没有人改过。"
HISTORY_LINE = "第 {number} 次 {at} {role}{action}"
HISTORY_CHANGE = "　{field}：{before} → {after}"
HISTORY_MORE = "更早的：/service history {id} {before}"
HISTORY_UNDO = "撤销第 {number} 次"
ACTIONS = {"add": "添加", "edit": "修改", "remove": "删除", "undo": "撤销", "import": "导入"}
OPERATOR = "操作员"

# Adding, step by step.
ASK_ADD = {
    "title": "加一条服务。先写标题（最多 22 个字），比如：骑手免费体检（2026年）",
    "intent": "「{title}」属于哪个主题？点一个，或打主题的名字。",
    "region": "在哪里有效？点一个，或打地名，比如：赛罕区。",
    "summary": "一两句话说清是什么（最多 60 个字）。",
    "source.headline": "出处：报道或文件的标题。每条都要有出处。",
    "source.publication": "登在哪里？比如：呼和浩特日报。没有就跳过。",
    "source.as_of": "报道或文件是哪天的？写 2026、2026-03 或 2026-03-15。",
    "how": "怎么办理、怎么去？不知道就跳过，会列进待办。",
    "contact": "找谁、打什么电话？不知道就跳过，会列进待办。",
    "check": "请看一遍，没错就点「保存」：",
}
# A subject that does not exist.
ASK_SUBJECT = {
    "name": "新主题叫什么？比如：新就业群体理发",
    "scope": "「{name}」管什么？一句话，比如：给骑手、快递员理发的服务",
    "phrases": "骑手会怎么问「{name}」？写三句，一行一句。",
}
SUBJECT_MADE = "有「{name}」这个主题了，现在就听得懂这几句。"
SUBJECT_GO_ON = "点它接着写："
SUBJECT_EMPTY = "下面还没有服务：用 /service add 加一条。"
SUBJECT_WHICH = "好，没有建。是哪个主题？"
SUBJECT_TAKE_BACK = "撤销这个主题"
SUBJECT_TAKEN_BACK = "撤销了「{name}」这个主题。"
SUBJECT_STAYS = "没有撤销：这个主题下已经有服务，或者已经没有这个主题了。"

# How riders ask for an entry.
TEACH = "教它"
ASKED_LIKE_THIS = "骑手这样问，现在这样答："
ASKED_RIGHT = "✓ {question}"
ASKED_WRONG = "✗ {question} → {answer}"
TAUGHT = "教会了 {count} 句。"
NOTHING_TO_TEACH = "这几句都答对了，不用教。"
TEACH_MORE = "教问法"
TEACH_ANYWAY = "仍然教"
SEE_WAYS = "骑手怎么问"
ASK_PHRASES = "骑手还会怎么问，该答「{title}」？一行一句。"
PHRASES_WRONG = "一句 {least} 到 {longest} 个字，一行一句，最多 {most} 句。请再写一遍。"

NEW_ID_TAKEN = "编号刚刚被别人用了，已换一个，请再点一次「保存」。"

# Labelled questions.
LABELLED = "已加样题：这样问「{text}」，就该答「{title}」。以后每次修改都会拿它检查。"
LABEL_NOW = "现在会这样答：{now}"
LABEL_WRONG = "样题要写 2 到 80 个字，一行，不能有看不见的字符。"
LABELS_HEAD = "自己加的样题（自带的 {shipped} 个不在这里）："
LABELS_NONE = "还没有自己加的样题（自带的有 {shipped} 个）。用 /service label 编号 问题 来加。"
LABEL_LINE = "{id}. {text} → {wanted}"
LABEL_REMOVE = "删掉样题 {id}"
LABEL_REMOVED = "样题「{text}」删掉了。"
LABEL_GONE = "这个样题已经没有了。"
LABEL_OUT = "不归我们管"

# What there is to do.
TODO_HEAD = "条目待办，点一个看清单："
TODO_NONE = "没有待办：每条都有办法、联系人和日期，也都不旧。"
GAPS = {
    Gap.HOW: "没写怎么办",
    Gap.CONTACT: "没写找谁",
    Gap.DATE: "没有日期",
    Gap.FINISHED: "已经结束",
    Gap.OLD: "一年没更新",
}
GAP_COUNT = "{gap}（{count}）"
GAP_HEAD = {
    Gap.HOW: "这些没写怎么办，点一个来补（第 {page}/{pages} 页）：",
    Gap.CONTACT: "这些没写找谁，点一个来补（第 {page}/{pages} 页）：",
    Gap.DATE: "这些没有日期，点一个来补（第 {page}/{pages} 页）：",
    Gap.FINISHED: "这些已经结束，点一个看看要不要改或删（第 {page}/{pages} 页）：",
    Gap.OLD: "这些的资料过了一年，点一个来核对日期（第 {page}/{pages} 页）：",
}
