"""What this channel does again and again while it runs."""

from typing import Final

from bot.announcing.taking_part import LOOK_EVERY
from bot.bootstrap.offices import Offices
from bot.upkeep.jobs import Job
from handlers.telegram.announcing.cards import EVERY
from handlers.telegram.announcing.signup_news import JOB
from handlers.telegram.channel import Channel
from handlers.telegram.upkeep import words as wording
from handlers.telegram.wire.webhook import CLAIM_EVERY, FORGET_EVERY, Receiver

_KEEP_NUMBERS: Final = 48 * 3600  # seconds; older messages Telegram does not let a bot delete
_FORGET_NUMBERS_EVERY: Final = 3600.0


def jobs_of(channel: Channel, offices: Offices) -> tuple[Job, ...]:
    """The jobs of the channel, however updates come."""
    time, cards = offices.time, channel.cards

    async def forget_numbers() -> None:
        await channel.ledger.purge(int(time.clock()) - _KEEP_NUMBERS)

    return (
        Job("progress_cards", wording.JOB_CARDS, EVERY, cards.renew_all),
        Job(JOB, wording.JOB_SIGNUPS, LOOK_EVERY, channel.signup_news.tell_all),
        Job("message_numbers", wording.JOB_NUMBERS, _FORGET_NUMBERS_EVERY, forget_numbers),
    )


def updates_jobs(receiver: Receiver) -> tuple[Job, ...]:
    """The jobs of a channel that updates are brought to."""
    return (
        Job("updates", wording.JOB_UPDATES, FORGET_EVERY, receiver.forget_old),
        Job("claims", wording.JOB_CLAIMS, CLAIM_EVERY, receiver.keep_claims, slowest=CLAIM_EVERY),
    )
