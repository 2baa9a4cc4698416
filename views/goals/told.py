"""What a person is told about a goal by the way."""

from storage.tables import Goal
from views import blocks
from views.blocks import Message
from views.goals.facts import goal_code
from views.words import Words


def goal_reaction_hint(goal: Goal, words: Words) -> Message:
    """For somebody who put an emoji on a goal's card that means something on a task's."""
    text = words.say(
        "Emoji change tasks only, so {goal} stays as it is. Say how it goes with "
        "/goal {goal} green …, mark it as reached with /goal done {goal}, or add work for it with "
        "/task … for {goal}",
        goal=goal_code(goal),
    )
    return Message(blocks.escape(text), [blocks.section(blocks.plain(text))])
