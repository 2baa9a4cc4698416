"""The sentences for every refusal: what is wrong, and what to do next."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from domain import errors
from domain.tasks import SUBS_MAX, NoSub
from views import absence, personal
from views.blockers import refusals as blocker_refusals
from views.errors.fields import field_name
from views.goals import refusals
from views.ops import refusals as team_refusals
from views.standups import refusals as standup_refusals
from views.tasks import handed
from views.words import Words

Say = Callable[[Any, Words], str]
LETTERS = {"goal": "G", "blocker": "B"}
"""What the ids of a kind begin with; those of tasks with a T."""
COMMANDS = {"blocker": "standup"}
"""The command of a kind, where it has another name."""


def _title_missing(error: errors.TitleMissing, words: Words) -> str:
    if error.kind == "goal":
        return words.say(
            "A goal needs a title, as in “Raise NPS from 31 to 45 by 30 Sep”. Please add it:"
        )
    return words.say("A task needs a title, as in “Send the agenda fri 5pm”. Please add it:")


def _title_too_long(error: errors.TitleTooLong, words: Words) -> str:
    if error.kind == "goal":
        return words.say(
            "The title has {length} characters; {limit} fit. Put the rest into the why, after a "
            "new line or “ -- ”:",
            length=error.length,
            limit=error.limit,
        )
    return words.say(
        "The title has {length} characters; {limit} fit. Put the rest into the description, after "
        "a new line or “ -- ”:",
        length=error.length,
        limit=error.limit,
    )


def _description_too_long(error: errors.DescriptionTooLong, words: Words) -> str:
    if error.kind == "goal":
        return words.say(
            "The why has {length} characters; {limit} fit. Shorten it and send it again:",
            length=error.length,
            limit=error.limit,
        )
    return words.say(
        "The description has {length} characters; {limit} fit. Shorten it and send it again:",
        length=error.length,
        limit=error.limit,
    )


def _leftover(error: errors.LeftoverWords, words: Words) -> str:
    return words.say(
        "I did not understand “{words}”, so nothing changed. Is it a new title or a note? "
        "Paste one of these:",
        words=error.words,
    )


def _nothing_to_change(error: errors.NothingToChange, words: Words) -> str:
    if error.kind == "goal":
        goal = f"G{error.numbers[0]}" if error.numbers else "G3"
        return words.say(
            "Say what is new after the id. For example: /goal {goal} 39 amber two accounts at risk",
            goal=goal,
        )
    return words.say(
        "Say what to change after the id. For example: /task {task} fri p1",
        task=f"T{error.numbers[0]}" if error.numbers else "T12",
    )


def _past(error: errors.PastDate, words: Words) -> str:
    # A day that is over needs its year unless the one to come stands beside it.
    day = words.day(error.date, today=error.suggestion or dt.date.min)
    if error.suggestion is None:
        return words.say("{day} is over, so nothing was saved. Give a date to come:", day=day)
    suggestion = words.day(error.suggestion, today=error.date)
    if error.text:
        return words.say(
            "“{text}” is over ({day}), so nothing was saved. Did you mean {suggestion}? "
            "Then send this:",
            text=error.text,
            day=day,
            suggestion=suggestion,
        )
    if error.date == error.suggestion:
        return words.say("That time is over today, {day}. Choose a later one.", day=day)
    return words.say(
        "{day} is over. Choose {suggestion} or a later day.", day=day, suggestion=suggestion
    )


def _no_such_date(error: errors.NoSuchDate, words: Words) -> str:
    if error.suggestion is None:
        return words.say(
            "The calendar has no “{text}”, so nothing was saved. Change the date:", text=error.text
        )
    return words.say(
        "The calendar has no “{text}”, so nothing was saved. Did you mean {day}? Then send this:",
        text=error.text,
        day=words.day(error.suggestion, today=dt.date.min),
    )


def _person_unknown(error: errors.PersonUnknown, words: Words) -> str:
    if error.candidates:
        return words.say(
            "Who is @{name}? I know {people}. Pick the person from Slack's list, or put the word "
            "in quotes if it is part of the title:",
            name=error.name,
            people=", ".join(error.candidates),
        )
    return words.say(
        "Who is @{name}? Pick the person from Slack's list, or put the word in quotes if it is "
        "part of the title:",
        name=error.name,
    )


def _cannot_own(error: errors.PersonCannotOwn, words: Words) -> str:
    reasons = {
        "group": words.say("A group cannot be the owner: one person is."),
        "special": words.say("@{name} cannot be the owner: one person is.", name=error.name),
        "bot": words.say("A bot cannot be the owner."),
        "deactivated": words.say("{name} is no longer active here.", name=error.name),
        "guest": words.say(
            "{name} is a guest and not in this conversation, so its work is not theirs to see.",
            name=error.name,
        ),
    }
    people = ", ".join(error.candidates)
    if people:
        ask = words.say("Nothing was saved. Name one of {people} instead:", people=people)
    else:
        ask = words.say("Nothing was saved. Name somebody else:")
    return f"{reasons[error.kind]} {ask}"


def _team_not_allowed(error: errors.TeamNotAllowed, words: Words) -> str:
    channel = f"#{error.name}" if error.name else words.say("That conversation")
    inside = f"#{error.name}" if error.name else words.say("that conversation")
    reasons = {
        "dm": words.say("{channel} is a direct message and has no team.", channel=channel),
        "group_dm": words.say("{channel} is a group message and has no team.", channel=channel),
        "shared": words.say("{channel} is shared with another company.", channel=channel),
        "archived": words.say("{channel} is archived.", channel=channel),
        "guest": words.say("Guests cannot start a team in {channel}.", channel=inside),
        "not_member": words.say(
            "I cannot see {channel}. Type /invite @Drumbeat there first.", channel=inside
        ),
    }
    return f"{reasons[error.reason]} " + words.say("Nothing was saved. Your line:")


def _undo_conflict(error: errors.UndoConflict, words: Words) -> str:
    fields = ", ".join(dict.fromkeys(field_name(name, words) for name in error.fields))
    name = _code(error.kind, error.number, words)
    inside = {"board": words.say("the board"), "pillars": words.say("the list of pillars")}
    look = _look(error.kind, error.number)
    if error.by_oneself:
        return words.say(
            "You have changed {task} since ({fields}), so I left it as it is. Take that back "
            "first, or see it with {look}",
            task=inside.get(error.kind, name),
            fields=fields,
            look=look,
        )
    if error.by:
        return words.say(
            "{name} has changed {task} since ({fields}), so I left it as it is. See it with {look}",
            task=inside.get(error.kind, name),
            name=error.by,
            fields=fields,
            look=look,
        )
    return words.say(
        "{task} has changed since ({fields}), so I left it as it is. See it with {look}",
        task=name,
        fields=fields,
        look=look,
    )


def _in_the_way(error: errors.InTheWay, words: Words) -> str:
    names = {"number": error.number, "other": error.other}
    if error.reason == "pillar":
        return words.say(
            "The pillar that G{number} stood under is gone, so I left it as it is. /goal pillars "
            "shows those that the team has.",
            **names,
        )
    if error.reason == "deep":
        return words.say(
            "Goals were put under G{number} since, too many levels for it to go back under "
            "G{other}, so I left it as it is. /goal tree G{number} shows them.",
            **names,
        )
    if error.kind == "goal":
        return words.say(
            "G{other} is under G{number} by now, so G{number} cannot go back under G{other}. "
            "/goal tree G{number} shows it.",
            **names,
        )
    return words.say(
        "T{other} waits for T{number} by now, so T{number} cannot wait for T{other} again. "
        "/task T{other} shows it.",
        **names,
    )


def _code(kind: str, number: int | None, words: Words) -> str:
    """The id that people use for a task or a goal, the name of what has none."""
    named = {"board": words.say("The board"), "pillars": words.say("The list of pillars")}
    if kind in named:
        return named[kind]
    return f"{LETTERS.get(kind, 'T')}{number}" if number else words.say("It")


def _look(kind: str, number: int | None) -> str:
    """The line that shows it."""
    if kind == "board":
        return f"/goal swot G{number}" if number else "/goal swot"
    if kind == "pillars":
        return "/goal pillars"
    return f"/{COMMANDS.get(kind, kind)} {LETTERS.get(kind, 'T')}{number}"


def _not_allowed(error: errors.NotAllowed, words: Words) -> str:
    if error.number is None:
        return words.say("Only members of the team can do that. Ask one of them, please.")
    if error.kind == "goal":
        return words.say(
            "Only its owner, its creator or a lead can change G{number}. Ask one of them, please.",
            number=error.number,
        )
    task = f"T{error.number}"
    return words.say(
        "Only its owner, its creator, a watcher or a lead can change {task}. Ask one of them to do "
        "it, or to add you by naming you: /task {task} @you",
        task=task,
    )


def _wait_loop(error: errors.WaitLoop, words: Words) -> str:
    if error.number == error.after:
        return words.say(
            "T{number} cannot wait for itself, so nothing was saved. Name another task:",
            number=error.number,
        )
    return words.say(
        "T{after} already waits for T{number}, so T{number} cannot wait for it. See it with /task "
        "T{after}, or name another task:",
        number=error.number,
        after=error.after,
    )


def _no_part(error: errors.NoPart, words: Words) -> str:
    if error.why == NoSub.UNDER_SUB:
        return words.say(
            "T{number} is a part of another task itself, and parts have no parts. Add a task of "
            "its own, or a part to the task above it.",
            number=error.number,
        )
    if error.why == NoSub.TOO_MANY:
        return words.say(
            "T{number} has {limit} parts already. Use a label to keep more together.",
            number=error.number,
            limit=SUBS_MAX,
        )
    if error.why == NoSub.CLOSED:
        return words.say(
            "T{number} is closed, so it takes no more parts. Open it again first, with "
            "/task reopen T{number}",
            number=error.number,
        )
    if error.why == NoSub.ELSEWHERE:
        return words.say(
            "A part belongs where T{number} is, and is seen by the same people, so nothing was "
            "saved. Leave the channel out, or add a task of its own:",
            number=error.number,
        )
    return words.say("That cannot be a part of T{number}.", number=error.number)


def _no_such_step(error: errors.NoSuchStep, words: Words) -> str:
    task = f"T{error.number}" if error.number else words.say("This task")
    return words.say("{task} is closed. Open it again first, with /task reopen {task}", task=task)


def _guest_cannot(error: errors.GuestCannot, words: Words) -> str:
    if error.action == "add":
        return words.say(
            "Guests can answer and finish what is theirs, but add nothing. "
            "Ask a member of the team to send this:"
        )
    return words.say("Guests cannot do that here. Ask a member of the team, please.")


SAYINGS: dict[type[BaseException], Say] = {
    errors.TitleMissing: _title_missing,
    errors.TitleTooLong: _title_too_long,
    errors.DescriptionTooLong: _description_too_long,
    errors.LeftoverWords: _leftover,
    errors.ReasonTooLong: lambda error, words: words.say(
        "The reason has {count} characters; {limit} fit. Shorten it and send it again:",
        count=error.length,
        limit=error.limit,
    ),
    errors.VerbUnclear: lambda error, words: words.say(
        "I did not understand all that follows “{verb}”, so nothing was saved. See how it goes "
        "with {help}, or put it in quotes if it is a title:",
        verb=error.verb,
        help=f"/{error.kind} help {error.verb}",
    ),
    errors.NothingToChange: _nothing_to_change,
    errors.TooManyTasks: lambda error, words: words.say(
        "That names {count} tasks; one line takes {limit}. Split it, please:",
        count=error.count,
        limit=error.limit,
    ),
    errors.FieldsRefused: lambda _, words: words.say(
        "Some fields cannot be used like that, so nothing was saved. Please change them."
    ),
    errors.BadInput: lambda error, words: words.say(
        "I did not understand the {field}. Please change it:", field=field_name(error.field, words)
    ),
    errors.PastDate: _past,
    errors.NoSuchDate: _no_such_date,
    errors.NoSuchTask: lambda error, words: words.say(
        "There is no T{number} here. See your tasks with /task, or change the number:",
        number=error.number,
    ),
    errors.NoSuchKpi: lambda error, words: words.say(
        "There is no K{number} here, so nothing was saved. Leave it out, or put it in quotes if it "
        "is part of the title:",
        number=error.number,
    ),
    errors.WaitLoop: _wait_loop,
    errors.NoPart: _no_part,
    errors.NotAllowed: _not_allowed,
    errors.NoSuchStep: _no_such_step,
    errors.StaleChange: lambda error, words: words.say(
        "{task} was changed while you had the form open, so nothing was saved. What you typed "
        "is still here: copy it, close the form and press Edit again.",
        task=_code(error.kind, error.number, words),
    ),
    errors.NothingToUndo: lambda _, words: words.say(
        "There is nothing of yours to undo. Changes can be taken back for 24 hours."
    ),
    errors.UndoExpired: lambda error, words: words.say(
        "That change is older than {hours} hours. Change the thing itself, as in /task T12 …",
        hours=error.hours,
    ),
    errors.UndoConflict: _undo_conflict,
    errors.TakenBackAlready: lambda _, words: words.say("That was taken back already."),
    errors.InTheWay: _in_the_way,
    errors.PersonUnknown: _person_unknown,
    errors.PersonCannotOwn: _cannot_own,
    errors.TeamUnknown: lambda error, words: words.say(
        "I know no team #{name}. Pick the channel from Slack's list, or put the word in quotes if "
        "it is part of the title:",
        name=error.name,
    ),
    errors.TeamNotAllowed: _team_not_allowed,
    errors.GuestCannot: _guest_cannot,
    errors.TooLate: lambda _, words: words.say(
        "That took too long, so nothing was saved. Please send it once more:"
    ),
    **absence.SAYINGS,
    **blocker_refusals.SAYINGS,
    **handed.SAYINGS,
    **personal.SAYINGS,
    **team_refusals.SAYINGS,
    **refusals.SAYINGS,
    **standup_refusals.SAYINGS,
}
