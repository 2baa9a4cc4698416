"""Goals with their check-ins and boards; recurrence, hand-over and sub-tasks of tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STILL_OPEN = sa.text("closed_at IS NULL")


def upgrade() -> None:
    _people_and_teams()
    _goals()
    _parts_of_goals()
    _boards()
    _tasks()


def _people_and_teams() -> None:
    op.create_table(
        "away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("cover_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cover_id"], ["person.id"], name=op.f("fk_away_cover_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_away_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_away")),
    )
    op.create_index("away_by_person", "away", ["person_id", "first_day", "last_day"], unique=False)
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("works_from", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("works_until", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("nudges", sa.String(), nullable=True))
    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.add_column(sa.Column("country", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("subdivision", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("days_off", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("emoji", sa.JSON(), nullable=True))


def _goals() -> None:
    op.create_table(
        "pillar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_pillar_team_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_pillar_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pillar")),
        sa.UniqueConstraint("team_id", "name", name=op.f("uq_pillar_team_id_name")),
    )
    op.create_table(
        "goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("health", sa.String(), nullable=False),
        sa.Column("health_is_word", sa.Boolean(), nullable=False),
        sa.Column("measure", sa.JSON(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("creator_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("pillar_id", sa.Integer(), nullable=True),
        sa.Column("cycle_start", sa.Date(), nullable=False),
        sa.Column("cycle_end", sa.Date(), nullable=False),
        sa.Column("cycle_label", sa.String(), nullable=False),
        sa.Column("check_in_weeks", sa.Integer(), nullable=False),
        sa.Column("last_check_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("number > 0", name="goal_number_positive"),
        sa.ForeignKeyConstraint(
            ["carried_from_id"], ["goal.id"], name=op.f("fk_goal_carried_from_id")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_goal_conversation_id")
        ),
        sa.ForeignKeyConstraint(["creator_id"], ["person.id"], name=op.f("fk_goal_creator_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_goal_owner_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["goal.id"], name=op.f("fk_goal_parent_id")),
        sa.ForeignKeyConstraint(["pillar_id"], ["pillar.id"], name=op.f("fk_goal_pillar_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_goal_team_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_goal_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint("workspace_id", "number", name=op.f("uq_goal_workspace_id_number")),
    )
    op.create_index(
        "goal_open_by_cycle",
        "goal",
        ["workspace_id", "cycle_end", "id"],
        unique=False,
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
    op.create_index(
        "goal_open_by_owner",
        "goal",
        ["workspace_id", "owner_id", "cycle_end", "id"],
        unique=False,
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
    op.create_index(
        "goal_open_by_parent",
        "goal",
        ["workspace_id", "parent_id", "cycle_end", "id"],
        unique=False,
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )
    op.create_index(
        "goal_open_by_team",
        "goal",
        ["workspace_id", "team_id", "cycle_end", "id"],
        unique=False,
        sqlite_where=STILL_OPEN,
        postgresql_where=STILL_OPEN,
    )


def _parts_of_goals() -> None:
    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("health", sa.String(), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goal.id"], name=op.f("fk_check_in_goal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_check_in_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
    )
    op.create_index("check_in_by_goal", "check_in", ["goal_id", "at", "id"], unique=False)
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goal.id"], name=op.f("fk_milestone_goal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("goal_id", "position", name=op.f("uq_milestone_goal_id_position")),
    )
    op.create_table(
        "task_goal",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goal.id"], name=op.f("fk_task_goal_goal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_task_goal_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task_id", "goal_id", name=op.f("pk_task_goal")),
    )
    op.create_index(op.f("ix_task_goal_goal_id"), "task_goal", ["goal_id"], unique=False)


def _boards() -> None:
    op.create_table(
        "swot_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("quadrant", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("linked_goal_id", sa.Integer(), nullable=True),
        sa.Column("linked_task_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goal.id"], name=op.f("fk_swot_entry_goal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["linked_goal_id"], ["goal.id"], name=op.f("fk_swot_entry_linked_goal_id")
        ),
        sa.ForeignKeyConstraint(
            ["linked_task_id"], ["task.id"], name=op.f("fk_swot_entry_linked_task_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_swot_entry_person_id")),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_swot_entry_team_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_swot_entry_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swot_entry")),
    )
    op.create_index("swot_by_goal", "swot_entry", ["goal_id", "quadrant", "position"], unique=False)
    op.create_index("swot_by_team", "swot_entry", ["team_id", "quadrant", "position"], unique=False)


def _tasks() -> None:
    unassigned = sa.text("closed_at IS NULL AND owner_id IS NULL")
    op.create_index(
        "task_open_unassigned",
        "task",
        ["workspace_id", "due_until", "id"],
        sqlite_where=unassigned,
        postgresql_where=unassigned,
    )
    op.create_table(
        "task_vote",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_task_vote_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_task_vote_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task_id", "person_id", name=op.f("pk_task_vote")),
    )
    op.create_table(
        "task_wait",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("after_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["after_id"], ["task.id"], name=op.f("fk_task_wait_after_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_task_wait_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task_id", "after_id", name=op.f("pk_task_wait")),
    )
    op.create_index(op.f("ix_task_wait_after_id"), "task_wait", ["after_id"], unique=False)
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("estimate", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("recurrence", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("given_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("asked_date", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_task_parent_id"), ["parent_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_task_given_by_id"), "person", ["given_by_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_task_parent_id"), "task", ["parent_id"], ["id"])
