"""Every step of everybody in every state, typed as a line: taken, refused or nothing new."""

from itertools import product

import pytest

from domain.standups.blockers import STEPS, Role, State, Step
from handlers.answers import Answer
from storage.database import Database
from tests.handlers.blocked import (
    ASKED,
    AUTHOR,
    LEAD,
    MEMBER,
    answer,
    blocker,
    carry_out,
    lines_of_history,
    move_in,
    request,
    said,
    tags,
)

WHO = {Role.AUTHOR: AUTHOR, Role.TAGGED: ASKED, Role.LEAD: LEAD, Role.MEMBER: MEMBER}
LINES = {
    Step.TAG: "B{number} tag <@U0LILEI> <@U0DANA>",
    Step.ACKNOWLEDGE: "ack B{number}",
    Step.UPDATE: "B{number} update they sign tomorrow",
    Step.RESOLVE: "B{number} done",
    Step.REOPEN: "B{number} reopen",
}
SAME = {
    (State.ACKNOWLEDGED, Step.ACKNOWLEDGE),
    (State.RESOLVED, Step.RESOLVE),
    (State.OPEN, Step.REOPEN),
}


def _bring(db: Database, number: int, state: State) -> None:
    """Ben was asked by Ann; then this happened."""
    if state is State.ACKNOWLEDGED:
        said(db, f"ack B{number}", user=ASKED)
    elif state is State.RESOLVED:
        said(db, f"B{number} done", user=AUTHOR)
    elif state is State.WITHDRAWN:
        said(db, "undo", user=AUTHOR)
    assert blocker(db, number).state == state


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
async def test_a_step_is_taken_refused_or_nothing_new(
    db: Database, state: State, step: Step
) -> None:
    move_in(db)
    for number, role in enumerate(Role, start=1):
        answer(db, f"Contract {number} is not signed @ben")
        _bring(db, number, state)
        before, history = blocker(db, number), lines_of_history(db, number)
        asked = request(LINES[step].format(number=number), WHO[role])
        told = carry_out(db, asked)
        after = blocker(db, number)
        if (state, step) in SAME:
            assert isinstance(told, Answer)
            assert after == before
            assert "undo" not in str(told.to_json())
        elif (state, step) not in STEPS:
            assert type(getattr(told, "error", None)).__name__ == "NoSuchBlockerStep"
            assert after == before
        elif role not in STEPS[state, step][0]:
            assert type(getattr(told, "error", None)).__name__ == "BlockerNotAllowed"
            assert after == before
        else:
            assert isinstance(told, Answer)
            assert after.state == STEPS[state, step][1]
            assert lines_of_history(db, number) == [*history, step.value]
            # A repeat of the request gets the same answer and does nothing.
            assert carry_out(db, asked) == told
            assert lines_of_history(db, number) == [*history, step.value]


async def test_undo_takes_back_each_step(db: Database) -> None:
    move_in(db)
    answer(db, "The contract is not signed @ben")
    steps = [
        ("B1 tag @lilei", AUTHOR),
        ("ack B1", ASKED),
        ("B1 update they sign tomorrow", MEMBER),
        ("B1 done", ASKED),
        ("B1 reopen", AUTHOR),
    ]
    kept = ("state", "owner_id", "since", "news", "resolved_at", "escalated")
    for line, who in steps:
        before, asked = blocker(db, 1), tags(db, 1)
        said(db, line, user=who)
        assert (blocker(db, 1), tags(db, 1)) != (before, asked)
        assert said(db, "undo", user=who).startswith("Undone. B1 The contract")
        after = blocker(db, 1)
        assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
        assert tags(db, 1) == asked
        said(db, line, user=who)
    assert said(db, "undo", user=ASKED) == "UndoConflict"


async def test_one_of_those_asked_takes_it_and_the_others_are_left_in_peace(db: Database) -> None:
    move_in(db)
    answer(db, "The contract is not signed @ben @dana")
    assert tags(db, 1) == {ASKED: False, LEAD: False}
    assert said(db, "ack B1", user=MEMBER) == (
        "🤝 You take care of B1 The contract is not signed @ben @dana. Ann Zhou is told."
    )
    assert tags(db, 1) == {ASKED: True, LEAD: True}
    said(db, "B1 tag @lilei")
    assert blocker(db, 1).state == "open"
    assert tags(db, 1) == {ASKED: True, LEAD: True, MEMBER: False}


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("B1 tag <!subteam^S1|@legal>", "CannotHelp"),
        ("B1 tag <!here>", "CannotHelp"),
        ("B1 tag <@U0BOT>", "CannotHelp"),
        ("B1 tag <@U0ANN>", "CannotHelp"),
        ("B1 tag @zed", "PersonUnknown"),
        ("B2 ack", "NoSuchBlocker"),
        ("B1 B2 done", "NoSuchBlocker"),
        ("ack B1", "BlockerNotAllowed"),
        (" ".join(f"B{number}" for number in range(1, 22)) + " done", "TooManyBlockers"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_changes(
    db: Database, line: str, error: str
) -> None:
    move_in(db)
    answer(db, "The contract is not signed")
    before = blocker(db, 1)
    assert said(db, line) == error
    assert blocker(db, 1) == before
    assert tags(db, 1) == {}


async def test_no_more_than_twenty_are_asked(db: Database) -> None:
    move_in(db)
    answer(db, "The contract is not signed")
    people = " ".join(f"<@U0X{number}>" for number in range(21))
    assert said(db, f"B1 tag {people}") == "TooManyTags"
    assert tags(db, 1) == {}


# -- from an answer --------------------------------------------------------------------------------


async def test_each_line_of_an_answer_becomes_a_blocker_once(db: Database) -> None:
    move_in(db)
    first = answer(db, "- The contract is not signed @ben\n- T12 waits for the printer\nnone")
    assert [each.facts.blocker.number for each in first] == [1, 2]
    assert blocker(db, 2).title == "T12 waits for the printer"
    assert tags(db, 1) == {ASKED: False}
    assert answer(db, "- The contract is not signed @ben\n- T12 waits for the printer") == []


async def test_an_edit_adds_what_is_new_and_resolves_nothing(db: Database) -> None:
    move_in(db)
    answer(db, "The contract is not signed")
    edited = answer(db, "The printer is broken\nno")
    assert [each.facts.blocker.title for each in edited] == ["The printer is broken"]
    assert blocker(db, 1).state == "open"


async def test_the_same_words_on_the_next_day_are_the_same_blocker(db: Database) -> None:
    move_in(db)
    answer(db, "The contract is not signed")
    tomorrow = blocker(db, 1).created_at.date().replace(day=12)
    assert answer(db, "the contract is not signed", day=tomorrow) == []
    said(db, "B1 done")
    again = answer(db, "The contract is not signed", day=tomorrow.replace(day=13))
    assert [each.facts.blocker.number for each in again] == [2]


async def test_a_withdrawn_blocker_does_not_come_back_with_an_edit(db: Database) -> None:
    move_in(db)
    answer(db, "The contract is not signed")
    assert said(db, "undo") == "Withdrawn: B1 The contract is not signed."
    assert (
        answer(db, "The contract is not signed\nThe printer is broken")[0].facts.blocker.number == 2
    )


async def test_who_cannot_be_asked_in_an_answer_is_named_back(db: Database) -> None:
    move_in(db)
    (added,) = answer(db, "Waiting for <!subteam^S1|@legal> and <@U0ANN> and @ben")
    assert added.not_asked == ("legal",)
    assert tags(db, 1) == {ASKED: False}


async def test_long_lines_and_many_lines_keep_within_limits(db: Database) -> None:
    move_in(db)
    added = answer(db, "\n".join(f"{number} {'x' * 600}" for number in range(30)))
    assert len(added) == 20
    assert all(len(each.facts.blocker.title) == 500 for each in added)


# -- who sees it -----------------------------------------------------------------------------------


async def test_a_blocker_of_a_private_channel_is_seen_by_its_members_and_those_asked(
    db: Database,
) -> None:
    move_in(db)
    answer(db, "The merger is not signed", standup_id=2)
    assert said(db, "B1", user=ASKED).startswith("B1 The merger")
    for line in ("B1", "ack B1", "B1 update really?", "B1 tag @ben", "B1 done", "B1 reopen"):
        assert said(db, line, user=MEMBER) == "NoSuchBlocker"
    assert "merger" not in said(db, "blockers", user=MEMBER)
    said(db, "B1 tag @lilei", user=AUTHOR)
    assert said(db, "B1", user=MEMBER).startswith("B1 The merger")


async def test_a_list_has_what_is_mine_asked_of_me_and_of_the_others(db: Database) -> None:
    move_in(db)
    answer(db, "The contract is not signed @ben")
    answer(db, "The printer is broken", user=ASKED)
    answer(db, "No budget", user=LEAD)
    shown = carry_out(db, request("blockers", ASKED))
    assert isinstance(shown, Answer)
    assert shown.message is not None
    texts = [str(block.get("text") or block.get("elements")) for block in shown.message.blocks]
    order = ["Asked of me", "B1 ", "In my way", "B2 ", "In #launch", "B3 "]
    at = [next(place for place, text in enumerate(texts) if each in text) for each in order]
    assert at == sorted(at)
    said(db, "B1 B3 done", user=LEAD)
    assert said(db, "blockers", user=ASKED) == "1 blocker"
    said(db, "B2 done", user=ASKED)
    assert said(db, "blockers", user=ASKED).startswith("Nothing is in the way")
