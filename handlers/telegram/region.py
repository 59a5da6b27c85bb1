"""Choosing the region that answers are for."""

from bot.regions import AmbiguousRegion, UnknownRegion
from bot.reply import Choice
from bot.wording import telegram as wording
from handlers.telegram.desk import Desk
from handlers.telegram.show import Drawn, inline_keyboard, plain
from handlers.telegram.turn import Turn

PREFIX = "r:"
_HOME, _ELSEWHERE, _NONE = f"{PREFIX}home", f"{PREFIX}more", f"{PREFIX}none"

# By administrative division codes (GB/T 2260), which never change their meaning: an old button keeps working.
CITY = "150100"
DISTRICTS = {
    "150102": "新城区",
    "150103": "回民区",
    "150104": "玉泉区",
    "150105": "赛罕区",
    "150121": "土默特左旗",
    "150122": "托克托县",
    "150123": "和林格尔县",
    "150124": "清水河县",
    "150125": "武川县",
}
LEAGUES = {
    "150200": "包头市",
    "150300": "乌海市",
    "150400": "赤峰市",
    "150500": "通辽市",
    "150600": "鄂尔多斯市",
    "150700": "呼伦贝尔市",
    "150800": "巴彦淖尔市",
    "150900": "乌兰察布市",
    "152200": "兴安盟",
    "152500": "锡林郭勒盟",
    "152900": "阿拉善盟",
}
_HOHHOT = "内蒙古自治区呼和浩特市"
PATHS = {
    f"{PREFIX}{CITY}": _HOHHOT,
    **{f"{PREFIX}{code}": _HOHHOT + name for code, name in DISTRICTS.items()},
    **{f"{PREFIX}{code}": f"内蒙古自治区{name}" for code, name in LEAGUES.items()},
}


def path_of(code: str) -> str | None:
    """The full path of the region that a button's code stands for."""
    return PATHS.get(f"{PREFIX}{code}")


async def region(desk: Desk, turn: Turn) -> None:
    """Sets the region that is named, or shows regions to choose from."""
    if not turn.text:
        await desk.outbox.answer(turn, await _offer(desk, turn))
        return
    try:
        path = desk.regions.parse(turn.text, await desk.people.region(turn.person) or desk.home)
    except UnknownRegion:
        await desk.outbox.answer(turn, plain(wording.REGION_UNKNOWN))
    except AmbiguousRegion as several:
        names = "、".join(several.candidates)
        await desk.outbox.answer(turn, plain(wording.REGION_AMBIGUOUS.format(regions=names)))
    else:
        await desk.people.choose_region(turn.person, path)
        await desk.outbox.answer(turn, plain(wording.REGION_SET.format(region=path)))


async def pressed(desk: Desk, turn: Turn) -> None:
    """Sets the region of a pressed button, or turns the page of the list."""
    if turn.text == _ELSEWHERE:
        drawn = plain(wording.REGION_ASK, _elsewhere())
    elif turn.text == _NONE:
        await desk.people.choose_region(turn.person, None)
        drawn = plain(wording.REGION_CLEARED)
    elif (path := PATHS.get(turn.text)) is not None:
        await desk.people.choose_region(turn.person, path)
        drawn = plain(wording.REGION_SET.format(region=path))
    else:  # the way back, and buttons of a list that is no longer offered
        drawn = await _offer(desk, turn)
    await desk.outbox.show(turn, drawn)


async def _offer(desk: Desk, turn: Turn) -> Drawn:
    current = await desk.people.region(turn.person)
    lines = [wording.REGION_ASK] if current is None else [wording.REGION_NOW.format(region=current), wording.REGION_ASK]
    choices = [Choice(f"{PREFIX}{code}", name) for code, name in DISTRICTS.items()]
    choices.append(Choice(f"{PREFIX}{CITY}", wording.REGION_WHOLE_CITY))
    choices.append(Choice(_ELSEWHERE, wording.REGION_ELSEWHERE))
    if current is not None:
        choices.append(Choice(_NONE, wording.REGION_NONE))
    return plain("\n".join(lines), inline_keyboard(tuple(choices)))


def _elsewhere() -> dict[str, object] | None:
    choices = [Choice(f"{PREFIX}{code}", name) for code, name in LEAGUES.items()]
    return inline_keyboard((*choices, Choice(_HOME, wording.REGION_BACK)))
