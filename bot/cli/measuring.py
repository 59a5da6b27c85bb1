"""`eval`: rates on labelled lines, and of models fitted on labelled phrases."""

import asyncio
from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.bootstrap.parts import bootstrap
from bot.cli import evaluation
from bot.cli.ending import OK, USAGE, Commands, say
from bot.settings import Settings, read_settings
from bot.understanding.shipped import shipped_featurizer

LABELLED_DAY: Final = datetime(2026, 11, 21)
"""The day that the labelled sets hold for; `eval` sets it unless UNIONBOT_TODAY is given."""


def add(commands: Commands) -> None:
    """Registers `eval`."""
    evaluate = commands.add_parser("eval", help="measure on labelled lines: rates, confusions, every miss")
    evaluate.add_argument("file", nargs="?", type=Path, help="questions, dialogues or figures as JSON lines")
    evaluate.add_argument("--train", type=Path, help="fit the model on these labelled phrases instead")
    evaluate.add_argument("--test", type=Path, help="and print accuracy and macro F1 on these")
    evaluate.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    if (options.train is None) != (options.test is None) or (options.file is None) == (options.train is None):
        say("error: write eval FILE, or eval --train A --test B")
        return USAGE
    if options.train is not None:
        return _evaluate_model(options.train, options.test)
    return asyncio.run(_evaluate(read_settings(), options.file))


async def _evaluate(settings: Settings, file: Path) -> int:
    lines = evaluation.read_labelled(file)
    if settings.today is None:
        settings = settings.model_copy(update={"today": LABELLED_DAY})
    async with bootstrap(settings, say, persistent=False) as parts:
        evaluation.report(await evaluation.tally(lines, parts.assistant, parts.regions), print)
    return OK


def _evaluate_model(train: Path, test: Path) -> int:
    from bot.understanding.fitting import Example, fit  # scikit-learn: a second that other commands save

    featurizer = shipped_featurizer()
    examples = [Example(line.text, line.intents[0] if line.intents else "") for line in evaluation.read_labelled(train)]
    tests = evaluation.read_labelled(test)
    model = fit(featurizer, examples)
    given = [model.best_class(featurizer(line.text)) for line in tests]
    wanted = [line.intents[0] if line.intents else "" for line in tests]
    accuracy, macro_f1 = evaluation.model_scores(wanted, given)
    print(f"{len(examples)} phrases fitted, {len(tests)} asked")
    print(f"accuracy {accuracy:.4f}")
    print(f"macro F1 {macro_f1:.4f}")
    return OK
