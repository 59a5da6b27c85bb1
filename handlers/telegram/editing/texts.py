"""Entries and what became of a change, as texts."""

from collections.abc import Mapping, Sequence

from bot.editing.fields import EDITABLE, changed_fields, shown_value
from bot.editing.safety_net import ChangedAnswer, Given
from bot.editing.save_results import NeedsConfirmation, Overtaken, Refused, Saved, Unchanged
from bot.people.roles import Right
from bot.people.words import RIGHT_NAMES
from bot.reply import Outcome
from data.catalogue import changes as editing
from data.catalogue.changes import EntryChange
from data.catalogue.entries import ServiceEntry, Subject
from data.catalogue.fields import NAMES
from handlers.telegram.editing import words as wording

_MOST_ANSWERS = 5  # changed answers that are shown in full; more would not fit into one message
_LONGEST_LEAD = 60
_LONGEST_IN_HISTORY = 60
_DONE = {editing.ADD: wording.SAVED_ADD, editing.REMOVE: wording.SAVED_REMOVE, editing.UNDO: wording.SAVED_UNDO}


def value_of(entry: ServiceEntry, field: str, subjects: Mapping[str, Subject]) -> str:
    """A field's value for people: a subject by its name."""
    if field == "intent" and entry.intent in subjects:
        return subjects[entry.intent].name
    return shown_value(entry, field)


def card(entry: ServiceEntry, subjects: Mapping[str, Subject]) -> str:
    """Everything that an entry holds."""
    lines = [wording.HEAD.format(title=entry.title, id=entry.id)]
    for field in EDITABLE[1:]:
        value = value_of(entry, field, subjects)
        lines.append(_line(NAMES[field], value))
    if entry.conflict is not None:
        lines.append(wording.CONFLICT_LINE.format(entry=entry.conflict.entry, note=entry.conflict.note))
    return "\n".join(lines)


def _line(field: str, value: str) -> str:
    return wording.LINE.format(field=field, value=f"\n{value}" if "\n" in value else value)


def saved_text(saved: Saved, action: str, subjects: Mapping[str, Subject]) -> str:
    """What was saved: before and after of every field of the first entry, a word on the others."""
    first, *others = saved.changes
    lines = [_DONE.get(action, wording.SAVED), *_differences(first, subjects)]
    lines += [wording.CONFLICT_GONE.format(title=o.before.title) for o in others if o.before and o.after]
    return "\n".join(lines)


def _differences(change: EntryChange, subjects: Mapping[str, Subject]) -> list[str]:
    before, after = change.before, change.after
    if before is None or after is None:
        entry = before or after
        return [wording.HEAD.format(title=entry.title, id=entry.id)] if entry is not None else []
    lines = [wording.HEAD.format(title=before.title, id=before.id)]
    for field in changed_fields(before, after):
        old, new = value_of(before, field, subjects), value_of(after, field, subjects)
        lines.append(wording.CHANGED.format(field=NAMES[field], before=old, after=new))
    return lines


def short_differences(change: EntryChange, subjects: Mapping[str, Subject]) -> list[str]:
    """What a change did, a short line a field."""
    before, after = change.before, change.after
    if before is None or after is None:
        return []
    lines = []
    for field in changed_fields(before, after):
        old, new = (value_of(entry, field, subjects).replace("\n", "；") for entry in (before, after))
        named = {"field": NAMES[field], "before": _cut(old), "after": _cut(new)}
        lines.append(wording.HISTORY_CHANGE.format(**named))
    return lines


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_IN_HISTORY else text[:_LONGEST_IN_HISTORY] + "…"


def confirmation_text(outcome: NeedsConfirmation) -> str:
    """Which labelled answers would change, each before and after."""
    lines = [wording.NEEDS_CONFIRMATION.format(count=len(outcome.answers)), *answer_lines(outcome.answers)]
    if outcome.may_confirm:
        return "\n".join((*lines, wording.CONFIRM_ASK))
    return "\n".join((*lines, wording.MAY_NOT_CONFIRM.format(right=RIGHT_NAMES[Right.PUBLISH])))


def answer_lines(answers: Sequence[ChangedAnswer]) -> list[str]:
    """Changed answers, both sides; those that stop being right come first."""
    ordered = sorted(answers, key=lambda one: (not (one.right_before and not one.right_after), one.line.text))
    lines = [
        wording.ANSWER_CHANGE.format(
            question=one.line.text,
            before=given_text(one.before),
            after=given_text(one.after),
            right_before=wording.RIGHT if one.right_before else wording.WRONG,
            right_after=wording.RIGHT if one.right_after else wording.WRONG,
        )
        for one in ordered[:_MOST_ANSWERS]
    ]
    if len(ordered) > _MOST_ANSWERS:
        lines.append(wording.MORE_ANSWERS.format(count=len(ordered) - _MOST_ANSWERS))
    return lines


def given_text(given: Given) -> str:
    """One answer in a line."""
    lead = given.lead[:_LONGEST_LEAD]
    if given.outcome is Outcome.CHOOSE:
        return wording.CHOOSES.format(lead=given.title or lead)
    if given.outcome is Outcome.UNKNOWN:
        return wording.DECLINES.format(lead=lead)
    return wording.ANSWERED.format(title=given.title, lead=lead) if given.title else wording.NOTHING.format(lead=lead)


def refused_text(outcome: Refused | Unchanged) -> str:
    """Why nothing was saved."""
    if isinstance(outcome, Unchanged):
        return wording.UNCHANGED
    return "\n".join((wording.REFUSED, *(f"· {problem}" for problem in outcome.problems)))


def overtaken_text(outcome: Overtaken, subjects: Mapping[str, Subject]) -> str:
    """What somebody else changed meanwhile."""
    if outcome.now is None:
        return wording.OVERTAKEN_GONE.format(id=outcome.entry_id)
    if outcome.seen is None:
        return wording.OVERTAKEN_THERE.format(id=outcome.entry_id)
    head = wording.OVERTAKEN.format(title=outcome.now.title)
    return "\n".join((head, *_differences(EntryChange(outcome.seen, outcome.now), subjects)[1:]))
