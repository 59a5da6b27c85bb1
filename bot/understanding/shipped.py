"""The featurizer of what ships with the program: jieba, our service names (`seeds/words.txt`), the word vectors."""

from functools import cache
from importlib.resources import files

from bot.understanding.features import Featurizer
from bot.understanding.segment import Segmenter
from bot.understanding.syllables import Syllables
from bot.understanding.typed_pinyin import TypedPinyin
from bot.understanding.vectors import WordVectors


def shipped_vectors() -> bytes:
    """The file of word vectors, for the key of a fitted model."""
    return (files("seeds") / "vectors" / "words.npz").read_bytes()


@cache
def shipped_featurizer() -> Featurizer:
    """The featurizer, made once; takes about a quarter of a second."""
    seeds = files("seeds")
    names = (seeds / "words.txt").read_text(encoding="utf-8").split()
    syllables = Syllables((seeds / "syllables" / "syllables.txt").read_text(encoding="utf-8"))
    typed = TypedPinyin((seeds / "syllables" / "words.txt").read_text(encoding="utf-8").splitlines(), syllables)
    return Featurizer(Segmenter(names), syllables, WordVectors.read(seeds / "vectors" / "words.npz"), typed)
