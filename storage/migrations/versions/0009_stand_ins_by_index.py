"""For whom somebody stands in is found by an index."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("away_by_cover", "away", ["cover_id", "last_day"], unique=False)
