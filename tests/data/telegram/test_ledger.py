"""The ledger: numbers that outlive a restart."""

from data.storage.engine import Database
from data.storage.group_commit import GroupCommit
from data.telegram.ledger import MessageNumber, TelegramLedger

NOW = 1_800_000_000
BIG = 2**40  # ids of people and chats do not fit 32 bits


def ledger_of(database: Database, bot: int = 1) -> TelegramLedger:
    return TelegramLedger(database, GroupCommit(database), bot)


async def test_answered_updates_are_kept_per_bot_until_telegram_forgot_them(database: Database) -> None:
    one, other = ledger_of(database, 1), ledger_of(database, 2)
    for number in (5, 6, BIG):
        await one.answered(number, ())
    await other.answered(5, ())
    await one.answered(5, ())  # answered twice is noted once
    assert await one.answered_updates() == {5, 6, BIG}
    await one.forgotten_by_telegram([5, BIG, 99])
    assert await one.answered_updates() == {6}
    assert await other.answered_updates() == {5}


async def test_an_update_that_telegram_forgot_already_leaves_no_number(database: Database) -> None:
    ledger = ledger_of(database)
    await ledger.answered(None, [MessageNumber(BIG, 1, NOW)])
    await ledger.answered(None, ())
    assert await ledger.answered_updates() == set()
    assert await ledger.messages(BIG) == [1]


async def test_the_last_answer_to_a_question_is_found(database: Database) -> None:
    ledger = ledger_of(database)
    await ledger.answered(1, [MessageNumber(7, 10, NOW), MessageNumber(7, 11, NOW, 10), MessageNumber(7, 12, NOW, 10)])
    await ledger.answered(2, [MessageNumber(8, 20, NOW, 10)])
    assert await ledger.answer_to(7, 10) == 12
    assert await ledger.answer_to(7, 11) is None
    assert await ledger.answer_to(9, 10) is None


async def test_a_chat_can_be_forgotten_and_the_old_ones_purged(database: Database) -> None:
    ledger = ledger_of(database)
    await ledger.answered(1, [MessageNumber(7, n, NOW + n) for n in (3, 1, 2)])
    await ledger.answered(2, [MessageNumber(8, 4, NOW)])
    assert await ledger.messages(7) == [1, 2, 3]
    await ledger.purge(NOW + 2)
    assert (await ledger.messages(7), await ledger.messages(8)) == ([2, 3], [])
    await ledger.forget_chat(7)
    assert await ledger.messages(7) == []
