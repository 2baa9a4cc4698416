"""Lists and trees of goals: by a line, and the button of the next page."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from domain.goal_lines import parse_goal_line
from domain.goal_lines import values as intents
from domain.verbs import Find
from handlers.answers import Answer
from handlers.requests import Request
from handlers.unit import words_of
from services.goals import lists
from services.goals.lists import After, GoalListing, Page
from services.goals.trees import show_tree
from services.scene import Scene
from views.blocks import Message
from views.goals.lists import goal_list
from views.goals.tree import goal_tree


def read(
    session: Session, scene: Scene, request: Request, intent: Any, after: After | None = None
) -> Answer:
    """One page of what the line of the request asks for; `after` is where it begins."""
    return Answer(STEPS[type(intent)](session, scene, request, intent, after))


def more(session: Session, scene: Scene, request: Request) -> Answer:
    """The next page, in place of this one."""
    state = json.loads(request.value)
    line, after = str(state["line"]), tuple(int(part) for part in state["after"])
    answer = read(session, scene, replace(request, text=line), parse_goal_line(line), after)
    return replace(answer, replaces=True)


def _mine(
    session: Session, scene: Scene, request: Request, _: intents.Mine, after: After | None
) -> Message:
    return _listed(scene, request, lists.my_goals(session, scene, Page(after)))


def _list(
    session: Session, scene: Scene, request: Request, intent: intents.ListGoals, after: After | None
) -> Message:
    found = lists.list_goals(session, scene, intent.filters, Page(after))
    return _listed(scene, request, found)


def _find(
    session: Session, scene: Scene, request: Request, intent: Find, after: After | None
) -> Message:
    return _listed(scene, request, lists.find_goals(session, scene, intent.words, Page(after)))


def _tree(
    session: Session, scene: Scene, request: Request, intent: intents.Tree, after: After | None
) -> Message:
    found = show_tree(session, scene, intent.filters, intent.roots, after)
    return goal_tree(found, words_of(scene), typed=request.text)


def _listed(scene: Scene, request: Request, found: GoalListing) -> Message:
    return goal_list(found, words_of(scene), scene.now, typed=request.text)


STEPS: Mapping[type[Any], Callable[..., Message]] = {
    intents.Mine: _mine,
    intents.ListGoals: _list,
    Find: _find,
    intents.Tree: _tree,
}
