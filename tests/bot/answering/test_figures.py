"""Every stored fact answers its own name, and no question about a stored field is denied."""

from dataclasses import replace

import pytest

from bot.answering import words
from bot.answering.assistant import Assistant
from bot.regions import Regions
from bot.reply import Card, Message, Reply
from bot.understanding.features import Featurizer
from tests.bot.answering.talking import assistant_over
from tests.small_catalogue import ENTRIES, HOHHOT, small_snapshot

ASKED = ("{title}，{name}是多少？", "{title}的{name}是什么", "{title}，{name}", "{title} {name}多少")


def lead(reply: Reply) -> str:
    """The first line of the card."""
    return next((block.lead for block in reply.blocks if isinstance(block, Card)), reply.text)


@pytest.mark.parametrize("pattern", ASKED)
async def test_every_fact_answers_its_own_name(shipped: Assistant, pattern: str) -> None:
    missed = []
    for entry in shipped.snapshot.entries.values():
        for fact in entry.facts:
            asked = pattern.format(title=entry.title, name=fact.name)
            said = lead(await shipped.reply(Message(asked)))
            if fact.value not in said or said.startswith(tuple(words.NOT_WRITTEN.values())):
                missed.append((asked, fact.value, said))
    assert missed == []


@pytest.mark.parametrize(
    ("field", "asked"), [("how", "怎么办理"), ("contact", "找谁"), ("audience", "谁能参加"), ("provider", "谁办的")]
)
async def test_no_stored_field_is_denied(shipped: Assistant, field: str, asked: str) -> None:
    denied = []
    for entry in shipped.snapshot.entries.values():
        if getattr(entry, field) is not None:
            reply = await shipped.reply(Message(f"{entry.title}，{asked}"))
            if lead(reply).startswith(tuple(words.NOT_WRITTEN.values())):
                denied.append((entry.title, asked, lead(reply)))
    assert denied == []


async def test_a_date_that_the_summary_tells_is_not_denied(shipped: Assistant) -> None:
    denied = []
    for entry in shipped.snapshot.entries.values():
        if entry.valid_from is not None or entry.valid_until is not None:
            reply = await shipped.reply(Message(f"{entry.title}，什么时候"))
            if lead(reply).startswith(tuple(words.NOT_WRITTEN.values())):
                denied.append((entry.title, lead(reply)))
    assert denied == []


# What is called by its name is found wherever it is


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        ("书记有约在哪", "minle-secretary-dialogue"),
        ("三级对话咱这儿有吗", "minle-three-level-dialogue"),
        ("联络员信箱放在哪", "changchun-liaison-mailbox"),
        ("工会的司机之家在哪", "qinghai-drivers-homes"),
        ("直播带岗哪天播", "qinghai-live-recruiting"),
    ],
)
async def test_a_thing_of_elsewhere_is_said_to_be_elsewhere(shipped: Assistant, asked: str, entry: str) -> None:
    reply = await shipped.reply(Message(asked, region=HOHHOT))
    of = shipped.snapshot.entries[entry]
    assert reply.services[0].id == entry
    assert "呼和浩特市没有查到" in reply.text
    assert of.region in lead(reply) or of.region[:2] in lead(reply)


async def test_who_somebody_is_is_told_by_the_fact_that_names_him(shipped: Assistant) -> None:
    assert "金磊" in lead(await shipped.reply(Message("金磊是谁")))


# A number that is to be confirmed


@pytest.mark.parametrize(
    ("asked", "begins", "holds"),
    [
        ("户外劳动者服务站点是503家吧", "是，", "503家"),
        ("呼市企业应约率有八成五吗", "是，", "85%以上"),
        ("工匠学院是不是还是28所", "报道里是：", "28所"),
        ("户外劳动者服务站点过五百家了没", "是，", "503家"),
        ("户外劳动者服务站点有600家吗", "不是，报道里是：", "503家"),
    ],
)
async def test_a_number_is_held_against_the_page(shipped: Assistant, asked: str, begins: str, holds: str) -> None:
    said = lead(await shipped.reply(Message(asked, region=HOHHOT)))
    assert said.startswith(begins)
    assert holds in said


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("社会工作者的补助从七百涨到多少", "1500"),
        ("莒县捐来的衣服有一千多件，送出去几件", "428件"),
        ("流浪四百多天那位老太太多大岁数了", "80岁"),
        ("三年办竞赛四千六百多场，具体呢", "4682场"),
        ("全区法律援助给工人要回来的钱有两个多亿吧", "2.52亿元"),
        ("宣传册子发了一万多本是多少本来着", "14700余册"),
        ("法律工作部现在部长姓啥", "尉军"),
        ("引导牌子都挂在啥店里", "彩票销售站"),
        ("八大员里有没有网约车司机", "货车驾驶员"),
    ],
)
async def test_a_number_said_tells_the_thing_or_the_figure(shipped: Assistant, asked: str, holds: str) -> None:
    assert holds in lead(await shipped.reply(Message(asked, region=HOHHOT)))


async def test_a_number_of_something_else_is_not_denied(shipped: Assistant) -> None:
    said = lead(await shipped.reply(Message("法律援助一年给工人要回来十几块吧", region=HOHHOT)))
    assert not said.startswith(words.NO)


async def test_the_newer_figure_of_a_thing_comes_first(shipped: Assistant) -> None:
    said = lead(await shipped.reply(Message("职工创新工作室呼市现在有多少家", region=HOHHOT)))
    assert said.index("254家") < said.index("42家")


@pytest.mark.parametrize("asked", ["呼市每年推动多少家新业态企业协商", "平台企业同商共议覆盖多少家企业"])
async def test_differing_figures_of_one_action_are_marked(shipped: Assistant, asked: str) -> None:
    reply = await shipped.reply(Message(asked, region=HOHHOT))
    assert "注意：" in reply.text
    assert "1226家" in reply.text
    assert "100余家" in reply.text


@pytest.mark.parametrize(
    ("until", "begins"),
    [
        ("2026-11-30", "是，还在：{title}到2026年11月30日为止，还有9天。"),
        ("2026-11-21", "是，还在：{title}到2026年11月21日为止，今天是最后一天。"),
        ("2026-11-20", "没有了，{title}已经结束（2026年11月20日）。"),
    ],
)
async def test_whether_it_is_still_on_is_answered_with_the_date(
    featurizer: Featurizer, regions: Regions, until: str, begins: str
) -> None:
    ending = replace(ENTRIES[0], valid_until=until)
    assistant = assistant_over(small_snapshot(featurizer, [ending, *ENTRIES[1:]]), regions)
    reply = await assistant.reply(Message(f"{ending.title}现在还能报名吗", region=HOHHOT))
    assert lead(reply) == begins.format(title=ending.title)


async def test_two_figures_of_one_thing_are_both_told_the_newer_first(assistant: Assistant) -> None:
    said = lead(await assistant.reply(Message("法律援助案件多少件", region=HOHHOT)))
    assert said == "法律援助案件：350件（2025年）；法律援助案件：110件（2017年）"


async def test_a_deadline_is_counted_while_it_runs(featurizer: Featurizer, regions: Regions) -> None:
    ending = replace(ENTRIES[0], valid_until="2026-11-30")
    assistant = assistant_over(small_snapshot(featurizer, [ending, *ENTRIES[1:]]), regions)
    reply = await assistant.reply(Message(choice=f"e:{ending.id}", region=HOHHOT))
    assert "到2026年11月30日为止，还有9天" in reply.text
