"""Tables of announcements."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0002"


def upgrade() -> None:
    """Takes the step."""
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("media_kind", sa.String(length=12), nullable=True),
        sa.Column("media", sa.String(length=200), nullable=True),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("approver", sa.String(length=80), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("pause_reason", sa.String(length=20), nullable=True),
        sa.Column("scheduled_at", sa.BigInteger(), nullable=True),
        sa.Column("not_after", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.Column("prepared_to", sa.String(length=80), nullable=True),
        sa.Column("prepared", sa.Boolean(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("runner", sa.String(length=80), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("amending", sa.String(length=12), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_announcement_state"), ["state"], unique=False)

    op.create_table(
        "delivery",
        sa.Column("announcement", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat", sa.String(length=80), nullable=False),
        sa.Column("stage", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("amended", sa.String(length=8), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("announcement", "chat"),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index("ix_delivery_state", ["announcement", "stage", "state", "chat"], unique=False)

    op.create_table(
        "executor",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("expires", sa.Float(), nullable=False),
        sa.Column("sending", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "flood_lane",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.Column("rate", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "progress_card",
        sa.Column("announcement", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat", sa.String(length=80), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("edited_at", sa.Float(), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("told", sa.String(length=12), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("announcement"),
    )
    with op.batch_alter_table("progress_card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_progress_card_live"), ["live"], unique=False)

    op.create_table(
        "subscriber",
        sa.Column("chat", sa.String(length=80), nullable=False),
        sa.Column("topics", sa.String(length=200), nullable=False),
        sa.Column("area", sa.String(length=120), nullable=True),
        sa.Column("station", sa.String(length=80), nullable=True),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("paused_until", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("gone_since", sa.BigInteger(), nullable=True),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat"),
    )
