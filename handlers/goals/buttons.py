"""Clicks on cards, lists and replies of goals."""

from dataclasses import replace

from sqlmodel import Session

from domain.goal_errors import NoSuchGoal
from handlers.answers import Answer
from handlers.goals import lines
from handlers.goals.charts import chart_of
from handlers.goals.told import told
from handlers.requests import Request
from services.goals import verbs
from services.goals.sharing import share_goal
from services.scene import Scene
from storage import goals as store
from storage.tables import Goal
from storage.visibility import may_see_goal


def clicked_goal(session: Session, scene: Scene, value: str) -> Goal:
    """The goal that a button is about: its value begins with the primary key."""
    goal_id = int(value.split(maxsplit=1)[0])
    if not may_see_goal(session, scene.audience, goal_id):
        raise NoSuchGoal(goal_id)
    return store.lock_goal(session, scene.workspace_id, goal_id)


def done(session: Session, scene: Scene, request: Request) -> Answer:
    """✔ Done."""
    goal = clicked_goal(session, scene, request.value)
    return told(session, scene, [verbs.finish_goal(session, scene, goal)])


def reopen(session: Session, scene: Scene, request: Request) -> Answer:
    """Reopen."""
    goal = clicked_goal(session, scene, request.value)
    return told(session, scene, [verbs.reopen_goal(session, scene, goal)])


def chart(session: Session, scene: Scene, request: Request) -> Answer:
    """Chart."""
    return chart_of(session, scene, request, clicked_goal(session, scene, request.value))


def share(session: Session, scene: Scene, request: Request) -> Answer:
    """Share with the team that the line named: `<key> <channel>`."""
    goal = clicked_goal(session, scene, request.value)
    changed = share_goal(session, scene, goal, request.value.split()[1])
    return replace(told(session, scene, [changed]), replaces=True)


def meant(session: Session, scene: Scene, request: Request) -> Answer:
    """Yes, do what was probably meant."""
    line = replace(request, name="/goal", text=request.value)
    answer = lines.run(session, scene, line, lines.parse(request.value))
    return replace(answer, replaces=True)


def add_as_typed(session: Session, scene: Scene, request: Request) -> Answer:
    """No, it is a new goal."""
    line = replace(request, name="/goal", text=request.value)
    answer = lines.add_as_typed(session, scene, line, request.value)
    return replace(answer, replaces=True)
