"""JSON as this channel gives it."""

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.responses import Response


def json_answer(
    value: Mapping[str, Any],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    media_type: str = "application/json",
) -> Response:
    """The value as a response; nobody keeps it unless the headers say so."""
    return Response(orjson.dumps(value), status, {"Cache-Control": "no-store", **(headers or {})}, media_type)
