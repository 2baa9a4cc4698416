"""The short facts of a goal in words: status, progress, pace, forecast, owner, dates."""

from decimal import Decimal

from domain.cycles import render_cycle
from domain.goals.closing import grade_of
from domain.goals.rollup import RollUp
from domain.goals.status import AT_RISK, CLOSED, Basis, Shown
from domain.goals.values import GoalStatus, Metric, Milestones, YesNo
from services.goals.figures import GoalFigures
from storage.goals import GoalFacts
from storage.tables import Goal
from views.blocks import Element, plain
from views.goals.amounts import (
    CIRCLES,
    cycle_name,
    metric_amount,
    progress_bar,
    share_name,
)
from views.tasks.facts import WITHDRAWN, people_names, person_name
from views.words import Words


def goal_code(goal: Goal) -> str:
    """The id that people use."""
    return f"G{goal.number}"


def status_word(status: GoalStatus, words: Words) -> str:
    """A status in one or two words."""
    names = {
        GoalStatus.GREEN: words.say("on track"),
        GoalStatus.AMBER: words.say("at risk"),
        GoalStatus.RED: words.say("off track"),
        GoalStatus.DONE: words.say("done"),
        GoalStatus.DROPPED: words.say("dropped"),
    }
    return names[status]


def goal_status_name(goal: Goal, shown: Shown, words: Words) -> str:
    """The status with its colour."""
    if goal.status == GoalStatus.DROPPED and goal.reason == WITHDRAWN:
        return words.say("{mark} withdrawn", mark=CIRCLES["dropped"])
    if goal.status == GoalStatus.DONE and goal.score is not None:
        return words.say("{grade} closed, score {score}", **score_facts(goal.score))
    return f"{CIRCLES[shown.status]} {status_word(shown.status, words)}"


def score_facts(score: float) -> dict[str, str]:
    """A score with two decimals, and the colour of its grade."""
    exact = Decimal(repr(score))
    return {"grade": CIRCLES[grade_of(exact)], "score": f"{exact:.2f}"}


def status_line(facts: GoalFacts, figures: GoalFigures, words: Words) -> str:
    """The status, whose word it is, and what the figures say if they differ."""
    shown = figures.shown
    name = goal_status_name(facts.goal, shown, words)
    if shown.status in CLOSED or not shown.by_owner:
        return name
    if shown.suggested is None:
        return words.say("{status} (said in the check-in)", status=name)
    suggested = f"{CIRCLES[shown.suggested]} {status_word(shown.suggested, words)}"
    return words.say(
        "{status} (said in the check-in; the figures say {suggested})",
        status=name,
        suggested=suggested,
    )


def progress_line(figures: GoalFigures, words: Words) -> str:
    """How far it is: a bar, the share, and the figures themselves."""
    share = figures.progress.shown
    if share is None:
        return words.say("No figure yet: the first check-in sets the start.")
    line = f"{progress_bar(share)} {share_name(share, words)}"
    measured = measured_name(figures, words)
    return f"{line} · {measured}" if measured else line


def measured_name(figures: GoalFigures, words: Words) -> str:
    """What is measured, in the goal's own figures; empty for yes or no."""
    measure = figures.measure
    if isinstance(measure, Milestones):
        done = sum(step.done_on is not None for step in measure.steps)
        return words.count(
            "{done} of {n} step", "{done} of {n} steps", len(measure.steps), done=done
        )
    metric = figures.metric
    if metric is None:
        return ""
    now = figures.value if figures.value is not None else metric.start
    target = metric_amount(metric, metric.target, words)
    if now is None:
        return words.say("target {target}", target=target)
    present = metric_amount(metric, now, words)
    if metric.start is None or now == metric.start:
        return words.say("{present} → {target}", present=present, target=target)
    start = metric_amount(metric, metric.start, words)
    return words.say(
        "{present} (from {start} to {target})", present=present, start=start, target=target
    )


def pace_line(figures: GoalFigures, words: Words) -> str:
    """How far it should be by the end of today; empty before the beginning and at the end."""
    if not figures.has_pace:
        return ""
    share = share_name(figures.expected, words)
    metric = figures.metric
    if metric is None or metric.start is None:
        return words.say("pace {share}", share=share)
    value = float(metric.start) + figures.expected * (float(metric.target) - float(metric.start))
    return words.say(
        "pace {share} ({value} by today)", share=share, value=metric_amount(metric, value, words)
    )


def forecast_line(figures: GoalFigures, words: Words) -> str:
    """Where it will land if it goes on like this; empty while that can't be told."""
    forecast, metric = figures.forecast, figures.metric
    if forecast is None or metric is None:
        return ""
    likely, low, high = (
        metric_amount(metric, round(_possible(metric, value), metric.decimals + 1), words)
        for value in (forecast.likely, forecast.low, forecast.high)
    )
    if low == high:
        return words.say("lands at about {likely}", likely=likely)
    return words.say("lands at about {likely} ({low} to {high})", likely=likely, low=low, high=high)


def _possible(metric: Metric, value: float) -> float:
    """A straight line goes on below zero; hours, counts and shares do not."""
    counts_up_from_zero = metric.target >= 0 and (metric.start is None or metric.start >= 0)
    return max(0.0, value) if counts_up_from_zero else value


def basis_line(figures: GoalFigures, words: Words) -> str:
    """Why the figures suggest what they do."""
    suggestion = figures.suggestion
    if suggestion is None or figures.shown.status not in AT_RISK | {GoalStatus.GREEN}:
        return ""
    share = share_name(suggestion.share, words)
    return {
        Basis.REACHED: words.say("the target is reached"),
        Basis.FORECAST: words.say("the forecast lands beyond the target")
        if suggestion.share > 1
        else words.say("the forecast lands at {share} of the way", share=share),
        Basis.PACE: words.say("it is at {share} of the pace", share=share),
        Basis.BEHIND_PACE: words.say(
            "the forecast is good, but it is at {share} of the pace", share=share
        ),
        Basis.CHILDREN: words.say("as the goals below it")
        if suggestion.status is GoalStatus.GREEN
        else words.say("as the worst of the goals below it"),
        Basis.OVER: words.say("the time is over at {share} of the way", share=share),
    }[suggestion.basis]


def children_line(children: RollUp | None, words: Words) -> str:
    """What the goals below add up to."""
    if children is None or not children.children:
        return ""
    told = words.count("{n} goal below", "{n} goals below", children.children)
    if children.progress is None:
        return f"🌳 {told}"
    return f"🌳 {told}: {share_name(children.progress, words)}"


def fact_elements(facts: GoalFacts, figures: GoalFigures, words: Words) -> list[Element]:
    """Everything else on one small line."""
    goal = facts.goal
    cycle = figures.cycle
    dates = cycle_name(cycle.start, cycle.end, render_cycle(cycle), words, figures.today)
    found = [
        plain(f"👤 {person_name(facts.owner, words)}"),
        plain(f"📅 {dates}"),
    ]
    if facts.parent is not None:
        found.append(plain(words.say("↳ under {goal}", goal=parent_name(facts, words))))
    if facts.carried_from is not None:
        before = code_beside(goal, facts.carried_from, words)
        found.append(plain(words.say("⤴ carried over from {goal}", goal=before)))
    if facts.carried_to is not None:
        after = code_beside(goal, facts.carried_to, words)
        found.append(plain(words.say("➡ carried over to {goal}", goal=after)))
    if below := children_line(figures.children, words):
        found.append(plain(below))
    linked = figures.tasks_done + figures.tasks_left
    if linked:
        told = words.count(
            "☑ {done} of {n} task done",
            "☑ {done} of {n} tasks done",
            linked,
            done=figures.tasks_done,
        )
        found.append(plain(told))
    if facts.pillar is not None:
        found.append(plain(f"🏛 {facts.pillar.name}"))
    if goal.weight > 1:
        found.append(plain(words.say("weight {weight}", weight=goal.weight)))
    if facts.watchers:
        names = people_names(facts.watchers, words)
        found.append(plain(f"👁 {names}"))
    if facts.labels:
        found.append(plain(" ".join(f"+{label}" for label in facts.labels)))
    return found


def parent_name(facts: GoalFacts, words: Words) -> str:
    """The goal above by its id, or as private if those who see this goal may not see it."""
    if facts.parent is None:
        return words.say("none")
    return code_beside(facts.goal, facts.parent, words)


def code_beside(goal: Goal, other: Goal, words: Words) -> str:
    """Another goal by its id, as far as all who see this one may see that one too."""
    same_room = (other.visibility, other.conversation_id) == (
        goal.visibility,
        goal.conversation_id,
    )
    if other.visibility == "workspace" or same_room:
        return goal_code(other)
    return words.say("a private item")


def measure_name(figures: GoalFigures, words: Words) -> str:
    """How it is measured, for a reply to somebody who has just written or changed it."""
    if isinstance(figures.measure, YesNo):
        return words.say("reached or not")
    if isinstance(figures.measure, Milestones):
        return words.count("{n} step", "{n} steps", len(figures.measure.steps))
    metric = figures.metric
    return metric_range(metric, words) if metric is not None else ""


def metric_range(metric: Metric, words: Words) -> str:
    """From where to where."""
    target = metric_amount(metric, metric.target, words)
    if metric.start is None:
        return words.say("to {target}", target=target)
    start = metric_amount(metric, metric.start, words)
    return words.say("from {start} to {target}", start=start, target=target)
