"""Cases."""

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"

_OPEN = sa.text("closed_at IS NULL")
_WAITING = sa.text("state IN ('queued', 'sending')")


def upgrade() -> None:
    """Takes the step."""
    op.create_table(
        "union_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("subject", sa.String(length=40), nullable=True),
        sa.Column("region", sa.String(length=120), nullable=False),
        sa.Column("urgency", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=True),
        sa.Column("avoid", sa.String(length=80), nullable=True),
        sa.Column("unit", sa.String(length=80), nullable=True),
        sa.Column("unit_since", sa.BigInteger(), nullable=True),
        sa.Column("unit_until", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("span", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("remaining", sa.Integer(), nullable=True),
        sa.Column("remind_at", sa.BigInteger(), nullable=True),
        sa.Column("reminded", sa.SmallInteger(), nullable=False),
        sa.Column("solved_at", sa.BigInteger(), nullable=True),
        sa.Column("in_time", sa.Boolean(), nullable=True),
        sa.Column("reopened", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("emptied", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token"),
    )
    op.create_index("ix_union_case_owner", "union_case", ["owner"])
    op.create_index("ix_union_case_closed", "union_case", ["emptied", "closed_at"])
    for name, columns in (
        ("ix_union_case_due", ["due_at"]),
        ("ix_union_case_holder", ["holder", "due_at"]),
        ("ix_union_case_remind", ["remind_at"]),
    ):
        op.create_index(name, "union_case", columns, sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_table(
        "case_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("of_case", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=8), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token"),
    )
    op.create_index("ix_case_word_of", "case_word", ["of_case", "id"])
    op.create_table(
        "case_file",
        sa.Column("word", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("word"),
    )
    op.create_table(
        "case_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("of_case", sa.Integer(), nullable=False),
        sa.Column("word", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("recipient", sa.String(length=80), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("not_before", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_delivery_of", "case_delivery", ["of_case"])
    op.create_index(
        "ix_case_delivery_waiting",
        "case_delivery",
        ["state", "id"],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )
    op.create_table(
        "case_duty",
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("on_duty", sa.Boolean(), nullable=False),
        sa.Column("regions", sa.String(), nullable=False),
        sa.Column("subjects", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "case_unit", sa.Column("name", sa.String(length=80), nullable=False), sa.PrimaryKeyConstraint("name")
    )
    op.create_table(
        "case_pause",
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("owner"),
    )
    op.create_table(
        "case_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
