"""A question as the ranking sees it: its telling words, and the words that entries use for the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.understanding.features import Utterance
from bot.understanding.function_words import UNTELLING_WORDS

Synonyms = Mapping[str, Sequence[str]]
"""Everyday words with the words that entries use for the same."""


def read_synonyms(text: str) -> dict[str, tuple[str, ...]]:
    """The synonyms of `seeds/synonyms.txt`: a line `everyday: page page`; lines that begin with # are remarks."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        everyday, colon, of_pages = line.partition(":")
        if colon and not line.startswith("#"):
            found[everyday.strip()] = tuple(of_pages.split())
    return found


def terms(said: Utterance) -> set[str]:
    """The telling words of an utterance, and its character pairs, by which misspelt or unknown words still meet."""
    found = {word for word in said.words if word not in UNTELLING_WORDS}
    for run in said.text.split():
        found.update(pairs(run))
    return found


def pairs(run: str) -> Iterator[str]:
    """Neighbouring characters."""
    return (run[i : i + 2] for i in range(len(run) - 1))


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """A question: its terms, for each word of it the page words that mean the same, and the terms of those."""

    said: Utterance
    terms: frozenset[str]
    synonyms: Synonyms
    synonym_terms: frozenset[str]

    @classmethod
    def of(cls, said: Utterance, synonyms: Synonyms) -> "QueryTerms":
        """The question that is said so."""
        own = terms(said)
        meant = {word: synonyms[word] for word in said.words if word in synonyms}
        others = {term for words in meant.values() for word in words for term in (word, *pairs(word))}
        return cls(said, frozenset(own), meant, frozenset(others - own))
