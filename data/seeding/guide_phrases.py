"""What is said of guides, as a digest: it tells whether their ranking was learnt from it."""

import hashlib
from importlib.resources.abc import Traversable
from pathlib import Path

from data.seeding.seed_checks import read_seeds


def digest_of(folder: Traversable | Path) -> str:
    """64 hexadecimal digits that change with the guides of the seeds folder and with what is said of them."""
    digest = hashlib.sha256()
    for guide in read_seeds(folder).guides:
        cases = [way for variant in guide.variants for way in variant.when]
        for text in (guide.intent, guide.id, guide.title, *guide.aliases, *guide.said, *cases):
            digest.update(text.encode() + b"\n")
    return digest.hexdigest()
