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
from storage.tables.nudges import DoNotDisturb, NudgeLess, NudgeSent, NudgeSilence
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
from storage.tables.rhythms import Occurrence, Rhythm
from storage.tables.standups import (
    Answer,
    Blocker,
    BlockerTag,
    Participation,
    Round,
    Standup,
    StandupPerson,
)
from storage.tables.tasks import Task, TaskLabel, TaskVote, TaskWait, TaskWatcher

__all__ = [
    "NEVER",
    "Activity",
    "Answer",
    "Away",
    "Blocker",
    "BlockerTag",
    "Board",
    "CheckIn",
    "Conversation",
    "Counter",
    "Delivery",
    "DoNotDisturb",
    "Goal",
    "GoalLabel",
    "GoalWatcher",
    "Member",
    "NudgeLess",
    "NudgeSent",
    "NudgeSilence",
    "Occurrence",
    "Participation",
    "Person",
    "Pillar",
    "ReactionState",
    "Rhythm",
    "RosterEntry",
    "Round",
    "SeenRequest",
    "Standup",
    "StandupPerson",
    "Task",
    "TaskGoal",
    "TaskLabel",
    "TaskVote",
    "TaskWait",
    "TaskWatcher",
    "Team",
    "Workspace",
]
