"""How each kind of delivery is rendered from present rows into a Slack call."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlmodel import Session

from domain.tasks import CLOSED, Status
from jobs.blockers import render_blocker, render_blocker_news
from jobs.boards import render_board
from jobs.calls import Call, Proof, post
from jobs.charts import chart_call
from jobs.goals import render_check_in, render_goal_card
from jobs.handing import question_card, render_news
from jobs.nudges import ask_for_dnd, render_alone, render_digest
from jobs.readers import audience_of, invite_to, person_at, reader_in, reader_of
from jobs.standups import (
    render_answer,
    render_halted,
    render_missed,
    render_prompt,
    render_round,
    render_summary,
)
from jobs.teams import render_leaderless, render_left, render_rhythm
from jobs.watching import render_watched
from jobs.ways import answering
from services.blockers.cards import BLOCKER_CARD, BLOCKER_NEWS
from services.charts import CHART
from services.desk import desk_of
from services.goals.boards import BOARD
from services.goals.cards import CHECK_IN_NOTE, GOAL_CARD
from services.nudges.dnd import LOOK_UP as LOOK_UP_DND
from services.nudges.wake import ALONE, DIGEST
from services.reactions import GOAL_HINT
from services.scene import Origin, look_in
from services.standups import posts
from services.tasks.by_emoji import ASK_WHY
from services.tasks.cards import CARD
from services.tasks.links import as_seen
from services.tasks.offers import NEWS
from services.tasks.pins import LOOK_UP
from services.tasks.watched import WATCHED
from services.teams.leaving import LEADERLESS, LEFT
from services.teams.rhythm import RHYTHM
from storage import activity, people
from storage import goals as goal_store
from storage import tasks as store
from storage.tables import Delivery, Person
from storage.tasks import TaskFacts
from storage.workspaces import get_workspace
from views.blocks import Message
from views.goals.told import goal_reaction_hint
from views.home import home_page
from views.tasks.blocking import why_question
from views.tasks.card import task_card
from views.tasks.replies import reaction_hint
from views.words import words_for

Render = Callable[[Session, Delivery, dt.datetime], Call | None]


def render(
    session: Session, row: Delivery, now: dt.datetime, cards: Mapping[int, TaskFacts]
) -> Call | None:
    """The call that makes a delivery true, None if there is nothing left to show. `cards` is what
    `facts_of_cards` found for a batch with this row."""
    if row.kind == CARD:
        return _card(session, row, now, cards[row.id or 0])
    return KINDS[row.kind](session, row, now)


def facts_of_cards(session: Session, rows: Iterable[Delivery]) -> dict[int, TaskFacts]:
    """What the cards among these rows show, by the row's primary key; read for all at once."""
    found: dict[int, TaskFacts] = {}
    cards = [row for row in rows if row.kind == CARD]
    for workspace_id in {row.workspace_id for row in cards}:
        here = [row for row in cards if row.workspace_id == workspace_id]
        tasks = store.facts_by_id(session, workspace_id, [row.subject_id for row in here])
        found |= {row.id or 0: tasks[row.subject_id] for row in here if row.subject_id in tasks}
    return found


def _card(session: Session, row: Delivery, now: dt.datetime, facts: TaskFacts) -> Call:
    reader = reader_in(session, row, facts.team, facts.team_zone)
    if person_at(session, row) is not None:
        # A room may see what was made in it; one person, who may own the task from outside, not.
        facts = as_seen(session, facts, audience_of(session, row))
    given_by = row.payload.get("given_by")
    asking = question_card(session, row, facts, now)
    message = asking or task_card(
        facts,
        reader,
        now,
        given_by=people.get_person(session, row.workspace_id, given_by) if given_by else None,
        back=bool(row.payload.get("back")),
        closed_by=_closer(session, facts),
        invite_to=invite_to(row, facts.team_channel or facts.conversation),
    )
    if row.ts is not None:
        args = {"channel": row.channel, "ts": row.ts, **_shown(message)}
        return Call("chat.update", args, Proof.REPEAT, rev=row.wanted_rev)
    thread_ts = str(row.payload.get("thread_ts") or "")
    return post(row.destination, _shown(message), row.uuid, thread_ts=thread_ts, rev=row.wanted_rev)


def _shown(message: Message) -> dict[str, Any]:
    return {"text": message.text, "blocks": list(message.blocks)}


def _closer(session: Session, facts: TaskFacts) -> Person | None:
    task = facts.task
    if Status(task.status) not in CLOSED:
        return None
    for line in activity.history(session, task.workspace_id, ("task", task.id or 0), limit=20):
        if "status" in line.changes:
            return people.get_person(session, task.workspace_id, line.actor_id)
    return None


def _reply(session: Session, row: Delivery, now: dt.datetime) -> Call | None:
    if not row.payload:
        return None
    message = Message(row.payload["text"], row.payload["blocks"])
    return answering(session, row, message, now)


def _reaction_hint(session: Session, row: Delivery, _now: dt.datetime) -> Call:
    task = store.get_task(session, row.workspace_id, row.subject_id)
    return _privately(row, reaction_hint(task, reader_of(session, row)))


def _goal_reaction_hint(session: Session, row: Delivery, _now: dt.datetime) -> Call:
    goal = goal_store.get_goal(session, row.workspace_id, row.subject_id)
    return _privately(row, goal_reaction_hint(goal, reader_of(session, row)))


def _privately(row: Delivery, told: Message) -> Call:
    """Said to one person where they were, at worst in a direct message."""
    message = _shown(told)
    direct = post(row.destination, message, row.uuid, rev=row.wanted_rev)
    channel = str(row.payload["channel"])
    if channel.startswith("D"):
        return post(channel, message, row.uuid, rev=row.wanted_rev)
    args = {"channel": channel, "user": row.destination, **message}
    return Call("chat.postEphemeral", args, Proof.NONE, rev=row.wanted_rev, otherwise=direct)


def _home(session: Session, row: Delivery, now: dt.datetime) -> Call | None:
    workspace = get_workspace(session, row.workspace_id)
    at = Origin(workspace.slack_id, row.destination)
    scene = look_in(session, at, now=now, door="home")
    desk = desk_of(session, scene, row.payload) if scene else None
    if desk is None:
        return None
    words = words_for(people.locale_of(desk.person), desk.person.zone)
    args = {"user_id": row.destination, "view": home_page(desk, words, now)}
    return Call("views.publish", args, Proof.REPEAT, rev=row.wanted_rev)


def _pin(_session: Session, row: Delivery, _now: dt.datetime) -> Call:
    args = {"channel": row.payload["channel"], "timestamp": row.payload["ts"], "name": "pushpin"}
    return Call("reactions.add", args, Proof.REPEAT, rev=row.wanted_rev)


def _person(_session: Session, row: Delivery, _now: dt.datetime) -> Call:
    return _ask("users.info", row, user=row.destination, include_locale=True)


def _people(_session: Session, row: Delivery, _now: dt.datetime) -> Call:
    return _ask("users.list", row, limit=200, include_locale=True)


def _conversation(_session: Session, row: Delivery, _now: dt.datetime) -> Call:
    return _ask("conversations.info", row, channel=row.destination)


def _conversations(_session: Session, row: Delivery, _now: dt.datetime) -> Call:
    kinds = "public_channel,private_channel"
    return _ask("conversations.list", row, limit=200, types=kinds, exclude_archived=True)


def _members(_session: Session, row: Delivery, _now: dt.datetime) -> Call:
    return _ask("conversations.members", row, channel=row.destination, limit=200)


def _message(_session: Session, row: Delivery, _now: dt.datetime) -> Call:
    """`replies` finds a message in a thread and outside of one; the first in a thread comes too."""
    ts = str(row.payload["ts"])
    only = {"oldest": ts, "latest": ts, "inclusive": True, "limit": 15}
    return _ask("conversations.replies", row, channel=row.destination, ts=ts, **only)


def _ask_why(session: Session, row: Delivery, _now: dt.datetime) -> Call | None:
    task = store.get_task(session, row.workspace_id, row.subject_id)
    if task.status != Status.BLOCKED or task.reason:
        return None
    message = _shown(why_question(task, reader_of(session, row)))
    return post(row.destination, message, row.uuid, rev=row.wanted_rev)


def _ask(method: str, row: Delivery, **args: Any) -> Call:
    """A look-up, one page at a time: the cursor of the next page is kept in the row."""
    cursor = row.payload.get("cursor")
    if cursor:
        args["cursor"] = cursor
    return Call(method, args, Proof.REPEAT, rev=row.wanted_rev)


KINDS: Mapping[str, Render] = {
    GOAL_CARD: render_goal_card,
    CHECK_IN_NOTE: render_check_in,
    BOARD: render_board,
    BLOCKER_CARD: render_blocker,
    BLOCKER_NEWS: render_blocker_news,
    posts.PARENT: render_round,
    posts.PROMPT: render_prompt,
    posts.ANSWER: render_answer,
    posts.SUMMARY: render_summary,
    posts.MISSED: render_missed,
    posts.HALTED: render_halted,
    RHYTHM: render_rhythm,
    LEFT: render_left,
    LEADERLESS: render_leaderless,
    "reply": _reply,
    CHART: chart_call,
    "reaction_hint": _reaction_hint,
    GOAL_HINT: _goal_reaction_hint,
    "pin": _pin,
    "home": _home,
    "look_up_person": _person,
    "look_up_people": _people,
    "look_up_conversation": _conversation,
    "look_up_conversations": _conversations,
    "look_up_members": _members,
    LOOK_UP: _message,
    ASK_WHY: _ask_why,
    NEWS: render_news,
    DIGEST: render_digest,
    ALONE: render_alone,
    LOOK_UP_DND: ask_for_dnd,
    WATCHED: render_watched,
}
