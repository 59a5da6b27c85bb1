"""The fitted model of a set of phrases: from the cache folder, or fitted now in a process of its own."""

import asyncio
import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import orjson

from bot.understanding.model import VERSION, IntentModel

KEPT_FILES: Final = 4
"""Models that stay in the cache folder: the one in use, and those that other processes may still start from."""


class FittingFailed(RuntimeError):
    """The process that fits the model ended without one; the text holds its last words, none of them a person's."""


def content_key(examples: Sequence[tuple[str, str]], vectors: bytes) -> str:
    """What a model was fitted on, as 64 hexadecimal digits: the phrases in order, the word vectors, our own version."""
    digest = hashlib.sha256(f"{VERSION}\n".encode() + hashlib.sha256(vectors).digest())
    digest.update(orjson.dumps(examples))
    return digest.hexdigest()


async def fitted_model(
    examples: Sequence[tuple[str, str]], vectors: bytes, folder: Path, on_fit: Callable[[int], None]
) -> IntentModel:
    """The model of the examples (text, intent or ""); `on_fit` hears how many phrases are being fitted, when they are.

    Raises:
        FittingFailed: no model came of it.
    """
    path = folder / f"intents-{content_key(examples, vectors)[:32]}.npz"
    model = await asyncio.to_thread(IntentModel.load, path)
    if model is not None:
        return model
    on_fit(len(examples))
    await _fit(examples, path)
    model = await asyncio.to_thread(IntentModel.load, path)
    if model is None:
        raise FittingFailed("the fitted model cannot be read back; is the cache folder writable and its disk not full?")
    await asyncio.to_thread(_drop_older, folder)
    return model


async def _fit(examples: Sequence[tuple[str, str]], path: Path) -> None:
    # One thread: the solver has no use for more, and a rider's questions may be waiting beside it.
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.understanding.fitting", str(path),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        env=environment,
    )  # fmt: skip
    try:
        _, errors = await process.communicate(orjson.dumps(examples))
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode != 0:
        last = errors.decode(errors="replace").strip().splitlines()[-1:] or [f"exit code {process.returncode}"]
        raise FittingFailed(f"fitting the intent model failed: {last[0]}")


def _drop_older(folder: Path) -> None:
    files = sorted(folder.glob("intents-*.npz"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[KEPT_FILES:]:
        file.unlink(missing_ok=True)
