"""The words of standups that several views share: questions, times, names, moods."""

from collections.abc import Iterable, Mapping

from domain.recurrence import from_json, render_recurrence
from domain.standups.values import Question, QuestionKind
from storage.tables import Person, Standup
from views.tasks.facts import person_name
from views.words import Words

NAMES_MAX = 15
MOODS = {1: "😞", 2: "🙁", 3: "😐", 4: "🙂", 5: "😀"}


def question_text(question: Question, words: Words) -> str:
    """A question as it is asked: as typed, or the usual words in the reader's language."""
    if question.text:
        return question.text
    return {
        QuestionKind.SINCE: words.say("What did you get done since last time?"),
        QuestionKind.TODAY: words.say("What will you do today?"),
        QuestionKind.BLOCKERS: words.say("Is anything in your way?"),
        QuestionKind.FREE: words.say("Anything else?"),
    }[question.kind]


def short_question(question: Question, words: Words) -> str:
    """The heading of an answer in the thread."""
    if question.text:
        return question.text
    return {
        QuestionKind.SINCE: words.say("Since last time"),
        QuestionKind.TODAY: words.say("Today"),
        QuestionKind.BLOCKERS: words.say("In the way"),
        QuestionKind.FREE: words.say("Also"),
    }[question.kind]


def names_of(ids: Iterable[int], people: Mapping[int, Person], words: Words) -> str:
    """Names in a row, cut where there are too many."""
    known = [person_name(people[each], words) for each in ids if each in people]
    shown = ", ".join(known[:NAMES_MAX])
    rest = len(known) - NAMES_MAX
    if rest <= 0:
        return shown
    return shown + " " + words.count("and {n} more", "and {n} more", rest)


def days_name(standup: Standup, words: Words) -> str:
    """The days of a standup as they can be typed again."""
    rule = render_recurrence(from_json(standup.days))
    return words.say("on working days") if rule == "every workday" else rule


def times_name(standup: Standup, words: Words) -> str:
    """When it asks and closes, and on whose clock."""
    asked, closed = words.clock(standup.prompt_at), words.clock(standup.close_at)
    if standup.zones == "team":
        return words.say("{asked} to {closed}, team time", asked=asked, closed=closed)
    return words.say("{asked} to {closed}, everyone's own time", asked=asked, closed=closed)
