"""Files that nobody reads without the key: AES-256-GCM, piece by piece, so that memory is bounded.

A file has a key of its own, made from ours and 32 random bytes at its begin. A piece is sealed with its number and with
whether it is the last: pieces that are changed, exchanged, left out or cut off are refused.
"""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC: Final = b"unionbot sealed 1\n"
ENDING: Final = ".sealed"
PIECE: Final = 2**20
_TAG, _SALT = 16, 32


class BrokenSeal(ValueError):
    """A sealed file is damaged, cut off, or of another key."""


def seal_file(plain: Path, sealed: Path, key: bytes) -> None:
    """Writes what is in `plain`, sealed, into the file `sealed`, which is there."""
    salt = secrets.token_bytes(_SALT)
    cipher = _cipher(key, salt)
    with plain.open("rb") as source, sealed.open("wb") as target:
        target.write(MAGIC + salt)
        for number, (piece, last) in enumerate(_pieces(source, PIECE)):
            target.write(cipher.encrypt(_nonce(number, last=last), piece, None))


def open_file(sealed: Path, plain: Path, key: bytes) -> None:
    """Writes what was sealed into the file `plain`, which is there.

    Raises:
        BrokenSeal: see there; what stands in `plain` then is of no use.
    """
    from cryptography.exceptions import InvalidTag

    with sealed.open("rb") as source, plain.open("wb") as target:
        begin = source.read(len(MAGIC) + _SALT)
        cipher = _cipher(key, begin[len(MAGIC) :])
        for number, (piece, last) in enumerate(_pieces(source, PIECE + _TAG)):
            try:
                target.write(cipher.decrypt(_nonce(number, last=last), piece, None))
            except (InvalidTag, ValueError):
                raise BrokenSeal("it is damaged, cut off, or was sealed with another key") from None


def is_sealed(file: Path) -> bool:
    """Whether a file is one of these."""
    with file.open("rb") as opened:
        return opened.read(len(MAGIC)) == MAGIC


def _cipher(key: bytes, salt: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return AESGCM(HKDF(SHA256(), 32, salt, b"unionbot backup").derive(key))


def _pieces(source: IO[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Pieces of this size, each with whether it is the last; of an empty file one, empty."""
    piece = source.read(size)
    while following := source.read(size):
        yield piece, False
        piece = following
    yield piece, True


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
