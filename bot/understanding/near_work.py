"""Whether an utterance tells of work, pay or an employer: what we do not understand of it may still be ours."""

import re
from typing import Final

_WORK: Final = re.compile(
    r"工资|工钱|薪|欠|结账|提现|押金|罚|扣(?!扣|子|题|分)|克扣|抽成|单价|提成|奖金|社保|五险|工伤|仲裁|劳动|合同|辞|开除|裁员|离职|旷工|加班|请假|休息|"
    r"年假|产假|病假|老板|站长|站里|站点|平台|公司|单位|厂里|工厂|工地|包工头|工头|领导|主管|经理|人事|中介|派遣|外包|众包|专送|骑手|快递员|快递小哥|外卖员|"
    r"送餐|送外卖|跑单|跑腿|跑车|派单|接单|抢单|爆单|差评|超时|封号|封了|申诉|投诉|举报|干活|上班|下班|打工|务工|工友|同事|师傅|司机|保洁|保安|保姆|护工|"
    r"工会|维权|讨要|赔|欺负|撵|逼|打卡|考勤|误工|全责|群里|转账|签字|直接招|站上|白干|要钱|不给钱|连轴转|歇"
)


def near_work(normalized: str) -> bool:
    """Whether work, pay or an employer is spoken of."""
    return _WORK.search(normalized) is not None
