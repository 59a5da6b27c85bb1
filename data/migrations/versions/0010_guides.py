"""Guides, and the troubles that they are of."""

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"


def upgrade() -> None:
    """Takes the step."""
    with op.batch_alter_table("intent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("part_of", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("helped_by", sa.String(length=40), nullable=True))
    op.create_table(
        "guide",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("intent", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["intent"], ["intent.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("guide", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guide_intent"), ["intent"], unique=False)
