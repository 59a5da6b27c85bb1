"""The six rules that make an answer honest, each on a small catalogue and over every entry that ships."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.answering import words
from bot.answering.assistant import Assistant
from bot.answering.dialling import dialable
from bot.catalogue.snapshot import Snapshot
from bot.dates import show
from bot.regions import Regions
from bot.reply import Buttons, Card, Message, Outcome, Reply, Status, Text
from bot.understanding.features import Featurizer
from bot.understanding.model import Calibration
from data.catalogue.entries import ServiceEntry
from tests.bot.answering.talking import TODAY, Talk, assistant_over, card, first, ids
from tests.bot.told import fixed_words, stored_words, untold
from tests.small_catalogue import BAOTOU, ENTRIES, HOHHOT, INNER_MONGOLIA, QINGHAI, SAIHAN, XINING, small_snapshot

HOTLINE = "12351"
ASKERS = (HOHHOT, SAIHAN, BAOTOU, XINING, "山东省日照市莒县", "吉林省长春市", "甘肃省张掖市民乐县", "海南省海口市")
DAYS = (date(2017, 6, 1), date(2025, 1, 15), TODAY, date(2030, 1, 1))
ASKED_ABOUT = ("", "怎么申请", "电话多少", "在哪", "有多少", "哪年的", "要钱吗", "谁能参加", "谁办的", "2011年有多少")


async def shown(assistant: Assistant, entry_id: str, region: str | None = None) -> Reply:
    """The card of one entry."""
    return await assistant.reply(Message(choice=f"e:{entry_id}", region=region))


def holds(outer: str, inner: str) -> bool:
    """Whether a region holds another: a full path begins with those around it."""
    return outer == "全国" or inner.startswith(outer)


def told_lines(reply: Reply) -> Iterator[str]:
    """Every line of the cards and texts of a reply."""
    for block in reply.blocks:
        match block:
            case Card(lead, lines, source):
                yield from (lead, *lines, *source.split("\n"))
            case Text(text):
                yield text


# 1. Every sentence comes from a stored entry, with its source


def test_a_made_up_sentence_would_be_seen(regions: Regions) -> None:
    pieces = stored_words(ENTRIES[0], regions) | fixed_words()
    assert untold("呼市歇脚站：呼市歇脚站给职工用。", pieces) == ""
    assert untold("呼市歇脚站：每天发五十元。", pieces) == "每天发五十元。"
    assert untold("青海热饭：中午到驿站吃一碗热饭。", pieces) != ""


def _untold_of(reply: Reply, snapshot: Snapshot, regions: Regions, *more: str) -> list[str]:
    entry = snapshot.entries[first(reply).id]
    pieces = {*fixed_words(), *stored_words(entry, regions), f"电话：{HOTLINE}（工会）", *more}
    for service in reply.services:  # what is nearest here is told too
        if service.id in snapshot.entries:
            pieces |= stored_words(snapshot.entries[service.id], regions)
    if entry.conflict is not None:
        pieces |= stored_words(snapshot.entries[entry.conflict.entry], regions)
    return [line for line in told_lines(reply) if untold(line, pieces)]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["e", "d"])
async def test_cards_and_details_of_every_shipped_entry_hold_nothing_made_up(
    shipped: Assistant, regions: Regions, kind: str
) -> None:
    wrong = []
    for entry_id in shipped.snapshot.entries:
        for asker in (HOHHOT, XINING):
            reply = await shipped.reply(Message(choice=f"{kind}:{entry_id}", region=asker))
            wrong += _untold_of(reply, shipped.snapshot, regions, regions.short(asker))
    assert wrong == []


@pytest.mark.slow
async def test_answers_on_every_shipped_title_hold_nothing_made_up(shipped: Assistant, regions: Regions) -> None:
    wrong, answered = [], 0
    for number, entry in enumerate(shipped.snapshot.entries.values()):
        for asked in (ASKED_ABOUT[number % 10], ASKED_ABOUT[(number + 5) % 10]):
            reply = await shipped.reply(Message(f"{entry.title} {asked}"))
            if reply.outcome is Outcome.ANSWER and reply.services:
                answered += 1
                here = {regions.short(mention.path) for mention in regions.find(entry.title, near=HOHHOT)}
                here.add(regions.short(HOHHOT))
                here |= {each.label for each in reply.choices}
                wrong += _untold_of(reply, shipped.snapshot, regions, "2011年", *here)
    assert wrong == []
    assert answered > len(shipped.snapshot.entries)


@pytest.mark.parametrize("kind", ["e", "d"])
async def test_every_card_ends_with_the_source(shipped: Assistant, kind: str) -> None:
    for entry in shipped.snapshot.entries.values():
        reply = await shipped.reply(Message(choice=f"{kind}:{entry.id}"))
        source = entry.source
        dated = show(source.as_of) if source.as_of is not None else ""
        signed = "，".join(part for part in (source.byline, dated) if part)
        assert card(reply).source.split("\n")[0] == f"来源：《{source.headline}》{signed}"
        named = first(reply).source
        assert (named.article, named.headline, named.byline, named.as_of) == (
            source.article, source.headline, source.byline, source.as_of,
        )  # fmt: skip


async def test_a_source_without_byline_or_date_still_names_its_headline(
    featurizer: Featurizer, regions: Regions
) -> None:
    bare = replace(ENTRIES[0], source=replace(ENTRIES[0].source, byline=None, as_of=None), facts=())
    reply = await shown(assistant_over(small_snapshot(featurizer, [bare, *ENTRIES[1:]]), regions), bare.id)
    assert card(reply).source == "来源：《歇脚有地方》"
    assert card(reply).lines[-1] == "呼和浩特市，日期不详"
    assert first(reply).as_of is None


async def test_choices_are_labelled_with_titles_or_our_own_words(shipped: Assistant) -> None:
    titles = {entry.title for entry in shipped.snapshot.entries.values()}
    ours = {words.DETAILS_LABEL, words.PASSAGE_LABEL, words.NEXT_PAGE}
    for entry in shipped.snapshot.entries.values():
        reply = await shipped.reply(Message(entry.title))
        assert {choice.label for choice in reply.choices} <= titles | ours


# 2. Region


async def test_a_service_of_another_province_is_an_example_with_the_local_contact(assistant: Assistant) -> None:
    reply = await Talk(assistant).say("热饭怎么领")
    assert (reply.outcome, first(reply).id, first(reply).applies) == (Outcome.ANSWER, "qinghai-meal", False)
    assert card(reply).lead.startswith("呼和浩特市没有查到；青海省有：")
    assert card(reply).lines[-1] == f"这是青海省的，呼和浩特市没查到，可打 {HOTLINE} 问当地工会"


@pytest.mark.parametrize("asker", [QINGHAI, XINING])
async def test_the_same_service_is_offered_where_it_holds(assistant: Assistant, asker: str) -> None:
    reply = await Talk(assistant, asker).say("热饭怎么领")
    assert (first(reply).id, first(reply).applies) == ("qinghai-meal", True)
    assert card(reply).lead == "青海热饭：到青海的驿站去取。"
    assert "没有查到" not in reply.text
    assert "没查到" not in reply.text


@pytest.mark.parametrize(
    ("question", "asker", "best"),
    [
        ("青海歇脚站有多少个", HOHHOT, "qinghai-stops"),
        ("呼市歇脚站有多少个", XINING, "city-stops"),
        ("内蒙古歇脚站有多少个", XINING, "region-stops"),
    ],
)
async def test_a_region_named_in_the_question_wins_over_the_askers_own(
    assistant: Assistant, question: str, asker: str, best: str
) -> None:
    reply = await Talk(assistant, asker).say(question)
    assert (first(reply).id, first(reply).applies) == (best, True)


@pytest.mark.parametrize(
    ("entry_id", "asker", "applies"),
    [
        ("city-stops", HOHHOT, True),
        ("city-stops", SAIHAN, True),  # what the city has, its district has
        ("city-stops", BAOTOU, False),  # a city beside it does not
        ("city-stops", INNER_MONGOLIA, None),  # of a part of the asker's region: perhaps
        ("city-stops", XINING, False),
        ("region-stops", SAIHAN, True),
        ("region-stops", BAOTOU, True),
        ("district-stop", SAIHAN, True),
        ("district-stop", HOHHOT, None),
        ("district-stop", f"{HOHHOT}新城区", False),
        ("qinghai-stops", XINING, True),
        ("qinghai-stops", "全国", None),
        ("eye-check", HOHHOT, None),  # a page of 2019 does not prove that it still runs
        ("eye-check", BAOTOU, False),
        ("camp-2025", HOHHOT, False),  # over
    ],
)
async def test_regions_nest(assistant: Assistant, entry_id: str, asker: str, applies: bool | None) -> None:
    assert first(await shown(assistant, entry_id, asker)).applies is applies


async def test_what_holds_in_the_whole_country_holds_everywhere(featurizer: Featurizer, regions: Regions) -> None:
    everywhere = replace(ENTRIES[4], region="全国")
    over = assistant_over(small_snapshot(featurizer, [everywhere]), regions)
    for asker in ASKERS:
        reply = await shown(over, everywhere.id, asker)
        assert first(reply).applies is True
        assert "没有查到" not in reply.text


@pytest.mark.parametrize("asker", ASKERS)
async def test_no_shipped_service_of_elsewhere_is_offered_as_available(shipped: Assistant, asker: str) -> None:
    elsewhere = 0
    for entry in shipped.snapshot.entries.values():
        reply = await shown(shipped, entry.id, asker)
        service = first(reply)
        if holds(entry.region, asker) or holds(asker, entry.region):
            assert "没有查到" not in reply.text, entry.id
            assert "没查到" not in reply.text, entry.id
            continue
        elsewhere += 1
        assert service.applies is False, entry.id
        assert card(reply).lead.count("没有查到") == 1, entry.id
        if service.status is not Status.FINISHED:
            assert f"没查到，可打 {HOTLINE} 问当地工会" in card(reply).lines[-1], entry.id
    assert elsewhere > 0


# 3. Time


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("孩子的夏令营怎么报名", "职工孩子夏令营（2025年）已经结束（2025年8月20日）。"),
        ("职工孩子夏令营", "职工孩子夏令营（2025年）已经结束（2025年8月20日）。"),
        ("夏令营有多少孩子", "营员：40名（2025年）；这项已经结束（2025年8月20日）"),
    ],
)
async def test_what_is_over_is_said_to_be_over(assistant: Assistant, question: str, line: str) -> None:
    reply = await Talk(assistant).say(question)
    assert (first(reply).id, first(reply).status, first(reply).applies) == ("camp-2025", Status.FINISHED, False)
    assert card(reply).lead == line
    assert card(reply).lines[-1] == f"呼和浩特市，2025年8月20日已结束；可打 {HOTLINE} 问当地工会"
    assert "怎么办" not in reply.text


async def test_what_is_to_come_is_said_to_be_to_come(assistant: Assistant) -> None:
    reply = await Talk(assistant).say("草原骑马夏令营怎么报名")
    assert (first(reply).id, first(reply).status) == ("camp-2027", Status.PLANNED)
    assert card(reply).lead == "草原骑马夏令营还没开始（2027年7月1日起）。"
    assert card(reply).lines[-1] == "呼和浩特市，2027年7月1日开始"


@pytest.mark.parametrize(
    ("entry_id", "today", "status"),
    [
        ("camp-2025", date(2025, 6, 30), Status.PLANNED),
        ("camp-2025", date(2025, 7, 1), Status.RUNNING),
        ("camp-2025", date(2025, 8, 20), Status.RUNNING),
        ("camp-2025", date(2025, 8, 21), Status.FINISHED),
        ("camp-2027", date(2027, 8, 31), Status.RUNNING),
        ("camp-2027", date(2027, 9, 1), Status.FINISHED),
        ("eye-check", date(2021, 12, 31), Status.RUNNING),
        ("eye-check", date(2022, 1, 1), Status.UNKNOWN),
    ],
)
async def test_a_status_turns_on_its_day(
    small: Snapshot, regions: Regions, entry_id: str, today: date, status: Status
) -> None:
    assert first(await shown(assistant_over(small, regions, today=today), entry_id)).status is status


async def test_what_is_old_is_not_said_to_run(assistant: Assistant) -> None:
    reply = await Talk(assistant).say("骑手查视力")
    assert (first(reply).status, first(reply).applies) == (Status.UNKNOWN, None)
    assert card(reply).lines[-1] == "呼和浩特市，2019年的情况，现在有没有变化不清楚"


@pytest.mark.parametrize("today", DAYS)
async def test_every_shipped_entry_says_whether_it_is_on(
    shipped_snapshot: Snapshot, regions: Regions, today: date
) -> None:
    over = assistant_over(shipped_snapshot, regions, today=today)
    stamp = today.isoformat()
    for entry in shipped_snapshot.entries.values():
        reply = await shown(over, entry.id, entry.region)
        status, shown_lines = first(reply).status, (card(reply).lead, *card(reply).lines)
        # A partial date is a prefix: it is over once the day's own prefix is later.
        over_now = entry.valid_until is not None and stamp[: len(entry.valid_until)] > entry.valid_until
        to_come = entry.valid_from is not None and stamp[: len(entry.valid_from)] < entry.valid_from
        assert (status is Status.FINISHED) == over_now, entry.id
        assert (status is Status.PLANNED) == (to_come and not over_now), entry.id
        if over_now:
            assert entry.valid_until is not None
            assert any("结束" in line and show(entry.valid_until) in line for line in shown_lines), entry.id
        elif to_come:
            assert entry.valid_from is not None
            assert any("开始" in line and show(entry.valid_from) in line for line in shown_lines), entry.id
        elif status is Status.UNKNOWN:
            assert entry.valid_until is None
            assert "不清楚" in shown_lines[-1], entry.id
        else:
            assert first(reply).applies is True
            newest = first(reply).as_of
            fresh = newest is not None and date(int(newest[:4]) + 3, 1, 1) > today
            assert entry.valid_until is not None or fresh, entry.id


async def test_the_newer_of_two_figures_is_shown_with_its_year(assistant: Assistant) -> None:
    reply = await Talk(assistant).say("法律援助多少件")
    assert ids(reply) == ["lawyers-2025", "lawyers-2017"]
    assert card(reply).lead == "法律援助案件：350件（2025年）；法律援助案件：110件（2017年）"


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("2017年法律援助多少件", "法律援助案件：110件（2017年）"),
        ("17年的法律援助是多少件", "法律援助案件：110件（2017年）"),
        ("二零一七年法律援助多少件", "法律援助案件：110件（2017年）"),
        ("2025年法律援助多少件", "法律援助案件：350件（2025年）"),
        ("去年法律援助多少件", "法律援助案件：350件（2025年）"),
    ],
)
async def test_a_year_named_gets_that_years_figure(assistant: Assistant, question: str, lead: str) -> None:
    assert card(await Talk(assistant).say(question)).lead == lead


@pytest.mark.parametrize(("question", "year"), [("2021年歇脚站有多少个", 2021), ("前年歇脚站有多少个", 2024)])
async def test_a_year_that_no_source_tells_of_is_said_to_be_missing(
    assistant: Assistant, question: str, year: int
) -> None:
    reply = await Talk(assistant).say(question)
    assert card(reply).lead.startswith(f"没有查到{year}年的，只有")
    assert f"{year}年）" not in reply.text


async def test_figures_of_the_shipped_catalogue_are_of_the_year_named(shipped: Assistant) -> None:
    now = await Talk(shipped).say("法律援助多少件")
    then = await Talk(shipped).say("2017年呼和浩特法律援助多少件")
    assert now.services[0].as_of is not None
    assert now.services[0].as_of >= "2025"
    assert "（2017年" in card(then).lead


# 4. Sources that disagree


@pytest.mark.parametrize(("one", "other"), [("wages-here", "wages-there"), ("wages-there", "wages-here")])
async def test_both_sides_of_a_conflict_are_shown(assistant: Assistant, one: str, other: str) -> None:
    by_id = {entry.id: entry for entry in ENTRIES}
    mine, theirs = by_id[one], by_id[other]
    reply = await shown(assistant, one)
    assert mine.conflict is not None
    assert f"注意：{mine.conflict.note}" in card(reply).lines
    assert [line[:2] for line in card(reply).source.split("\n")] == ["来源", "另见"]
    assert f"《{theirs.source.headline}》" in card(reply).source
    assert [source.headline for source in first(reply).other_sources] == [theirs.source.headline]


async def test_a_conflicting_figure_comes_with_the_note(assistant: Assistant) -> None:
    reply = await Talk(assistant).say("讨薪帮办讨回多少钱")
    assert "讨回工资：9" in card(reply).lead
    assert "90万元" in reply.text
    assert "95万元" in reply.text


async def test_shipped_conflicts_show_both_sources_and_nothing_else_does(shipped: Assistant) -> None:
    conflicts = 0
    for entry in shipped.snapshot.entries.values():
        for kind in ("e", "d"):
            reply = await shipped.reply(Message(choice=f"{kind}:{entry.id}"))
            if entry.conflict is None:
                assert "\n" not in card(reply).source
                assert first(reply).other_sources == ()
                continue
            conflicts += 1
            theirs = shipped.snapshot.entries[entry.conflict.entry].source
            assert entry.conflict.note in reply.text
            assert f"另见：《{theirs.headline}》" in card(reply).source
            assert [source.article for source in first(reply).other_sources] == [theirs.article]
    assert conflicts >= 4


# 5. What the source does not say


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("查视力怎么报名", f"报道没有写怎么办理，可打 {HOTLINE} 问当地工会。"),
        ("查视力找谁", f"报道没有写电话，可打 {HOTLINE} 问当地工会。"),
        ("哪里查视力", f"报道没有写具体地点，可打 {HOTLINE} 问当地工会。"),
        ("查眼睛带什么材料", f"报道没有写要带什么材料，可打 {HOTLINE} 问当地工会。"),
        ("查视力要钱吗", "报道没有写要不要钱。"),
        ("查视力几点开门", "报道没有写几点开门、几点关门。"),
    ],
)
async def test_what_is_not_written_is_said_with_whom_to_ask(assistant: Assistant, question: str, lead: str) -> None:
    reply = await Talk(assistant).say(question)
    assert first(reply).id == "eye-check"
    assert card(reply).lead == lead
    assert HOTLINE in reply.text


async def test_what_is_written_is_not_said_to_be_unknown(assistant: Assistant) -> None:
    assert card(await Talk(assistant).say("工会律师电话")).lead == "工会律师（2025年）：呼市总工会。"
    reply = await shown(assistant, "district-stop", SAIHAN)
    assert "怎么办：刷工会卡进门。" in card(reply).lines
    assert "报道没写" not in reply.text


async def test_every_shipped_entry_names_a_number_to_dial(shipped: Assistant) -> None:
    for entry in shipped.snapshot.entries.values():
        assert dialable((await shown(shipped, entry.id, entry.region)).text), entry.id


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("打 12351 问", True),
        ("电话：0471-6284000", True),
        ("手机 13800000000", True),
        ("马上打 120", True),
        ("建了 1226家，花了 12000元", False),
        ("2025年，120人", False),
        ("找谁：困难职工帮扶中心", False),
    ],
)
def test_a_number_to_dial_is_told_from_a_count(text: str, found: bool) -> None:
    assert dialable(text) is found


async def test_shipped_entries_without_a_way_to_get_them_name_the_hotline(shipped: Assistant) -> None:
    unknown = 0
    for entry in shipped.snapshot.entries.values():
        reply = await shown(shipped, entry.id, entry.region)
        said = f"怎么办：报道没写，可打 {HOTLINE} 问当地工会" in card(reply).lines
        silent = first(reply).status is Status.FINISHED or entry.conflict is not None
        assert said == (entry.how is None and entry.contact is None and not silent), entry.id
        unknown += said
        if not silent and entry.contact is not None:
            assert entry.contact.rstrip("。") in reply.text
        if not silent and entry.how is not None:
            assert entry.how.rstrip("。") in reply.text
    assert unknown > 0


# 6. Not sure, not ours


@pytest.fixture
def unsure(small: Snapshot) -> Snapshot:
    """The small catalogue with a model that trusts every guess at 0.4."""
    shaken = Calibration(bias=math.log(0.4 / 0.6), best=0.0, gap=0.0, scope=0.0)
    return replace(small, model=replace(small.model, calibration=shaken))


@pytest.mark.parametrize("question", ["想找个地方歇会儿", "热饭", "工会能管孩子查视力吗"])
async def test_not_sure_asks_back_with_at_most_three_choices(unsure: Snapshot, regions: Regions, question: str) -> None:
    reply = await Talk(assistant_over(unsure, regions)).say(question)
    assert (reply.outcome, round(reply.confidence, 6)) == (Outcome.CHOOSE, 0.4)
    assert 1 <= len(reply.choices) <= 3
    assert [choice.id for choice in reply.choices] == [f"e:{service.id}" for service in reply.services]
    assert not any(isinstance(block, Card) for block in reply.blocks)
    assert reply.text.startswith(words.CHOOSE)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("怎么减肥", words.NOT_OURS),
        ("外卖评分怎么涨", words.NOT_OURS),
        ("火车票怎么买", words.CALL_RAIL),
        ("今天天气怎么样", words.CALL_WEATHER),
        # Six phrases of the small catalogue teach too little to be sure that this is none of ours.
        ("一加一等于几", words.NOT_UNDERSTOOD),
    ],
)
async def test_what_is_not_ours_is_said_plainly(assistant: Assistant, question: str, said: str) -> None:
    reply = await Talk(assistant).say(question)
    assert (reply.outcome, reply.services, reply.choices) == (Outcome.UNKNOWN, (), ())
    assert reply.text == said
    assert reply.confidence < 0.3


@pytest.mark.parametrize(
    "question",
    ["今天下雪吗", "给我讲个笑话", "彩票怎么中奖", "菜鸟驿站取件码是多少", "公司团建去哪玩", "怎么注销美团账号"],
)
async def test_the_shipped_catalogue_leaves_alone_what_is_not_ours(shipped: Assistant, question: str) -> None:
    reply = await Talk(shipped).say(question)
    assert (reply.outcome, reply.services) == (Outcome.UNKNOWN, ())


async def test_every_outcome_keeps_its_promise(assistant: Assistant, small: Snapshot) -> None:
    for entry in ENTRIES:
        for asked in ASKED_ABOUT:
            for text in (entry.title[:3] + asked, entry.title[-3:] + asked, entry.summary + asked):
                reply = await assistant.reply(Message(text))
                assert 0 <= reply.confidence <= 1
                assert len(reply.services) <= 3
                match reply.outcome:
                    case Outcome.ANSWER:
                        assert reply.intent == small.entries[first(reply).id].intent
                        assert any(isinstance(block, Card) for block in reply.blocks)
                    case Outcome.CHOOSE:
                        assert 1 <= len(reply.choices) <= 3
                        assert any(isinstance(block, Buttons) for block in reply.blocks)
                    case _:
                        assert reply.services == ()


def test_the_small_catalogue_says_each_thing_once() -> None:
    assert len({entry.id for entry in ENTRIES}) == len(ENTRIES)
    assert all(isinstance(entry, ServiceEntry) for entry in ENTRIES)
