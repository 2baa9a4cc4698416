"""The pillars of a team's strategy with their goals, and the form that writes them."""

from collections.abc import Sequence
from typing import Any

from domain.goals.rollup import RollUp
from domain.swot import PILLAR_MAX, PILLARS_MAX
from services.goals.pillars import PILLARS, PillarsChanged, ShownPillars, Standing
from storage.tables import Goal
from views import blocks
from views.blocks import Block, Element, Message
from views.forms import field, initial
from views.goals.amounts import CIRCLES, share_name
from views.goals.facts import goal_status_name, status_word
from views.words import Words

EDIT = "pillars.edit"
ENTRY = "entry"
"""The block id of the form's field, which errors of entries name."""
GOALS_SHOWN = 8
TITLE_SHOWN = 80


def pillars_message(
    shown: ShownPillars, words: Words, *, told: str = "", undo: str = ""
) -> Message:
    """Each pillar with its goals; `told` is what has just happened, `undo` its change group."""
    channel = shown.subject.channel
    name = f"#{channel.name}" if channel else ""
    title = words.say("Pillars of {team}", team=name)
    found: list[Block] = [blocks.line(blocks.bold(f"🏛 {title}"))]
    if told:
        found.append(blocks.section(blocks.plain(blocks.cut(told, 3000))))
    if not shown.pillars:
        empty = words.say(
            "None yet. Three to five words on what your strategy rests on are a good start; goals "
            "then stand under one of them."
        )
        found.append(blocks.section(blocks.plain(empty)))
    for each in shown.pillars:
        found += _pillar(each, shown, words)
    if shown.pillars and shown.others:
        count = len(shown.others)
        rest = words.count("{n} open goal under none", "{n} open goals under none", count)
        found.append(blocks.context(blocks.plain(f"{rest}: {_codes(shown.others)}")))
    key = shown.subject.key
    buttons = [blocks.button(words.say("Edit pillars"), EDIT, key)]
    if undo:
        buttons.append(blocks.button(words.say("Undo"), "undo", undo))
    found.append(blocks.actions(*buttons))
    names = ", ".join(each.pillar.name for each in shown.pillars)
    text = ": ".join(part for part in (title, names) if part)
    return Message(blocks.escape(f"{text} — {told}" if told else text), found)


def _codes(goals: Sequence[Goal]) -> str:
    codes = ", ".join(f"G{goal.number}" for goal in goals[:30])
    return codes if len(goals) <= 30 else f"{codes} …"


def _pillar(each: Standing, shown: ShownPillars, words: Words) -> list[Block]:
    head = [blocks.bold(each.pillar.name), blocks.words(_total(each.total, words))]
    if not each.goals:
        return [blocks.line(*head)]
    rows: list[list[Element]] = []
    for goal in each.goals[:GOALS_SHOWN]:
        figures = shown.figures[goal.id or 0]
        share = figures.progress.shown
        told = f" · {share_name(share, words)}" if share is not None else ""
        mark = goal_status_name(goal, figures.shown, words).split(" ", 1)[0]
        rows.append(
            [blocks.words(f"{mark} G{goal.number} {blocks.cut(goal.title, TITLE_SHOWN)}{told}")]
        )
    more = len(each.goals) - GOALS_SHOWN
    if more > 0:
        rows.append([blocks.words(words.count("and {n} more", "and {n} more", more))])
    return [blocks.line(*head), blocks.bullets(*rows)]


def _total(total: RollUp | None, words: Words) -> str:
    """What the goals under a pillar add up to."""
    if total is None:
        return "  " + words.say("no open goal yet")
    told = words.count("{n} goal", "{n} goals", total.children)
    if total.progress is not None:
        told += f" · {share_name(total.progress, words)}"
    if total.status is not None:
        told += f" · {CIRCLES[total.status]} {status_word(total.status, words)}"
    return f"  {told}"


def pillars_changed(result: PillarsChanged, words: Words, group: str) -> Message:
    """The pillars after a change, with Undo and a word on goals that stand under none now."""
    if not result.changes:
        told = words.say("They are already like that; nothing changed.")
        return pillars_message(result.shown, words, told=told)
    return pillars_message(result.shown, words, told=f"✓ {differences(result, words)}", undo=group)


def differences(result: PillarsChanged, words: Words) -> str:
    """What is new, renamed and gone."""
    before, after = (dict(map(tuple, each)) for each in result.changes[PILLARS])
    told = []
    for pillar_id, name in after.items():
        if pillar_id not in before:
            told.append(words.say("new: {name}", name=name))
        elif before[pillar_id] != name:
            told.append(words.say("{before} is now {name}", before=before[pillar_id], name=name))
    gone = [name for pillar_id, name in before.items() if pillar_id not in after]
    told += [words.say("gone: {name}", name=name) for name in gone]
    text = "; ".join(told) or words.say("another order")
    if result.lost:
        text += "\n" + words.count(
            "{n} goal is under no pillar now: {goals}",
            "{n} goals are under no pillar now: {goals}",
            len(result.lost),
            goals=_codes(result.lost),
        )
    return text


def pillars_form(names: Sequence[str], words: Words, *, memory: str) -> dict[str, Any]:
    """All pillars, one a line."""
    more = {
        "multiline": True,
        "max_length": 3000,
        **initial("initial_value", "\n".join(names)),
    }
    hint = words.say(
        "One a line, at most {count} with {length} characters. Goals under a pillar that you take "
        "out stay, without a pillar; goals of one that you rename stay with it.",
        count=PILLARS_MAX,
        length=PILLAR_MAX,
    )
    return {
        "type": "modal",
        "callback_id": EDIT,
        "title": blocks.plain(words.say("Pillars")),
        "submit": blocks.plain(words.say("Save")),
        "close": blocks.plain(words.say("Cancel")),
        "private_metadata": memory,
        "blocks": [field(ENTRY, words.say("Pillars"), "plain_text_input", more, hint=hint)],
    }
