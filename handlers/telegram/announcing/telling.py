"""Announcements in words: whom for, when, how far, and why not."""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from math import ceil
from typing import Final

from bot.announcing.asks import Asks
from bot.announcing.audience import Audience, Topic
from bot.announcing.content import BadAlbum, BadContent, BadLink, Empty, TooLong, plain_of
from bot.announcing.drafts import Estimate
from bot.announcing.hours import LATE
from bot.announcing.messenger import Why
from bot.announcing.records import NeedsAnother, NobodyToAsk, NotNow, UnknownAnnouncement, WrongTime, content_of
from bot.announcing.reminders import reminder_time
from bot.announcing.report import Report
from bot.announcing.states import State
from bot.announcing.subscribers import Subscription
from bot.people.staff import NotAllowed
from bot.regions import UnknownRegion
from data.tables import Announcement
from handlers.telegram.announcing import taking_part_words
from handlers.telegram.announcing import words as wording
from handlers.telegram.announcing.room import ROOM

REFUSALS: Final = (
    BadContent,
    NotAllowed,
    NotNow,
    UnknownAnnouncement,
    UnknownRegion,
    WrongTime,
    NeedsAnother,
    NobodyToAsk,
)
"""What the office may say no with."""

NUMBER: Final = re.compile(r"(\d{1,9})\s*号?(?:\s+(.*))?", re.ASCII | re.DOTALL)
"""An announcement's number as staff write it, and what follows it."""

_GIST = 24  # characters of an announcement that a line of a list shows


def refusal(error: Exception, number: int = 0) -> str:
    """Why the office says no."""
    match error:
        case Empty():
            return wording.EMPTY
        case TooLong(over=over):
            return wording.TOO_LONG.format(over=over)
        case BadLink():
            return wording.LINKS_UNREADABLE
        case BadAlbum():
            return wording.BAD_ALBUM
        case BadContent():
            return wording.BAD_MARKS
        case NotNow(state=state):
            return wording.NOT_NOW.format(number=number, state=wording.STATES[state])
        case UnknownAnnouncement():
            return wording.UNKNOWN_NUMBER
        case UnknownRegion():
            return wording.UNKNOWN_REGION
        case WrongTime():
            return wording.TIMES_CROSS
        case NeedsAnother():
            return wording.NEEDS_ANOTHER
        case NobodyToAsk():
            return wording.NOBODY_TO_ASK
        case _:
            return wording.NOT_YOURS


def at(seconds: int, zone: tzinfo) -> str:
    """A time as people write it."""
    return datetime.fromtimestamp(seconds, zone).strftime("%Y-%m-%d %H:%M")


def gist(announcement: Announcement, most: int = _GIST) -> str:
    """How an announcement begins, in one line."""
    text = " ".join(plain_of(announcement.html).split())
    return text if len(text) <= most else text[: most - 1] + "…"


def topics(chosen: frozenset[Topic]) -> str:
    """Topics by name."""
    named = [wording.TOPICS[topic] for topic in Topic if topic in chosen]
    return "、".join(named) if len(named) < len(Topic) else wording.ALL_TOPICS


def subscription(held: Subscription) -> str:
    """What a person chose to hear about."""
    text = wording.SUBSCRIPTION.format(area=held.area or wording.EVERYWHERE, topics=topics(held.topics))
    if held.station is not None:
        text += "\n" + wording.SUBSCRIPTION_STATION.format(station=held.station)
    return text


def everything_of(held: Subscription, zone: tzinfo) -> str:
    """All that is kept of a subscription, in one line."""
    parts = [held.area or wording.EVERYWHERE, topics(held.topics)]
    if held.station is not None:
        parts.append(wording.SUBSCRIPTION_STATION.format(station=held.station))
    if held.silent:
        parts.append(wording.SOUND_OFF)
    if held.digest:
        parts.append(wording.MYDATA_DIGEST)
    if held.paused_until is not None:
        parts.append(wording.MYDATA_PAUSED.format(until=at(held.paused_until, zone)))
    if not held.active:
        parts.append(wording.MYDATA_GONE)
    return "，".join(parts)


def audience(chosen: Audience) -> str:
    """Whom an announcement is for."""
    parts = []
    if chosen.region is not None:
        parts.append(wording.AUDIENCE_REGION.format(region=chosen.region))
    if chosen.topic is not None:
        parts.append(wording.AUDIENCE_TOPIC.format(topic=wording.TOPICS[chosen.topic]))
    if chosen.station is not None:
        parts.append(wording.AUDIENCE_STATION.format(station=chosen.station))
    if chosen.staff:
        parts.append(wording.AUDIENCE_STAFF)
    if chosen.digest is not None:
        parts.append(wording.AUDIENCE_DIGEST)
    return wording.AUDIENCE_JOIN.join(parts) or wording.AUDIENCE_ALL


def details(found: Announcement, estimate: Estimate, zone: tzinfo) -> str:
    """What stands beside a preview: whom for, when, how many, how long."""
    hour = wording.AT_ONCE
    if found.scheduled_at is not None:
        hour = wording.AT_HOUR.format(at=at(found.scheduled_at, zone), hours=LATE // 3600)
    told = (
        asked(found, zone)
        + _reminded(found, zone)
        + wording.DETAILS.format(
            urgent=wording.DRAFT_URGENT if found.urgent else "",
            audience=audience(Audience.from_json(found.audience)),
            at=hour,
            expiry=wording.EXPIRY.format(until=at(found.not_after, zone)) if found.not_after is not None else "",
            people=estimate.people,
            minutes=estimate.minutes,
        )
    )
    return told if estimate.people else f"{told}\n{wording.NOBODY_THERE}"


def asked(found: Announcement, zone: tzinfo) -> str:
    """What its buttons ask, as a line of its own; nothing where they ask nothing."""
    named = asks_in_words(Asks.from_json(found.asks), zone)
    return taking_part_words.ASKS_LINE.format(asks="；".join(named)) if named else ""


def _reminded(found: Announcement, zone: tzinfo) -> str:
    if found.not_after is None or not Asks.from_json(found.asks).remind:
        return ""
    return wording.REMINDED.format(at=at(reminder_time(found.not_after, zone), zone))


def asks_in_words(asks: Asks, zone: tzinfo) -> list[str]:
    """What the buttons ask, one by one."""
    named = []
    if asks.signup:
        places = (
            taking_part_words.ASKS_NO_LIMIT
            if asks.places is None
            else taking_part_words.ASKS_PLACES.format(places=asks.places)
        )
        event = (
            taking_part_words.ASKS_NO_EVENT
            if asks.at is None
            else taking_part_words.ASKS_EVENT.format(at=at(asks.at, zone))
        )
        named.append(taking_part_words.ASKS_SIGNUP.format(places=places, event=event))
    if asks.question:
        named.append(taking_part_words.ASKS_QUESTION)
    if asks.poll:
        named.append(taking_part_words.ASKS_POLL.format(choices=" / ".join(asks.poll)))
    return named


def card(found: Announcement, report: Report, zone: tzinfo) -> str:
    """How an announcement goes, in a few lines."""
    counts = report.counts
    state = wording.AMENDING.get(report.amending or "", wording.STATES[report.state])
    lines = [wording.CARD_HEAD.format(number=report.number, state=state)]
    if Audience.from_json(found.audience).digest is not None:
        lines.append(wording.CARD_DIGEST)
    if report.state is State.SCHEDULED and found.scheduled_at is not None:
        lines.append(wording.CARD_AT.format(at=at(found.scheduled_at, zone)))
    if report.state is State.PAUSED and report.pause_reason is not None:
        lines.append(wording.CARD_PAUSED.format(reason=wording.PAUSES[report.pause_reason]))
    if counts.total:
        percent = 100 * counts.sent // counts.total
        lines.append(wording.CARD_SENT.format(sent=counts.sent, total=counts.total, percent=percent))
        lines.append(wording.CARD_TROUBLE.format(blocked=counts.blocked, failed=counts.failed, unknown=counts.unknown))
    if counts.expired:
        lines.append(wording.CARD_EXPIRED.format(expired=counts.expired))
    if report.state is State.SENDING and counts.queued:
        lines.append(wording.CARD_LEFT.format(minutes=ceil(counts.queued * content_of(found).messages / ROOM.a_minute)))
    return "\n".join(lines)


def full_report(found: Announcement, report: Report, called: Mapping[str, str], zone: tzinfo) -> str:
    """Everything that is known of what became of an announcement; `called` names its author and approver by key."""
    lines = [
        card(found, report, zone),
        gist(found, 60),
        audience(Audience.from_json(found.audience)),
        wording.REPORT_AUTHOR.format(author=called[found.author]),
    ]
    if found.approver is not None:
        lines.append(wording.REPORT_APPROVER.format(approver=called[found.approver]))
    if report.counts.moved:
        lines.append(wording.CARD_MOVED.format(moved=report.counts.moved))
    lines += amended(report)
    if report.reasons:
        lines.append(wording.REASONS_HEAD)
        lines += [
            wording.REASON_LINE.format(reason=_reason(why), count=count) for why, count in report.reasons.most_common()
        ]
    return "\n".join(lines)


def amended(report: Report) -> list[str]:
    """What corrections and recalls came to; nothing without any."""
    counted = (
        (report.edited, wording.CARD_EDITED.format(edited=report.edited)),
        (report.deleted, wording.CARD_DELETED.format(deleted=report.deleted)),
        (report.too_old, wording.CARD_TOO_OLD.format(too_old=report.too_old)),
        (report.not_amended, wording.CARD_NOT_AMENDED.format(failed=report.not_amended)),
    )
    return [words for count, words in counted if count]


def _reason(kept: str) -> str:
    """A reason of the ledger: one of ours, or one with Telegram's own words behind it."""
    why, _, words = kept.partition(": ")
    known = wording.REASONS[Why(why)] if why in frozenset(Why) else why
    return f"{known}（{words}）" if words else known
