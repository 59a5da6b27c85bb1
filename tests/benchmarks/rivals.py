"""Other ways to find the intent of a question, given the same labelled phrases as ours."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import bm25s
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from bot.understanding.fitting import Example
from bot.understanding.model import OUT_OF_SCOPE
from tests.benchmarks import e5

STRENGTHS: Final = (0.003, 0.01, 0.03, 0.1)
"""Values of C that the linear model on e5 vectors chooses from."""

HELD_OUT_EVERY: Final = 5
"""Every fifth phrase is held out for that choice."""

Scorer = Callable[..., float]


@dataclass(frozen=True, slots=True)
class Guess:
    """The best intent, how well it fits, and how well out-of-scope does, on the method's own scale."""

    intent: str
    fit: float
    out: float


class Rival(ABC):
    """A method fitted on the examples when it is made."""

    name: str

    @abstractmethod
    def __call__(self, question: str) -> Guess:
        """What it makes of a question."""


def _parted(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    ours = [example for example in examples if example.label != OUT_OF_SCOPE]
    return ours, [example for example in examples if example.label == OUT_OF_SCOPE]


class NearestByRapidfuzz(Rival):
    """rapidfuzz `process.extractOne` over the phrases, as `spelled` writes them."""

    def __init__(
        self, name: str, examples: Sequence[Example], scorer: Scorer, spelled: Callable[[str], str] = str
    ) -> None:
        self.name = name
        self._scorer = scorer
        self._spelled = spelled
        ours, out = _parted(examples)
        self._labels = [example.label for example in ours]
        self._ours = [spelled(example.text) for example in ours]
        self._out = [spelled(example.text) for example in out]

    def __call__(self, question: str) -> Guess:
        asked = self._spelled(question)
        _, fit, row = process.extractOne(asked, self._ours, scorer=self._scorer)
        # Over two parts the search takes as long as over the whole, and tells how far out of scope the question is.
        _, out, _ = process.extractOne(asked, self._out, scorer=self._scorer)
        return Guess(self._labels[row], fit, out)


class _BestPhrase(Rival):
    """The class of the phrase that scores highest."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._labels = [example.label for example in examples]
        self._is_out = np.array([label == OUT_OF_SCOPE for label in self._labels])

    @abstractmethod
    def scores(self, question: str) -> NDArray[np.float32]:
        """One score a phrase."""

    def __call__(self, question: str) -> Guess:
        scores = self.scores(question)
        ours = np.where(self._is_out, -np.inf, scores)
        row = int(np.argmax(ours))
        out = float(np.max(np.where(self._is_out, scores, -np.inf)))
        return Guess(self._labels[row], float(ours[row]), out)


class Bm25(_BestPhrase):
    """BM25 by bm25s over jieba words."""

    name = "BM25 (bm25s) on jieba words"

    def __init__(self, examples: Sequence[Example], words: Callable[[str], list[str]]) -> None:
        super().__init__(examples)
        self._words = words
        self._retriever = bm25s.BM25()
        self._retriever.index([words(example.text) for example in examples], show_progress=False)

    def scores(self, question: str) -> NDArray[np.float32]:
        known = [word for word in self._words(question) if word in self._retriever.vocab_dict]
        if not known:
            return np.zeros(len(self._labels), dtype=np.float32)
        return np.asarray(self._retriever.get_scores(known), dtype=np.float32)


class NearestByE5(_BestPhrase):
    """The phrase whose sentence vector is nearest."""

    name = "multilingual-e5-small, nearest phrase"

    def __init__(self, examples: Sequence[Example]) -> None:
        super().__init__(examples)
        self._vectors = e5.encode([example.text for example in examples])

    def scores(self, question: str) -> NDArray[np.float32]:
        found: NDArray[np.float32] = self._vectors @ e5.encode_now([question])[0]
        return found


class LinearOnE5(Rival):
    """Logistic regression on standardised sentence vectors."""

    name = "multilingual-e5-small, linear model"

    def __init__(self, examples: Sequence[Example]) -> None:
        vectors = e5.encode([example.text for example in examples])
        labels = np.array([example.label for example in examples])
        held_out = np.arange(len(labels)) % HELD_OUT_EVERY == 0

        def fitted(strength: float, rows: NDArray[np.bool_]) -> Pipeline:
            model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=300))
            return model.fit(vectors[rows], labels[rows])

        def quality(strength: float) -> float:
            return float(fitted(strength, ~held_out).score(vectors[held_out], labels[held_out]))

        self._model = fitted(max(STRENGTHS, key=quality), np.ones(len(labels), dtype=np.bool_))
        self._labels: list[str] = self._model.classes_.tolist()

    def __call__(self, question: str) -> Guess:
        chances = self._model.predict_proba(e5.encode_now([question]))[0].tolist()
        by_label = dict(zip(self._labels, chances, strict=True))
        out = by_label.pop(OUT_OF_SCOPE, 0.0)
        intent = max(by_label, key=lambda label: by_label[label])
        return Guess(intent, by_label[intent], out)
