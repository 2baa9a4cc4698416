"""A SWOT board as a message of two by two lists, and the forms behind its buttons."""

from collections.abc import Mapping
from typing import Any

from domain.swot import ENTRIES_MAX, ENTRY_MAX, Entry, Quadrant, links_in
from services.goals.boards import BoardChanged, ShownBoard, Subject
from views import blocks
from views.blocks import Block, Element, Message
from views.forms import choice, field, initial
from views.words import Words

ADD, EDIT, SHOW = "board.add", "board.edit", "board.show"
QUADRANT, ENTRY = "quadrant", "entry"
FIELD_MAX = 2000
TITLE_SHOWN = 28
"""So much of a linked title stands in an entry: forty entries have to fit one message."""
ROWS = ((Quadrant.STRENGTHS, Quadrant.WEAKNESSES), (Quadrant.OPPORTUNITIES, Quadrant.THREATS))


def quadrant_name(quadrant: Quadrant, words: Words) -> str:
    """A list by its name."""
    return {
        Quadrant.STRENGTHS: words.say("Strengths"),
        Quadrant.WEAKNESSES: words.say("Weaknesses"),
        Quadrant.OPPORTUNITIES: words.say("Opportunities"),
        Quadrant.THREATS: words.say("Threats"),
    }[quadrant]


MARKS = {
    Quadrant.STRENGTHS: "💪",
    Quadrant.WEAKNESSES: "🩹",
    Quadrant.OPPORTUNITIES: "🌱",
    Quadrant.THREATS: "⛈",
}


def board_message(
    shown: ShownBoard, words: Words, *, told: str = "", undo: str = "", private: bool = True
) -> Message:
    """The board; `told` is what has just happened to it, `undo` its change group. The one in a
    channel (not `private`) has no buttons of its reader's own."""
    name = subject_name(shown.subject, words)
    head = blocks.line(blocks.bold(f"🧭 SWOT  {_code(shown.subject)}  "), *_title(shown.subject))
    found: list[Block] = [head]
    if told:
        found.append(blocks.section(blocks.plain(blocks.cut(told, 3000))))
    if shown.is_empty:
        empty = words.say(
            "Nothing here yet. What is good and bad inside, and what comes from outside? Add it "
            "here, or with a line such as: {line}",
            line=_example(shown.subject),
        )
        found.append(blocks.section(blocks.plain(empty)))
    else:
        found += [_row(shown, pair, words) for pair in ROWS]
    found.append(blocks.actions(*_buttons(shown, words, undo, private=private)))
    return Message(blocks.escape(f"SWOT {name}" + (f" — {told}" if told else "")), found)


def subject_name(subject: Subject, words: Words) -> str:
    """Whose board it is, in a line of text."""
    if subject.goal is not None:
        return f"G{subject.goal.number} {subject.goal.title}"
    return _code(subject) or words.say("of the team")


def _code(subject: Subject) -> str:
    if subject.goal is not None:
        return f"G{subject.goal.number}"
    return f"#{subject.channel.name}" if subject.channel and subject.channel.name else ""


def _title(subject: Subject) -> list[Element]:
    return [blocks.words(subject.goal.title)] if subject.goal else []


def _example(subject: Subject) -> str:
    who = f"G{subject.goal.number} " if subject.goal else ""
    return f"/goal swot {who}s: …"


def _row(shown: ShownBoard, pair: tuple[Quadrant, Quadrant], words: Words) -> Block:
    return {"type": "section", "fields": [blocks.plain(_list(shown, each, words)) for each in pair]}


def _list(shown: ShownBoard, quadrant: Quadrant, words: Words) -> str:
    """One list under its name; where titles of linked goals would not fit, their ids stand."""
    # Plain text knows no bold, and what people typed must stay plain.
    head = f"{MARKS[quadrant]} {quadrant_name(quadrant, words).upper()}"
    entries = shown.board.entries(quadrant)
    if not entries:
        return f"{head}\n–"
    for titled in (True, False):
        lines = [f"• {entry_text(entry, shown, words, titled=titled)}" for entry in entries]
        text = "\n".join([head, *lines])
        if len(text) <= FIELD_MAX:
            break
    return blocks.cut(text, FIELD_MAX)


def entry_text(entry: Entry, shown: ShownBoard, words: Words, *, titled: bool = True) -> str:
    """An entry with the names of what it leads to, as far as the audience may see them."""
    text, after = "", 0
    for link in links_in(entry.text):
        titles = shown.goals if link.is_goal else shown.tasks
        start, end = link.span
        text, typed = text + entry.text[after:start], entry.text[start:end]
        after = end
        if link.number not in titles:
            text += typed
            continue
        title = titles[link.number]
        code = f"{'G' if link.is_goal else 'T'}{link.number}"
        if title is None:
            text += words.say("a private item")
        else:
            text += f"{code} “{blocks.cut(title, TITLE_SHOWN)}”" if titled else code
    return text + entry.text[after:]


def _buttons(shown: ShownBoard, words: Words, undo: str, *, private: bool) -> list[Element]:
    key = shown.subject.key
    found = [
        blocks.button(words.say("Add"), ADD, key, style="primary"),
        blocks.button(words.say("Edit board"), EDIT, key),
    ]
    place = shown.place
    if private and place is not None and not shown.is_shown and not shown.is_empty:
        label = words.say("Show in {channel}", channel=f"#{place.name}")
        found.append(blocks.button(label, SHOW, key))
    if undo:
        found.append(blocks.button(words.say("Undo"), "undo", undo))
    return found


def board_changed(result: BoardChanged, words: Words, group: str) -> Message:
    """The board after a change, with Undo."""
    if not result.changes:
        told = words.say("It is already like that; nothing changed.")
        return board_message(result.shown, words, told=told)
    return board_message(result.shown, words, told=f"✓ {differences(result, words)}", undo=group)


def differences(result: BoardChanged, words: Words) -> str:
    """What is new and what is gone, list by list."""
    told = []
    for name, (before, after) in result.changes.items():
        new = [f"+ {_as_seen(result, text, words)}" for text in after if text not in before]
        gone = [f"− {_as_seen(result, text, words)}" for text in before if text not in after]
        if len(new) + len(gone) == 1:
            what = (new + gone)[0]
        elif new or gone:
            what = words.say("{new} new, {gone} removed", new=len(new), gone=len(gone))
        else:
            what = words.say("another order")
        told.append(f"{quadrant_name(Quadrant(name), words)}: {what}")
    return "; ".join(told)


def _as_seen(result: BoardChanged, text: str, words: Words) -> str:
    return entry_text(Entry(text), result.shown, words, titled=False)


def is_shown(shown: ShownBoard, words: Words) -> str:
    """The word that a board now stands in its channel."""
    channel = f"#{shown.place.name}" if shown.place else ""
    return words.say("✓ It is in {channel} now and shows every change.", channel=channel)


# --- forms --------------------------------------------------------------------------------------


def add_form(subject: Subject, words: Words, *, memory: str) -> dict[str, Any]:
    """One entry for one of the lists."""
    options = [
        (f"{MARKS[each]} {quadrant_name(each, words)} · {_about(each, words)}", each.value)
        for each in Quadrant
    ]
    text = {"max_length": ENTRY_MAX}
    return {
        **_modal(ADD, words.say("Add to the board"), words.say("Add"), words, memory),
        "blocks": [
            blocks.context(blocks.plain(blocks.cut(subject_name(subject, words), 300))),
            field(
                QUADRANT,
                words.say("List"),
                "static_select",
                choice(options, Quadrant.STRENGTHS.value),
                required=True,
            ),
            field(
                ENTRY,
                words.say("Entry"),
                "plain_text_input",
                text,
                hint=words.say("Ids lead to what it is about: G3, T12"),
                required=True,
            ),
        ],
    }


def edit_form(
    subject: Subject, lists: Mapping[str, list[str]], words: Words, *, memory: str
) -> dict[str, Any]:
    """All four lists, one entry a line."""
    hint = words.count(
        "One entry a line, at most {n}.", "One entry a line, at most {n}.", ENTRIES_MAX
    )
    inputs = []
    for each in Quadrant:
        text = "\n".join(lists[each.value])
        label = f"{MARKS[each]} {quadrant_name(each, words)} · {_about(each, words)}"
        more = {"multiline": True, "max_length": 3000, **initial("initial_value", text)}
        inputs.append(field(each.value, label, "plain_text_input", more, hint=hint))
    head = blocks.context(blocks.plain(blocks.cut(subject_name(subject, words), 300)))
    return {
        **_modal(EDIT, words.say("Edit board"), words.say("Save"), words, memory),
        "blocks": [head, *inputs],
    }


def _about(quadrant: Quadrant, words: Words) -> str:
    return {
        Quadrant.STRENGTHS: words.say("good, inside"),
        Quadrant.WEAKNESSES: words.say("bad, inside"),
        Quadrant.OPPORTUNITIES: words.say("good, outside"),
        Quadrant.THREATS: words.say("bad, outside"),
    }[quadrant]


def _modal(callback_id: str, title: str, submit: str, words: Words, memory: str) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": blocks.plain(title),
        "submit": blocks.plain(submit),
        "close": blocks.plain(words.say("Cancel")),
        "private_metadata": memory,
    }
