"""Where the code at a station's door leads: our page, or the bot's private chat when there is no page."""

import re

from bot.stations.posters import PosterLink
from handlers.telegram.stations import words


def poster_link(web_url: str, bot: str | None) -> PosterLink | None:
    """The page at this address where there is one; the chat with the bot of this name otherwise; None: neither."""
    name = (bot or "").removeprefix("@")
    named = re.fullmatch(r"\w{4,32}", name, re.ASCII) is not None
    by_hand = words.POSTER_TYPE.format(bot=f"@{name}") if named else ""
    if web_url:
        page = web_url.rstrip("/")
        return PosterLink(f"{page}/s/", page, by_hand)
    return PosterLink(f"https://t.me/{name}?start=st_", by_hand=by_hand) if named else None
