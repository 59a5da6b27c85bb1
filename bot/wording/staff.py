"""What people with rights read on their commands about roles and records."""

from bot.roles import Right, Role

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
    Right.OPERATE: "备份和体检",
}

ROLE_HELP = (
    "用法：\n"
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
ROLE_GRANTED = "已给 {number}：{name}。对方发 /help 就能看到新命令。"
ROLE_HAD_IT = "{number} 本来就有：{name}。"
ROLE_REVOKED = "已收回 {number} 的：{name}。"
ROLE_HAD_NOT = "{number} 没有：{name}。"
ROLE_NOBODY = "还没有人有权限。"
ROLE_LINE = "{number}：{names}"
NAMED = "{code}（{name}）"

AUDIT_HEAD = "最近的操作，新的在前（这里不能改）："
AUDIT_NONE = "还没有操作记录。"
AUDIT_LINE = "{at} {actor}（{channel}）{action} {subject}"
AUDIT_CHANGE = "　{before} → {after}"
AUDIT_MORE = "更早的：/audit {before}"
AUDIT_NUMBER = "请写记录编号，比如 /audit 120，会列出它之前的。"
AUDIT_EMPTY = "（空）"
CHANNELS = {"telegram": "Telegram", "terminal": "命令行", "web": "网页", "sender": "发送程序"}
OPERATOR = "操作员"
ACTIONS = {
    "role.grant": "给权限",
    "role.revoke": "收权限",
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
    "announce.digest": "写每日汇总",
    "announce.resend": "重发未知",
    "announce.fix": "更正公告",
    "announce.recall": "撤回公告",
}
"""Words for the actions of the audit rows; one that has none is shown as it stands."""
