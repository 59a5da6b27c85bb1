"""What a story offers, thing by thing: which clauses and figures belong to each, and who offers it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from bot.extracting.anchors import Anchor, anchors, tallied
from bot.extracting.doing import done_before, done_behind
from bot.extracting.figures import Figure, figures
from bot.extracting.going_on import UNSURE, Offer, counts_apart, goes_on, said_again, tells_more
from bot.extracting.organisations import Organisation, Organisations, joined_by
from bot.extracting.sentences import Clause, Sentence, sentences
from bot.extracting.stories import Piece, Story
from bot.extracting.unit import Subject, Unit

_PLANNED: Final = re.compile(r"下一步|今后|展望未来|将(?:继续|进一步)|明年还将|赓续")
_NOT_DOING: Final = re.compile(r"(?:向|对|据|从|被|到|依托)$")
_WITH: Final = re.compile(r"(?:会同|联合|携手|[与和同跟])$")
_TALLIED: Final = 0.75
"""Confidence of a subject from which a figure without a thing of the trade is one of ours: 配备兼职副主席182名."""

_OTHERS: Final = re.compile(r"地址|电话")
_LEAD: Final = 110
"""Characters of a story's lead: three sentences."""

_LEADING_WORDS: Final = 2
"""Characters before a thing with which its sentence begins: 在, 该."""

_PLACE: Final = re.compile(r"(?:[宫站家屋吧角室堂院校点]|中心|港湾|驿所|平台|热线)$")
"""Where something is done."""


@dataclass
class _Now:
    """What the reading of a story has in mind."""

    providers: tuple[Organisation, ...] = ()
    told: list[Organisation] = field(default_factory=list)
    nobody: bool = False


def units(story: Story, organisations: Organisations, subject_of: Callable[[str], Subject | None]) -> Iterator[Unit]:
    """The things that a story offers, in order; `subject_of` gives the subject of some words, None for none of ours."""
    now = _Now()
    for piece in story.pieces:
        current: Unit | None = None
        for sentence in sentences(piece.text):
            if _PLANNED.search(sentence.text):
                current = None
                continue
            made = list(_of_sentence(sentence, piece, organisations, subject_of, now, current, story.pieces[0]))
            if made and made[0] is current:
                made = made[1:]
            yield from made
            current = made[-1] if made else current


def _of_sentence(
    sentence: Sentence,
    piece: Piece,
    organisations: Organisations,
    subject_of: Callable[[str], Subject | None],
    now: _Now,
    before: Unit | None,
    first: Piece,
) -> Iterator[Unit]:
    current, told_of, since = before, False, sentence.start
    for clause in sentence.clauses:
        own = _providers(clause, piece.text, organisations, now)
        printed = list(figures(piece.text, clause.start, clause.end))
        offered = list(anchors(clause, piece.text))
        found = [
            (anchor, subject)
            for anchor in offered
            if (subject := subject_of(_words_of(anchor, clause, piece.text, alone=len(offered) == 1))) is not None
        ]
        if not found:
            told = tallied(clause, piece.text, printed)
            apart = told is not None and current is not None and told_of and counts_apart(current, told)
            if current is not None and not apart and (told_of or goes_on(current, clause, own)):
                _extend(current, clause, printed)
                since, told_of = clause.end, True
                continue
            subject = subject_of(clause.text) if told is not None else None
            if told is None or subject is None or subject[1] < _TALLIED:
                # Another's address: the telephone behind it is another's too.
                current = None if _OTHERS.search(clause.text) else current
                continue
            found = [(told, subject)]
        for place, (anchor, subject) in enumerate(found):
            made = done_before(piece.text, clause.start, anchor)
            offer = Offer(anchor, subject, clause, own, printed, told_of, made)
            again = not place and current is not None and tells_more(current, offer)
            if current is not None and again and (len(found) == 1 or said_again(current, anchor)):
                _extend(current, clause, printed)
                if current.subject[1] < UNSURE and subject[1] > current.subject[1]:
                    current.subject = subject
                since, told_of = clause.end, True
                continue
            start = since if not place or anchor.item is not None else clause.start
            last = place == len(found) - 1
            end = clause.end if last or anchor.item is None else anchor.item[1]
            current = Unit(
                anchor, piece, start, end, subject, own or now.providers, nobody=now.nobody,
                place=sentence.clauses[0].text,
                leads=piece is first and start < _LEAD,
                venue=anchor.start - sentence.start <= _LEADING_WORDS and _PLACE.search(anchor.words) is not None,
                done=done_before(piece.text, start, anchor) or done_behind(piece.text, anchor, clause.end),
            )  # fmt: skip
            earlier = list(figures(piece.text, start, clause.start)) if not place else []
            _extend(current, clause, [*earlier, *_nearest(printed, anchor, found)], current.end)
            told_of = True
            if last:
                since = clause.end
            yield current


def _words_of(anchor: Anchor, clause: Clause, text: str, *, alone: bool) -> str:
    """The words that tell the subject of a thing: its own and its clause's, or those beside it in a list."""
    around = clause.text if alone else text[max(clause.start, anchor.start - 6) : min(clause.end, anchor.end + 8)]
    return f"{anchor.words} {around}"


def _providers(clause: Clause, text: str, organisations: Organisations, now: _Now) -> tuple[Organisation, ...]:
    """Who does what a clause says, and from now on: the organisations that it begins with."""
    found = [
        Organisation(one.name, one.start + clause.start, one.end + clause.start, one.short, one.union)
        for one in organisations.named(clause.text)
    ]
    if not found:
        if organisations.begins_with_place(clause.text):
            now.providers = ()
            now.nobody = True
        return ()
    found = [replace(one, name=organisations.full_name(one, now.told)) for one in found]
    first = found[0]
    before = text[clause.start : first.start]
    if not _WITH.search(before):
        now.told.extend(replace(one, short=False) for one in found)
    if _NOT_DOING.search(before):
        return ()
    together = [first]
    for one in found[1:]:
        if not joined_by(text[together[-1].end : one.start]):
            break
        together.append(one)
    if _WITH.search(before):
        return (*now.providers, *together)
    now.providers, now.nobody = tuple(together), False
    return now.providers


def _nearest(printed: list[Figure], anchor: Anchor, found: list[tuple[Anchor, Subject]]) -> list[Figure]:
    """The figures of a clause that are nearer to this of its things than to any other."""
    if len(found) == 1:
        return printed
    others = [one for one, _ in found]
    return [figure for figure in printed if _owner(figure, others) is anchor]


def _owner(figure: Figure, things: list[Anchor]) -> Anchor:
    """The thing whose item of a list a figure stands in, else the nearest."""
    for one in things:
        if one.item is not None and one.item[0] <= figure.start and figure.end <= one.item[1]:
            return one
    return min(things, key=lambda one: _between(one, figure))


def _between(anchor: Anchor, figure: Figure) -> int:
    return figure.start - anchor.end if figure.start >= anchor.end else 2 * (anchor.start - figure.end)


def _extend(unit: Unit, clause: Clause, printed: list[Figure], end: int | None = None) -> None:
    unit.end = max(unit.end, clause.end if end is None else end)
    unit.figures.extend(one for one in printed if one not in unit.figures)
    first = unit.anchor.item[0] if unit.anchor.item is not None else unit.start
    unit.documents.extend(one for one in clause.names if one.document and first <= one.start and one.end <= unit.end)
