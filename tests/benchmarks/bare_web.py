"""The least that a JSON endpoint can be: what the page's server is measured against."""

import socket

import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


async def echo(request: Request) -> JSONResponse:
    """Reads a JSON body and gives a small one back."""
    asked = await request.json()
    return JSONResponse({"id": asked.get("id"), "outcome": "answer", "reply": asked["text"]})


async def main() -> None:
    """Serves on a free port and prints its address."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=1024)
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    application = Starlette(routes=[Route("/api/ask", echo, methods=["POST"])])
    config = uvicorn.Config(application, http="httptools", ws="none", lifespan="off", log_config=None, access_log=False)
    await uvicorn.Server(config).serve(sockets=[listening])


if __name__ == "__main__":
    uvloop.run(main())
