"""How much of what it may ask the page an address or a session has used, for all replicas."""

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"


def upgrade() -> None:
    """Takes the step."""
    op.create_table(
        "used_allowance",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    with op.batch_alter_table("used_allowance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_used_allowance_until"), ["until"], unique=False)
