"""What was said in a check-in, in the thread of the goal's card; struck out once taken back."""

from decimal import Decimal

from domain.goals.values import GoalStatus, Metric, Milestones
from services.goals.figures import GoalFigures
from storage.goals import GoalFacts
from storage.tables import CheckIn, Person
from views import blocks
from views.blocks import Block, Message
from views.goals.amounts import CIRCLES, metric_amount, share_name
from views.goals.facts import goal_code, measured_name, pace_line, status_word
from views.tasks.facts import person_name
from views.words import Words


def check_in_note(
    facts: GoalFacts, check_in: CheckIn, by: Person, figures: GoalFigures, words: Words
) -> Message:
    """Value with its change, status, confidence, why, and the pace beside them."""
    line = _headline(check_in, by, figures, words)
    shown: list[Block] = [blocks.section(blocks.plain(line))]
    if check_in.why:
        shown.append(blocks.quote(check_in.why))
    standing = _standing(figures, words)
    if standing:
        shown.append(blocks.context(blocks.plain(standing)))
    text = f"{goal_code(facts.goal)} {facts.goal.title} — {line}"
    return Message(blocks.escape(f"{text} {check_in.why}".strip()), shown)


def taken_back_note(
    facts: GoalFacts,
    check_in: CheckIn,
    by: Person,
    figures: GoalFigures,
    words: Words,
    *,
    undone_by: Person | None,
) -> Message:
    """The same after an undo: what it said no longer counts."""
    told = words.say("↩ Taken back by {name}", name=person_name(undone_by, words))
    was = _headline(check_in, by, figures, words)
    shown = [blocks.line(blocks.words(f"{told}: "), blocks.struck(was))]
    text = f"{goal_code(facts.goal)} {facts.goal.title} — {told}"
    return Message(blocks.escape(text), shown)


def _headline(check_in: CheckIn, by: Person, figures: GoalFigures, words: Words) -> str:
    said = said_in(check_in, figures, words)
    head = words.say("{name} checked in", name=person_name(by, words))
    return f"{head}: {' · '.join(said)}" if said else head


def said_in(check_in: CheckIn, figures: GoalFigures, words: Words) -> list[str]:
    """What a check-in says, short: value, status, confidence."""
    said = []
    value = _value(check_in, figures, words)
    if value:
        said.append(value)
    if check_in.health:
        said.append(f"{CIRCLES[check_in.health]} {status_word(GoalStatus(check_in.health), words)}")
    if check_in.confidence is not None:
        share = share_name(check_in.confidence / 100, words)
        said.append(words.say("{share} sure", share=share))
    return said


def _value(check_in: CheckIn, figures: GoalFigures, words: Words) -> str:
    """The value and how far it moved: `36 (+3)`."""
    metric = figures.metric
    if metric is None or check_in.value is None:
        last = figures.last is not None and figures.last.id == check_in.id
        steps = isinstance(figures.measure, Milestones) and last
        return measured_name(figures, words) if steps else ""
    shown = metric_amount(metric, check_in.value, words)
    before = _before(check_in, figures, metric)
    if before is None or check_in.undone:
        return shown
    moved = Decimal(repr(check_in.value)) - before
    if not moved:
        return words.say("{value} (unchanged)", value=shown)
    sign = "+" if moved > 0 else "−"
    return f"{shown} ({sign}{metric_amount(metric, abs(moved), words)})"


def _before(check_in: CheckIn, figures: GoalFigures, metric: Metric) -> Decimal | None:
    """The value that stood before a check-in; None if it was the first and set the start."""
    earlier = [each for each in figures.check_ins if (each.id or 0) < (check_in.id or 0)]
    known = [each.value for each in earlier if each.value is not None]
    if known:
        return Decimal(repr(known[-1]))
    start = metric.start
    return None if start is None or float(start) == check_in.value else start


def _standing(figures: GoalFigures, words: Words) -> str:
    """Progress and pace of today."""
    share, pace = figures.progress.shown, pace_line(figures, words)
    told = [words.say("{share} of the way", share=share_name(share, words))] if share else []
    return " · ".join([*told, *([pace] if pace else [])])
