"""The catalogue as an immutable snapshot: what is known, and the indexes to find it by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.catalogue.entry_words import EntryWords, entry_words
from bot.catalogue.guide_ranking import shipped_rankings
from bot.catalogue.guides import GuideIndex, guide_indexes
from bot.catalogue.made_here import MadeHere
from bot.catalogue.named_things import NamedThings
from bot.catalogue.query_terms import Synonyms
from bot.catalogue.ranking import EntryIndex, indexes
from bot.understanding.features import Featurizer
from bot.understanding.model import IntentModel
from bot.understanding.names import NameIndex
from bot.understanding.taught import TaughtPhrases
from data.catalogue.changes import EntryChange
from data.catalogue.entries import ServiceEntry, Subject, SubjectKey
from data.catalogue.guides import Guide
from data.catalogue.whole import CatalogueRows


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One revision of the catalogue with everything built from it; swapping it is one reference."""

    revision: int
    subjects: Mapping[str, Subject]
    entries: Mapping[str, ServiceEntry]
    words: Mapping[str, EntryWords]
    indexes: Mapping[str, EntryIndex]
    everything: EntryIndex
    named: NamedThings
    titles: NameIndex
    intent_of: Mapping[str, str]
    with_passage: frozenset[str]
    taught: TaughtPhrases
    made_here: frozenset[str]
    by_name: MadeHere
    featurizer: Featurizer
    synonyms: Synonyms
    guides: Mapping[str, GuideIndex]
    model: IntentModel

    @classmethod
    def build(cls, rows: CatalogueRows, featurizer: Featurizer, model: IntentModel, synonyms: Synonyms) -> "Snapshot":
        """Indexes of the rows; takes a tenth of a second for 300 entries, some seconds for 11,000."""
        words = {entry.id: entry_words(entry, featurizer) for entry in rows.entries}
        leads = {subject.id: subject.leads for subject in rows.subjects}
        return cls(
            revision=rows.revision,
            subjects={subject.id: subject for subject in rows.subjects},
            entries={entry.id: entry for entry in rows.entries},
            words=words,
            indexes=indexes(words.values(), leads, featurizer.vectors),
            everything=EntryIndex(list(words.values()), tuple(leads.values()), featurizer.vectors),
            named=_named(words),
            titles=NameIndex(((entry.title, entry.id) for entry in rows.entries), featurizer.syllables),
            intent_of={entry.id: entry.intent for entry in rows.entries},
            with_passage=rows.with_passage,
            taught=TaughtPhrases(rows.phrases, featurizer.typed_pinyin),
            made_here=rows.made_here,
            by_name=MadeHere(
                (entry for entry in rows.entries if entry.id in rows.made_here), _unlearnt(rows.subjects, model)
            ),
            featurizer=featurizer,
            synonyms=synonyms,
            guides=guide_indexes(rows.guides, featurizer, shipped_rankings()),
            model=model,
        )

    def labels_of(self, intent: str | None) -> frozenset[str]:
        """The labels in a set of questions that name this subject: its own id, and the subject it was a part of."""
        subject = self.subjects.get(intent) if intent is not None else None
        return frozenset(label for label in (intent, subject.part_of if subject is not None else None) if label)

    @property
    def filled_subjects(self) -> tuple[Subject, ...]:
        """The subjects that have an entry or a guide, in the order of the closed list."""
        return tuple(one for one in self.subjects.values() if self.holds(one.id))

    def holds(self, intent: str) -> bool:
        """Whether there is an entry or a guide of this subject."""
        return intent in self.indexes or intent in self.guides

    def guide(self, guide: str) -> Guide | None:
        """The guide of this id; None when there is none."""
        return next((one for index in self.guides.values() for one in index.guides if one.id == guide), None)

    def subject_for(self, key: SubjectKey) -> Subject | None:
        """The first subject that has the key; None where none has it."""
        return next((subject for subject in self.subjects.values() if key in subject.keys), None)

    def has_key(self, intent: str | None, key: SubjectKey) -> bool:
        """Whether the subject of this id is there and has the key."""
        subject = self.subjects.get(intent) if intent is not None else None
        return subject is not None and key in subject.keys

    def with_changes(self, changes: Iterable[EntryChange], revision: int | None = None) -> "Snapshot":
        """The catalogue with these changes of entries, tried out or as another revision; the rest is shared.

        Takes some milliseconds for an entry of a subject of dozens.
        """
        listed = list(changes)
        after = [change.after for change in listed if change.after is not None]
        gone = {change.id for change in listed}
        entries = {entry_id: entry for entry_id, entry in self.entries.items() if entry_id not in gone}
        entries = dict(sorted((entries | {entry.id: entry for entry in after}).items()))
        were = [self.entries[change.id] for change in listed if change.id in self.entries]
        touched = {entry.intent for entry in (*were, *after)}
        leads = {subject.id: subject.leads for subject in self.subjects.values()}
        known = {**self.words, **{entry.id: entry_words(entry, self.featurizer) for entry in after}}
        words = {entry_id: known[entry_id] for entry_id in entries}
        vectors = self.featurizer.vectors
        renewed = indexes((each for each in words.values() if each.entry.intent in touched), leads, vectors)
        kept = {intent: index for intent, index in self.indexes.items() if intent not in touched}
        names_stay = {(e.id, e.title, e.intent) for e in were} == {(e.id, e.title, e.intent) for e in after}
        names = ((entry.title, entry.id) for entry in entries.values())
        made_here = (self.made_here - gone) | {
            change.id
            for change in listed
            if change.after is not None and (change.before is None or change.id in self.made_here)
        }
        return replace(
            self,
            revision=self.revision if revision is None else revision,
            entries=entries,
            words=words,
            indexes=kept | renewed,
            everything=EntryIndex(list(words.values()), tuple(leads.values()), vectors),
            named=_named(words),
            with_passage=self.with_passage - {change.id for change in listed if change.moves_source},
            titles=self.titles if names_stay else NameIndex(names, self.featurizer.syllables),
            intent_of={entry.id: entry.intent for entry in entries.values()},
            made_here=made_here,
            by_name=self.by_name
            if names_stay
            else MadeHere(
                (entry for entry_id, entry in entries.items() if entry_id in made_here),
                _unlearnt(self.subjects.values(), self.model),
            ),
        )


def _unlearnt(subjects: Iterable[Subject], model: IntentModel) -> Iterable[Subject]:
    """The subjects that the model has yet to learn: somebody made them a moment ago."""
    known = frozenset(model.classes)
    return (subject for subject in subjects if subject.id not in known)


def _named(words: Mapping[str, EntryWords]) -> NamedThings:
    long_words = frozenset(word for each in words.values() for word in each.long_words)
    return NamedThings({entry_id: (each.names, each.whole) for entry_id, each in words.items()}, long_words)
