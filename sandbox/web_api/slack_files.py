"""Images in blocks that point to uploaded files: the file must be there and be an image."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.rules.blockkit import Problem
from sandbox.rules.errors import invalid_blocks
from sandbox.state import File
from sandbox.web_api.call import Call, refuse


def check_slack_files(call: Call, blocks: Any) -> None:
    """Refuse with `invalid_blocks` where a `slack_file` is not a finished image upload."""
    problems = [
        Problem("invalid slack file", pointer)
        for pointer, wanted in _slack_files(blocks, "/blocks")
        if not _is_image(call, _find(call, wanted))
    ]
    if problems:
        refuse(invalid_blocks(problems))


def _slack_files(value: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _slack_files(inner, f"{pointer}/{n}")
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == "slack_file":
                yield f"{pointer}/slack_file", inner
            else:
                yield from _slack_files(inner, f"{pointer}/{key}")


def _find(call: Call, wanted: Any) -> File | None:
    if not isinstance(wanted, dict):
        return None
    for file in call.ws.files.values():
        urls = call.ws.file_json(file)
        if wanted.get("id") == file.id or wanted.get("url") in {
            urls["url_private"],
            urls["permalink"],
        }:
            return file
    return None


def _is_image(call: Call, file: File | None) -> bool:
    if file is None or not file.completed:
        return False
    return str(call.ws.file_json(file)["mimetype"]).startswith("image/")
