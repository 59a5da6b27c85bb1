"""The catalogue as an immutable snapshot: what is known, and the indexes to find it by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.asked import Synonyms
from bot.ranking import EntryIndex, indexes
from bot.understanding.features import Featurizer
from bot.understanding.model import IntentModel
from bot.understanding.names import NameIndex
from bot.understanding.taught import TaughtPhrases
from data.catalogue import CatalogueRows
from data.editing import EntryChange
from data.entries import ServiceEntry, Subject


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One revision of the catalogue with everything built from it; swapping it is one reference."""

    revision: int
    subjects: Mapping[str, Subject]
    entries: Mapping[str, ServiceEntry]
    indexes: Mapping[str, EntryIndex]
    titles: NameIndex
    intent_of: Mapping[str, str]
    with_passage: frozenset[str]
    taught: TaughtPhrases
    featurizer: Featurizer
    synonyms: Synonyms
    model: IntentModel

    @classmethod
    def build(cls, rows: CatalogueRows, featurizer: Featurizer, model: IntentModel, synonyms: Synonyms) -> "Snapshot":
        """Indexes of the rows; takes a tenth of a second for 300 entries, some seconds for 11,000."""
        return cls(
            revision=rows.revision,
            subjects={subject.id: subject for subject in rows.subjects},
            entries={entry.id: entry for entry in rows.entries},
            indexes=indexes(rows.entries, {subject.id: subject.leads for subject in rows.subjects}, featurizer),
            titles=NameIndex(((entry.title, entry.id) for entry in rows.entries), featurizer.syllables),
            intent_of={entry.id: entry.intent for entry in rows.entries},
            with_passage=rows.with_passage,
            taught=TaughtPhrases(rows.phrases, featurizer.typed_pinyin),
            featurizer=featurizer,
            synonyms=synonyms,
            model=model,
        )

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
        renewed = indexes((entry for entry in entries.values() if entry.intent in touched), leads, self.featurizer)
        kept = {intent: index for intent, index in self.indexes.items() if intent not in touched}
        names_stay = {(e.id, e.title, e.intent) for e in were} == {(e.id, e.title, e.intent) for e in after}
        names = ((entry.title, entry.id) for entry in entries.values())
        return replace(
            self,
            revision=self.revision if revision is None else revision,
            entries=entries,
            indexes=kept | renewed,
            with_passage=self.with_passage - {change.id for change in listed if change.moves_source},
            titles=self.titles if names_stay else NameIndex(names, self.featurizer.syllables),
            intent_of={entry.id: entry.intent for entry in entries.values()},
        )
