"""The one door through which messages leave: every call goes through the policy of `errors`."""

import random
from collections.abc import Callable, Sequence
from typing import Any

from bot.pacing import Lane, Pacer
from data.telegram_ledger import MessageNumber
from handlers.telegram.bot_api import ApiError, BotApi, Upload
from handlers.telegram.errors import Step, decide, report
from handlers.telegram.flood import Sleep, back_off, wait_politely
from handlers.telegram.show import Drawn
from handlers.telegram.transport import NotSent, OutcomeUnknown
from handlers.telegram.turn import Attachment, Turn

_NO_PREVIEW = {"is_disabled": True}  # a preview makes Telegram fetch the page of a third party
_DELETE_AT_ONCE = 100  # message numbers that one deleteMessages takes


class Outbox:
    """Sends what handlers say, and knows which messages came of which update.

    `pacer` is told of every message and edit. `clock` gives seconds since 1970, `sleep` waits seconds.
    """

    def __init__(
        self,
        api: BotApi,
        pacer: Pacer,
        clock: Callable[[], float],
        sleep: Sleep,
        jitter: random.Random,
    ) -> None:
        self._api = api
        self._pacer = pacer
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._numbers: dict[int, list[MessageNumber]] = {}

    def received(self, turn: Turn) -> None:
        """Notes the number of a message that a person wrote to us alone."""
        if turn.private and turn.message_id is not None:
            self._note(turn.update_id, MessageNumber(turn.chat_id, turn.message_id, turn.at))

    def _note(self, update_id: int, number: MessageNumber) -> None:
        self._numbers.setdefault(update_id, []).append(number)

    def take_numbers(self, update_id: int) -> Sequence[MessageNumber]:
        """The numbers of the private messages that belong to this update; afterwards they are gone from here."""
        return self._numbers.pop(update_id, ())

    async def answer(self, turn: Turn, drawn: Drawn, *, quote: bool = False, keep: bool = True) -> None:
        """Says something in the turn's chat: in groups, and with `quote`, as a reply to the person's message.

        With `keep` the message's number is kept 48 hours, so that /forget finds it.
        """
        parameters = _message(turn.chat_id, drawn)
        if turn.message_id is not None and (quote or not turn.private):
            # Whoever deletes the question in between still gets the answer.
            parameters["reply_parameters"] = {"message_id": turn.message_id, "allow_sending_without_reply": True}
        result = await self._call(turn.job, "sendMessage", parameters, drawn.plain)
        if result is not None and turn.private and keep:
            self._note_sent(turn, result)

    def _note_sent(self, turn: Turn, result: dict[str, Any]) -> None:
        sent = MessageNumber(turn.chat_id, result["message_id"], int(self._clock()), turn.message_id)
        self._note(turn.update_id, sent)

    async def send_file(self, turn: Turn, method: str, upload: Upload, caption: Drawn) -> bool:
        """Sends a file to the turn's chat (`sendDocument`, `sendPhoto`); false when it did not go out."""
        parameters: dict[str, Any] = {"chat_id": turn.chat_id, "caption": caption.html, "parse_mode": "HTML"}
        if caption.markup is not None:
            parameters["reply_markup"] = caption.markup
        result = await self._call(turn.job, method, parameters, caption.plain, upload)
        if result is not None and turn.private:
            self._note_sent(turn, result)
        return result is not None

    async def fetch(self, document: Attachment, most: int) -> bytes:
        """The content of a document that somebody sent.

        Raises:
            FileTooLarge: it has more than `most` bytes.
            ApiError, NotSent, OutcomeUnknown: it cannot be had.
        """
        return await self._api.fetch_file(document.file_id, most)

    async def rewrite(self, turn: Turn, message_id: int, drawn: Drawn) -> bool:
        """Puts something in the place of an earlier message of ours; false when that message is out of reach."""
        return await self.redraw(turn.job, turn.chat_id, message_id, drawn)

    async def show(self, turn: Turn, drawn: Drawn) -> None:
        """Puts something in the place of the message under which a button was pressed, or says it anew."""
        if turn.message_id is None or not await self.rewrite(turn, turn.message_id, drawn):
            await self.answer(turn, drawn)

    async def redraw(self, job: str, chat_id: int, message_id: int, drawn: Drawn) -> bool:
        """As `rewrite`, where nobody's turn is the cause."""
        parameters = {**_message(chat_id, drawn), "message_id": message_id}
        return await self._call(job, "editMessageText", parameters, drawn.plain) is not None

    async def tell(self, job: str, chat_id: int, drawn: Drawn) -> int | None:
        """Says something in a chat where nobody asked; gives the message's number, null when it did not go out."""
        result = await self._call(job, "sendMessage", _message(chat_id, drawn), drawn.plain)
        return int(result["message_id"]) if result is not None else None

    async def acknowledge(self, turn: Turn) -> None:
        """Ends the waiting sign on a pressed button; nothing happens when Telegram finds that too late."""
        await self._call(turn.job, "answerCallbackQuery", {"callback_query_id": turn.query_id})

    async def offer(self, turn: Turn, results: Sequence[dict[str, Any]], button: dict[str, str] | None) -> None:
        """Answers an inline query; the results are for this person alone and soon asked anew."""
        parameters: dict[str, Any] = {
            "inline_query_id": turn.query_id,
            "results": list(results),
            "cache_time": 10,
            "is_personal": True,
        }
        if button is not None:
            parameters["button"] = button
        await self._call(turn.job, "answerInlineQuery", parameters)

    async def delete(self, turn: Turn, message_ids: Sequence[int]) -> bool:
        """Deletes messages of the turn's chat, as far as Telegram still lets us; false when it refused some."""
        done = True
        for start in range(0, len(message_ids), _DELETE_AT_ONCE):
            some = list(message_ids[start : start + _DELETE_AT_ONCE])
            parameters = {"chat_id": turn.chat_id, "message_ids": some}
            done = await self._call(turn.job, "deleteMessages", parameters) is not None and done
        return done

    async def _call(
        self,
        job: str,
        method: str,
        parameters: dict[str, Any],
        plain: str | None = None,
        upload: Upload | None = None,
    ) -> Any:
        """The method's result; null when the policy says that nothing more is to be done."""
        taken: tuple[Step, ...] = ()
        chat = parameters.get("chat_id", 0)
        while True:
            if not self._pacer.quiet:
                await self._pacer.ready(f"tg:{chat}")
            if chat:
                self._pacer.answering(f"tg:{chat}")
            try:
                if upload is not None:
                    return await self._api.send_file(method, parameters, upload)
                return await self._api.call(method, parameters)
            except (ApiError, NotSent, OutcomeUnknown) as failure:
                step = decide(failure, taken)
                error = failure
            taken = (*taken, step)
            if isinstance(error, ApiError) and step is Step.WAIT:
                self._pacer.refused(Lane.ANSWERS, f"tg:{chat}", error.retry_after or 1)
            elif isinstance(error, ApiError) and step is Step.MIGRATE:
                chat = error.migrate_to or chat
                parameters = {**parameters, "chat_id": chat}
            elif step is Step.PLAIN and plain is not None:
                report(error, job)
                parameters = {name: value for name, value in parameters.items() if name != "parse_mode"}
                parameters["text" if upload is None else "caption"] = plain
            elif step is Step.BACK_OFF:
                await wait_politely(self._sleep, back_off(taken.count(Step.BACK_OFF)), self._jitter)
            elif step is Step.DONE:
                return True
            elif step is not Step.REPEAT:
                if step is Step.GIVE_UP or step is Step.PLAIN:
                    report(error, job)
                return None


def _message(chat_id: int, drawn: Drawn) -> dict[str, Any]:
    parameters: dict[str, Any] = {
        "chat_id": chat_id,
        "text": drawn.html,
        "parse_mode": "HTML",
        "link_preview_options": _NO_PREVIEW,
    }
    if drawn.markup is not None:
        parameters["reply_markup"] = drawn.markup
    return parameters
