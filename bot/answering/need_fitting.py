"""Learns when a message holds two needs, `seeds/needs/weights.json`, and says from what in `fitted_on.txt` beside it.

    python -m bot.answering.need_fitting

Takes half a minute: the messages are read with an intent model that has seen none of them.
"""

from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import orjson

from bot.answering.two_needs import BIAS, TRAITS, WEIGHTS, Told, clauses, pairs
from bot.understanding.classifying import Classification, classify, intent_scores
from bot.understanding.features import Features, Featurizer
from bot.understanding.fitting import Example, fit
from bot.understanding.model import OUT_OF_SCOPE, IntentModel
from bot.understanding.names import NameIndex
from bot.understanding.phrase_rows import STORY
from bot.understanding.shipped import shipped_featurizer
from bot.understanding.solving import logistic
from data.seeding.need_messages import NeedMessage, digest_of, read_messages
from data.seeding.seed_checks import read_seeds
from data.seeding.seed_files import Seeds, seeds_folder

KIND_OF_STORIES: Final = "story"
TWO_NEEDS_COUNT: Final = 4
"""What a message with two needs counts against one with a single need: there are eight times as many of these."""

REGULARISATION: Final = 0.3


class Labelled(NamedTuple):
    """A message and the subjects that it needs."""

    text: str
    needs: frozenset[str]


def labelled(seeds: Seeds, messages: Sequence[NeedMessage]) -> list[Labelled]:
    """The messages with their needs, and the stories of the phrases, each with its one need."""
    found = [Labelled(message.text, message.needs) for message in messages]
    known = {message.text for message in found}
    for placed in seeds.placed_phrases:
        stories = (phrase for phrase in placed.phrases if phrase.kind == KIND_OF_STORIES and phrase.text not in known)
        found.extend(Labelled(one.text, frozenset({one.intent})) for one in stories if one.intent is not None)
    return found


def unseen_model(seeds: Seeds, messages: Sequence[NeedMessage], featurizer: Featurizer) -> IntentModel:
    """An intent model of the short phrases alone: of nothing that the weights are learnt from."""
    parts = {featurizer(text).text for message in messages for text, _ in message.parts}
    return fit(
        featurizer,
        [
            Example(phrase.text, phrase.intent or OUT_OF_SCOPE)
            for placed in seeds.placed_phrases
            for phrase in placed.phrases
            if (phrase.intent is None or len(phrase.text) < STORY) and featurizer(phrase.text).text not in parts
        ],
    )


class _Reader:
    def __init__(self, model: IntentModel, featurizer: Featurizer, troubles: Container[str]) -> None:
        self._model, self._featurizer, self._troubles = model, featurizer, troubles
        self._no_names = NameIndex([], featurizer.syllables)

    def traits(self, message: Labelled) -> Iterator[tuple[tuple[float, ...], bool]]:
        whole = self._featurizer(message.text)
        parts = clauses(whole.text)
        if len(parts) < 2:
            return
        told = [Told(part, self._classified(self._featurizer.of_normalized(part))) for part in parts]
        for pair, traits in pairs(self._classified(whole), told, self._troubles):
            yield traits, len(message.needs) > 1 and {pair.first, pair.second} == message.needs

    def _classified(self, features: Features) -> Classification:
        scores = intent_scores(features, self._model, self._no_names, {})
        return classify(scores, self._model.calibration, {}, None)


def fitted(seeds: Seeds, featurizer: Featurizer) -> dict[str, float]:
    """The weight of each trait, and the bias.

    Raises:
        ValueError: a message is wrong; the text says which and how.
    """
    messages, problems = read_messages(seeds_folder(), {subject.id for subject in seeds.subjects})
    if problems:
        raise ValueError("\n".join(problems))
    reader = _Reader(unseen_model(seeds, messages, featurizer), featurizer, {guide.intent for guide in seeds.guides})
    rows: list[tuple[float, ...]] = []
    right: list[bool] = []
    for message in labelled(seeds, messages):
        for traits, both in reader.traits(message):
            times = TWO_NEEDS_COUNT if len(message.needs) > 1 else 1
            rows += [traits] * times
            right += [both] * times
    given = np.array(rows)
    middle, spread = given.mean(axis=0), given.std(axis=0)
    bias, *weights = logistic((given - middle) / spread, np.array(right), regularisation=REGULARISATION).tolist()
    told = (np.array(weights) / spread).tolist()
    return {BIAS: bias - float(np.dot(told, middle)), **dict(zip(TRAITS, told, strict=True))}


def main() -> None:
    """Writes both files."""
    here = Path(str(seeds_folder()))
    found = {name: round(weight, 4) for name, weight in fitted(read_seeds(here), shipped_featurizer()).items()}
    here.joinpath(WEIGHTS).write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    here.joinpath(WEIGHTS).with_name("fitted_on.txt").write_text(f"{digest_of(here)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
