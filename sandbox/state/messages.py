"""Messages: posting, editing, deleting, threads, ephemerals, reactions, and their events.

Checks of arguments and tokens belong to the doors; here are the rules that hold for everybody.
"""

from __future__ import annotations

import copy
import json
import secrets
from typing import Any

from sandbox.rules.blockkit import generate_ids
from sandbox.rules.emoji import canonical_name
from sandbox.state import render
from sandbox.state.people import People
from sandbox.state.records import Channel, Json, Message, Refused
from sandbox.state.richtext import rich_text_block

_KEEP: Any = object()
_MAX_REACTIONS = 23
_MAX_REACTIONS_OF_ONE = 23
_SPOKEN = {None, "thread_broadcast", "file_share"}
_NO_THREAD = {"channel_join", "channel_leave", "group_join", "group_leave"}
TOMBSTONE = "This message was deleted."


class Messages(People):
    """Everything that changes a message."""

    def say(
        self,
        user_id: str,
        channel_ref: str,
        text: str,
        thread_ts: str | None = None,
        blocks: list[Json] | None = None,
    ) -> Message:
        """A person types a message; refuses non-members and archived channels.

        `text` is Slack markup; `blocks` its rich_text block, made from the text if not given.
        """
        channel = self._writable(channel_ref, user_id)
        return self.post(
            channel.id,
            user=user_id,
            text=text,
            blocks=blocks or [rich_text_block(text)],
            thread_ts=thread_ts,
            client_msg_id=_uuid(),
        )

    def post(
        self,
        channel_id: str,
        *,
        user: str,
        text: str = "",
        blocks: list[Json] | None = None,
        attachments: list[Json] | None = None,
        files: list[str] | None = None,
        thread_ts: str | None = None,
        broadcast: bool = False,
        metadata: Json | None = None,
        subtype: str | None = None,
        client_msg_id: str | None = None,
        by_app: bool = False,
        extra: Json | None = None,
    ) -> Message:
        """Add a message and tell of it: `message.*`, and `app_mention` when the app is named.

        `thread_ts` must exist; the ts of a reply makes a thread nobody sees, as in Slack.
        """
        channel = self.channels[channel_id]
        self.check_thread(channel, thread_ts)
        message = Message(
            channel_id=channel_id,
            ts=self.next_ts(),
            user=user,
            text=text,
            blocks=_with_ids(blocks),
            attachments=copy.deepcopy(attachments or []),
            files=list(files or []),
            bot_id=self.installed_app.bot_id if by_app else None,
            subtype="thread_broadcast" if thread_ts and broadcast else subtype,
            thread_ts=thread_ts,
            client_msg_id=client_msg_id,
            metadata=metadata,
            extra=dict(extra or {}),
        )
        channel.messages[message.ts] = message
        if thread_ts is not None:
            parent = channel.messages[thread_ts]
            parent.replies.append(message.ts)
            if parent.is_reply:
                self.misthreaded.append((channel_id, message.ts))
        channel.last_read[user] = message.ts
        self._tell_posted(channel, message)
        if metadata is not None:
            self._tell_metadata(message, None)
        return message

    def post_ephemeral(
        self,
        channel_id: str,
        *,
        to: str,
        text: str = "",
        blocks: list[Json] | None = None,
        attachments: list[Json] | None = None,
        thread_ts: str | None = None,
    ) -> Message:
        """Show `to` a message of the app that nobody else sees; no event, not in the history."""
        app = self.installed_app
        self.check_thread(self.channels[channel_id], thread_ts)
        message = Message(
            channel_id=channel_id,
            ts=self.next_ts(),
            user=app.bot_user_id,
            bot_id=app.bot_id,
            text=text,
            blocks=_with_ids(blocks),
            attachments=copy.deepcopy(attachments or []),
            thread_ts=thread_ts,
            ephemeral_to=to,
        )
        self.channels[channel_id].ephemerals.append(message)
        self._touch(message)
        return message

    def check_thread(self, channel: Channel, thread_ts: str | None) -> None:
        """Refuse a thread whose parent is not there or takes no replies; None passes."""
        if thread_ts is None:
            return
        parent = channel.messages.get(thread_ts)
        if parent is None:
            raise Refused("thread_not_found")
        if parent.subtype in _NO_THREAD:
            raise Refused("cannot_reply_to_message")

    def drop_ephemeral(self, message: Message) -> None:
        """Remove an ephemeral message (dismissed by its reader or by `delete_original`)."""
        self.channels[message.channel_id].ephemerals.remove(message)
        self._touch(message)

    def edit(
        self,
        message: Message,
        *,
        editor: str,
        text: str | None = None,
        blocks: list[Json] | None = _KEEP,
        attachments: list[Json] | None = _KEEP,
        metadata: Json | None = _KEEP,
        files: list[str] = _KEEP,
        mark: bool = True,
    ) -> Message:
        """Change what is given of a message: `message_changed`; `mark` writes "(edited)".

        An ephemeral message changes silently. `blocks=None` removes the blocks.
        """
        before, meta_before = self.message_json(message), message.metadata
        named = self.mentioned(message.text)
        if text is not None:
            message.text = text
        if blocks is not _KEEP:
            message.blocks = _with_ids(blocks)
        if attachments is not _KEEP:
            message.attachments = copy.deepcopy(attachments or [])
        if metadata is not _KEEP:
            message.metadata = metadata
        if files is not _KEEP:
            message.files = list(files)
        if mark:
            message.edited = {"user": editor, "ts": self.next_ts()}
        if message.ephemeral_to is None:
            self._tell_changed(message, before)
            if message.metadata != meta_before:
                self._tell_metadata(message, meta_before)
            if message.subtype in _SPOKEN and self._names_app(message, named):
                self._tell_mentioned(message)
        self._touch(message)
        return message

    def edit_text(
        self, message: Message, editor: str, text: str, blocks: list[Json] | None = None
    ) -> Message:
        """A person edits a message of their own (`cant_update_message` otherwise)."""
        if message.user != editor or message.bot_id or message.subtype == "tombstone":
            raise Refused("cant_update_message")
        blocks = blocks or [rich_text_block(text)]
        return self.edit(message, editor=editor, text=text, blocks=blocks)

    def delete(self, message: Message) -> None:
        """Delete: `message_deleted`; a parent with replies becomes a tombstone instead."""
        channel = self.channels[message.channel_id]
        before, meta_before = self.message_json(message), message.metadata
        channel.pins.pop(message.ts, None)
        if message.replies:
            message.subtype, message.text, message.user = "tombstone", TOMBSTONE, "USLACKBOT"
            message.blocks, message.attachments, message.files = None, [], []
            message.metadata, message.bot_id, message.edited = None, None, None
            message.reactions, message.client_msg_id = {}, None
            message.extra = {"hidden": True}
            self._tell_changed(message, before)
        else:
            self._unhang(channel, message)
            ts = self.next_ts()
            self.emit(
                {
                    "type": "message",
                    "subtype": "message_deleted",
                    "hidden": True,
                    "channel": channel.id,
                    "ts": ts,
                    "deleted_ts": message.ts,
                    "previous_message": before,
                    "event_ts": ts,
                    "channel_type": channel.event_type,
                },
                channel.id,
            )
        if meta_before is not None:
            message.metadata = None
            self._tell_metadata(message, meta_before)
        self._touch(message)

    def react(self, message: Message, user_id: str, name: str) -> None:
        """Add a reaction: `reaction_added`; refuses `already_reacted` and Slack's maxima."""
        if message.ephemeral_to or message.subtype == "tombstone":
            raise Refused("message_not_found")
        name = self._emoji(name)
        users = message.reactions.get(name, [])
        if user_id in users:
            raise Refused("already_reacted")
        if not users and len(message.reactions) >= _MAX_REACTIONS:
            raise Refused("too_many_emoji")
        if sum(user_id in u for u in message.reactions.values()) >= _MAX_REACTIONS_OF_ONE:
            raise Refused("too_many_reactions")
        message.reactions.setdefault(name, []).append(user_id)
        self._tell_reaction("reaction_added", message, user_id, name)

    def unreact(self, message: Message, user_id: str, name: str) -> None:
        """Take a reaction back: `reaction_removed`; refuses `no_reaction`."""
        name = self._emoji(name)
        users = message.reactions.get(name, [])
        if user_id not in users:
            raise Refused("no_reaction")
        users.remove(user_id)
        if not users:
            del message.reactions[name]
        self._tell_reaction("reaction_removed", message, user_id, name)

    def mark_read(self, channel_ref: str, user_id: str, ts: str) -> None:
        """A person has read the channel up to `ts`."""
        self.channel(channel_ref).last_read[user_id] = ts
        self.changed({"topic": "channels"})

    # -- reading ----------------------------------------------------------------------------

    def message_json(self, message: Message, *, metadata: bool = True) -> Json:
        """A message object as in API answers and events (a fresh copy)."""
        copied: Json = json.loads(json.dumps(render.message_json(self, message, metadata=metadata)))
        return copied

    def history(self, channel_ref: str) -> list[Message]:
        """What shows in the channel itself, oldest first."""
        return [m for m in self.channel(channel_ref).messages.values() if m.in_channel]

    def thread(self, channel_ref: str, ts: str) -> list[Message]:
        """A thread, parent first, from the ts of its parent or of any reply; `thread_not_found`."""
        channel = self.channel(channel_ref)
        message = channel.messages.get(ts)
        if message is not None and message.is_reply:
            message = channel.messages.get(message.thread_ts or "")
        if message is None:
            raise Refused("thread_not_found")
        return [message, *(channel.messages[r] for r in message.replies)]

    def permalink(self, message: Message) -> str:
        """The address of a message, with its thread for a reply."""
        link = f"{self.base_url}archives/{message.channel_id}/p{message.ts.replace('.', '')}"
        if message.is_reply:
            link += f"?thread_ts={message.thread_ts}&cid={message.channel_id}"
        return link

    # -- telling ----------------------------------------------------------------------------

    def _writable(self, channel_ref: str, user_id: str) -> Channel:
        channel = self.channel(channel_ref)
        if user_id not in channel.members:
            raise Refused("channel_not_found" if channel.kind != "public" else "not_in_channel")
        if channel.is_archived:
            raise Refused("is_archived")
        return channel

    def _unhang(self, channel: Channel, message: Message) -> None:
        del channel.messages[message.ts]
        parent = channel.messages.get(message.thread_ts or "")
        if parent is not None and message.ts in parent.replies:
            parent.replies.remove(message.ts)
            if parent.subtype == "tombstone" and not parent.replies:
                del channel.messages[parent.ts]

    def _tell_posted(self, channel: Channel, message: Message) -> None:
        body = self.message_json(message)
        if message.subtype == "thread_broadcast":
            body["root"] = self.message_json(channel.messages[message.thread_ts or ""])
        place = {"channel": channel.id, "event_ts": message.ts, "channel_type": channel.event_type}
        self.emit({**body, **place}, channel.id)
        if message.subtype in _SPOKEN and self._names_app(message, set()):
            self._tell_mentioned(message)
        self._touch(message)

    def _tell_mentioned(self, message: Message) -> None:
        if self.channels[message.channel_id].kind == "im":
            return
        body = self.message_json(message)
        stamp = message.edited["ts"] if message.edited else message.ts
        event = {**body, "type": "app_mention", "channel": message.channel_id, "event_ts": stamp}
        self.emit(event, message.channel_id)

    def _tell_changed(self, message: Message, before: Json) -> None:
        channel = self.channels[message.channel_id]
        ts = self.next_ts()
        self.emit(
            {
                "type": "message",
                "subtype": "message_changed",
                "hidden": True,
                "channel": channel.id,
                "ts": ts,
                "message": self.message_json(message),
                "previous_message": before,
                "event_ts": ts,
                "channel_type": channel.event_type,
            },
            channel.id,
        )

    def _tell_metadata(self, message: Message, before: Json | None) -> None:
        """`message_metadata_posted`, `_updated` or `_deleted` of an app's message."""
        app, after = self.installed_app, message.metadata
        verb = "posted" if before is None else "deleted" if after is None else "updated"
        deleted = verb == "deleted"
        event: Json = {
            "type": f"message_metadata_{verb}",
            "app_id": app.id,
            "bot_id": app.bot_id,
            "user_id": message.user,
            "team_id": self.id,
            "channel_id": message.channel_id,
            "previous_metadata": before,
            "metadata": after,
            "message_ts": message.ts,
            "deleted_ts": message.ts if deleted else None,
            "event_ts": self.next_ts(),
        }
        body = {name: value for name, value in event.items() if value is not None}
        self.emit(copy.deepcopy(body), message.channel_id)

    def _tell_reaction(self, kind: str, message: Message, user_id: str, name: str) -> None:
        event = {
            "type": kind,
            "user": user_id,
            "reaction": name,
            "item": {"type": "message", "channel": message.channel_id, "ts": message.ts},
            "item_user": message.user,
            "event_ts": self.next_ts(),
        }
        self.emit(event, message.channel_id)
        self._touch(message)

    def _emoji(self, name: str) -> str:
        known = canonical_name(name, self.custom_emoji)
        if known is None:
            raise Refused("invalid_name")
        return known

    def _names_app(self, message: Message, before: set[str]) -> bool:
        if self.app is None or message.bot_id:
            return False
        bot = self.app.bot_user_id
        return bot in self.mentioned(message.text) and bot not in before

    def _touch(self, message: Message) -> None:
        topic = {"topic": "messages", "channel": message.channel_id}
        if message.thread_ts:
            topic["thread_ts"] = message.thread_ts
        self.changed(topic)


def _with_ids(blocks: list[Json] | None) -> list[Json] | None:
    return generate_ids(blocks) if blocks else None


def _uuid() -> str:
    raw = secrets.token_hex(16)
    return f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}"
