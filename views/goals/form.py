"""The form behind `/goal new` and Edit, and the short ones that put one thing right."""

from collections.abc import Collection
from typing import Any

from domain.cycles import Beside, Length, render_cycle, resolve_cycle
from domain.goals.values import CADENCES, TITLE_MAX, WEIGHT_MAX, WHY_MAX, MeasureKind
from services.goals.choices import Choices
from services.goals.form_fields import HIDDEN, OWN_DATES, GoalFields, cycle_from, cycle_value
from storage.tables import Goal
from views import blocks
from views.blocks import Block, Message
from views.forms import choice, field, initial
from views.opening import form_button
from views.words import Words

NEW, EDIT, FIX = "goal.new", "goal.edit", "goal.fix"
OPEN = "goal.form"
MEASURE, CYCLE = "goal.measure", "goal.cycle"
"""Block ids of the two choices upon which the form is drawn anew."""
NONE = "none"
"""The choice of nothing: Slack takes no empty value."""
STEPS_MAX = 3000
AMOUNT_MAX = 60
LABELS_MAX = 500
TITLE_SHOWN = 60


def goal_form(
    callback_id: str,
    shown: GoalFields,
    choices: Choices,
    words: Words,
    *,
    memory: str = "",
    only: Collection[str] = (),
) -> dict[str, Any]:
    """A modal; `memory` comes back with it unseen, `only` names the fields of a short one."""
    is_new = callback_id == NEW
    inputs = [
        *_words_inputs(shown, words),
        *_measure_inputs(shown, words),
        *_time_inputs(shown, choices, words),
        *_place_inputs(shown, choices, words),
    ]
    wanted = {MEASURE if name == "measure" else CYCLE if name == "cycle" else name for name in only}
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": blocks.plain(words.say("New goal") if is_new else words.say("Edit goal")),
        "submit": blocks.plain(words.say("Add goal") if is_new else words.say("Save")),
        "close": blocks.plain(words.say("Cancel")),
        "private_metadata": memory,
        "blocks": [block for block in inputs if not only or block["block_id"] in wanted],
    }


def new_goal_button(words: Words) -> Message:
    """For those whom Slack lets open no form at once."""
    text = words.say("A goal has more to it than fits one line? Here is the form.")
    return form_button(text, words.say("New goal"), OPEN, "new")


def edit_goal_button(goal: Goal, words: Words) -> Message:
    """The same for the form of one goal."""
    text = words.say("Here is the form of {goal}.", goal=f"G{goal.number} {goal.title}")
    return form_button(text, words.say("Edit"), "goal.edit", str(goal.id))


def _words_inputs(shown: GoalFields, words: Words) -> list[Block]:
    title = {"max_length": TITLE_MAX, **initial("initial_value", shown.title or "")}
    why = {"multiline": True, "max_length": WHY_MAX, **initial("initial_value", shown.why or "")}
    return [
        field("title", words.say("Goal"), "plain_text_input", title, required=True),
        field(
            "why",
            words.say("Why it matters"),
            "plain_text_input",
            why,
            hint=words.say("A sentence or two: what changes, and for whom."),
        ),
        field(
            "owner",
            words.say("Owner"),
            "users_select",
            initial("initial_user", shown.owner or ""),
            hint=words.say("Leave empty to keep it unassigned."),
        ),
    ]


def _measure_inputs(shown: GoalFields, words: Words) -> list[Block]:
    if shown.measure == MeasureKind.KPI:
        return []
    kinds = [
        (words.say("A figure, from … to …"), MeasureKind.METRIC.value),
        (words.say("Steps, each done or not"), MeasureKind.MILESTONES.value),
        (words.say("Reached or not"), MeasureKind.YES_NO.value),
    ]
    kind = shown.measure or MeasureKind.YES_NO.value
    chosen = _redrawing(MEASURE, words.say("How it is measured"), choice(kinds, kind))
    if kind == MeasureKind.METRIC:
        return [chosen, *_figure_inputs(shown, words)]
    if kind == MeasureKind.MILESTONES:
        steps = {
            "multiline": True,
            "max_length": STEPS_MAX,
            **initial("initial_value", shown.steps or ""),
        }
        hint = words.say("One step a line. What keeps its words stays done.")
        label = words.say("Steps")
        return [chosen, field("steps", label, "plain_text_input", steps, hint=hint, required=True)]
    return [chosen]


def _figure_inputs(shown: GoalFields, words: Words) -> list[Block]:
    start = {"max_length": AMOUNT_MAX, **initial("initial_value", shown.start or "")}
    target = {"max_length": AMOUNT_MAX, **initial("initial_value", shown.target or "")}
    return [
        field(
            "start",
            words.say("From"),
            "plain_text_input",
            start,
            hint=words.say("Leave empty if nobody knows yet: the first check-in sets it."),
        ),
        field(
            "target",
            words.say("To"),
            "plain_text_input",
            target,
            hint=words.say("As you would write it: 45, 1.2k, 45 %, €3m, 2.5 h"),
            required=True,
        ),
    ]


def _redrawing(block_id: str, label: str, menu: dict[str, Any]) -> Block:
    """A menu upon whose choice the form is drawn anew."""
    block = field(block_id, label, "static_select", menu, required=True)
    return {**block, "dispatch_action": True}


def _time_inputs(shown: GoalFields, choices: Choices, words: Words) -> list[Block]:
    cycles = _cycles(shown, choices, words)
    chosen = shown.cycle if shown.cycle in {value for _, value in cycles} else OWN_DATES
    found = [_redrawing(CYCLE, words.say("Time"), choice(cycles, chosen or OWN_DATES))]
    if chosen == OWN_DATES:
        first = initial("initial_date", shown.first_day or "")
        last = initial("initial_date", shown.due_date or "")
        found += [
            field("first_day", words.say("First day"), "datepicker", first, required=True),
            field("due_date", words.say("Last day"), "datepicker", last, required=True),
        ]
    rhythms = [
        (words.count("Every week", "Every {n} weeks", weeks), str(weeks)) for weeks in CADENCES
    ]
    menu = choice(rhythms, shown.check_in_weeks or str(CADENCES[0]))
    label = words.say("Check-ins")
    return [*found, field("check_in_weeks", label, "static_select", menu, required=True)]


def _cycles(shown: GoalFields, choices: Choices, words: Words) -> list[tuple[str, str]]:
    """The usual times of a goal, the present one if it has a name, and any two days."""
    usual = (
        (words.say("This quarter"), Beside(Length.QUARTER, 0)),
        (words.say("Next quarter"), Beside(Length.QUARTER, 1)),
        (words.say("This half-year"), Beside(Length.HALF, 0)),
        (words.say("This year"), Beside(Length.YEAR, 0)),
    )
    found: dict[str, str] = {}
    for name, phrase in usual:
        cycle = resolve_cycle(phrase, today=choices.today)
        found.setdefault(cycle_value(cycle), f"{name} · {render_cycle(cycle)}")
    if shown.cycle and shown.cycle != OWN_DATES:
        present = cycle_from(shown.cycle)
        if present.length is not Length.DATES:
            found.setdefault(shown.cycle, render_cycle(present))
    found[OWN_DATES] = words.say("Own dates")
    return [(text, value) for value, text in found.items()]


def _place_inputs(shown: GoalFields, choices: Choices, words: Words) -> list[Block]:
    found: list[Block] = []
    parents = parent_options(choices, words)
    if shown.parent == HIDDEN:
        parents.insert(0, (words.say("a private item"), HIDDEN))
    if parents:
        parents.insert(0, (words.say("No goal above"), NONE))
        known = {value for _, value in parents}
        menu = choice(parents, shown.parent if shown.parent in known else NONE)
        found.append(field("parent", words.say("Under"), "static_select", menu))
    if choices.pillars:
        pillars = [(words.say("No pillar"), NONE)]
        pillars += [(pillar.name, str(pillar.id)) for pillar in choices.pillars]
        known = {value for _, value in pillars}
        menu = choice(pillars, shown.pillar if shown.pillar in known else NONE)
        found.append(field("pillar", words.say("Pillar"), "static_select", menu))
    weights = [(str(weight), str(weight)) for weight in range(1, WEIGHT_MAX + 1)]
    found.append(
        field(
            "weight",
            words.say("Weight"),
            "static_select",
            choice(weights, shown.weight or "1"),
            hint=words.say("How much it counts among the goals under the same one."),
            required=True,
        )
    )
    labels = {"max_length": LABELS_MAX, **initial("initial_value", shown.labels or "")}
    hint = words.say("For example: +budget +launch")
    found.append(field("labels", words.say("Labels"), "plain_text_input", labels, hint=hint))
    return found


def parent_options(choices: Choices, words: Words) -> list[tuple[str, str]]:
    """The goals that another one may lie under, as (text, number)."""
    return [(_named(goal, words), str(goal.number)) for goal in choices.parents]


def _named(goal: Goal, words: Words) -> str:
    text = f"G{goal.number} {blocks.cut(goal.title, TITLE_SHOWN)}"
    return text if goal.closed_at is None else words.say("{goal} (closed)", goal=text)
