"""Misses, votes and counters; phrases of one entry."""

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    """Takes the step."""
    op.create_table(
        "day_asker",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("about", sa.String(length=48), nullable=False),
        sa.Column("asker", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("day", "about", "asker"),
    )
    op.create_table(
        "day_count",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("intent", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "intent", "kind"),
    )
    op.create_table(
        "day_key",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_table(
        "miss",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("question", sa.String(length=80), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("ignored", sa.Boolean(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("miss", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_miss_first_at"), ["first_at"], unique=False)

    with op.batch_alter_table("chat_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("vote", sa.SmallInteger(), nullable=True))

    with op.batch_alter_table("phrase", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entry", sa.String(length=80), nullable=True))
        batch_op.create_index(batch_op.f("ix_phrase_entry"), ["entry"], unique=False)
        batch_op.create_foreign_key("fk_phrase_entry", "entry", ["entry"], ["id"], ondelete="SET NULL")
