"""Drafts of what a page offers."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from bot.extracting import words
from bot.extracting.contacts import Contact, contact_of
from bot.extracting.dates_of import moved, validity, written
from bot.extracting.draft import Draft, DraftFact, DraftSource, Span
from bot.extracting.organisations import Organisation, Organisations, region_of
from bot.extracting.proof import proved
from bot.extracting.stories import Page, Story
from bot.extracting.titles import title_of
from bot.extracting.unit import Subject, Unit
from bot.extracting.units import units
from bot.regions import NATION, Level, Regions
from data.catalogue.fields import LONGEST
from data.seeding.seed_checks import LONGEST_FACT

_AUDIENCE: Final = re.compile(
    r"(?:为|给|慰问|组织|面向|聚焦|帮助|资助)(?:全[市区省]|\d[\d.]*[余多]?万?[余多]?名|患病|困难|一线)?"
    r"(?P<who>[一-鿿、“”]{0,16}?(?:劳动者|职工|司机|骑手|快递员|工人|农民工|子女|会员|环卫工|毕业生|困难群体|劳模|户))"
)
_WHO: Final = re.compile(
    r"新就业形态劳动者|户外劳动者|货车司机|网约车司机|环卫工人子女|职工子女|环卫工人?|外卖骑手|骑手|快递员|困难职工|困难会员|"
    r"一线女职工|哺乳期女职工|女职工|一线职工|农民工|会员|职工"
)
_MOST_FACTS: Final = 12
_OURS: Final = re.compile(r"工会|救助站|人社局|人力资源和社会保障局|就业服务中心")
_LONGEST_HEADING: Final = 14
"""Characters up to which a passage without a name or a figure is a heading: 困难帮扶温暖人心."""

_GENERAL: Final = 6
"""Characters up to which the words for a thing say no more than its kind: 技能竞赛, 集体协商."""

_SURELY_OURS: Final = 0.99
"""Confidence from which a thing with its provider beside it is offered, whatever the verb."""

_CLEAR: Final = 0.95
"""Confidence up to which more than its clause is asked for a thing's subject: 0.93 are right so, 0.90 before."""

_TELLING: Final = 100
"""Characters of what is told of a thing that are asked for its subject; what comes after is about its results."""

_LEAST_NAMED, _LEAST, _LEAST_ELSEWHERE = 0.3, 0.5, 0.97
"""Confidence of a subject from which a thing is worth a draft: with a name of its own or figures in a story of a union
or an office that serves workers, without them, and in any other story."""


class Drafting:
    """Makes drafts of a page; `subject_of` gives the subject of some words, None for what is none of ours.

    `near` is the full path of the region that short names of places are looked up around.
    """

    def __init__(self, regions: Regions, subject_of: Callable[[str], Subject | None], near: str | None) -> None:
        self._regions = regions
        self._subject_of = subject_of
        self._near = near

    def drafts(self, page: Page) -> tuple[Draft, ...]:
        """The drafts of a page in its order; none for news that offers nothing."""
        places = [self._place(story) for story in page.stories]
        known = next((place for place in places if place is not None), None)
        return tuple(
            draft
            for story, place in zip(page.stories, places, strict=True)
            for draft in self._of_story(story, page, place or known)
        )

    def _of_story(self, story: Story, page: Page, place: str | None) -> Iterator[Draft]:
        organisations = Organisations([f"{story.kicker}。{story.headline}", story.text], self._regions, place)
        as_of, certainty = written(story, page)
        titles: dict[str, int] = {}
        of_ours = _OURS.search(f"{story.headline}{story.text}") is not None
        found = tuple(units(story, organisations, self._subject_of))
        for unit in found:
            if unit.anchor.named and unit.figures:
                unit.subject = self._subject(unit)
        for unit in kept(found, of_ours):
            unit.subject = self._subject(unit)
            start, end = unit.piece.span(unit.start, unit.end)
            source = DraftSource(
                page.name, page.publication, story.headline, story.byline, as_of, certainty, start, end
            )
            draft = proved(self._draft(unit, organisations, source, place, page, titles), page.text)
            if draft is not None:
                yield draft

    def _place(self, story: Story) -> str | None:
        """The region that a story is about: that of its headline, else the first smaller than a country it names."""
        for text in (story.headline, story.kicker, story.text[:400], story.text):
            found = [mention.path for mention in self._regions.find(text, self._near) if mention.path != NATION]
            if found:
                return found[0]
        return None

    def _draft(
        self, unit: Unit, organisations: Organisations, source: DraftSource, place: str | None, page: Page,
        titles: dict[str, int],
    ) -> Draft:  # fmt: skip
        passage = page.text[source.start : source.end]
        year = source.as_of[:4] if source.as_of else None
        time = validity(unit.text, unit.place, year)
        provider, provider_spans, sure = self._provider(unit, organisations, page)
        region = self._region(unit, provider, place)
        title = title_of(unit.anchor, unit.piece.text)
        titles[title] = titles.get(title, 0) + 1
        if titles[title] > 1:
            title = words.NUMBERED.format(name=title[: LONGEST["title"] - 3], number=titles[title])
        audience = self._audience(unit)
        contact = contact_of(unit.text)
        who = audience[0] if audience else ""
        spans: dict[str, tuple[Span, ...]] = {
            "title": (unit.piece.span(unit.anchor.start, unit.anchor.end),),
            "provider": provider_spans,
        }
        if audience:
            spans["audience"] = (audience[1],)
        if time.at:
            spans["valid_from"] = (moved(time.at, unit.piece.offsets, unit.start),)
        if contact.spans:
            spans["contact"] = tuple(moved(one, unit.piece.offsets, unit.start) for one in contact.spans)
        confidence = {
            "title": 0.9 if unit.anchor.named else 0.7,
            "intent": round(unit.subject[1], 2),
            "region": 0.9 if region else 0.0,
            "provider": sure,
            "audience": 0.6 if audience else 0.5,
        }
        return Draft(
            title=title,
            aliases=(unit.anchor.words,) if unit.anchor.words != title else (),
            intent=unit.subject[0],
            region=region or NATION,
            provider=provider,
            audience=who or None,
            summary=words.summary(provider, who, title, LONGEST["summary"], how_is_told=contact != Contact()),
            how=contact.how,
            contact=contact.contact,
            facts=tuple(self._facts(unit, source.as_of, page)),
            valid_from=time.since,
            valid_until=time.until,
            source=source,
            passage=passage,
            spans={key: value for key, value in spans.items() if value},
            confidence=confidence,
        )

    def _subject(self, unit: Unit) -> Subject:
        """The subject of a thing by its own clause, or with all that is told of it where that is not clear."""
        if unit.subject[1] > _CLEAR:
            return unit.subject
        words = title_of(unit.anchor, unit.piece.text)
        return self._subject_of(f"{words} {words} {unit.text[:_TELLING]}") or unit.subject

    def _provider(
        self, unit: Unit, organisations: Organisations, page: Page
    ) -> tuple[str | None, tuple[Span, ...], float]:
        """Who offers it, where that is printed, and how sure that is: named in the passage, or the story's actor."""
        names = list(dict.fromkeys(one.name for one in unit.providers))
        sure = 0.9
        if not names and not unit.nobody and organisations.actor is not None:
            names, sure = [organisations.actor], 0.6
        names = [self._placed(name, unit, page) for name in names]
        while len("、".join(names)) > LONGEST["provider"]:
            names.pop()
        spans = tuple(span for name in names for span in _printed(name, page, unit))
        if not spans:
            return None, (), 0.3
        return "、".join(names), spans, sure

    def _placed(self, name: str, unit: Unit, page: Page) -> str:
        """县总工会 with the county that its sentence names before."""
        if name[0] not in "省市区县旗" or name in ("市区",):
            return name
        for mention in self._regions.find(unit.place, self._near):
            words = unit.place[mention.start : mention.end]
            if words.endswith(name[0]) and len(words) > 1:
                return words + name[1:]
        return name

    def _region(self, unit: Unit, provider: str | None, place: str | None) -> str | None:
        near = place or self._near
        for text in (provider or "", unit.place):
            found = region_of(text, self._regions, near)
            if found is not None and (place is None or self._regions.same_province(found, place)):
                return found
        if provider and unit.providers and place is not None:
            return self._at_level(unit.providers[0], place)
        return place

    def _at_level(self, provider: Organisation, place: str) -> str:
        """市总工会 of a county's story is that of its city."""
        if provider.short and "市" in provider.name and self._regions.level(place) is Level.COUNTY:
            return place if place.endswith("市") else self._regions.city(place) or place
        if provider.short and provider.name.endswith(("自治区总工会", "省总工会")):
            return self._regions.province(place) or place
        return place

    def _audience(self, unit: Unit) -> tuple[str, Span] | None:
        found = _AUDIENCE.search(unit.text) or _WHO.search(unit.text)
        if found is None:
            return None
        group = "who" if "who" in found.re.groupindex else 0
        who = found[group]
        if len(who) > 20 or "“" in who or "”" in who:
            found = _WHO.search(unit.text)
            if found is None:
                return None
            who, group = found[0], 0
        return who, moved(found.span(group), unit.piece.offsets, unit.start)

    def _facts(self, unit: Unit, as_of: str | None, page: Page) -> Iterator[DraftFact]:
        names: dict[str, int] = {}
        for figure in unit.figures[:_MOST_FACTS]:
            span = unit.piece.span(figure.start, figure.end)
            if page.text[span[0] : span[1]] != figure.value:
                continue
            name = {"day": words.DAY_OF, "hours": words.HOURS_OF, "": words.FIGURE_OF}.get(figure.name, figure.name)
            names[name] = names.get(name, 0) + 1
            if names[name] > 1:
                name = words.NUMBERED.format(name=name[: LONGEST_FACT["name"] - 3], number=names[name])
            yield DraftFact(name, figure.value, figure.unit, as_of, span)


def kept(found: tuple[Unit, ...], of_ours: bool) -> Iterator[Unit]:
    """The things that are worth a draft: one of each name, offered by somebody and clearly on a subject of ours."""
    for unit in found:
        least = (
            _LEAST_NAMED if (unit.anchor.named or unit.figures) and of_ours else _LEAST if of_ours else _LEAST_ELSEWHERE
        )
        if unit.subject[1] < least or _only_heading(unit):
            continue
        if not any(_tells_more(other, unit) for other in found if other is not unit):
            yield unit


def _only_heading(unit: Unit) -> bool:
    """Whether a passage offers nothing: a heading between paragraphs or below a picture, a thing that nobody does."""
    if unit.anchor.named or unit.figures:
        return False
    sure = unit.done or (unit.subject[1] >= _SURELY_OURS and any(one.name in unit.text for one in unit.providers))
    return (len(unit.text) <= _LONGEST_HEADING and not unit.done) or not sure


def _tells_more(other: Unit, unit: Unit) -> bool:
    """Whether another passage of the story tells more of the same thing."""
    mine = (bool(unit.figures), len(unit.figures), len(unit.text), -unit.start)
    theirs = (bool(other.figures), len(other.figures), len(other.text), -other.start)
    if unit.anchor.words in (other.anchor.words, *(name.text for name in other.documents)):
        return theirs > mine
    if unit.anchor.named or unit.figures or other.subject[0] != unit.subject[0]:
        return False
    same_head = unit.anchor.words[-2:] == other.anchor.words[-2:] and len(unit.anchor.words) <= _GENERAL
    return (same_head or unit.leads) and bool(other.figures or other.anchor.named)


def _printed(name: str, page: Page, unit: Unit) -> tuple[Span, ...]:
    """Where an organisation's name is printed: in the passage, else the nearest before it, else anywhere.

    A name that is nowhere printed in one is put together of its place and its kind, as they stand nearest.
    """
    start, end = unit.piece.span(unit.start, unit.end)
    at = page.text.find(name, start, end)
    if at < 0:
        at = page.text.rfind(name, 0, start)
    if at < 0:
        at = page.text.find(name)
    if at >= 0:
        return ((at, at + len(name)),)
    kind = re.search(r"[省市区县旗](?:总工会|[一-鿿]{2,8}[局委站院联])$", name)
    if kind is None:
        return ()
    first, last = page.text.rfind(name[: kind.start()], 0, end), page.text.rfind(kind[0], 0, end)
    return ((first, first + kind.start()), (last, last + len(kind[0]))) if first >= 0 and last >= 0 else ()
