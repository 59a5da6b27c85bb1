"""Which station: the nearest open ones, those of a district or a street, one by its number, and what follows on."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.dialogue import DialogueState, Response
from bot.regions import NATION, Level, Regions
from bot.reply import Block, Buttons, Choice, NeedPlace, Outcome, Reply, Text
from bot.stations import words
from bot.stations.composing import Near, far
from bot.stations.facilities import Facility
from bot.stations.finding import SHOWN, TOO_FAR, StationFinder, having
from bot.stations.hours import Calendar
from bot.stations.leads import fitting, lead_of_nearest, named
from bot.stations.questions import Follow, StationQuestion, place_in, question_of
from bot.stations.requests import AboutStations, StationRequest
from bot.stations.rows import code_of
from data.stations import directory as rows
from data.stations import shut_reports
from data.stations.geodesy import Point
from data.storage.engine import Database

KEPT: Final = 24
"""Codes kept for what follows on."""

PEOPLE: Final = 3
"""Different people who found a door shut on one day, from whom on it is said."""

SURE: Final = 0.95
"""Confidence of an answer that a place, a number or a follow-up led to, and not the subject."""

PREFIX: Final = "s:"
"""Begins the id of each choice about stations: `v:` a station, `shut:` one found shut, `d:` a district, `more`."""

MORE: Final = f"{PREFIX}more"
_DISTRICTS: Final = 20

LOOK_EVERY: Final = 0.3
"""Seconds for which a missing list is taken as missing, as with the catalogue: the look costs half of a reply."""

_AROUND: Final = ("附近", "跟前", "旁边")
"""Ends a text that names a place to look around."""

_NEXT: Final = StationQuestion(None, (), Follow.MORE, of_programme=False, wants_one=False, near=False, place="")


class StationAnswers:
    """Answers about stations; `now` gives the local time, `home` is the full path of the region served.

    `intent` is the id of the subject that answers are of.
    """

    def __init__(
        self,
        database: Database,
        regions: Regions,
        home: str,
        now: Callable[[], datetime],
        calendar: Calendar,
        intent: str,
    ) -> None:
        self._database = database
        self._regions = regions
        self._home = home
        self._now = now
        self._finder = StationFinder(database, now, calendar)
        self._intent = intent
        self._none_until = 0.0

    async def find(self, request: StationRequest, state: DialogueState) -> Response | AboutStations:
        """The answer from the directory; else why there is none."""
        if request.location is not None:
            return await self._near(request.location, state)
        if request.choice is not None:
            return await self._chosen(request.choice, request.person, state)
        question = question_of(request.raw, request.text)
        if not await self._loaded():
            return AboutStations.NOT_LISTED if request.about and question.wants_one else AboutStations.NOTHING
        if state.stations and question.follow is Follow.SHUT and request.person is not None:
            return _sure(await self._found_shut(request.person, state), request)
        found = await self._looked_for(question, request, state)
        return AboutStations.NOTHING if found is None else _sure(found, request)

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

    async def _looked_for(
        self, question: StationQuestion, request: StationRequest, state: DialogueState
    ) -> Response | None:
        normalized, here, about = request.text, request.here, request.about
        if question.number is not None and (one := await rows.by_codes(self._database, [question.number])):
            return await self._show([Near(one[0])], question.facilities, words.THIS_ONE, state)
        mention = next((m for m in reversed(self._regions.find(normalized, here)) if m.path != NATION), None)
        place = question.place
        if mention is not None:
            place = place_in(f"{normalized[: mention.start]} {normalized[mention.end :]}")
        if state.stations and mention is None and _follows(question, place):
            return await self._follow(question, state)
        talked = about or bool(state.stations)
        if mention is not None and len(place) < 2:
            wanted = (
                question.wants_one
                or (talked and state.intent == self._intent)
                or len(normalized) == mention.end - mention.start
            )
            return await self._in_district(mention.path, question.facilities, state) if wanted else None
        if len(place) >= 2 and not question.of_programme:
            within = mention.path if mention is not None else self._city(here)
            found = await self._finder.named(place, within, question.facilities, loosely=about or question.near)
            if found and (question.near or about or len(place) == len(normalized)):
                return await self._show(found, question.facilities, words.AROUND_THERE, state)
        # A place that the list does not know: a district or a location finds what a name does not.
        if (about and question.wants_one) or normalized.endswith(_AROUND):
            return await self._where(here, question.facilities, state)
        return None

    async def _near(self, here: Point, state: DialogueState) -> Response:
        if not here.on_earth:
            return self._said_only(words.NO_SUCH_PLACE, state, NeedPlace())
        wanted = _wanted(state)
        found = await self._finder.near(here, wanted)
        if found is None:
            return self._said_only(words.NOT_LOADED_ALONE, state)
        nearest = found.stations[0].metres or 0.0
        if nearest > TOO_FAR:
            said = words.FAR_AWAY.format(region=self._regions.short(self._city(self._home)), far=far(nearest))
            return self._said_only(said, state)
        lead = lead_of_nearest(found, wanted)
        return await self._show(found.stations, wanted, lead, state, most=found.shown)

    async def _in_district(
        self, district: str, facilities: Sequence[Facility], state: DialogueState
    ) -> Response | None:
        found = await self._finder.in_region(district, facilities)
        if not found:
            return None
        shown, lead = fitting(found, facilities, self._regions.short(district))
        response = await self._show(shown, facilities, lead, state)
        blocks = (*response.reply.blocks, NeedPlace())  # a position would put them in order
        return Response(replace(response.reply, blocks=blocks), replace(response.state, region=district))

    async def _follow(self, question: StationQuestion, state: DialogueState) -> Response:
        found = [Near(one) for one in await rows.by_codes(self._database, state.stations)]
        if question.follow is Follow.FACILITY:
            fit = having(found, question.facilities)
            names = named(question.facilities)
            if not fit:
                return self._said_only(words.NONE_HAS.format(facilities=names), state)
            response = await self._show(fit, question.facilities, words.THESE_HAVE.format(facilities=names), state)
            return Response(response.reply, replace(response.state, stations=state.stations, seen=state.seen))
        if question.follow in (Follow.OPEN, Follow.SHUT):
            shown = found[max(0, state.seen - SHOWN) : state.seen] or found[:SHOWN]
            response = await self._show(shown, (), words.AS_OF.format(clock=f"{self._now():%H:%M}"), state)
            return Response(response.reply, replace(response.state, stations=state.stations, seen=state.seen))
        following = found[state.seen :]
        if not following:
            return self._said_only(words.NO_MORE_STATIONS, state, NeedPlace())
        response = await self._show(following, (), words.FARTHER, state)
        seen = state.seen + min(SHOWN, len(following))
        buttons = () if seen < len(found) else (MORE,)
        return Response(_without(response.reply, buttons), replace(response.state, stations=state.stations, seen=seen))

    async def _chosen(self, choice: str, person: str | None, state: DialogueState) -> Response:
        kind, _, target = choice.removeprefix(PREFIX).partition(":")
        if kind == "more":
            return await self._follow(_NEXT, state)
        if kind == "d" and (district := self._regions.coded(target)) is not None:
            return await self._in_district(district, _wanted(state), state) or self._said_only(words.NONE_THERE, state)
        if kind == "shut" and person is not None:
            return await self._report_shut(target, person, state)
        code = code_of(target)
        one = await rows.by_codes(self._database, [code] if kind == "v" and code is not None else [])
        if not one:
            return self._said_only(words.NO_STATION_HERE, state)
        response = await self._show([Near(one[0])], (), words.THIS_ONE, state)
        kept = replace(
            response.state, stations=state.stations or response.state.stations, seen=state.seen or response.state.seen
        )
        return Response(response.reply, kept)

    async def _found_shut(self, person: str, state: DialogueState) -> Response:
        """Notes the door that a person says is shut, and asks which one where several were shown."""
        shown = state.stations[max(0, state.seen - SHOWN) : state.seen] or state.stations[:1]
        if len(shown) == 1:
            return await self._report_shut(shown[0], person, state)
        choices = tuple(Choice(f"{PREFIX}shut:{code}", words.IS_SHUT.format(code=code)) for code in shown)
        reply = Reply(Outcome.CHOOSE, (Text(words.WHICH_SHUT), Buttons(choices)), self._intent, SURE)
        return Response(reply, replace(state, offered=tuple(choice.id for choice in choices), misses=0))

    async def _report_shut(self, code: str, person: str, state: DialogueState) -> Response:
        people = await shut_reports.report(self._database, code, person, self._now().date())
        return self._said_only(words.SHUT_NOTED if people is not None else words.NO_SUCH_STATION, state)

    async def _where(self, here: str, facilities: Sequence[Facility], state: DialogueState) -> Response:
        """Asks from where, with the districts that have stations as buttons; a district that is known is answered."""
        if self._regions.level(here) is Level.COUNTY:
            response = await self._in_district(here, facilities, state)
            if response is not None:
                return response
        city = self._city(here)
        found = await rows.districts(self._database, city)
        if not found:
            return self._said_only(words.NONE_IN.format(region=self._regions.short(city)), state)
        choices = tuple(
            Choice(
                f"{PREFIX}d:{self._regions.code(path)}",
                self._regions.short(path).removeprefix(self._regions.short(city)) or self._regions.short(path),
            )
            for path in sorted((path for path, _ in found if path in self._regions), key=self._regions.code)[
                :_DISTRICTS
            ]
        )
        reply = Reply(Outcome.CHOOSE, (Text(words.FROM_WHERE), NeedPlace(), Buttons(choices)), self._intent, 1.0)
        offered = tuple(choice.id for choice in choices)
        return Response(
            reply, DialogueState(self._intent, offered=offered, wanted=tuple(str(one) for one in facilities))
        )

    async def _show(
        self, found: Sequence[Near], facilities: Sequence[Facility], lead: str, state: DialogueState, most: int = SHOWN
    ) -> Response:
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
        state = DialogueState(intent=self._intent, region=state.region, offered=offered, stations=kept, seen=len(shown))
        return Response(Reply(Outcome.ANSWER, tuple(blocks), self._intent, 1.0), state)

    def _said_only(self, text: str, state: DialogueState, *more: Block) -> Response:
        reply = Reply(Outcome.ANSWER, (Text(text), *more), self._intent, 1.0)
        return Response(reply, replace(state, offered=(), misses=0))

    def _city(self, here: str) -> str:
        """The city that a region lies in, or the region itself where it holds more than one."""
        if self._regions.level(here) is Level.COUNTY:
            return self._regions.parent(here) or here
        return here


def _follows(question: StationQuestion, place: str) -> bool:
    """Whether a text takes up the stations found before, and names no other place; 附近 asks anew."""
    if question.follow is Follow.MORE:
        return True
    return question.follow is not None and not question.near and len(place) < 2


def _wanted(state: DialogueState) -> tuple[Facility, ...]:
    """The facilities asked for before a place was given."""
    return tuple(Facility(one) for one in state.wanted if one in frozenset(Facility))


def _button(kind: str, one: Near, label: str) -> Choice:
    return Choice(f"{PREFIX}{kind}:{one.station.code}", label.format(code=one.station.code))


def _without(reply: Reply, choices: Sequence[str]) -> Reply:
    blocks = tuple(
        Buttons(tuple(c for c in block.choices if c.id not in choices)) if isinstance(block, Buttons) else block
        for block in reply.blocks
    )
    return replace(reply, blocks=blocks)


def _sure(response: Response, request: StationRequest) -> Response:
    """The response, as sure as the subject was, or as the place, the number or the follow-up that led here."""
    return replace(response, reply=replace(response.reply, confidence=request.confidence if request.about else SURE))
