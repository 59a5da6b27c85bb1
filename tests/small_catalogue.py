"""A catalogue small enough to read at one glance, with its model fitted in this process."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import insert

from bot.catalogue.building import examples
from bot.catalogue.snapshot import Snapshot
from bot.understanding.features import Featurizer
from bot.understanding.fitting import Example, fit
from data.catalogue.entries import (
    Certainty,
    Conflict,
    ExamplePhrase,
    Fact,
    ServiceEntry,
    Source,
    Subject,
    SubjectKey,
    content_hash,
    entry_columns,
)
from data.catalogue.whole import CatalogueRows, move_revision
from data.storage.engine import Database
from data.tables import Entry, Intent, Phrase, table_of

HOHHOT = "内蒙古自治区呼和浩特市"
SAIHAN = f"{HOHHOT}赛罕区"
BAOTOU = "内蒙古自治区包头市"
INNER_MONGOLIA = "内蒙古自治区"
QINGHAI = "青海省"
XINING = "青海省西宁市"


def source(headline: str, as_of: str | None, byline: str | None = "记者 王五") -> Source:
    """A source on a made-up page."""
    certainty: Certainty = "unknown" if as_of is None else "exact"
    return Source(f"{headline}.txt", None, headline, byline, as_of, certainty, 0, 10)


def entry(id: str, title: str, intent: str, region: str, headline: str, as_of: str | None, **more: Any) -> ServiceEntry:
    """An entry of which a test says only what it is about."""
    blank = ServiceEntry(
        id=id, title=title, intent=intent, region=region, provider=None, audience=None, summary=f"{title}给职工用。",
        how=None, contact=None, facts=(), valid_from=None, valid_until=None, conflict=None,
        source=source(headline, as_of),
    )  # fmt: skip
    return replace(blank, **more)


SUBJECTS = (
    Subject("rest_stop", "歇脚站", "歇脚喝水", ("city-stops",)),
    Subject("hot_meal", "热饭", "工会送热饭"),
    Subject("camp", "夏令营", "职工孩子的夏令营"),
    Subject("lawyers", "工会律师", "欠薪找律师", keys=(SubjectKey.PERSONAL, SubjectKey.LEGAL_HELP)),
    Subject("eye_check", "查视力", "免费查眼睛"),
)

ENTRIES = (
    entry("city-stops", "呼市歇脚站", "rest_stop", HOHHOT, "歇脚有地方", "2026-03", provider="呼市总工会",
          audience="骑手和快递员",
          facts=(Fact("歇脚站", "12", "个", "2026-03"), Fact("饮水机", "30", "台", "2026-03"))),
    entry("district-stop", "赛罕区夜间歇脚站", "rest_stop", SAIHAN, "夜里也开门", "2026-05", how="刷工会卡进门"),
    entry("region-stops", "全区歇脚站", "rest_stop", INNER_MONGOLIA, "全区建站", "2025",
          facts=(Fact("歇脚站", "300", "个", "2025"),)),
    entry("qinghai-stops", "青海歇脚站", "rest_stop", QINGHAI, "青海建站", "2026",
          facts=(Fact("歇脚站", "77", "个", "2026"),), contact="青海省总工会"),
    entry("qinghai-meal", "青海热饭", "hot_meal", QINGHAI, "一碗热饭", "2026", audience="骑手",
          how="到青海的驿站去取", summary="中午到驿站吃一碗热饭。"),
    entry("camp-2025", "职工孩子夏令营（2025年）", "camp", HOHHOT, "孩子去夏令营", "2025", valid_from="2025-07",
          valid_until="2025-08-20", how="找单位工会报名", facts=(Fact("营员", "40", "名", "2025"),)),
    entry("camp-2027", "草原骑马夏令营", "camp", HOHHOT, "明年去草原", "2026-10", valid_from="2027-07-01",
          valid_until="2027-08"),
    entry("lawyers-2017", "工会律师（2017年）", "lawyers", HOHHOT, "律师进工地", "2017", contact="呼市总工会",
          facts=(Fact("法律援助案件", "110", "件", "2017"),)),
    entry("lawyers-2025", "工会律师（2025年）", "lawyers", HOHHOT, "律师在身边", "2025", contact="呼市总工会",
          facts=(Fact("法律援助案件", "350", "件", "2025"),)),
    entry("wages-here", "讨薪帮办", "lawyers", HOHHOT, "帮讨薪", "2026", contact="帮办窗口",
          facts=(Fact("讨回工资", "90", "万元", "2026"),),
          conflict=Conflict("wages-there", "讨回工资，这里写90万元，另一处写95万元。")),
    entry("wages-there", "讨薪帮办（另一份报道）", "lawyers", HOHHOT, "讨薪路上", "2026-01", contact="帮办窗口",
          facts=(Fact("讨回工资", "95", "万元", "2026"),),
          conflict=Conflict("wages-here", "讨回工资，这里写95万元，另一处写90万元。")),
    entry("eye-check", "骑手查视力", "eye_check", HOHHOT, "看清前面的路", "2019", summary="给骑手查一次视力。"),
)  # fmt: skip

PHRASES = {
    "rest_stop": """
        哪能歇脚 歇脚站在哪 附近有歇脚站吗 送外卖累了想歇会儿 有没有地方喝口水 歇脚站几点关门 歇脚站有多少个
        外头冷想进屋暖和一下 哪儿能坐下歇一歇 找个歇脚的地方 歇脚站能充电吗 户外干活的人去哪休息 中午想找地方歇
        歇脚站怎么进 累得走不动想坐坐 青海有歇脚站吗
    """,
    "hot_meal": """
        哪里有热饭吃 工会送热饭吗 热饭怎么领 中午想吃口热饭 有免费的热饭吗 送一碗热饭 热饭要钱吗 骑手吃不上热饭
        热饭在哪取 工会的热饭给谁 没吃饭有热饭吗 吃热饭去哪 青海的热饭 热饭什么时候发 一碗热饭多少钱
    """,
    "camp": """
        孩子的夏令营 夏令营怎么报名 暑假孩子没人管 职工孩子夏令营 夏令营什么时候开 夏令营要钱吗 娃放假想送夏令营
        工会办夏令营吗 夏令营收几岁的孩子 夏令营去哪 夏令营有多少孩子 草原骑马夏令营 暑期营报名 今年夏令营还有吗
        送孩子去营地
    """,
    "lawyers": """
        老板欠薪找谁 拖欠工资怎么办 工会有律师吗 要打官司没钱请律师 法律援助怎么申请 讨薪找工会 被辞退了想找律师
        律师免费吗 法律援助多少件 工资不给找律师 欠我三个月工资 帮忙讨薪吗 讨薪帮办 合同纠纷问律师 工会律师电话
    """,
    "eye_check": """
        哪里查视力 工会给查眼睛吗 查视力要钱吗 眼睛花了想查查 骑手查视力 查视力怎么报名 眼睛看不清去哪查
        免费查视力 视力检查在哪 查眼睛带什么 查视力找谁 眼睛近视查一下 工会查视力 给骑手查眼睛 查视力多久一次
    """,
}
OUT_OF_SCOPE = """
    今天天气怎么样 明天下雨吗 给我讲个笑话 你叫什么名字 附近哪有加油站 火车票怎么买 手机没电了 电动车多少钱
    平台怎么提现 外卖评分怎么涨 怎么申诉差评 晚上吃什么 推荐个电影 股票会涨吗 身份证丢了怎么补 社保怎么交
    公积金怎么取 孩子上学找谁 医院几点上班 快递怎么寄 超市打折吗 房租太贵 怎么减肥 我失恋了 帮我写首诗
    一加一等于几 谁是美国总统 世界杯谁赢了 汽车怎么年检 驾照怎么换
"""


def phrases() -> list[ExamplePhrase]:
    """Every phrase of the small catalogue."""
    found = [ExamplePhrase(intent, text, "plain") for intent, texts in PHRASES.items() for text in texts.split()]
    return found + [ExamplePhrase(None, text, "plain") for text in OUT_OF_SCOPE.split()]


def small_snapshot(
    featurizer: Featurizer,
    entries: Iterable[ServiceEntry] = ENTRIES,
    taught: Iterable[ExamplePhrase] = (),
    with_passage: Iterable[str] = (),
) -> Snapshot:
    """The small catalogue with a model fitted on it, some tenths of a second."""
    rows = CatalogueRows(1, SUBJECTS, tuple(entries), (*phrases(), *taught), frozenset(with_passage))
    model = fit(featurizer, [Example(text, label) for text, label in examples(rows)])
    return Snapshot.build(rows, featurizer, model, {})


async def store_small(database: Database) -> None:
    """Puts the small catalogue into a database with tables, as a load does."""
    async with database.write_rows() as connection:
        subjects = [
            {
                "id": s.id,
                "name": s.name,
                "scope": s.scope,
                "leads": list(s.leads),
                "keys": list(s.keys),
                "position": place,
            }
            for place, s in enumerate(SUBJECTS)
        ]
        entries = [{**entry_columns(one), "loaded_hash": content_hash(one)} for one in ENTRIES]
        listed = [{"intent": p.intent, "text": p.text, "kind": p.kind, "origin": "seed"} for p in phrases()]
        for model, rows in ((Intent, subjects), (Entry, entries), (Phrase, listed)):
            await connection.execute(insert(table_of(model)), rows)
        await move_revision(connection)
