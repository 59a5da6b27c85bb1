"""The ways out of the house, one a channel, and which of them reaches a chat."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.announcing.messenger import Messenger
from bot.announcing.pacing import Pacer
from bot.announcing.room import Room


@dataclass(frozen=True, slots=True)
class Outlet:
    """One channel's way out: who delivers there, and at which pace.

    `takes_back` is for how many seconds after a message it can still be taken away. `address` is where people find us
    there; an announcement's number behind it opens that one. Empty: nowhere that a page could lead to.
    """

    messenger: Messenger
    pacer: Pacer
    takes_back: float
    address: str = ""


class Router:
    """Outlets by their channel's short name, with which the key of each of its chats begins (`NAME:CHAT`).

    `channels` are those that this process serves, with what a message holds there; nothing is to be sent before each
    has given its outlet.
    """

    def __init__(self, channels: Mapping[str, Room]) -> None:
        self._channels = dict(channels)
        self._outlets: dict[str, Outlet] = {}

    def give(self, channel: str, outlet: Outlet) -> None:
        """The channel is reached through this from now on.

        Raises:
            ValueError: it was not named at the start.
        """
        if channel not in self._channels:
            raise ValueError(f"{channel} is no channel of this process")
        self._outlets[channel] = outlet

    def take_back(self, channel: str) -> None:
        """The channel is reached no more."""
        self._outlets.pop(channel, None)

    @property
    def outlets(self) -> Mapping[str, Outlet]:
        """Those given so far."""
        return self._outlets

    @property
    def complete(self) -> bool:
        """Whether there are channels, and every one has given its outlet."""
        return bool(self._channels) and self._outlets.keys() == self._channels.keys()

    @property
    def address(self) -> str:
        """Where people find us, with an announcement's number to be put behind it; empty when nobody knows."""
        return next((outlet.address for outlet in self._outlets.values() if outlet.address), "")

    def of(self, chat: str) -> Outlet | None:
        """The outlet that reaches this chat; None when its channel is none of ours."""
        return self._outlets.get(channel_of(chat))

    def rooms(self) -> tuple[Room, ...]:
        """What a message holds in each channel."""
        return tuple(self._channels.values())


def channel_of(chat: str) -> str:
    """The short name that a chat's key begins with."""
    return chat.partition(":")[0]
