"""What is sealed comes back by its key alone, and whole."""

from itertools import pairwise
from pathlib import Path

import pytest

from data.upkeep.sealed_files import MAGIC, PIECE, BrokenSeal, is_sealed, open_file, seal_file

KEY, OTHER = bytes(range(32)), bytes(32)
SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE)
HEAD, STRIDE = len(MAGIC) + 32, PIECE + 16


def _sealed(folder: Path, content: bytes) -> Path:
    (folder / "plain").write_bytes(content)
    seal_file(folder / "plain", folder / "sealed", KEY)
    return folder / "sealed"


@pytest.mark.parametrize("size", SIZES)
def test_it_comes_back_as_it_was(tmp_path: Path, size: int) -> None:
    content = (bytes(range(256)) * (size // 256 + 1))[:size]
    sealed = _sealed(tmp_path, content)
    assert is_sealed(sealed)
    assert not is_sealed(tmp_path / "plain")
    open_file(sealed, tmp_path / "again", KEY)
    assert (tmp_path / "again").read_bytes() == content


def test_the_same_content_is_never_sealed_the_same(tmp_path: Path) -> None:
    assert _sealed(tmp_path, b"x" * 100).read_bytes() != _sealed(tmp_path, b"x" * 100).read_bytes()


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(BrokenSeal):
        open_file(_sealed(tmp_path, b"secret"), tmp_path / "again", OTHER)


@pytest.mark.parametrize("end", [HEAD, HEAD + STRIDE, HEAD + 2 * STRIDE, -1])
def test_what_is_cut_off_is_refused_also_between_two_pieces(tmp_path: Path, end: int) -> None:
    sealed = _sealed(tmp_path, b"x" * 3 * PIECE)
    sealed.write_bytes(sealed.read_bytes()[:end])
    with pytest.raises(BrokenSeal):
        open_file(sealed, tmp_path / "again", KEY)


def test_pieces_in_another_order_are_refused(tmp_path: Path) -> None:
    sealed = _sealed(tmp_path, b"a" * PIECE + b"b" * PIECE + b"c")
    given = sealed.read_bytes()
    ends = (0, HEAD, HEAD + STRIDE, HEAD + 2 * STRIDE, len(given))
    head, one, two, rest = (given[begin:end] for begin, end in pairwise(ends))
    sealed.write_bytes(head + two + one + rest)
    with pytest.raises(BrokenSeal):
        open_file(sealed, tmp_path / "again", KEY)


@pytest.mark.parametrize("place", [len(MAGIC), HEAD, -1])
def test_one_changed_bit_is_found(tmp_path: Path, place: int) -> None:
    sealed = _sealed(tmp_path, b"secret")
    content = bytearray(sealed.read_bytes())
    content[place] ^= 1
    sealed.write_bytes(content)
    with pytest.raises(BrokenSeal):
        open_file(sealed, tmp_path / "again", KEY)
