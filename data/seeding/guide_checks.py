"""The rules of guides beyond their shape: lengths, references, numbers to dial, steps."""

import re
from collections.abc import Container, Iterator, Sequence
from pathlib import PurePosixPath

from data.catalogue.guides import Guide, Passage
from data.catalogue.partial_dates import WrongDate, first_day
from data.seeding.seed_files import PlacedGuide

HOTLINES = frozenset(
    ("12351", "12333", "12348", "12345", "110", "120", "122", "119", "12338", "12356", "96110", "12355", "12329",
     "12393", "12366")
)  # fmt: skip
"""Public numbers that hold in the whole country; no other may be told to be dialled."""

_GUIDE_ID = re.compile(r"guide(-[a-z0-9]+)+", re.ASCII)
_LONGEST = {"title": 16, "answer": 40, "papers": 60, "where": 60, "cost": 40, "riders": 60, "unsettled": 70}
_LONGEST_STEP, _LONGEST_VARIANT, _LONGEST_ALIAS, _LONGEST_WHEN = 45, 60, 16, 64
_DIALLED = re.compile(r"(?:打|拨|电话)\s*(\d{3,})")


def guide_problems(placed: Sequence[PlacedGuide], subjects: Container[str]) -> Iterator[str]:
    """What is wrong with guides: one message each, with file, id and what to do."""
    seen: set[str] = set()
    for file, guide in placed:
        problems = list(_problems(guide))
        if guide.id in seen:
            problems.append("the id stands twice; give one another id")
        seen.add(guide.id)
        if guide.intent not in subjects:
            problems.append(f"unknown intent {guide.intent!r}")
        if guide.intent != PurePosixPath(file).stem:
            problems.append(f"stands in a file named for another intent; move it to guides/{guide.intent}.yaml")
        yield from (f"{file}: {guide.id}: {problem}" for problem in problems)


def _problems(guide: Guide) -> Iterator[str]:
    if not _GUIDE_ID.fullmatch(guide.id):
        yield "`id` must be guide- and lower-case letters and digits joined by hyphens"
    yield from _lengths(guide)
    yield from _counts(guide)
    yield from _references(guide)
    yield from _dates(guide)
    for text in _said(guide):
        if "你" in text:
            yield f"says 你, and 您 elsewhere: {text!r}"
        for number in _DIALLED.findall(text):
            if number not in HOTLINES:
                yield f"tells to dial {number}, which is no public number of the whole country"


def _lengths(guide: Guide) -> Iterator[str]:
    for key, longest in _LONGEST.items():
        text = getattr(guide, key)
        if text is not None and not 0 < len(text.strip()) <= longest:
            yield f"`{key}` has {len(text)} characters; write 1 to {longest}, or null where it may be empty"
    parts = (
        *((step.text, _LONGEST_STEP) for step in guide.steps),
        *((alias, _LONGEST_ALIAS) for alias in guide.aliases),
        *((variant.answer, _LONGEST_VARIANT) for variant in guide.variants),
        *((variant.step or "-", _LONGEST_STEP) for variant in guide.variants),
        *((when, _LONGEST_WHEN) for variant in guide.variants for when in variant.when),
    )
    for text, longest in parts:
        if not 0 < len(text.strip()) <= longest:
            yield f"{text!r} has {len(text)} characters; write 1 to {longest}"


def _counts(guide: Guide) -> Iterator[str]:
    if not 3 <= len(guide.steps) <= 5:
        yield f"has {len(guide.steps)} steps; write three to five"
    if not 3 <= len(set(guide.aliases)) == len(guide.aliases) <= 8:
        yield "needs three to eight different aliases"
    if not 2 <= len(guide.variants) <= 16:
        yield f"has {len(guide.variants)} variants; write two to sixteen"
    if not guide.contact:
        yield "names no number to dial; write at least one"
    for number in guide.contact:
        if number not in HOTLINES:
            yield f"{number} is no public number of the whole country"


def _references(guide: Guide) -> Iterator[str]:
    named = [*guide.answer_refs, *(fact.ref for fact in guide.facts)]
    named += [ref for step in guide.steps for ref in step.refs] + [ref for one in guide.variants for ref in one.refs]
    for ref in named:
        if ref not in guide.refs:
            yield f"the passage {ref!r} is not among `refs`"
    for ref in guide.refs:
        if ref not in named:
            yield f"the passage {ref!r} bears nothing out; remove it"
    if not guide.answer_refs or not all(step.refs for step in guide.steps) or not all(v.refs for v in guide.variants):
        yield "the answer, each step and each variant need a passage that bears them out"
    for ref, passage in guide.refs.items():
        if not _whole(passage):
            yield f"the passage {ref!r} needs law, article, start and end, or a notice alone"


def _whole(passage: Passage) -> bool:
    if passage.notice is not None:
        return passage.law is None and passage.article is None and passage.start is None and passage.end is None
    placed = passage.start is not None and passage.end is not None and 0 <= passage.start < passage.end
    return passage.law is not None and passage.article is not None and placed


def _dates(guide: Guide) -> Iterator[str]:
    for fact in guide.facts:
        try:
            first_day(fact.as_of)
        except WrongDate as error:
            yield f"the fact {fact.name!r}: `as_of`: {error}"


def _said(guide: Guide) -> Iterator[str]:
    parts = (guide.title, guide.answer, guide.papers, guide.where, guide.cost, guide.riders, guide.unsettled)
    yield from (text for text in parts if text is not None)
    yield from (step.text for step in guide.steps)
    yield from (text for variant in guide.variants for text in (variant.answer, variant.step or ""))
