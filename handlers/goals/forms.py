"""The goal form: opening it for a new or existing goal, drawing it anew, and taking it in."""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from sqlmodel import Session

from domain.goal_errors import NoSuchGoal
from domain.goal_lines.values import EditForm, NewForm
from domain.goals.status import GoalAction
from handlers import answers
from handlers.answers import Answer
from handlers.form_fields import read_form
from handlers.goals.clicked import clicked_goal
from handlers.goals.opening import form_or_button
from handlers.goals.told_later import place_of, tell
from handlers.requests import Request
from handlers.unit import words_of
from services.goals.add import GoalAdded
from services.goals.change import GoalChanged, allow
from services.goals.choices import choices_for
from services.goals.form import add_from_form, edit_from_form
from services.goals.form_fields import GoalFields, digests, empty_fields, fields_of
from services.goals.hints import hints_of
from services.goals.verbs import team_of
from services.scene import Scene, visit
from storage import conversations
from storage import goals as store
from storage.tables import Goal, Team
from views.blocks import Message
from views.goals import replies
from views.goals.form import (
    CYCLE,
    EDIT,
    FIX,
    MEASURE,
    NEW,
    NONE,
    edit_goal_button,
    goal_form,
    new_goal_button,
)
from views.goals.hints import HINT, hints_again, with_hints

Memory = Mapping[str, Any]
BLOCKS = {"measure": MEASURE, "cycle": CYCLE}
"""Fields whose block id is not their name."""


def by_line(session: Session, scene: Scene, request: Request, _intent: NewForm) -> Answer:
    """`/goal new`."""
    form = new_form(session, scene, request).form or {}
    return form_or_button(request, form, new_goal_button(words_of(scene)))


def edit_by_line(session: Session, scene: Scene, request: Request, intent: EditForm) -> Answer:
    """`/goal edit G3`."""
    goal = store.find_goal(session, scene.workspace_id, intent.number, scene.audience)
    if goal is None:
        raise NoSuchGoal(intent.number)
    form = edit_form(session, scene, goal, {"place": place_of(request)})
    return form_or_button(request, form, edit_goal_button(goal, words_of(scene)))


def new_form(session: Session, scene: Scene, request: Request) -> Answer:
    """The shortcut and the button "New goal": an empty form for a goal of this very place."""
    memory = json.dumps({"place": place_of(request), "team": scene.team.id if scene.team else None})
    choices = choices_for(session, scene, None, scene.team)
    shown = empty_fields(scene)
    return Answer(form=goal_form(NEW, shown, choices, words_of(scene), memory=memory))


def edit(session: Session, scene: Scene, request: Request) -> Answer:
    """Edit, on a card or in a private reply: `<key>`, or `<key> hint <0|1>` if hints stand there
    that are to be shown again afterwards."""
    goal = clicked_goal(session, scene, request.value)
    _, *more = request.value.split()
    hinted = {"hint": int(more[1])} if more[:1] == [HINT] else {}
    form = edit_form(session, scene, goal, {"place": place_of(request), **hinted})
    return Answer(form=form)


def edit_form(
    session: Session, scene: Scene, goal: Goal, memory: Memory, only: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The form of an existing goal, or some fields of it; it remembers what it showed, to write
    only what changed. Raises NotAllowed and GoalClosed."""
    allow(session, scene, goal, GoalAction.EDIT)
    facts = store.get_goal_facts(session, scene.workspace_id, goal.id or 0)
    shown = fields_of(session, scene, facts)
    kept = {**memory, "goal": goal.id, "seen": digests(shown), "only": list(only)}
    if only and "measure" in only and shown.measure == "yes_no":
        shown = replace(shown, measure="metric")
    choices = choices_for(session, scene, goal, facts.team)
    callback_id = FIX if only else EDIT
    text = json.dumps(kept)
    return goal_form(callback_id, shown, choices, words_of(scene), memory=text, only=only)


def redraw(session: Session, scene: Scene, request: Request) -> Answer:
    """Another measure or time was chosen: the form shows its fields and keeps what was typed."""
    view: Memory = request.payload["view"]
    memory = json.loads(str(view.get("private_metadata") or "{}"))
    said, goal, team = read_fields(request.payload), None, _team(session, scene, memory)
    if memory.get("goal"):
        goal = clicked_goal(session, scene, str(memory["goal"]))
        team = team_of(session, scene, goal)
    before = _shown_before(session, scene, goal)
    kept = {each.name: getattr(said, each.name) for each in fields(said)}
    shown = replace(before, **{name: text for name, text in kept.items() if text is not None})
    form = goal_form(
        str(view["callback_id"]),
        shown,
        choices_for(session, scene, goal, team),
        words_of(scene),
        memory=json.dumps(memory),
        only=tuple(memory.get("only") or ()),
    )
    return Answer(form=form, replaces=True)


def _shown_before(session: Session, scene: Scene, goal: Goal | None) -> GoalFields:
    """What fields that were not in the form until now begin with."""
    if goal is None:
        return empty_fields(scene)
    facts = store.get_goal_facts(session, scene.workspace_id, goal.id or 0)
    return fields_of(session, scene, facts)


def _team(session: Session, scene: Scene, memory: Memory) -> Team | None:
    team_id = memory.get("team")
    return conversations.get_team(session, scene.workspace_id, team_id) if team_id else None


def take_new(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form of a new goal: its card, and privately how it was understood, with hints."""
    memory = json.loads(request.value or "{}")
    place: Memory = memory.get("place") or {}
    if place.get("channel"):
        here = visit(session, scene.workspace_id, str(place["channel"]), scene.now)
        team = conversations.find_team(session, scene.workspace_id, here.id or 0)
        scene = replace(scene, place=here, team=team)
    result = add_from_form(session, scene, read_fields(request.payload))
    message = added_with_hints(session, scene, result)
    tell(session, scene, request, message, {**place, "response_url": ""})
    return answers.NOTHING


def added_with_hints(session: Session, scene: Scene, result: GoalAdded) -> Message:
    """What the writer of a new goal is told, privately: how it was understood, and hints."""
    said = result.new.cycle is not None or result.new.due is not None
    hinted = hints_of(session, scene, result.facts.goal.id or 0, cycle_said=said)
    words = words_of(scene)
    return with_hints(replies.goal_added(result, hinted.figures, words), hinted, words)


def take_edit(session: Session, scene: Scene, request: Request) -> Answer:
    """The sent form of an existing goal; a private reply with hints is brought up to date."""
    memory = json.loads(request.value)
    goal = clicked_goal(session, scene, str(memory["goal"]))
    changed = edit_from_form(session, scene, goal, memory["seen"], read_fields(request.payload))
    if "hint" in memory:
        cycle_said = bool(memory["hint"]) or "cycle_end" in changed.changes
        message = hinted_again(session, scene, changed, cycle_said=cycle_said)
        tell(session, scene, request, message, memory.get("place") or {})
    return answers.NOTHING


def hinted_again(
    session: Session, scene: Scene, changed: GoalChanged, *, cycle_said: bool
) -> Message:
    """The private reply after a fix."""
    hinted = hints_of(session, scene, changed.facts.goal.id or 0, cycle_said=cycle_said)
    return hints_again(hinted, changed, words_of(scene), scene.change_group)


def read_fields(body: Mapping[str, Any]) -> GoalFields:
    """The values of the form; a field that it did not have is None."""
    values = read_form(body)
    names = {each.name: BLOCKS.get(each.name, each.name) for each in fields(GoalFields)}
    found = {name: values[block] for name, block in names.items() if block in values}
    return GoalFields(**{name: "" if text == NONE else text for name, text in found.items()})
