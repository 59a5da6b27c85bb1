"""The fitted model of a set of phrases: shipped, from the cache folder, or fitted now in a process of its own."""

import asyncio
import hashlib
import os
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext
from importlib.resources import files
from pathlib import Path
from typing import Final

import orjson

from bot.understanding.model import VERSION, IntentModel

FIT: Final = 3
"""Moves when the fit itself changes: phrases that were fitted otherwise are fitted anew."""

KEPT_FILES: Final = 4
"""Models that stay in the cache folder: the one in use, and those that other processes may still start from."""


class FittingFailed(RuntimeError):
    """The process that fits the model ended without one; the text holds its last words, none of them a person's."""


def content_key(examples: Sequence[tuple[str, str]], vectors: bytes) -> str:
    """What a model was fitted on, as 64 hexadecimal digits: the phrases in order, the word vectors, our own version."""
    digest = hashlib.sha256(f"{VERSION}.{FIT}\n".encode() + hashlib.sha256(vectors).digest())
    digest.update(orjson.dumps(examples))
    return digest.hexdigest()


def model_name(examples: Sequence[tuple[str, str]], vectors: bytes) -> str:
    """What the file of a model is called; by its name alone it is known to belong to the phrases."""
    return f"intents-{content_key(examples, vectors)[:32]}.npz"


def shipped_models() -> Path:
    """The folder of the model that comes with the program, made by `python -m bot seeds fit`; it may not be there."""
    return Path(str(files("seeds"))) / "fitted"


class FittingProcess:
    """A process that fits one model; until it is handed its work it imports what it needs, a second or two."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def fit(self, examples: Sequence[tuple[str, str]], path: Path) -> None:
        """Fits the examples into the file.

        Raises:
            FittingFailed: no model came of it.
        """
        _, errors = await self._process.communicate(f"{path}\n".encode() + orjson.dumps(examples))
        if self._process.returncode != 0:
            last = errors.decode(errors="replace").strip().splitlines()[-1:]
            raise FittingFailed(
                f"fitting the intent model failed: {last[0] if last else f'exit code {self._process.returncode}'}"
            )


@asynccontextmanager
async def fitting_process() -> AsyncIterator[FittingProcess]:
    """Starts one; it ends with the block, whether or not it had work."""
    # One thread: the solver has no use for more, and a rider's questions may be waiting beside it.
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.understanding.fitting",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        env=environment,
    )  # fmt: skip
    try:
        yield FittingProcess(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


@asynccontextmanager
async def fitting_ahead(*folders: Path) -> AsyncIterator[FittingProcess | None]:
    """A process that gets ready while phrases are gathered; None when there is a model in one of the folders."""
    if any(map(models_in, folders)):
        yield None
        return
    async with fitting_process() as process:
        yield process


async def fitted_model(
    examples: Sequence[tuple[str, str]],
    vectors: bytes,
    folder: Path,
    on_fit: Callable[[int], None],
    started: FittingProcess | None = None,
) -> IntentModel:
    """The model of the examples (text, intent or ""); `on_fit` hears how many phrases are being fitted, when they are.

    They are fitted by the process `started` for that, or by a new one.

    Raises:
        FittingFailed: no model came of it.
    """
    name = model_name(examples, vectors)
    path = folder / name
    for there in (shipped_models() / name, path):
        model = await asyncio.to_thread(IntentModel.load, there)
        if model is not None:
            return model
    on_fit(len(examples))
    async with nullcontext(started) if started is not None else fitting_process() as process:
        await process.fit(examples, path)
    model = await asyncio.to_thread(IntentModel.load, path)
    if model is None:
        raise FittingFailed("the fitted model cannot be read back; is the cache folder writable and its disk not full?")
    await asyncio.to_thread(_drop_older, folder)
    return model


def models_in(folder: Path) -> list[Path]:
    """The files of models in a folder."""
    return list(folder.glob("intents-*.npz"))


def _drop_older(folder: Path) -> None:
    files = sorted(models_in(folder), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[KEPT_FILES:]:
        file.unlink(missing_ok=True)
