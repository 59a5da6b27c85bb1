"""What editors read about files of entries: columns, what is wrong with a file or a row, what an import would do."""

from bot.wording.editing import FIELDS

COLUMN_NAMES = {
    **{key: name for key, name in FIELDS.items() if key not in ("conflict", "source")},
    "conflict.entry": "说法不一的条目",
    "conflict.note": "说法不一之处",
    "source.article": "出处文件",
    "source.as_of_certainty": "出处日期可靠程度",
    "source.start": "出处起点",
    "source.end": "出处终点",
}
"""What each column is called in Chinese; the key itself is accepted too."""

MENU_EXPORT = "导出服务资料：yaml、csv 或 xlsx"
MENU_IMPORT = "从文件导入服务资料，先看改动"

EXPORT_HELP = "要哪种文件？/export xlsx（表格）、/export csv、/export yaml"
EXPORTED = "服务资料 {count} 条。改好后发回来，说明里写 /import，会先给您看改动。"
EXPORT_TOO_LARGE = "文件有 {size} MB，超过 50 MB，发不了。请在机器上运行：python -m bot export 文件"
EXPORT_NOT_SENT = "文件没发出去，请再试一次。"

SEND_FILE = "请发文件：xlsx、csv 或 yaml，第一行是列名（至少要有 编号）。没写的列不动。先给您看改动，点了才导入。"
NO_FILE = "还没收到文件。请发一个 xlsx、csv 或 yaml 文件，或点取消。"
FILE_TOO_LARGE = "文件太大，最多 {most} MB。请分成几个文件。"
FILE_GONE = "文件取不到了，请重新发一次。"
READING = "正在读 {name}……"
READ_ROWS = "读了 {count} 行，正在比对……"
TRYING = "改动 {count} 条，正在拿考题试……"
SAVING = "正在保存 {count} 条……"

IMPORT_ALL = "全部导入"
IMPORT_AND_REMOVE = "导入，并删掉没写的 {count} 条"
PRESS = "请点上面的按钮：全部导入，或取消。"
CANCELLED = "好，没有导入，什么都没改。"

HEAD = "{name}：新增 {added}，修改 {changed}，不变 {unchanged}，有问题 {refused}。"
MISSING = "另有 {count} 条现有资料文件里没写，默认不动。"
READ_AS = "按 {encoding} 编码读的，请看看有没有乱码。"
WHOLE_LIST = "完整清单见附件。"
WHOLE_LIST_NAME = "import.txt"
NOTHING = "和现有资料一样，不用导入。"
REFUSED_HEAD = "有问题的行（先改好，一行也不会导入）："
REFUSED_ROW = "第 {row} 行 {id}：{reason}"
ADDED_HEAD = "新增："
ADDED_ROW = "第 {row} 行 {id}：{title}"
CHANGED_HEAD = "修改："
CHANGED_ROW = "第 {row} 行 {id}：{title}"
CHANGED_FIELD = "　{field}：{before} → {after}"
MISSING_HEAD = "文件里没写的（默认不动）："
MISSING_ROW = "{id}：{title}"
MORE = "……还有 {count} 行"
ANSWERS_HEAD = "导入后，{count} 道考题的回答会变："
ANSWER = "「{text}」{before} → {after}{mark}"
ANSWER_RIGHT, ANSWER_WRONG, ANSWER_SAME = "（原来错，改后对）", "（改后变错！）", ""
NOT_ANSWERED = "不答"
ANSWERS_NONE = "考题的回答都不变。"
MAY_NOT_CONFIRM = "这次会改变考题的回答，要有「确认会改变答案的修改」权限的人来导入。"

SAVED = "已导入：新增 {added}，修改 {changed}，删除 {removed}。现在起生效。要撤销某一条：/service undo 编号"
ONLY_SHOWN = "这是预演，什么都没改。真要导入，再加 --yes。"
OVERTAKEN = "没有导入：看过之后，「{id}」又被别人改过。请再看一遍。"
PLAN_MOVED = "没有导入：看过之后资料又变了。下面是新的改动，请再看一遍。"

# Wrong files.
EMPTY_FILE = "文件是空的。"
NO_TABLE = "这不是表格文件。请发 xlsx、csv 或 yaml。"
OLD_EXCEL = "这是旧版 xls 或加了密码的文件。请另存为不带密码的 xlsx。"
MACROS = "文件带宏，不收。请另存为 xlsx（不带宏）。"
TOO_LARGE_INSIDE = "文件解开后太大，不收。最多 {most} MB。"
BROKEN_EXCEL = "xlsx 文件打不开，可能坏了。请在表格软件里另存一次再发。"
NO_ENTRIES = "文件里没有条目。"
NO_HEADER = "第 1 行没有「编号」这一列。第一行要写列名，比如：编号、标题、主题、地区、简介。"
UNKNOWN_COLUMN = "不认识的列：{names}。请改成：{known}"
COLUMN_TWICE = "「{name}」这一列写了两次。"
TOO_MANY_COLUMNS = "列太多，最多 {most} 列。"
TOO_MANY_ROWS = "行太多，最多 {most} 行。请分成几个文件。"
WRONG_ENCODING = "编码读不懂（第 {byte} 个字节起）。请存成 UTF-8 或 GBK。"
WRONG_CSV = "第 {row} 行的引号或分隔符不对，CSV 读不下去。"
WRONG_YAML = "第 {line} 行不是对的 YAML：{problem}。"
YAML_NOT_LIST = "YAML 的最外层要是列表，每条以「- id:」开头。"
YAML_ALIAS = "第 {line} 行用了 YAML 的引用或标签，不收。请写完整。"
YAML_DEEP = "第 {line} 行嵌套太深。"
MERGED = "有合并的单元格：{cells}。请拆开再发。"

# Wrong rows.
FORMULA = "「{column}」是公式。请复制后选「粘贴为值」。"
CELL_ERROR = "「{column}」是错误值 {value}。"
NO_COLUMN = "有一格没有列名：「{value}」。"
NO_ID = "缺编号。"
ID_TWICE = "编号和第 {row} 行重复。"
NOT_TEXT = "「{column}」要是一段文字。"
NOT_FACTS = "「数据」要是列表，每个有 name、value，可有 unit、as_of。"
NOT_A_MAPPING = "「{column}」要写成几行「名字: 内容」。"
UNKNOWN_KEY = "不认识的名字「{name}」。"
KEY_TWICE = "「{name}」写了两次。"
NOT_NUMBER = "「{column}」要是整数。"
WRONG_CERTAINTY = "「出处日期可靠程度」只能是 exact、inferred、unknown。"
NO_SUCH_DATE = "「{column}」的日期读不懂。"
