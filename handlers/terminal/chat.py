"""The assistant in a terminal: what `chat` opens."""

from collections.abc import Callable

from bot.answering.assistant import Assistant
from bot.bootstrap import words
from bot.reply import Message


async def chat(assistant: Assistant, read: Callable[[], str], say: Callable[[str], None], region: str | None) -> None:
    """Answers line by line until the person leaves or the input ends; `read` raises EOFError at its end."""
    say(words.TERMINAL_HELLO)
    while True:
        try:
            text = read()
        except (EOFError, KeyboardInterrupt):
            break
        if text.strip().lower() in words.LEAVE:
            break
        if not text.strip():
            continue
        reply = await assistant.reply(Message(text, "terminal", region))
        say(f"{reply.text}\n")
    say(words.LEAVING)
