"""Events about people and channels: what Slack says now is written down."""

from collections.abc import Callable, Mapping

from sqlmodel import Session

from handlers.requests import Payload, Request
from services import people as use_cases
from services.profiles import take_profile
from storage.tables import Workspace
from storage.workspaces import end_workspace, find_workspace

Step = Callable[[Session, Workspace, Payload, Request], None]


def on_event(session: Session, request: Request) -> None:
    """Any event that tells of people or places; others are nothing to us."""
    step = STEPS.get(request.name)
    workspace = find_workspace(session, request.origin.team)
    if step is not None and workspace is not None:
        step(session, workspace, request.payload["event"], request)


def _user(session: Session, workspace: Workspace, event: Payload, request: Request) -> None:
    user = event.get("user")
    if isinstance(user, Mapping) and user.get("id"):
        take_profile(session, workspace, user, request.now)


def _joined(session: Session, workspace: Workspace, event: Payload, request: Request) -> None:
    use_cases.member_joined(session, workspace, event["channel"], event["user"], request.now)


def _left(session: Session, workspace: Workspace, event: Payload, request: Request) -> None:
    use_cases.member_left(session, workspace, event["channel"], event["user"], request.now)


def _bot_left(session: Session, workspace: Workspace, event: Payload, request: Request) -> None:
    use_cases.bot_left(session, workspace, event["channel"], request.now)


def _renamed(session: Session, workspace: Workspace, event: Payload, request: Request) -> None:
    channel, now = event["channel"], request.now
    use_cases.change_conversation(session, workspace, channel["id"], {"name": channel["name"]}, now)


def _new_id(session: Session, workspace: Workspace, event: Payload, _: Request) -> None:
    old, new = str(event["old_channel_id"]), str(event["new_channel_id"])
    use_cases.follow_channel(session, workspace, old, new)


def _fact(name: str, *, value: bool) -> Step:
    def step(session: Session, workspace: Workspace, event: Payload, request: Request) -> None:
        facts, now = {name: value}, request.now
        use_cases.change_conversation(session, workspace, event["channel"], facts, now)

    return step


def _unarchived(session: Session, workspace: Workspace, event: Payload, request: Request) -> None:
    use_cases.look_again(session, workspace, event["channel"], request.now)


def _ended(session: Session, workspace: Workspace, _: Payload, request: Request) -> None:
    end_workspace(session, workspace.id or 0, request.name, request.now)


def _revoked(session: Session, workspace: Workspace, event: Payload, request: Request) -> None:
    bots = (event.get("tokens") or {}).get("bot") or []
    if workspace.bot_user_id in bots:
        _ended(session, workspace, event, request)


STEPS: Mapping[str, Step] = {
    "user_change": _user,
    "team_join": _user,
    "member_joined_channel": _joined,
    "member_left_channel": _left,
    "channel_left": _bot_left,
    "group_left": _bot_left,
    "channel_deleted": _bot_left,
    "group_deleted": _bot_left,
    "channel_id_changed": _new_id,
    "channel_rename": _renamed,
    "group_rename": _renamed,
    "channel_archive": _fact("is_archived", value=True),
    "group_archive": _fact("is_archived", value=True),
    "channel_unarchive": _unarchived,
    "group_unarchive": _unarchived,
    "channel_shared": _fact("is_shared", value=True),
    "channel_unshared": _fact("is_shared", value=False),
    "app_uninstalled": _ended,
    "tokens_revoked": _revoked,
}
