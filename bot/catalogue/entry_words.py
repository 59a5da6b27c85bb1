"""The words of an entry, worked out once: what it is found by."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.catalogue.named_things import names_in, whole_text
from bot.catalogue.query_terms import terms
from bot.understanding.features import Featurizer, Utterance
from bot.understanding.vectors import FloatVector
from data.catalogue.entries import ServiceEntry
from data.catalogue.fields import MATCHED

LONG_WORD = 3
"""Characters of a word that may stand for an entry like a name: 引导牌."""

TITLE, FACT, VALUE, BODY = 1.0, 0.85, 0.7, 0.55
"""What a word counts that stands in the title, in a fact's name or value, or in the rest of the entry."""


@dataclass(frozen=True, slots=True)
class EntryWords:
    """An entry with its terms by weight, those of its title, the names of its facts, and what it means as a whole.

    `names` are what it calls things by, `long_words` are those of its title and facts that may stand for it; `whole` is
    all that names are looked for in.
    """

    entry: ServiceEntry
    terms: dict[str, float]
    title_terms: frozenset[str]
    fact_names: Sequence[Utterance]
    vector: FloatVector
    names: frozenset[str]
    long_words: frozenset[str]
    whole: str


def entry_words(entry: ServiceEntry, featurizer: Featurizer) -> EntryWords:
    """The words of an entry."""
    title = featurizer.utterance_of(entry.title)
    names = [featurizer.utterance_of(f"{fact.name}{fact.unit or ''}") for fact in entry.facts]
    values = [featurizer.utterance_of(fact.value) for fact in entry.facts]
    body = featurizer.utterance_of(" ".join(filter(None, (getattr(entry, key) for key in MATCHED))))
    found: dict[str, float] = {}
    parts = ((BODY, body), *((VALUE, value) for value in values), *((FACT, name) for name in names), (TITLE, title))
    for weight, part in parts:
        for term in terms(part):
            found[term] = max(found.get(term, 0.0), weight)
    of_names = _mean([name.vector for name in names], like=title.vector)
    vector = _unit(2 * title.vector + body.vector + of_names)
    long_words = {word for part in (title, *names, *values) for word in part.words if len(word) >= LONG_WORD}
    return EntryWords(
        entry=entry,
        terms=found,
        title_terms=frozenset(terms(title)),
        fact_names=names,
        vector=vector,
        names=frozenset(names_in(entry)),
        long_words=frozenset(word for word in long_words if not word.isascii()),
        whole=whole_text(entry),
    )


def _mean(vectors: Sequence[FloatVector], like: FloatVector) -> FloatVector:
    total = np.zeros_like(like)
    for vector in vectors:
        total += vector
    return total / np.float32(max(1, len(vectors)))


def _unit(vector: FloatVector) -> FloatVector:
    length = float(np.sqrt(vector @ vector))
    return vector / np.float32(length) if length > 0 else vector
