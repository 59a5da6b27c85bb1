"""How long to wait after a failure before the next try."""

import random

from bot.timing import Sleep


async def wait_politely(sleep: Sleep, seconds: float, jitter: random.Random) -> None:
    """Waits that long and up to a quarter more, so that many who failed together do not come back together."""
    await sleep(seconds * (1 + jitter.random() / 4))


def back_off(attempt: int) -> float:
    """Seconds to wait after so many failures in a row (1 or more): 1, 2, 4 … 60."""
    return float(min(60, 2 ** (attempt - 1))) if attempt < 7 else 60.0
