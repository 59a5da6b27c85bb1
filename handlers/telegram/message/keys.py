"""How persons and chats of Telegram are called in the house: the channel's short name and the number there.

A topic of a group has a key of its own: the group's, a slash, and the topic's number.
"""

from typing import Final

TELEGRAM: Final = "tg"
"""The channel's short name, with which its keys begin."""

_BEGINNING: Final = f"{TELEGRAM}:"


def key_of(number: int) -> str:
    """The key of a person or a chat by its number; groups have numbers below zero."""
    return f"{_BEGINNING}{number}"


def number_of(key: str) -> int:
    """The number in a key of ours."""
    return int(whole(key).removeprefix(_BEGINNING))


def key_of_topic(number: int, topic: int | None) -> str:
    """The key of a topic of a group; None is the group as a whole."""
    return key_of(number) if topic is None else f"{key_of(number)}/{topic}"


def topic_of(key: str) -> int | None:
    """The number of the topic that a key is of; None when it is of a whole chat."""
    _, _, topic = key.partition("/")
    return int(topic) if topic else None


def whole(key: str) -> str:
    """The key of the chat that a topic is in; of any other chat its own."""
    return key.partition("/")[0]


def is_ours(key: str) -> bool:
    """Whether a key is of this channel."""
    return key.startswith(_BEGINNING)


def is_group(key: str) -> bool:
    """Whether a key of ours is of a group."""
    return key.startswith(f"{_BEGINNING}-")
