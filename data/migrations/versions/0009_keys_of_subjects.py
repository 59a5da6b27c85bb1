"""Keys of subjects."""

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"

# Until the seeds are loaded anew the subjects keep what the program knew of them by id: who asks on these in a group
# must not be answered there.
_KEYS = {
    "legal_aid": ["personal", "legal_help"],
    "voice": ["personal", "reaches_union"],
    "hardship_relief": ["personal"],
    "counselling": ["personal", "comfort"],
    "medical_mutual_aid": ["personal"],
    "station": ["about_stations"],
}


def upgrade() -> None:
    """Takes the step."""
    with op.batch_alter_table("intent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("keys", sa.JSON(), server_default="[]", nullable=False))
    intent = sa.table("intent", sa.column("id", sa.String()), sa.column("keys", sa.JSON()))
    for subject, keys in _KEYS.items():
        op.execute(intent.update().where(intent.c.id == subject).values(keys=keys))
