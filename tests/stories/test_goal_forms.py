"""The goal form: a new goal, changes to one, what is refused and what is kept."""

import datetime as dt

from sandbox.state import Json
from tests.stage import Stage, words_in


async def _add(stage: Stage, line: str, channel: str = "#launch", who: str = "ann") -> Json:
    """Write a goal; its card."""
    await stage.person(who).command(channel, "/goal", line)
    await stage.pass_time(seconds=5)
    return stage.cards(channel, who)[-1]


def _typed(view: Json, block_id: str) -> object:
    """What stands in a text field of an open form."""
    return view["state"]["values"][block_id][block_id]["value"]


def _fields(view: Json) -> list[str]:
    return [block["block_id"] for block in view["blocks"]]


async def test_a_goal_is_written_in_the_form(stage: Stage) -> None:
    ann = stage.person("ann")
    await _add(stage, "Delight customers in 2026")
    await ann.command("#launch", "/goal", "new")
    form = ann.modal
    assert form["title"]["text"] == "New goal"
    await ann.fill("title", "Answer tickets faster")
    await ann.fill("why", "They wait for two days")
    await ann.fill("start", "10 h")
    await ann.fill("target", "2h")
    await ann.fill("owner", "ben")
    await ann.fill("parent", "1")
    await ann.fill("weight", "3")
    await ann.fill("check_in_weeks", "2")
    await ann.fill("labels", "+support voice")
    sent = await ann.submit()
    await stage.pass_time(seconds=5)

    assert sent.closed
    card = stage.cards("#launch")[-1]
    text = words_in(card)
    assert "🎯 G2 Answer tickets faster They wait for two days" in text
    assert "10 h → 2 h" in text
    assert "👤 Ben" in text
    assert "📅 Q2 2026" in text
    assert "↳ under G1" in text
    assert "weight 3" in text
    assert "+support +voice" in text
    told = ann.ephemerals("#launch")[-1]
    assert words_in(told).startswith("Added G2 Answer tickets faster")
    assert "Looks good" in words_in(told)


async def test_the_choice_of_a_measure_changes_the_form_and_keeps_what_was_typed(
    stage: Stage,
) -> None:
    ann = stage.person("ann")
    await ann.shortcut("goal_new")
    assert {"start", "target"} < set(_fields(ann.modal))
    await ann.fill("title", "Open the shop")
    await ann.fill("goal.measure", "milestones")
    await stage.settle()
    assert "steps" in _fields(ann.modal)
    assert "target" not in _fields(ann.modal)
    assert _typed(ann.modal, "title") == "Open the shop"
    await ann.fill("steps", "- Rent a place\n2. Hire two people\n\n• Paint it")
    await ann.fill("goal.cycle", "dates")
    await stage.settle()
    await ann.fill("due_date", "2026-08-15")
    assert (await ann.submit()).closed
    await stage.pass_time(seconds=5)

    text = " ".join(words_in(message) for message in stage.direct("ann"))
    assert "G1 Open the shop" in text
    assert "1. ☐ Rent a place 2. ☐ Hire two people 3. ☐ Paint it" in text
    assert "Wed, Apr 1 – Sat, Aug 15" in text


async def test_every_field_says_what_is_wrong_with_it_and_nothing_typed_is_lost(
    stage: Stage,
) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/goal", "new")
    await ann.fill("goal.cycle", "dates")
    await stage.settle()
    sent = await ann.submit(
        title="Raise NPS", start="a lot", target="45%", due_date="2026-05-01", owner="drumbeat"
    )
    assert sent.errors is not None
    assert set(sent.errors) == {"start", "due_date", "owner"}
    assert sent.errors["start"].startswith("“a lot” is no figure")
    assert sent.errors["due_date"].startswith("Fri, May 1 is over")
    assert _typed(ann.modal, "title") == "Raise NPS"
    assert _typed(ann.modal, "start") == "a lot"

    sent = await ann.submit(start="45%", due_date="2026-06-30", owner="ann")
    assert sent.errors is not None
    assert list(sent.errors) == ["target"]
    assert sent.errors["target"].startswith("Start and target are both 45")

    assert (await ann.submit(start="31 %")).closed
    await stage.pass_time(seconds=5)
    assert "31 % → 45 %" in words_in(stage.cards("#launch")[-1])


async def test_a_figure_needs_a_target(stage: Stage) -> None:
    ann = stage.person("ann")
    await ann.command("#launch", "/goal", "new")
    sent = await ann.submit(title="Raise NPS", target=" ")
    assert sent.errors == {"target": "Please fill this in."}


async def test_editing_writes_only_what_was_changed(stage: Stage) -> None:
    """Ben checks in and changes another field while Ann has the form open."""
    ann, ben = stage.person("ann"), stage.person("ben")
    card = await _add(stage, "Raise NPS from 31 to 45 @ben +voice")
    await ann.click("#launch", card["ts"], "goal.edit")
    assert ann.modal["title"]["text"] == "Edit goal"
    assert _typed(ann.modal, "start") == "31"
    await ben.command("#launch", "/goal", "G1 36")
    await ben.command("#launch", "/goal", "G1 +loud")
    sent = await ann.submit(title="Raise our NPS", target="50")
    await stage.pass_time(seconds=5)

    assert sent.closed
    text = words_in(stage.cards("#launch")[0])
    assert "Raise our NPS" in text
    assert "36 (from 31 to 50)" in text
    assert "+loud +voice" in text


async def test_a_form_that_somebody_overtook_says_so_and_keeps_what_was_typed(
    stage: Stage,
) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    card = await _add(stage, "Raise NPS from 31 to 45 @ben")
    await ann.click("#launch", card["ts"], "goal.edit")
    await ben.command("#launch", "/goal", "G1 to 60")
    sent = await ann.submit(target="50")
    assert not sent.closed
    assert sent.errors is not None
    assert "G1 was changed while you had the form open" in str(sent.errors)
    assert _typed(ann.modal, "target") == "50"


async def test_edited_steps_keep_their_days(stage: Stage) -> None:
    ann = stage.person("ann")
    card = await _add(stage, "Open the shop\n- Rent a place\n- Hire two people\n- Paint it")
    await ann.command("#launch", "/goal", "tick G1 1 3")
    await stage.pass_time(seconds=5)
    await ann.click("#launch", card["ts"], "goal.edit")
    assert _typed(ann.modal, "steps") == "Rent a place\nHire two people\nPaint it"
    await ann.fill("steps", "Paint it\nHire one person\nRent a place\nOpen")
    assert (await ann.submit()).closed
    await stage.pass_time(seconds=5)
    text = words_in(stage.cards("#launch")[0])
    assert "1. ☑ Paint it 2. ☐ Hire one person 3. ☑ Rent a place 4. ☐ Open" in text

    sent = await ann.command("#launch", "/goal", "undo")
    assert sent.text is not None
    await stage.pass_time(seconds=5)
    assert "1. ☑ Rent a place 2. ☐ Hire two people 3. ☑ Paint it" in words_in(
        stage.cards("#launch")[0]
    )


async def test_the_unit_stays_when_only_the_number_is_typed(stage: Stage) -> None:
    ann = stage.person("ann")
    card = await _add(stage, "Grow from €1m to €3m")
    await ann.click("#launch", card["ts"], "goal.edit")
    assert _typed(ann.modal, "target") == "3,000,000 EUR"
    assert (await ann.submit(target="4m")).closed
    await stage.pass_time(seconds=5)
    assert "€1,000,000 → €4,000,000" in words_in(stage.cards("#launch")[0])


async def test_a_goal_cannot_be_put_under_one_below_it(stage: Stage) -> None:
    ann = stage.person("ann")
    card = await _add(stage, "Delight customers")
    await _add(stage, "Answer tickets faster under G1")
    await _add(stage, "Grow")
    await ann.click("#launch", card["ts"], "goal.edit")
    (menu,) = [block for block in ann.modal["blocks"] if block["block_id"] == "parent"]
    assert [option["value"] for option in menu["element"]["options"]] == ["none", "3"]
    assert (await ann.submit(parent="3")).closed
    await stage.pass_time(seconds=5)
    assert "↳ under G3" in words_in(stage.cards("#launch")[0])


async def test_only_those_who_may_change_a_goal_get_its_form(stage: Stage) -> None:
    lilei = stage.person("lilei")
    card = await _add(stage, "Raise NPS from 31 to 45 @ben")
    await lilei.click("#launch", card["ts"], "goal.edit")
    await stage.settle()
    assert lilei.modals == []
    (told,) = lilei.ephemerals("#launch")
    assert "Only its owner, its creator or a lead can change G1" in words_in(told)


async def test_a_private_goal_above_stays_private_and_is_kept(stage: Stage) -> None:
    """Ben puts a goal under one of #leads that Li Lei, who owns it, may not see."""
    ben, lilei = stage.person("ben"), stage.person("lilei")
    await ben.invite("#leads", "drumbeat")
    await stage.settle()
    await ben.command("#leads", "/goal", "Sell the company")
    card = await _add(stage, "Raise NPS from 31 to 45 @lilei under G1", who="ben")
    await lilei.click("#launch", card["ts"], "goal.edit")
    (menu,) = [block for block in lilei.modal["blocks"] if block["block_id"] == "parent"]
    assert menu["element"]["initial_option"]["value"] == "hidden"
    assert "Sell" not in str(lilei.modal)
    assert (await lilei.submit(target="50")).closed
    await stage.pass_time(seconds=5)
    seen = await ben.command("#launch", "/goal", "G2")
    assert seen.blocks is not None
    assert "31 → 50" in words_in({"blocks": seen.blocks})
    assert "↳ under" in words_in({"blocks": seen.blocks})


async def test_a_mention_gets_a_button_to_the_form(stage: Stage) -> None:
    ann = stage.person("ann")
    root = await ann.say("#launch", "What do we want?")
    await ann.say("#launch", "@drumbeat goal new", thread_ts=root)
    await stage.settle()
    told = ann.ephemerals("#launch")[-1]
    await ann.click("#launch", told["ts"], "goal.form")
    assert (await ann.submit(title="Ship it", target="3")).closed
    await stage.pass_time(seconds=5)
    assert "G1 Ship it" in words_in(stage.cards("#launch")[-1])


async def test_the_same_form_sent_twice_makes_one_goal(stage: Stage) -> None:
    ann = stage.person("ann")
    stage.sandbox.faults.duplicate_events(2)
    await ann.command("#launch", "/goal", "new")
    assert (await ann.submit(title="Ship it", target="3")).closed
    await stage.pass_time(seconds=5)
    assert len(stage.cards("#launch")) == 1


async def test_a_past_quarter_can_keep_its_dates(stage: Stage) -> None:
    """In July the title of a goal of the second quarter is put right."""
    ann = stage.person("ann")
    card = await _add(stage, "Raise NPS from 31 to 45")
    await stage.pass_time(days=55)
    assert stage.sandbox.clock.now().date() == dt.date(2026, 7, 5)
    await ann.click("#launch", card["ts"], "goal.edit")
    assert (await ann.submit(title="Raise our NPS")).closed
    await stage.pass_time(seconds=5)
    assert "📅 Q2 2026" in words_in(stage.cards("#launch")[0])
