"""The card of an entry: what the first line says, how many lines follow, how long it gets."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.answering import words
from bot.answering.cards import Cards, source_ref
from bot.answering.printed import dates_words, fact_words
from bot.catalogue.choosing import Candidate, Question, candidate_of, choose
from bot.catalogue.query_terms import QueryTerms
from bot.catalogue.ranking import EntryIndex
from bot.catalogue.snapshot import Snapshot
from bot.regions import Regions
from bot.reply import Card, Status
from bot.understanding.aspects import Aspect
from data.catalogue.entries import Fact
from tests.bot.answering.talking import TODAY
from tests.bot.told import fixed_words, stored_words, untold
from tests.small_catalogue import ENTRIES, HOHHOT, QINGHAI, SAIHAN

BEFORE_THE_SOURCE = 300
LINES = 3
NOBODY_ASKED = 2011
BY_ID = {entry.id: entry for entry in ENTRIES}


def question(*aspects: Aspect, here: str = HOHHOT, years: tuple[int, ...] = (), today: date = TODAY) -> Question:
    """What is asked, apart from the words."""
    return Question(aspects, None, years, here, None, (), today)


def composed(snapshot: Snapshot, regions: Regions, entry_id: str, text: str, of: Question) -> Card:
    """The card of one entry for one question."""
    alone = EntryIndex((snapshot.words[entry_id],), (), snapshot.featurizer.vectors)
    return _card(snapshot, regions, alone, text, of)


def _card(snapshot: Snapshot, regions: Regions, alone: EntryIndex, text: str, of: Question) -> Card:
    (candidate,) = choose(QueryTerms.of(snapshot.featurizer(text), snapshot.synonyms), of, alone, regions)
    return Cards(snapshot.entries, regions).card(candidate, of)


def every_card(snapshot: Snapshot, regions: Regions) -> Iterator[tuple[str, str, Card]]:
    """The cards of all entries for all aspects, for an asker here and one elsewhere who names a year of no source."""
    for entry_id, entry in snapshot.entries.items():
        alone = EntryIndex((snapshot.words[entry_id],), (), snapshot.featurizer.vectors)
        for here, years in ((HOHHOT, ()), ("山东省日照市莒县", (NOBODY_ASKED,))):
            whole = question(here=here, years=years)
            for aspect in (None, *Aspect):
                of = replace(whole, aspects=(aspect,)) if aspect is not None else whole
                yield entry_id, f"{entry_id} {aspect} {here}", _card(snapshot, regions, alone, entry.title, of)


@pytest.mark.slow
def test_every_shipped_card_fits_one_screen_and_makes_nothing_up(shipped_snapshot: Snapshot, regions: Regions) -> None:
    too_long, too_many, broken, made_up = [], [], [], []
    ours = fixed_words() | {f"{NOBODY_ASKED}年", regions.short(HOHHOT), regions.short("山东省日照市莒县")}
    of_entry, pieces, judged = "", ours, set[str]()
    for entry_id, name, card in every_card(shipped_snapshot, regions):
        before = "\n".join((card.lead, *card.lines))
        if len(before) > BEFORE_THE_SOURCE:
            too_long.append((len(before), name))
        if not 1 <= len(card.lines) <= LINES:
            too_many.append(name)
        if any("\n" in line or not line.strip() or line != line.strip() for line in (card.lead, *card.lines)):
            broken.append(name)
        if entry_id != of_entry:
            of_entry, pieces, judged = entry_id, ours | stored_words(shipped_snapshot.entries[entry_id], regions), set()
        made_up += [f"{name}: {line}" for line in {card.lead, *card.lines} - judged if untold(line, pieces)]
        judged.update((card.lead, *card.lines))
        assert card.source.startswith("来源：《")
    assert (too_long, too_many, broken, made_up) == ([], [], [], [])


@pytest.mark.parametrize(
    ("entry_id", "aspect", "lead"),
    [
        ("district-stop", None, "赛罕区夜间歇脚站：赛罕区夜间歇脚站给职工用。"),
        ("district-stop", Aspect.HOW, "赛罕区夜间歇脚站：刷工会卡进门。"),
        ("district-stop", Aspect.WHERE, "赛罕区夜间歇脚站：刷工会卡进门。"),
        ("lawyers-2025", Aspect.CONTACT, "工会律师（2025年）：呼市总工会。"),
        ("lawyers-2025", Aspect.WHERE, "工会律师（2025年）：呼市总工会。"),
        ("city-stops", Aspect.PROVIDER, "呼市歇脚站：呼市总工会。"),
        ("city-stops", Aspect.ELIGIBLE, "呼市歇脚站：面向骑手和快递员。"),
        ("lawyers-2025", Aspect.COUNT, "法律援助案件：350件（2025年）"),
        ("wages-here", Aspect.MONEY, "讨回工资：90万元（2026年）"),
        ("eye-check", Aspect.WHAT, "骑手查视力：给骑手查一次视力。"),
        ("city-stops", Aspect.REGION, f"呼市歇脚站：{HOHHOT}。"),
        ("district-stop", Aspect.COUNT, words.NOT_WRITTEN[Aspect.COUNT]),
        ("district-stop", Aspect.COST, words.NOT_WRITTEN[Aspect.COST]),
        ("district-stop", Aspect.PAPERS, words.NOT_WRITTEN[Aspect.PAPERS]),
        ("eye-check", Aspect.HOW, words.NOT_WRITTEN[Aspect.HOW]),
        ("eye-check", Aspect.ELIGIBLE, words.NOT_WRITTEN[Aspect.ELIGIBLE]),
        ("eye-check", Aspect.PROVIDER, words.NOT_WRITTEN[Aspect.PROVIDER]),
    ],
)
def test_the_first_line_says_what_is_asked_for(
    small: Snapshot, regions: Regions, entry_id: str, aspect: Aspect | None, lead: str
) -> None:
    aspects = (aspect,) if aspect is not None else ()
    assert composed(small, regions, entry_id, "法律援助案件 讨回工资", question(*aspects)).lead == lead


WHOLE = (Aspect.MORE, Aspect.SOURCE, Aspect.WHAT, Aspect.REGION)
"""Aspects that the summary or the region answers, which every entry has."""


@pytest.mark.parametrize("aspect", [a for a in Aspect if a not in WHOLE])
def test_what_an_entry_does_not_say_is_said_to_be_missing_for_every_aspect(
    small: Snapshot, regions: Regions, aspect: Aspect
) -> None:
    card = composed(small, regions, "eye-check", "查视力", question(aspect))
    assert card.lead == words.NOT_WRITTEN[aspect]
    assert card.lead.startswith("报道没有写")
    assert card.lines[0] == "骑手查视力：给骑手查一次视力。"
    assert "".join((card.lead, *card.lines)).count("12351") == 1


def test_a_figure_of_another_region_begins_with_it(small: Snapshot, regions: Regions) -> None:
    text, asked = "歇脚站有多少个", question(Aspect.COUNT)
    assert composed(small, regions, "region-stops", text, asked).lead == "内蒙古自治区，歇脚站：300个（2025年）"
    assert composed(small, regions, "city-stops", text, asked).lead == "歇脚站：12个（2026年3月）"
    there = replace(asked, here=QINGHAI)
    assert composed(small, regions, "qinghai-stops", text, there).lead == "歇脚站：77个（2026年）"


def test_close_figures_stand_side_by_side_when_it_is_not_clear_which_is_meant(
    small: Snapshot, regions: Regions
) -> None:
    lead = composed(small, regions, "city-stops", "有多少", question(Aspect.COUNT)).lead
    assert "歇脚站：12个（2026年3月）" in lead
    assert "饮水机：30台（2026年3月）" in lead
    one = composed(small, regions, "city-stops", "饮水机有多少台", question(Aspect.COUNT)).lead
    assert one == "饮水机：30台（2026年3月）"


def test_details_hold_every_stored_part(small: Snapshot, regions: Regions) -> None:
    for entry in ENTRIES:
        of = question(here=SAIHAN)
        candidate = candidate_of(of, small.indexes[entry.intent], entry.id, regions)
        details = Cards(small.entries, regions).details(candidate, of)
        text = "\n".join((details.lead, *details.lines))
        assert all(fact_words(fact) in text for fact in entry.facts)
        for part in (entry.title, entry.summary, entry.audience, entry.provider):
            assert part is None or part in text
        if candidate.status is not Status.FINISHED:
            assert all(part is None or part in text for part in (entry.how, entry.contact))
        assert entry.conflict is None or entry.conflict.note in text


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Fact("驿站", "503", "家", "2025-02"), "驿站：503家（2025年2月）"),
        (Fact("建制率", "85%", None, "2017"), "建制率：85%（2017年）"),
        (Fact("名称", "暖心", None, None), "名称：暖心"),
    ],
)
def test_a_fact_is_said_with_its_unit_and_date(fact: Fact, said: str) -> None:
    assert fact_words(fact) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (None, None, None),
        ("2025", None, "2025年开始"),
        (None, "2025", "2025年"),
        (None, "2026-03-31", "到2026年3月31日为止"),
        ("2025", "2025", "2025年"),
        ("2025-10-24", "2026-03-31", "2025年10月24日到2026年3月31日"),
    ],
)
def test_how_long_an_entry_holds(start: str | None, end: str | None, said: str | None) -> None:
    assert dates_words(replace(ENTRIES[0], valid_from=start, valid_until=end)) == said


def test_services_are_three_at_most_with_their_sources(small: Snapshot, regions: Regions) -> None:
    of = question()
    found = [candidate_of(of, small.indexes[e.intent], e.id, regions) for e in ENTRIES]
    services = Cards(small.entries, regions).services(found)
    assert [service.id for service in services] == [entry.id for entry in ENTRIES[:3]]
    for service in services:
        entry = BY_ID[service.id]
        assert (service.title, service.intent, service.region) == (entry.title, entry.intent, entry.region)
        assert service.source == source_ref(entry.source)


def test_a_conflict_whose_other_side_is_gone_is_still_said(small: Snapshot, regions: Regions) -> None:
    entry = BY_ID["wages-here"]
    candidate = Candidate(entry, 1.0, (), True, Status.RUNNING, False, (), 0.0, False, False)
    card = Cards({entry.id: entry}, regions).card(candidate, question())
    assert entry.conflict is not None
    assert words.CONFLICT.format(note=entry.conflict.note) in card.lines
    assert card.source == "来源：《帮讨薪》记者 王五，2026年"
