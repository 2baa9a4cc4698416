"""A channel closes or opens again: its standups rest meanwhile, and whoever leads is told once."""

import datetime as dt
from collections.abc import Sequence

from sqlmodel import Session

from domain.teams import Role
from services.standups import posts
from services.standups.rounds import ROUND, STANDUP
from storage import conversations, deliveries, people, rhythms, rosters
from storage import standups as store
from storage.deliveries import Wish
from storage.rhythms import Look
from storage.tables import Conversation, Person, Standup, Team

ARCHIVED, REMOVED = "archived", "removed"


def place_changed(session: Session, place: Conversation, now: dt.datetime) -> None:
    """What is known of a channel was written down: its standups rest or go on accordingly."""
    standups = store.standups_at(session, place.id or 0)
    if not standups or place.kind in {"im", "mpim"}:
        return
    takes_posts = place.bot_is_member and not place.is_archived
    resting = [each for each in standups if not each.paused and _is_halted(session, each)]
    if takes_posts and resting:
        _go_on(session, place, resting, now)
    elif not takes_posts:
        going = [each for each in standups if not each.paused and each not in resting]
        _halt(session, place, going, now)


def _is_halted(session: Session, standup: Standup) -> bool:
    row = rhythms.find_rhythm(session, standup.workspace_id, STANDUP, standup.id or 0)
    return row is not None and row.paused


def _halt(
    session: Session, place: Conversation, standups: Sequence[Standup], now: dt.datetime
) -> None:
    if not standups:
        return
    _pause(session, standups, paused=True)
    team = conversations.get_team(session, place.workspace_id, standups[0].team_id)
    why = ARCHIVED if place.is_archived else REMOVED
    told = {"names": [each.name for each in standups], "why": why}
    for person in _leads(session, team, standups[0]):
        wish = Wish(
            posts.HALTED, person.slack_id, place.id or 0, slot=now.isoformat(), payload=told
        )
        deliveries.want(session, place.workspace_id, wish, now)


def _leads(session: Session, team: Team, standup: Standup) -> list[Person]:
    """Whoever leads; while nobody does, whoever set the standup up."""
    leads = rosters.people_with(session, team.id or 0, (Role.LEAD,))
    return leads or [people.get_person(session, team.workspace_id, standup.creator_id)]


def _go_on(
    session: Session, place: Conversation, standups: Sequence[Standup], now: dt.datetime
) -> None:
    """From now on; what lay in between is not missed, and threads that stand are brought up to
    date."""
    _pause(session, standups, paused=False)
    for standup in standups:
        look, team_id = Look(now), standup.team_id
        standup_id = standup.id or 0
        rhythms.look_at(session, standup.workspace_id, STANDUP, standup_id, look, team_id=team_id)
    rounds = store.unfinished_rounds(session, [each.id or 0 for each in standups])
    rhythms.look_soon(session, place.workspace_id, ROUND, [each.id or 0 for each in rounds], now)
    for made in rounds:
        args = (session, place.workspace_id, posts.PARENT, place.slack_id, now)
        deliveries.reopen(*args, subject_id=made.id or 0)
    for kind in posts.IN_CHANNEL:
        deliveries.reopen(session, place.workspace_id, kind, place.slack_id, now)


def _pause(session: Session, standups: Sequence[Standup], *, paused: bool) -> None:
    for standup in standups:
        rhythms.pause(session, standup.workspace_id, STANDUP, standup.id or 0, paused=paused)
    for made in store.unfinished_rounds(session, [each.id or 0 for each in standups]):
        rhythms.pause(session, made.workspace_id, ROUND, made.id or 0, paused=paused)
