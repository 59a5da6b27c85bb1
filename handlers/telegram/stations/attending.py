"""Staff who look after stations: shut for a time, open again, out of order."""

from typing import Final

from bot.stations import words as wording
from bot.stations.asking import PEOPLE
from bot.stations.attending import NoSuchStation, ToLookAfter
from bot.stations.rows import code_of, date_of
from data.stations.directory import StationRecord
from handlers.telegram.desk.actors import actor
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn
from handlers.telegram.stations.lists import looked_through

_NAMED: Final = 12
"""Stations of each kind in one message."""

_CLOSE = frozenset({"closed", "close", "关", "关门", "停"})
_OPEN = frozenset({"open", "开", "开门", "恢复"})
_FAULT = frozenset({"fault", "报修", "坏了", "故障"})
_FIXED = frozenset({"fixed", "修好", "修好了"})
_TODAY = frozenset({"today", "今天", "今日"})
_UNTIL = frozenset({"until", "到", "至"})
_LIST = frozenset({"import", "导入", "清单"})


async def station(desk: Desk, turn: Turn) -> None:
    """`/station NNN closed today|until DATE|open|fault TEXT|fixed`; alone what needs a look; with a document a list."""
    words = turn.text.split()
    if turn.document is not None:
        await desk.outbox.answer(turn, await looked_through(desk, turn, turn.document, words))
        return
    if not words:
        await desk.outbox.answer(turn, plain(_told(await desk.attending.to_look_after(actor(turn), PEOPLE, _NAMED))))
        return
    code = code_of(words[0])
    if code is None or words[0].lower() in _LIST:
        await desk.outbox.answer(turn, plain(wording.STATION_HELP))
        return
    try:
        text = await _attended(desk, turn, code, words[1:])
    except NoSuchStation:
        text = wording.NO_SUCH_STATION
    await desk.outbox.answer(turn, plain(text))


async def _attended(desk: Desk, turn: Turn, code: str, words: list[str]) -> str:
    by, attending = actor(turn), desk.attending
    match [word.lower() for word in words]:
        case []:
            return _line(await attending.station(by, code))
        case [word] if word in _OPEN:
            return wording.STATION_OPENED.format(station=_line(await attending.open(by, code)))
        case [word, *rest] if word in _CLOSE and (not rest or rest[0] in _TODAY):
            return wording.STATION_CLOSED.format(station=_line(await attending.close(by, code, None)))
        case [word, *rest] if word in _CLOSE:
            until = date_of("".join(rest[1:] if rest[0] in _UNTIL else rest).removeprefix("到").removeprefix("至"))
            if until is None:
                return wording.STATION_HELP
            return wording.STATION_CLOSED.format(station=_line(await attending.close(by, code, until)))
        case [word, *rest] if word in _FAULT and rest:
            fault = " ".join(words[1:])[:100]
            return wording.STATION_FAULTY.format(station=_line(await attending.fault(by, code, fault)))
        case [word] if word in _FIXED:
            return wording.STATION_FIXED.format(station=_line(await attending.fault(by, code, None)))
        case _:
            return wording.STATION_HELP


def _line(station: StationRecord) -> str:
    parts = [wording.PLACE_NAME.format(code=station.code, name=station.name)]
    if station.closed_until is not None:
        parts.append(wording.CLOSED_UNTIL.format(until=station.closed_until))
    if station.fault:
        parts.append(wording.PLACE_FAULT.format(fault=station.fault))
    return "；".join(parts)


def _told(care: ToLookAfter) -> str:
    lines: list[str] = []
    if care.reported:
        lines.append(wording.CARE_REPORTED)
        lines += [wording.CARE_PEOPLE.format(station=_line(one), people=people) for one, people in care.reported]
    for head, some in ((wording.CARE_CLOSED, care.closed), (wording.CARE_FAULTY, care.faulty)):
        if some:
            lines += [head, *(_line(one) for one in some)]
    return "\n".join([*(lines or [wording.CARE_NOTHING]), wording.STATION_HELP])
