"""The modal behind Details: everything about a goal that its reader may know."""

from typing import Any

from domain.goals.status import CLOSED
from domain.goals.values import Milestones
from domain.tasks import Status
from services.goals.details import GoalDetails
from storage.tables import Goal, Task
from views import blocks
from views.blocks import Block
from views.goals.amounts import share_name
from views.goals.card import milestones, standing
from views.goals.facts import fact_elements, goal_code, goal_status_name, measure_name
from views.goals.history import goal_history_blocks
from views.history import heading, paging
from views.tasks.details import MARKS
from views.tasks.facts import number_of, person_name
from views.words import Words

OPEN, OLDER, NEWEST = "goal.details", "goal.details_older", "goal.details_newest"
ROWS_SHOWN = 40
TITLE_SHOWN = 150
RULES = "docs/reference/goal-figures.md"


def goal_details_modal(details: GoalDetails, words: Words) -> dict[str, Any]:
    """Why, figures and their rule, goals below, tasks, check-ins and changes with paging."""
    goal = details.facts.goal
    shown: list[Block] = [blocks.line(blocks.bold(goal.title))]
    if goal.why:
        shown.append(blocks.quote(goal.why))
    shown += _figures(details, words)
    shown += _below(details, words)
    shown += _tasks(details, words)
    shown.append({"type": "divider"})
    shown.append(heading(words.say("Check-ins and changes")))
    shown += goal_history_blocks(details.past, details.figures, words)
    shown += paging(details.past.page, goal.id or 0, OLDER, NEWEST, words)
    return {
        "type": "modal",
        "callback_id": OPEN,
        "title": blocks.plain(goal_code(goal)),
        "close": blocks.plain(words.say("Close")),
        "blocks": shown,
    }


def _figures(details: GoalDetails, words: Words) -> list[Block]:
    facts, figures = details.facts, details.figures
    goal = facts.goal
    closed = figures.shown.status in CLOSED
    rows = []
    if not isinstance(figures.measure, Milestones):
        rows.append(f"{words.say('Measured')}: {measure_name(figures, words)}")
    told = words.count("every week", "every {n} weeks", goal.check_in_weeks)
    rows.append(f"{words.say('Check-in')}: {told}")
    creator = person_name(facts.creator, words)
    rows.append(f"{words.say('Added by')}: {creator}, {words.moment(goal.created_at)}")
    if closed and goal.closed_at is not None:
        rows.append(f"{words.say('Closed')}: {words.moment(goal.closed_at)}")
    hint = words.say("How these figures are made: {page}", page=RULES)
    return [
        blocks.section(blocks.plain(blocks.cut(standing(facts, figures, words), 3000))),
        *milestones(figures),
        *blocks.contexts(fact_elements(facts, figures, words)),
        blocks.section(blocks.plain("\n".join(rows))),
        blocks.context(blocks.plain(hint)),
    ]


def _below(details: GoalDetails, words: Words) -> list[Block]:
    rows = [_child(goal, details, words) for goal in details.children]
    return _listed(words.say("Goals below"), rows, details.hidden_children, words)


def _child(goal: Goal, details: GoalDetails, words: Words) -> str:
    figures = details.below[goal.id or 0]
    status = goal_status_name(goal, figures.shown, words)
    share = figures.progress.shown
    known = f" · {share_name(share, words)}" if share is not None else ""
    return f"{goal_code(goal)} {blocks.cut(goal.title, TITLE_SHOWN)} · {status}{known}"


def _tasks(details: GoalDetails, words: Words) -> list[Block]:
    rows = [_task(task) for task in details.tasks]
    return _listed(words.say("Tasks"), rows, details.hidden_tasks, words)


def _task(task: Task) -> str:
    mark = MARKS.get(Status(task.status), "☐")
    return f"{mark} {number_of(task)} {blocks.cut(task.title, TITLE_SHOWN)}"


def _listed(title: str, rows: list[str], hidden: int, words: Words) -> list[Block]:
    """A list with a heading; what the reader may not see is only counted."""
    if not rows and not hidden:
        return []
    shown = rows[:ROWS_SHOWN]
    if len(rows) > ROWS_SHOWN:
        rest = len(rows) - ROWS_SHOWN
        shown.append(words.count("and {n} more", "and {n} more", rest))
    if hidden:
        many = words.count("{n} private item", "{n} private items", hidden)
        shown.append("🔒 " + (words.say("a private item") if hidden == 1 else many))
    return [heading(title), blocks.bullets(*([blocks.words(row)] for row in shown))]
