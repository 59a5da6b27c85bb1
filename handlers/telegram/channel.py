"""Puts the Telegram channel together: every part that answers, sends and announces."""

import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from telegram import Update
from telegram.request import BaseRequest

from bot.announcing.approvals import Approval
from bot.announcing.engine import Engine, Parts
from bot.announcing.office import Office
from bot.announcing.records import Runner
from bot.announcing.subscribers import Subscribers
from bot.doctor import Doctor
from bot.editing.entries import Entries
from bot.exchange.exchange import Exchange
from bot.forms import Forms
from bot.learning.noting import Learning
from bot.learning.teaching import Teaching
from bot.pacing import Pacer
from bot.people import People
from bot.regions import Regions
from bot.staff import Staff
from bot.stations.attending import Attending
from bot.stations.importing import Importer
from data.engine import Database
from data.flood import FloodRows
from data.forms import FormRows
from data.group_commit import GroupCommit
from data.telegram_ledger import MessageNumber, TelegramLedger
from handlers.telegram.announcing.cards import Cards
from handlers.telegram.announcing.messenger import TelegramMessenger
from handlers.telegram.application import TelegramApplication, build_application
from handlers.telegram.bot_api import BotApi, Wire
from handlers.telegram.desk import Announcing, AssistantPort, Desk
from handlers.telegram.doctor import TelegramExamination
from handlers.telegram.errors import WrongToken
from handlers.telegram.flood import Sleep
from handlers.telegram.limits import Allowance, Limits
from handlers.telegram.menus import all_menus, publish_menu_of
from handlers.telegram.outbox import Outbox
from handlers.telegram.polling import Answer, Poller
from handlers.telegram.stale import Apologies


@dataclass(frozen=True, slots=True)
class Time:
    """The clocks: seconds since 1970, seconds for measuring, waiting, and the zone that dates are shown in."""

    clock: Callable[[], float]
    monotonic: Callable[[], float]
    sleep: Sleep
    zone: tzinfo = UTC
    moment: Callable[[], datetime] | None = None
    """The local time where it is set for a demonstration."""

    def today(self) -> date:
        """The day it is there."""
        return (self.moment() if self.moment is not None else datetime.fromtimestamp(self.clock(), self.zone)).date()


@dataclass(frozen=True, slots=True)
class Channel:
    """The parts of a running channel; `answer` works on one update and gives the numbers of its private messages."""

    api: BotApi
    application: TelegramApplication
    ledger: TelegramLedger
    answer: Answer
    poller: Poller
    forms: Forms
    staff: Staff
    announcing: Announcing
    engine: Engine


def build_channel(
    *,
    token: str,
    server: str,
    request: BaseRequest,
    wire: Wire,
    assistant: AssistantPort,
    people: People,
    staff: Staff,
    learning: Learning,
    teaching: Teaching,
    entries: Entries,
    regions: Regions,
    home: str,
    database: Database,
    commits: GroupCommit,
    allowance: Allowance,
    doctor: Doctor,
    time: Time,
    jitter: random.Random,
    runner: Runner | None = None,
    approval: Approval = Approval.AUTO,
    few: int = 50,
) -> Channel:
    """Puts the channel together; nothing is sent yet. `request` carries the library's calls, `wire` our own.

    Without a `runner` the channel's own engine sends announcements, to `few` people before everybody.

    Raises:
        WrongToken: the token has not the form of one.
    """
    api = BotApi(wire, server, token)
    ledger = TelegramLedger(database, commits, _bot_id(token))
    forms = Forms(FormRows(database, commits), time.clock)
    # The poller comes last, and is asked only once the channel runs.
    of_telegram = TelegramExamination(api, staff, time.clock, lambda: all_menus(staff), lambda: poller.conflicted)
    pacer = Pacer(time.clock, time.monotonic, time.sleep, jitter)
    outbox = Outbox(api, pacer, time.clock, time.sleep, jitter)
    subscribers = Subscribers(database, regions, time.clock)
    messenger = TelegramMessenger(api)
    engine = Engine(
        Parts(
            database=database,
            staff=staff,
            subscribers=subscribers,
            messenger=messenger,
            pacer=pacer,
            flood=FloodRows(database, commits),
            clock=time.clock,
            sleep=time.sleep,
            executor=uuid.uuid4().hex,
            few=few,
        )
    )
    office = Office(database, staff, subscribers, runner or engine.runner, time.clock, approval)
    announcing = Announcing(
        office=office,
        subscribers=subscribers,
        messenger=messenger,
        cards=Cards(database, office, outbox, time.clock, time.zone),
        clock=time.clock,
    )
    desk = Desk(
        assistant=assistant,
        people=people,
        staff=staff,
        forms=forms,
        learning=learning,
        teaching=teaching,
        entries=entries,
        exchange=Exchange(database, entries),
        database=database,
        regions=regions,
        home=home,
        ledger=ledger,
        outbox=outbox,
        limits=Limits(allowance, time.monotonic),
        apologies=Apologies(time.clock),
        timezone=time.zone,
        announcing=announcing,
        attending=Attending(database, staff, time.clock, time.today),
        importer=Importer(database, regions, home, time.today),
        publish_menu=lambda person: publish_menu_of(api, staff, person),
        backups=doctor.backups,
        examine=lambda: doctor.examine(of_telegram),
        clock=time.clock,
    )
    application = build_application(token, server, request, desk)
    answer = _answers(application, outbox)
    poller = Poller(api, answer, ledger, time.monotonic, time.sleep, jitter)
    return Channel(api, application, ledger, answer, poller, forms, staff, announcing, engine)


def _bot_id(token: str) -> int:
    number = token.partition(":")[0]
    if not number.isdecimal():
        raise WrongToken
    return int(number)


def _answers(application: TelegramApplication, outbox: Outbox) -> Answer:
    async def answer(raw: dict[str, Any]) -> Sequence[MessageNumber]:
        try:
            await application.process_update(Update.de_json(raw, application.bot))
        finally:
            numbers = outbox.take_numbers(raw["update_id"])
        return numbers

    return answer
