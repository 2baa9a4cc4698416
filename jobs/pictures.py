"""Drawing a picture in a child process that ends with it; matplotlib never comes into this one."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).with_name("drawing.py")
TIME_LIMIT = 15.0
"""Seconds of real time for one picture; it takes about one."""


class DrawingFailed(Exception):
    """The child ended without a picture, or took too long."""


async def draw(drawing: Mapping[str, Any]) -> bytes:
    """The PNG of a drawing (see `views.charts.picture`). Raises DrawingFailed."""
    png = await _run(given=json.dumps(drawing).encode())
    if not png:
        raise DrawingFailed("no picture")
    return png


async def find_cjk_font() -> str:
    """The font in which Chinese letters will be drawn; empty if there is none. Raises
    DrawingFailed if nothing can be drawn here."""
    return (await _run("--font", given=b"")).decode()


async def _run(*arguments: str, given: bytes) -> bytes:
    # -P: the modules beside the program are not to stand in for others of the same name.
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-P", str(PROGRAM), *arguments, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    try:
        async with asyncio.timeout(TIME_LIMIT):
            out, _ = await child.communicate(given)
    except TimeoutError as late:
        raise DrawingFailed("too late") from late
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode:
        raise DrawingFailed(f"exit code {child.returncode}")
    return out
