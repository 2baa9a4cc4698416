"""What lies under a goal, and what closed in a cycle, is found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("goal_open_by_parent", table_name="goal")
    op.create_index("goal_by_parent", "goal", ["parent_id"])
    closed = sa.text("closed_at IS NOT NULL")
    op.create_index(
        "goal_closed_by_cycle",
        "goal",
        ["workspace_id", "cycle_end", "id"],
        sqlite_where=closed,
        postgresql_where=closed,
    )
