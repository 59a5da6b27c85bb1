"""A catalogue as large as if every city joined: generated phrases and entries, always alike for a seed."""

import random
from dataclasses import replace
from typing import Final

import jieba

from data.catalogue.entries import ExamplePhrase, Fact, ServiceEntry, Source
from data.seeding.seed_files import PlacedEntry, PlacedPhrases, Seeds
from tests.benchmarks.changed_words import WordChanger

KIND: Final = "generated"
FIRST_YEAR, YEARS = 2019, 8
MOST_FACTS: Final = 4
UNITS: Final = ("个", "人", "家", "元", "万元", "次", "场", "户")


def enlarged(seeds: Seeds, phrases: int, entries: int, seed: int = 11) -> Seeds:
    """The seeds with distinct phrases and entries added until there are so many of each."""
    changer = WordChanger(seed)
    placed_phrases = PlacedPhrases("generated", None, _phrases(seeds, phrases, changer))
    made = _entries(seeds, entries - len(seeds.entries), changer, random.Random(seed))
    return replace(
        seeds,
        placed_phrases=(*seeds.placed_phrases, placed_phrases),
        placed_entries=(*seeds.placed_entries, *(PlacedEntry("generated", entry) for entry in made)),
    )


def _phrases(seeds: Seeds, total: int, changer: WordChanger) -> tuple[ExamplePhrase, ...]:
    """Shipped phrases with one to three words changed: their words come from the whole dictionary, so that it grows."""
    shipped = seeds.phrases
    known = {phrase.text for phrase in shipped}
    parts = [jieba.lcut(phrase.text, HMM=False) for phrase in shipped]
    made: list[ExamplePhrase] = []
    number = 0
    while len(shipped) + len(made) < total:
        phrase = shipped[number % len(shipped)]
        text = changer.changed(parts[number % len(shipped)], changes=1 + number % 3)
        number += 1
        if text not in known:
            known.add(text)
            made.append(ExamplePhrase(phrase.intent, text, KIND))
    return tuple(made)


def _entries(seeds: Seeds, count: int, changer: WordChanger, chance: random.Random) -> list[ServiceEntry]:
    regions = sorted(seeds.regions)
    models = seeds.entries
    article = seeds.articles[0]
    made = []
    for number in range(count):
        model = models[number % len(models)]
        region = regions[number * 7 % len(regions)]
        words = changer.words(6)
        year = FIRST_YEAR + number % YEARS
        source = Source(article.id, article.publication, model.source.headline, None, str(year), "inferred", 0, 1)
        made.append(
            replace(
                model,
                id=f"generated-{number:06d}",
                title=f"{region[-4:]}{words[0]}{words[1]}{model.title[-6:]}{number}",
                region=region,
                provider=f"{region}总工会",
                summary=f"{model.summary}{words[2]}{words[3]}，{words[4]}。",
                facts=tuple(_fact(changer, chance, year) for _ in range(chance.randrange(MOST_FACTS + 1))),
                valid_from=str(year),
                valid_until=None,
                conflict=None,
                source=source,
            )
        )
    return made


def _fact(changer: WordChanger, chance: random.Random, year: int) -> Fact:
    return Fact("".join(changer.words(2)), str(chance.randrange(1, 100_000)), chance.choice(UNITS), str(year))
