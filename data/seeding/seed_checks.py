"""The rules of seed files beyond their shape: ids, references, dates, lengths, the number and variety of phrases."""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterator
from importlib.resources.abc import Traversable
from operator import attrgetter
from pathlib import Path, PurePosixPath

from data.catalogue.entries import ServiceEntry, SubjectKey
from data.catalogue.fields import DATES, LONGEST, longest_of_part
from data.catalogue.near_copies import copies_of_earlier
from data.catalogue.partial_dates import WrongDate, first_day, last_day
from data.seeding.danger_files import FOLDER, read_danger
from data.seeding.guide_checks import guide_problems
from data.seeding.need_messages import MESSAGES, read_messages
from data.seeding.seed_files import (
    ARTICLES,
    INTENTS,
    OUT_OF_SCOPE,
    REGIONS,
    PlacedPhrases,
    SeedArticle,
    Seeds,
    Story,
    WrongSeeds,
    read_shapes,
)

_REGISTERS = ("plain", "slang", "situation", "keyword", "short", "polite", "officer", "fact", "howto", "story",
              "curse", "platform", "family", "legal", "yesno", "after", "mixed")  # fmt: skip
_SPELLINGS = ("typo", "voice", "traditional", "pinyin")
KINDS = frozenset(_REGISTERS + _SPELLINGS)
LONGEST_PHRASE = 120
FEWEST_PHRASES, FEWEST_OUT_OF_SCOPE = 60, 800
FEWEST_KINDS, FEWEST_OF_KIND = 6, 5
COPY_RATIO = 85
ENTRY_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+", re.ASCII)
_SUBJECT_ID = re.compile(r"[a-z]+(_[a-z]+)*", re.ASCII)
_KIND = _SUBJECT_ID
LONGEST_ID = 60
LONGEST_FACT = {"name": 20, "value": 60, "unit": 8}
LONGEST_NOTE = longest_of_part("conflict")["note"]


class _Anything(Container[str]):
    def __contains__(self, _: object) -> bool:
        return True


def read_seeds(folder: Traversable | Path) -> Seeds:
    """The seed files, with every id, reference and date right; the number and variety of phrases is not looked at.

    Raises:
        WrongSeeds: naming every problem.
    """
    seeds, problems = read_shapes(folder)
    problems = problems or list(_content_problems(seeds))
    if problems:
        raise WrongSeeds(problems)
    return seeds


def check_seeds(folder: Traversable | Path) -> list[str]:
    """Everything that is wrong with the seed files: one message each, with file, id and what to do."""
    seeds, problems = read_shapes(folder)
    dangers = read_danger(folder)[1] if folder.joinpath(FOLDER).is_dir() else []
    subjects = {subject.id for subject in seeds.subjects}
    needs = read_messages(folder, subjects)[1] if folder.joinpath(MESSAGES).is_file() else []
    return problems + list(_content_problems(seeds)) + list(_phrase_problems(seeds)) + dangers + needs


def entry_problems(entry: ServiceEntry, subjects: Container[str], regions: Container[str]) -> Iterator[str]:
    """What is wrong with one entry by itself: its id, lengths, subject, region, facts, dates and offsets."""
    if not ENTRY_ID.fullmatch(entry.id) or len(entry.id) > LONGEST_ID:
        yield f"`id` must be lower-case letters and digits in parts joined by hyphens, at most {LONGEST_ID} characters"
    for key, longest in LONGEST.items():
        yield from _text_problems(key, getattr(entry, key), longest)
    if entry.intent not in subjects:
        yield f"unknown intent {entry.intent!r}; take an id from {INTENTS}"
    if entry.region not in regions:
        yield f"unknown region {entry.region!r}; write a full path from {REGIONS}, such as 内蒙古自治区呼和浩特市"
    yield from _fact_problems(entry)
    yield from _date_problems(entry)
    if not 0 <= entry.source.start < entry.source.end:
        yield f"the passage {entry.source.start}-{entry.source.end} is empty; `start` must be smaller than `end`"


def _text_problems(key: str, text: str | None, longest: int) -> Iterator[str]:
    if text is None:
        return
    if not text.strip():
        yield f"`{key}` is empty; write null when the page does not say"
    elif text != text.strip() or any(unicodedata.category(c) == "Cc" for c in text):
        yield f"`{key}` has white space at its ends, a line break or a control character; remove it"
    if len(text) > longest:
        yield f"`{key}` is {len(text)} characters long; shorten it to at most {longest}"


def _fact_problems(entry: ServiceEntry) -> Iterator[str]:
    for number, fact in enumerate(entry.facts, 1):
        for key, longest in LONGEST_FACT.items():
            yield from _text_problems(f"facts.{number}.{key}", getattr(fact, key), longest)
        if any(c.isspace() for c in fact.value):
            yield f"`facts.{number}.value` holds white space; write the figure as printed, without spaces"
    for name, times in Counter(fact.name for fact in entry.facts).items():
        if times > 1:
            yield f"{times} facts are named {name!r}; give each a name of its own"


def _date_problems(entry: ServiceEntry) -> Iterator[str]:
    dates = {key: attrgetter(key)(entry) for key in DATES}
    dates |= {f"facts.{number}.as_of": fact.as_of for number, fact in enumerate(entry.facts, 1)}
    wrong = set()
    for key, text in dates.items():
        try:
            if text is not None:
                first_day(text)
        except WrongDate as error:
            wrong.add(key)
            yield f"`{key}`: {error}"
    begins, ends = entry.valid_from, entry.valid_until
    if begins and ends and not wrong & {"valid_from", "valid_until"} and first_day(begins) > last_day(ends):
        yield f"ends ({ends}) before it begins ({begins}); correct `valid_from` or `valid_until`"
    if (entry.source.as_of is None) != (entry.source.as_of_certainty == "unknown"):
        yield "`source.as_of` is null exactly when `source.as_of_certainty` is unknown; correct one of them"


def _content_problems(seeds: Seeds) -> Iterator[str]:
    """Every rule on which the database relies."""
    yield from _subject_problems(seeds)
    yield from _linked_subject_problems(seeds)
    yield from _article_problems(seeds)
    yield from _placed_entry_problems(seeds)
    yield from _twice(seeds, "id", "give the new one another id; ids never change")
    yield from _twice(seeds, "title", "add the place or the year to one of them")
    yield from guide_problems(seeds.placed_guides, {subject.id for subject in seeds.subjects})
    yield from _phrase_file_problems(seeds)


def _subject_problems(seeds: Seeds) -> Iterator[str]:
    for subject in seeds.subjects:
        if not _SUBJECT_ID.fullmatch(subject.id) or len(subject.id) > 40:
            yield f"{INTENTS}: {subject.id}: `id` must be lower-case words joined by underscores, at most 40 characters"
        for key, longest in (("name", 20), ("scope", 80)):
            for problem in _text_problems(key, getattr(subject, key), longest):
                yield f"{INTENTS}: {subject.id}: {problem}"
    intents = {entry.id: entry.intent for entry in seeds.entries}
    for subject in seeds.subjects:
        for lead in subject.leads:
            if intents.get(lead) != subject.id:
                yield f"{INTENTS}: {subject.id}: `leads` names {lead!r}, no entry of this intent; correct the id"


def _linked_subject_problems(seeds: Seeds) -> Iterator[str]:
    known = {subject.id for subject in seeds.subjects}
    for subject in seeds.subjects:
        for key in ("part_of", "helped_by"):
            if getattr(subject, key) not in (None, *known):
                yield f"{INTENTS}: {subject.id}: `{key}` names no intent of this file; correct the id"
    for role, times in Counter(role for subject in seeds.subjects for role in subject.keys).items():
        if role is not SubjectKey.PERSONAL and times > 1:
            yield f"{INTENTS}: {times} subjects have the key `{role}`; keep it with the one that is meant"
    for key in ("id", "name"):
        for value, times in Counter(getattr(subject, key) for subject in seeds.subjects).items():
            if times > 1:
                yield f"{INTENTS}: {value}: this {key} stands {times} times; keep one"


def _article_problems(seeds: Seeds) -> Iterator[str]:
    for name, times in Counter(article.id for article in seeds.articles).items():
        if times > 1:
            yield f"{ARTICLES}: {name}: stands {times} times; put its stories into one item"
        if PurePosixPath(name).name != name or "\\" in name or len(name) > 80:
            yield f"{ARTICLES}: {name}: `id` must be a file's name without folders, at most 80 characters"
    for article in seeds.articles:
        for story in article.stories:
            try:
                if story.as_of is not None:
                    first_day(story.as_of)
            except WrongDate as error:
                yield f"{ARTICLES}: {article.id}: {story.headline}: `as_of`: {error}"


def _placed_entry_problems(seeds: Seeds) -> Iterator[str]:
    subjects = {subject.id for subject in seeds.subjects}
    articles = {article.id: article for article in seeds.articles}
    conflicts = {entry.id: entry.conflict for entry in seeds.entries}
    # A table that could not be read has its own message; one more for every entry that uses it would hide it.
    known_subjects, known_regions = subjects or _Anything(), seeds.regions or _Anything()
    for file, entry in seeds.placed_entries:
        named = PurePosixPath(file).stem
        problems = list(entry_problems(entry, known_subjects, known_regions))
        if entry.intent != named:
            right = f"entries/{entry.intent}.yaml"
            problems.append(f"intent {entry.intent!r} stands in a file named for {named!r}; move it to {right}")
        problems += _source_problems(entry, articles) if articles else []
        if entry.conflict is not None:
            problems += _text_problems("conflict.note", entry.conflict.note, LONGEST_NOTE)
            other = conflicts.get(entry.conflict.entry)
            if entry.conflict.entry == entry.id or entry.conflict.entry not in conflicts:
                problems.append(f"`conflict.entry` names {entry.conflict.entry!r}; write the id of another entry")
            elif other is None or other.entry != entry.id:
                other_id = entry.conflict.entry
                problems.append(f"`conflict` points at {other_id}, which does not point back; add the conflict there")
        yield from (f"{file}: {entry.id}: {problem}" for problem in problems)


def _source_problems(entry: ServiceEntry, articles: dict[str, SeedArticle]) -> Iterator[str]:
    source = entry.source
    article = articles.get(source.article)
    if article is None:
        yield f"unknown article {source.article!r}; add it to {ARTICLES} with its headline and byline"
        return
    if source.publication != article.publication:
        yield f"`source.publication` differs from {ARTICLES}, which has {article.publication!r}; make them equal"
    stories: dict[tuple[str, str | None], Story] = {(story.headline, story.byline): story for story in article.stories}
    story = stories.get((source.headline, source.byline))
    if story is None:
        missing = f"no story {source.headline!r} by {source.byline!r} under {source.article} in {ARTICLES}"
        yield f"{missing}; add it there or correct the source"
    elif (source.as_of, source.as_of_certainty) != (story.as_of, story.as_of_certainty):
        dated = f"{story.as_of}, {story.as_of_certainty}"
        yield f"`source.as_of` differs from the story in {ARTICLES} ({dated}); make them equal"


def _twice(seeds: Seeds, key: str, advice: str) -> Iterator[str]:
    first: dict[str, str] = {}
    for file, entry in seeds.placed_entries:
        value = str(getattr(entry, key))
        if value in first:
            yield f"{file}: {entry.id}: the {key} {value!r} stands in {first[value]} already; {advice}"
        first.setdefault(value, file)


def _phrase_file_problems(seeds: Seeds) -> Iterator[str]:
    subjects = {subject.id for subject in seeds.subjects}
    guides = {guide.id: guide.intent for guide in seeds.guides}
    for placed in seeds.placed_phrases:
        for guide in sorted(placed.guides):
            if guides.get(guide) != placed.intent:
                yield f"{placed.file}: {guide!r} is no guide of {placed.intent}; correct the id below `guides`"
        named = None if placed.file == OUT_OF_SCOPE else PurePosixPath(placed.file).stem
        if placed.intent != named:
            right = f"intent: {named or 'null'}"
            yield f"{placed.file}: intent {placed.intent!r} stands in a file for {named!r}; write `{right}`"
        if named is not None and named not in subjects:
            yield f"{placed.file}: {named!r} is no intent of {INTENTS}; rename the file"
        for phrase in placed.phrases:
            for problem in _text_problems("phrase", phrase.text, LONGEST_PHRASE):
                yield f"{placed.file}: {phrase.kind}: {phrase.text[:20]!r}: {problem}"
        for text, times in Counter(phrase.text for phrase in placed.phrases).items():
            if times > 1:
                yield f"{placed.file}: {text!r} stands {times} times; keep one"


def _phrase_problems(seeds: Seeds) -> Iterator[str]:
    have = {placed.intent for placed in seeds.placed_phrases}
    for subject in seeds.subjects:
        if subject.id not in have:
            yield f"phrases/{subject.id}.yaml: missing; write at least {FEWEST_PHRASES} phrases of {FEWEST_KINDS} kinds"
    for placed in seeds.placed_phrases:
        yield from (f"{placed.file}: {problem}" for problem in _variety_problems(placed))
    first: dict[str, PlacedPhrases] = {}
    for placed in seeds.placed_phrases:
        for phrase in placed.phrases:
            other = first.setdefault(phrase.text, placed)
            if other is not placed:
                yield f"{placed.file}: {phrase.text!r} stands in {other.file} too; keep it where it belongs"


def _variety_problems(placed: PlacedPhrases) -> Iterator[str]:
    texts = [phrase.text for phrase in placed.phrases]
    copies = copies_of_earlier(texts, COPY_RATIO)
    for later, earlier in copies:
        yield f"{texts[later]!r} is a near copy of {texts[earlier]!r}; say it in another way or delete it"
    dropped = {later for later, _ in copies}
    kept = [phrase for number, phrase in enumerate(placed.phrases) if number not in dropped]
    fewest = FEWEST_OUT_OF_SCOPE if placed.intent is None else FEWEST_PHRASES
    if len(kept) < fewest:
        yield f"has {len(kept)} phrases without near copies; add {fewest - len(kept)} more"
    kinds = Counter(phrase.kind for phrase in kept)
    for kind in kinds:
        if not _KIND.fullmatch(kind) or (placed.intent is not None and kind not in KINDS):
            yield f"unknown kind {kind!r}; use one of {', '.join(sorted(KINDS))}"
    if sum(times >= FEWEST_OF_KIND for times in kinds.values()) < FEWEST_KINDS:
        yield f"needs {FEWEST_KINDS} kinds with {FEWEST_OF_KIND} phrases or more each; add phrases of other kinds"
