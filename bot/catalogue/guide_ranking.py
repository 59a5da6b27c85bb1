"""Which guide of a subject a question is about, by what was learnt from all that is said of its guides.

`python -m bot.catalogue.guide_fitting` learns it, and it ships with the program.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.catalogue.phrase_ranking import PhraseRanking

FILE: Final = "ranking.npz"
_SEPARATOR: Final = "\n"


@dataclass(frozen=True, slots=True)
class SubjectRanking:
    """What was learnt of the guides of one subject; `guides` are in the order of the ranking's columns."""

    guides: tuple[str, ...]
    ranking: PhraseRanking


def save(rankings: Mapping[str, SubjectRanking], path: Path) -> None:
    """Writes the rankings by subject."""
    arrays: dict[str, NDArray[np.generic]] = {"subjects": _packed(tuple(rankings))}
    for subject, one in rankings.items():
        arrays[f"{subject}.guides"] = _packed(one.guides)
        arrays[f"{subject}.terms"] = _packed(tuple(one.ranking.rows))
        arrays[f"{subject}.rarity"] = one.ranking.rarity.astype(np.float16)
        arrays[f"{subject}.weights"] = one.ranking.weights
        arrays[f"{subject}.vector_weights"] = one.ranking.vector_weights.astype(np.float16)
        arrays[f"{subject}.bias"] = one.ranking.bias
    with path.open("wb") as stream:
        np.savez_compressed(stream, allow_pickle=False, **arrays)


def load(path: Path | Traversable) -> dict[str, SubjectRanking]:
    """The rankings by subject.

    Raises:
        OSError, ValueError, KeyError: the file is missing or broken.
    """
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
        return {
            subject: SubjectRanking(
                guides=_unpacked(arrays[f"{subject}.guides"]),
                ranking=PhraseRanking(
                    rows={term: row for row, term in enumerate(_unpacked(arrays[f"{subject}.terms"]))},
                    rarity=arrays[f"{subject}.rarity"].astype(np.float32),
                    weights=arrays[f"{subject}.weights"],
                    vector_weights=arrays[f"{subject}.vector_weights"].astype(np.float32),
                    bias=arrays[f"{subject}.bias"],
                ),
            )
            for subject in _unpacked(arrays["subjects"])
        }


@lru_cache(maxsize=1)
def shipped_rankings() -> Mapping[str, SubjectRanking]:
    """Those that ship with the program, by subject."""
    return load(files("seeds") / "guides" / FILE)


def _packed(texts: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer(_SEPARATOR.join(texts).encode("utf-8"), dtype=np.uint8)


def _unpacked(array: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(array.tobytes().decode("utf-8").split(_SEPARATOR))
