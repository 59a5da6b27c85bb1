"""Every sentence that people read stands in the words.py of its trade or channel."""

import pytest

from tests.guards.checkout import python_files
from tests.guards.sentences import said_outside_words

READ_OR_NAMED = {
    ("bot/regions.py", "全国"): "the name of the root of the table of regions, as the entries and the seeds spell it",
    ("bot/settings.py", "呼和浩特市"): "the default of a setting: the name of a region in that table",
    ("bot/regions.py", "no such region; write a full path (内蒙古自治区呼和浩特市), its tail or an everyday name"): (
        "an English message to who sets the program up, with a name as the table spells it"
    ),
    ("data/seeding/seed_checks.py", ", such as 内蒙古自治区呼和浩特市"): (
        "an English message to who writes seeds, with a name as the table spells it"
    ),
    ("bot/announcing/hours.py", "之后"): "the longest ending of a time that people type, for its length",
    ("bot/understanding/aspects.py", "岁"): "a measure word that stored numbers are compared with",
    ("bot/understanding/aspects.py", "人"): "a measure word that stored numbers are compared with",
    ("bot/understanding/aspects.py", "谁"): "a mark of what is asked for, that stored facts are compared with",
    ("bot/understanding/aspects.py", "哪"): "a mark of what is asked for, that stored facts are compared with",
}
"""Texts outside that nobody reads as a sentence, each with its reason."""


def _outside() -> list[str]:
    said = said_outside_words(python_files("bot", "data", "handlers"))
    return [str(one) for one in said if (one.path, one.text) not in READ_OR_NAMED]


def test_every_sentence_that_people_read_stands_in_words() -> None:
    assert _outside() == []


def test_every_exception_is_still_there() -> None:
    found = {(one.path, one.text) for one in said_outside_words(python_files("bot", "data", "handlers"))}
    assert set(READ_OR_NAMED) - found == set()


@pytest.mark.parametrize(
    "text",
    [
        "def f(): return plain('没有这个站。')",
        "desk.answer('好')",
        "_SAID = '好'\ndef f(): return _SAID",
        "_SAID = '好'\nif text == _SAID:\n    say(_SAID)",
        "_SAID = {'a': '没有'}\ndef f(key): return _SAID[key]",
        "_SAID = {'a': '没有'}\ndef f(): return [value for key, value in _SAID.items()]",
        "_SAID = ('没有', '没了')\nfor one in _SAID:\n    say(one)",
        "for text, wanted in (('没有', 1), ('没了', 2)):\n    if wanted == 2: say(text)",
        "raise ValueError(f'没有{name}')",
        "label = '返回' if back else '取消'",
        "say('、'.join(['饮水', '充电']))",
        "say(text.replace('ok', '好'))",
        "say('用法：/service undo 编号 [第几次]')",
        "say('好，没有改动。 想问什么 直接说')",
        "def told():\n    return '没有'\nsay(told())",
        "def told(text): return text\nsay(told('没有'))",
        "Command('find', ('找',), None, '找条目')",
        "for number, name in zip((1, 2), ('站', '点')): say(name)",
        "class Kind:\n    NAME = '驿站'",
        "def f(text='没有'): say(text)",
        "say(date.strftime('%m月%d日'))",
    ],
)
def test_a_sentence_outside_words_is_found(text: str) -> None:
    assert said_outside_words({"bot/x.py": text}) != []
    assert said_outside_words({"bot/words.py": text, "bot/kept_words.py": text}) == []


def test_a_name_that_another_file_says_is_found() -> None:
    sources = {"bot/x.py": "NAME = '站'\nprint(text == NAME)", "bot/y.py": "from bot.x import NAME\nsay(NAME)"}
    assert [one.path for one in said_outside_words(sources)] == ["bot/x.py"]
    sources["bot/y.py"] = "from bot import x\nsay(x.NAME)"
    assert [one.path for one in said_outside_words(sources)] == ["bot/x.py"]


@pytest.mark.parametrize(
    "text",
    [
        '"""驿站: what this file is about."""\nNAME = 1\n"""站"""',
        "import re\n_PLACE = '附近'\n_NEAR = re.compile(rf'{_PLACE}的?站')",
        "if text in ('好', '行') or text.startswith('找'):\n    pass",
        "match text:\n    case '今天':\n        pass",
        "_NOW = frozenset(('马上', '现在'))\nprint(text in _NOW)",
        "_DAYS = {'今': 0, '明': 1}\nprint(_DAYS[text])",
        "_DIGITS = dict(zip('零一二', (0, 1, 2)))\nprint(_DIGITS[text])",
        "_WORKS = {**dict.fromkeys(('找', '查'), f)}",
        "_WEEK = '一二三四五六日'\nprint(_WEEK.index(text))",
        "_ENDS = '吗呢吧'\nprint(text.rstrip(_ENDS))",
        "import re\nfor kind, pattern in ((A, '移动'), (B, '司机')):\n    re.search(pattern, text)",
        "import re\ndef _one(*words): return re.compile('|'.join(words))\nGREETING = _one('你好', '您好')",
        "Command('find', ('找', '查'), None, MENU_FIND)",
        "import re\ndef _any(text):\n    return '|'.join(text.split())\nGREETING = re.compile(_any('你好'))",
        "_FILLING = split_up('啊 呀 哈 呢')",
        "PATTERN = Field(r'^(?:.{0,4})经度|^lng$')",
    ],
)
def test_what_is_only_compared_may_stand_anywhere(text: str) -> None:
    assert said_outside_words({"bot/x.py": text}) == []
