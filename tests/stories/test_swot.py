"""SWOT boards and pillars: a team's strategy, written together and seen by those who may."""

from sandbox.state import Json
from tests.stage import Stage, words_in


async def _goal(stage: Stage, line: str, channel: str = "#launch", who: str = "ann") -> None:
    await stage.person(who).command(channel, "/goal", line)
    await stage.pass_time(seconds=5)


def _board(stage: Stage, channel: str = "#launch", viewer: str = "ann") -> str:
    """What stands on the live board of a channel."""
    found = [words_in(card) for card in stage.cards(channel, viewer)]
    (board,) = [text for text in found if text.startswith("🧭 SWOT")]
    return board


async def test_a_board_is_written_line_by_line_and_taken_back(stage: Stage) -> None:
    ann = stage.person("ann")
    await _goal(stage, "Raise NPS from 31 to 45")
    empty = await ann.command("#launch", "/goal", "swot G1")
    assert empty.message is not None
    assert "Nothing here yet" in words_in(empty.message)

    await ann.command("#launch", "/goal", "swot G1 s: great brand")
    said = await ann.command("#launch", "/goal", "swot G1 威胁: a rival with T9 and G1")
    assert said.message is not None
    text = words_in(said.message)
    assert "✓ Threats: + a rival with T9 and G1" in text
    assert "💪 STRENGTHS • great brand" in text
    assert "⛈ THREATS • a rival with T9 and G1 “Raise NPS”" in text

    await ann.click("#launch", said.message["ts"], "undo")
    await stage.settle()
    told = ann.ephemerals("#launch")[-1]
    assert words_in(told) == (
        "Undone. SWOT G1 Raise NPS is as before: Threats: − a rival with T9 and G1."
    )
    seen = await ann.command("#launch", "/goal", "swot G1")
    assert seen.message is not None
    assert "rival" not in words_in(seen.message)


async def test_the_board_of_a_team_lives_in_its_channel(stage: Stage) -> None:
    """Ann shows it once; Ben adds from there, Li Lei edits, and it follows."""
    ann, ben, lilei = (stage.person(name) for name in ("ann", "ben", "lilei"))
    said = await ann.command("#launch", "/goal", "swot s: great brand")
    assert said.message is not None
    await ann.click("#launch", said.message["ts"], "board.show")
    await stage.pass_time(seconds=5)
    assert "It is in #launch now" in words_in(ann.ephemerals("#launch")[-1])
    assert "great brand" in _board(stage)
    (card,) = stage.cards("#launch")
    assert "Show in" not in words_in(card)

    await ben.click("#launch", card["ts"], "board.add")
    assert (await ben.submit(quadrant="weaknesses", entry="slow *support* <!channel>")).closed
    await lilei.click("#launch", card["ts"], "board.edit")
    await lilei.fill("opportunities", "- a fair in June\n\n2. new law")
    assert (await lilei.submit()).closed
    await stage.pass_time(seconds=10)
    text = _board(stage)
    assert "🩹 WEAKNESSES • slow *support* &lt;!channel&gt;" in text
    assert "🌱 OPPORTUNITIES • a fair in June • new law" in text
    assert ben.ephemerals("#launch") == []

    again = await ann.command("#launch", "/goal", "swot")
    assert again.message is not None
    assert "Show in" not in words_in(again.message)


async def test_a_form_that_was_overtaken_keeps_what_was_typed(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    said = await ann.command("#launch", "/goal", "swot s: great brand")
    assert said.message is not None
    await ann.click("#launch", said.message["ts"], "board.edit")
    await ben.command("#launch", "/goal", "swot s: good people")
    await ben.command("#launch", "/goal", "swot t: rain")
    sent = await ann.submit(strengths="great brand\nlow price")
    assert not sent.closed
    assert "The board was changed while you had the form open" in str(sent.errors)
    assert "low price" in str(ann.modal["state"])


async def test_lists_that_are_too_long_are_refused_under_their_field(stage: Stage) -> None:
    ann = stage.person("ann")
    said = await ann.command("#launch", "/goal", "swot s: great brand")
    assert said.message is not None
    await ann.click("#launch", said.message["ts"], "board.edit")
    many = "\n".join(f"reason {number}" for number in range(11))
    sent = await ann.submit(strengths=many, threats="x" * 141)
    assert sent.errors is not None
    assert set(sent.errors) == {"strengths", "threats"}
    assert sent.errors["threats"].startswith("That has 141 characters; 140 fit")
    assert (await ann.submit(strengths="a\nb", threats="rain")).closed
    await stage.settle()
    told = ann.ephemerals("#launch")[-1]
    assert told["ts"] == said.message["ts"]
    assert "💪 STRENGTHS • a • b" in words_in(told)


async def test_an_undo_that_was_overtaken_says_by_whom(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await ann.command("#launch", "/goal", "swot s: great brand")
    await ben.command("#launch", "/goal", "swot s: good people")
    said = await ann.command("#launch", "/goal", "undo")
    assert said.text == (
        "Ben has changed the board since (strengths), so I left it as it is. See it with /goal swot"
    )


async def test_what_some_in_the_channel_may_not_see_is_a_private_item(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await ben.invite("#leads", "drumbeat")
    await stage.settle()
    await ann.command("#leads", "/goal", "Sell the company")
    await ann.command("#leads", "/task", "Look for a buyer")
    said = await ann.command("#launch", "/goal", "swot t: all that hangs on G1, T1 and G99")
    assert said.message is not None
    assert "G1 “Sell the company”, T1 “Look for a buyer” and G99" in words_in(said.message)
    await ann.click("#launch", said.message["ts"], "board.show")
    await stage.pass_time(seconds=5)
    assert "all that hangs on a private item, a private item and G99" in _board(stage)
    assert "Sell" not in str(stage.cards("#launch", "lilei"))


async def test_a_private_teams_board_is_unknown_to_others(stage: Stage) -> None:
    ann, ben, chen = (stage.person(name) for name in ("ann", "ben", "chen"))
    await ben.invite("#leads", "drumbeat")
    await stage.settle()
    await ann.command("#leads", "/goal", "swot w: we quarrel")
    await ann.command("#leads", "/goal", "Sell the company")
    for line in ("swot #leads", "swot #leads w: mine", "pillars #leads", "swot G1"):
        answer = await chen.command("#finance", "/goal", line)
        assert answer.message is not None
        assert "quarrel" not in words_in(answer.message)
        assert words_in(answer.message).startswith(("I know no team", "There is no G1")), line


async def test_only_full_members_of_the_team_write_on_its_board(stage: Stage) -> None:
    """Chen is not in #launch; Eve, a guest, is: both may read."""
    ann, chen, eve = (stage.person(name) for name in ("ann", "chen", "eve"))
    await ann.command("#launch", "/goal", "swot s: great brand")
    for person, place in ((chen, "#finance"), (eve, "#launch")):
        seen = await person.command(place, "/goal", "swot #launch")
        assert seen.message is not None
        assert "great brand" in words_in(seen.message)
        refused = await person.command(place, "/goal", "swot #launch s: mine")
        assert refused.message is not None
        assert "Only members of the team can do that" in words_in(refused.message)


async def test_names_in_an_entry_stay_as_they_were_typed(stage: Stage) -> None:
    said = await stage.person("ann").command("#launch", "/goal", "swot w: only @ben knows #ops")
    assert said.message is not None
    assert "• only @ben knows #ops" in words_in(said.message)


async def test_a_direct_message_has_no_board_of_its_own(stage: Stage) -> None:
    ann = stage.person("ann")
    said = await ann.command(ann.dm, "/goal", "swot")
    assert said.text is not None
    assert "That conversation is a direct message and has no team" in said.text


# --- pillars ------------------------------------------------------------------------------------


async def _edit_pillars(stage: Stage, names: str, who: str = "ann") -> Json:
    """Write the pillars of #launch; the private answer."""
    person = stage.person(who)
    said = await person.command("#launch", "/goal", "pillars")
    assert said.message is not None
    await person.click("#launch", said.message["ts"], "pillars.edit")
    assert (await person.submit(entry=names)).closed
    await stage.pass_time(seconds=5)
    return person.ephemerals("#launch")[-1]


async def test_goals_stand_under_the_pillars_of_their_team(stage: Stage) -> None:
    ann = stage.person("ann")
    told = await _edit_pillars(stage, "- Happy customers\n- Good people")
    assert "✓ new: Happy customers; new: Good people" in words_in(told)
    await _goal(stage, "Raise NPS from 31 to 45")
    await _goal(stage, "Hire ten people")
    for number, card in enumerate(stage.cards("#launch"), 1):
        await ann.click("#launch", card["ts"], "goal.edit")
        (menu,) = [block for block in ann.modal["blocks"] if block["block_id"] == "pillar"]
        value = menu["element"]["options"][number]["value"]
        assert (await ann.submit(pillar=value)).closed
    await ann.command("#launch", "/goal", "G1 38 amber")
    await stage.pass_time(seconds=5)
    assert "🏛 Happy customers" in words_in(stage.cards("#launch")[0])
    said = await ann.command("#launch", "/goal", "pillars #launch")
    assert said.message is not None
    text = words_in(said.message)
    assert "Happy customers 1 goal · 50% · 🟡 at risk 🟡 G1 Raise NPS · 50%" in text
    assert "Good people 1 goal · 0%" in text

    # A renamed pillar keeps its goals; the goals of one that goes lose it, and Undo brings it back.
    await _edit_pillars(stage, "Customers who stay\nGood people")
    assert "🏛 Customers who stay" in words_in(stage.cards("#launch")[0])
    told = await _edit_pillars(stage, "Good people")
    assert "gone: Customers who stay 1 goal is under no pillar now: G1" in words_in(told)
    assert "🏛" not in words_in(stage.cards("#launch")[0])
    await ann.click("#launch", told["ts"], "undo")
    await stage.pass_time(seconds=5)
    assert "🏛 Customers who stay" in words_in(stage.cards("#launch")[0])
    undone = words_in(ann.ephemerals("#launch")[-1])
    assert "Pillars of #launch is as before: new: Customers who stay" in undone


async def test_two_pillars_may_swap_names_and_places(stage: Stage) -> None:
    await _edit_pillars(stage, "One\nTwo\nThree")
    told = await _edit_pillars(stage, "Three\nOne\nTwo")
    assert "another order" in words_in(told)
    again = await _edit_pillars(stage, "Three\nOne\nTwo")
    assert "nothing changed" in words_in(again)


async def test_a_new_goal_gets_its_pillar_in_the_form(stage: Stage) -> None:
    ann = stage.person("ann")
    await _edit_pillars(stage, "Happy customers")
    await ann.command("#launch", "/goal", "new")
    (menu,) = [block for block in ann.modal["blocks"] if block["block_id"] == "pillar"]
    value = menu["element"]["options"][1]["value"]
    assert (await ann.submit(title="Raise NPS", target="45", pillar=value)).closed
    await stage.pass_time(seconds=5)
    assert "🏛 Happy customers" in words_in(stage.cards("#launch")[0])


async def test_too_many_pillars_are_refused(stage: Stage) -> None:
    ann = stage.person("ann")
    said = await ann.command("#launch", "/goal", "pillars")
    assert said.message is not None
    await ann.click("#launch", said.message["ts"], "pillars.edit")
    sent = await ann.submit(entry="\n".join(f"Pillar {number}" for number in range(8)))
    assert sent.errors is not None
    assert list(sent.errors) == ["entry"]
