"""Accounts of cases."""

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"

_OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    """Takes the step."""
    op.create_table(
        "case_account",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
        sa.Column("changed", sa.String(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("month"),
    )
    op.create_index("ix_union_case_opened", "union_case", ["opened_at"])
    op.create_index("ix_union_case_solved", "union_case", ["solved_at"])
    op.create_index("ix_union_case_unsaid", "union_case", ["solved_at"], sqlite_where=_OPEN, postgresql_where=_OPEN)
