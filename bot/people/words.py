"""What people with rights read on their commands about roles and records."""

from bot.people.roles import Right, Role

ROLE_NAMES = {
    Role.OWNER: "所有者",
    Role.ADMIN: "管理员",
    Role.EDITOR: "编辑",
    Role.STAFF: "工会干部",
    Role.RIDER: "骑手",
}
RIGHT_NAMES = {
    Right.EDIT: "改服务条目",
    Right.PUBLISH: "确认会改变答案的修改",
    Right.QUESTIONS: "看没答上的问题",
    Right.SEND: "发通知",
    Right.URGENT: "发紧急通知",
    Right.APPROVE: "审批通知",
    Right.STATIONS: "改驿站状态",
    Right.STATISTICS: "看统计",
    Right.AUDIT: "看操作记录",
    Right.ROLES: "给人权限",
    Right.CASES: "办骑手交来的事",
    Right.LEAD: "过问没按时办的事",
    Right.OPERATE: "备份和体检",
}

ROLE_HEAD = "谁有什么权限："
ROLE_HOW = "点一个人，改他的权限；点「加一个人」，给新同事权限。"
ROLE_ADD = "加一个人"
ROLE_ASK_NUMBER = "请发对方的数字编号。对方给我发 /mydata，就能看到自己的编号。"
ROLE_PERSON = "{who}\n现在有：{names}\n点一下，给或收（✓ 是已有的）："
ROLE_NONE = "没有权限"
ROLE_CHOSEN = "✓ {name}"
ROLE_OWNER = "{who}\n所有者写在启动设置里，这里改不了。"
ROLE_BACK = "返回名单"
ROLE_NOTHING_DONE = "好，没有改。"
ROLE_HELP = (
    "也可以打字：\n"
    "/role list 看谁有什么权限\n"
    "/role grant 数字编号 角色或权限\n"
    "/role revoke 数字编号 角色或权限\n"
    "角色：{roles}\n"
    "单项权限：{rights}\n"
    "只认数字编号，不认用户名。对方发 /mydata 能看到自己的编号。"
)
ROLE_NUMBER = "「{given}」不是数字编号。权限只认数字编号，不认用户名，请对方发 /mydata 看编号。"
ROLE_UNKNOWN = "没有「{given}」这个角色或权限。能给的有：{names}"
ROLE_NOT_YOURS = "您不能给或收「{name}」：它的权限比您的大。"
ROLE_SURE = "要给 {number}：{name}。给了就能：{rights}。\n看准编号是不是那个人，再点下面的按钮；没点就没给。"
ROLE_SURE_BUTTON = "确定给"
ROLE_GRANTED = "已给 {number}：{name}。对方发 /help 就能看到新命令。"
ROLE_HAD_IT = "{number} 本来就有：{name}。"
ROLE_REVOKED = "已收回 {number} 的：{name}。"
ROLE_HAD_NOT = "{number} 没有：{name}。"
ROLE_NOBODY = "还没有人有权限。"
ROLE_LINE = "{who}：{names}"
YOU_WERE_GIVEN = "工会给了您权限：{name}。发 /help 看新命令。"
YOU_WERE_TAKEN = "您的这项权限收回了：{name}。"

NAME_ASK = "同事在列表和记录里看到的是您的编号。想让他们看到您怎么称呼，点下面的按钮。骑手看不到。"
NAME_ASK_BUTTON = "起个称呼"
NAME_NOT_NOW = "不用"
NAME_LEFT = "好，就用编号。想起的时候发 /name"
NAME_LATER = "请先做完手上这一步，再发 /name"
NAME_NO_RIGHT = "您现在没有办事的权限，不用起称呼。"
NAME_WRITE = "同事怎么称呼您？打几个字，比如「王姐」。最多 {most} 个字，骑手看不到。"
NAME_KEPT = "好，同事看到的您是「{name}」。改称呼发 /name"
NAME_TAKEN = "已经有同事叫「{name}」了，请加个姓或部门再发。"
NAME_UNFIT = "称呼要有字，最多 {most} 个，别用符号、编号和角色名。请再发一次，比如「王姐」。"
NOBODYS_NAMES = frozenset(
    (*ROLE_NAMES.values(), *RIGHT_NAMES.values(), "操作员", "程序", "工会", "取消", "返回", "不用", "同意", "退回")
)
"""What nobody may be called: the house itself, its roles, and the words of buttons."""
MENU_NAME = "同事怎么称呼我"
MYDATA_NAME = "· 同事对您的称呼：{name}"

AUDIT_HEAD = "最近的操作，新的在前（这里不能改）："
AUDIT_NONE = "还没有操作记录。"
AUDIT_LINE = "{at} {actor}（{channel}）{action} {subject}"
AUDIT_CHANGE = "　{before} → {after}"
AUDIT_MORE = "更早的：/audit {before}"
AUDIT_NUMBER = "请写记录编号，比如 /audit 120，会列出它之前的。"
AUDIT_EMPTY = "（空）"
AUDIT_ACTORS = {"operator": "操作员", "system": "程序"}
AUDIT_FIELD = "{before}{field}：{value}"
NAME_AND_NUMBER = "{name}（{number}）"
AUDIT_SUBJECTS = {"stations": "全部驿站", "out_of_scope": "不归工会管", "-": " "}
ACTIONS = {
    "phrase.teach": "教问法",
    "phrase.undo": "撤销问法",
    "subject.add": "建主题",
    "subject.remove": "撤销主题",
    "miss.ignore": "放下问题",
    "miss.ignore_told": "放下所有转告的问题",
    "role.grant": "给权限",
    "role.revoke": "收权限",
    "backup.send": "取备份",
    "case.open": "打开骑手的事",
    "case.file": "看骑手的文件",
    "case.take": "接下骑手的事",
    "case.release": "放回骑手的事",
    "case.answer": "答复骑手",
    "case.ask": "追问骑手",
    "case.note": "给骑手的事记一笔",
    "case.hand": "把骑手的事转给单位",
    "case.solve": "说骑手的事办好了",
    "case.not_ours": "说骑手的事不归我们",
    "case.abuse": "骑手的事不予受理",
    "case.repeat": "给骑手再发一次",
    "case.join": "把骑手的事并进议题",
    "case.part": "把骑手的事移出议题",
    "matter.begin": "开议题",
    "matter.rename": "改议题的说法",
    "matter.agree": "写议题商定的",
    "matter.close": "结议题",
    "account.publish": "公开办事账",
    "entry.add": "添加条目",
    "entry.edit": "修改条目",
    "entry.remove": "删除条目",
    "entry.undo": "撤销条目的修改",
    "entry.import": "导入条目",
    "label.add": "加样题",
    "label.remove": "删样题",
    "announce.draft": "写公告",
    "announce.change": "改公告草稿",
    "announce.submit": "请人审批公告",
    "announce.send": "发公告",
    "announce.approve": "同意公告",
    "announce.decline": "退回公告",
    "announce.override": "不等审批发紧急公告",
    "announce.pause": "暂停公告",
    "announce.resume": "继续公告",
    "announce.cancel": "取消公告",
    "announce.stop_all": "全部停",
    "announce.remind": "到期前再提醒公告",
    "announce.digest": "写每日汇总",
    "announce.resend": "重发未知",
    "announce.fix": "更正公告",
    "announce.channel": "把公告发到频道",
    "announce.channel_drop": "不再把公告发到",
    "announce.recall": "撤回公告",
    "stations.import": "导入驿站名单",
    "stations.demo": "装上或撤掉演示驿站",
}
"""Words for the actions of the audit rows; one that has none is shown as it stands."""

PREFECTURES = "盟地州市"
"""What a prefecture may be, in the order in which people name them together."""

PROVINCES, COUNTIES = "省份", "区县"
