"""Which handler takes which address, in one visible order."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from handlers.web import about, api, chat, feedback, health, news, offline, services, stations
from handlers.web.desk import Desk
from handlers.web.gate import Gate
from handlers.web.webhook import Webhook


def build_application(desk: Desk, monotonic: Callable[[], float], webhook: Webhook | None = None) -> ASGIApp:
    """The web channel; with `webhook` it takes Telegram's updates too."""
    routes: list[BaseRoute] = [
        Route("/api/ask", api.ask, methods=["POST"]),
        Route("/api/stations", api.stations, methods=["POST"]),
        Route("/", chat.chat),
        Route("/", chat.ask, methods=["POST"]),
        Route("/feedback", feedback.pressed, methods=["POST"]),
        Route("/nearby", stations.nearby),
        Route("/nearby", stations.found_nearby, methods=["POST"]),
        Route("/s/{code}", stations.at_the_door),
        Route("/services", services.subjects),
        Route("/services/{subject}", services.subject),
        Route("/service/{service}", services.service),
        Route("/news", news.archive),
        Route("/news.atom", news.feed),
        Route("/news/{number:int}", news.announcement),
        Route("/about", about.about),
        Route("/static/{name}", desk.pages.assets.serve),
        Route("/offline.json", offline.services_kept),
        Route("/sw.js", offline.worker),
        Route("/manifest.webmanifest", about.manifest),
        Route("/favicon.ico", about.favicon),
        Route("/robots.txt", about.robots),
        Route("/openapi.json", api.openapi),
        Route("/healthz", health.healthz),
        Route("/metrics", health.metrics),
    ]
    if webhook is not None:
        routes.append(Route(webhook.path, webhook.serve, methods=["POST"]))
    return Gate(Router(routes, redirect_slashes=False, default=_not_found), desk, monotonic)


async def _not_found(scope: Scope, receive: Receive, send: Send) -> None:
    raise HTTPException(404)
