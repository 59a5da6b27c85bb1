"""The menu: subjects, and the services of one subject, page by page."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.answering import words
from bot.reply import Block, Buttons, Choice, Text
from data.catalogue.entries import Subject

PAGE: Final = 8
"""Services on one page: as many buttons as one phone screen shows without scrolling."""


def menu(subjects: Iterable[Subject]) -> tuple[Choice, ...]:
    """One choice a subject, in the order of the closed list."""
    return tuple(Choice(f"i:{subject.id}", subject.name) for subject in subjects)


def subject_page(subject: Subject, items: Sequence[Choice], page: int) -> tuple[tuple[Block, ...], tuple[Choice, ...]]:
    """The blocks and choices of one page (from 1) of a subject's items; a page out of range is the nearest one."""
    last = max(1, -(-len(items) // PAGE))
    page = min(max(page, 1), last)
    choices = list(items[(page - 1) * PAGE : page * PAGE])
    if page < last:
        choices.append(Choice(f"i:{subject.id}:{page + 1}", words.NEXT_PAGE))
    return (Text(words.MENU_PAGE.format(name=subject.name)), Buttons(tuple(choices))), tuple(choices)
