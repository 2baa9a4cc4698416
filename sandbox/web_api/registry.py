"""The methods this sandbox has, by name. A method that is not here is `unknown_method`."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.web_api import chat, conversations, files, people, reactions, views
from sandbox.web_api.call import Handler

HANDLERS: Mapping[str, Handler] = {
    "api.test": people.api_test,
    "apps.connections.open": people.connections_open,
    "auth.test": people.auth_test,
    "bots.info": people.bots_info,
    "chat.delete": chat.delete,
    "chat.getPermalink": chat.permalink,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "conversations.history": conversations.history,
    "conversations.info": conversations.info,
    "conversations.join": conversations.join,
    "conversations.list": conversations.list_channels,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_conversation,
    "conversations.replies": conversations.replies,
    "dnd.info": people.dnd_info,
    "dnd.teamInfo": people.dnd_team_info,
    "files.completeUploadExternal": files.complete_upload,
    "files.getUploadURLExternal": files.get_upload_url,
    "files.info": files.info,
    "reactions.add": reactions.add,
    "reactions.get": reactions.get,
    "reactions.remove": reactions.remove,
    "team.info": people.team_info,
    "usergroups.list": people.usergroups_list,
    "usergroups.users.list": people.usergroup_users,
    "users.conversations": conversations.users_conversations,
    "users.info": people.users_info,
    "users.list": people.users_list,
    "users.profile.get": people.profile_get,
    "views.open": views.open_view,
    "views.publish": views.publish_view,
    "views.push": views.push_view,
    "views.update": views.update_view,
}
