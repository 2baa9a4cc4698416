"""Writes what a `/meet` line wants back as the line that reads as the same."""

from __future__ import annotations

from domain.dates.values import Clock
from domain.estimates import render_estimate
from domain.meet_lines import values as v
from domain.recurrence import render_recurrence
from domain.text import escape_entities
from domain.verbs import DidYouMean, Help, Undo

_ALONE: dict[type, str] = {
    v.ShowAgenda: "agenda",
    v.StartMeeting: "start",
    v.CloseMeeting: "close",
    v.NewForm: "new",
    v.ChangeForm: "settings",
    Undo: "undo",
}


def render_meet_line(intent: v.MeetIntent) -> str:
    """Return Slack's raw text for which `parse_meet_line` gives `intent` again."""
    kind = type(intent)
    if kind in _ALONE:
        return _ALONE[kind]
    return " ".join(word for word in _words(intent) if word)


def _words(intent: v.MeetIntent) -> list[str]:
    match intent:
        case v.AddPoint(words):
            return ["add", escape_entities(words)]
        case v.FinishPoints(positions) | v.DropPoints(positions):
            verb = "done" if isinstance(intent, v.FinishPoints) else "drop"
            return [verb, *map(str, positions)]
        case v.Decide(words):
            return ["decide", escape_entities(words)]
        case v.Act(raw):
            return ["action", raw]
        case v.Decisions(words):
            return ["decisions", escape_entities(words)]
        case v.SkipMeeting(until, reason):
            day = f"until {escape_entities(until.text)}" if until else ""
            return ["skip", day, f"-- {escape_entities(reason)}" if reason else ""]
        case v.NewMeeting():
            return _new(intent)
        case _:
            return _others(intent)


def _others(intent: v.MeetIntent) -> list[str]:
    match intent:
        case v.Facilitate(person):
            return ["facilitator", person.render() if person else ""]
        case Help(topic):
            return ["help", topic]
        case DidYouMean(_, original):
            return [original]
        case _:
            raise TypeError(type(intent).__name__)


def _new(new: v.NewMeeting) -> list[str]:
    words = ["new", f'"{escape_entities(new.name)}"' if new.name else ""]
    words += [render_recurrence(new.days)] if new.days else []
    words += [f"at {_clock(new.at)}"] if new.at else []
    words += [f"agenda {_clock(new.agenda)}"] if new.agenda else []
    words += [f"for {render_estimate(new.minutes).lstrip('~')}"] if new.minutes else []
    words += ["facilitators", *(person.render() for person in new.facilitators)]
    if not new.facilitators:
        words.pop()
    return words + ([new.team.render()] if new.team else [])


def _clock(clock: Clock) -> str:
    return f"{clock.hour:02}:{clock.minute:02}"
