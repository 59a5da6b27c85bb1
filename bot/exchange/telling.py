"""A plan in words: the counts, then every row with its reason or its values before and after."""

from collections.abc import Iterator, Sequence

from bot.editing import words as editing_words
from bot.editing.safety_net import ChangedAnswer, Given
from bot.exchange import words
from bot.exchange.plan import Plan, differences
from data.catalogue.changes import EntryChange

_LONGEST_VALUE = 120  # characters: enough to see what differs; the file itself holds all of it


def head_lines(plan: Plan) -> list[str]:
    """How much the plan does."""
    lines = [
        words.HEAD.format(
            name=plan.name,
            added=len(plan.added),
            changed=len(plan.changed),
            unchanged=plan.unchanged,
            refused=len({row.number for row in plan.refused}),
        )
    ]
    if plan.encoding is not None:
        lines.append(words.READ_AS.format(encoding=plan.encoding))
    lines += plan.notes
    if plan.missing:
        lines.append(words.MISSING.format(count=len(plan.missing)))
    return lines


def row_lines(plan: Plan, *, with_missing: bool) -> Iterator[str]:
    """Every row that is refused, adds or changes; `with_missing` also every entry that the file does not hold."""
    if plan.refused:
        yield words.REFUSED_HEAD
        for refused in plan.refused:
            yield words.REFUSED_ROW.format(row=refused.number, id=refused.id, reason=refused.reason)
    if plan.added:
        yield words.ADDED_HEAD
        for row in plan.added:
            title = row.change.after.title if row.change.after else ""
            yield words.ADDED_ROW.format(row=row.number, id=row.change.id, title=title)
    if plan.changed:
        yield words.CHANGED_HEAD
    for row in plan.changed:
        before, after = row.change.before, row.change.after
        if before is None or after is None:
            continue
        yield words.CHANGED_ROW.format(row=row.number, id=row.change.id, title=before.title)
        for name, one, other in differences(before, after, plan.subjects):
            yield words.CHANGED_FIELD.format(field=name, before=_shown(one), after=_shown(other))
    if plan.missing and with_missing:
        yield words.MISSING_HEAD
        for entry in plan.missing:
            yield words.MISSING_ROW.format(id=entry.id, title=entry.title)


def answer_lines(answers: Sequence[ChangedAnswer]) -> Iterator[str]:
    """The labelled questions that would be answered otherwise; those that turn wrong come first."""
    if not answers:
        yield words.ANSWERS_NONE
        return
    yield words.ANSWERS_HEAD.format(count=len(answers))
    for answer in sorted(answers, key=lambda one: (one.right_after, not one.right_before)):
        mark = words.ANSWER_SAME
        if answer.right_before != answer.right_after:
            mark = words.ANSWER_RIGHT if answer.right_after else words.ANSWER_WRONG
        before, after = _given(answer.before), _given(answer.after)
        yield words.ANSWER.format(text=answer.line.text, before=before, after=after, mark=mark)


def saved_line(changes: Sequence[EntryChange]) -> str:
    """What was done."""
    added = sum(change.before is None for change in changes)
    removed = sum(change.after is None for change in changes)
    return words.SAVED.format(added=added, removed=removed, changed=len(changes) - added - removed)


def _given(given: Given) -> str:
    return given.title or given.lead or words.NOT_ANSWERED


def _shown(value: str) -> str:
    text = value.replace("\n", "；")
    if len(text) > _LONGEST_VALUE:
        text = text[:_LONGEST_VALUE] + "…"
    return text or editing_words.EMPTY
