"""Roles, and the rights that each brings; the one table of who may do what."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Right(StrEnum):
    """One thing that not everybody may do; each can be given alone or with a role."""

    EDIT = "edit"
    PUBLISH = "publish"
    QUESTIONS = "questions"
    SEND = "send"
    URGENT = "urgent"
    APPROVE = "approve"
    STATIONS = "stations"
    STATISTICS = "statistics"
    AUDIT = "audit"
    ROLES = "roles"
    CASES = "cases"
    LEAD = "lead"
    """Is told when a promise is broken, keeps the list of units, may take a case out of a colleague's hand."""
    OPERATE = "operate"


class Role(StrEnum):
    """What a person is to the union; `RIDER` is everybody and brings no right."""

    OWNER = "owner"
    ADMIN = "admin"
    EDITOR = "editor"
    STAFF = "staff"
    RIDER = "rider"


RIGHTS_OF: Final[Mapping[Role, frozenset[Right]]] = {
    Role.OWNER: frozenset(Right),
    Role.ADMIN: frozenset(Right) - {Right.OPERATE},
    Role.EDITOR: frozenset({Right.EDIT, Right.PUBLISH, Right.QUESTIONS, Right.STATISTICS}),
    Role.STAFF: frozenset({Right.SEND, Right.STATIONS}),
    Role.RIDER: frozenset(),
}

GRANTABLE: Final = frozenset(str(name) for name in (*Role, *Right)) - {Role.OWNER, Role.RIDER}
"""What one person may give another: owners are named in the settings alone, and a rider everybody is."""


REACHES_MANY: Final = frozenset({Right.ROLES, Right.SEND, Right.URGENT, Right.APPROVE, Right.OPERATE})
"""With one of these a person writes to everybody, gives rights on, or holds the whole database in hand."""


def rights_of(names: frozenset[str]) -> frozenset[Right]:
    """The rights that these roles and rights come to; names of a later release bring none."""
    rights: set[Right] = set()
    for name in names:
        if name in RIGHTS_OF:
            rights |= RIGHTS_OF[Role(name)]
        elif name in frozenset(Right):
            rights.add(Right(name))
    return frozenset(rights)
