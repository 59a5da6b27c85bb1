"""Votes on answers of the web page."""

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"


def upgrade() -> None:
    """Takes the step."""
    op.create_table(
        "page_vote",
        sa.Column("answer", sa.String(length=32), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=False),
        sa.Column("vote", sa.SmallInteger(), nullable=True),
        sa.PrimaryKeyConstraint("answer"),
    )
