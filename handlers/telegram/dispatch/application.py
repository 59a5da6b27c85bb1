"""Which handler takes what: the library's Application with all of ours registered, in one visible order."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Message, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest

from data.storage.patience import WRITES
from data.storage.troubles import trouble_of
from handlers.telegram.announcing.membership import membership, moved
from handlers.telegram.answering.inline import inline
from handlers.telegram.desk.desk import Desk
from handlers.telegram.dispatch import words as wording
from handlers.telegram.dispatch.alarm import Alarm
from handlers.telegram.dispatch.ask import ask, ask_again, not_text
from handlers.telegram.dispatch.commands import COMMANDS, Command, run, unknown_command
from handlers.telegram.dispatch.documents import document
from handlers.telegram.dispatch.edits import command_edited
from handlers.telegram.dispatch.location import located
from handlers.telegram.dispatch.press import press
from handlers.telegram.message.groups import addressed_text
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn, of_inline, of_message, of_press
from handlers.telegram.wire.errors import report

Context = ContextTypes.DEFAULT_TYPE
TelegramApplication = Application[Any, Any, Any, Any, Any, Any]
Work = Callable[[Desk, Turn], Awaitable[None]]
TurnOf = Callable[[Update, Context], Turn | None]


class Broken(Exception):
    """Our own code raised while it worked on a turn; the cause says what."""

    def __init__(self, turn: Turn) -> None:
        super().__init__(turn.job)
        self.turn = turn


def build_application(token: str, server: str, request: BaseRequest, desk: Desk) -> TelegramApplication:
    """The Application of this bot, for updates that `polling` hands in one by one.

    `server` is `scheme://host:port` of the Bot API; `request` carries the library's own calls.
    """
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{server.rstrip('/')}/bot")
        .base_file_url(f"{server.rstrip('/')}/file/bot")
        .request(request)
        .get_updates_request(request)
        .updater(None)
        .job_queue(None)
        .build()
    )
    sent = filters.UpdateType.MESSAGE & filters.Document.ALL
    application.add_handler(MessageHandler(sent, _handler(desk, _said("document"), document)))
    # Only what is sent once: a live location goes on as edits, which nothing here takes.
    stood = filters.UpdateType.MESSAGE & (filters.LOCATION | filters.VENUE)
    application.add_handler(MessageHandler(stood, _handler(desk, _said("location"), located)))
    said = filters.UpdateType.MESSAGE & (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
    application.add_handler(MessageHandler(said, _handler(desk, _said("ask"), ask)))
    for command in COMMANDS:
        work = _command(command)
        turn_of = _command_turn(command.name)
        application.add_handler(
            CommandHandler(command.names, _handler(desk, turn_of, work), filters.UpdateType.MESSAGE)
        )
    unknown = filters.UpdateType.MESSAGE & filters.COMMAND
    application.add_handler(MessageHandler(unknown, _handler(desk, _command_turn("unknown_command"), unknown_command)))
    for command in COMMANDS:
        once_more = _handler(desk, _edited_command(command.name), command_edited)
        application.add_handler(CommandHandler(command.names, once_more, filters.UpdateType.EDITED_MESSAGE))
    unknown = filters.UpdateType.EDITED_MESSAGE & filters.COMMAND
    application.add_handler(MessageHandler(unknown, _handler(desk, _edited_command("edited"), command_edited)))
    edited = filters.UpdateType.EDITED_MESSAGE & (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
    application.add_handler(MessageHandler(edited, _handler(desk, _edited("ask_again"), ask_again)))
    application.add_handler(CallbackQueryHandler(_handler(desk, _pressed("press"), press)))
    application.add_handler(InlineQueryHandler(_handler(desk, _inline("inline"), inline)))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, _told(desk, moved)))
    application.add_handler(ChatMemberHandler(_told(desk, membership), ChatMemberHandler.MY_CHAT_MEMBER))
    rest = filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL
    application.add_handler(MessageHandler(rest, _handler(desk, _said("not_text"), not_text)))
    application.add_error_handler(_apologise(desk))
    return application


def _handler(desk: Desk, turn_of: TurnOf, work: Work) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    async def handle(update: Update, context: Context) -> None:
        turn = turn_of(update, context)
        if turn is None:
            return
        if update.message is not None:
            desk.outbox.received(turn)
        try:
            await work(desk, turn)
        except Exception as error:
            raise Broken(turn) from error
        if turn.private and turn.message_id is not None:
            # After the answer, which need not wait for it.
            await desk.database.patience.result(desk.announcing.subscribers.wrote(turn.person), None, WRITES)

    return handle


def _told(desk: Desk, work: Callable[[Desk, Update], Awaitable[None]]) -> Callable[..., Coroutine[Any, Any, None]]:
    """A handler of what Telegram tells, where nobody waits for an answer."""

    async def handle(update: Update, _context: Context) -> None:
        await work(desk, update)

    return handle


def _command(command: Command) -> Work:
    async def work(desk: Desk, turn: Turn) -> None:
        await run(command, desk, turn)

    return work


def _apologise(desk: Desk) -> Callable[[object, Context], Coroutine[Any, Any, None]]:
    alarm = Alarm(desk.staff.owners, desk.outbox, desk.clock)

    async def apologise(_update: object, context: Context) -> None:
        error = context.error
        if isinstance(error, Broken):
            report(error.__cause__ or error, error.turn.job)
            trouble = trouble_of(error)
            if error.turn.message_id is not None:
                said = wording.APOLOGY if trouble is None else wording.NOT_STORED[trouble]
                await desk.outbox.answer(error.turn, plain(said))
            if trouble is not None:
                await alarm.met(trouble, error.turn.person)
        elif error is not None:
            report(error, "dispatch")

    return apologise


def _said(job: str) -> TurnOf:
    def turn_of(update: Update, context: Context) -> Turn | None:
        message = update.message
        if message is None or message.via_bot is not None:  # somebody shared one of our own cards
            return None
        return _addressed(of_message(job, update, message, context.bot.username, _text(message)), message, context)

    return turn_of


def _command_turn(job: str) -> TurnOf:
    def turn_of(update: Update, context: Context) -> Turn | None:
        message = update.message
        if message is None:
            return None
        _, *rest = (message.text or "").split(maxsplit=1)
        return of_message(job, update, message, context.bot.username, rest[0].strip() if rest else "")

    return turn_of


def _edited(job: str) -> TurnOf:
    def turn_of(update: Update, context: Context) -> Turn | None:
        message = update.edited_message
        if message is None:
            return None
        return _addressed(of_message(job, update, message, context.bot.username, _text(message)), message, context)

    return turn_of


def _edited_command(job: str) -> TurnOf:
    def turn_of(update: Update, context: Context) -> Turn | None:
        message = update.edited_message
        if message is None:
            return None
        _, *rest = (message.text or "").split(maxsplit=1)
        return of_message(job, update, message, context.bot.username, rest[0].strip() if rest else "")

    return turn_of


def _text(message: Message) -> str:
    return message.text or message.caption or ""


def _addressed(turn: Turn, message: Message, context: Context) -> Turn | None:
    """The turn when its message is meant for us: in groups without our @name, which must be there."""
    if turn.private:
        return turn
    text = addressed_text(message, turn.text, context.bot.id, turn.bot)
    return None if text is None else turn.with_text(text)


def _pressed(job: str) -> TurnOf:
    return lambda update, context: of_press(job, update, context.bot.username)


def _inline(job: str) -> TurnOf:
    return lambda update, context: of_inline(job, update, context.bot.username)
