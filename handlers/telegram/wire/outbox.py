"""The one door through which messages leave: every call goes through the policy of `errors`."""

import random
from collections.abc import Callable, Sequence
from typing import Any

from bot.announcing.pacing import Lane, Pacer
from bot.timing import Sleep
from bot.upkeep.totals import ChannelTotals
from data.telegram.ledger import MessageNumber
from handlers.telegram.message.keys import key_of
from handlers.telegram.message.show import Drawn, Pin
from handlers.telegram.message.turn import Attachment, Turn
from handlers.telegram.wire.bot_api import ApiError, BotApi, Upload
from handlers.telegram.wire.breaker import Breaker
from handlers.telegram.wire.errors import Step, decide, report
from handlers.telegram.wire.transport import NotSent, OutcomeUnknown

_NO_PREVIEW = {"is_disabled": True}  # a preview makes Telegram fetch the page of a third party
_PERISHABLE = frozenset(("answerCallbackQuery", "answerInlineQuery"))  # nobody waits for these half a minute
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
        totals: ChannelTotals,
    ) -> None:
        self._api = api
        self._pacer = pacer
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._totals = totals
        self._numbers: dict[int, list[MessageNumber]] = {}
        self._breakers: dict[str, Breaker] = {}

    def received(self, turn: Turn) -> None:
        """Notes the number of a message that a person wrote to us alone."""
        if turn.private and turn.message_id is not None:
            self._note(turn.update_id, MessageNumber(turn.chat_id, turn.message_id, turn.at))

    def _note(self, update_id: int, number: MessageNumber) -> None:
        self._numbers.setdefault(update_id, []).append(number)

    def take_numbers(self, update_id: int) -> Sequence[MessageNumber]:
        """The numbers of the private messages that belong to this update; afterwards they are gone from here."""
        return self._numbers.pop(update_id, ())

    async def answer(self, turn: Turn, drawn: Drawn, *, quote: bool = False, keep: bool = True) -> int | None:
        """Says something in the turn's chat: in groups, and with `quote`, as a reply to the person's message.

        Gives the number of the new message; None when it did not go out.
        With `keep` the message's number is kept 48 hours, so that /forget finds it. A pin follows in private chats.
        """
        parameters = _message(turn.chat_id, drawn)
        if turn.topic is not None:
            parameters["message_thread_id"] = turn.topic
        if turn.message_id is not None and (quote or not turn.private):
            parameters["reply_parameters"] = _quoting(turn.message_id)
        result = await self._call(
            turn.job, "sendMessage", parameters, drawn.plain, asked=turn.message_id, urgent=drawn.urgent
        )
        if result is not None and turn.private and keep:
            self._note_sent(turn, result)
        if result is not None and turn.private and drawn.pin is not None:
            await self._pin(turn, drawn.pin)
        return int(result["message_id"]) if isinstance(result, dict) else None

    async def _pin(self, turn: Turn, pin: Pin) -> None:
        parameters: dict[str, Any] = {
            "chat_id": turn.chat_id,
            "latitude": pin.latitude,
            "longitude": pin.longitude,
            "title": pin.title,
            "address": pin.address,
        }
        if pin.markup is not None:
            parameters["reply_markup"] = pin.markup
        result = await self._call(turn.job, "sendVenue", parameters)
        if result is not None:
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
        return await self._call(job, "editMessageText", parameters, drawn.plain, urgent=drawn.urgent) is not None

    async def tell(self, job: str, chat_id: int, drawn: Drawn) -> int | None:
        """Says something in a chat where nobody asked; gives the message's number, None when it did not go out."""
        result = await self._call(job, "sendMessage", _message(chat_id, drawn), drawn.plain)
        return int(result["message_id"]) if result is not None else None

    async def acknowledge(self, turn: Turn, toast: str = "") -> None:
        """Ends the waiting sign on a pressed button; nothing happens when Telegram finds that too late.

        `toast`, at most 200 characters, is shown over the chat for a moment.
        """
        shown = {"text": toast} if toast else {}
        await self._call(turn.job, "answerCallbackQuery", {"callback_query_id": turn.query_id, **shown})

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
        asked: int | None = None,
        *,
        urgent: bool = False,
    ) -> Any:
        """The method's result; None when the policy says that nothing more is to be done.

        What waited long for the server quotes the message `asked`.
        """
        breaker = self._breaker_of(method)
        call = breaker.call(urgent=urgent)
        taken: tuple[Step, ...] = ()
        while True:
            if call.late and asked is not None:
                parameters = {**parameters, "reply_parameters": _quoting(asked)}
            try:
                async with breaker.turn(call):
                    return await self._once(method, parameters, upload, urgent=urgent)
            except (ApiError, NotSent, OutcomeUnknown) as failure:
                error, step = failure, decide(failure, taken)
            if step is Step.BACK_OFF and ((method in _PERISHABLE and call.late) or breaker.undeliverable(call)):
                step = Step.GIVE_UP
            taken = (*taken, step)
            if step in (Step.GIVE_UP, Step.PLAIN):
                report(error, job)
            if step is Step.DONE:
                return True
            if step is Step.PLAIN and plain is not None:
                parameters = {name: value for name, value in parameters.items() if name != "parse_mode"}
                parameters["text" if upload is None else "caption"] = plain
            elif isinstance(error, ApiError) and step is Step.MIGRATE:
                parameters = {**parameters, "chat_id": error.migrate_to or parameters.get("chat_id", 0)}
            elif not self._again(error, parameters.get("chat_id", 0), step):
                return None

    def _breaker_of(self, method: str) -> Breaker:
        if method in _PERISHABLE:
            return Breaker(method, self._sleep, self._jitter)
        if (found := self._breakers.get(method)) is None:
            found = self._breakers[method] = Breaker(method, self._sleep, self._jitter)
        return found

    async def _once(self, method: str, parameters: dict[str, Any], upload: Upload | None, *, urgent: bool) -> Any:
        """One attempt, when it is this chat's turn."""
        chat = parameters.get("chat_id", 0)
        if chat:
            await self._pacer.answer(key_of(chat), urgent=urgent)
        elif not self._pacer.quiet:
            await self._pacer.ready(key_of(chat))
        if upload is not None:
            return await self._api.send_file(method, parameters, upload)
        return await self._api.call(method, parameters)

    def _again(self, error: Exception, chat: int, step: Step) -> bool:
        """Whether the same is tried again; what must be waited for before is noted."""
        if isinstance(error, ApiError) and step is Step.WAIT:
            self._totals.refused += 1
            self._pacer.refused(Lane.ANSWERS, key_of(chat), error.retry_after or 1)
            return True
        return step in (Step.BACK_OFF, Step.REPEAT)


def _quoting(message_id: int) -> dict[str, Any]:
    """Whoever deletes the question in between still gets the answer."""
    return {"message_id": message_id, "allow_sending_without_reply": True}


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
