"""What is shown of a round: everybody's part in it, the count, the answers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from domain.standups.answers import Mood, mood_of
from domain.standups.rounds import Attendance, Count, Round, count_round
from domain.standups.values import Standup as Definition
from domain.standups.windows import NotAsked
from domain.tasks import Status
from services.standups.stored import (
    attendance_of,
    definition_of,
    excluded_of,
    team_of,
    window_of,
)
from storage import answers as answer_store
from storage import conversations, people
from storage import standups as store
from storage.tables import Answer, Conversation, Participation, Person, Standup, Team
from storage.tables import Round as RoundRow
from storage.task_lists import TaskFilter, TaskRow, list_tasks
from storage.visibility import Audience

DAY = dt.timedelta(days=1)
MOVED_MAX = dt.timedelta(days=31)
MOVED_ROWS = 30


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
    moved: tuple[TaskRow, ...] = ()
    """The team's tasks done since the round before, as everybody in the channel may see them."""

    @property
    def outside_hours(self) -> tuple[int, ...]:
        """Who was not asked because none of their hours lie within the round."""
        wanted = NotAsked.OUTSIDE_HOURS
        return tuple(each.person for each in self.planned.excluded if each.reason is wanted)

    @property
    def is_over(self) -> bool:
        """Whether the summary is out."""
        return self.round.closed_at is not None


def summary_facts(session: Session, round_id: int, now: dt.datetime) -> RoundFacts:
    """The same with what moved, for the summary."""
    facts = round_facts(session, round_id, now)
    return replace(facts, moved=_moved(session, facts, now))


def _moved(session: Session, facts: RoundFacts, now: dt.datetime) -> tuple[TaskRow, ...]:
    """Tasks that were finished between the round before (a day, if that is nearer) and the close.

    The list is of tasks closed since an instant; what was closed after the summary came out would
    only make it longer with every late answer, so it is left out.
    """
    before = [
        each
        for each in store.last_rounds(session, facts.standup.id or 0, 20)
        if each.day < facts.round.day
    ]
    since = facts.round.opened_at or now
    since = max(before[0].opened_at or since, since - MOVED_MAX) if before else since - DAY
    until = facts.round.closed_at or now
    mine = TaskFilter(team_id=facts.team.id, closed_since=since)
    audience = Audience(conversation=facts.place)
    found = list_tasks(
        session, facts.standup.workspace_id, audience, mine, after=None, limit=MOVED_ROWS
    )
    return tuple(
        row
        for row in found.rows
        if row.task.status == Status.DONE and row.task.closed_at and row.task.closed_at <= until
    )


def round_facts(session: Session, round_id: int, now: dt.datetime) -> RoundFacts:
    """Everything that is shown of a round; a KeyError means a broken reference."""
    made = store.get_round(session, round_id)
    standup = store.get_standup(session, made.standup_id)
    seats = store.seats_of(session, round_id)
    answers = answer_store.answers_of(session, round_id)
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
