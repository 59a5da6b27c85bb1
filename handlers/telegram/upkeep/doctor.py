"""The examination of this channel, and the command that shows the whole of it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.people.staff import Staff
from bot.upkeep.doctor import Finding, Health, report_lines
from handlers.telegram.desk.desk import Desk
from handlers.telegram.message.show import plain
from handlers.telegram.message.turn import Turn
from handlers.telegram.upkeep import words as wording
from handlers.telegram.wire.bot_api import ApiError, BotApi
from handlers.telegram.wire.transport import NotSent, OutcomeUnknown

CLOCK_MAY_DIFFER = 30.0
"""Seconds that our clock and the Bot API's may differ; its own has no fractions."""

MANY_WAIT = 100
"""Updates that wait at Telegram when nobody fetches, or too slowly."""

PROBE = 4
"""Seconds of a fetch of our own: a program that fetches too comes back within this time and ends it."""


async def doctor(desk: Desk, turn: Turn) -> None:
    """`/doctor`: every finding with its fix."""
    await desk.outbox.answer(turn, plain("\n".join(report_lines(await desk.examine()))))


@dataclass(frozen=True, slots=True)
class TelegramExamination:
    """What there is to find on Telegram's side.

    `menus` gives the parameters of setMyCommands that should hold; `second_seen` whether somebody else's fetch ended
    ours lately, None when this process does not fetch and has to try.
    """

    api: BotApi
    staff: Staff
    clock: Callable[[], float]
    menus: Callable[[], Awaitable[list[dict[str, Any]]]]
    second_seen: Callable[[], bool] | None

    async def __call__(self) -> list[Finding]:
        """Every finding; the first alone when Telegram does not answer."""
        try:
            me = await self.api.call("getMe", {})
        except ApiError as error:
            if error.code in (401, 404):
                return [Finding(Health.BROKEN, wording.REFUSED, wording.REFUSED_FIX)]
            return [_no_connection(error)]
        except (NotSent, OutcomeUnknown) as error:
            return [_no_connection(error)]
        found = _of_me(me)
        for part in (self._webhook, self._fetching, self._menus, self._clock):
            try:
                found += await part()
            except (ApiError, NotSent, OutcomeUnknown) as error:
                found.append(_no_connection(error))
        return found

    async def _webhook(self) -> list[Finding]:
        info = await self.api.call("getWebhookInfo", {})
        found = []
        if info.get("url"):
            found.append(Finding(Health.BROKEN, wording.WEBHOOK, wording.WEBHOOK_FIX))
        waiting = info.get("pending_update_count", 0)
        if waiting >= MANY_WAIT:
            found.append(Finding(Health.WATCH, wording.WAITING.format(count=waiting), wording.WAITING_FIX))
        return found

    async def _fetching(self) -> list[Finding]:
        if self.second_seen is not None:
            if self.second_seen():
                return [Finding(Health.BROKEN, wording.SECOND, wording.SECOND_FIX)]
            return [Finding(Health.FINE, wording.ONLY_US)]
        try:
            # Without an offset nothing is acknowledged: whoever fetches gets the same updates again.
            waiting = await self.api.call("getUpdates", {"limit": 1, "timeout": PROBE}, read_timeout=PROBE + 10.0)
        except ApiError as error:
            if error.code == 409:  # a webhook has a finding of its own
                return [] if "webhook" in error.description else [Finding(Health.FINE, wording.SOMEBODY_FETCHES)]
            raise
        if waiting:  # what waits comes at once, so that nothing is known of others
            return []
        return [Finding(Health.WATCH, wording.NOBODY_FETCHES, wording.NOBODY_FETCHES_FIX)]

    async def _menus(self) -> list[Finding]:
        wrong = []
        for menu in await self.menus():
            try:
                shown = await self.api.call("getMyCommands", {"scope": menu["scope"]})
            except ApiError as error:
                if "chat not found" in error.description.lower():  # has a right and never wrote to us
                    continue
                raise
            if shown != menu["commands"]:
                wrong.append(_scope_name(menu["scope"]))
        if wrong:
            return [Finding(Health.BROKEN, wording.WRONG_MENU.format(where="、".join(wrong)), wording.WRONG_MENU_FIX)]
        return [Finding(Health.FINE, wording.MENUS_FINE)]

    async def _clock(self) -> list[Finding]:
        theirs = await self.api.server_time()
        if theirs is None:
            return []
        off = abs(self.clock() - theirs)
        if off > CLOCK_MAY_DIFFER:
            return [Finding(Health.BROKEN, wording.CLOCK.format(seconds=int(off)), wording.CLOCK_FIX)]
        return [Finding(Health.FINE, wording.CLOCK_FINE)]


def _of_me(me: Mapping[str, Any]) -> list[Finding]:
    name = str(me.get("username", ""))
    found = [Finding(Health.FINE, wording.BOT_IS.format(name=name))]
    if me.get("can_read_all_group_messages"):
        found.append(Finding(Health.FINE, wording.ALL_IN_GROUPS))
    else:
        found.append(Finding(Health.WATCH, wording.PRIVATE_IN_GROUPS, wording.PRIVATE_IN_GROUPS_FIX))
    if not me.get("supports_inline_queries"):
        found.append(Finding(Health.WATCH, wording.NO_INLINE.format(name=name), wording.NO_INLINE_FIX))
    return found


def _scope_name(scope: Mapping[str, Any]) -> str:
    return " ".join(str(value) for value in scope.values())


def _no_connection(error: Exception) -> Finding:
    what = str(error.code) if isinstance(error, ApiError) else type(error).__name__
    return Finding(Health.BROKEN, wording.NO_CONNECTION.format(error=what), wording.NO_CONNECTION_FIX)
