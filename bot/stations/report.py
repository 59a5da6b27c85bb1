"""What a list of stations would change, in words: for the terminal, and cut short for a chat."""

from collections.abc import Iterator

from bot.stations import words
from bot.stations.importing import Difference, Few


def report(difference: Difference, *, dry_run: bool, most: int) -> Iterator[str]:
    """Lines about a list that was looked through; of each kind of thing at most `most` are named."""
    counts = {"added": difference.added.count, "changed": difference.changed.count, "same": difference.same}
    if difference.rows:
        yield words.DIFFERENCE.format(rows=difference.rows, **counts)
    if difference.reasons.count:
        yield words.NOT_TAKEN.format(count=difference.reasons.count)
        yield from _named(difference.reasons, most)
        return
    yield from _named(difference.added, most)
    yield from _named(difference.changed, most)
    if difference.notes.count:
        yield words.NOTED.format(count=difference.notes.count)
        yield from _named(difference.notes, most)
    if difference.added.count and not difference.known:
        yield words.NOTHING_KNOWN
    if not difference.changes:
        yield words.NO_CHANGES
    else:
        yield words.DRY_RUN if dry_run else words.TAKEN


def _named(few: Few, most: int) -> Iterator[str]:
    yield from few.first[:most]
    if few.count > most:
        yield words.AND_MORE.format(count=few.count - most)
