"""Proof that a draft says nothing that its page does not print."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.extracting.draft import Draft
from data.catalogue.fields import OWN_WORDS

LONGEST_COPY: Final = 21
"""Characters of our own words that a page may have too, as in the proof of the seeds."""


def unproved(draft: Draft, page: str) -> tuple[str, ...]:
    """What of a draft does not stand at its place on the page, as keys of fields; a page without white space."""
    return tuple(_unproved(draft, page))


def proved(draft: Draft, page: str) -> Draft | None:
    """The draft without what its page does not bear out; None where its passage or its own words do not hold."""
    wrong = set(unproved(draft, page))
    if wrong & {"source", *OWN_WORDS} - {"audience", "how"}:
        return None
    facts = tuple(fact for fact in draft.facts if f"facts.{fact.name}" not in wrong)
    return replace(
        draft,
        facts=facts,
        provider=None if "provider" in wrong else draft.provider,
        audience=None if "audience" in wrong else draft.audience,
        contact=None if "contact" in wrong else draft.contact,
        how=None if wrong & {"contact", "how"} else draft.how,
    )


def _unproved(draft: Draft, page: str) -> Iterator[str]:
    if page[draft.source.start : draft.source.end] != draft.passage or not draft.passage:
        yield "source"
    for fact in draft.facts:
        if page[fact.span[0] : fact.span[1]] != fact.value:
            yield f"facts.{fact.name}"
    for key in ("provider", "audience"):
        value: str | None = getattr(draft, key)
        if value is not None and value.replace("、", "") != _at(draft, key, page).replace("、", ""):
            yield key
    if draft.contact is not None or draft.how is not None:
        printed = [page[start:end] for start, end in draft.spans.get("contact", ())]
        if not printed or any(part not in printed for part in (draft.contact or "").split("，") if part):
            yield "contact"
    for key in OWN_WORDS:
        if _copied(getattr(draft, key) or "", page):
            yield key


def _at(draft: Draft, key: str, page: str) -> str:
    return "".join(page[start:end] for start, end in draft.spans.get(key, ()))


def _copied(words: str, page: str) -> bool:
    size = LONGEST_COPY + 1
    return any(words[at : at + size] in page for at in range(len(words) - size + 1))
