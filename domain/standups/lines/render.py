"""Writes what a line wants back as the line that reads as the same."""

from __future__ import annotations

from domain.dates.values import Clock, When
from domain.people import PersonRef
from domain.recurrence import render_recurrence
from domain.standups.lines import values as v
from domain.standups.lines.blockers import render_blocker_ids
from domain.standups.values import Zones
from domain.text import escape_entities
from domain.verbs import DidYouMean, Help, Undo

_OF_ONE: dict[type, str] = {
    v.AnswerAhead: "tomorrow",
    v.EditAnswer: "edit",
    v.ChangeForm: "settings",
    v.ShowStatus: "status",
    v.ShowPeople: "who",
    v.Resume: "resume",
    v.CloseNow: "close",
    v.RunNow: "run",
    v.Join: "join",
    v.Leave: "leave",
}
_ALONE: dict[type, str] = {
    v.AwayForm: "away",
    v.ComeBack: "back",
    v.NewForm: "new",
    v.ListStandups: "list",
    v.ListBlockers: "blockers",
    Undo: "undo",
}


def render_standup_line(intent: v.StandupIntent) -> str:
    """Return Slack's raw text for which `parse_standup_line` gives `intent` again."""
    kind = type(intent)
    if kind in _ALONE:
        return _ALONE[kind]
    if kind in _OF_ONE:
        return " ".join([_OF_ONE[kind], *_standup(getattr(intent, "standup", None))])
    return " ".join(_words(intent))


def _standup(name: str | None) -> list[str]:
    return [] if name is None else [f'"{escape_entities(name)}"']


def _words(intent: v.StandupIntent) -> list[str]:
    match intent:
        case v.Answer(words):
            return [words] if words else []
        case v.SkipToday(reason):
            return ["skip", *_said(reason)]
        case v.GoAway(days, cover, reason):
            covered = ["cover", cover.render()] if cover else []
            return ["away", *_away(days), *covered, *_said(reason)]
        case v.NewStandup():
            return _new(intent)
        case v.ShowHistory(people, days, standup):
            return ["history", *_standup(standup), *_people(people), f"{days}d"]
        case v.Pause(until, standup):
            day = ["until", escape_entities(until.text)] if until else []
            return ["pause", *_standup(standup), *day]
        case v.Preview(days, standup):
            return ["preview", *_standup(standup), f"{days}d"]
        case Help(topic):
            return ["help", *_said(topic)]
        case DidYouMean(_, original):
            return [original]
        case _:
            return _blocker(intent)


def _blocker(intent: v.StandupIntent) -> list[str]:
    match intent:
        case v.ShowBlocker(number):
            return [render_blocker_ids((number,))]
        case v.TagBlockers(numbers, people):
            return [render_blocker_ids(numbers), "tag", *_people(people)]
        case v.Acknowledge(numbers):
            return [render_blocker_ids(numbers), "ack"]
        case v.UpdateBlockers(numbers, words):
            return [render_blocker_ids(numbers), "update", *_said(words)]
        case v.Resolve(numbers, words):
            return [render_blocker_ids(numbers), "done", *_said(words)]
        case v.ReopenBlockers(numbers, words):
            return [render_blocker_ids(numbers), "reopen", *_said(words)]
        case _:
            raise TypeError(type(intent).__name__)


def _said(words: str) -> list[str]:
    return [escape_entities(words)] if words else []


def _people(people: tuple[PersonRef, ...]) -> list[str]:
    return [person.render() for person in people]


def _away(days: v.AwayPhrase) -> list[str]:
    if days.back is not None:
        return ["until", _day(days.back)]
    length = [f"{days.days} days"] if days.days else [f"{days.weeks} weeks"] if days.weeks else []
    if days.first is None:
        return [f"through {_day(days.last)}"] if days.last is not None else length
    if length:
        return [_day(days.first), "for", *length]
    return [f"{_day(days.first)}..{_day(days.last)}" if days.last else _day(days.first)]


def _day(when: When) -> str:
    return escape_entities(when.text)


def _new(new: v.NewStandup) -> list[str]:
    words = ["new", *_standup(new.name)]
    words += [render_recurrence(new.days)] if new.days else []
    words += [_clock(new.prompt)] if new.prompt else []
    words += [f"close {_clock(new.close)}"] if new.close else []
    if new.zones is not None:
        words.append("team-zone" if new.zones is Zones.TEAM else "each-local")
    if new.reminder is not None:
        words.append(f"remind {new.reminder}" if new.reminder else "no reminder")
    words += ["mood"] if new.mood else []
    words += ["name-missing"] if new.name_missing else []
    words += ["optional", *_people(new.optional)] if new.optional else []
    words += ["observer", *_people(new.observers)] if new.observers else []
    words += [new.team.render()] if new.team else []
    if new.questions:
        words += ["ask", " | ".join(f'"{escape_entities(text)}"' for text in new.questions)]
    return words


def _clock(clock: Clock) -> str:
    return f"{clock.hour:02}:{clock.minute:02}"
