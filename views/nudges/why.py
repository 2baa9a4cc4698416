"""Why somebody got what Drumbeat sent them by itself."""

from collections.abc import Sequence

from domain.nudges.values import BUDGET, Kind, Why
from services.nudges.answer import Reason, Reasoned
from views import blocks
from views.blocks import Block, Message
from views.nudges.replies import kind_name, level_name
from views.tasks.facts import person_name
from views.words import Words

TITLE_MAX = 80
LINES_MAX = 10
CHARACTERS_MAX = 8000


def why_message(found: Sequence[Reasoned], words: Words) -> Message:
    """The messages of the last days, newest first, each line with its reason."""
    if not found:
        text = words.say("I have not written to you by myself in the last 7 days.")
        return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])
    head = words.say("Why you got this")
    shown: list[Block] = [{"type": "header", "text": blocks.plain(head)}]
    used = 0
    for each in found:
        lines = _lines(each, words)
        used += sum(map(len, lines))
        if used > CHARACTERS_MAX:
            break
        title = f"{words.moment(each.at)} · {_what(each, words)}"
        shown.append(blocks.section(blocks.plain(title)))
        shown.append(blocks.bullets(*([blocks.words(line)] for line in lines)))
    shown.append(blocks.context(blocks.plain("\n".join([*_levels(found, words), _rule(words)]))))
    return Message(blocks.escape(head), shown)


def _what(reasoned: Reasoned, words: Words) -> str:
    return words.say("digest") if reasoned.is_digest else words.say("reminder")


def _lines(reasoned: Reasoned, words: Words) -> list[str]:
    lines = [_line(reason, words) for reason in reasoned.reasons[:LINES_MAX]]
    if len(reasoned.reasons) > LINES_MAX:
        more = len(reasoned.reasons) - LINES_MAX
        lines.append(words.count("and {n} more", "and {n} more", more))
    return lines


def _line(reason: Reason, words: Words) -> str:
    name = f"{reason.subject} {blocks.cut(reason.title, TITLE_MAX)}".strip()
    if reason.kind is Kind.STANDUP:
        name = reason.title
    elif not reason.title:
        name = words.say("a private item")
    told = words.say("{name}: {reason}", name=name, reason=_reason(reason, words))
    if reason.covers is None:
        return told
    person = person_name(reason.covers, words)
    return words.say("{line}; you stand in for {name}", line=told, name=person)


def _reason(reason: Reason, words: Words) -> str:
    date = words.day(reason.due) if reason.due else ""
    late = reason.workdays or 0
    told = {
        Why.STANDUP_OPEN: lambda: words.say("not answered yet, and soon to close"),
        Why.DUE_SOON: lambda: words.say("due on {date}", date=date),
        Why.DUE_TODAY: lambda: words.say("due on the day, {date}", date=date),
        Why.OVERDUE: lambda: words.count(
            "due on {date}, {n} working day late", "due on {date}, {n} working days late",
            late, date=date,
        ),
        Why.TEAM_OVERDUE: lambda: words.count(
            "due on {date}, {n} working day late in a team you lead",
            "due on {date}, {n} working days late in a team you lead", late, date=date,
        ),
        Why.CHECK_IN_DUE: lambda: words.say("you own it, and its check-in was due on {date}",
                                            date=date),
        Why.READING_MISSING: lambda: words.say("its reading was due on {date}", date=date),
        Why.BLOCKER_TAGGED: lambda: words.say("you were named on {date}, nobody has answered",
                                              date=date),
        Why.BLOCKER_UNANSWERED: lambda: words.say("nobody has answered since {date}", date=date),
        Why.REQUEST_UNANSWERED: lambda: words.say("nobody has answered since {date}", date=date),
    }  # fmt: skip
    return told[reason.why]()


def _levels(found: Sequence[Reasoned], words: Words) -> list[str]:
    """How often each kind that was told nudges, once."""
    levels = {reason.kind: reason.level for each in found for reason in each.reasons}
    return [
        words.say(
            "{kind}: I remind you {level}.",
            kind=kind_name(kind, words),
            level=level_name(kind, level, words),
        )
        for kind, level in levels.items()
    ]


def _rule(words: Words) -> str:
    return words.say(
        "At most {n} messages a day, in your working hours. Hours and reminders are in the "
        "settings on my Home tab.",
        n=BUDGET,
    )
