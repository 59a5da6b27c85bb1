"""A connection's patience: whoever opens one must say what is wanted, soon and in few bytes."""

import asyncio
import resource
from collections import Counter
from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from handlers.web.addresses import counted_as

HEAD_SECONDS = 10.0
"""From the first byte of a request (or the opening of the connection) to the end of its headers."""

MOST_HEAD_BYTES = 32 * 1024
"""Of a request before its headers end; the longest question in an address takes 4.5 kB."""


MOST_OF_ONE: Final = 256
"""Connections of one address; a mobile network or a station has many people behind one."""

MOST_IN_ALL: Final = 4_000
_SPARE: Final = 256  # descriptors for databases, files and calls to Telegram


class Crowd:
    """The open connections of a server, by the address they come from; `balancers` are not counted by address."""

    def __init__(self, balancers: Sequence[str] = (), descriptors: int | None = None) -> None:
        self._balancers = [ip_network(balancer) for balancer in balancers]
        limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0] if descriptors is None else descriptors
        self._most = max(1, min(MOST_IN_ALL, limit - _SPARE))
        self._open: Counter[str] = Counter()
        self._all = 0

    def enter(self, address: str) -> str | None:
        """Counts one more connection from there, and gives what it is counted as; None: there are enough."""
        counted = "" if self._is_balancer(address) else counted_as(address)
        if self._all >= self._most or (counted and self._open[counted] >= MOST_OF_ONE):
            return None
        self._open[counted] += 1
        self._all += 1
        return counted

    def leave(self, counted: str) -> None:
        """One that `enter` counted is closed."""
        self._all -= 1
        self._open[counted] -= 1
        if not self._open[counted]:
            del self._open[counted]

    def _is_balancer(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return True  # a socket of this machine
        return any(found in network for network in self._balancers)


class ImpatientProtocol(HttpToolsProtocol):
    """The server's own protocol, which would wait for headers without end, in time and in bytes, and for everybody."""

    crowd = Crowd()

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._patience: asyncio.TimerHandle | None = None
        self._in_head = True
        self._head_bytes = 0
        self._counted: str | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as the base class does
        """Starts to wait for the first request."""
        super().connection_made(transport)
        self._counted = self.crowd.enter(self.client[0] if self.client else "")
        if self._counted is None:
            transport.abort()
            return
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends the waiting."""
        self._head_is_here()
        if self._counted is not None:
            self.crowd.leave(self._counted)
            self._counted = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Takes what comes, unless it is more than a request's head may be."""
        if self._in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > MOST_HEAD_BYTES:
            self.transport.close()

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._await_head()

    def on_headers_complete(self) -> None:
        """Its head is here; the body has limits of its own."""
        self._head_is_here()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The next bytes belong to another request's head."""
        super().on_message_complete()
        self._in_head = True
        self._head_bytes = 0

    def _await_head(self) -> None:
        self._in_head = True
        if self._patience is None:
            self._patience = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _head_is_here(self) -> None:
        self._in_head = False
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _give_up(self) -> None:
        self._patience = None
        self.transport.close()
