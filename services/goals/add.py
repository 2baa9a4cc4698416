"""Write a new goal from one line or a form."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from domain.cycles import Cycle, CyclePhrase, Toward, plan_cycle, resolve_cycle
from domain.dates import When
from domain.errors import PastDate
from domain.goal_lines.values import NewGoal
from domain.goals.measures import plan_metric, plan_milestones
from domain.goals.rollup import plan_weight
from domain.goals.stored import measure_to_json
from domain.goals.values import CADENCES, TITLE_MAX, Measure, YesNo
from services.goals.cards import redraw_goal, show_goal_card, tell_goal_owner
from services.goals.parents import resolve_parent
from services.home import refresh_home
from services.nudges.wake import look_at_people
from services.placing import Spot, refuse_outsiders, spot_for
from services.readable import readable_text
from services.scene import Scene, zone_of
from services.tasks.links import refuse_kpis
from services.tasks.resolve import is_day_first, resolve_due, resolve_owner, resolve_person
from storage import activity
from storage import goals as store
from storage.goals import GoalFacts
from storage.people import locale_of
from storage.tables import Conversation, Goal, Person, Team
from storage.workspaces import next_number


@dataclass(frozen=True, slots=True)
class GoalAdded:
    """A new goal. `shown_in` is the channel with its card, None if it went to a direct message.

    `share_with` is the team named from a private place: sharing waits for the person's word.
    """

    facts: GoalFacts
    new: NewGoal
    change_group: str
    shown_in: Conversation | None
    share_with: Conversation | None = None


def add_goal(session: Session, scene: Scene, new: NewGoal) -> GoalAdded:
    """Create the goal, its card and its owner's notice, all in this transaction.

    Raises GuestCannot, the errors of `services.tasks.resolve`, of measures, cycles and parents;
    nothing is written then.
    """
    refuse_outsiders(scene)
    spot = spot_for(session, scene, new.team)
    owner = _owner(session, scene, new, spot)
    named = [resolve_person(session, scene, ref) for ref in new.watchers]
    watchers = sorted({person.id or 0 for person in named if person is not owner})
    refuse_kpis((new.kpi,) if new.kpi else ())
    goal = _insert(session, scene, new, owner=owner, spot=spot)
    goal_id = goal.id or 0
    store.set_goal_watchers(session, goal_id, watchers)
    store.set_goal_labels(session, scene.workspace_id, goal_id, new.labels)
    activity.record(
        session,
        workspace_id=scene.workspace_id,
        change_group=scene.change_group,
        at=scene.now,
        actor_id=scene.person_id,
        door=scene.door,
        verb="add",
        subject=("goal", goal_id),
        changes={"status": [None, "open"]},
        origin=scene.origin,
    )
    facts = store.get_goal_facts(session, scene.workspace_id, goal_id)
    shown_in = show_goal_card(session, scene, facts)
    tell_goal_owner(session, scene, facts)
    refresh_home(session, scene, goal.owner_id)
    look_at_people(session, scene.workspace_id, [goal.owner_id], scene.now)
    if goal.parent_id is not None:
        redraw_goal(session, scene, goal.parent_id)
    return GoalAdded(facts, new, scene.change_group, shown_in, spot.share_with)


def _owner(session: Session, scene: Scene, new: NewGoal, spot: Spot) -> Person | None:
    if new.unassigned:
        return None
    if new.owner is None:
        return scene.person
    return resolve_owner(session, scene, new.owner, spot.channel)


def _insert(
    session: Session, scene: Scene, new: NewGoal, *, owner: Person | None, spot: Spot
) -> Goal:
    cycle = cycle_for(scene, spot.team, new.cycle, new.due)
    parent = resolve_parent(session, scene, new.parent, None) if new.parent else None
    values = {
        "workspace_id": scene.workspace_id,
        "title": readable_text(session, scene.workspace_id, new.title)[:TITLE_MAX],
        "why": readable_text(session, scene.workspace_id, new.why),
        "status": "open",
        "reason": "",
        "health": None,
        "measure": measure_to_json(measure_of(new)),
        "value": None,
        "score": None,
        "weight": plan_weight(new.weight or 1),
        "creator_id": scene.person_id,
        "owner_id": owner.id if owner else None,
        "team_id": spot.team.id if spot.team else None,
        "conversation_id": scene.place.id if scene.place else None,
        "visibility": spot.visibility.value,
        "parent_id": parent.id if parent else None,
        "pillar_id": None,
        "cycle_start": cycle.start,
        "cycle_end": cycle.end,
        "check_in_weeks": new.cadence or CADENCES[0],
        "last_check_in_at": None,
        "carried_from_id": None,
        "created_at": scene.now,
        "updated_at": scene.now,
        "closed_at": None,
        "number": next_number(session, scene.workspace_id, "goal"),
    }
    return store.add_goal(session, values)


def measure_of(new: NewGoal) -> Measure:
    """How progress of a new goal is known; raises the errors of `domain.goals.measures`."""
    if new.milestones:
        return plan_milestones(new.milestones)
    metric = plan_metric(new.figures) if new.figures else None
    return metric or YesNo()


def today_of(scene: Scene, team: Team | None) -> dt.date:
    """The date in the zone in which the dates of a goal are meant."""
    return scene.now.astimezone(zone_of(scene, team)).date()


def cycle_for(
    scene: Scene, team: Team | None, phrase: CyclePhrase | None, due: When | None
) -> Cycle:
    """The dates of a goal for which these were said; raises CycleRefused, DueOutsideCycle,
    PastDate and NoSuchDate."""
    today = today_of(scene, team)
    day_first = is_day_first(locale_of(scene.person))
    named = None
    if phrase is not None:
        named = resolve_cycle(phrase, today=today, toward=Toward.AHEAD, day_first=day_first)
    cycle = plan_cycle(named, resolve_due(scene, team, due).due_date, today)
    if cycle.end < today:
        raise PastDate(cycle.end)
    return cycle
