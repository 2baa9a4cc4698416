"""The pillars of a team's strategy: seen with their goals, and written anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from domain.errors import StaleChange
from domain.goals.rollup import Child, RollUp, roll_up
from domain.swot import plan_renames
from services.goals.boards import Subject, allow_in_team
from services.goals.cards import redraw_goal
from services.goals.change import apply_changes
from services.goals.figures import GoalFigures, figures_of
from services.scene import Scene
from storage import activity, conversations
from storage import pillars as store
from storage.tables import Goal, Pillar

PILLARS = "pillars"
"""Their kind of subject in the history, and the field that changes there."""
Names = Sequence[tuple[int | None, str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """A pillar with its open goals that the reader may see, and what they add up to."""

    pillar: Pillar
    goals: tuple[Goal, ...] = ()
    total: RollUp | None = None


@dataclass(frozen=True, slots=True)
class ShownPillars:
    """The strategy of a team; `others` are its open goals under no pillar."""

    subject: Subject
    pillars: tuple[Standing, ...]
    others: tuple[Goal, ...] = ()
    figures: Mapping[int, GoalFigures] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PillarsChanged:
    """Pillars after a change; `lost` are goals that stand under none since their pillar is gone,
    as far as the acting person may see them."""

    shown: ShownPillars
    verb: str
    changes: Mapping[str, list[Any]]
    lost: tuple[Goal, ...] = ()


def see_pillars(session: Session, scene: Scene, subject: Subject) -> ShownPillars:
    """The pillars of a team with what the acting person may see under them."""
    team_id = subject.team.id or 0 if subject.team else 0
    pillars = store.pillars_of(session, team_id)
    goals = store.open_goals_of_team(session, scene.workspace_id, team_id, scene.audience)
    figures = figures_of(session, scene.workspace_id, goals, scene.audience, scene.now)
    standing = tuple(_standing(pillar, goals, figures) for pillar in pillars)
    others = tuple(goal for goal in goals if goal.pillar_id is None)
    return ShownPillars(subject, standing, others, figures)


def _standing(
    pillar: Pillar, goals: Sequence[Goal], figures: Mapping[int, GoalFigures]
) -> Standing:
    mine = tuple(goal for goal in goals if goal.pillar_id == pillar.id)
    children = [
        Child(figures[goal.id or 0].progress.raw, figures[goal.id or 0].shown.status, goal.weight)
        for goal in mine
    ]
    return Standing(pillar, mine, roll_up(children) if children else None)


def names_of(session: Session, scene: Scene, subject: Subject) -> list[str]:
    """The pillars of a team in their order; raises NotAllowed for whoever may not change them."""
    allow_in_team(session, scene, subject.channel)
    team_id = subject.team.id or 0 if subject.team else 0
    return [pillar.name for pillar in store.pillars_of(session, team_id)]


def edit_pillars(
    session: Session, scene: Scene, subject: Subject, seen: Sequence[str], names: Sequence[str]
) -> PillarsChanged:
    """Write the pillars anew; `seen` are those that the person began with. A renamed one keeps
    its goals, those of one that goes stand under none.

    Raises NotAllowed, and StaleChange if somebody else changed them meanwhile.
    """
    allow_in_team(session, scene, subject.channel)
    team_id = subject.team.id or 0 if subject.team else 0
    present = store.pillars_of(session, team_id, lock=True)
    before = [pillar.name for pillar in present]
    if before != list(seen) and list(names) != before:
        raise StaleChange(0, (PILLARS,), kind=PILLARS)
    goes_on = plan_renames(before, names)
    wanted = [
        (None if place is None else present[place].id, name)
        for place, name in zip(goes_on, names, strict=True)
    ]
    return _write(session, scene, subject, wanted)


def _write(
    session: Session, scene: Scene, subject: Subject, wanted: Names, undoes: str | None = None
) -> PillarsChanged:
    team_id = subject.team.id or 0 if subject.team else 0
    before = as_stored(store.pillars_of(session, team_id))
    verb = "edit" if undoes is None else "undo"
    if before == [[pillar_id, name] for pillar_id, name in wanted]:
        return PillarsChanged(see_pillars(session, scene, subject), verb, {})
    kept = {pillar_id for pillar_id, _ in wanted}
    gone = [pillar_id for pillar_id, _ in before if pillar_id not in kept]
    lost = store.goals_under(session, scene.workspace_id, gone)
    for goal in lost:
        apply_changes(session, scene, goal, verb, {"pillar_id": None})
    after = as_stored(store.set_pillars(session, scene.workspace_id, team_id, wanted))
    # The last line of its group: Undo goes backwards, and goals need their pillar to stand under.
    activity.record(
        session,
        workspace_id=scene.workspace_id,
        change_group=scene.change_group,
        at=scene.now,
        actor_id=scene.person_id,
        door=scene.door,
        verb=verb,
        subject=(PILLARS, team_id),
        changes={PILLARS: [before, after]},
        origin=scene.origin,
        undoes=undoes,
    )
    renamed = [each[0] for each in after if each[0] in kept and each not in before]
    for goal in store.goals_under(session, scene.workspace_id, renamed):
        redraw_goal(session, scene, goal.id or 0)
    shown = see_pillars(session, scene, subject)
    seen = {goal.id for goal in shown.others}
    changes = {PILLARS: [before, after]}
    return PillarsChanged(shown, verb, changes, tuple(goal for goal in lost if goal.id in seen))


def as_stored(pillars: Sequence[Pillar]) -> list[list[Any]]:
    """Pillars as history keeps them: key and name, in their order."""
    return [[pillar.id, pillar.name] for pillar in pillars]


# --- taking back --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """The pillars of a team while they are written; they have no number."""

    subject: Subject
    stored: list[list[Any]]
    number: int | None = None


def hold(session: Session, workspace_id: int, team_id: int) -> Held:
    """The pillars of the team with this key, held against other writers."""
    team = conversations.get_team(session, workspace_id, team_id)
    channel = conversations.get_conversation(session, team.conversation_id)
    stored = as_stored(store.pillars_of(session, team_id, lock=True))
    return Held(Subject(team=team, channel=channel), stored)


def allow_held(session: Session, scene: Scene, held: Held) -> None:
    """Raise NotAllowed unless the acting person may change them."""
    allow_in_team(session, scene, held.subject.channel)


def is_present(_session: Session, held: Held, _name: str, value: Any) -> bool:
    """Whether the pillars are exactly these."""
    return bool(held.stored == value)


def write_back(
    session: Session,
    scene: Scene,
    held: Held,
    _verb: str,
    wanted: Mapping[str, Any],
    *,
    undoes: str | None = None,
) -> PillarsChanged:
    """Write the pillars as they were before, with the keys that they had."""
    names = [(pillar_id, name) for pillar_id, name in wanted[PILLARS]]
    return _write(session, scene, held.subject, names, undoes)
