"""Makes `syllables.txt`: how each Chinese character is said, without tone, from pypinyin (MIT licence).

    pip install -e '.[e5]' && python -m seeds.syllables.make

A line is a syllable and its characters. Loading pypinyin takes 0.4 s and 50 MB of every process, this file 10 ms.
"""

from collections import defaultdict
from pathlib import Path

from pypinyin import lazy_pinyin

CHARACTERS = range(0x4E00, 0x9FA6)
"""The 20,902 basic characters; rarer ones stand for themselves."""


def main() -> None:
    """Writes `syllables.txt` beside this script."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for character in map(chr, CHARACTERS):
        syllable = lazy_pinyin(character)[0]
        if syllable.isascii() and syllable.isalpha():
            said[syllable].append(character)
    lines = [f"{syllable} {''.join(characters)}" for syllable, characters in sorted(said.items())]
    Path(__file__).with_name("syllables.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
