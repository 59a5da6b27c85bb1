"""Stations, the index of their places, and reports of shut doors."""

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0002"


def upgrade() -> None:
    """Takes the step."""
    op.create_table(
        "station",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("district", sa.String(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("system", sa.String(length=10), nullable=False),
        sa.Column("hours", sa.String(), nullable=True),
        sa.Column("facilities", sa.JSON(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("manager", sa.String(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("closed_until", sa.Date(), nullable=True),
        sa.Column("fault", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    with op.batch_alter_table("station", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_station_district"), ["district"], unique=False)

    op.create_table(
        "shut_report",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("station", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["station"], ["station.id"]),
        sa.PrimaryKeyConstraint("day", "station", "mark"),
    )
    op.create_table(
        "shut_report_key",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    # Alembic knows no virtual tables and no indexes over expressions. A later step that copies table station on SQLite
    # must keep its ids, which are the keys of station_place.
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE station_place USING rtree(id, south, north, west, east)")
    else:
        op.execute("CREATE INDEX station_place ON station USING gist (point(longitude, latitude))")
