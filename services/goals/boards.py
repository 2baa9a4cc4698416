"""SWOT boards: seen, written on, shown in a channel. The rules of entries are in `domain.swot`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from domain.errors import NotAllowed, TeamNotAllowed, TeamUnknown
from domain.goal_errors import NoSuchGoal
from domain.goals.status import GoalAction
from domain.people import ChannelRef
from domain.swot import Board, Quadrant, board_from, links_in, plan_entry, texts_of
from services.goals.cards import goal_card_place
from services.goals.change import allow
from services.goals.verbs import get_goal
from services.readable import readable_text
from services.scene import Scene, team_here
from services.tasks.resolve import resolve_team
from storage import activity, conversations, deliveries
from storage import boards as store
from storage import goals as goal_store
from storage.deliveries import Wish
from storage.tables import Board as Row
from storage.tables import Conversation, Goal, Team
from storage.visibility import Audience, may_see_goal

BOARD = "board"
"""The kind of its delivery in a channel, and of its subject in the history."""
Titles = Mapping[int, str | None]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose board it is: a goal's, or a team's with its channel."""

    goal: Goal | None = None
    team: Team | None = None
    channel: Conversation | None = None

    @property
    def key(self) -> str:
        """What buttons carry."""
        return f"goal {self.goal.id}" if self.goal else f"team {self.team.id if self.team else 0}"


@dataclass(frozen=True, slots=True)
class ShownBoard:
    """A board for one audience: `goals` and `tasks` are the titles of what its entries name, None
    for what is hidden. `place` is the channel that can show it, `is_shown` if it does."""

    subject: Subject
    board: Board
    goals: Titles = field(default_factory=dict)
    tasks: Titles = field(default_factory=dict)
    place: Conversation | None = None
    is_shown: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything on it."""
        return not any(self.board.entries(each) for each in Quadrant)


@dataclass(frozen=True, slots=True)
class BoardChanged:
    """A board after a change; `changes` maps a list to [before, after]."""

    shown: ShownBoard
    verb: str
    changes: Mapping[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Held:
    """A board while it is written on; a team's has no number."""

    row: Row
    subject: Subject

    @property
    def number(self) -> int | None:
        """The number of its goal."""
        return self.subject.goal.number if self.subject.goal else None


# --- whose board --------------------------------------------------------------------------------


def subject_named(
    session: Session, scene: Scene, number: int | None, team: ChannelRef | None
) -> Subject:
    """The goal with this number, the team named, or the team of this very place.

    Raises NoSuchGoal, TeamUnknown and TeamNotAllowed.
    """
    if number is not None:
        return Subject(goal=get_goal(session, scene, number, lock=False))
    if team is not None:
        found, place = resolve_team(session, scene, team)
    else:
        here = team_here(session, scene, scene.place)
        if here is None or scene.place is None:
            kind = scene.place.kind if scene.place else "im"
            raise TeamNotAllowed("", "dm" if kind in {"im", "mpim"} else "not_member")
        found, place = here, scene.place
    return _team_subject(session, scene, found, place)


def subject_of_key(session: Session, scene: Scene, key: str) -> Subject:
    """The subject that a button carries; raises NoSuchGoal and TeamUnknown."""
    kind, subject_id = key.split()
    if kind == "team":
        team = conversations.get_team(session, scene.workspace_id, int(subject_id))
        place = conversations.get_conversation(session, team.conversation_id)
        return _team_subject(session, scene, team, place)
    if not may_see_goal(session, scene.audience, int(subject_id)):
        raise NoSuchGoal(int(subject_id))
    return Subject(goal=goal_store.get_goal(session, scene.workspace_id, int(subject_id)))


def _team_subject(session: Session, scene: Scene, team: Team, place: Conversation) -> Subject:
    if not may_see_team(session, scene, place):
        raise TeamUnknown(place.name or "")
    return Subject(team=team, channel=place)


def may_see_team(session: Session, scene: Scene, place: Conversation) -> bool:
    """What a team keeps is seen by all full members of the workspace, if its channel is public;
    else, and by guests, only in the channel."""
    outsider = scene.person.is_guest or scene.person.is_stranger
    if place.kind == "public" and not place.is_shared and not outsider:
        return True
    return conversations.is_member(session, place.id or 0, scene.person_id)


def allow_in_team(session: Session, scene: Scene, place: Conversation | None) -> None:
    """Raise NotAllowed unless the acting person is a full member of the team's channel."""
    outsider = scene.person.is_guest or scene.person.is_stranger
    inside = place is not None and conversations.is_member(session, place.id or 0, scene.person_id)
    if outsider or not inside:
        raise NotAllowed(GoalAction.BOARD.value)


def _allow(session: Session, scene: Scene, subject: Subject) -> None:
    if subject.goal is not None:
        allow(session, scene, subject.goal, GoalAction.BOARD)
    else:
        allow_in_team(session, scene, subject.channel)


# --- seeing -------------------------------------------------------------------------------------


def see_board(session: Session, scene: Scene, subject: Subject) -> ShownBoard:
    """The board as the acting person may see it."""
    row = _find(session, scene.workspace_id, subject)
    return shown_board(session, scene.workspace_id, subject, row, scene.audience)


def _find(session: Session, workspace_id: int, subject: Subject) -> Row | None:
    if subject.goal is not None:
        return store.board_of_goal(session, workspace_id, subject.goal.id or 0)
    return store.board_of_team(session, workspace_id, subject.team.id or 0 if subject.team else 0)


def shown_board(
    session: Session, workspace_id: int, subject: Subject, row: Row | None, audience: Audience
) -> ShownBoard:
    """A board for an audience."""
    board = board_from(row.lists if row else {})
    entries = [entry.text for quadrant in Quadrant for entry in board.entries(quadrant)]
    links = [link for text in entries for link in links_in(text)]
    goals = {link.number for link in links if link.is_goal}
    tasks = {link.number for link in links if not link.is_goal}
    place = _place(session, workspace_id, subject)
    shown = deliveries.shown(session, workspace_id, BOARD, row.id or 0) if row else []
    return ShownBoard(
        subject,
        board,
        goals=store.titles_of_goals(session, workspace_id, goals, audience),
        tasks=store.titles_of_tasks(session, workspace_id, tasks, audience),
        place=place,
        is_shown=any(place and each.destination == place.slack_id for each in shown),
    )


def subject_of_row(session: Session, row: Row) -> Subject:
    """Whose board a row is."""
    if row.goal_id is not None:
        return Subject(goal=goal_store.get_goal(session, row.workspace_id, row.goal_id))
    team = conversations.get_team(session, row.workspace_id, row.team_id or 0)
    return Subject(team=team, channel=conversations.get_conversation(session, team.conversation_id))


def _place(session: Session, workspace_id: int, subject: Subject) -> Conversation | None:
    """The channel that can show a board, if the bot is there."""
    if subject.goal is not None:
        facts = goal_store.get_goal_facts(session, workspace_id, subject.goal.id or 0)
        return goal_card_place(facts)
    place = subject.channel
    return place if place and place.bot_is_member and not place.is_archived else None


# --- writing ------------------------------------------------------------------------------------


def add_entry(
    session: Session, scene: Scene, subject: Subject, quadrant: Quadrant, text: str
) -> BoardChanged:
    """A new entry at the end of a list; raises EntryRefused and NotAllowed."""
    _allow(session, scene, subject)
    row = _hold(session, scene, subject)
    board = plan_entry(
        board_from(row.lists), quadrant, readable_text(session, scene.workspace_id, text)
    )
    return _write(session, scene, Held(row, subject), texts_of(board))


def hold_lists(session: Session, scene: Scene, subject: Subject) -> dict[str, list[str]]:
    """The entries as they are now, not to be changed by others before this transaction ends."""
    _allow(session, scene, subject)
    return texts_of(board_from(_hold(session, scene, subject).lists))


def write_lists(
    session: Session, scene: Scene, subject: Subject, lists: Mapping[str, list[str]]
) -> BoardChanged:
    """Write these lists anew, and leave the others as they are."""
    _allow(session, scene, subject)
    row = _hold(session, scene, subject)
    return _write(session, scene, Held(row, subject), lists)


def _hold(session: Session, scene: Scene, subject: Subject) -> Row:
    return store.hold_board(
        session,
        scene.workspace_id,
        goal_id=subject.goal.id if subject.goal else None,
        team_id=subject.team.id if subject.team else None,
        now=scene.now,
    )


def _write(
    session: Session,
    scene: Scene,
    held: Held,
    wanted: Mapping[str, list[str]],
    undoes: str | None = None,
) -> BoardChanged:
    row, verb = held.row, "board" if undoes is None else "undo"
    before = texts_of(board_from(row.lists))
    changes = {
        name: [before[name], list(entries)]
        for name, entries in wanted.items()
        if before[name] != list(entries)
    }
    if changes:
        after = {**before, **{name: list(entries) for name, entries in wanted.items()}}
        store.change_board(session, row.id or 0, after, scene.now)
        activity.record(
            session,
            workspace_id=scene.workspace_id,
            change_group=scene.change_group,
            at=scene.now,
            actor_id=scene.person_id,
            door=scene.door,
            verb=verb,
            subject=(BOARD, row.id or 0),
            changes=changes,
            origin=scene.origin,
            undoes=undoes,
        )
        deliveries.redraw(session, scene.workspace_id, BOARD, row.id or 0, scene.now)
    now = store.get_board(session, scene.workspace_id, row.id or 0)
    shown = shown_board(session, scene.workspace_id, held.subject, now, scene.audience)
    return BoardChanged(shown, verb, changes)


def show_in_channel(session: Session, scene: Scene, subject: Subject) -> ShownBoard:
    """Post the board in its channel, once; from then on it shows the present state."""
    _allow(session, scene, subject)
    row = _hold(session, scene, subject)
    place = _place(session, scene.workspace_id, subject)
    if place is not None:
        wish = Wish(BOARD, place.slack_id, row.id or 0)
        if not deliveries.want(session, scene.workspace_id, wish, scene.now):
            deliveries.reopen(
                session,
                scene.workspace_id,
                BOARD,
                place.slack_id,
                scene.now,
                subject_id=row.id or 0,
            )
    return shown_board(session, scene.workspace_id, subject, row, scene.audience)


# --- taking back --------------------------------------------------------------------------------


def hold(session: Session, workspace_id: int, board_id: int) -> Held:
    """The board with this key, held against other writers."""
    row = store.lock_board(session, workspace_id, board_id)
    return Held(row, subject_of_row(session, row))


def allow_held(session: Session, scene: Scene, held: Held) -> None:
    """Raise NotAllowed unless the acting person may write on this board."""
    _allow(session, scene, held.subject)


def is_present(_session: Session, held: Held, name: str, value: Any) -> bool:
    """Whether a list still has exactly these entries."""
    return bool(texts_of(board_from(held.row.lists))[name] == value)


def write_back(
    session: Session,
    scene: Scene,
    held: Held,
    _verb: str,
    wanted: Mapping[str, Any],
    *,
    undoes: str | None = None,
) -> BoardChanged:
    """Write lists as they were before."""
    return _write(session, scene, held, wanted, undoes)
