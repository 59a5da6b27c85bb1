"""What Alembic runs for every command: our tables, on the connection that `data.upkeep.migrating` hands over."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import AutoString

from data.tables import METADATA, PLACES


def _plain_types(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Writes SQLModel's text type as SQLAlchemy's own, so that old migrations do not lean on SQLModel's inside."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return False


def _ours(name: str | None, *_: object) -> bool:
    """SQLite's own tables of the places, which no class describes, are not to be dropped."""
    return not str(name).startswith(PLACES)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_item=_plain_types,
    include_name=_ours,
    # SQLite cannot alter most of a table: Alembic copies it instead.
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
