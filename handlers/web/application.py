"""Which handler takes which address, in one visible order."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from handlers.web import about, accounts, api, cases, chat, feedback, health, news, offline, services, stations
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
        Route("/feedback", feedback.feedback_pressed, methods=["POST"]),
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
        Route("/offline", offline.offline_page),
        Route("/offline.json", offline.services_kept),
        Route("/sw.js", offline.worker),
        Route("/manifest.webmanifest", about.manifest),
        Route("/favicon.ico", about.favicon),
        Route("/robots.txt", about.robots),
        Route("/openapi.json", api.openapi),
        Route("/healthz", health.healthz),
        Route("/metrics", health.metrics),
    ]
    if desk.cases is not None:
        routes += [
            Route("/case", cases.hand_over),
            Route("/case", cases.handed_over, methods=["POST"]),
            Route("/case/back", cases.come_back, methods=["POST"]),
            Route("/case/{secret}", cases.case),
            Route("/account", accounts.newest),
            Route("/account/{month}.csv", accounts.sheet),
            Route("/account/{month}", accounts.month),
            Route("/case/{secret}", cases.changed, methods=["POST"]),
        ]
    if webhook is not None:
        routes.append(Route(webhook.path, webhook.serve, methods=["POST"]))
    return Gate(
        Router(routes, redirect_slashes=False, default=_not_found),
        desk,
        monotonic,
        webhook.path if webhook is not None else None,
    )


async def _not_found(scope: Scope, receive: Receive, send: Send) -> None:
    raise HTTPException(404)
