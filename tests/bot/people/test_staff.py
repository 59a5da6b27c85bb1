"""The door for roles and rights: who may give and take them, and what of it is on record."""

import pytest

from bot.people.roles import RIGHTS_OF, Right, Role, rights_of
from bot.people.staff import NotAllowed, Staff, UnknownRole
from data.people.audit import Actor, newest
from data.storage.engine import Database

OWNER, KEEPER, EDITOR, OTHER = (Actor(f"tg:{number}", "telegram") for number in range(1, 5))


@pytest.fixture
async def staff(database: Database) -> Staff:
    staff = Staff(database, frozenset({OWNER.person}), lambda: 1000.0)
    await staff.grant(OWNER, KEEPER.person, Right.ROLES)
    await staff.grant(OWNER, EDITOR.person, Right.EDIT)
    return staff


async def test_to_take_away_needs_what_to_give_needs(staff: Staff) -> None:
    for who, name in ((EDITOR, Right.EDIT), (KEEPER, Right.EDIT), (OTHER, Right.EDIT), (KEEPER, Role.ADMIN)):
        with pytest.raises(NotAllowed):
            await staff.revoke(who, EDITOR.person, name)
        with pytest.raises(NotAllowed):
            await staff.grant(who, OTHER.person, name)
    assert await staff.rights(EDITOR.person) == {Right.EDIT}
    assert await staff.rights(OTHER.person) == frozenset()
    assert await staff.grant(KEEPER, OTHER.person, Right.ROLES)
    assert await staff.revoke(OTHER, KEEPER.person, Right.ROLES)
    assert await staff.rights(KEEPER.person) == frozenset()


@pytest.mark.parametrize("name", [Role.OWNER, Role.RIDER, "boss", ""])
async def test_what_nobody_may_give_nobody_takes_away(staff: Staff, name: str) -> None:
    with pytest.raises(UnknownRole):
        await staff.revoke(OWNER, EDITOR.person, name)


async def test_what_changed_nothing_is_not_on_record(staff: Staff, database: Database) -> None:
    assert not await staff.grant(OWNER, EDITOR.person, Right.EDIT)
    assert not await staff.revoke(OWNER, EDITOR.person, Right.SEND)
    assert await staff.revoke(OWNER, EDITOR.person, Right.EDIT)
    assert not await staff.revoke(OWNER, EDITOR.person, Right.EDIT)
    assert [(row.action, row.subject) for row in reversed(await newest(database, 10))] == [
        ("role.grant", KEEPER.person),
        ("role.grant", EDITOR.person),
        ("role.revoke", EDITOR.person),
    ]


def test_a_role_or_right_of_a_later_release_brings_nothing() -> None:
    assert rights_of(frozenset({"edit", "a-right-to-come", "staff"})) == {Right.EDIT} | RIGHTS_OF[Role.STAFF]
