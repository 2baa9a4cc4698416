"""Questions to `pillar`: the pillars of a team's strategy and the goals that stand under them."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from storage import rows
from storage.tables import Goal, Pillar, Team
from storage.visibility import Audience, visible_goals

_pillar = rows.table_of(Pillar)
_goal = rows.table_of(Goal)
_team = rows.table_of(Team)


def pillars_of(session: Session, team_id: int, *, lock: bool = False) -> list[Pillar]:
    """The pillars of a team in their order; with `lock` nobody else changes them meanwhile."""
    if lock:
        # A team without pillars has no row of theirs that could be held.
        held = select(_team.c.id).where(_team.c.id == team_id).with_for_update()
        rows.execute(session, held)
    statement = (
        select(_pillar)
        .where(_pillar.c.team_id == team_id)
        .order_by(_pillar.c.position, _pillar.c.id)
    )
    return rows.every(session, Pillar, statement, {})


def set_pillars(
    session: Session, workspace_id: int, team_id: int, wanted: Sequence[tuple[int | None, str]]
) -> list[Pillar]:
    """Make exactly these (primary key, None = a new one; name) the pillars of a team, in this
    order. No goal may stand under one that goes; one that was removed can come back by its key."""
    present = {pillar.id or 0 for pillar in pillars_of(session, team_id)}
    kept = {pillar_id for pillar_id, _ in wanted if pillar_id is not None}
    rows.execute(session, delete(_pillar).where(_pillar.c.id.in_(sorted(present - kept))))
    # Two may swap their names, which are unique at every moment.
    for held in sorted(present & kept):
        aside = update(_pillar).where(_pillar.c.id == held)
        rows.execute(session, aside.values(name=f"\u2060{held}"))
    for position, (pillar_id, name) in enumerate(wanted):
        place = {"name": name, "position": position}
        if pillar_id in present:
            rows.execute(session, update(_pillar).where(_pillar.c.id == pillar_id).values(**place))
            continue
        row = {"workspace_id": workspace_id, "team_id": team_id, **place}
        if pillar_id is not None:
            row = {"id": pillar_id, **row}
        rows.execute(session, insert(_pillar), row)
    return pillars_of(session, team_id)


def goals_under(session: Session, workspace_id: int, pillar_ids: Sequence[int]) -> list[Goal]:
    """Every goal under these pillars, open or closed, whoever may see it, in order of the key."""
    statement = (
        select(_goal)
        .where(_goal.c.workspace_id == workspace_id, _goal.c.pillar_id.in_(pillar_ids))
        .order_by(_goal.c.id)
    )
    return rows.every(session, Goal, statement, {})


def open_goals_of_team(
    session: Session, workspace_id: int, team_id: int, audience: Audience
) -> list[Goal]:
    """The open goals of a team that the audience may see, those that end first at the top."""
    statement = (
        select(_goal)
        .where(
            _goal.c.workspace_id == workspace_id,
            _goal.c.team_id == team_id,
            _goal.c.closed_at.is_(None),
            visible_goals(audience),
        )
        .order_by(_goal.c.cycle_end, _goal.c.id)
    )
    return rows.every(session, Goal, statement, {})
