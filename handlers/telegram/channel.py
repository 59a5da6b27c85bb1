"""Puts the Telegram channel together: every part that answers, sends and announces."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from telegram import Update
from telegram.request import BaseRequest

from bot.announcing.pacing import Pacer
from bot.announcing.router import Outlet
from bot.bootstrap.offices import Offices
from bot.cases.relay import Relay
from bot.cases.telling import Teller
from bot.logs.turns import turn_id
from bot.upkeep.totals import ChannelTotals
from data.storage.spans import Traced
from data.telegram.flood import FloodRows
from data.telegram.ledger import MessageNumber, TelegramLedger
from handlers.telegram.announcing.cards import Cards
from handlers.telegram.announcing.messenger import TelegramMessenger
from handlers.telegram.announcing.room import TAKES_BACK
from handlers.telegram.announcing.signup_news import SignupNews
from handlers.telegram.answering.replying import MOST_CHARACTERS
from handlers.telegram.cases.carrying import TelegramCarrier
from handlers.telegram.desk.desk import Announcing, AssistantPort, Desk
from handlers.telegram.desk.limits import Allowance, Limits
from handlers.telegram.desk.stale import Apologies
from handlers.telegram.dispatch.application import TelegramApplication, build_application
from handlers.telegram.dispatch.menus import all_menus, publish_menu_of
from handlers.telegram.message.keys import TELEGRAM
from handlers.telegram.upkeep.doctor import TelegramExamination
from handlers.telegram.upkeep.words import CHANNEL
from handlers.telegram.wire.bot_api import OFFICIAL_SERVER, BotApi, Wire
from handlers.telegram.wire.chats import Chats
from handlers.telegram.wire.errors import WrongToken
from handlers.telegram.wire.outbox import Outbox
from handlers.telegram.wire.pace import LIMITS
from handlers.telegram.wire.polling import KINDS, Answer, Overtakes, Poller
from handlers.telegram.wire.waits import Waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What this channel works with: the offices of the house, who it is at Telegram, and how it behaves there.

    `server` is `scheme://host:port` of the Bot API. `connected` is called once Telegram has answered. Not
    `paced`, answers go as fast as they come, until Telegram refuses some: for measuring.
    """

    offices: Offices
    assistant: AssistantPort
    token: str
    server: str = OFFICIAL_SERVER
    allowance: Allowance = field(default_factory=Allowance)
    jitter: random.Random = field(default_factory=random.Random)
    connected: Callable[[], None] = lambda: None
    paced: bool = True


@dataclass(frozen=True, slots=True)
class Channel:
    """The parts of a running channel; `answer` works on one update and gives the numbers of its private messages."""

    api: BotApi
    application: TelegramApplication
    ledger: TelegramLedger
    answer: Answer
    overtakes: Overtakes
    poller: Poller
    announcing: Announcing
    cards: Cards
    outlet: Outlet
    waits: Waits
    relay: Relay
    carrier: TelegramCarrier
    signup_news: SignupNews


def build_channel(needs: Needs, request: BaseRequest, wire: Wire) -> Channel:
    """Puts the channel together; nothing is sent yet. `request` carries the library's calls, `wire` our own.

    Raises:
        WrongToken: the token has not the form of one.
    """
    offices, time, jitter = needs.offices, needs.offices.time, needs.jitter
    database, staff = offices.database, offices.staff
    totals = offices.watched.totals(TELEGRAM)
    api = BotApi(wire, needs.server, needs.token, totals.heard, database.traced)
    ledger = TelegramLedger(database, offices.commits, _bot_id(needs.token))
    # The poller comes last, and is asked only once the channel runs.
    of_telegram = TelegramExamination(api, staff, time.clock, lambda: all_menus(staff), lambda: poller.conflicted)
    limits = replace(LIMITS, paced=needs.paced)
    pacer = Pacer(time.clock, time.monotonic, time.sleep, jitter, limits)
    outbox = Outbox(api, pacer, time.clock, time.sleep, jitter, totals)
    messenger = TelegramMessenger(api)
    of_house = offices.announcing
    cards = Cards(database, of_house.office, outbox, time.clock, time.zone)
    announcing = Announcing(
        office=of_house.office,
        subscribers=of_house.subscribers,
        messenger=messenger,
        cards=cards,
        taking_part=of_house.taking_part,
        clock=time.clock,
    )
    names = offices.teaching.subject_names
    teller = Teller(names, offices.regions, offices.cases.promises, time.clock, time.zone)
    desk = Desk(
        assistant=needs.assistant,
        people=offices.people,
        staff=staff,
        forms=offices.forms,
        learning=offices.learning,
        teaching=offices.teaching,
        entries=offices.entries,
        exchange=offices.exchange,
        extraction=offices.extraction,
        database=database,
        regions=offices.regions,
        home=offices.home,
        ledger=ledger,
        outbox=outbox,
        limits=Limits(needs.allowance, time.monotonic),
        apologies=Apologies(time.clock),
        timezone=time.zone,
        announcing=announcing,
        chats=Chats(api, ledger.bot),
        attending=offices.attending,
        importer=offices.importer,
        cases=offices.cases,
        teller=teller,
        publish_menu=lambda person: publish_menu_of(api, staff, person),
        backups=offices.doctor.backups,
        examine=lambda: offices.doctor.examine((CHANNEL, of_telegram)),
        clock=time.clock,
        totals=totals,
    )
    application = build_application(needs.token, needs.server, request, desk)
    answer = _answers(application, outbox, totals, time.monotonic, database.traced)
    overtakes = _danger_heard(needs.assistant)
    poller = Poller(api, answer, ledger, time.monotonic, time.sleep, jitter, overtakes)
    outlet = Outlet(messenger, pacer, TAKES_BACK)
    waits = Waits(FloodRows(database, offices.commits), pacer, time.clock)
    carrier = TelegramCarrier(api, pacer, teller)
    return Channel(
        api,
        application,
        ledger,
        answer,
        overtakes,
        poller,
        announcing,
        cards,
        outlet,
        waits,
        offices.cases.relay,
        carrier,
        SignupNews(of_house.taking_part, of_house.office, outbox, pacer, time.zone),
    )


def _bot_id(token: str) -> int:
    number = token.partition(":")[0]
    if not number.isdecimal():
        raise WrongToken
    return int(number)


def _danger_heard(assistant: AssistantPort) -> Overtakes:
    def heard(raw: dict[str, Any]) -> bool:
        message = raw.get("message") or raw.get("edited_message") or {}
        text = message.get("text") or message.get("caption") or ""
        return assistant.in_danger(text[:MOST_CHARACTERS]) is not None

    return heard


def _answers(
    application: TelegramApplication,
    outbox: Outbox,
    totals: ChannelTotals,
    monotonic: Callable[[], float],
    traced: Traced,
) -> Answer:
    async def answer(raw: dict[str, Any]) -> Sequence[MessageNumber]:
        kind = next((kind for kind in KINDS if kind in raw), "other")
        totals.arrived(kind)
        began = monotonic()
        try:
            with traced("turn", {"channel": TELEGRAM, "kind": kind, "turn": turn_id()}, whole=True):
                await application.process_update(Update.de_json(raw, application.bot))
        finally:
            numbers = outbox.take_numbers(raw["update_id"])
            totals.done(monotonic() - began)
        return numbers

    return answer
