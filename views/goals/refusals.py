"""The words for every refusal about goals: what is wrong, and what to do next."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from domain import goal_errors as errors
from domain.goals.amounts import decimals_of
from domain.goals.values import GoalStatus, MeasureKind
from views.words import Words


def _unit_mismatch(error: errors.UnitMismatch, words: Words) -> str:
    plain = words.say("plain numbers")
    return words.say(
        "The goal is measured in {wanted}, and this is in {given}, so nothing was saved. Leave the "
        "unit out, or change the goal's figures first. Your line:",
        wanted=error.wanted or plain,
        given=error.given or plain,
    )


def _start_is_target(error: errors.StartIsTarget, words: Words) -> str:
    places = f".{decimals_of(error.value)}f"
    return words.say(
        "Start and target are both {value}, so nothing would ever move. Change one of them:",
        value=format(error.value, places),
    )


def _milestones(error: errors.MilestonesRefused, words: Words) -> str:
    return {
        "few": words.say("Each step needs some words. Add them, or take the empty step out:"),
        "many": words.say(
            "These are {count} steps; a goal takes {limit}. Put some together:",
            count=error.count,
            limit=error.limit,
        ),
        "long": words.say(
            "One of the steps has {count} characters; {limit} fit. Shorten it:",
            count=error.count,
            limit=error.limit,
        ),
        "twice": words.say("Two steps have the same words. Change one of them:"),
    }[error.reason]


def _no_milestone(error: errors.NoSuchMilestone, words: Words) -> str:
    if not error.count:
        return words.say(
            "This goal has no steps to tick. Its progress comes from its figure, or from marking "
            "it as done. Your line:"
        )
    return words.count(
        "There is no step {position}; the goal has {n} step. Change the number:",
        "There is no step {position}; the goal has {n} steps. Change the number:",
        error.count,
        position=error.position,
    )


def _entry(error: errors.EntryRefused, words: Words) -> str:
    return {
        "missing": words.say("An entry needs some words. Please add them:"),
        "long": words.say(
            "That has {count} characters; {limit} fit. Shorten it:",
            count=error.count,
            limit=error.limit,
        ),
        "full": words.say(
            "This list is full: it has {limit} entries. Remove one first, then send this again:",
            limit=error.limit,
        ),
        "twice": words.say("That is in the list already. Change the words:"),
    }[error.reason]


def _cycle(error: errors.CycleRefused, words: Words) -> str:
    start = words.day(error.start, today=dt.date.min)
    end = words.day(error.end, today=dt.date.min)
    if error.reason == "backwards":
        return words.say(
            "The last day, {end}, is before the first one, {start}. Swap or change them:",
            start=start,
            end=end,
        )
    return words.say(
        "{start} to {end} is more than {years} years. Is the year right? Change it:",
        start=start,
        end=end,
        years=error.limit // 366,
    )


def _outside(error: errors.DueOutsideCycle, words: Words) -> str:
    return words.say(
        "{due} is not within {start} and {end}, the time of the goal. Change one of the two:",
        due=words.day(error.due, today=dt.date.min),
        start=words.day(error.start, today=dt.date.min),
        end=words.day(error.end, today=dt.date.min),
    )


def _loop(error: errors.GoalLoop, words: Words) -> str:
    if error.number == error.parent:
        return words.say(
            "G{number} cannot be under itself, so nothing was saved. Name another goal:",
            number=error.number,
        )
    return words.say(
        "G{parent} is below G{number} already, so G{number} cannot be under it. Name another goal:",
        parent=error.parent,
        number=error.number,
    )


def _closed(error: errors.GoalClosed, words: Words) -> str:
    if error.number is None:
        return words.say("That goal is closed. Open it again first.")
    status = {
        GoalStatus.DONE.value: words.say("done"),
        GoalStatus.DROPPED.value: words.say("dropped"),
    }.get(error.status, words.say("closed"))
    if error.action == "parent":
        return words.say(
            "G{number} is {status} and takes no more goals below it. Name another one, or open it "
            "again with /goal reopen G{number} and then send this:",
            number=error.number,
            status=status,
        )
    return words.say(
        "G{number} is {status}, so nothing was saved. Open it again with /goal reopen G{number}, "
        "then send this:",
        number=error.number,
        status=status,
    )


def _no_step(error: errors.NoSuchGoalStep, words: Words) -> str:
    if error.number is None:
        return words.say("That goal is closed. Open it again first.")
    return words.say(
        "G{number} is closed, so nothing was saved. Open it again with /goal reopen G{number}, "
        "then send this:",
        number=error.number,
    )


def _value_not_taken(error: errors.ValueNotTaken, words: Words) -> str:
    goal = f"G{error.number}" if error.number else words.say("This goal")
    return {
        MeasureKind.YES_NO.value: words.say(
            "{goal} has no figure: it is reached or it is not. Say how it goes, as in “green all "
            "on time”, or give it a figure first, as in “from 10 to 20”. Your line:",
            goal=goal,
        ),
        MeasureKind.KPI.value: words.say(
            "{goal} takes its figure from a KPI, so none is typed here. Leave the figure out:",
            goal=goal,
        ),
        MeasureKind.MILESTONES.value: words.say(
            "{goal} is measured by its steps and takes no figures. Leave them out, or change the "
            "steps with Edit on its card:",
            goal=goal,
        ),
    }[error.kind]


SAYINGS: dict[type[BaseException], Callable[[Any, Words], str]] = {
    errors.AmountUnreadable: lambda error, words: words.say(
        "“{words}” is no figure I can read. Write it as 39, 1,200, 45%, €3m or 2.5h:",
        words=error.words,
    ),
    errors.AmountTooLarge: lambda _, words: words.say(
        "That figure has more digits than I can keep. Use a larger unit, as in 1.2m or 3bn:"
    ),
    errors.NothingSaid: lambda _, words: words.say(
        "Nothing is filled in yet. Say something of a goal, or press Cancel."
    ),
    errors.UnitMismatch: _unit_mismatch,
    errors.StartIsTarget: _start_is_target,
    errors.MilestonesRefused: _milestones,
    errors.NoSuchMilestone: _no_milestone,
    errors.ReasonTooLong: lambda error, words: words.say(
        "The reason has {length} characters; {limit} fit. Shorten it, or put the rest into the "
        "goal with note:… Your line:",
        length=error.length,
        limit=error.limit,
    ),
    errors.ScoreOutOfRange: lambda _, words: words.say(
        "A score is a number from 0 to 1, as in 0.7. Please change it:"
    ),
    errors.WeightOutOfRange: lambda error, words: words.say(
        "A weight is a whole number from 1 to {limit}. Please change it:", limit=error.limit
    ),
    errors.TooManyGoals: lambda error, words: words.say(
        "That names {count} goals; one line takes {limit}. Split it, please:",
        count=error.count,
        limit=error.limit,
    ),
    errors.EntryRefused: _entry,
    errors.NotFilledIn: lambda _, words: words.say("Please fill this in."),
    errors.CycleRefused: _cycle,
    errors.DueOutsideCycle: _outside,
    errors.NoSuchGoal: lambda error, words: words.say(
        "There is no G{number} here, so nothing was saved. See your goals with /goal. Change the "
        "number, or put it in quotes if it is part of the title:",
        number=error.number,
    ),
    errors.GoalLoop: _loop,
    errors.TreeTooDeep: lambda error, words: words.say(
        "Under G{parent} the tree would have {depth} levels; {limit} is the most. Name a goal "
        "further up:",
        parent=error.parent,
        depth=error.depth,
        limit=error.limit,
    ),
    errors.GoalClosed: _closed,
    errors.ClosedMeanwhile: lambda error, words: words.say(
        "G{number} was closed while you had the form open, so nothing was saved. Empty its fields "
        "to leave it as it is, and send the form again.",
        number=error.number,
    ),
    errors.NoSuchGoalStep: _no_step,
    errors.ValueNotTaken: _value_not_taken,
}
"""The words for each class of `domain.goal_errors`."""


def field_names(words: Words) -> dict[str, str]:
    """The columns of a goal, and what hangs on it, in the reader's words."""
    return {
        "why": words.say("why"),
        "measure": words.say("figures"),
        "milestones": words.say("steps"),
        "value": words.say("figure"),
        "health": words.say("status"),
        "check_in": words.say("check-in"),
        "last_check_in_at": words.say("check-in"),
        "check_in_weeks": words.say("rhythm of check-ins"),
        "parent_id": words.say("goal above"),
        "parent": words.say("goal above"),
        "cycle": words.say("time"),
        "cycle_start": words.say("time"),
        "cycle_end": words.say("time"),
        "weight": words.say("weight"),
        "score": words.say("score"),
        "pillar_id": words.say("pillar"),
        "pillars": words.say("pillars"),
        "strengths": words.say("strengths"),
        "weaknesses": words.say("weaknesses"),
        "opportunities": words.say("opportunities"),
        "threats": words.say("threats"),
        "tasks": words.say("linked tasks"),
        "entry": words.say("entry"),
        "ids": words.say("ids"),
        "visibility": words.say("place"),
        "conversation_id": words.say("place"),
    }
