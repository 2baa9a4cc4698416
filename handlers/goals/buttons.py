"""Clicks on cards, lists and replies of goals."""

from dataclasses import replace

from sqlmodel import Session

from handlers.answers import Answer
from handlers.goals import lines
from handlers.goals.charts import chart_of
from handlers.goals.clicked import clicked_goal
from handlers.goals.told import told
from handlers.requests import Request
from services.goals import verbs
from services.goals.sharing import share_goal
from services.scene import Scene


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
