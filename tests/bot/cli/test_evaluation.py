"""The measures: rates against cases counted by hand."""

from pathlib import Path

import pytest

from bot.answering.assistant import Assistant
from bot.cli.evaluation import (
    Labelled,
    LabelledTurn,
    Tally,
    WrongLabels,
    measured_length,
    model_scores,
    rates,
    read_labelled,
    report,
    right_at_passing_share,
    tally,
)
from bot.regions import Regions
from bot.reply import Card, Message, Outcome, Reply


def test_accuracy_and_macro_f1_as_counted_by_hand() -> None:
    wanted = ["a", "a", "a", "b", "b", "c"]
    given = ["a", "a", "b", "b", "c", "c"]
    # a: precision 2/2, recall 2/3, F1 4/5. b: 1/2, 1/2, 1/2. c: 1/2, 1/1, 2/3.
    assert model_scores(wanted, given) == pytest.approx((4 / 6, (4 / 5 + 1 / 2 + 2 / 3) / 3))


@pytest.mark.parametrize(
    ("wanted", "given", "scores"),
    [
        (["a", "b"], ["a", "b"], (1.0, 1.0)),
        (["a", "b"], ["b", "a"], (0.0, 0.0)),
        (["a", "a"], ["a", "z"], (0.5, (2 / 3 + 0) / 2)),  # a class that only the model knows counts too
    ],
)
def test_scores_at_the_edges(wanted: list[str], given: list[str], scores: tuple[float, float]) -> None:
    assert model_scores(wanted, given) == pytest.approx(scores)


def test_the_rate_where_one_in_twenty_passes() -> None:
    found = Tally(
        confidences=[(0.9, True), (0.8, False), (0.5, True), (0.3, True)],
        out_confidences=[0.95, 0.4, *[0.1] * 18],
    )
    # Of 20 one may pass (0.95), so the threshold is 0.4: 0.9 and 0.5 are right above it.
    assert right_at_passing_share(found) == pytest.approx(2 / 4)


async def test_rates_of_a_set_as_counted_by_hand(assistant: Assistant, regions: Regions) -> None:
    lines = [
        Labelled(text="热饭怎么领", intents=["hot_meal"]),
        Labelled(text="查视力", intents=["eye_check", "camp"]),
        Labelled(text="夏令营怎么报名", intents=["lawyers"]),  # labelled wrongly, to be counted as wrong
        Labelled(text="今天天气怎么样", intents=["rest_stop"]),
        Labelled(text="股票会涨吗"),
        Labelled(text="哪能歇脚"),
        Labelled(text="法律援助多少件", intents=["lawyers"], answer_any=["1,350 件", "350件"]),
        Labelled(text="歇脚站有多少个", intents=["rest_stop"], region="青海", answer_any=["12个"]),
        Labelled(
            id="d1",
            turns=[
                LabelledTurn(user="你好", smalltalk=True),
                LabelledTurn(user="查视力", intents=["eye_check"]),
                LabelledTurn(user="那几点", intents=["eye_check"]),
                LabelledTurn(user="今天天气怎么样"),
                LabelledTurn(user="股票会涨吗", intents=["camp"]),
            ],
        ),
    ]
    found = await tally(lines, assistant, regions)
    measured = rates(found)
    assert measured["right intent, in scope"] == pytest.approx((4 + (1 if _guessed(found) else 0)) / 6)
    assert measured["answered with the right intent"] == pytest.approx(4 / 6)
    assert measured["answered with a wrong intent"] == pytest.approx(1 / 6)
    assert measured["out of scope: answered"] == pytest.approx(1 / 2)
    assert measured["out of scope: asked back"] == 0
    assert measured["right figure in the reply"] == pytest.approx(1 / 2)
    assert measured["right figure in its first line"] == pytest.approx(1 / 2)
    assert measured["turns of dialogues right"] == pytest.approx(4 / 5)
    said = list[str]()
    report(found, said.append)
    printed = "\n".join(said)
    for miss in ("夏令营怎么报名", "今天天气怎么样", "哪能歇脚", "歇脚站有多少个", "股票会涨吗 (d1)"):
        assert miss in printed
    assert "热饭怎么领" not in printed
    assert any(line.split()[:4] == ["lawyers", "2", "1", "camp"] for line in said)


def _guessed(found: Tally) -> bool:
    """Whether the one that was not answered was guessed right all the same."""
    return sum(right for _, right in found.confidences) == 5


async def test_the_length_is_counted_before_the_source(assistant: Assistant) -> None:
    reply = await assistant.reply(Message("热饭怎么领"))
    card = next(block for block in reply.blocks if isinstance(block, Card))
    assert measured_length(reply) == len("\n".join((card.lead, *card.lines)))
    assert measured_length(Reply(Outcome.ANSWER, (Card("一二", ("三",), "来源：《四》"),))) == len("一二\n三")


def _written(folder: Path, content: str) -> Path:
    path = folder / "labels.jsonl"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_file_is_read_line_by_line(tmp_path: Path) -> None:
    content = '{"text": "a", "intents": ["x"]}\n\n{"id": "d", "turns": [{"user": "b"}]}\n'
    one, two = read_labelled(_written(tmp_path, content))
    assert (one.text, one.intents) == ("a", ["x"])
    assert two.turns == [LabelledTurn(user="b")]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("", "holds no line"),
        ('{"text": "a"}\n{broken\n', "labels.jsonl:2: line"),
        ('{"text": 5}\n', "labels.jsonl:1: text"),
        ('{"turns": [{}]}\n', "labels.jsonl:1: turns.0.user"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(tmp_path: Path, content: str, named: str) -> None:
    with pytest.raises(WrongLabels, match=named):
        read_labelled(_written(tmp_path, content))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongLabels, match=r"nowhere\.jsonl"):
        read_labelled(tmp_path / "nowhere.jsonl")
