"""The card of a goal, as posted and redrawn in a channel or direct message."""

import datetime as dt

from domain.goals.status import CLOSED
from domain.goals.values import Milestones
from services.goals.figures import GoalFigures
from storage.goals import GoalFacts
from storage.tables import CheckIn, Person
from views import blocks
from views.blocks import Block, Element, Message
from views.goals.amounts import share_name
from views.goals.facts import (
    basis_line,
    fact_elements,
    forecast_line,
    goal_code,
    goal_status_name,
    pace_line,
    progress_line,
    status_line,
)
from views.opening import invitation
from views.tasks.facts import WITHDRAWN, person_name
from views.words import Words

WHY_SHOWN = 500
SAID_SHOWN = 300


def goal_card(
    facts: GoalFacts,
    figures: GoalFigures,
    words: Words,
    now: dt.datetime,
    *,
    given_by: Person | None = None,
    said_by: Person | None = None,
    invite_to: str = "",
) -> Message:
    """The card; `given_by` heads a new owner's, `said_by` spoke in the last check-in, `invite_to`
    names a channel without the bot."""
    goal = facts.goal
    closed = figures.shown.status in CLOSED
    title = blocks.struck(goal.title) if closed else blocks.words(goal.title)
    shown: list[Block] = []
    if given_by is not None:
        giver = person_name(given_by, words)
        told = words.say("{name} made you the owner of a goal:", name=giver)
        shown.append(blocks.line(blocks.words(told)))
    shown.append(blocks.line(blocks.bold(f"🎯 {goal_code(goal)}  "), title))
    if goal.why and not closed:
        shown.append(blocks.quote(blocks.cut(goal.why, WHY_SHOWN)))
    shown.append(blocks.section(blocks.plain(standing(facts, figures, words))))
    shown += milestones(figures) if not closed else []
    shown += blocks.contexts(fact_elements(facts, figures, words))
    if figures.last is not None and not closed:
        shown.append(blocks.context(*_last_word(figures.last, said_by, words, now)))
    shown.append(_buttons(goal.id or 0, figures, words, closed=closed))
    if invite_to:
        shown.append(invitation(invite_to, words))
    return Message(_fallback(facts, figures, words, given_by), shown)


def standing(facts: GoalFacts, figures: GoalFigures, words: Words) -> str:
    """Progress, pace and forecast, and the status with its reason: at most three lines."""
    goal = facts.goal
    lines = [progress_line(figures, words)]
    ahead = [line for line in (pace_line(figures, words), forecast_line(figures, words)) if line]
    if ahead:
        lines.append(" · ".join(ahead))
    status = status_line(facts, figures, words)
    if figures.shown.status in CLOSED:
        if goal.reason and goal.reason != WITHDRAWN:
            status += f" · {blocks.cut(goal.reason, SAID_SHOWN)}"
    elif why := basis_line(figures, words):
        status += f" · {why}"
    if figures.is_stale:
        status += " · " + words.say("💤 no check-in for a while")
    return "\n".join([*lines, status])


def milestones(figures: GoalFigures) -> list[Block]:
    """The steps with their numbers; nothing for goals without."""
    measure = figures.measure
    if not isinstance(measure, Milestones):
        return []
    rows = [
        [blocks.words(f"{place}. ☑ "), blocks.struck(step.title)]
        if step.done_on is not None
        else [blocks.words(f"{place}. ☐ {step.title}")]
        for place, step in enumerate(measure.steps, 1)
    ]
    return [blocks.bullets(*rows)]


def _last_word(
    last: CheckIn, said_by: Person | None, words: Words, now: dt.datetime
) -> list[Element]:
    """Who said what when in the newest check-in."""
    name = person_name(said_by, words) if said_by else words.say("Last check-in")
    moment = words.moment(last.at, today=words.today(now))
    date = blocks.date_token(last.at, moment, form="{date_short_pretty}")
    said = []
    if last.why:
        said.append(f"“{blocks.cut(last.why, SAID_SHOWN)}”")
    if last.confidence is not None:
        share = share_name(last.confidence / 100, words)
        said.append(words.say("{share} sure", share=share))
    found = [blocks.plain(f"💬 {name}"), blocks.mrkdwn(date)]
    return [*found, *(blocks.plain(each) for each in said)]


def _buttons(goal_id: int, figures: GoalFigures, words: Words, *, closed: bool) -> Block:
    value = str(goal_id)
    details = blocks.button(words.say("Details"), "goal.details", value)
    chart = blocks.button(words.say("Chart"), "goal.chart", value)
    if closed:
        reopen = blocks.button(words.say("Reopen"), "goal.reopen", value)
        return blocks.actions(reopen, details)
    found = [
        blocks.button(words.say("Check in"), "goal.check_in", value, style="primary"),
        blocks.button(words.say("Edit"), "goal.edit", value),
        details,
    ]
    if figures.metric is not None:
        found.append(chart)
    if figures.progress.is_reached:
        found.insert(1, blocks.button(words.say("✔ Done"), "goal.done", value))
    elif figures.today > figures.cycle.end:
        found.insert(1, blocks.button(words.say("Close with a score"), "goal.close", value))
    return blocks.actions(*found)


def _fallback(facts: GoalFacts, figures: GoalFigures, words: Words, given_by: Person | None) -> str:
    """What a notification and a screen reader say."""
    goal = facts.goal
    what = f"{goal_code(goal)} {goal.title}"
    status = goal_status_name(goal, figures.shown, words)
    share = figures.progress.shown
    known = f", {share_name(share, words)}" if share is not None else ""
    text = f"{what} — {person_name(facts.owner, words)}, {status}{known}"
    if given_by is not None:
        text = words.say(
            "{name} made you the owner of {goal}",
            name=person_name(given_by, words),
            goal=what,
        )
    return blocks.escape(text)
