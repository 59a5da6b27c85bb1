"""${message[:1].upper() + message[1:]}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision: str = ${'"' + up_revision + '"'}
down_revision: str | None = ${'"' + down_revision + '"' if down_revision else "None"}


def upgrade() -> None:
    """Takes the step."""
    ${upgrades if upgrades else "pass"}
