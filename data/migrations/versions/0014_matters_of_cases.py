"""Matters of cases."""

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"

_OPEN = sa.text("closed_at IS NULL")
_JOINED = sa.text("matter IS NOT NULL")


def upgrade() -> None:
    """Takes the step."""
    op.create_table(
        "case_matter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.Column("subject", sa.String(length=40), nullable=True),
        sa.Column("title", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("agreement", sa.LargeBinary(), nullable=True),
        sa.Column("agreed", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.BigInteger(), nullable=True),
        sa.Column("agreed_by", sa.String(length=80), nullable=True),
        sa.Column("agreed_token", sa.String(length=64), nullable=True),
        sa.Column("spread", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token"),
    )
    op.create_index("ix_case_matter_open", "case_matter", ["closed_at", "id"])
    with op.batch_alter_table("union_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("matter", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("agreed", sa.Integer(), server_default="0", nullable=False))
    op.create_index("ix_union_case_alike", "union_case", ["subject", "id"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index(
        "ix_union_case_matter", "union_case", ["matter", "agreed"], sqlite_where=_JOINED, postgresql_where=_JOINED
    )
