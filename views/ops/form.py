"""The form that sets the rhythm of a team, all in one."""

import datetime as dt
from typing import Any

from domain.teams import LEADS_MAX
from services.teams.form import YES, TeamForm
from views import blocks
from views.blocks import Block, Element, Message
from views.forms import choice, field, initial
from views.ops.words import countries, country_name, day_names
from views.personal import nudge_names
from views.words import Words
from views.zones import zone_choices

OPEN = "ops.setup"
FORM = "ops.team"
DAYS_LENGTH = 2000
GROUP_MAX = 90
"""A group of choices takes a hundred."""


def team_form(
    form: TeamForm, words: Words, now: dt.datetime, *, reader_zone: str, memory: str
) -> dict[str, Any]:
    """The modal; with what stands in it, Save is enough."""
    title = words.say("Set up the rhythm") if form.is_new else words.say("Change the rhythm")
    shown = form.shown
    fields = [
        *_people(form, words),
        *_times(form, words, now, reader_zone),
        *_standup(form, words),
        *_holidays(form, words),
        _language(form, words),
        field("nudges", words.say("Reminders"), "static_select",
              choice(_nudges(words), shown.nudges or "standard"), required=True),
        _box("pin", words.say("Emoji"), words.say("📌 on a message makes a task of it"),
             ticked=shown.pin == YES),
    ]  # fmt: skip
    intro = words.say("For #{channel}. Everything can be changed later.", channel=form.place.name)
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": memory,
        "title": blocks.plain(title),
        "submit": blocks.plain(words.say("Save")),
        "close": blocks.plain(words.say("Cancel")),
        "blocks": [blocks.context(blocks.plain(blocks.cut(intro, 300))), *fields],
    }


def _people(form: TeamForm, words: Words) -> list[Block]:
    leads = (form.shown.leads or "").split()
    several: dict[str, Any] = {"max_selected_items": LEADS_MAX}
    if leads:
        several["initial_users"] = leads[:LEADS_MAX]
    return [
        field("leads", words.say("Lead"), "multi_users_select", several,
              hint=words.say("Settles the rhythm, hears of what slips. Empty: you.")),
        field("deputy", words.say("Deputy"), "users_select",
              initial("initial_user", form.shown.deputy or "")),
    ]  # fmt: skip


def _times(form: TeamForm, words: Words, now: dt.datetime, reader_zone: str) -> list[Block]:
    shown = form.shown
    zone = shown.zone or "UTC"
    groups = zone_choices((zone, reader_zone), words, now)
    names = day_names(words)
    days = [(names[day], str(day)) for day in range(7)]
    return [
        field("zone", words.say("Time zone"), "static_select",
              _grouped(list(groups.items()), zone), required=True),
        field("working_days", words.say("Working days"), "checkboxes",
              _ticked(days, shown.working_days or ""), required=True),
        field("works_from", words.say("Work begins"), "timepicker",
              initial("initial_time", shown.works_from or ""), required=True),
        field("works_until", words.say("Work ends"), "timepicker",
              initial("initial_time", shown.works_until or ""), required=True),
    ]  # fmt: skip


def _standup(form: TeamForm, words: Words) -> list[Block]:
    """A first standup; a team that has one changes it by itself."""
    shown = form.shown
    if shown.standup is None:
        return []
    return [
        _box("standup", words.say("Standup"), words.say("Daily standup"),
             ticked=shown.standup == YES,
             more=words.say("Three questions on working days, in each person's own time zone")),
        field("prompt", words.say("Asks at"), "timepicker",
              initial("initial_time", shown.prompt or ""), required=True),
        field("closes", words.say("Closes at"), "timepicker",
              initial("initial_time", shown.closes or ""), required=True),
    ]  # fmt: skip


def _holidays(form: TeamForm, words: Words) -> list[Block]:
    shown = form.shown
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    if shown.country:
        groups.append(
            (words.say("Suggested"), [(country_name(shown.country, words), shown.country)])
        )
    every = [(name, code) for name, code in countries(words) if code != shown.country]
    for at in range(0, len(every), GROUP_MAX):
        part = every[at : at + GROUP_MAX]
        groups.append((blocks.cut(f"{part[0][0]} – {part[-1][0]}", 75), part))
    return [
        field("country", words.say("Public holidays of"), "static_select",
              _grouped(groups, shown.country or ""),
              hint=words.say("Nobody is asked then. Empty: no public holidays.")),
        _text("subdivision", words.say("State or province"), shown.subdivision, 100,
              words.say("For holidays of a part of the country only: BY, California")),
        _text("days_off", words.say("More days off of the team"), shown.days_off, DAYS_LENGTH,
              words.say("For example: 24 Dec, 31 Dec..2 Jan")),
        _text("extra_days", words.say("Make-up working days"), shown.extra_days, DAYS_LENGTH,
              words.say("Days that are worked though they are weekend or holiday.")),
    ]  # fmt: skip


def _text(name: str, label: str, value: str | None, longest: int, hint: str) -> Block:
    more = {"max_length": longest, **initial("initial_value", value or "")}
    return field(name, label, "plain_text_input", more, hint=hint)


def _language(form: TeamForm, words: Words) -> Block:
    languages = [("English", "en"), ("中文", "zh")]
    menu = choice(languages, form.shown.language or "en")
    return field(
        "language", words.say("Language of the channel"), "static_select", menu, required=True
    )


def _nudges(words: Words) -> list[tuple[str, str]]:
    names = nudge_names(words)
    return [(names[value], value) for value in ("light", "standard", "active")]


def _box(name: str, label: str, text: str, *, ticked: bool, more: str = "") -> Block:
    """One box to tick; `more` stands below it in grey."""
    box = blocks.option(text, YES)
    if more:
        box["description"] = blocks.plain(blocks.cut(more, blocks.BUTTON_TEXT_MAX))
    chosen = {"initial_options": [box]} if ticked else {}
    return field(name, label, "checkboxes", {"options": [box], **chosen})


def _ticked(options: list[tuple[str, str]], chosen: str) -> dict[str, Any]:
    shown = [blocks.option(text, value) for text, value in options]
    found = [each for each in shown if each["value"] in chosen]
    return {"options": shown, **({"initial_options": found} if found else {})}


def _grouped(groups: list[tuple[str, list[tuple[str, str]]]], chosen: str) -> dict[str, Any]:
    made: list[Element] = [
        {
            "label": blocks.plain(label),
            "options": [blocks.option(text, value) for text, value in options],
        }
        for label, options in groups
    ]
    every = [option for group in made for option in group["options"]]
    found = [option for option in every if option["value"] == chosen]
    return {"option_groups": made, **({"initial_option": found[0]} if found else {})}


def set_up_button(channel: str, slack_id: str, words: Words) -> Message:
    """Where a form cannot open by itself: a button to it."""
    text = words.say(
        "Set up the rhythm of #{channel}: one form, and Save is enough.", channel=channel
    )
    label = words.say("Set up #{channel}", channel=channel)
    button = blocks.button(label, OPEN, slack_id, style="primary")
    shown = [blocks.section(blocks.plain(blocks.cut(text, 3000))), blocks.actions(button)]
    return Message(blocks.escape(text), shown)


def first_standup(words: Words) -> str:
    """The name of the standup that the form sets up."""
    return words.say("Daily standup")
