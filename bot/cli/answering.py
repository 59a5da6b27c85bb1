"""`ask` and `chat`: answers in the terminal."""

import asyncio
import sys
from argparse import Namespace

import orjson

from bot.bootstrap import words
from bot.bootstrap.parts import bootstrap, home_region, shipped_regions
from bot.cli.ending import OK, USAGE, Commands, say
from bot.reply import Message
from bot.settings import Settings, WrongSetting, read_settings
from handlers.reply_json import reply_object
from handlers.terminal import batch
from handlers.terminal import chat as terminal


def add(commands: Commands) -> None:
    """Registers `ask` and `chat`."""
    ask = commands.add_parser("ask", help="answer one question, or one a line with --batch")
    ask.add_argument("text", nargs="?", help="the question")
    ask.add_argument("--region", help="the asker's region: a full path, its tail or an everyday name")
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    ask.add_argument("--batch", action="store_true", help="read JSON lines on standard input, write one JSON line each")
    ask.set_defaults(run=_run_ask)
    chat = commands.add_parser("chat", help="a chat in the terminal")
    chat.add_argument("--region", help="the asker's region")
    chat.set_defaults(run=_run_chat)


def _run_ask(options: Namespace) -> int:
    if options.batch == (options.text is not None):
        say('error: write ask "QUESTION", or ask --batch with JSON lines on standard input')
        return USAGE
    settings = read_settings()
    if options.batch:
        return asyncio.run(_batch(settings, options.region))
    return asyncio.run(_ask(settings, options.text, options.region, as_json=options.json))


def _run_chat(options: Namespace) -> int:
    return asyncio.run(_chat(read_settings(), options.region))


def _asker_region(given: str | None, settings: Settings) -> str | None:
    """The full path of a region given on the command line; judged before anything slow begins."""
    if given is None:
        return None
    regions = shipped_regions()
    try:
        return regions.parse(given, near=home_region(settings, regions))
    except ValueError as error:
        raise WrongSetting(f"--region: {error}") from None


async def _ask(settings: Settings, text: str, region: str | None, *, as_json: bool) -> int:
    asker = _asker_region(region, settings)
    async with bootstrap(settings, say, persistent=False) as parts:
        reply = await parts.assistant.reply(Message(text, region=asker))
    if as_json:
        print(orjson.dumps({"id": None, **reply_object(reply)}).decode())
    else:
        print(reply.text)
    return OK


async def _batch(settings: Settings, region: str | None) -> int:
    asker = _asker_region(region, settings)
    async with bootstrap(settings, say, persistent=False) as parts:
        home = asker or parts.home
        output = sys.stdout.buffer
        async for line in batch.answers(sys.stdin.buffer, parts.assistant, parts.regions, home):
            output.write(line + b"\n")
            output.flush()
    return OK


def _read_line() -> str:
    return input(words.PROMPT)


async def _chat(settings: Settings, region: str | None) -> int:
    """A chat in the terminal until the person leaves."""
    asker = _asker_region(region, settings)
    async with bootstrap(settings, say, persistent=False) as parts:
        await terminal.chat(parts.assistant, _read_line, print, asker)
    return OK
