"""What about a service is asked for: a figure, a date, how to get it, where, whom to call, what it costs."""

import re
from enum import StrEnum


class Aspect(StrEnum):
    """The part of an entry that the first line of an answer must be about."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    HOURS = "hours"
    DURATION = "duration"
    NAME = "name"
    WHAT = "what"
    REGION = "region"
    PROVIDER = "provider"
    CONTACT = "contact"
    WHERE = "where"
    PAPERS = "papers"
    COST = "cost"
    ELIGIBLE = "eligible"
    HOW = "how"
    MORE = "more"
    SOURCE = "source"


_HOW_MANY = r"(?:多少|几|好几)"
_PEOPLE = "人名位"
_COUNTED = "家户件场次座所处项本份条部例套只台张种类批趟辆支间起宗回册"
_WHICH = r"哪(?:一|两|俩|三|四|几|些)?(?:个|些|家|座)?"
_NOT_MONEY = rf"(?! ?[{_PEOPLE}{_COUNTED}个])"

# In order: the first that fits wins, so the narrow ones stand before the wide ones.
_PATTERNS: tuple[tuple[Aspect, re.Pattern[str]], ...] = tuple(
    (aspect, re.compile("|".join(patterns)))
    for aspect, patterns in (
        (
            Aspect.SOURCE,
            (r"原文|原话|出处|来源|谁说的|哪篇|哪个报|报纸|有依据|真的假的|靠谱", r"哪(?:儿|里)?(?:看到|写)的"),
        ),
        (
            Aspect.CONTACT,
            (
                r"(?:电话|号码|热线|微信)号?(?:码)?(?:是|有)?(?:多少|几|啥|什么|哪个)|(?:多少|几)号(?:电话|热线)",
                r"谁(?:能|可以|会)?(?:告诉|知道|清楚|说得准|说了算)",
            ),
        ),
        (
            Aspect.MORE,
            (
                r"还有(?:别的|其他|其它|什么|啥|没有别的|哪些|没)|别的呢|其他(?:的)?呢|另外(?:的)?呢|换一个|下一个|再来一个",
            ),
        ),
        (
            Aspect.SHARE,
            (
                r"百分之|百分比|百分点|比例|占比|占(?:了|到)?(?:多少|几)|几成|多少成|满意度",
                r"(?<![效频税汇利功])率[^ ]{0,8}?(?:多少|多高|几|啥|怎么样|咋样|高不高)",
                r"(?<![效频税汇利功])率(?:是|有)?$",
                r"(?:降|减少|下降|提高|上升|增加|增长|少)了?(?:多少|几)(?![家个人名户件块场])",
            ),
        ),
        (
            Aspect.COST,
            (
                r"(?:要|收|得|用|需|需要|掏|交)(?:不要|不收|不用|多少|啥|什么)?"
                r"(?:钱|费)(?:吗|么|不|没|呢|嘛|吧|啊| |$)",
                r"收费|免费(?:吗|么|的吗|不|的不|还是|的么)|花钱|掏钱|自费|要不要钱|贵不贵|白给(?:吗|不|的)|白送(?:吗|不|的吗)|多少钱一(?:次|份|个)|会费",
            ),
        ),
        (
            Aspect.MONEY,
            (
                r"多少(?:的)?[^,，。?？ ]{0,3}(?:钱|损失|款|补助|补贴|津贴|资金|经费)|(?:几|多少)个?[来多]?亿(?!人)",
                r"(?:钱|损失|资金|款|经费|费用|补助|津贴)[^ ]{0,6}(?:多少|几)(?![家个人名户])",
                r"多少钱|几块|多少元|几[千万百](?!人|名|家|户|个|条|份|次|场|职|骑|女)|多少块|多少万元|多少资金|多少经费|多少款|金额|总额",
                rf"(?:补(?:贴|助)?|给|发|拿|领|报|报销|津贴|值|省|省下|挽回|损失|投入|投|花|筹|拨|掏|奖金|工资)(?:了|进去|出去|出来|掉|回来|下来)?多少{_NOT_MONEY}",
                rf"一(?:年|月|个月|次)(?:能|给|补|发)*多少{_NOT_MONEY}|补几|有奖金|多少工资",
            ),
        ),
        (
            Aspect.DURATION,
            (
                r"多久|多长时间|几天(?:能|内|办|可以|才|回|给|出)|多少天|几个月|多少年|(?<![这近前头那])几年(?!级)|要等|期限|有效期|多会儿能",
                r"(?:住|待|呆|管|等|用|放|躺)(?:上|够|满)?(?:几|多少)(?:天|晚|宿|夜|年|个月|个钟头|小时)",
            ),
        ),
        (
            Aspect.HOURS,
            (
                r"几点|营业时间|开门|关门|开放时间|24小时|二十四小时|半夜|夜里|晚上(?:还)?(?:开|有人|能|也)|全天",
                r"周末|星期天|礼拜天|节假日|放假(?:也|还|开)|上班时间|下班时间|关不关|几点(?:关|开)",
            ),
        ),
        (
            Aspect.DATE,
            (
                r"哪(?:一)?年|什么时候|啥时候|啥时|何时|几月|几号|哪天|哪(?:一)?[日天]|什么时间|啥时间|多会儿|甚时候|日期",
                r"每周几|周几|星期几|礼拜几|从(?:哪|什么|啥)(?:时|天|年|月|会)|到(?:哪|什么|啥|几)(?:时|月|号|天|年)|截止(?:时间|日期|了|没|到(?:什么|啥|哪|几))|成立(?:时间|于)",
                r"结束(?:了)?(?:吗|没|么)|还(?:在)?(?:搞|办|有|开|招|做|发)(?:着)?(?:吗|么|没|不)|开始(?:了)?(?:吗|没)",
            ),
        ),
        (
            Aspect.COUNT,
            (
                rf"{_HOW_MANY}[^,，。?？]{{0,3}}?[{_PEOPLE}{_COUNTED}个]",
                r"多少|几[千万百]|多远|有几|多大(?:岁数|年纪|年龄)?了?$|多大岁数|多大年纪|一共|总共|合计|数量|数字|规模|人数|数目|多不多|多大规模",
                r"准数|确切(?:的)?数|精确(?:的)?数",
            ),
        ),
        (
            Aspect.PROVIDER,
            (r"(?:归|由|是)(?:哪个|什么|啥)(?:部门|单位)?(?:审|批|管)|由谁|谁(?:来)?(?:审|批|记)",),
        ),
        (
            Aspect.CONTACT,
            (
                r"电话|号码|热线|联系(?!实际)|找谁|问谁|跟谁|找哪(?:个|儿|里)?(?:部门|单位|人)?$|打给|微信|客服|向谁|和谁说",
                r"(?:找|问|归|去)(?:哪个|什么|啥)部门|咋找|怎么找",
            ),
        ),
        (
            Aspect.PROVIDER,
            (
                r"谁(?:管|办|搞|负责|组织|主办|弄|出|给|发|牵头|评|来)|(?:哪个|哪家|什么)(?:单位|机构|部门|工会)|主办|负责(?:人|的)|归谁|谁家",
            ),
        ),
        (
            Aspect.REGION,
            (r"哪(?:一)?个?(?:省|市|州|县)(?:的|里的)?工会|哪(?:儿|里)的(?:总)?工会",),
        ),
        (
            Aspect.NAME,
            (
                r"是谁|叫(?:什么|啥|甚)|姓(?:什么|啥|甚|名)|名字|哪位|哪儿的人|哪里人|是什么人",
                rf"{_WHICH}(?:村|镇|街道|社区|地方|城市|市|县|旗|盟|省|行业|行当|部门|领域|洗衣店|口岸)|(?:部长|主任|书记|主席)(?:是|叫|姓)(?!哪[天年]|什么时|啥时|几)",
            ),
        ),
        (
            Aspect.WHAT,
            (
                r"几成新",
                r"(?:都|配|发|送|给|有|去|用|定)(?:的)?(?:是)?(?:啥|什么|哪些)(?!时|样|用|情况|条件|要求|材料|资格|手续|证|流程|好处|办法)",
            ),
        ),
        (
            Aspect.PAPERS,
            (r"材料|证件|证明|手续|带(?:啥|什么|哪些)|身份证|准备(?:啥|什么|哪些)|资料|表格|填(?:啥|什么|表)",),
        ),
        (
            Aspect.WHERE,
            (
                r"在哪|哪儿|哪里|哪有|哪能|哪块|搁哪|地址|位置|地点|什么地方|啥地方|去哪|到哪|上哪|附近|跟前|就近|最近的",
                r"(?:哪|啥|什么)(?:条|个|种|家|间)?(?:街|路|楼|店|商场|单元)",
                r"怎么走|咋走|路线|导航|哪个医院|哪家医院|哪(?:些|几个)(?:地方|医院)",
            ),
        ),
        (
            Aspect.ELIGIBLE,
            (
                r"能(?:不能)?(?:参加|享受|申请|领|去|办|报|入|进|用|要|拿|吃|加)(?:吗|么|不|上|到| |$)",
                r"可以(?:吗|么|不)|行(?:吗|不|么)",
                r"够(?:不够)?(?:格|条件)|条件|资格|要求|对象|谁能|啥人|什么人|哪些人|哪类人|有份|算(?:不算|吗|不)|给(?:不给|上|吗)",
                r"限(?:制|定)|也(?:能|行|可以|算|有)|岁数|年龄|几岁|多大(?:岁|年|能)|收不收|要不要我",
            ),
        ),
        (
            Aspect.HOW,
            (
                r"(?:怎么|咋|如何|怎样|咋样)(?:才能)?(?:去|能|个)?(?:申请|报名|报|办理|办(?!了)|领|入|参加|加入|加|弄|下载|注册|登记|预约|用|使|交|进|参|评|选|申报|认证|实名|开通|领取|建|成立|享受|拿)",
                r"(?:要|用|需要|得)(?:不要|不用)?(?:提前)?(?:预约|排队|报名)",
                r"流程|步骤|参加方式|渠道|入口|在哪(?:申请|报名|办)|哪申请|申请(?:方式|办法|条件)?(?:是)?(?:啥|什么|吗|不|$)|报名(?:吗|不|方式|$)",
            ),
        ),
    )
)


def aspects_of(question: str) -> tuple[Aspect, ...]:
    """The aspects that a normalised question asks for, the likeliest first; none when it asks for the whole service."""
    return tuple(aspect for aspect, pattern in _PATTERNS if pattern.search(question))


FIGURES = frozenset(
    {
        Aspect.COUNT,
        Aspect.MONEY,
        Aspect.SHARE,
        Aspect.DATE,
        Aspect.DURATION,
        Aspect.HOURS,
        Aspect.COST,
        Aspect.NAME,
        Aspect.WHAT,
        Aspect.PROVIDER,
        Aspect.WHERE,
    }
)
"""Aspects that a fact answers, with its name and value, before any other field does."""

_MEASURE = re.compile(
    rf"(?<!哪){_HOW_MANY}(?:来|多)?(?P<measure>[{_PEOPLE}{_COUNTED}个])|多(?P<far>远)|(?P<age>多大(?:岁数|年纪|年龄|了)|几岁|高寿)"
)
_PERSONS = re.compile(
    r"(?:多少|几个|几位|几名|几多|几[千百]|几十?万)(?:号|个|位|名|的|来|位的)?"
    r"(?:人|职工|工人|员工|骑手|小哥|司机|会员|劳模|律师|女工|老师|农民工|农牧民|老乡|志愿者|妇女|女的|兄弟|工友|干部|领导|用户)"
    # 多少个职工服务中心, 几家职工书屋: what comes behind the persons is counted
    r"(?!之?(?:小?家|书屋|讲堂|讲坛|服务|帮扶|创新|文化|心理|技能|医疗|维权|工作室|代表大会|食堂|宿舍|学校|队伍|组织|工会|协会|阵地|中心|驿?站|培训|诉求|建议|提案|活动))"
    r"|人数|人头|几口人"
)


_WHO = re.compile(
    r"谁|姓(?:什么|啥|甚|名)|哪位|叫(?:什么|啥|甚)名|名字"
    r"|(?:部长|主任|书记|主席|站长|领导)(?:是|叫|姓)(?!哪[天年]|什么时|啥时|几)"
)
_PLACE = re.compile(rf"{_WHICH}(?:村|镇|街道|社区|地方|市|县|旗|省|盟|城市|路|口岸|国家|地区)|哪(?:儿|里)")


ASKS_WHO, ASKS_WHICH = "谁", "哪"
"""What `measure_asked` gives where a person or a place is asked for."""


def measure_asked(question: str) -> str | None:
    """The measure word that a normalised question counts with (多少家: 家); 谁 and 哪 ask for a person and a place.

    None when there is none.
    """
    if _PERSONS.search(question):
        return "人"
    match = _MEASURE.search(question)
    if match is not None:
        return match["measure"] or match["far"] or "岁"
    if _WHO.search(question):
        return ASKS_WHO
    return ASKS_WHICH if _PLACE.search(question) else None
