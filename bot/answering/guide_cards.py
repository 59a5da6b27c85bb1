"""From a guide to what a person reads: first what to do or what holds, then the next steps, whom to call, the law."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answering import guide_words as words
from bot.answering import words as answer_words
from bot.answering.cards import cite
from bot.answering.guiding import Part
from bot.catalogue.choosing import Candidate
from bot.catalogue.entry_dates import as_of
from bot.dates import show
from bot.regions import NATION, Regions
from bot.reply import Card, ServiceRef, SourceRef, Status
from bot.words import HOTLINE
from data.catalogue.guides import Guide, Passage, Variant

SHOWN_STEPS = 3
"""Steps on the first card; the others come with 再细点."""

ONE_SCREEN = 300
"""Characters before the source that a phone shows at once."""

EMERGENCY = frozenset({"110", "119", "120", "122"})
_SHOWN_LAWS = 3
_SHOWN_FACTS = 2
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def article_number(chinese: str) -> int:
    """The number of an article, 八十五 → 85."""
    total, digit = 0, 0
    for character in chinese:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def guide_service(guide: Guide) -> ServiceRef:
    """The guide as a reply names it; it holds in the whole country."""
    first = guide.refs[guide.answer_refs[0]]
    article = words.ARTICLE.format(article=first.article) if first.article is not None else None
    source = SourceRef(first.law or first.title, first.title, article, first.version)
    return ServiceRef(guide.id, guide.title, guide.intent, NATION, True, first.version, Status.RUNNING, source)


@dataclass(frozen=True, slots=True)
class GuideCards:
    """Writes the cards of guides."""

    regions: Regions

    def first(self, guide: Guide, variant: Variant | None, service: Candidate | None, *, disclaim: bool) -> Card:
        """The guide as the answer to a trouble, or to one case of it; `service` is what the union has for it here."""
        steps = [step.text for step in guide.steps[:SHOWN_STEPS]]
        refs = [*guide.answer_refs, *(ref for step in guide.steps[:SHOWN_STEPS] for ref in step.refs)]
        lead = guide.answer
        if variant is not None:
            lead = variant.answer
            refs = [*variant.refs, *refs]
            steps = [variant.step, *steps[: SHOWN_STEPS - 1]] if variant.step is not None else steps
        lines = [words.STEP.format(number=number, text=text) for number, text in enumerate(steps, 1)]
        if guide.facts and variant is None:
            lines.append(_deadlines(guide))
        lines.append(dial_line(guide.contact[:SHOWN_STEPS]))
        if service is not None:
            lines.append(self._union(service))
        if disclaim:
            lines.append(words.NOT_A_LAWYER)
        source = _law_line(guide.refs[ref] for ref in refs)
        if service is not None:
            source += "\n" + cite(answer_words.OTHER_SOURCE, service.entry.source)
        return Card(lead, tuple(lines), source)

    def brief(self, guide: Guide, variant: Variant | None) -> Card:
        """The guide in two lines, where it is one of two that answer: the answer, and what to do first."""
        lead, refs, step = guide.answer, guide.answer_refs, guide.steps[0].text
        if variant is not None:
            lead, refs, step = variant.answer, variant.refs, variant.step or step
        return Card(lead, (step,), _law_line(guide.refs[ref] for ref in (*refs, *guide.steps[0].refs)))

    def part(self, guide: Guide, part: Part) -> Card:
        """The part of the guide that is asked for."""
        dialled = (dial_line(guide.contact[:SHOWN_STEPS]),)
        match part:
            case Part.MORE | Part.FIRST:
                return self._rest(guide)
            case Part.PAPERS:
                lines = (_papers(guide), *dialled)
            case Part.WHERE:
                lines = (_where(guide), *dialled)
            case Part.COST:
                lines = (_cost(guide), *dialled)
            case Part.TIME:
                said = _deadlines(guide) if guide.facts else _ask(words.TIME_UNKNOWN, guide)
                lines = (said, *((_cost(guide),) if guide.cost else ()), *dialled)
            case Part.AGAIN:
                lines = (_ask(words.SAME_AGAIN, guide), *dialled)
        return Card(lines[0], lines[1:], _law_line(guide.passages))

    def _rest(self, guide: Guide) -> Card:
        """What the first card does not say; papers, place and cost, which have buttons of their own, while they fit."""
        steps = enumerate(guide.steps[SHOWN_STEPS:], SHOWN_STEPS + 1)
        lines = [words.STEP.format(number=number, text=step.text) for number, step in steps]
        lines += [f"· {_fact(guide, place)}" for place in range(len(guide.facts))]
        if guide.riders is not None:
            lines.append(words.RIDERS.format(riders=guide.riders))
        if guide.unsettled is not None:
            lines.append(words.UNSETTLED.format(unsettled=guide.unsettled))
        lead, dialled = words.REST.format(title=guide.title), dial_line(guide.contact)
        for part, said in ((guide.papers, _papers), (guide.where, _where), (guide.cost, _cost)):
            line = said(guide)
            if part is not None and sum(map(len, (lead, *lines, line, dialled))) <= ONE_SCREEN:
                lines.append(line)
        return Card(lead, (*lines, dialled), _law_line(guide.passages, most=len(guide.refs)))

    def _union(self, service: Candidate) -> str:
        entry = service.entry
        stamp, region = as_of(entry), self.regions.short(entry.region)
        if stamp is None:
            return words.UNION_HELPS_UNDATED.format(title=entry.title, region=region)
        return words.UNION_HELPS.format(title=entry.title, region=region, year=show(stamp[:4]))


def dial_line(numbers: Sequence[str]) -> str:
    """Numbers to dial, with what each is for."""
    said = (words.NUMBER.format(number=number, whom=words.WHOM[number]) for number in numbers)
    return words.DIAL.format(numbers=" ".join(said))


def _ask(pattern: str, guide: Guide) -> str:
    """Whom to ask; an emergency number answers no question."""
    asked = (number for number in guide.contact if number not in EMERGENCY)
    return pattern.format(number=next(asked, HOTLINE))


def _papers(guide: Guide) -> str:
    return words.PAPERS.format(papers=guide.papers) if guide.papers else _ask(words.PAPERS_UNKNOWN, guide)


def _where(guide: Guide) -> str:
    return words.WHERE.format(where=guide.where) if guide.where else _ask(words.WHERE_UNKNOWN, guide)


def _cost(guide: Guide) -> str:
    return words.COST.format(cost=guide.cost) if guide.cost else _ask(words.COST_UNKNOWN, guide)


def _deadlines(guide: Guide) -> str:
    shown = "；".join(_fact(guide, place) for place in range(min(_SHOWN_FACTS, len(guide.facts))))
    return words.DEADLINE.format(facts=shown)


def _fact(guide: Guide, place: int) -> str:
    fact = guide.facts[place]
    return words.FACT.format(name=fact.name, say=fact.say + (fact.unit or ""))


def _law_line(passages: Iterable[Passage], most: int = _SHOWN_LAWS) -> str:
    """The texts that bear it out, each with its articles: 劳动合同法30、85条（2012年版）."""
    by_law: dict[str, list[int]] = {}
    notices: list[str] = []
    years: dict[str, str] = {}
    for passage in passages:
        if passage.law is None or passage.article is None:
            notices.append(passage.title)
            continue
        number = article_number(passage.article)
        numbers = by_law.setdefault(passage.title, [])
        if number not in numbers:
            numbers.append(number)
        if passage.version is not None:
            years[passage.title] = passage.version[:4]
    laws = []
    for law, numbers in list(by_law.items())[:most]:
        of_year = words.LAW_OF.format(year=years[law]) if law in years else ""
        laws.append(words.LAW.format(law=law, articles="、".join(map(str, sorted(numbers)))) + of_year)
    return words.BY_LAW.format(laws="；".join(laws or list(dict.fromkeys(notices))))
