"""The records: every table of Drumbeat as an SQLModel class.

Only columns, keys and indexes live here; questions to them are in the module of their feature.
"""

from storage.tables.fields import NEVER
from storage.tables.goals import (
    Board,
    CheckIn,
    Goal,
    GoalLabel,
    GoalWatcher,
    Pillar,
    TaskGoal,
)
from storage.tables.people import (
    Away,
    Conversation,
    Counter,
    Member,
    Person,
    RosterEntry,
    Team,
    Workspace,
)
from storage.tables.records import Activity, Delivery, ReactionState, SeenRequest
from storage.tables.tasks import Task, TaskLabel, TaskVote, TaskWait, TaskWatcher

__all__ = [
    "NEVER",
    "Activity",
    "Away",
    "Board",
    "CheckIn",
    "Conversation",
    "Counter",
    "Delivery",
    "Goal",
    "GoalLabel",
    "GoalWatcher",
    "Member",
    "Person",
    "Pillar",
    "ReactionState",
    "RosterEntry",
    "SeenRequest",
    "Task",
    "TaskGoal",
    "TaskLabel",
    "TaskVote",
    "TaskWait",
    "TaskWatcher",
    "Team",
    "Workspace",
]
