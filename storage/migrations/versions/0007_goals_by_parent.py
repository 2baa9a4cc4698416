"""The goals right under a goal are found by an index, open and closed ones alike."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("goal_open_by_parent", table_name="goal")
    op.create_index("goal_by_parent", "goal", ["parent_id"])
