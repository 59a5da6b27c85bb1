"""What is said about stations: to riders, to staff, and of a list that is imported."""

from bot.sheets.reading import SheetFault
from bot.stations.columns import Field
from bot.stations.coordinates import Implausible, System
from bot.stations.facilities import Facility, Kind
from bot.stations.hours_text import Fault

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

POSTER_TITLE = "驿站门口的二维码"
POSTER_HEAD = "扫码问驿站"
POSTER_TYPE = "扫不了？给机器人发 {code} 也行"
POSTER_FOOT = "开门时间、设施、附近别的站，都能问。全国工会热线 12351"
