"""What the rhythm needs: absences read from a status, make-up working days, when a date was set."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("same_as_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_answer_same_as_id"), "answer", ["same_as_id"], ["id"]
        )
    with op.batch_alter_table("away", schema=None) as batch_op:
        batch_op.add_column(sa.Column("status_key", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("away", schema=None) as batch_op:
        batch_op.alter_column("status_key", server_default=None)
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("due_set_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.add_column(sa.Column("extra_days", sa.JSON(), nullable=True))
