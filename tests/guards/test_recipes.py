"""The recipes of CONTRIBUTING.md work as they stand there: each is carried out in a copy of the checkout."""

from pathlib import Path

import pytest

from tests.guards.checkout import copy_checkout
from tests.guards.papers import text_of
from tests.guards.recipes import Block, WrongRecipe, carry_out, recipes_of

RECIPES = recipes_of(text_of("CONTRIBUTING.md"))
OF_SEEDS = ("A phrase", "An entry", "An intent")
"""They are carried out one after the other in one copy: the model is fitted once, some ten seconds, for all of them."""
WANTED = {*OF_SEEDS, "A field", "A command", "A setting", "A table", "A channel"}


def _settings(folder: Path, cache: Path) -> dict[str, str]:
    return {"UNIONBOT_DATABASE_URL": f"sqlite:///{folder}/recipe.db", "UNIONBOT_CACHE": str(cache)}


def test_there_is_a_recipe_for_what_is_added_most() -> None:
    assert set(RECIPES) >= WANTED
    assert [name for name, blocks in RECIPES.items() if not any(block.sentence["then"] for block in blocks)] == []


def test_a_field_touches_five_files() -> None:
    sentences = [block.sentence for block in RECIPES["A field"]]
    named = {said["new_path"] or said["end_path"] or said["path"] for said in sentences} - {None}
    migrations = [block for block in RECIPES["A field"] if "python -m data.migrations" in block.text]
    assert len(named) + len(migrations) <= 5


def test_the_recipes_of_seeds_work(tmp_path: Path) -> None:
    folder = copy_checkout(tmp_path / "checkout")
    for name in OF_SEEDS:
        carry_out(RECIPES[name], folder, _settings(folder, folder / "cache"))


@pytest.mark.parametrize("name", [name for name in RECIPES if name not in OF_SEEDS])
def test_the_recipe_works(name: str, tmp_path: Path, model_cache: Path) -> None:
    folder = copy_checkout(tmp_path / "checkout")
    carry_out(RECIPES[name], folder, _settings(folder, model_cache))


def _blocks(text: str) -> list[Block]:
    return recipes_of(f"# X\n\n## Recipes\n\n### One\n\n{text}\n")["One"]


def test_blocks_are_put_where_the_sentence_says(tmp_path: Path) -> None:
    text = """A new file `a.txt`:

```text
one
three
```

In `a.txt`, after `on`:

```text
two
```

In `a.txt`, before `one`:

```text
nought
```

Now in one sentence over
two lines. In `a.txt`, in place of `three`:

```text
3
```

At the end of `a.txt`:

```text
four
```

Then:

```sh
cat a.txt
```

which prints:

```text
two
```
"""
    carry_out(_blocks(text), tmp_path, {})
    assert (tmp_path / "a.txt").read_text() == "nought\none\ntwo\n3\nfour\n"


@pytest.mark.parametrize(
    "text",
    [
        "In `a.txt`, after `nowhere`:\n\n```text\nx\n```\n",
        "A new file `a.txt`:\n\n```text\nx\n```\n",
        "Then:\n\n```sh\nfalse\n```\n",
        "Then:\n\n```sh\necho one\n```\n\nwhich prints:\n\n```text\ntwo\n```\n",
        "Look at this:\n\n```text\nx\n```\n",
    ],
)
def test_a_recipe_that_does_not_work_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text("one\n")
    with pytest.raises(WrongRecipe):
        carry_out(_blocks(text), tmp_path, {})
