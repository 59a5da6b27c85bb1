"""The one door for permission: who has which right, and who gave it."""

from collections.abc import Callable, Mapping

from bot.people.roles import GRANTABLE, RIGHTS_OF, Right, Role, rights_of
from bot.people.staff_names import StaffNames
from data.people import audit, staff
from data.people.audit import Actor
from data.storage.engine import Database


class NotAllowed(PermissionError):
    """The person has not the right that this takes."""


class UnknownRole(ValueError):
    """No role or right has this name, or nobody may give it."""


class Staff:
    """Persons by key (the channel's short name, a colon, who it is there).

    `owners` are those of the settings, `clock` gives seconds; `names` is what they are called.
    """

    def __init__(self, database: Database, owners: frozenset[str], clock: Callable[[], float]) -> None:
        self._database = database
        self.owners = owners
        self._clock = clock
        self.names = StaffNames(database, clock)

    async def rights(self, person: str) -> frozenset[Right]:
        """Everything this person may do; read anew each time, so that what was taken away ends at once everywhere."""
        if person in self.owners:
            return RIGHTS_OF[Role.OWNER]
        return rights_of(await staff.names_of(self._database, person))

    async def role(self, person: str) -> str:
        """The word for what a person is now: the first role of the list held, else a single right, else rider."""
        if person in self.owners:
            return str(Role.OWNER)
        names = await staff.names_of(self._database, person)
        return next((str(name) for name in (*Role, *Right) if name in names), str(Role.RIDER))

    async def may(self, person: str, right: Right) -> bool:
        """Whether the person has the right."""
        return right in await self.rights(person)

    async def require(self, person: str, right: Right) -> None:
        """Does nothing for a person who has the right.

        Raises:
            NotAllowed: for anybody else.
        """
        if not await self.may(person, right):
            raise NotAllowed(f"needs the right {right}")

    async def listed(self) -> Mapping[str, frozenset[str]]:
        """Roles and rights by person: owners first, then everybody who was given some."""
        given = await staff.all_names(self._database)
        owners = {person: frozenset({str(Role.OWNER)}) for person in sorted(self.owners)}
        return owners | {person: names for person, names in given.items() if person not in owners}

    async def who_may(self, right: Right) -> frozenset[str]:
        """The keys of everybody with this right."""
        return frozenset(person for person, names in (await self.listed()).items() if right in rights_of(names))

    async def grant(self, actor: Actor, person: str, name: str) -> bool:
        """Gives a role or right; false when the person has it already.

        Raises:
            NotAllowed: the actor may not give roles, or not one that brings more than the actor has.
            UnknownRole: see there.
        """
        await self._check(actor, name)
        async with self._database.write_rows() as connection:
            now = int(self._clock())
            done = await staff.give(
                connection,
                sqlite_used=self._database.is_sqlite,
                person=person,
                name=name,
                giver=actor.person,
                now=now,
            )
            if done:
                await audit.note(connection, actor, now, "role.grant", person, after=name)
        return done

    async def revoke(self, actor: Actor, person: str, name: str) -> bool:
        """Takes a role or right away; false when the person does not have it.

        Raises:
            NotAllowed, UnknownRole: as for `grant`.
        """
        await self._check(actor, name)
        async with self._database.write_rows() as connection:
            done = await staff.take(connection, person, name)
            if done:
                await audit.note(connection, actor, int(self._clock()), "role.revoke", person, before=name)
        return done

    async def _check(self, actor: Actor, name: str) -> None:
        if name not in GRANTABLE:
            raise UnknownRole(name)
        held = await self.rights(actor.person)
        if Right.ROLES not in held or not rights_of(frozenset({name})) <= held:
            raise NotAllowed(f"may not give {name}")
