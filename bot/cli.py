"""The commands; with `__main__` the one place that knows every part."""

import argparse
import asyncio
import logging
import signal
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import orjson

from bot import batch, evaluation, terminal
from bot.conversation import forget_old
from bot.opening import home_region, opened, prepare, shipped_regions
from bot.people import People
from bot.reply import Message
from bot.reply_json import reply_object
from bot.settings import Settings, WrongSetting, read_settings
from bot.staff import Staff
from bot.understanding.fitted import FittingFailed
from bot.understanding.shipped import shipped_featurizer
from bot.wording import operating as words
from data.engine import Database, DatabaseUnreachable
from data.loading import LoadReport, load_seeds
from data.migrating import DatabaseTooNew, PendingMigrations, migrate
from data.seed_checks import check_seeds, read_seeds
from data.seed_files import WrongSeeds, seeds_folder
from data.source_proof import prove_sources

OK, FAILED, USAGE = 0, 1, 2

LABELLED_DAY = datetime(2026, 11, 21)
"""The day that the labelled sets hold for; `eval` sets it unless UNIONBOT_TODAY is given."""


class ChannelStopped(RuntimeError):
    """A channel cannot go on; the text says why and what to do."""


OPERATOR_ERRORS = (
    ChannelStopped,
    WrongSetting,
    PendingMigrations,
    DatabaseTooNew,
    DatabaseUnreachable,
    WrongSeeds,
    FittingFailed,
    evaluation.WrongLabels,
)


def say(text: str) -> None:
    """Progress and notices, beside the output proper."""
    print(text, file=sys.stderr, flush=True)


def parser() -> argparse.ArgumentParser:
    """Every command with its help."""
    top = argparse.ArgumentParser(
        prog="python -m bot", description="A workers' union assistant: answers with one sourced service, offline."
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="start the channels that are configured; without a Telegram token a terminal chat")
    ask = commands.add_parser("ask", help="answer one question, or one a line with --batch")
    ask.add_argument("text", nargs="?", help="the question")
    ask.add_argument("--region", help="the asker's region: a full path, its tail or an everyday name")
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    ask.add_argument("--batch", action="store_true", help="read JSON lines on standard input, write one JSON line each")
    chat = commands.add_parser("chat", help="a chat in the terminal")
    chat.add_argument("--region", help="the asker's region")
    load = commands.add_parser("load", help="load the seeds; edits made by admins are kept and listed")
    load.add_argument("--articles", type=Path, metavar="DIR", help="store the sources' own words from these pages too")
    commands.add_parser("migrate", help="bring the database's tables up to date")
    seeds = commands.add_parser("seeds", help="work on the seed files")
    of_seeds = seeds.add_subparsers(dest="seeds_command", required=True, metavar="COMMAND")
    check = of_seeds.add_parser(
        "check", help="check shapes, ids and cross-references; with --articles prove every entry"
    )
    check.add_argument("--articles", type=Path, metavar="DIR", help="folder of the newspaper pages")
    evaluate = commands.add_parser("eval", help="measure on labelled lines: rates, confusions, every miss")
    evaluate.add_argument("file", nargs="?", type=Path, help="questions, dialogues or figures as JSON lines")
    evaluate.add_argument("--train", type=Path, help="fit the model on these labelled phrases instead")
    evaluate.add_argument("--test", type=Path, help="and print accuracy and macro F1 on these")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 when it worked, 1 when it could not, 2 when it was called wrongly."""
    options = parser().parse_args(arguments)
    try:
        return _run(options)
    except OPERATOR_ERRORS as error:
        say(f"error: {error}")
        return FAILED
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:
        # The reader of our output went away (head, less): nothing more to say to it.
        sys.stderr.close()
        return OK


def _run(options: argparse.Namespace) -> int:
    match options.command:
        case "seeds":
            return _check_seeds(options.articles)
        case "eval" if (options.train is None) != (options.test is None) or (options.file is None) == (
            options.train is None
        ):
            say("error: write eval FILE, or eval --train A --test B")
            return USAGE
        case "eval" if options.train is not None:
            return _evaluate_model(options.train, options.test)
        case "ask" if options.batch == (options.text is not None):
            say('error: write ask "QUESTION", or ask --batch with JSON lines on standard input')
            return USAGE
    settings = read_settings()
    match options.command:
        case "run":
            return _serve(settings)
        case "migrate":
            return asyncio.run(_migrate(settings))
        case "load":
            return asyncio.run(_load(settings, options.articles))
        case "ask" if options.batch:
            return asyncio.run(_batch(settings, options.region))
        case "ask":
            return asyncio.run(_ask(settings, options.text, options.region, as_json=options.json))
        case "chat":
            return asyncio.run(_chat(settings, options.region))
        case _:
            return asyncio.run(_evaluate(settings, options.file))


def _asker_region(given: str | None, settings: Settings) -> str | None:
    """The full path of a region given on the command line; judged before anything slow begins."""
    if given is None:
        return None
    regions = shipped_regions()
    try:
        return regions.parse(given, near=home_region(settings, regions))
    except ValueError as error:
        raise WrongSetting(f"--region: {error}") from None


def _check_seeds(articles: Path | None) -> int:
    problems = check_seeds(seeds_folder())
    if not problems and articles is not None:
        problems = prove_sources(read_seeds(seeds_folder()), articles)
    for problem in problems:
        print(problem)
    if problems:
        say(f"error: problems in the seeds: {len(problems)}")
        return FAILED
    seeds = read_seeds(seeds_folder())
    proved = ", every one proved by its page" if articles is not None else ""
    print(f"seeds are right: {len(seeds.entries)} entries{proved}, {len(seeds.phrases)} phrases")
    return OK


async def _migrate(settings: Settings) -> int:
    database = Database(settings.database_url)
    try:
        await database.reach()
        done = await migrate(database)
    finally:
        await database.close()
    print("\n".join(f"migrated: {step}" for step in done) or "nothing to migrate")
    return OK


async def _load(settings: Settings, articles: Path | None) -> int:
    database = Database(settings.database_url)
    try:
        await prepare(database, say)
        report = await load_seeds(database, read_seeds(seeds_folder()), articles)
    finally:
        await database.close()
    _print_load(report)
    return OK


def _print_load(report: LoadReport) -> None:
    print(f"added {len(report.added)}, changed {len(report.changed)}, removed {len(report.removed)} entries")
    for kept in report.kept:
        print(f"kept as edited here: {kept.id} (differs from the seeds in: {', '.join(kept.keys)})")


async def _ask(settings: Settings, text: str, region: str | None, *, as_json: bool) -> int:
    asker = _asker_region(region, settings)
    async with opened(settings, say, persistent=False) as parts:
        reply = await parts.assistant.reply(Message(text, region=asker))
    if as_json:
        print(orjson.dumps({"id": None, **reply_object(reply)}).decode())
    else:
        print(reply.text)
    return OK


async def _batch(settings: Settings, region: str | None) -> int:
    asker = _asker_region(region, settings)
    async with opened(settings, say, persistent=False) as parts:
        home = asker or parts.home
        output = sys.stdout.buffer
        async for line in batch.answers(sys.stdin.buffer, parts.assistant, parts.regions, home):
            output.write(line + b"\n")
            output.flush()
    return OK


def _read_line() -> str:
    return input(words.PROMPT)


async def _chat(settings: Settings, region: str | None, *, notice: str | None = None) -> int:
    asker = _asker_region(region, settings)
    async with opened(settings, say, persistent=False) as parts:
        if notice is not None:
            print(notice)
        await terminal.chat(parts.assistant, _read_line, print, asker)
    return OK


def _serve(settings: Settings) -> int:
    if settings.telegram_token is None:
        return asyncio.run(_chat(settings, None, notice=words.CONNECT_TELEGRAM))
    import uvloop  # only here: the other commands start faster without it

    return uvloop.run(_serve_telegram(settings))


async def _serve_telegram(settings: Settings) -> int:
    # Only here: importing telegram takes half a second that the other commands save.
    from handlers.telegram.errors import SecondInstance, WrongToken
    from handlers.telegram.limits import NO_LIMITS, Allowance
    from handlers.telegram.service import Time, serve_telegram

    token = settings.telegram_token
    if token is None:
        raise WrongSetting("UNIONBOT_TELEGRAM_TOKEN is missing")
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with opened(settings, say, persistent=True) as parts:
        say(words.SERVING)
        beside = [
            asyncio.create_task(
                parts.snapshots.follow(lambda: parts.assistant.snapshot, parts.assistant.take, asyncio.sleep)
            ),
            asyncio.create_task(forget_old(parts.memory, time.time, asyncio.sleep)),
        ]
        try:
            await serve_telegram(
                token=token.get_secret_value(),
                assistant=parts.assistant,
                people=People(parts.database, time.time),
                staff=Staff(parts.database, frozenset(f"tg:{number}" for number in settings.admins), time.time),
                regions=parts.regions,
                home=parts.home,
                database=parts.database,
                commits=parts.commits,
                time=Time(time.time, time.monotonic, asyncio.sleep, settings.timezone),
                stop=stop,
                server=settings.telegram_api,
                allowance=Allowance() if settings.person_limits else NO_LIMITS,
                approval=settings.announce_approval,
                few=settings.announce_canary,
            )
        except (WrongToken, SecondInstance) as error:
            raise ChannelStopped(str(error)) from None
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
    return OK


async def _evaluate(settings: Settings, file: Path) -> int:
    lines = evaluation.read_labelled(file)
    if settings.today is None:
        settings = settings.model_copy(update={"today": LABELLED_DAY})
    async with opened(settings, say, persistent=False) as parts:
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
