"""Boards and labels of goals; hours of people and teams; where an absence was said.

`milestone` and `swot_entry` were made by the revision before and never written by any build:
milestones live in the measure, a board is one row.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ADDED = {
    "away": ("source",),
    "check_in": ("undone",),
    "goal": ("reason",),
    "team": ("works_from", "works_until", "nudges"),
}
"""New columns that may not be empty: what the rows of before get, taken back as a default."""


def upgrade() -> None:
    _boards()
    _changes()


def _boards() -> None:
    op.create_table(
        "board",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("lists", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goal.id"], name=op.f("fk_board_goal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_board_team_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_board_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
        sa.UniqueConstraint("goal_id", name=op.f("uq_board_goal_id")),
        sa.UniqueConstraint("team_id", name=op.f("uq_board_team_id")),
    )
    op.create_table(
        "goal_label",
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goal.id"], name=op.f("fk_goal_label_goal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_goal_label_workspace_id")
        ),
        sa.PrimaryKeyConstraint("goal_id", "folded", name=op.f("pk_goal_label")),
    )
    op.create_index(
        "goal_label_by_name", "goal_label", ["workspace_id", "folded", "goal_id"], unique=False
    )
    op.create_table(
        "goal_watcher",
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goal.id"], name=op.f("fk_goal_watcher_goal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_goal_watcher_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("goal_id", "person_id", name=op.f("pk_goal_watcher")),
    )
    op.create_index(op.f("ix_goal_watcher_person_id"), "goal_watcher", ["person_id"], unique=False)


def _changes() -> None:
    op.drop_table("milestone")
    with op.batch_alter_table("swot_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("swot_by_goal"))
        batch_op.drop_index(batch_op.f("swot_by_team"))

    op.drop_table("swot_entry")
    with op.batch_alter_table("away", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(), nullable=False, server_default="word"))
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("undone", sa.Boolean(), nullable=False, server_default=sa.false())
        )

    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=False, server_default=""))
        batch_op.alter_column("health", existing_type=sa.VARCHAR(), nullable=True)
        batch_op.alter_column(
            "weight", existing_type=sa.FLOAT(), type_=sa.Integer(), existing_nullable=False
        )
        batch_op.drop_column("health_is_word")
        batch_op.drop_column("cycle_label")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quiet_from", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("quiet_until", sa.Time(), nullable=True))

    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("works_from", sa.Time(), nullable=False, server_default="09:00:00.000000")
        )
        batch_op.add_column(
            sa.Column("works_until", sa.Time(), nullable=False, server_default="18:00:00.000000")
        )
        batch_op.add_column(
            sa.Column("nudges", sa.String(), nullable=False, server_default="standard")
        )

    for table, columns in ADDED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)
