"""The rhythm of a team as one message in its channel, and the lines about who left it."""

from collections.abc import Sequence

from services.teams.leaving import Gone
from services.teams.rhythm import TeamRhythm
from storage.tables import Conversation, Person, Standup, Team
from views import blocks
from views.blocks import Block, Message
from views.ops.form import OPEN
from views.ops.words import country_name, week_name
from views.personal import nudge_names
from views.standups.words import days_name, times_name
from views.tasks.facts import person_name
from views.words import Words
from views.zones import zone_city

PREVIEW = "ops.preview"
STANDUPS_MAX = 10


def rhythm_message(rhythm: TeamRhythm, words: Words, *, buttons: bool = True) -> Message:
    """Who leads, when the team works, what happens by itself."""
    head = words.say("The rhythm of #{channel}", channel=rhythm.place.name)
    rows = rhythm_rows(rhythm, words)
    shown: list[Block] = [
        blocks.line(blocks.bold(f"🥁 {head}")),
        blocks.bullets(*[[blocks.bold(f"{label}: "), blocks.words(text)] for label, text in rows]),
    ]
    if buttons:
        channel = rhythm.place.slack_id
        shown.append(
            blocks.actions(
                blocks.button(words.say("Preview"), PREVIEW, channel),
                blocks.button(words.say("Change"), OPEN, channel),
            )
        )
    text = "\n".join([head, *(f"{label}: {text}" for label, text in rows)])
    return Message(blocks.escape(blocks.cut(text, 3000)), shown)


def rhythm_rows(rhythm: TeamRhythm, words: Words) -> list[tuple[str, str]]:
    """What each line is about, and what it says."""
    team = rhythm.team
    leads = _names(rhythm.leads, words) or words.say("nobody yet; any member can set it up")
    rows = [(words.say("Lead"), leads)]
    if rhythm.deputies:
        rows.append((words.say("Deputy"), _names(rhythm.deputies, words)))
    rows.append((words.say("Work"), _work(team, words)))
    rows.append((words.say("Days off"), _days_off(team, words)))
    rows += [(each.name, _standup(each, words)) for each in rhythm.standups[:STANDUPS_MAX]]
    rows.append((words.say("Reminders"), nudge_names(words)[team.nudges]))
    return rows


def _names(people: Sequence[Person], words: Words) -> str:
    return ", ".join(person_name(person, words) for person in people)


def _work(team: Team, words: Words) -> str:
    return words.say(
        "{days}, {start} – {end}, {city} time",
        days=week_name(team.working_days, words),
        start=words.clock(team.works_from),
        end=words.clock(team.works_until),
        city=zone_city(team.zone, words),
    )


def _days_off(team: Team, words: Words) -> str:
    told = words.say("no public holidays")
    if team.country:
        told = words.say("public holidays of {country}", country=country_name(team.country, words))
    if team.subdivision:
        told += f" ({team.subdivision})"
    if team.days_off:
        told += words.count(" and {n} more day", " and {n} more days", len(team.days_off))
    return told


def _standup(standup: Standup, words: Words) -> str:
    told = f"{days_name(standup, words)}, {times_name(standup, words)}"
    return f"{told} · {words.say('paused')}" if standup.paused else told


def left_line(place: Conversation, person: Person, how: Gone, words: Words) -> Message:
    """One line to the lead about somebody who left the team."""
    values = {"name": person_name(person, words), "channel": place.name}
    if how is Gone.DEACTIVATED:
        text = words.say(
            "{name} was deactivated in Slack and is not in #{channel} any more.", **values
        )
    else:
        text = words.say("{name} left #{channel}: no standups there for them any more.", **values)
    return _plain(text)


def leaderless_line(place: Conversation | None, person: Person, words: Words) -> Message:
    """One line to an admin: a team lost its only lead; without a place it is a private channel that
    this admin is not in."""
    if place is None:
        return _plain(
            words.say(
                "The team of a private channel has no lead any more. What its lead would hear "
                "goes to nobody until a member types /ops setup there."
            )
        )
    text = words.say(
        "#{channel} has no lead any more: {name} is gone. What its lead would hear goes to you "
        "until a member types /ops setup there.",
        name=person_name(person, words),
        channel=place.name,
    )
    return _plain(text)


def _plain(text: str) -> Message:
    return Message(blocks.escape(text), [blocks.section(blocks.plain(blocks.cut(text, 3000)))])
