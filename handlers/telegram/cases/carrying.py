"""Carries a message of a case over Telegram once, and says truly what became of it."""

from typing import Any, Final

from bot.announcing.messenger import NotSent, Outcome, OutcomeUnknown, Sent, SlowDown
from bot.announcing.pacing import Lane, Pacer
from bot.cases.relay import Told
from bot.cases.states import Kind, What
from bot.cases.telling import Teller
from bot.reply import Choice
from handlers.telegram.announcing.messenger import outcome_of
from handlers.telegram.cases import words as wording
from handlers.telegram.cases.mine import PREFIX as MINE
from handlers.telegram.cases.prefix import PREFIX as BOARD
from handlers.telegram.message.keys import number_of
from handlers.telegram.message.show import plain, rows_of
from handlers.telegram.wire import transport
from handlers.telegram.wire.bot_api import ApiError, BotApi

_NO_PREVIEW: Final = {"is_disabled": True}


class TelegramCarrier:
    """`bot.cases.relay.Carrier` over the Bot API; what goes out counts as an answer, so that announcements wait."""

    def __init__(self, api: BotApi, pacer: Pacer, teller: Teller) -> None:
        self._api = api
        self._pacer = pacer
        self._teller = teller

    async def carry(self, chat: str, told: Told) -> Outcome:
        """See `bot.cases.relay.Carrier`."""
        drawn = plain(self._teller.told(told), rows_of(_buttons(told)))
        parameters: dict[str, Any] = {
            "chat_id": number_of(chat),
            "text": drawn.html,
            "parse_mode": "HTML",
            "link_preview_options": _NO_PREVIEW,
            "reply_markup": drawn.markup,
        }
        await self._pacer.answer(chat)
        try:
            result = await self._api.call("sendMessage", parameters)
        except transport.NotSent:
            return NotSent()
        except transport.OutcomeUnknown:
            return OutcomeUnknown()
        except ApiError as error:
            outcome = outcome_of(error)
            if isinstance(outcome, SlowDown):
                self._pacer.refused(Lane.ANSWERS, chat, outcome.seconds)
            return outcome
        return Sent(int(result["message_id"]))


def _buttons(told: Told) -> tuple[Choice, ...]:
    number = told.case.number
    if told.what is not What.WORD:
        return (Choice(f"{BOARD}o:{number}", wording.OPEN),)
    if told.word is not None and told.word.kind is Kind.SOLVED:
        again = () if told.case.reopened else (Choice(f"{MINE}no:{number}", wording.UNSOLVED),)
        return (Choice(f"{MINE}yes:{number}", wording.SOLVED), *again)
    if told.word is not None and told.word.kind in (Kind.NOT_OURS, Kind.AGREED):
        return (Choice(f"{MINE}o:{number}", wording.SEE),)
    return Choice(f"{MINE}add:{number}", wording.ADD), Choice(f"{MINE}o:{number}", wording.SEE)
