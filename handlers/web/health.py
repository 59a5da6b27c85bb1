"""For those who watch over the program: is it well, and how much does it do."""

import asyncio

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import Response

from handlers.reporting import report_place
from handlers.web.answers import json_answer
from handlers.web.desk import desk_of
from handlers.web.metrics import CONTENT_TYPE

_PATIENCE = 3.0  # seconds that the database has for a health check


async def healthz(request: Request) -> Response:
    """200 when questions can be answered and the database can be reached, 503 otherwise."""
    desk = desk_of(request)
    try:
        async with asyncio.timeout(_PATIENCE), desk.database.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except Exception as error:  # each driver has errors of its own
        report_place(error, "healthz")
        return json_answer({"status": "the database cannot be reached"}, 503)
    return json_answer({"status": "ok", "revision": desk.assistant.snapshot.revision})


async def metrics(request: Request) -> Response:
    """Totals in the format of Prometheus."""
    return Response(desk_of(request).metrics.text(), headers={"Content-Type": CONTENT_TYPE})
