"""Names of staff."""

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"


def upgrade() -> None:
    """Takes the step."""
    op.create_table(
        "staff_name",
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
        sa.UniqueConstraint("name"),
    )
