"""Runs the web channel from an open port to the last answer."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.types import ASGIApp

from handlers.web.connections import MOST_IN_ALL, Crowd, ImpatientProtocol

_BACKLOG = 1024
_IDLE = 65  # seconds; longer than the 60 s that balancers keep a connection by default, so that they close first
_GRACE = 8  # seconds that answers under way have when the program is told to stop


class PortTaken(Exception):
    """The address cannot be listened on; the text says why and what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes any free one.

    Raises:
        PortTaken: it cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise PortTaken(
            f"cannot serve the web page on {host}, port {port} ({error.strerror or error}); "
            "set UNIONBOT_WEB_HOST and UNIONBOT_WEB_PORT to another (port 0 takes any free one)"
        ) from None


def address_of(listening: socket.socket, public_url: str) -> str:
    """What to type into a browser: the public address where there is one."""
    if public_url:
        return f"{public_url}/"
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - every address; from this machine it is this one
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


async def serve_web(
    application: ASGIApp, listening: socket.socket, stop: asyncio.Event, proxies: Sequence[str] = ()
) -> None:
    """Answers requests until `stop` is set, then ends within 8 s; `proxies` are believed whom they pass on."""

    class Protocol(ImpatientProtocol):
        crowd = Crowd(proxies)

    server = _Server(
        uvicorn.Config(
            application,
            http=Protocol,
            ws="none",
            lifespan="off",
            log_config=None,  # with an access log, questions in addresses would stand in it
            access_log=False,
            server_header=False,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=list(proxies),
            limit_concurrency=MOST_IN_ALL,
            timeout_keep_alive=_IDLE,
            timeout_graceful_shutdown=_GRACE,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    stopped = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopped.cancel()
        server.should_exit = True
        await serving


class _Server(uvicorn.Server):
    """Leaves signals to the program, which has other channels to stop too."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
