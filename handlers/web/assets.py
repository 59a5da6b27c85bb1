"""Files that pages load: held in memory, named by their content, so that browsers may keep them for ever."""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

FOR_EVER = "public, max-age=31536000, immutable"
_IMPORTED: Final = re.compile(rb'from "\./([\w.]+)"')
_TEXTS: Final = {".css", ".js", ".json", ".svg"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file; `packed` is its content gzipped, None where that saves nothing."""

    content: bytes
    packed: bytes | None
    media_type: str


class Assets:
    """The files of `static/`; the address of one changes with its content."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._assets: dict[str, Asset] = {}
        self._addresses: dict[str, str] = {}
        # A script may import others by their plain names: those come first, and it names them as they are served.
        for name in sorted(
            contents, key=lambda name: name.endswith(".js") and _IMPORTED.search(contents[name]) is not None
        ):
            content = _IMPORTED.sub(self._named_inside, contents[name]) if name.endswith(".js") else contents[name]
            stem, dot, ending = name.rpartition(".")
            hashed = f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}{dot}{ending}"
            media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
            packed = gzip.compress(content, mtime=0) if dot + ending in _TEXTS else None
            self._assets[hashed] = Asset(content, packed, media_type)
            self._addresses[name] = f"/static/{hashed}"

    def _named_inside(self, found: re.Match[bytes]) -> bytes:
        return f'from "{self._addresses[found[1].decode()]}"'.encode()

    @classmethod
    def shipped(cls) -> "Assets":
        """The files that come with the program."""
        folder = files("handlers.web") / "static"
        contents = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
        contents["danger.json"] = (files("seeds") / "danger" / "phone.json").read_bytes()
        return cls(contents)

    def address(self, name: str) -> str:
        """Where a page loads this file from."""
        return self._addresses[name]

    def addresses(self) -> Iterable[str]:
        """Every file's address."""
        return self._addresses.values()

    async def serve(self, request: Request) -> Response:
        """Gives one file; 404 for a name that no page of this version uses."""
        asset = self._assets.get(request.path_params["name"])
        if asset is None:
            return Response(status_code=404)
        headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
        if asset.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(asset.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=asset.media_type)
        return Response(asset.content, headers=headers, media_type=asset.media_type)
