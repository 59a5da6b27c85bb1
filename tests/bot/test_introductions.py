"""Who says a name and a number first gets the answer to the question, and nothing of them comes back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering.assistant import Assistant
from bot.reply import Message
from tests.bot.understanding.test_introductions import MOBILES, NAMES, QUESTIONS


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # out of any talk it keeps nothing
@given(NAMES, MOBILES, st.sampled_from(QUESTIONS))
async def test_the_answer_is_that_to_the_question_alone(
    shipped: Assistant, name: str, mobile: str, question: str
) -> None:
    introduced = await shipped.reply(Message(f"师傅你好，我叫{name}，电话{mobile}，{question}"))
    assert introduced == await shipped.reply(Message(question))
