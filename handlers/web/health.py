"""For those who watch over the program: is it well, and how much does it do."""

from starlette.requests import Request
from starlette.responses import Response

from handlers.web.answers import json_answer
from handlers.web.desk import desk_of
from handlers.web.metrics import CONTENT_TYPE


async def healthz(request: Request) -> Response:
    """How each part and each job stands; 503 when the database cannot be reached, 200 otherwise.

    A job or a channel that fails is no reason to send riders away: it is told with a 200. With `?live` only whether
    this process answers at all, which needs nothing else; `?ready` is the same as without.
    """
    desk = desk_of(request)
    if "live" in request.query_params:
        return json_answer({"status": "ok", "jobs": {}, "parts": {}})
    jobs = {
        job.name: {"last_success": job.last_success, "age": round(job.age, 3), "failures": job.failures}
        for job in desk.keeper.standings()
    }
    revision = desk.assistant.snapshot.revision
    found = await desk.watching.look(revision, desk.clock())
    if not found.ready:
        told = {"status": "the database cannot be reached", "jobs": jobs, "parts": found.parts}
        return json_answer(told, 503)
    return json_answer({"status": "ok", "revision": revision, "jobs": jobs, "parts": found.parts})


async def metrics(request: Request) -> Response:
    """Totals in the format of Prometheus."""
    desk = desk_of(request)
    counted, age = await desk.watching.counted(), await desk.watching.backup_age()
    text = desk.metrics.text(counted, age, await desk.watching.free_bytes())
    return Response(text, headers={"Content-Type": CONTENT_TYPE})
