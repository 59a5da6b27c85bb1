"""Names heard in an utterance, taught phrases, and what the model makes of it all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.snapshot import Snapshot
from bot.understanding.classifying import Classification, Leaning, classify, intent_scores
from bot.understanding.features import Featurizer
from bot.understanding.model import OUT_OF_SCOPE
from bot.understanding.names import NameIndex
from bot.understanding.taught import TaughtPhrases
from data.catalogue.entries import ExamplePhrase

NAMES = (
    ("北疆工惠", "app"), ("暖新保", "insurance"), ("职工医疗互助", "mutual"), ("体检", "short"),
    ("莒县爱心互献", "clothes"), ("高原氧吧", "oxygen"),
)  # fmt: skip


@pytest.fixture(scope="module")
def names(featurizer: Featurizer) -> NameIndex:
    """Six names."""
    return NameIndex(NAMES, featurizer.syllables)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("北疆工惠咋下载", "app"),
        ("北江工惠咋下载", "app"),
        ("beijianggonghui怎么用", "app"),
        ("beijiang工惠", "app"),
        ("背姜公会", "app"),
        ("暖新保是啥", "insurance"),
        ("暖心包", "insurance"),
        ("nuanxinbao", "insurance"),
        ("職工醫療互助", "mutual"),
        ("职工一疗护助", "mutual"),
        ("高原养吧在哪", "oxygen"),
    ],
)
def test_a_name_is_heard_in_homophones_slips_and_pinyin(
    featurizer: Featurizer, names: NameIndex, text: str, owner: str
) -> None:
    hits = names.find(featurizer(text).sounds)
    assert [hit.owner for hit in hits] == [owner]
    assert 0.86 <= hits[0].score <= 1.0


@pytest.mark.parametrize(
    "text", ["体检", "工会", "今天天气怎么样", "氧吧", "北疆", "互助", "新保", "", "12345", "hello"]
)
def test_short_or_unrelated_text_is_no_name(featurizer: Featurizer, names: NameIndex, text: str) -> None:
    assert names.find(featurizer(text).sounds) == []


def test_a_short_name_must_sound_exactly_so(featurizer: Featurizer, names: NameIndex) -> None:
    assert names.find(featurizer("暖新表").sounds) == []


def test_the_longest_name_comes_first(featurizer: Featurizer, names: NameIndex) -> None:
    hits = names.find(featurizer("暖新保和职工医疗互助有啥不一样").sounds)
    assert [(hit.owner, hit.name, hit.length) for hit in hits] == [
        ("mutual", "职工医疗互助", 6), ("insurance", "暖新保", 3),
    ]  # fmt: skip


@given(text=st.text(max_size=40))
def test_a_hit_sounds_like_its_name(featurizer: Featurizer, names: NameIndex, text: str) -> None:
    for hit in names.find(featurizer(text).sounds):
        assert 0.86 <= hit.score <= 1
        assert (hit.name, hit.owner) in NAMES
        assert hit.length >= 3


@pytest.mark.parametrize(("text", "named"), [("全区歇脚站", "region-stops"), ("quanqu xiejiaozhan", "region-stops")])
def test_titles_of_a_catalogue_are_heard(small: Snapshot, text: str, named: str) -> None:
    assert small.titles.find(small.featurizer(text).sounds)[0].owner == named


# Taught phrases


def taught(text: str, intent: str | None = "camp") -> TaughtPhrases:
    """One phrase that an admin taught, beside one that ships."""
    phrases = [ExamplePhrase(intent, text, "taught", True), ExamplePhrase("lawyers", "老板跑了", "plain")]
    return TaughtPhrases(phrases, str)


def class_of(phrases: TaughtPhrases, said: str) -> str | None:
    """The class of the taught phrase that this is."""
    hit = phrases.nearest(said)
    return hit.intent if hit is not None else None


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("孩子放假没人带咋整", "camp"),
        ("孩子 放假没人带 咋整", "camp"),
        ("孩子放假没人带咋整啊", "camp"),
        ("放假没人带", None),
        ("孩子放假没人带咋整工资也没发", None),
        ("老板跑了", None),
        ("", None),
    ],
)
def test_a_taught_phrase_counts_as_written_or_nearly_so(said: str, known: str | None) -> None:
    assert class_of(taught("孩子放假没人带咋整"), said) == known


def test_a_short_taught_phrase_counts_only_as_written() -> None:
    assert class_of(taught("遛娃去哪"), "遛娃去哪") == "camp"
    assert class_of(taught("遛娃去哪"), "遛狗去哪") is None


def test_a_phrase_can_be_taught_to_be_none_of_ours() -> None:
    assert class_of(taught("热饭", None), "热饭") == OUT_OF_SCOPE
    assert class_of(TaughtPhrases((), str), "热饭") is None


# Classification


def understood(
    small: Snapshot, text: str, phrases: TaughtPhrases | None = None, leaning: Leaning | None = None
) -> Classification:
    """The reading of a text."""
    features = small.featurizer(text)
    hit = (phrases or small.taught).nearest(features.text)
    scores = intent_scores(features, small.model, small.titles, small.intent_of)
    return classify(scores, small.model.calibration, small.intent_of, hit, leaning)


def test_intents_are_ranked_with_out_of_scope_beside_them(small: Snapshot) -> None:
    reading = understood(small, "热饭怎么领")
    assert reading.intent == "hot_meal"
    assert {intent for intent, _ in reading.ranked} == set(small.subjects)
    assert [m for _, m in reading.ranked] == sorted((m for _, m in reading.ranked), reverse=True)
    assert reading.out < reading.own_margin
    assert 0 < reading.confidence < 1


def test_a_name_supports_its_intent(small: Snapshot) -> None:
    text = "全区歇脚站"
    alone = dict(zip(small.model.classes, small.model.margins(small.featurizer(text)).tolist(), strict=True))
    assert dict(understood(small, text).ranked)["rest_stop"] > alone["rest_stop"]


@pytest.mark.parametrize(("intent", "sure"), [("camp", True), (None, False)])
def test_a_taught_phrase_overrides_the_model_at_once(small: Snapshot, intent: str | None, sure: bool) -> None:
    before = understood(small, "热饭怎么领")
    after = understood(small, "热饭怎么领", taught("热饭怎么领", intent))
    assert before.intent == "hot_meal"
    assert after.intent == ("camp" if sure else "hot_meal")
    assert (after.confidence > 0.9) == sure
    assert sure or after.confidence < 0.1


def test_the_talk_so_far_draws_a_fragment_but_not_what_names_its_subject(small: Snapshot) -> None:
    drawn = Leaning("eye_check", 0.9, 4)
    fragment = understood(small, "几点", leaning=drawn)
    assert fragment.intent == "eye_check"
    assert fragment.confidence > understood(small, "几点").confidence
    assert understood(small, "热饭怎么领", leaning=drawn).intent == "hot_meal"
    assert understood(small, "今天天气怎么样", leaning=drawn).confidence < 0.3


@pytest.mark.parametrize(("letters", "stays"), [(1, True), (2, True), (6, False)])
def test_a_fragment_stays_on_the_subject_whichever_other_its_few_letters_resemble(
    small: Snapshot, letters: int, stays: bool
) -> None:
    resembling = understood(small, "几点去").intent
    other = next(intent for intent in small.subjects if intent != resembling)
    reading = understood(small, "几点去", leaning=Leaning(other, 0.0, letters))
    assert (reading.intent == other) == stays


@given(text=st.text(max_size=40), support=st.floats(0, 2), letters=st.integers(-3, 40))
def test_any_text_is_read_with_a_confidence(small: Snapshot, text: str, support: float, letters: int) -> None:
    for leaning in (None, Leaning("camp", support, letters)):
        reading = understood(small, text, leaning=leaning)
        assert 0 < reading.confidence < 1
        assert reading.intent in small.subjects
