"""What keeps words of cases unreadable to whoever has the database alone: a key in a file, and what is sealed with it.

AES-256-GCM with a fresh nonce for each text; what a text belongs to is authenticated with it, so that a row cannot be
put into another case. The library is imported with the first case: 30 ms that a start without any saves.
"""

import hashlib
import hmac
import secrets
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from data.storage.key_files import key_in

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES: Final = 12


class Unreadable(ValueError):
    """What was sealed is damaged, or of another key or case."""


class Safe:
    """Seals and opens with one key of 32 bytes; immutable."""

    def __init__(self, key: bytes) -> None:
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
    """The safe whose key is in this file, which is made when it is not there.

    Raises:
        WrongKey: it cannot be read or made, or is no key.
    """
    return Safe(key_in(file, "UNIONBOT_CASE_KEY"))
