"""Makes `words.txt`: the words of the example phrases, how often they come and how they are said, by pypinyin.

    pip install -e '.[e5]' && python -m seeds.syllables.words

By them letters typed as pinyin are read. A phrase that is in scope counts twice, as riders' words come before others'.
A line is a word, its count and its syllables; most frequent first.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jieba
import yaml
from pypinyin import lazy_pinyin

SEEDS = Path(__file__).parent.parent
MISSPELLED = ("pinyin", "typo")
"""Kinds of phrases whose words are not spelled as they are meant."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def texts() -> Iterator[tuple[str, int]]:
    """Every phrase, with what it counts."""
    for path in [*sorted((SEEDS / "phrases").glob("*.yaml")), SEEDS / "out_of_scope.yaml"]:
        kinds: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))["phrases"]
        for kind, phrases in kinds.items():
            if kind not in MISSPELLED:
                yield from ((phrase, 1 if path.stem == "out_of_scope" else 2) for phrase in phrases)


def main() -> None:
    """Writes `words.txt` beside this script."""
    for name in (SEEDS / "words.txt").read_text(encoding="utf-8").split():
        jieba.add_word(name)
    counts: Counter[str] = Counter()
    for text, weight in texts():
        for run in _CHINESE.findall(text):
            for word in jieba.cut(run, HMM=False):
                counts[word] += weight
    lines = [
        f"{word} {count} {' '.join(lazy_pinyin(word))}"
        for word, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    Path(__file__).with_name("words.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
