"""What the person who typed or clicked is told of blockers."""

from collections.abc import Callable, Mapping, Sequence

from domain.standups.blockers import State
from services.blockers.add import BlockerAdded
from services.blockers.change import TAGS, BlockerChanged
from views import blocks
from views.blockers.facts import (
    blocker_name,
    names_of,
    spoken,
    state_word,
    steps_of,
    waited_for,
)
from views.blocks import Block, Message
from views.tasks.facts import person_name
from views.words import Words

MANY = 10


def blockers_added(results: Sequence[BlockerAdded], words: Words) -> Message:
    """New blockers, a line each: who was asked, and who could not be; with Undo."""
    lines = [_added(result, words) for result in results[:MANY]]
    if len(results) > MANY:
        lines.append(words.count("and {n} more", "and {n} more", len(results) - MANY))
    undo = blocks.button(words.say("Undo"), "undo", results[0].change_group)
    return _lines(lines, [blocks.actions(undo)])


def _added(result: BlockerAdded, words: Words) -> str:
    facts = result.facts
    line = words.say("🚧 Noted: {blocker}", blocker=blocker_name(facts.blocker))
    asked = names_of([each.person for each in facts.asked], words)
    if asked:
        line += " · " + words.say("asked: {names}", names=asked)
    if result.not_asked:
        names = ", ".join(result.not_asked[:5])
        line += "\n" + words.say(
            "I could not ask {names}. Name people: /standup B{number} tag @somebody",
            names=names,
            number=facts.blocker.number,
        )
    return line


def blockers_changed(
    results: Sequence[BlockerChanged], words: Words, change_group: str, reader_id: int
) -> Message:
    """Blockers after a step, a line each, with Undo if anything changed."""
    lines = [_line(result, words, reader_id) for result in results[:MANY]]
    if len(results) > MANY:
        lines.append(words.count("and {n} more", "and {n} more", len(results) - MANY))
    if not any(result.changes for result in results):
        return _lines(lines, [])
    buttons = [blocks.button(words.say("Undo"), "undo", change_group)]
    if len(results) == 1:
        offered = steps_of(results[0].facts.blocker, words)
        buttons += [each for each in offered if each.get("style") != "primary"]
    return _lines(lines, [blocks.actions(*buttons)])


def _lines(lines: Sequence[str], more: Sequence[Block]) -> Message:
    text = "\n".join(lines)
    shown: list[Block] = [blocks.section(blocks.plain(blocks.cut(text, 3000)))]
    return Message(spoken(text), [*shown, *more])


def _line(result: BlockerChanged, words: Words, reader_id: int) -> str:
    facts = result.facts
    told = {"blocker": blocker_name(facts.blocker)}
    told["author"] = person_name(facts.creator, words)
    if not result.changes:
        return _nothing_changed(result, words, told)
    sentences: Mapping[str, Callable[[], str]] = {
        "tag": lambda: words.say(
            "Asked {names} about {blocker}.", names=_newly_asked(result, words), **told
        ),
        "acknowledge": lambda: words.say("🤝 You take care of {blocker}.", **told),
        "update": lambda: words.say("Noted: {blocker}.", **told),
        "resolve": lambda: words.say("✅ Resolved: {blocker}.", **told),
        "reopen": lambda: words.say("In the way again: {blocker}.", **told),
    }
    line = sentences[result.verb]()
    hears = result.verb in {"acknowledge", "resolve", "update"}
    if hears and facts.creator.id != reader_id:
        line += " " + words.say("{author} is told.", **told)
    return line


def _newly_asked(result: BlockerChanged, words: Words) -> str:
    before, _ = result.changes.get(TAGS, ([], []))
    known = {person for person, _, _ in before}
    new = [each.person for each in result.facts.asked if each.person.id not in known]
    return names_of(new, words)


def _nothing_changed(result: BlockerChanged, words: Words, told: Mapping[str, str]) -> str:
    if result.verb == "tag":
        return words.say("They are asked about {blocker} already.", **told)
    if result.verb == "update":
        return words.say("{blocker} says so already; nothing changed.", **told)
    if result.verb == "acknowledge":
        name = person_name(result.facts.taker, words)
        return words.say("{name} takes care of {blocker} already.", name=name, **told)
    state = state_word(result.facts.blocker.state, words)
    return words.say("{blocker} is already {state}.", state=state, **told)


def differences(result: BlockerChanged, words: Words) -> list[str]:
    """What a change, or its undo, made different."""
    facts, found = result.facts, []
    if "state" in result.changes or "owner_id" in result.changes:
        state = State(facts.blocker.state)
        if state is State.ACKNOWLEDGED:
            name = person_name(facts.taker, words)
            found.append(words.say("{name} takes care of it", name=name))
        else:
            found.append(state_word(state, words))
    if TAGS in result.changes:
        names = waited_for(facts, words)
        found.append(
            words.say("waits for {names}", names=names) if names else words.say("waits for nobody")
        )
    if "news" in result.changes:
        news = facts.blocker.news
        found.append(f"“{blocks.cut(news, 200)}”" if news else words.say("no news"))
    return found or [words.say("changed")]
