"""Answers of the wrong person, too late, or about nothing: refused, and nothing changes."""

import pytest

from domain import errors
from handlers.answers import Answer
from handlers.unit import Refused
from storage.database import Database
from tests.handlers.world import command, run_command, settle_in

ANN, BEN, LILEI = "U0ANN", "U0BEN", "U0LILEI"
OFFERED = [(ANN, "hand T1 @ben")]
SUGGESTED = [*OFFERED, (BEN, "suggest T1 wed")]
DECLINED = [*OFFERED, (BEN, "decline T1 no time")]


def _play(db: Database, lines: list[tuple[str, str]]) -> None:
    db.run_write(settle_in)
    for who, line in [(ANN, "Prepare deck tue"), *lines]:
        assert isinstance(run_command(db, command(line, user=who)), Answer), line


@pytest.mark.parametrize(
    ("before", "who", "line", "refusal"),
    [
        ([], ANN, "accept T1", errors.NoOffer),
        ([], BEN, "decline T1", errors.NoOffer),
        ([], BEN, "suggest T1 wed", errors.NoOffer),
        ([], BEN, "hand T1 @lilei", errors.NotAllowed),
        ([], BEN, "take T1", errors.NotAllowed),
        ([], ANN, "hand T9 @ben", errors.NoSuchTask),
        ([], BEN, "accept T9", errors.NoSuchTask),
        ([], ANN, "hand T1 @nobodyknows", errors.PersonUnknown),
        ([(ANN, "done T1")], ANN, "hand T1 @ben", errors.NoSuchStep),
        ([(ANN, "done T1")], ANN, "T1 @ben", errors.NoSuchStep),
        (OFFERED, ANN, "accept T1", errors.NotYourAnswer),
        (OFFERED, ANN, "decline T1", errors.NotYourAnswer),
        (OFFERED, ANN, "suggest T1 wed", errors.NotYourAnswer),
        (OFFERED, LILEI, "accept T1", errors.NotYourAnswer),
        (OFFERED, BEN, "done T1", errors.AcceptFirst),
        (OFFERED, BEN, "T1 p1", errors.AcceptFirst),
        (OFFERED, BEN, "hand T1 @lilei", errors.AcceptFirst),
        (OFFERED, BEN, "suggest T1 2020-01-01", errors.PastDate),
        (SUGGESTED, LILEI, "accept T1", errors.NotYourAnswer),
        (DECLINED, BEN, "accept T1", errors.OfferOver),
        (DECLINED, BEN, "suggest T1 wed", errors.OfferOver),
        ([*OFFERED, (ANN, "take back T1")], BEN, "accept T1", errors.OfferOver),
        ([*OFFERED, (ANN, "done T1")], BEN, "decline T1", errors.OfferOver),
        ([*OFFERED, (BEN, "accept T1")], BEN, "decline T1", errors.OfferOver),
        ([*OFFERED, (BEN, "accept T1"), (ANN, "take T1")], BEN, "accept T1", errors.OfferOver),
        ([*DECLINED, (ANN, "done T1")], BEN, "undo", errors.UndoConflict),
        ([*DECLINED, (ANN, "T1 @none")], BEN, "undo", errors.UndoConflict),
        ([*DECLINED, (ANN, "hand T1 @lilei")], BEN, "undo", errors.UndoConflict),
        ([*OFFERED, (BEN, "accept T1")], ANN, "undo", errors.UndoConflict),
    ],
)
def test_what_cannot_be_said_of_an_offer(
    db: Database,
    before: list[tuple[str, str]],
    who: str,
    line: str,
    refusal: type[errors.DomainError],
) -> None:
    _play(db, before)
    outcome = run_command(db, command(line, user=who))
    assert isinstance(outcome, Refused)
    assert type(outcome.error) is refusal


@pytest.mark.parametrize(
    ("before", "who", "line", "answer"),
    [
        (OFFERED, ANN, "hand T1 @ben", "T1 Prepare deck is already offered to Ben Carter."),
        (OFFERED, ANN, "hand T1 @ann", "T1 Prepare deck stays on your list"),
        (OFFERED, ANN, "take T1", "T1 Prepare deck stays on your list"),
        (DECLINED, BEN, "decline T1", "T1 Prepare deck is already like that"),
        ([*OFFERED, (BEN, "accept T1")], BEN, "accept T1", "T1 Prepare deck is already with Ben"),
        (OFFERED, BEN, "take T1", "You accepted T1 Prepare deck."),
        (OFFERED, BEN, "hand T1 @me", "You accepted T1 Prepare deck."),
        (
            SUGGESTED,
            ANN,
            "accept T1",
            "Agreed: T1 Prepare deck is due Wed, May 13 and now with",
        ),
        (
            SUGGESTED,
            ANN,
            "decline T1",
            "T1 Prepare deck keeps its date, Tue, May 12; Ben Carter",
        ),
        (SUGGESTED, BEN, "accept T1", "You accepted T1 Prepare deck."),
        (SUGGESTED, ANN, "T1 @lilei", "T1 Prepare deck: offered to 李雷"),
        (OFFERED, ANN, "T1 @none", "T1 Prepare deck: owner nobody yet, no longer offered."),
        ([(ANN, "T1 @none")], BEN, "take T1", "You took T1 Prepare deck."),
    ],
)
def test_what_is_said_twice_or_by_the_other_side_is_understood(
    db: Database, before: list[tuple[str, str]], who: str, line: str, answer: str
) -> None:
    _play(db, before)
    outcome = run_command(db, command(line, user=who))
    assert isinstance(outcome, Answer)
    assert outcome.message is not None
    assert outcome.message.text.startswith(answer)


def test_a_repeated_request_offers_once(db: Database) -> None:
    _play(db, [])
    outcomes = [run_command(db, command("hand T1 @ben", key="trigger same")) for _ in range(2)]
    told = [each.message and each.message.text for each in outcomes if isinstance(each, Answer)]
    assert told[0] == told[1]
    assert len(told) == 2
