"""Which entry of an intent, and which of its facts, a question is about."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.understanding.features import Features, Featurizer
from bot.understanding.vectors import FloatVector
from data.entries import Fact, ServiceEntry

TITLE, FACT, BODY = 1.0, 0.85, 0.55
"""What a word counts that stands in the title, in a fact's name, or in the rest of the entry."""

MEANING: Final = 0.6
"""What a perfect agreement of mean word vectors counts, against 1.0 for every word of the question found."""

_EMPTY = frozenset(
    "的 了 吗 呢 吧 啊 呀 么 是 有 在 我 你 他 她 咱 俺 们 这 那 个 和 与 及 或 就 都 也 还 要 想 能 会 可以 请问 一下 问 多少 几 什么 啥 怎么"
    " 咋 哪 谁 给 被 把 对 从 到 去 来 上 下 里 中 得 着 过 没 不 没有 一共 总共 现在 已经 一个 哪些 这个 那个 咱们 我们 你们 他们 目前"
    " 工会 职工 总工会 市总 市 区 年 呗 嘛 哦 嗯 呃 有没有 多 搞 办 弄 做 干 说 听说 知道 告诉 帮 用 让 跟 为 向 以 之 其 所".split()
)
"""Words that do not tell one entry of a union's list from another."""


def terms(features: Features) -> set[str]:
    """The telling words of an utterance, and its character pairs, by which misspelt or unknown words still meet."""
    found = {word for word in features.words if word not in _EMPTY}
    for run in features.text.split():
        found.update(run[i : i + 2] for i in range(len(run) - 1))
    return found


@dataclass(frozen=True, slots=True)
class Scored:
    """How well an entry fits; `fact` is its best fitting fact by words alone and `fact_score` that fact's share."""

    entry: ServiceEntry
    score: float
    fact: Fact | None
    fact_scores: tuple[float, ...]


class EntryIndex:
    """The entries of one intent by their words; immutable."""

    def __init__(self, entries: Sequence[ServiceEntry], featurizer: Featurizer) -> None:
        self.entries = tuple(entries)
        self._weights: dict[str, tuple[NDArray[np.int32], FloatVector]] = {}
        postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
        vectors = []
        self._facts: list[list[tuple[set[str], FloatVector]]] = []
        for row, entry in enumerate(self.entries):
            title = featurizer(entry.title)
            names = [featurizer(f"{fact.name}{fact.unit or ''}") for fact in entry.facts]
            body = featurizer(" ".join(filter(None, (entry.summary, entry.audience, entry.how, entry.contact, entry.provider))))
            for weight, part in ((BODY, body), *((FACT, name) for name in names), (TITLE, title)):
                for term in terms(part):
                    held = postings[term]
                    held[row] = max(held.get(row, 0.0), weight)
            vectors.append(_unit(title.vector * 2 + body.vector + sum((n.vector for n in names), np.zeros_like(title.vector)) / max(1, len(names))))
            self._facts.append([(terms(name), name.vector) for name in names])
        self._vectors = np.array(vectors, dtype=np.float32).reshape(len(self.entries), featurizer.vectors.dimensions)
        count = len(self.entries)
        self._rarity = {term: math.log(1 + count / len(rows)) for term, rows in postings.items()}
        self._unknown_rarity = math.log(1 + count)
        for term, rows in postings.items():
            self._weights[term] = (
                np.fromiter(rows, dtype=np.int32),
                np.fromiter(rows.values(), dtype=np.float32) * np.float32(self._rarity[term]),
            )

    def scores(self, features: Features) -> FloatVector:
        """One score an entry, about 0 to 1.6: the share of the question's telling words found, plus meaning."""
        asked = terms(features)
        totals = np.zeros(len(self.entries), dtype=np.float32)
        weight = 0.0
        for term in asked:
            posting = self._weights.get(term)
            if posting is None:
                # Words that no entry has tell little between entries; they only keep a score from looking certain.
                weight += 0.25 * self._unknown_rarity
                continue
            totals[posting[0]] += posting[1]
            weight += self._rarity[term]
        if weight > 0:
            totals /= np.float32(weight)
        result: FloatVector = totals + np.float32(MEANING) * (self._vectors @ features.vector)
        return result

    def fact_scores(self, row: int, features: Features) -> tuple[float, ...]:
        """One score a fact of the entry in this row, about 0 to 1.6, of words and meaning of its name."""
        asked = terms(features)
        found = []
        for names, vector in self._facts[row]:
            shared = sum(self._rarity.get(term, self._unknown_rarity) for term in asked & names)
            held = sum(self._rarity.get(term, self._unknown_rarity) for term in names)
            found.append((shared / held if held else 0.0) + MEANING * float(vector @ features.vector))
        return tuple(found)


def indexes(entries: Iterable[ServiceEntry], featurizer: Featurizer) -> dict[str, EntryIndex]:
    """One index an intent."""
    by_intent: defaultdict[str, list[ServiceEntry]] = defaultdict(list)
    for entry in entries:
        by_intent[entry.intent].append(entry)
    return {intent: EntryIndex(group, featurizer) for intent, group in by_intent.items()}


def _unit(vector: FloatVector) -> FloatVector:
    length = float(np.sqrt(vector @ vector))
    return vector / np.float32(length) if length > 0 else vector
