"""What the union made of the cases of a month: a chart, the same as a table, what changed, and a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.cases.account import Group, Month, WrongMonth, lasting
from bot.cases.accounts import Published
from handlers.web import words as wording
from handlers.web.case_desk import CaseDesk
from handlers.web.desk import desk_of

_LONGEST_BAR: Final = 290
_HEIGHT: Final = 58


@dataclass(frozen=True, slots=True)
class Bar:
    """A subject on the chart: its name, both numbers, and how long each of their bars is drawn, from `top` down."""

    name: str
    received: int
    solved: int
    received_width: int
    solved_width: int
    top: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table, in words."""

    name: str
    received: int
    solved: int
    kept: str
    time: str


def _cases(request: Request) -> CaseDesk:
    cases = desk_of(request).cases
    if cases is None:
        raise HTTPException(404)
    return cases


async def newest(request: Request) -> Response:
    """Leads to the newest month that was published."""
    months = await _cases(request).office.accounts.months()
    if not months:
        raise HTTPException(404)
    return RedirectResponse(f"/account/{months[0]}", 302)


async def month(request: Request) -> Response:
    """The account of one month."""
    cases = _cases(request)
    found = await _published(request)
    named = found.account.named(cases.teller.names())
    lines = [_line(name, group) for name, group in named]
    if found.account.total is not None:
        lines.append(_line(wording.ACCOUNT_ALL, found.account.total))
    return desk_of(request).pages.page(
        "account",
        title=found.account.title,
        said=found.account.text(cases.teller.names()).split("\n")[1:],
        changed=found.changed.splitlines(),
        bars=_bars(named),
        height=_HEIGHT * len(named),
        lines=lines,
        month=found.account.month,
        others=[one for one in map(str, await cases.office.accounts.months()) if one != found.account.month],
    )


async def sheet(request: Request) -> Response:
    """The same as CSV."""
    found = await _published(request)
    name = f'attachment; filename="cases-{found.account.month}.csv"'
    content = found.account.csv(_cases(request).teller.names())
    return Response(content, media_type="text/csv", headers={"Content-Disposition": name, "Cache-Control": "no-cache"})


async def _published(request: Request) -> Published:
    try:
        wanted = Month.read(request.path_params["month"])
    except WrongMonth:
        raise HTTPException(404) from None
    found = await _cases(request).office.accounts.published(wanted)
    if found is None:
        raise HTTPException(404)
    return found


def _line(name: str, group: Group) -> Line:
    kept = wording.ACCOUNT_PER_CENT.format(kept=group.kept) if group.kept is not None else wording.ACCOUNT_TOO_FEW
    time = lasting(group.seconds) if group.seconds is not None else wording.ACCOUNT_TOO_FEW
    return Line(name, group.received, group.solved, kept, time)


def _bars(named: Sequence[tuple[str, Group]]) -> list[Bar]:
    most = max((max(group.received, group.solved) for _, group in named), default=1)
    return [
        Bar(
            name,
            group.received,
            group.solved,
            max(1, round(_LONGEST_BAR * group.received / most)),
            max(1, round(_LONGEST_BAR * group.solved / most)),
            place * _HEIGHT,
        )
        for place, (name, group) in enumerate(named)
    ]
