"""What a story offers, thing by thing: which clauses and figures belong to each, and who offers it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from bot.extracting.anchors import Anchor, anchors, tallied
from bot.extracting.figures import Figure, figures
from bot.extracting.organisations import Organisation, Organisations, joined_by
from bot.extracting.sentences import Clause, Name, Sentence, sentences
from bot.extracting.stories import Piece, Story

Subject = tuple[str, float]
"""A subject's id and how sure it is, 0 to 1."""

_PLANNED: Final = re.compile(r"下一步|今后|展望未来|将(?:继续|进一步)|明年还将|赓续")
_REFERS: Final = re.compile(
    r"^(?:该|这|其中|目前|现在|迄今|截至|累计|共|已|会员凭|凭|参保|首批|成立|每名|每人|每天|最高|去年|计划|填表|日均|配|覆盖|"
    r"惠及|服务|吸引|(?:咨询|联系|服务|报名|预约|受理)?(?:电话|热线|地址)|(?:办公|开放|服务|受理)(?:地点|时间)|为(?:患病|司机|职工)|站里|驿站里|今年已|全年|受理|慰问|总数|签订|资助|办理|发放|涉及|调解|帮助)"
)
_NOT_DOING: Final = re.compile(r"(?:向|对|据|从|被|到|依托)$")
_WITH: Final = re.compile(r"(?:会同|联合|携手|[与和同跟])$")
_DONE: Final = re.compile(
    r"推出|推行|推广|打造|开[办展设通启播]|设[立有置在]?|启[用动]|[创举承主联合]{1,2}办|组[建织]|评[选定]|实施|建[立成设起]?|创[建新]|做[优大强好实]|"
    r"[赠配发]送|发[布放给]|上线|深化|选树|命名|提供|送|签[订约]|出台|制定|修订|完善|健全|[加增]强|强化|推[进动]|扩大|落实|认定|培[训育]|办|投入|享受|参[加与]"
)
"""What is done with a thing that is offered."""

_OPENED: Final = re.compile(r"[一-鿿]{0,4}(?:正式)?(?:成立|启用|上线|揭牌|投用|开班|开营|启动|开放|落成|举行|开播)")
"""What is said behind a thing that was made."""

_FOUNDS_NEXT: Final = re.compile(
    r"(?:并|还|同时|扎实|积极|持续|深入|广泛|大力|常态化|组织)*(?:开展|举办|建立|建成|组建|成立|设立|创建|开设|出台|推出|推行|启动|实施|打造|健全|签订)"
)
"""How a clause begins that tells of a further work."""

_MONEY: Final = re.compile(r"(?:补贴|补助金?|津贴|[助学慰问帮扶互]{1,2}金)$")
"""What is paid out within a programme, unless the programme is to pay it."""

_COUNTS: Final = re.compile(r"认定|命名|评[选定]|[推选]树|配备|建[立成设]|成立|签订|发展|培[训养]|组建")
"""Who is counted because somebody made it so."""

_TALLIED: Final = 0.75
"""Confidence of a subject from which a figure without a thing of the trade is one of ours: 配备兼职副主席182名."""

_LEAD: Final = 110
"""Characters of a story's lead: three sentences."""

_LEADING_WORDS: Final = 2
"""Characters before a thing with which its sentence begins: 在, 该."""

_VISITS: Final = re.compile(r"(?:走访|看望)?慰问")
"""What is done with goods that were told of, unless it has words of its own."""

_PLACE: Final = re.compile(r"(?:[宫站家屋吧角室堂院校点]|中心|港湾|驿所|平台|热线)$")
"""Where something is done."""

_UNSURE: Final = 0.6
"""Confidence of a subject below which a further clause of a sentence speaks of the same thing as the one before."""


@dataclass
class Unit:
    """One thing that a story offers; offsets count characters of its piece."""

    anchor: Anchor
    piece: Piece
    start: int
    end: int
    subject: Subject
    providers: tuple[Organisation, ...]
    figures: list[Figure] = field(default_factory=list)
    documents: list[Name] = field(default_factory=list)
    nobody: bool = False
    """The story says that a place does it, and no organisation."""

    leads: bool = False
    """It stands in the first sentences, which often say in short what the story is about."""

    done: bool = True
    """A verb before it says that somebody makes, holds or gives it."""

    venue: bool = False
    """Its sentence begins with it: what is done next is done there."""

    place: str = ""
    """The words before the passage's first comma, where a sentence names its place."""

    @property
    def text(self) -> str:
        """The passage that tells of it."""
        return self.piece.text[self.start : self.end]


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
            apart = told is not None and current is not None and told_of and _tallied_apart(current, told, piece.text)
            if current is not None and not apart and (told_of or _goes_on(clause, own, current)):
                _extend(current, clause, printed)
                since, told_of = clause.end, True
                continue
            subject = subject_of(clause.text) if told is not None else None
            if told is None or subject is None or subject[1] < _TALLIED:
                continue
            found = [(told, subject)]
        for place, (anchor, subject) in enumerate(found):
            again = (
                current is not None
                and not _made_now(current, anchor, clause, piece.text, told_of)
                and _same_thing(current, anchor, subject, own, told_of, printed)
                and not _enumerated(current, anchor, clause, printed)
            )
            if not place and current is not None and again and (len(found) == 1 or _said_again(current, anchor)):
                _extend(current, clause, printed)
                if current.subject[1] < _UNSURE and subject[1] > current.subject[1]:
                    current.subject = subject
                since, told_of = clause.end, True
                continue
            start = since if not place or anchor.item is not None else clause.start
            last = place == len(found) - 1
            current = Unit(
                anchor, piece, start, clause.end if last or anchor.item is None else anchor.item[1], subject, own or now.providers, nobody=now.nobody,
                place=sentence.clauses[0].text, leads=piece is first and start < _LEAD,
                venue=anchor.start - sentence.start <= _LEADING_WORDS and _PLACE.search(anchor.words) is not None,
                done=_DONE.search(piece.text, start, anchor.start) is not None
                or _OPENED.match(piece.text, anchor.end, clause.end) is not None,
            )  # fmt: skip
            earlier = list(figures(piece.text, start, clause.start)) if not place else []
            _extend(current, clause, [*earlier, *_nearest(printed, anchor, found)], current.end)
            told_of = True
            if last:
                since = clause.end
            yield current


def _tallied_apart(current: Unit, told: Anchor, text: str) -> bool:
    """Whether a figure counts another thing than the one before: that is a figure's too, or the name of a paper."""
    if not _COUNTS.search(text[max(0, told.start - 4) : told.end]) or told.words in current.text:
        return False
    return current.anchor.tallied or text[current.anchor.start - 1 : current.anchor.start] == "《"


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


def _goes_on(clause: Clause, own: tuple[Organisation, ...], current: Unit) -> bool:
    """Whether the clause of a later sentence still speaks of the same thing."""
    if own:
        return False
    words = clause.text
    anchor = current.anchor
    return bool(_REFERS.match(words)) or (anchor.words if anchor.named else anchor.words[-2:]) in words


def _said_again(current: Unit, anchor: Anchor) -> bool:
    """Whether a thing goes by the very words of one before."""
    return anchor.words == current.anchor.words or anchor.words in current.text


def _same_thing(
    current: Unit, anchor: Anchor, subject: Subject, own: tuple[Organisation, ...], told_of: bool, printed: list[Figure]
) -> bool:
    if _said_again(current, anchor):
        return True
    if anchor.named or not told_of or current.anchor.tallied:
        return False
    if not own and current.venue:
        return True
    if _VISITS.fullmatch(anchor.words) and subject[0] == current.subject[0]:
        return True
    if subject[1] < _UNSURE:
        return True
    if current.anchor.named and (not own or own[0] in current.providers):
        return True
    # Each with figures of its own and another head: 为15名…发放补助金, 为23名…发放帮扶金.
    apart = bool(current.figures) and _counted_apart(current, anchor, printed)
    return subject[0] == current.subject[0] and not apart


def _made_now(current: Unit, anchor: Anchor, clause: Clause, text: str, told_of: bool) -> bool:
    """Whether a new sentence says that a thing is made which was only a scene's place before."""
    if told_of or current.done or current.providers:
        return False
    return _DONE.search(text, clause.start, anchor.start) is not None


def _enumerated(current: Unit, anchor: Anchor, clause: Clause, printed: list[Figure]) -> bool:
    """Whether a clause goes on enumerating works, each of which is founded in few words and without a figure."""
    if current.figures or printed or not current.done or _said_again(current, anchor):
        return False
    return clause.text.rstrip("。；").endswith("等") or _FOUNDS_NEXT.match(clause.text) is not None


def _counted_apart(current: Unit, anchor: Anchor, printed: list[Figure]) -> bool:
    """Whether a thing has figures of its own and another head than the one before; money is paid within a programme."""
    if not printed or anchor.words[-2:] == current.anchor.words[-2:]:
        return False
    return bool(_MONEY.search(anchor.words)) == bool(_MONEY.search(current.anchor.words))


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
