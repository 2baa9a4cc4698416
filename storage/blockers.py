"""Questions to `blocker` and `blocker_tag`: one blocker with what is around it, and lists."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import and_, bindparam, case, delete, exists, func, insert, or_, select, update
from sqlmodel import Session

from storage import rows
from storage.tables import Blocker, BlockerTag, Conversation, Member, Person, Team
from storage.visibility import Audience, visible_blockers

_blocker = rows.table_of(Blocker)
_tag = rows.table_of(BlockerTag)
_person = rows.table_of(Person)
_team = rows.table_of(Team)
_member = rows.table_of(Member)
_conversation = rows.table_of(Conversation)

_INSERT = insert(_blocker).returning(_blocker)
_BY_ID = select(_blocker).where(
    _blocker.c.workspace_id == bindparam("workspace_id"), _blocker.c.id == bindparam("id")
)
_BY_NUMBER = select(_blocker).where(
    _blocker.c.workspace_id == bindparam("workspace_id"), _blocker.c.number == bindparam("number")
)
_creator = _person.alias("creator")
_taker = _person.alias("taker")
_channel = _conversation.alias("team_channel")
_AROUND = (
    select(_blocker, _creator, _taker, _conversation, _team, _channel)
    .join(_creator, _creator.c.id == _blocker.c.creator_id)
    .outerjoin(_taker, _taker.c.id == _blocker.c.owner_id)
    .outerjoin(_conversation, _conversation.c.id == _blocker.c.conversation_id)
    .outerjoin(_team, _team.c.id == _blocker.c.team_id)
    .outerjoin(_channel, _channel.c.id == _team.c.conversation_id)
    .where(
        _blocker.c.workspace_id == bindparam("workspace_id"),
        _blocker.c.id.in_(bindparam("ids", expanding=True)),
    )
)
_TAGGED = (
    select(_tag, _person)
    .join(_person, _person.c.id == _tag.c.person_id)
    .where(_tag.c.blocker_id.in_(bindparam("ids", expanding=True)))
    .order_by(_tag.c.blocker_id, _tag.c.since, _tag.c.person_id)
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asked for help; `settled` = need not answer (any more)."""

    person: Person
    since: dt.date
    settled: bool


@dataclass(frozen=True, slots=True)
class BlockerFacts:
    """A blocker with the people and places around it; `taker` acknowledged it."""

    blocker: Blocker
    creator: Person
    taker: Person | None = None
    asked: tuple[Asked, ...] = ()
    team: Team | None = None
    team_channel: Conversation | None = None
    conversation: Conversation | None = None

    @property
    def team_zone(self) -> str:
        """The zone in which its dates are meant: the team's, else its author's."""
        return (self.team or self.creator).zone


def add_blocker(session: Session, values: Mapping[str, Any]) -> Blocker:
    """Insert a blocker. `values` are columns of `blocker`."""
    return cast(Blocker, rows.execute(session, _INSERT, values).one())


def find_blocker(
    session: Session, workspace_id: int, number: int, audience: Audience, *, lock: bool = False
) -> Blocker | None:
    """The blocker with this number, if this audience may see it."""
    statement = _BY_NUMBER.where(visible_blockers(audience))
    if lock:
        statement = statement.with_for_update(of=_blocker)
    keys = {"workspace_id": workspace_id, "number": number}
    return rows.first(session, Blocker, statement, keys)


def get_blocker(
    session: Session, workspace_id: int, blocker_id: int, *, lock: bool = False
) -> Blocker:
    """The blocker with this primary key, with `lock` held against other writers until this
    transaction ends; a KeyError means a broken reference."""
    statement = _BY_ID.with_for_update() if lock else _BY_ID
    keys = {"workspace_id": workspace_id, "id": blocker_id}
    found = rows.first(session, Blocker, statement, keys)
    if found is None:
        raise KeyError(blocker_id)
    return found


def lock_blocker(session: Session, workspace_id: int, blocker_id: int) -> Blocker:
    """The same, held."""
    return get_blocker(session, workspace_id, blocker_id, lock=True)


def change_blocker(session: Session, blocker_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of one blocker."""
    rows.execute(session, update(_blocker).where(_blocker.c.id == blocker_id).values(**values))


def tags_of(session: Session, blocker_id: int) -> list[BlockerTag]:
    """Who was asked for help, by the person's primary key."""
    statement = select(_tag).where(_tag.c.blocker_id == blocker_id).order_by(_tag.c.person_id)
    return rows.every(session, BlockerTag, statement, {})


def set_tags(session: Session, blocker_id: int, tags: Iterable[tuple[int, dt.date, bool]]) -> None:
    """Make exactly these (person, since, settled) the people asked for help."""
    rows.execute(session, delete(_tag).where(_tag.c.blocker_id == blocker_id))
    wanted = [
        {"blocker_id": blocker_id, "person_id": person, "since": since, "settled": settled}
        for person, since, settled in tags
    ]
    if wanted:
        rows.execute(session, insert(_tag), wanted)


def get_blocker_facts(session: Session, workspace_id: int, blocker_id: int) -> BlockerFacts:
    """A blocker with everything around it; a KeyError means a broken reference."""
    return blocker_facts(session, workspace_id, [blocker_id])[blocker_id]


def blocker_facts(
    session: Session, workspace_id: int, ids: Sequence[int]
) -> dict[int, BlockerFacts]:
    """Everything around these blockers, by primary key; two questions for any number."""
    if not ids:
        return {}
    asked: dict[int, list[Asked]] = {}
    for row in rows.execute(session, _TAGGED, {"ids": ids}):
        tag, person = rows.split(row, _tag, _person)
        found = Asked(person, tag.since, tag.settled)
        asked.setdefault(tag.blocker_id, []).append(found)
    around = rows.execute(session, _AROUND, {"workspace_id": workspace_id, "ids": ids})
    facts: dict[int, BlockerFacts] = {}
    for row in around.all():
        blocker, creator, taker, conversation, team, channel = rows.split(
            row, _blocker, _creator, _taker, _conversation, _team, _channel
        )
        facts[blocker.id] = BlockerFacts(
            blocker=blocker,
            creator=creator,
            taker=taker,
            asked=tuple(asked.get(blocker.id, ())),
            team=team,
            team_channel=channel,
            conversation=conversation,
        )
    return facts


# --- lists ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """A page of primary keys in order, and how many there are in all."""

    ids: tuple[int, ...]
    total: int


def _asks(person_id: int, *, waits: bool = True) -> Any:
    mine = and_(_tag.c.blocker_id == _blocker.c.id, _tag.c.person_id == person_id)
    return exists().where(mine, _tag.c.settled.is_(False)) if waits else exists().where(mine)


def _list(session: Session, workspace_id: int, limit: int, *conditions: Any) -> Found:
    """Blockers that stand: those that nobody acknowledged first, the oldest wait first."""
    where = and_(
        _blocker.c.workspace_id == workspace_id, _blocker.c.resolved_at.is_(None), *conditions
    )
    waits_first = case((_blocker.c.state == "open", 0), else_=1)
    order = (waits_first, _blocker.c.since, _blocker.c.id)
    statement = select(_blocker.c.id).where(where).order_by(*order).limit(limit)
    ids = tuple(row.id for row in rows.execute(session, statement))
    if len(ids) < limit:
        return Found(ids, len(ids))
    counted = select(func.count()).select_from(_blocker).where(where)
    return Found(ids, int(rows.execute(session, counted).scalar_one()))


def in_the_way_of(session: Session, person: Person, limit: int) -> Found:
    """What stands in a person's own way."""
    return _list(session, person.workspace_id, limit, _blocker.c.creator_id == person.id)


def asked_of(session: Session, person: Person, limit: int) -> Found:
    """What a person was asked to help with and nobody took, and what they took themselves."""
    me = person.id or 0
    concerns = or_(
        and_(_blocker.c.state == "open", _asks(me)),
        and_(_blocker.c.state == "acknowledged", _blocker.c.owner_id == me),
    )
    return _list(session, person.workspace_id, limit, concerns, _blocker.c.creator_id != me)


def others_blockers(
    session: Session, person: Person, limit: int, *, team_id: int | None = None
) -> Found:
    """What stands in the way of others in one team, or in all conversations that a person is in,
    as far as they may see it, and is not asked of them."""
    me = person.id or 0
    in_mine = exists().where(
        _member.c.conversation_id == _blocker.c.conversation_id, _member.c.person_id == me
    )
    here = _blocker.c.team_id == team_id if team_id is not None else in_mine
    is_mine = or_(
        and_(_blocker.c.state == "open", _asks(me)),
        and_(_blocker.c.state == "acknowledged", _blocker.c.owner_id.is_not_distinct_from(me)),
    )
    seen = visible_blockers(Audience(person=person))
    rest = (here, seen, _blocker.c.creator_id != me, ~is_mine)
    return _list(session, person.workspace_id, limit, *rest)


def standing_of_author(
    session: Session, workspace_id: int, creator_id: int, team_id: int | None
) -> list[Blocker]:
    """What stands in one person's way in one team."""
    here = _blocker.c.team_id == team_id if team_id is not None else _blocker.c.team_id.is_(None)
    statement = select(_blocker).where(
        _blocker.c.workspace_id == workspace_id,
        _blocker.c.creator_id == creator_id,
        _blocker.c.resolved_at.is_(None),
        here,
    )
    return rows.every(session, Blocker, statement.order_by(_blocker.c.id), {})


# --- standups -------------------------------------------------------------------------------------


def blockers_of_round(
    session: Session, workspace_id: int, round_id: int, *, creator_id: int | None = None
) -> list[Blocker]:
    """What was said to be in the way in a round, by anybody or by one person, oldest first; also
    what was resolved or withdrawn since."""
    statement = select(_blocker).where(
        _blocker.c.workspace_id == workspace_id, _blocker.c.round_id == round_id
    )
    if creator_id is not None:
        statement = statement.where(_blocker.c.creator_id == creator_id)
    return rows.every(session, Blocker, statement.order_by(_blocker.c.id), {})
