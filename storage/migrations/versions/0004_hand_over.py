"""To whom a task is offered, and the few tasks whose hand-over waits for an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("offered_to_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            "task_asked",
            ["workspace_id", "given_by_id", "due_until", "id"],
            unique=False,
            sqlite_where=sa.text("asked_date IS NOT NULL"),
            postgresql_where=sa.text("asked_date IS NOT NULL"),
        )
        batch_op.create_index(
            "task_offered",
            ["workspace_id", "offered_to_id", "due_until", "id"],
            unique=False,
            sqlite_where=sa.text("offered_to_id IS NOT NULL"),
            postgresql_where=sa.text("offered_to_id IS NOT NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_task_offered_to_id"), "person", ["offered_to_id"], ["id"]
        )
