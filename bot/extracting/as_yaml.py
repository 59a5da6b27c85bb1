"""Drafts as YAML, to be read and kept beside the page."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Final

import yaml

from bot.extracting.draft import Draft
from bot.extracting.standing import Standing

_ORDER: Final = (
    "title", "aliases", "intent", "region", "provider", "audience", "summary", "how", "contact", "facts", "valid_from",
    "valid_until", "source", "passage", "spans", "confidence",
)  # fmt: skip


def drafts_as_yaml(drafts: Iterable[tuple[Draft, Standing | None]]) -> str:
    """A list of drafts with how each stands to the entries there are; what to look at stands under `doubtful`."""
    items = [_item(draft, stands) for draft, stands in drafts]
    text: str = yaml.safe_dump(items, allow_unicode=True, sort_keys=False, width=110)
    return text


def _item(draft: Draft, stands: Standing | None) -> dict[str, object]:
    plain = asdict(draft)
    item: dict[str, object] = {key: _listed(plain[key]) for key in _ORDER}
    item["doubtful"] = list(draft.doubtful)
    if stands is not None:
        item["standing"] = {
            "entry": stands.entry,
            "age": stands.age.value,
            "told": stands.told,
            "changes": [asdict(change) for change in stands.changes],
        }
    return item


def _listed(value: object) -> object:
    """The value with lists for tuples, which YAML readers do not know."""
    if isinstance(value, dict):
        return {key: _listed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_listed(one) for one in value]
    return value
