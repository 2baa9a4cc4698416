"""SMART hints in words, each with its fix; only in the private reply, never in a channel."""

from dataclasses import replace

from domain.cycles import Length, cycle_around, render_cycle
from domain.smart import Fix, Hint, Letter, Missing
from services.goals.change import GoalChanged
from services.goals.hints import Hinted
from views import blocks
from views.blocks import Block, Element, Message
from views.goals.amounts import amount_name, cycle_name, metric_amount
from views.goals.facts import fact_elements, goal_code, measure_name
from views.goals.replies import differences
from views.words import Words

FORM, APPLY = "goal.hint_form", "goal.hint_apply"
OWNER, PARENT, CYCLE = "goal.hint_owner", "goal.hint_parent", "goal.hint_cycle"
LENGTHS = (Length.QUARTER, Length.HALF, Length.YEAR)
HINT = "hint"
"""How the block of a hint, and what else belongs to hints, begins."""
TITLE_SHOWN = 60


def hint_id(hinted: Hinted, fix: Fix) -> str:
    """The block id of a hint: what to fix in which goal, and whether its time was said."""
    return f"{HINT} {fix.value} {hinted.facts.goal.id} {int(hinted.cycle_said)}"


def with_hints(message: Message, hinted: Hinted, words: Words) -> Message:
    """A reply about a goal with its hints above its buttons; Edit then updates the reply too."""
    shown = list(message.blocks)
    buttons = shown.pop() if shown and shown[-1]["type"] == "actions" else None
    shown += hint_blocks(hinted, words)
    if buttons is not None:
        elements = [_remembering(element, hinted) for element in buttons["elements"]]
        shown.append({**buttons, "elements": elements})
    return replace(message, blocks=shown)


def _remembering(element: Element, hinted: Hinted) -> Element:
    if element.get("action_id") != "goal.edit":
        return element
    return {**element, "value": edit_value(hinted)}


def edit_value(hinted: Hinted) -> str:
    """The value of an Edit button after which the hints are shown again."""
    return f"{hinted.facts.goal.id} {HINT} {int(hinted.cycle_said)}"


def hints_again(hinted: Hinted, changed: GoalChanged, words: Words, group: str) -> Message:
    """The reply after a fix: the goal, what changed, and the hints that are left."""
    facts, figures = hinted.facts, hinted.figures
    goal = facts.goal
    code = goal_code(goal)
    measured = blocks.plain(f"📏 {measure_name(figures, words)}")
    shown: list[Block] = [
        blocks.line(blocks.bold(f"{code}  "), blocks.words(goal.title)),
        *blocks.contexts([measured, *fact_elements(facts, figures, words)]),
    ]
    text = f"{code} {goal.title}"
    buttons = []
    if changed.changes:
        told = "✓ " + ", ".join(differences(changed, figures, words))
        shown.append(blocks.section(blocks.plain(blocks.cut(told, 3000))))
        text += f" — {told}"
        buttons.append(blocks.button(words.say("Undo"), "undo", group))
    buttons.append(blocks.button(words.say("Edit"), "goal.edit", edit_value(hinted)))
    shown += [*hint_blocks(hinted, words), blocks.actions(*buttons)]
    return Message(blocks.escape(blocks.cut(text, 3500)), shown)


def hint_blocks(hinted: Hinted, words: Words) -> list[Block]:
    """The hints, a block each, or a kind word if there are none."""
    if not hinted.hints:
        if hinted.facts.goal.closed_at is not None:
            return []
        good = words.say("👍 Looks good: clear, measured, in reach, for a reason, in time.")
        return [blocks.context(blocks.plain(good))]
    intro = words.say("💡 It is saved as it is. What could make it easier to reach:")
    found: list[Block] = [blocks.context(blocks.plain(intro))]
    for hint in hinted.hints:
        found += _hint(hint, hinted, words)
    return found


def _hint(hint: Hint, hinted: Hinted, words: Words) -> list[Block]:
    said = f"{letter_name(hint.letter, words)} · {hint_text(hint, hinted, words)}"
    block_id = hint_id(hinted, hint.fix)
    if hint.fix is Fix.CONFIRM_CYCLE:
        buttons = _cycle_buttons(hinted, words)
        told = blocks.section(blocks.plain(said))
        return [told, {**blocks.actions(*buttons), "block_id": block_id}]
    return [{**blocks.section(blocks.plain(said), _fix(hint, hinted, words)), "block_id": block_id}]


def letter_name(letter: Letter, words: Words) -> str:
    """Which of the five questions a hint is about."""
    return {
        Letter.SPECIFIC: words.say("Specific"),
        Letter.MEASURABLE: words.say("Measurable"),
        Letter.ACHIEVABLE: words.say("Achievable"),
        Letter.RELEVANT: words.say("Relevant"),
        Letter.TIME_BOUND: words.say("In time"),
    }[letter]


def hint_text(hint: Hint, hinted: Hinted, words: Words) -> str:
    """What is missing or doubtful, and why that matters."""
    if hint.missing in {Missing.ABOVE_TREND, Missing.BELOW_TREND, Missing.SIMILAR_MISSED}:
        return _doubt(hint, hinted, words)
    cycle = hinted.figures.cycle
    dates = cycle_name(cycle.start, cycle.end, render_cycle(cycle), words, hinted.figures.today)
    return {
        Missing.SHORT_TITLE: words.say("What will be different when it is reached?"),
        Missing.VAGUE_WORD: words.say(
            "“{word}” can mean many things. What exactly will be different?", word=hint.word
        ),
        Missing.TWO_GOALS: words.say(
            "This sounds like two goals in one. Apart, each can be reached by itself."
        ),
        Missing.NO_OWNER: words.say("Nobody owns it yet. Who will keep it moving?"),
        Missing.NO_MEASURE: words.say(
            "How will you see that it is reached? A figure or a few steps would show it."
        ),
        Missing.FIGURES_IN_TITLE: words.say(
            "There are figures in the title: {figures}. Measure it by them?",
            figures=_figures(hint, words),
        ),
        Missing.NO_START: words.say("Where does it stand today? Then progress can be shown."),
        Missing.NO_PARENT: words.say("Which larger goal does it serve?"),
        Missing.NO_WHY: words.say("Why does it matter? One sentence is enough."),
        Missing.NO_DATE: words.say("No date was named, so it is for {dates}.", dates=dates),
        Missing.LONG_CYCLE: words.say(
            "It runs for more than a year. A nearer date keeps it in mind."
        ),
    }[hint.missing]


def _doubt(hint: Hint, hinted: Hinted, words: Words) -> str:
    """A target that history speaks against, with the one in reach if there is one."""
    if hint.missing is Missing.BELOW_TREND:
        said = words.say("It moved faster than that before.")
        more = words.say("With some stretch: {target}.", target=_target(hint, hinted, words))
    elif hint.missing is Missing.ABOVE_TREND and hint.target is None:
        return words.say("So far the figure did not move that way. What will turn it round?")
    elif hint.missing is Missing.ABOVE_TREND:
        said = words.say("That is much faster than it moved before.")
        more = words.say(
            "In reach with some stretch: {target}.", target=_target(hint, hinted, words)
        )
    else:
        said = words.say("Goals like this one were mostly missed so far.")
        more = words.say(
            "In reach with some stretch: {target}.", target=_target(hint, hinted, words)
        )
    return said if hint.target is None else f"{said} {more}"


def _target(hint: Hint, hinted: Hinted, words: Words) -> str:
    metric = hinted.figures.metric
    if hint.target is None or metric is None:
        return ""
    return metric_amount(metric, hint.target, words)


def _figures(hint: Hint, words: Words) -> str:
    found = hint.figures
    if found is None or found.target is None:
        return ""
    unit = found.target.unit or (found.start.unit if found.start else None)
    amounts = [each for each in (found.start, found.target) if each is not None]
    return " → ".join(
        amount_name(each.value, unit, words) if unit else f"{each.value:,f}" for each in amounts
    )


def _fix(hint: Hint, hinted: Hinted, words: Words) -> Element:
    if hint.fix is Fix.PICK_OWNER:
        placeholder = blocks.plain(words.say("Owner"))
        return {"type": "users_select", "action_id": OWNER, "placeholder": placeholder}
    if hint.fix is Fix.PICK_PARENT:
        options = [
            (f"G{goal.number} {blocks.cut(goal.title, TITLE_SHOWN)}", str(goal.number))
            for goal in hinted.parents
        ]
        return blocks.select(words.say("Under …"), PARENT, options)
    if hint.fix is Fix.USE_FIGURES:
        return blocks.button(words.say("Use them"), APPLY, hint.fix.value)
    if hint.fix is Fix.SET_TARGET and hint.target is not None:
        target = _target(hint, hinted, words)
        label = words.say("Set target to {target}", target=target)
        return blocks.button(label, APPLY, hint.fix.value)
    return blocks.button(_form_label(hint.fix, words), FORM, hint.fix.value)


def _form_label(fix: Fix, words: Words) -> str:
    return {
        Fix.EDIT_TITLE: words.say("Change the title"),
        Fix.ADD_MEASURE: words.say("Add a measure"),
        Fix.ADD_START: words.say("Add the start"),
        Fix.SET_TARGET: words.say("Change the figures"),
        Fix.ADD_WHY: words.say("Add why"),
        Fix.SHORTEN: words.say("Choose a nearer date"),
    }[fix]


def _cycle_buttons(hinted: Hinted, words: Words) -> list[Element]:
    names = {
        Length.QUARTER: words.say("This quarter"),
        Length.HALF: words.say("This half-year"),
        Length.YEAR: words.say("This year"),
    }
    today, present = hinted.figures.today, hinted.figures.cycle
    found = []
    for length in LENGTHS:
        cycle = cycle_around(today, length)
        text = f"{names[length]} · {render_cycle(cycle)}"
        style = "primary" if cycle == present else None
        found.append(blocks.button(text, f"{CYCLE}.{length.value}", length.value, style=style))
    return found
