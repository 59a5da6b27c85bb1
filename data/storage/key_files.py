"""Keys of 32 bytes, each in a file of its own that only its owner may read."""

import base64
import os
import secrets
from pathlib import Path
from typing import Final

KEY_BYTES: Final = 32


class WrongKey(RuntimeError):
    """A key cannot be used; the text says why and what to do."""


def key_in(file: Path, setting: str, *, make: bool = True) -> bytes:
    """The key in this file, which is made, for its owner alone, when it is not there; `setting` names the file.

    Of several processes that start at the same time one makes it.

    Raises:
        WrongKey: it cannot be read or made, or is no key.
    """
    try:
        if make and not file.exists():
            _make(file)
        key = base64.b64decode(file.read_text(encoding="ascii"), validate=True)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or "it is no key"
        raise WrongKey(f"{setting}: cannot use {file} ({cause}); name a file that only we may read") from None
    if len(key) != KEY_BYTES:
        raise WrongKey(f"{setting}: {file} has not {KEY_BYTES} bytes; bring back the file that was made at first")
    return key


def _make(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(making, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
        opened.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)))
        opened.flush()
        os.fsync(opened.fileno())
    try:
        # Unlike a renaming, a link never takes the place of a key that another process made meanwhile.
        os.link(making, file)
    except FileExistsError:
        pass
    finally:
        making.unlink(missing_ok=True)
