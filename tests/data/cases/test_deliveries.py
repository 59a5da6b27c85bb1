"""The ledger of cases: so many at a time, oldest first, what one person is told of one case in order."""

import pytest

from data.cases import deliveries
from data.storage.engine import Database
from data.tables import CaseDelivery


@pytest.mark.parametrize("cases", [1, 30])
async def test_no_more_are_claimed_than_are_asked_for(database: Database, cases: int) -> None:
    async with database.write() as session:
        for number in range(30):
            session.add(
                CaseDelivery(of_case=number % cases, what="new", recipient=f"tg:{number}", state="queued", at=number)
            )
    claimed = [await deliveries.claim(database, 100.0, 8) for _ in range(5)]
    assert [len(some) for some in claimed] == [8, 8, 8, 6, 0]
    assert [one.id for some in claimed for one in some] == list(range(1, 31))


async def test_what_one_person_is_told_of_one_case_goes_in_order(database: Database) -> None:
    async with database.write() as session:
        for number in range(3):
            session.add(CaseDelivery(of_case=1, what="new", recipient="tg:1", state="queued", at=number))
    (first,) = await deliveries.claim(database, 100.0, 8)
    assert await deliveries.claim(database, 100.0, 8) == []
    await deliveries.settle(database, first.id, 101.0, state="sent")
    assert [one.id for one in await deliveries.claim(database, 102.0, 8)] == [first.id + 1]
