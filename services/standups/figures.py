"""What is shown of a round: everybody's part in it, the count, the answers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from domain.standups.answers import Mood, mood_of
from domain.standups.rounds import Attendance, Count, Round, count_round
from domain.standups.values import Standup as Definition
from services.standups.stored import (
    attendance_of,
    definition_of,
    excluded_of,
    team_of,
    window_of,
)
from storage import conversations, people
from storage import standups as store
from storage.tables import Answer, Conversation, Participation, Person, Standup, Team
from storage.tables import Round as RoundRow


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round with the people in it; `people` has everybody who has a seat, by primary key."""

    standup: Standup
    definition: Definition
    team: Team
    place: Conversation
    round: RoundRow
    planned: Round
    seats: Mapping[int, Participation]
    answers: Mapping[int, Answer]
    people: Mapping[int, Person]
    count: Count
    mood: Mood | None = None

    @property
    def is_over(self) -> bool:
        """Whether the summary is out."""
        return self.round.closed_at is not None


def round_facts(session: Session, round_id: int, now: dt.datetime) -> RoundFacts:
    """Everything that is shown of a round; a KeyError means a broken reference."""
    made = store.get_round(session, round_id)
    standup = store.get_standup(session, made.standup_id)
    seats = store.seats_of(session, round_id)
    answers = store.answers_of(session, round_id)
    here = [seat for seat in seats.values() if seat.state != Attendance.LEFT]
    windows = [window_of(seat, made.day) for seat in here]
    excluded = [excluded_of(seat) for seat in seats.values()]
    planned = Round(
        made.day,
        tuple(
            sorted(
                (window for window in windows if window is not None),
                key=lambda window: (window.prompt_at, window.person),
            )
        ),
        tuple(each for each in excluded if each is not None),
    )
    answered_at = {
        person_id: seat.answered_at
        for person_id, seat in seats.items()
        if seat.answered_at is not None
    }
    moods = {person_id: answer.mood for person_id, answer in answers.items() if answer.mood}
    closed_at = made.closed_at or now
    return RoundFacts(
        standup=standup,
        definition=definition_of(standup),
        team=team_of(session, standup),
        place=conversations.get_conversation(session, standup.conversation_id),
        round=made,
        planned=planned,
        seats=seats,
        answers=answers,
        people=people.people_of(session, standup.workspace_id, list(seats)),
        count=count_round(planned, attendance_of(seats), now, answered_at=answered_at),
        mood=mood_of(moods, answered_at, closed_at) if standup.mood else None,
    )
