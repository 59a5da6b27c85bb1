"""Draws statistics as a PNG. Runs as a process of its own: matplotlib takes 60 MB and a second that riders would wait.

    python -m bot.learning.chart < STATISTICS > PNG

STATISTICS is what `bot.learning.statistics.Statistics` holds, as JSON.
"""

import asyncio
import io
import os
import sys
from dataclasses import asdict
from importlib.resources import as_file, files
from typing import Any, Final

import orjson

from bot.learning import words
from bot.learning.statistics import SMALLEST_GROUP, Statistics

LONGEST: Final = 60.0
"""Seconds after which drawing is given up; it takes two."""

_MOST_BARS: Final = 12
_GOOD, _MIDDLE, _BAD = "#2e7d32", "#f9a825", "#c62828"


class ChartFailed(RuntimeError):
    """The process that draws ended without a picture; the text holds its last words, none of them a person's."""


async def chart(statistics: Statistics) -> bytes:
    """The statistics as a PNG, 1200 by 900.

    Raises:
        ChartFailed: none came of it.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.learning.chart",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    try:
        async with asyncio.timeout(LONGEST):
            picture, errors = await process.communicate(orjson.dumps(asdict(statistics)))
    except TimeoutError:
        raise ChartFailed(f"drawing the chart took more than {LONGEST:.0f} s") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
    if process.returncode != 0 or not picture:
        last = errors.decode(errors="replace").strip().splitlines()[-1:]
        raise ChartFailed(f"drawing the chart failed: {last[0] if last else f'exit code {process.returncode}'}")
    return picture


def draw(given: dict[str, Any]) -> bytes:
    """The PNG of statistics as JSON holds them."""
    from matplotlib import font_manager
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with as_file(files("seeds.fonts") / "union.ttf") as file:
        font_manager.fontManager.addfont(str(file))
        family = font_manager.FontProperties(fname=str(file)).get_name()
        import matplotlib

        with matplotlib.rc_context({"font.family": family, "font.size": 12, "axes.unicode_minus": False}):
            figure = Figure(figsize=(12, 9), dpi=100, layout="constrained")
            FigureCanvasAgg(figure)
            days = given["days"]
            title = words.CHART_TITLE.format(first=days[0]["day"], last=days[-1]["day"])
            figure.suptitle(title, fontsize=18)
            (top_left, top_right), (low_left, low_right) = figure.subplots(2, 2)
            _questions(top_left, days)
            _subjects(top_right, given)
            _unanswered(low_left, days)
            _votes(low_right, days)
            picture = io.BytesIO()
            figure.savefig(picture, format="png")
    return picture.getvalue()


def _days_below(axes: Any, days: list[dict[str, Any]]) -> list[int]:
    """Marks of days under the chart, seven at most; gives the places of all."""
    step = -(-len(days) // 7)
    places = list(range(len(days)))
    axes.set_xticks(places[::step], [day["day"][5:] for day in days[::step]])
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_ylim(bottom=0)
    return places


def _stacked(axes: Any, days: list[dict[str, Any]], parts: tuple[tuple[str, str, str], ...]) -> None:
    from matplotlib.ticker import MaxNLocator

    below = [0] * len(days)
    for key, label, colour in parts:
        heights = [day[key] for day in days]
        axes.bar(range(len(days)), heights, bottom=below, label=label, color=colour, width=0.7)
        below = [one + other for one, other in zip(below, heights, strict=True)]
    _days_below(axes, days)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylim(0, max(1, *below) * 1.15)
    axes.legend(frameon=False, ncols=len(parts), loc="upper left")


def _questions(axes: Any, days: list[dict[str, Any]]) -> None:
    axes.set_title(words.CHART_QUESTIONS)
    parts = (
        ("answered", words.CHART_ANSWERED, _GOOD),
        ("asked_back", words.CHART_ASKED_BACK, _MIDDLE),
        ("unanswered", words.CHART_NOT_ANSWERED, _BAD),
    )
    _stacked(axes, days, parts)


def _subjects(axes: Any, given: dict[str, Any]) -> None:
    axes.set_title(words.CHART_SUBJECTS)
    rows = [(name, number) for name, number in given["subjects"]]
    others = given["others"] or 0
    if len(rows) > _MOST_BARS:
        others += sum(number for _, number in rows[_MOST_BARS:])
        rows = rows[:_MOST_BARS]
    if others:
        rows.append((words.OTHERS, others))
    if not rows:
        axes.axis("off")
        axes.text(0.5, 0.5, words.CHART_NO_SUBJECTS.format(smallest=SMALLEST_GROUP), ha="center", va="center")
        return
    names, numbers = zip(*reversed(rows), strict=True)
    bars = axes.barh(names, numbers, color="#1565c0", height=0.7)
    axes.bar_label(bars, padding=3)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.set_xticks([])
    axes.margins(x=0.12)


def _unanswered(axes: Any, days: list[dict[str, Any]]) -> None:
    axes.set_title(words.CHART_UNANSWERED)
    questions = [day["answered"] + day["asked_back"] + day["unanswered"] for day in days]
    places = _days_below(axes, days)
    shares = [100 * day["unanswered"] / all_ if all_ else None for day, all_ in zip(days, questions, strict=True)]
    points = [(place, share) for place, share in zip(places, shares, strict=True) if share is not None]
    axes.plot([p for p, _ in points], [s for _, s in points], color=_BAD, marker="o")
    axes.set_ylim(0, 100)
    axes.set_xlim(-0.5, len(days) - 0.5)
    axes.grid(axis="y", alpha=0.3)


def _votes(axes: Any, days: list[dict[str, Any]]) -> None:
    axes.set_title(words.CHART_VOTES)
    parts = (("helpful", words.CHART_HELPFUL, _GOOD), ("unhelpful", words.CHART_UNHELPFUL, _BAD))
    _stacked(axes, days, parts)


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(orjson.loads(sys.stdin.buffer.read())))
