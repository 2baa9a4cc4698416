"""Files: the three steps of an upload and the message that shares it."""

from __future__ import annotations

import secrets

from sandbox.state import render
from sandbox.state.conversations import Conversations
from sandbox.state.records import File, Json, Message, Refused


class Uploads(Conversations):
    """Everything that changes a file."""

    def reserve_file(self, name: str, length: int, user: str, alt_txt: str = "") -> File:
        """Step 1: an id for a file of `length` bytes."""
        file = File(
            id=self.new_id("F"),
            name=name,
            length=length,
            user=user,
            created=self.unix(),
            alt_txt=alt_txt,
        )
        self.files[file.id] = file
        return file

    def receive_file(self, file_id: str, content: bytes) -> File:
        """Step 2: the bytes; a wrong length is refused as Slack's upload door does."""
        file = self.file(file_id)
        if len(content) != file.length:
            raise Refused("file_upload_size_restricted")
        file.content = content
        return file

    def complete_file(self, file_id: str, title: str) -> File:
        """Step 3: publish the upload under a title; `file_not_found` before the bytes came."""
        file = self.file(file_id)
        if file.content is None or file.completed:
            raise Refused("file_not_found")
        file.title, file.completed = title, True
        return file

    def share_files(
        self,
        channel_id: str,
        files: list[File],
        *,
        user: str,
        text: str,
        blocks: list[Json] | None,
        thread_ts: str | None,
    ) -> Message:
        """Post the message that shows the files: `file_share` message and `file_shared`."""
        message = self.post(
            channel_id,
            user=user,
            text=text,
            blocks=blocks,
            files=[f.id for f in files],
            thread_ts=thread_ts,
            subtype="file_share",
            by_app=user == self.installed_app.bot_user_id,
        )
        for file in files:
            file.shares.setdefault(channel_id, []).append(message.ts)
            event = {
                "type": "file_shared",
                "file_id": file.id,
                "user_id": user,
                "file": {"id": file.id},
                "channel_id": channel_id,
            }
            self.emit({**event, **self._stamp()}, channel_id)
        return message

    def file(self, file_id: str) -> File:
        """The file of an id; refuses with `file_not_found`."""
        file = self.files.get(file_id)
        if file is None:
            raise Refused("file_not_found")
        return file

    def knows_image(self, ref: str) -> bool:
        """Whether a published image has that id or address, so that blocks may show it."""
        return any(
            file.completed
            and ref in {file.id, self.file_json(file)["url_private"]}
            and self.file_json(file)["mimetype"].startswith("image/")
            for file in self.files.values()
        )

    def file_json(self, file: File) -> Json:
        """The file object of files.info."""
        return render.file_json(self, file)

    def upload_key(self) -> str:
        """An unguessable part for the upload address."""
        return secrets.token_urlsafe(12)
