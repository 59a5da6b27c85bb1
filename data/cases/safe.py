"""What keeps words of cases unreadable to whoever has the database alone: a key in a file, and what is sealed with it.

AES-256-GCM with a fresh nonce for each text; what a text belongs to is authenticated with it, so that a row cannot be
put into another case. The library is imported with the first case: 30 ms that a start without any saves.
"""

import base64
import hashlib
import hmac
import os
import secrets
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class WrongKey(RuntimeError):
    """The key file cannot be used; the text says why and what to do."""


class Unreadable(ValueError):
    """What was sealed is damaged, or of another key or case."""


class Safe:
    """Seals and opens with one key of 32 bytes; immutable."""

    def __init__(self, key: bytes) -> None:
        if len(key) != _KEY_BYTES:
            raise WrongKey("the key has not 32 bytes; bring back the file that was made at the first start")
        self._key = key

    @cached_property
    def _cipher(self) -> "AESGCM":
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._of("seal"))

    def _of(self, use: str) -> bytes:
        """A key for one use, of which the others cannot be told."""
        return hmac.digest(self._key, f"unionbot cases {use}".encode(), "sha256")

    def seal(self, content: bytes, about: str) -> bytes:
        """The content, unreadable without the key; `about` names what it belongs to."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, about.encode())

    def open(self, sealed: bytes, about: str) -> bytes:
        """What was sealed for this.

        Raises:
            Unreadable: see there.
        """
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about.encode())
        except (InvalidTag, ValueError):
            raise Unreadable(about) from None

    def mark(self, name: str) -> str:
        """A digest by which the same name is found again, and which tells it to nobody without the key."""
        return hmac.new(self._of("mark"), name.encode(), hashlib.sha256).hexdigest()


def safe_of(file: Path) -> Safe:
    """The safe whose key is in this file, which is made, for its owner alone, when it is not there.

    Of several processes that start at the same time one makes it.

    Raises:
        WrongKey: it cannot be read or made, or is no key.
    """
    try:
        if not file.exists():
            _make(file)
        written = file.read_text(encoding="ascii")
        return Safe(base64.b64decode(written, validate=True))
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or "it is no key"
        raise WrongKey(f"UNIONBOT_CASE_KEY: cannot use {file} ({cause}); name a file that only we may read") from None


def _make(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(making, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
        opened.write(base64.b64encode(secrets.token_bytes(_KEY_BYTES)))
        opened.flush()
        os.fsync(opened.fileno())
    try:
        # Unlike a renaming, a link never takes the place of a key that another process made meanwhile.
        os.link(making, file)
    except FileExistsError:
        pass
    finally:
        making.unlink(missing_ok=True)
