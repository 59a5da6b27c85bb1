"""What is said about stations: to riders, to staff, and of a list that is imported."""

from bot.sheets.reading import SheetFault
from bot.stations.columns import Field
from bot.stations.coordinates import Implausible, System
from bot.stations.facilities import Facility, Kind
from bot.stations.hours_text import Fault
from bot.words import ASK_UNION

KIND_NAMES = {
    Kind.STATION: "工会驿站",
    Kind.SITE: "户外劳动者服务站点",
    Kind.DRIVERS: "司机之家",
    Kind.MOVABLE: "移动驿站",
}
FACILITY_NAMES = {
    Facility.WATER: "饮水",
    Facility.CHARGE: "充电",
    Facility.MEAL: "热饭",
    Facility.REST: "休息",
    Facility.TOILET: "卫生间",
    Facility.HEATING: "取暖",
    Facility.COOLING: "空调",
    Facility.MEDICINE: "药箱",
    Facility.BABY: "母婴",
    Facility.BOOKS: "图书",
    Facility.RAIN: "雨具",
    Facility.PUMP: "打气",
    Facility.REPAIR: "维修",
    Facility.WIFI: "Wi-Fi",
}
SYSTEM_NAMES = {System.GCJ02: "高德/腾讯", System.BD09: "百度", System.WGS84: "WGS-84"}
FIELD_NAMES = {
    Field.CODE: "编号",
    Field.NAME: "名称",
    Field.KIND: "类型",
    Field.ADDRESS: "地址",
    Field.DISTRICT: "区县",
    Field.LATITUDE: "纬度",
    Field.LONGITUDE: "经度",
    Field.POSITION: "坐标",
    Field.SYSTEM: "坐标系",
    Field.HOURS: "开放时间",
    Field.ALWAYS: "24小时",
    Field.FACILITIES: "设施",
    Field.PHONE: "电话",
    Field.MANAGER: "负责人",
    Field.CHECKED_ON: "核实日期",
    Field.SOURCE: "来源",
    Field.STATE: "状态",
}
SHEET_FAULTS = {
    SheetFault.NOT_A_TABLE: "这不是表格。请存成 xlsx 或 csv 再发。",
    SheetFault.ENCODING: "文字编码认不出来。请存成 xlsx，或 UTF-8、GBK 的 csv。",
    SheetFault.TOO_BIG: "表格太大：最多 30 万行、80 列，每格最多 4000 字。",
    SheetFault.BROKEN: "表格坏了，打不开。请重新存一份再发。",
}

# --- a row of a list that cannot be taken ---
NO_HEADER = "没找到表头。前十行里要有一行写着：编号、名称、区县、经度、纬度。"
MISSING_COLUMNS = "表里缺这些列：{columns}。"
NO_ROWS = "表头下面一行也没有。"
NO_CODE = "没有编号"
WRONG_CODE = "编号「{code}」只能用数字、字母和短横，最多 20 位"
TWICE_CODE = "编号「{code}」在第 {row} 行已经有了"
NO_NAME = "没有名称"
WRONG_DISTRICT = "区县「{district}」认不出来"
WRONG_KIND = "类型「{kind}」认不出来；可以写：工会驿站、户外劳动者服务站点、司机之家、移动驿站"
NO_POSITION = "没有经度、纬度"
WRONG_NUMBER = "{column}「{given}」不是数"
NO_SYSTEM = "没写坐标系；请加一列「坐标系」，写高德、腾讯、百度或 WGS-84"
WRONG_SYSTEM = "坐标系「{given}」认不出来；可以写：高德、腾讯、百度、WGS-84"
WRONG_DATE = "{column}「{given}」不是日期；请写成 2026-11-01"
WRONG_STATE = "状态「{given}」认不出来；可以写：开放、今天关、关到2026-12-01、撤销"
TOO_LONG = "{column}太长，最多 {most} 个字"
IMPLAUSIBLE = {
    Implausible.ZERO: "经纬度是 0，没填",
    Implausible.NO_PLACE: "经纬度超出范围",
    Implausible.SWAPPED: "经度、纬度写反了",
    Implausible.ABROAD: "这个位置不在中国",
    Implausible.OTHER_PROVINCE: "这个位置不在本省（区、市）",
}
WRONG_HOURS = {
    Fault.UNREADABLE: "开放时间「{part}」看不懂；可以写：周一至周五8:30-12:00,14:00-18:00;周末休息",
    Fault.NO_MONTHS: "开放时间「{part}」要写明月份，比如：冬季(11-3月)9:00-17:00",
    Fault.NO_TIMES: "开放时间「{part}」没写几点到几点",
    Fault.WRONG_TIME: "开放时间「{part}」里的钟点不对",
    Fault.OVERLAP: "开放时间「{part}」里的时段互相重叠",
    Fault.TWICE: "开放时间「{part}」里同一天写了两次",
}
# --- what is taken all the same, and said ---
UNKNOWN_FACILITIES = "这些设施不在单子里，没收：{words}"
LIKELY_SYSTEM = "坐标系可能写错了：按「{given}」算挪了 {metres} 米，按「{likely}」算没动"

# --- what a list changes ---
ROW = "第 {row} 行：{what}"
ADDED = "＋ {code} {name}"
CHANGED = "～ {code} {name}：{fields}"
CHANGED_NAMES = {
    **{str(field): name for field, name in FIELD_NAMES.items()},
    "latitude": "位置",
    "longitude": "位置",
    "system": "坐标系",
    "closed_until": "状态",
}
AUDIT_IMPORT = "新增 {added}，改动 {changed}"
DIFFERENCE = "共 {rows} 行：新增 {added}，改动 {changed}，没变 {same}。"
NOT_TAKEN = "有 {count} 处不对，一条也没收："
NOTED = "请留意（{count} 处，照样能收）："
AND_MORE = "……还有 {count} 处"
NOTHING_KNOWN = "这些站以前都没有，坐标系写得对不对，这里看不出来；请挑几个站在地图上核对。"
DRY_RUN = "这是试看，还没有改。"
TAKEN = "已收下。"
NO_CHANGES = "和现有的一样，不用改。"

DEMO_NAME = "演示·{district}{number}号站"
DEMO_ADDRESS = "演示用，地址是编的"
DEMO_SOURCE = "演示数据，不是真的"
ALWAYS_OPEN = "24小时"
DEMO_HOURS = (
    ALWAYS_OPEN,
    "每天8:00-22:00",
    "周一至周五8:30-12:00,14:00-18:00;周末9:00-17:00",
    "冬季(11-3月)9:00-17:00;8:00-20:00",
)

POSTER_TITLE = "驿站门口的二维码"
POSTER_HEAD = "扫码问驿站"
POSTER_PAGE = "也可以打开 {page} 输入编号"
POSTER_FOOT = "开门时间、设施、附近别的站，都能问。全国工会热线 12351"

# --- one station, for riders ---
AMAP = "高德导航"
BAIDU = "百度导航"
TENCENT = "腾讯导航"
PLACE_NAME = "{code} {name}"
PLACE_NUMBERED = "{number}. {name}"
PLACE_FAR = "{lead} · {far}"
PLACE_MINUTES = "步行约 {walk} 分钟，骑行约 {ride} 分钟（按直线估的）"
PLACE_RIDE = "骑行约 {ride} 分钟（按直线估的）"
PLACE_HAS = "有：{facilities}"
PLACE_FAULT = "报修中：{fault}"
PLACE_ADDRESS = "{kind}，地址：{address}"
NO_ADDRESS = "清单里没写"
PLACE_PHONE = "电话：{phone}"
PLACE_CHECKED = "核实：{checked}；来源：{source}"
PLACE_REPORTED = "今天有几位师傅说没开门，去之前最好打个电话。"
NEVER_CHECKED = "没写日期"
SOURCE_LIST = "工会驿站清单"
METRES = "约 {metres} 米"
KILOMETRES = "约 {kilometres} 公里"
OPEN_ALWAYS = "24 小时开着"
OPEN_UNTIL = "开着，到{until}"
SHUT_UNTIL = "现在没开，{opens}开（{hours}）"
SHUT_LONG = "现在没开（{hours}）"
CLOSED_UNTIL = "临时关门，到 {until}"
STATION_GONE = "这个站已经撤了"
HOURS_UNKNOWN = "几点开门，清单里没写"
TODAY_AT = "今天 {clock}"
TOMORROW_AT = "明天 {clock}"
DAY_AT = "{month}月{day}日 {clock}"
CLOCK_MIDNIGHT = "今天 24:00"
HAS_IT = "有{facility}"
HAS_IT_NOT = "清单里没写{facility}"
HAS_IT_UNKNOWN = "有没有{facility}，清单里没写"

# --- several stations, for riders ---
NEAREST_OPEN = "离您最近、现在能去的："
NOTHING_CLOSE_OPEN = "5 公里内没有开着的驿站。最近一个开着的是："
NOTHING_OPEN = "附近的驿站现在都没开。最近的是："
NEAREST_HAVING = "离您最近、清单上写着有{facilities}的："
NONE_NEAR_HAS = "附近的站，清单上都没有写着有{facilities}。先看最近的："
FAR_AWAY = f"我这里只录了{{region}}的驿站，离您最近的一个也有{{far}}，去不了。您那边的驿站，{ASK_UNION}。"
THIS_ONE = "这个站："
AROUND_THERE = "那一带的："
IN_DISTRICT = "{district}有 {count} 个站，先看这几个："
IN_DISTRICT_HAVING = "{district}有 {count} 个站清单上写着有{facilities}，先看这几个："
IN_DISTRICT_NONE_HAS = "{district}有 {count} 个站，清单上都没有写着有{facilities}。先看这几个："
THESE_HAVE = "刚才找到的里面，有{facilities}的："
NONE_HAS = "刚才找到的里面，清单上没有写着有{facilities}的。"
AS_OF = "现在 {clock}："
FARTHER = "再往后的："
NO_MORE_STATIONS = "找到的就这些了。可以换个地方再问。"
NONE_THERE = f"那里还没有录入驿站，{ASK_UNION}。"
NONE_IN = f"{{region}}还没有录入驿站，{ASK_UNION}。"
NO_SUCH_STATION = "没有这个编号的站。"
NO_STATION_HERE = f"没有这个编号的站，看看号码对不对。找别的站，{ASK_UNION}。"
NO_SUCH_PLACE = "这个位置看不懂。可以打区名、街道、站名或门上的编号。"
FROM_WHERE = "您在哪儿？打区名、街道、站名或门上的编号，或选一个区："
ON_MAP = "{code} 地图"
IS_SHUT = "{code} 没开门"
MORE_STATIONS = "远一点的"
WHICH_SHUT = "哪个站没开门？点一下："
SHUT_NOTED = "记下了，谢谢。今天有三位师傅这么说，就会提醒工作人员去看。您是谁不会记。"
NOT_LOADED = "驿站清单还没录进来，查不了哪个最近。报道里是这么写的（地址可打 12351 问当地工会）："
NOT_LOADED_ALONE = "驿站清单还没录进来，查不了哪个最近。地址可打 12351 问当地工会。"
NEARBY_QUESTION = "{place}附近驿站在哪"

# --- for staff who look after stations ---
STATION_HELP = (
    "这样用：\n"
    "/station 017 看一个站\n"
    "/station 017 closed today 今天关（也可写：关 今天）\n"
    "/station 017 closed until 2026-12-01 关到那天（也可写：关 到 2026-12-01）\n"
    "/station 017 open 恢复开门\n"
    "/station 017 fault 饮水机坏了 报修；修好了发 fixed\n"
    "导入清单：发 xlsx 或 csv 文件，说明里写 /station 导入；表里没有坐标系一列时写上 高德、百度 或 WGS-84"
)
STATION_OPENED = "恢复开门：{station}"
STATION_CLOSED = "记下了：{station}"
STATION_FAULTY = "报修记下了：{station}"
STATION_FIXED = "修好了：{station}"
CARE_REPORTED = "今天有人说没开门，请去看看："
CARE_PEOPLE = "{station}（{people} 人）"
CARE_CLOSED = "临时关门的："
CARE_FAULTY = "报修的："
CARE_NOTHING = "现在没有要看的站。"
TAKE_LIST = "收下"
BACK = "返回"
CANCEL = "取消"
TAKE_OR_DROP = "清单还没收。点「收下」或「取消」。"
LIST_DROPPED = "好，这份清单没收，什么都没改。"
DOCUMENT_TOO_LARGE = "文件太大，最多 20 MB。请分成几份，或在服务器上导入。"
DOCUMENT_GONE = "文件取不到了，请重新发一次。"

MENU_NEARBY = "附近的驿站"
MENU_STATION = "驿站：临时关门、报修、导入清单"
