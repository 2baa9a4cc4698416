"""The end of a quarter: goals get their score, and what is left goes on."""

import json

from sqlmodel import col, select

from storage.tables import Goal, Person, RosterEntry
from tests.stage import Stage, words_in


async def _goal(stage: Stage, who: str, line: str, channel: str = "#launch") -> str:
    said = await stage.person(who).command(channel, "/goal", line)
    assert said.text is not None
    return said.text


def _goals(stage: Stage) -> dict[int, Goal]:
    statement = select(Goal).order_by(col(Goal.number))
    found = stage.db.run_read(lambda session: list(session.exec(statement).all()))
    return {goal.number: goal for goal in found}


def _blocks(form: dict[str, object]) -> dict[str, dict[str, object]]:
    return {block["block_id"]: block for block in form["blocks"] if block["type"] == "input"}  # type: ignore[attr-defined]


async def test_a_quarter_is_closed_in_one_form_and_what_is_left_goes_on(stage: Stage) -> None:
    """11 May: G1 with G2 and G3 below; T1 done and T2 open for G2. On 2 July Ann closes Q2."""
    ann = stage.person("ann")
    await _goal(stage, "ann", "Delight customers")
    await _goal(stage, "ann", "Answer tickets from 10h to 2h under G1 +support")
    await _goal(stage, "ann", "Hire two agents under G1")
    for line in ("Write answers for G2", "Teach agents for G2", "done T1"):
        await ann.command("#launch", "/task", line)
    await _goal(stage, "ann", "G2 6h half way")
    await _goal(stage, "ann", "done G3")
    await stage.pass_time(days=52)

    await _goal_form(stage, "close Q2")
    form = ann.modal
    fields = _blocks(form)
    assert list(fields) == [
        *("score_G1", "word_G1", "carry_G1"),
        *("score_G2", "word_G2", "carry_G2"),
    ]
    assert fields["score_G1"]["element"]["initial_value"] == "0.75"  # type: ignore[index]
    assert fields["score_G2"]["element"]["initial_value"] == "0.50"  # type: ignore[index]
    assert "Carry over into Q3 2026" in json.dumps(fields["carry_G2"])
    await ann.submit(
        score_G1="0,6", carry_G1=["yes"], score_G2="60%", word_G2="Weekends", carry_G2=["yes"]
    )
    await stage.pass_time(seconds=10)

    told = ann.ephemerals("#launch")[-1]
    assert words_in(told).startswith(
        "🟡 Closed with 0.60: G1 Delight customers → goes on as G4 in Q3 2026 "
        "🟡 Closed with 0.60: G2 Answer tickets → goes on as G5 in Q3 2026"
    )
    goals = _goals(stage)
    assert (goals[4].parent_id, goals[5].parent_id) == (goals[1].parent_id, goals[4].id)
    assert goals[5].measure["start"] == "6"
    cards = {words_in(card).split()[1]: words_in(card) for card in stage.cards("#launch")}
    assert "🟡 closed, score 0.60 · Weekends" in cards["G2"]
    assert "➡ carried over to G5" in cards["G2"]
    assert "⤴ carried over from G2" in cards["G5"]
    assert "↳ under G4" in cards["G5"]
    assert "☑ 0 of 1 task done" in cards["G5"]
    assert "+support" in cards["G5"]
    assert "Q3 2026" in cards["G5"]

    await ann.click("#launch", told["ts"], "undo")
    await stage.pass_time(seconds=10)
    goals = _goals(stage)
    assert [goals[number].status for number in range(1, 6)] == [
        *("open", "open", "done", "dropped", "dropped")
    ]
    assert (goals[1].score, goals[2].score, goals[2].reason) == (None, None, "")
    cards = {words_in(card).split()[1]: words_in(card) for card in stage.cards("#launch")}
    assert "carried over" not in cards["G2"]
    assert "withdrawn" in cards["G5"]


async def _goal_form(stage: Stage, line: str, who: str = "ann") -> None:
    await stage.person(who).command("#launch", "/goal", line)
    await stage.settle()


async def test_one_goal_is_closed_in_one_line_and_goes_on_with_a_click(stage: Stage) -> None:
    ann = stage.person("ann")
    await _goal(stage, "ann", "Raise NPS from 31 to 45")
    await _goal(stage, "ann", "G1 38")
    said = await ann.command("#launch", "/goal", "close G1 0.5")
    assert words_in({"blocks": said.blocks}) == (
        "🟡 Closed with 0.50: G1 Raise NPS Undo Carry over into Q3 2026"
    )
    await ann.click("#launch", ann.ephemerals("#launch")[-1]["ts"], "goal.go_on")
    await stage.pass_time(seconds=10)
    assert words_in(ann.ephemerals("#launch")[-1]).startswith(
        "🟡 G1 Raise NPS is closed with 0.50. → goes on as G2 in Q3 2026"
    )
    goals = _goals(stage)
    assert goals[2].measure["start"] == "38"
    assert goals[2].carried_from_id == goals[1].id

    again = await ann.command("#launch", "/goal", "close G1 80%")
    assert words_in({"blocks": again.blocks}) == "🟢 Closed with 0.80: G1 Raise NPS Undo"
    await _goal_form(stage, "close G1")
    fields = _blocks(ann.modal)
    assert list(fields) == ["score_G1", "word_G1"]
    await ann.submit(word_G1="Nearly there")
    await stage.pass_time(seconds=10)
    assert _goals(stage)[1].reason == "Nearly there"


async def test_an_unreached_goal_that_is_closed_twice_goes_on_once(stage: Stage) -> None:
    ann = stage.person("ann")
    await _goal(stage, "ann", "Raise NPS from 31 to 45")
    await _goal_form(stage, "close G1")
    await ann.submit(score_G1="0.4", carry_G1=["yes"])
    await stage.pass_time(seconds=10)
    await ann.command("#launch", "/goal", "reopen G1")
    await _goal_form(stage, "close")
    fields = _blocks(ann.modal)
    assert list(fields) == ["score_G1", "word_G1"]
    assert "carried over to G2" in words_in({"blocks": ann.modal["blocks"]})
    assert "The time ends on Tue, Jun 30, in 50 days" in words_in({"blocks": ann.modal["blocks"]})


async def test_a_score_that_is_none_is_told_at_its_field_and_nothing_is_saved(
    stage: Stage,
) -> None:
    ann = stage.person("ann")
    for title in ("First", "Second", "Third"):
        await _goal(stage, "ann", title)
    await _goal_form(stage, "close")
    sent = await ann.submit(score_G1="1", score_G2="good", score_G3="1.4")
    assert set(sent.errors) == {"score_G2", "score_G3"}
    assert sent.errors["score_G2"].startswith("A score is a number from 0 to 1")
    assert {goal.status for goal in _goals(stage).values()} == {"open"}
    sent = await ann.submit(score_G2="", word_G2="Not yet", score_G3="0.7")
    assert sent.errors == {"score_G2": "Please fill this in."}
    await ann.submit(word_G2="")
    await stage.settle()
    assert [goal.status for goal in _goals(stage).values()] == ["done", "open", "done"]


async def test_a_goal_that_somebody_closed_meanwhile_is_not_closed_again(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await _goal(stage, "ann", "Hire two agents @ben")
    await _goal(stage, "ann", "Raise NPS from 31 to 45 @ben")
    await _goal_form(stage, "close", who="ben")
    await ann.command("#launch", "/goal", "close G2 0.3")
    sent = await ben.submit(score_G1="1", score_G2="0.9", carry_G2=["yes"])
    assert "G2 was closed while you had the form open" in sent.errors["score_G2"]
    goals = _goals(stage)
    assert (goals[1].status, goals[2].score, len(goals)) == ("open", 0.3, 2)
    await ben.submit(score_G2="", carry_G2=[])
    await stage.settle()
    assert [goal.score for goal in _goals(stage).values()] == [1.0, 0.3]


async def test_more_goals_than_fit_come_form_by_form(stage: Stage) -> None:
    ann = stage.person("ann")
    for number in range(13):
        await _goal(stage, "ann", f"Goal number {number}")
    await _goal_form(stage, "close Q2")
    assert len([name for name in _blocks(ann.modal) if name.startswith("score")]) == 10
    assert "The first 10 goals are here" in words_in({"blocks": ann.modal["blocks"]})
    await ann.submit(score_G4="", score_G7="")
    await stage.settle()
    told = ann.ephemerals("#launch")[-1]
    assert "Next goals of Q2 2026" in words_in(told)
    await ann.click("#launch", told["ts"], "goal.close")
    await stage.settle()
    assert [name for name in _blocks(ann.modal) if name.startswith("score")] == [
        *("score_G11", "score_G12", "score_G13")
    ]


async def test_only_those_whose_word_it_is_close_a_goal(stage: Stage) -> None:
    ann, ben = stage.person("ann"), stage.person("ben")
    await _goal(stage, "ann", "Raise NPS from 31 to 45")
    refused = await ben.command("#launch", "/goal", "close G1")
    assert refused.text is not None
    assert refused.text.startswith("Only its owner, its creator or a lead can change G1.")
    assert ben.modals == []
    none = await ben.command("#launch", "/goal", "close Q2")
    assert none.text is not None
    assert none.text.startswith("No open goal of yours or of a team you lead ends in Q2 2026.")
    await ann.command("#launch", "/goal", "drop G1 no longer needed")
    dropped = await ann.command("#launch", "/goal", "close G1 0.4")
    assert dropped.text is not None
    assert dropped.text.startswith("G1 is dropped, so nothing was saved.")
    nothing = await ann.command("#launch", "/goal", "close")
    assert nothing.text is not None
    assert nothing.text.startswith("You have no open goal to close.")


async def test_asked_for_in_a_message_the_form_is_behind_a_button(stage: Stage) -> None:
    ann = stage.person("ann")
    await _goal(stage, "ann", "Raise NPS from 31 to 45")
    await ann.say(ann.dm, "goal close Q2")
    await stage.pass_time(seconds=5)
    offer = stage.direct("ann")[-1]
    assert "1 goal of Q2 2026 waits for its score." in words_in(offer)
    await ann.click(ann.dm, offer["ts"], "goal.close")
    await stage.settle()
    await ann.submit(score_G1="1")
    await stage.pass_time(seconds=5)
    assert "🟢 Closed with 1.00: G1 Raise NPS" in words_in(stage.direct("ann")[-1])


async def test_a_card_whose_time_is_over_asks_for_a_score(stage: Stage) -> None:
    ann = stage.person("ann")
    await _goal(stage, "ann", "Raise NPS from 31 to 45")
    await _goal(stage, "ann", "Hire two agents")
    await stage.pass_time(days=52)
    await _goal(stage, "ann", "G1 38")
    await stage.pass_time(seconds=10)
    card = stage.cards("#launch")[0]
    assert "Close with a score" in words_in(card)
    await ann.click("#launch", card["ts"], "goal.close")
    await stage.settle()
    await ann.submit()
    await stage.pass_time(seconds=10)
    assert "🟡 closed, score 0.50" in words_in(stage.cards("#launch")[0])


async def test_a_reached_or_not_goal_is_as_far_as_its_score(stage: Stage) -> None:
    """Its parent must not count a goal closed with 0.3 as done."""
    await _goal(stage, "ann", "Delight customers")
    await _goal(stage, "ann", "Hire two agents under G1")
    await _goal(stage, "ann", "close G2 0.3")
    await stage.pass_time(seconds=10)
    above, below = stage.cards("#launch")[:2]
    assert "1 goal below: 30%" in words_in(above)
    assert "🔴 closed, score 0.30" in words_in(below)


async def test_a_goal_below_that_went_on_first_comes_along_later(stage: Stage) -> None:
    await _goal(stage, "ann", "Delight customers")
    await _goal(stage, "ann", "Answer tickets from 10h to 2h under G1")
    ann = stage.person("ann")
    for number in (2, 1):
        await _goal_form(stage, f"close G{number}")
        await ann.fill(f"carry_G{number}", ["yes"])
        await ann.submit()
        await stage.pass_time(seconds=5)
    goals = _goals(stage)
    assert (goals[3].carried_from_id, goals[3].parent_id) == (goals[2].id, goals[4].id)
    assert goals[4].carried_from_id == goals[1].id


async def test_what_was_said_of_the_new_goal_stands_in_the_way_of_undo(stage: Stage) -> None:
    ben = stage.person("ben")
    await _goal(stage, "ann", "Raise NPS from 31 to 45 @ben")
    await _goal_form(stage, "close", who="ben")
    await ben.submit(score_G1="0.5", carry_G1=["yes"])
    await stage.pass_time(seconds=5)
    await _goal(stage, "ann", "G2 note:It pays the bills")
    told = await ben.command("#launch", "/goal", "undo")
    assert told.text is not None
    assert told.text.startswith("Ann has changed G2 since (why), so I left it as it is.")
    assert [goal.status for goal in _goals(stage).values()] == ["done", "open"]


async def test_a_lead_closes_the_goals_of_the_team(stage: Stage) -> None:
    await _goal(stage, "ann", "Raise NPS from 31 to 45")
    ben = stage.person("ben")
    lead = select(Person).where(Person.slack_id == ben.id)
    found = stage.db.run_read(lambda session: session.exec(lead).one())
    team_id = _goals(stage)[1].team_id or 0
    entry = RosterEntry(team_id=team_id, person_id=found.id, role="lead")
    stage.db.run_write(lambda session: session.add(entry))
    await _goal_form(stage, "close Q2", who="ben")
    assert "👤 Ann" in words_in({"blocks": ben.modal["blocks"]})
    await ben.submit(score_G1="0.2", word_G1="Nobody had time")
    await stage.pass_time(seconds=10)
    card = words_in(stage.cards("#launch")[0])
    assert "🔴 closed, score 0.20 · Nobody had time" in card
