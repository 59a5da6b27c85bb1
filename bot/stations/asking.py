"""Which station: the nearest open ones, those of a district or a street, one by its number, and what follows on."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.conversation import State
from bot.presenting import Turn
from bot.regions import NATION, Level, Regions
from bot.reply import Block, Buttons, Choice, Message, Outcome, Reply, Text
from bot.stations.composing import Near
from bot.stations.facilities import Facility
from bot.stations.finding import SHOWN, Closeness, StationFinder
from bot.stations.hours import Calendar
from bot.stations.questions import Follow, StationQuestion, near_by, not_ours, number_in, place_in, question_of
from bot.stations.rows import code_of
from bot.wording import stations as words
from data import shut_reports
from data import stations as rows
from data.engine import Database
from data.geodesy import Point

INTENT: Final = "station"

KEPT: Final = 24
"""Codes kept for what follows on."""

PEOPLE: Final = 3
"""Different people who found a door shut on one day, from whom on it is said."""

LONGEST_PLACE: Final = 12
"""Characters of a text that is nothing but the name of a place."""

SURE: Final = 0.95
"""Confidence of an answer that a place, a number or a follow-up led to, and not the subject."""

PREFIX: Final = "s:"
"""Begins the id of each choice about stations: `v:` a station, `shut:` one found shut, `d:` a district, `more`."""

MORE: Final = f"{PREFIX}more"
_DISTRICTS: Final = 20

_LEADS: Final = {
    Closeness.CLOSE: words.NEAREST_OPEN,
    Closeness.FAR: words.NOTHING_CLOSE_OPEN,
    Closeness.NONE_OPEN: words.NOTHING_OPEN,
}
LOOK_EVERY: Final = 0.3
"""Seconds for which a missing list is taken as missing, as with the catalogue: the look costs half of a reply."""

_AROUND: Final = ("附近", "跟前", "旁边")
"""Ends a text that names a place to look around."""

_NEXT: Final = StationQuestion(None, (), Follow.MORE, of_programme=False, wants_one=False, near=False, place="")


class StationAnswers:
    """Answers about stations; `now` gives the local time, `home` is the full path of the region served."""

    def __init__(
        self, database: Database, regions: Regions, home: str, now: Callable[[], datetime], calendar: Calendar
    ) -> None:
        self._database = database
        self._regions = regions
        self._home = home
        self._now = now
        self._finder = StationFinder(database, now, calendar)
        self._none_until = 0.0

    async def instead(self, message: Message, normalized: str, state: State, turn: Turn) -> Turn:
        """The answer from the directory where the message asks for a station; otherwise the turn as it is.

        `normalized` is the message's text as it was understood.
        """
        if message.location is not None:
            return await self._near(message.location, state)
        if turn.chosen is not None:
            ours = turn.chosen.startswith(PREFIX)
            return await self._chosen(turn.chosen, message.person, state) if ours else turn
        danger = any(isinstance(block, Text) and block.urgent for block in turn.reply.blocks)
        if not normalized or danger or not_ours(normalized) or turn.reply.outcome is Outcome.SMALLTALK:
            return turn
        about = turn.reply.intent == INTENT and turn.reply.outcome in (Outcome.ANSWER, Outcome.CHOOSE)
        # A place or a number may stand alone; a longer text that is none of ours names neither.
        lone = turn.reply.outcome is Outcome.UNKNOWN and (near_by(normalized) or len(normalized) <= LONGEST_PLACE)
        if not (about or state.stations or lone or number_in(message.text)):
            return turn
        asked = question_of(message.text, normalized)
        if not await self._loaded():
            return _unloaded(turn) if about and asked.wants_one else turn
        if state.stations and asked.follow is Follow.SHUT and message.person is not None:
            return await self._found_shut(message.person, state)
        found = await self._asked(asked, normalized, message.region or self._home, state, about)
        if found is None:
            return turn
        of_subject = (turn.reply.confidence, turn.reply.services) if about else (SURE, ())
        return replace(found, reply=replace(found.reply, confidence=of_subject[0], services=of_subject[1]))

    async def _loaded(self) -> bool:
        """Whether there is a list; that there is none is looked at anew only after `LOOK_EVERY`."""
        now = asyncio.get_running_loop().time()
        if now < self._none_until:
            return False
        if self._none_until:  # one looks, the others meanwhile go by what was found last
            self._none_until = now + LOOK_EVERY
        loaded = await rows.any_stations(self._database)
        self._none_until = 0.0 if loaded else now + LOOK_EVERY
        return loaded

    async def _asked(
        self, asked: StationQuestion, normalized: str, here: str, state: State, about: bool
    ) -> Turn | None:
        if asked.number is not None and (one := await rows.by_codes(self._database, [asked.number])):
            return await self._show([Near(one[0])], asked.facilities, words.THIS_ONE, state)
        mention = next((m for m in reversed(self._regions.find(normalized, here)) if m.path != NATION), None)
        place = asked.place
        if mention is not None:
            place = place_in(f"{normalized[: mention.start]} {normalized[mention.end :]}")
        if state.stations and mention is None and _follows(asked, place):
            return await self._follow(asked, state)
        talked = about or bool(state.stations)
        if mention is not None and len(place) < 2:
            wanted = (
                asked.wants_one or (talked and state.intent == INTENT) or len(normalized) == mention.end - mention.start
            )
            return await self._in_district(mention.path, asked.facilities, state) if wanted else None
        if len(place) >= 2 and not asked.of_programme:
            within = mention.path if mention is not None else self._city(here)
            found = await self._finder.named(place, within, asked.facilities, loosely=about or asked.near)
            if found and (asked.near or about or len(place) == len(normalized)):
                return await self._show(found, asked.facilities, words.AROUND_THERE, state)
        # A place that the list does not know: a district or a location finds what a name does not.
        if (about and asked.wants_one) or normalized.endswith(_AROUND):
            return await self._where(here, asked.facilities, state)
        return None

    async def _near(self, here: Point, state: State) -> Turn:
        if not here.on_earth:
            return _said_only(words.NO_SUCH_PLACE, state)
        wanted = _wanted(state)
        found = await self._finder.near(here, wanted)
        if found is None:
            return _said_only(words.NOT_LOADED_ALONE, state)
        return await self._show(found.stations, wanted, _LEADS[found.closeness], state, most=found.shown)

    async def _in_district(self, district: str, facilities: Sequence[Facility], state: State) -> Turn | None:
        found = await self._finder.in_region(district, facilities)
        if not found:
            return None
        lead = words.IN_DISTRICT.format(district=self._regions.short(district), count=len(found))
        turn = await self._show(found, facilities, lead, state)
        return Turn(turn.reply, replace(turn.state, region=district))

    async def _follow(self, asked: StationQuestion, state: State) -> Turn:
        found = [Near(one) for one in await rows.by_codes(self._database, state.stations)]
        if asked.follow is Follow.FACILITY:
            having = [one for one in found if all(f in one.station.facilities for f in asked.facilities)]
            names = "、".join(words.FACILITY_NAMES[one] for one in asked.facilities)
            if not having:
                return _said_only(words.NONE_HAS.format(facilities=names), state)
            turn = await self._show(having, asked.facilities, words.THESE_HAVE.format(facilities=names), state)
            return Turn(turn.reply, replace(turn.state, stations=state.stations, seen=state.seen))
        if asked.follow in (Follow.OPEN, Follow.SHUT):
            shown = found[max(0, state.seen - SHOWN) : state.seen] or found[:SHOWN]
            turn = await self._show(shown, (), words.AS_OF.format(clock=f"{self._now():%H:%M}"), state)
            return Turn(turn.reply, replace(turn.state, stations=state.stations, seen=state.seen))
        following = found[state.seen :]
        if not following:
            return _said_only(words.NO_MORE_STATIONS, state)
        turn = await self._show(following, (), words.FARTHER, state)
        seen = state.seen + min(SHOWN, len(following))
        buttons = () if seen < len(found) else (MORE,)
        return Turn(_without(turn.reply, buttons), replace(turn.state, stations=state.stations, seen=seen))

    async def _chosen(self, choice: str, person: str | None, state: State) -> Turn:
        kind, _, target = choice.removeprefix(PREFIX).partition(":")
        if kind == "more":
            return await self._follow(_NEXT, state)
        if kind == "d" and (district := self._regions.coded(target)) is not None:
            return await self._in_district(district, _wanted(state), state) or _said_only(words.NONE_THERE, state)
        if kind == "shut" and person is not None:
            return await self._report_shut(target, person, state)
        code = code_of(target)
        one = await rows.by_codes(self._database, [code] if kind == "v" and code is not None else [])
        if not one:
            return _said_only(words.NO_STATION_HERE, state)
        turn = await self._show([Near(one[0])], (), words.THIS_ONE, state)
        kept = replace(turn.state, stations=state.stations or turn.state.stations, seen=state.seen or turn.state.seen)
        return Turn(turn.reply, kept)

    async def _found_shut(self, person: str, state: State) -> Turn:
        """Notes the door that a person says is shut, and asks which one where several were shown."""
        shown = state.stations[max(0, state.seen - SHOWN) : state.seen] or state.stations[:1]
        if len(shown) == 1:
            return await self._report_shut(shown[0], person, state)
        choices = tuple(Choice(f"{PREFIX}shut:{code}", words.IS_SHUT.format(code=code)) for code in shown)
        reply = Reply(Outcome.CHOOSE, (Text(words.WHICH_SHUT), Buttons(choices)), INTENT, SURE)
        return Turn(reply, replace(state, offered=tuple(choice.id for choice in choices), misses=0))

    async def _report_shut(self, code: str, person: str, state: State) -> Turn:
        people = await shut_reports.report(self._database, code, person, self._now().date())
        return _said_only(words.SHUT_NOTED if people is not None else words.NO_SUCH_STATION, state)

    async def _where(self, here: str, facilities: Sequence[Facility], state: State) -> Turn:
        """Asks from where, with the districts that have stations as buttons; a district that is known is answered."""
        if self._regions.level(here) is Level.COUNTY:
            turn = await self._in_district(here, facilities, state)
            if turn is not None:
                return turn
        found = await rows.districts(self._database, self._city(here)) or await rows.districts(self._database, "")
        choices = tuple(
            Choice(
                f"{PREFIX}d:{self._regions.code(path)}", f"{self._regions.short(path).removeprefix(self._home_name)}"
            )
            for path, _ in sorted(found, key=lambda pair: -pair[1])[:_DISTRICTS]
            if path in self._regions
        )
        reply = Reply(Outcome.CHOOSE, (Text(words.FROM_WHERE), Buttons(choices)), INTENT, 1.0)
        offered = tuple(choice.id for choice in choices)
        return Turn(reply, State(INTENT, offered=offered, wanted=tuple(str(one) for one in facilities)))

    async def _show(
        self, found: Sequence[Near], facilities: Sequence[Facility], lead: str, state: State, most: int = SHOWN
    ) -> Turn:
        """The first of the stations; all of them are kept by code for what follows on."""
        shown = found[:most]
        reported = await shut_reports.codes_reported(
            self._database, self._now().date(), PEOPLE, [one.station.code for one in shown]
        )
        composer = self._finder.composer
        blocks: list[Block] = [Text(lead)]
        for number, one in enumerate(shown, 1):
            blocks.append(
                composer.place(
                    one,
                    facilities,
                    number=number if len(shown) > 1 else None,
                    pinned=number == 1,
                    reported=one.station.code in reported,
                )
            )
        choices = [_button("v", one, words.ON_MAP) for one in shown[1:]]
        choices += [_button("shut", one, words.IS_SHUT) for one in shown[:1]]
        if len(found) > len(shown):
            choices.append(Choice(MORE, words.MORE_STATIONS))
        blocks.append(Buttons(tuple(choices)))
        kept = tuple(one.station.code for one in found[:KEPT])
        offered = tuple(choice.id for choice in choices)
        state = State(intent=INTENT, region=state.region, offered=offered, stations=kept, seen=len(shown))
        return Turn(Reply(Outcome.ANSWER, tuple(blocks), INTENT, 1.0), state)

    @property
    def _home_name(self) -> str:
        return self._regions.short(self._city(self._home))

    def _city(self, here: str) -> str:
        """The city that a region lies in, or the region itself where it holds more than one."""
        if self._regions.level(here) is Level.COUNTY:
            return self._regions.parent(here) or here
        return here


def _follows(asked: StationQuestion, place: str) -> bool:
    """Whether a text takes up the stations found before, and names no other place; 附近 asks anew."""
    if asked.follow is Follow.MORE:
        return True
    return asked.follow is not None and not asked.near and len(place) < 2


def _wanted(state: State) -> tuple[Facility, ...]:
    """The facilities asked for before a place was given."""
    return tuple(Facility(one) for one in state.wanted if one in frozenset(Facility))


def _button(kind: str, one: Near, label: str) -> Choice:
    return Choice(f"{PREFIX}{kind}:{one.station.code}", label.format(code=one.station.code))


def _said_only(text: str, state: State) -> Turn:
    return Turn(Reply(Outcome.ANSWER, (Text(text),), INTENT, 1.0), replace(state, offered=(), misses=0))


def _without(reply: Reply, choices: Sequence[str]) -> Reply:
    blocks = tuple(
        Buttons(tuple(c for c in block.choices if c.id not in choices)) if isinstance(block, Buttons) else block
        for block in reply.blocks
    )
    return replace(reply, blocks=blocks)


def _unloaded(turn: Turn) -> Turn:
    """What the pages say, and before it that the list itself is missing."""
    return Turn(replace(turn.reply, blocks=(Text(words.NOT_LOADED), *turn.reply.blocks)), turn.state, turn.passage_of)
