"""Measures on labelled files: questions, dialogues and figures for the assistant, any labelled phrases for the model.

A line is JSON: a question {"text", "intents": [...]}, a dialogue {"turns": [{"user", "intents", "smalltalk"?}]}, or a
figure question with "answer_any": [...]. An empty list of intents marks a question that is none of ours. With
"must_contain_any" or "must_not_contain" a question is a trap: judged by what a person reads, buttons apart; a turn with
"must_contain_any" must hold one of them too. The asker is of "user_region", else of "region".
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Final

from pydantic import BaseModel, ValidationError

from bot.answering import words
from bot.answering.assistant import Assistant
from bot.regions import Regions
from bot.reply import Buttons, Message, Outcome, Reply

SOURCE_MARK: Final = "来源"
PASSING_SHARE: Final = 0.05
"""Share of out-of-scope questions that may pass at the confidence that the second rate is taken at."""


class WrongLabels(ValueError):
    """A labelled file cannot be read; the text names the line and what is wrong."""


class LabelledTurn(BaseModel):
    """One message of a dialogue."""

    user: str
    intents: list[str] = []
    smalltalk: bool = False
    must_contain_any: list[str] = []
    must_not_contain: list[str] = []


class Labelled(BaseModel):
    """One line of a labelled file."""

    id: str | None = None
    text: str = ""
    intents: list[str] = []
    region: str | None = None
    user_region: str | None = None
    answer_any: list[str] = []
    must_contain_any: list[str] = []
    must_not_contain: list[str] = []
    turns: list[LabelledTurn] = []

    @property
    def asker(self) -> str | None:
        """Where the asker is."""
        return self.user_region or self.region

    @property
    def trap(self) -> bool:
        """Whether it is judged by what must and must not be read."""
        return bool(self.must_contain_any or self.must_not_contain)


def read_labelled(path: Path) -> list[Labelled]:
    """The lines of the file.

    Raises:
        WrongLabels: the file is missing or a line has another shape.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongLabels(f"{path}: cannot be read ({error.__class__.__name__})") from None
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                labelled = Labelled.model_validate_json(line)
            except ValidationError as wrong:
                first = wrong.errors()[0]
                where = ".".join(str(part) for part in first["loc"])
                raise WrongLabels(f"{path}:{number}: {where or 'line'}: {first['msg']}") from None
            if not labelled.text and not labelled.turns:
                raise WrongLabels(f"{path}:{number}: has neither `text` nor `turns`")
            found.append(labelled)
    if not found:
        raise WrongLabels(f"{path}: holds no line")
    return found


@dataclass(slots=True)
class Tally:
    """What came of the labelled lines; rates are shares in [0, 1]."""

    confidences: list[tuple[float, bool]] = field(default_factory=list)
    out_confidences: list[float] = field(default_factory=list)
    outcomes: Counter[tuple[bool, str]] = field(default_factory=Counter)
    wrong_answers: int = 0
    right_answers: int = 0
    by_intent: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    turns: int = 0
    turns_right: int = 0
    figures: int = 0
    figures_found: int = 0
    figures_first: int = 0
    figures_denied: int = 0
    traps: int = 0
    traps_right: int = 0
    lengths: list[int] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)


def _squeezed(text: str) -> str:
    return "".join(text.split()).replace(",", "").replace("，", "")


def measured_length(reply: Reply) -> int:
    """Characters before the 来源 line."""
    return len(reply.text.split(SOURCE_MARK)[0].rstrip("\n"))


async def tally(lines: Sequence[Labelled], assistant: Assistant, regions: Regions) -> Tally:
    """Asks every line and counts."""
    found = Tally()
    for number, line in enumerate(lines):
        region = regions.parse(line.asker) if line.asker else None
        if line.turns:
            await _dialogue(found, line, f"eval:{number}", assistant, region)
            continue
        reply = await assistant.reply(Message(line.text, region=region))
        if reply.outcome is Outcome.ANSWER:
            found.lengths.append(measured_length(reply))
        if line.answer_any:
            _figure(found, line, reply)
        if line.trap:
            _trap(found, line, reply)
        _question(found, line, reply, assistant.snapshot.labels_of(reply.intent))
    return found


def _question(found: Tally, line: Labelled, reply: Reply, labels: frozenset[str]) -> None:
    in_scope = bool(line.intents)
    found.outcomes[in_scope, reply.outcome.value] += 1
    if not in_scope:
        found.out_confidences.append(reply.confidence)
        if reply.outcome in (Outcome.ANSWER, Outcome.CHOOSE):
            found.misses.append(f"{reply.outcome.value} {reply.confidence:.2f} [none] as {reply.intent}: {line.text}")
        return
    right = not labels.isdisjoint(line.intents)
    found.confidences.append((reply.confidence, right))
    found.by_intent[line.intents[0]][reply.intent if not right and reply.intent else ""] += 1
    if reply.outcome is Outcome.ANSWER:
        found.right_answers += right
        found.wrong_answers += not right
    if not right or reply.outcome is not Outcome.ANSWER:
        found.misses.append(
            f"{reply.outcome.value} {reply.confidence:.2f} [{'|'.join(line.intents)}] as {reply.intent}: {line.text}"
        )


def _figure(found: Tally, line: Labelled, reply: Reply) -> None:
    found.figures += 1
    first, whole = _squeezed(reply.text.split("\n")[0]), _squeezed(reply.text)
    wanted = [_squeezed(value) for value in line.answer_any]
    found.figures_found += any(value in whole for value in wanted)
    at_first = any(value in first for value in wanted)
    found.figures_first += at_first
    found.figures_denied += denied(reply)
    if not at_first:
        found.misses.append(f"figure {'|'.join(wanted)} not in the first line: {line.text} -> {first[:80]}")


def denied(reply: Reply) -> bool:
    """Whether the reply begins by saying that the page does not give what was asked for."""
    return reply.text.startswith((*words.NOT_WRITTEN.values(), *words.DETAIL_NOT_WRITTEN.values()))


def trap_missed(line: Labelled | LabelledTurn, reply: Reply) -> str:
    """What a reply should have held, or held and should not have; empty where it is told rightly."""
    read = _read(reply)
    if line.must_contain_any and not any(_squeezed(value) in read for value in line.must_contain_any):
        return "|".join(line.must_contain_any)
    wrong = [value for value in line.must_not_contain if _squeezed(value) in read]
    return f"without {'|'.join(wrong)}" if wrong else ""


def _read(reply: Reply) -> str:
    """What a person reads, buttons apart, without spaces."""
    return _squeezed(replace(reply, blocks=tuple(b for b in reply.blocks if not isinstance(b, Buttons))).text)


def _trap(found: Tally, line: Labelled, reply: Reply) -> None:
    wanted = trap_missed(line, reply)
    found.traps += 1
    found.traps_right += not wanted
    if wanted:
        found.misses.append(f"trap {wanted}: {line.text} -> {_read(reply)[:80]}")


def turn_right(turn: LabelledTurn, reply: Reply, labels: frozenset[str]) -> bool:
    """Whether a reply in a talk is of the subject that is meant and holds what it must; `labels` are its subject's."""
    if turn.smalltalk:
        return reply.outcome is Outcome.SMALLTALK
    if not turn.intents:
        return reply.outcome is not Outcome.ANSWER
    of_subject = reply.outcome in (Outcome.ANSWER, Outcome.CHOOSE) and not labels.isdisjoint(turn.intents)
    return of_subject and not trap_missed(turn, reply)


async def _dialogue(found: Tally, line: Labelled, key: str, assistant: Assistant, region: str | None) -> None:
    for turn in line.turns:
        reply = await assistant.reply(Message(turn.user, key, region))
        right = turn_right(turn, reply, assistant.snapshot.labels_of(reply.intent))
        found.turns += 1
        found.turns_right += right
        if not right:
            wanted = "smalltalk" if turn.smalltalk else "|".join(turn.intents) or "none"
            found.misses.append(
                f"{reply.outcome.value} {reply.confidence:.2f} [{wanted}] as {reply.intent}: {turn.user} ({line.id})"
            )


def right_at_passing_share(found: Tally) -> float:
    """Share of in-scope questions that are right above the confidence that lets `PASSING_SHARE` of the others pass."""
    ranked = sorted(found.out_confidences, reverse=True)
    allowed = int(len(ranked) * PASSING_SHARE)
    threshold = ranked[allowed] if ranked else 0.0
    return sum(right and confidence > threshold for confidence, right in found.confidences) / len(found.confidences)


def rates(found: Tally) -> dict[str, float]:
    """The named rates of the lines that were there."""
    result: dict[str, float] = {}
    if asked := len(found.confidences):
        result["right intent, in scope"] = sum(right for _, right in found.confidences) / asked
        if found.out_confidences:
            result["right where 5 % of out-of-scope passes"] = right_at_passing_share(found)
        result["answered with the right intent"] = found.right_answers / asked
        result["answered with a wrong intent"] = found.wrong_answers / asked
    if outside := len(found.out_confidences):
        result["out of scope: answered"] = found.outcomes[False, "answer"] / outside
        result["out of scope: asked back"] = found.outcomes[False, "choose"] / outside
    if found.figures:
        result["right figure in the reply"] = found.figures_found / found.figures
        result["right figure in its first line"] = found.figures_first / found.figures
        result["denied although printed"] = found.figures_denied / found.figures
    if found.traps:
        result["traps told rightly"] = found.traps_right / found.traps
    if found.turns:
        result["turns of dialogues right"] = found.turns_right / found.turns
    if found.lengths:
        result["characters before the source, median"] = median(found.lengths)
        result["characters before the source, most"] = max(found.lengths)
    return result


def report(found: Tally, say: Callable[[str], None]) -> None:
    """Prints the rates, the intents with their confusions, and every miss."""
    for name, value in rates(found).items():
        say(f"{name:42} {value:.4f}" if value <= 1 else f"{name:42} {value:g}")
    if found.by_intent:
        say("\nintent                     asked right  taken for")
        for intent in sorted(found.by_intent):
            counts = found.by_intent[intent]
            asked, right = sum(counts.values()), counts[""]
            others = ", ".join(f"{name} {n}" for name, n in counts.most_common() if name)
            say(f"{intent:26} {asked:5} {right:5}  {others}")
    if found.misses:
        say(f"\nmisses: {len(found.misses)}")
        for miss in found.misses:
            say(f"  {miss}")


def model_scores(wanted: Sequence[str], given: Sequence[str]) -> tuple[float, float]:
    """Accuracy and macro F1 (the plain mean of each class's F1) of predicted labels."""
    classes = sorted({*wanted, *given})
    right = Counter(w for w, g in zip(wanted, given, strict=True) if w == g)
    are, said = Counter(wanted), Counter(given)
    f1 = [2 * right[c] / (are[c] + said[c]) if are[c] + said[c] else 0.0 for c in classes]
    return sum(right.values()) / len(wanted), sum(f1) / len(f1)
