"""Cases on the page: handed over without an account, found again by a secret of four words, and by nothing else."""

import secrets
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

import segno
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.announcing.archive import Archive
from bot.cases.limits import LARGEST, LONGEST, NobodyThere, TooMuch, WrongFile
from bot.cases.pictures import JPEG, PNG
from bot.cases.records import NotNow, Piece, UnknownCase
from bot.cases.riders import Draft
from bot.cases.states import Kind, State, Urgency
from bot.cases.words import URGENCIES
from bot.reply import Message, Reply, Text
from handlers.web import words as wording
from handlers.web.addresses import address_of, own_address
from handlers.web.bodies import MOST_BYTES, form_of
from handlers.web.case_desk import CaseDesk
from handlers.web.desk import MOST_CHARACTERS, desk_of
from handlers.web.errors import Busy
from handlers.web.multipart import Filled, filled_of
from handlers.web.regions import region_given

WORDS: Final = 4
"""Words of a secret: 44 random bits, of which one address may try 300 a minute."""

_LETTERS: Final = 2 * WORDS
_LONGEST_TOKEN: Final = 40
_SMALL: Final = 4 * MOST_BYTES
_LONGEST_NAME: Final = 60
_LONGEST_NUMBER, _LONGEST_TITLE = 9, 60
_PDF: Final = b"%PDF-"
_NEVER_KEPT: Final = "no-store"


def new_secret() -> str:
    """Four words of two characters that nobody can guess."""
    pairs = (secrets.choice(wording.FOUR_WORDS_FIRST) + secrets.choice(wording.FOUR_WORDS_SECOND) for _ in range(WORDS))
    return "-".join(pairs)


def secret_in(given: str) -> str | None:
    """The secret as it is written, whatever stands between its words; None when it has not the form of one."""
    letters = [letter for letter in given if letter in wording.FOUR_WORDS_FIRST or letter in wording.FOUR_WORDS_SECOND]
    if len(letters) != _LETTERS:
        return None
    return "-".join("".join(letters[start : start + 2]) for start in range(0, _LETTERS, 2))


def _person(secret: str) -> str:
    return f"web:{secret}"


def _cases(request: Request) -> CaseDesk:
    cases = desk_of(request).cases
    if cases is None:
        raise HTTPException(404)
    return cases


async def hand_over(request: Request) -> Response:
    """The form, with what will be kept, who sees it and how long; `?about=NUMBER` begins it with an announcement."""
    about = request.query_params.get("about", "")
    number = int(about) if about.isascii() and about.isdecimal() and len(about) <= _LONGEST_NUMBER else 0
    found = await Archive(desk_of(request).database).one(number) if number else None
    named = wording.NEWS_ABOUT.format(number=number, title=found.title[:_LONGEST_TITLE]) if found is not None else ""
    return await _form(request, {"words": named})


async def _form(
    request: Request, fields: Mapping[str, str], problem: str = "", urgent: tuple[str, ...] = ()
) -> Response:
    desk, cases = desk_of(request), _cases(request)
    return desk.pages.page(
        "case_form",
        cache=_NEVER_KEPT,
        taken=await cases.office.roster.taken(),
        urgencies=URGENCIES,
        fields=fields,
        region=fields.get("region") or desk.home,
        token=secrets.token_urlsafe(16),
        secret=new_secret(),
        days=cases.office.keeping.days,
        people=await cases.people(),
        accounted=bool(await cases.office.accounts.months()),
        most=LONGEST,
        problem=problem,
        urgent=urgent,
    )


async def handed_over(request: Request) -> Response:
    """Takes the form; shows the receipt with the secret, once. What tells of danger is answered above it."""
    desk, cases = desk_of(request), _cases(request)
    filled = await _filled(request)
    fields = filled.fields
    words = fields.get("words", "").strip()
    reply = await desk.reply(Message(words[:MOST_CHARACTERS])) if words else None
    urgent = _urgent(reply)
    region = region_given(desk.regions, fields.get("region")) or desk.home
    urgency, token = fields.get("urgency", ""), fields.get("token", "")
    # The form brings the secret, so that whoever sends it again, as no answer came, gets the same.
    secret = secret_in(fields.get("secret", ""))
    if not words or urgency not in frozenset(Urgency) or secret is None or not 0 < len(token) <= _LONGEST_TOKEN:
        return await _form(request, fields, wording.CASE_EMPTY, urgent)
    subject = reply.intent if reply is not None and reply.intent in cases.teller.names() else None
    try:
        pieces = (Piece(Kind.SAID, words), *_file_in(filled))
        draft = Draft(subject, region, Urgency(urgency), pieces)
        receipt = await cases.office.riders.hand_over(_person(secret), draft, f"web {token}")
    except NobodyThere:
        return await _form(request, fields, wording.CASE_NOBODY, urgent)
    except TooMuch:
        return await _form(request, fields, wording.CASE_TOO_LONG.format(most=LONGEST), urgent)
    except WrongFile:
        return await _form(request, fields, wording.CASE_WRONG_FILE, urgent)
    address = f"{own_address(request, desk.public_url)}/case/{quote(secret)}"
    code = segno.make(address, error="m").svg_inline(scale=4, border=2, svgclass="code", lineclass=None)
    said = cases.teller.receipt(receipt, comes_here=False).split("\n")
    return desk.pages.page(
        "case_receipt", cache=_NEVER_KEPT, said=said, secret=secret, address=address, code=code, urgent=urgent
    )


async def _filled(request: Request) -> Filled:
    """The form that was filled in, counted before its file is read.

    Raises:
        TooMany, Busy, TooLarge, BadBody: see there.
    """
    await desk_of(request).limits.count(address_of(request), None)
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) <= _SMALL:  # words alone wait for nobody's file
        return await filled_of(request, _SMALL)
    uploads = _cases(request).uploads
    if uploads.locked():
        raise Busy
    async with uploads:
        return await filled_of(request, LARGEST + MOST_BYTES)


def _said(words: str) -> tuple[Piece, ...]:
    return (Piece(Kind.SAID, words),) if words else ()


def _file_in(filled: Filled) -> tuple[Piece, ...]:
    """The file of a form, judged by what it is and not by what it is called; the name of a photo is dropped."""
    if "file" not in filled.files:
        return ()
    name, content = filled.files["file"]
    if content.startswith((JPEG, PNG)):
        return (Piece(Kind.PHOTO, content=content),)
    if content.startswith(_PDF):
        return (Piece(Kind.DOCUMENT, name=f"{PurePath(name).stem[:_LONGEST_NAME]}.pdf", content=content),)
    raise WrongFile


def _urgent(reply: Reply | None) -> tuple[str, ...]:
    blocks = reply.blocks if reply is not None else ()
    return tuple(block.text for block in blocks if isinstance(block, Text) and block.urgent)


async def come_back(request: Request) -> Response:
    """From the four words, however they are written, to the page of the case."""
    fields = await form_of(request)
    await desk_of(request).limits.count(address_of(request), None)
    secret = secret_in(fields.get("secret", ""))
    if secret is None or not await _cases(request).office.riders.mine(_person(secret)):
        return await _form(request, {}, wording.CASE_UNKNOWN)
    return RedirectResponse(f"/case/{quote(secret)}", 303)


async def case(request: Request) -> Response:
    """One case with all that was said."""
    await desk_of(request).limits.count(address_of(request), None)
    return await _shown(request, await _number(request))


async def changed(request: Request) -> Response:
    """Adds words, takes back, says whether it is solved, thanks."""
    desk, cases = desk_of(request), _cases(request)
    number, person = await _number(request), _person(_secret(request))
    filled = await _filled(request)
    fields = filled.fields
    riders, words = cases.office.riders, fields.get("words", "").strip()
    said = ""
    urgent: tuple[str, ...] = ()
    try:
        match fields.get("do", ""):
            case "add" if (words or filled.files) and fields.get("token"):
                urgent = _urgent(await desk.reply(Message(words[:MOST_CHARACTERS]))) if words else ()
                token = f"web {fields['token'][:_LONGEST_TOKEN]}"
                for place, piece in enumerate((*_said(words), *_file_in(filled))):
                    await riders.add(person, number, piece, f"{token} {place}")
                said = wording.CASE_ADDED
            case "back" if fields.get("sure"):
                await riders.take_back(person, number)
                return await _form(request, {}, wording.CASE_GONE)
            case "solved":
                await riders.settle(person, number, solved=True)
                said = wording.CASE_SOLVED
            case "unsolved":
                await riders.settle(person, number, solved=False)
                said = wording.CASE_AGAIN
            case "thanks":
                await riders.thank(person, number, wording.CASE_THANKS)
                said = wording.CASE_THANKED
    except NotNow:
        said = wording.CASE_NOT_NOW
    except TooMuch:
        said = wording.CASE_TOO_LONG.format(most=LONGEST)
    except WrongFile:
        said = wording.CASE_WRONG_FILE
    return await _shown(request, number, said, urgent)


def _secret(request: Request) -> str:
    secret = secret_in(request.path_params["secret"])
    if secret is None:
        raise HTTPException(404)
    return secret


async def _number(request: Request) -> int:
    found = await _cases(request).office.riders.mine(_person(_secret(request)))
    if not found:
        raise HTTPException(404)
    return found[0].number


async def _shown(request: Request, number: int, said: str = "", urgent: tuple[str, ...] = ()) -> Response:
    desk, cases = desk_of(request), _cases(request)
    try:
        found = await cases.office.riders.read(_person(_secret(request)), number)
    except UnknownCase:
        raise HTTPException(404) from None
    return desk.pages.page(
        "case",
        cache=_NEVER_KEPT,
        title=cases.teller.title(found),
        state=cases.teller.how_it_stands(found),
        words=cases.teller.pieces(found),
        going_on=found.going_on,
        solved=found.state is State.SOLVED,
        again=found.state is State.SOLVED and not found.reopened,
        closed=found.state is State.CLOSED and found.holder is not None,
        token=secrets.token_urlsafe(16),
        said=said,
        urgent=urgent,
        most=LONGEST,
    )
