"""Which of our subjects some words of a page are on, by the model that understands questions."""

from collections.abc import Callable

from bot.catalogue.snapshot import Snapshot
from bot.extracting.unit import Subject
from bot.understanding.classifying import classify, intent_scores
from bot.understanding.features import Featurizer
from bot.understanding.model import IntentModel
from bot.understanding.names import NameIndex


def subject_reader(
    featurizer: Featurizer, model: IntentModel, troubles: frozenset[str] = frozenset()
) -> Callable[[str], Subject | None]:
    """A function from words to their likeliest subject but for `troubles`, which guides answer and no entry.

    What stands by name in the catalogue counts for nothing here: a page's new thing must not be taken for an old one.
    """
    nothing = NameIndex([], featurizer.syllables)

    def subject_of(words: str) -> Subject | None:
        classification = classify(
            intent_scores(featurizer(words), model, nothing, {}), model.calibration, {}, taught=None
        )
        known = next((name for name, _ in classification.ranked if name not in troubles), None)
        return (known, classification.confidence) if known is not None else None

    return subject_of


def reader_of(snapshot: Snapshot) -> Callable[[str], Subject | None]:
    """The reader by the model in use."""
    return subject_reader(snapshot.featurizer, snapshot.model, troubles_in(snapshot))


def troubles_in(snapshot: Snapshot) -> frozenset[str]:
    """The subjects that guides answer and no entry is on."""
    used = set(snapshot.intent_of.values())
    return frozenset(subject for subject in snapshot.guides if subject not in used)
